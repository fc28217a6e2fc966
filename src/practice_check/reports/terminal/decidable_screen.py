"""Which rules an export can decide, in a terminal: how many, what would unlock most, what each rule wants."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from practice_check.audit.undecidable import Lacking
from practice_check.reports import words
from practice_check.reports.escape import one_line
from practice_check.reports.selection.undecidable import lacking
from practice_check.reports.terminal.lines import BOLD, FAINT, hanging, heading, wrapped
from practice_check.rulebook.needs import Decidable, Need, RuleNeeds, Standing

_INDENT = 2
_MOST_STEPS = 8
_MOST_NAMED = 6
_FIGURE = 8
_MOST_LINES = 3

_HEADINGS: dict[Standing, str] = {
    "decided": "Can be decided, wherever the cells are filled in",
    "partly": "Can be decided in part",
    "never": "Cannot be decided for any case",
    "asked": "For a person to answer, whatever an export holds",
}


def print_decidable(found: Decidable, when: str, console: Console, *, rules: bool = False) -> None:
    """How much of the rules the export can decide, and what would unlock most; ``rules``: and each rule.

    ``when``: of what that is said, such as "as it stands".
    """
    console.print()
    console.print(heading("What it can decide", when, console.width))
    if not found.rules:
        _say("No rule is in force in the time of its cases: practice-check rules list shows the packs.", console)
        return
    for sentence in _sentences(found):
        _say(sentence, console)
    _steps(found, console)
    if rules:
        for standing in _HEADINGS:
            _rules(found, standing, console)
    elif found.count("partly") + found.count("never"):
        console.print()
        _say("What each rule wants: --rules", console)


def _sentences(found: Decidable) -> list[str]:
    total = words.number(len(found.rules), "rule")
    said = f"{found.count('decided')} of {total} can be decided wherever the cells are filled in"
    alone = found.alone[:1]
    more = f"; {_a(alone[0].needs[0])} would unlock {alone[0].rules} more" if alone else ""
    asks = {name for name in found.rules if found.book.rules[name].only_asks}
    partly = [one for one in found.of("partly") if one.rule not in asks]
    ways = (
        (sum(one.recorded and one.not_recorded for one in partly), "in some cases"),
        (sum(one.recorded and not one.not_recorded for one in partly), "only where it is recorded"),
        (sum(one.not_recorded and not one.recorded for one in partly), "only where it is not recorded"),
        (sum(not one.recorded and not one.not_recorded for one in partly), "only that it is not yet due"),
        (found.count("never"), "in no case"),
        (sum(one.rule in asks and one.standing != "never" for one in found.of_rules.values()), "only by a person"),
    )
    rest = [f"{count} {how}" for count, how in ways if count]
    return [f"{said}{more}.", *([f"The others: {words.listed(rest)}."] if rest else [])]


def _steps(found: Decidable, console: Console) -> None:
    """Sheet after sheet, each time what unlocks most for what is added."""
    if not found.together:
        return
    what = max(console.width - _INDENT - 2 * _FIGURE - 4, 30)
    console.print()
    _line(("Added one after the other, these unlock most", what), "more", "in all", console, BOLD)
    total = found.count("decided") + found.count("asked")
    for step in found.together[:_MOST_STEPS]:
        total += step.rules
        _line((_needs(step.needs), what), f"+{step.rules}", f"{total:,}", console)
    rest = found.together[_MOST_STEPS:]
    if rest:
        needs = sum(len(step.needs) for step in rest)
        total += sum(step.rules for step in rest)
        said = f"and {words.number(needs, 'more sheet or column', 'more sheets and columns')}"
        _line((said, what), f"+{sum(step.rules for step in rest)}", f"{total:,}", console, FAINT)


def _line(first: tuple[str, int], more: str, total: str, console: Console, style: str = "") -> None:
    """What to add, on as many lines as it takes, with the figures beside the first."""
    text, width = first
    for place, line in enumerate(wrapped(text, width, _MOST_LINES)):
        if place == 0:
            line.pad_right(width - line.cell_len)
            line.append(f"  {more:>{_FIGURE}}  {total:>{_FIGURE}}")
        line.stylize(style)
        console.print(Text(" " * _INDENT) + line, highlight=False, soft_wrap=True)


def _rules(found: Decidable, standing: Standing, console: Console) -> None:
    listed = found.of(standing)
    if not listed:
        return
    console.print()
    console.print(heading(_HEADINGS[standing], words.number(len(listed), "rule"), console.width))
    for one in sorted(listed, key=lambda each: (len(each.missing), each.rule)):
        title = Text.assemble((one_line(found.book.rules[one.rule].title), BOLD), (f"  {one.rule}", FAINT))
        hanging(console, title, "", _INDENT)
        said = _way(one, asks=found.book.rules[one.rule].only_asks)
        if one.missing:
            said += f"{'; wants' if said else 'Wants'} {_needs(one.missing, most=len(one.missing))}"
        if said:
            hanging(console, Text(one_line(said)), "", 2 * _INDENT)


def _way(one: RuleNeeds, *, asks: bool) -> str:
    if one.standing != "partly":
        return ""
    if asks:
        return "Asked of a person where it is known to apply"
    if one.recorded and one.not_recorded:
        return "Told in some cases"
    if one.recorded:
        return "Told only where it is recorded"
    return "Told only where it is not recorded" if one.not_recorded else "Told only where it is not yet due"


def _needs(needs: Sequence[Need], most: int = _MOST_NAMED) -> str:
    """The sheets together, then what is wanting in sheets that are there."""
    named = needs[:most]
    sheets = [lacking(Lacking.of(need)) for need in named if not need.column and not need.whole]
    others = [lacking(Lacking.of(need)) for need in named if need.column or need.whole]
    if len(sheets) > 1:
        sheets = [f"{words.listed([name.removesuffix(' sheet') for name in sheets])} sheets"]
    rest = len(needs) - len(named)
    return "; ".join([*sheets, *others, *([f"{rest} more"] if rest else [])])


def _a(need: Need) -> str:
    return f"a {lacking(Lacking.of(need))}"


def _say(text: str, console: Console) -> None:
    hanging(console, Text(one_line(text)), "", _INDENT)
