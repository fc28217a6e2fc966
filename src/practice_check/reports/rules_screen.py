"""The rules in a terminal: the list, one of them, their examples, and how much of the register they answer."""

import datetime as dt
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from practice_check.examples import ExampleResult, MutantReport
from practice_check.reports import words
from practice_check.reports.escape import for_terminal
from practice_check.reports.lines import BOLD, FAINT, columns, hanging
from practice_check.rulebook import Rulebook, names

_WHOSE = 18
#: How the slots of a gap sentence stand where no case fills them.
_SLOTS = {
    "within": "the limit",
    "opened": "DATE",
    "due": "DATE",
    "what": "what opened it",
    "missing": "what is missing",
    "missed": "N",
    "days": "N",
}


def print_rules(book: Rulebook, pack: str | None, console: Console) -> None:
    """One line a rule, by pack and outcome; titles are cut to a terminal's width, and whole elsewhere."""
    wanted = book.rules_of(pack) if pack else list(book.rules)
    wanted.sort(key=lambda name: (book.homes[name], book.rules[name].outcome, name))
    ids = max(map(len, wanted), default=0)
    homes = max(map(len, book.homes.values()), default=0)
    titles = max((len(book.rules[name].title) for name in wanted), default=0)
    if console.is_terminal:
        titles = max(console.width - ids - homes - _WHOSE - 6, 20)
    for name in wanted:
        rule = book.rules[name]
        whose = words.OWNERS[rule.owner].removeprefix("the ")
        line = columns((name, ids, BOLD), (book.homes[name], homes), (whose, _WHOSE), (rule.title, titles))
        console.print(line, soft_wrap=True)
    console.print(words.number(len(wanted), "rule"))


def print_rule(book: Rulebook, rule_id: str, console: Console) -> None:
    """A rule in words, and the file in which all of it stands."""
    rule = book.rules[rule_id]
    console.print(for_terminal(f"{rule.title} ({rule.id})", BOLD))
    console.print(for_terminal(rule.question))
    limit = " Its time limit is a local default and not printed there." if rule.local_default else ""
    facts = {
        "Why": rule.why,
        "Outcome": f"{words.OUTCOMES[rule.outcome]}; criteria {', '.join(rule.criteria)}",
        "Asked for in": "; ".join(f"{words.report(source.report)}, {source.para}" for source in rule.sources)
        + f".{limit}",
        "Answers": ", ".join(rule.answers),
        "Whose": f"{words.OWNERS[rule.owner]}; severity {rule.severity}; {words.REMEDIES[rule.remediable]}",
        "Limits": "; ".join(_limits(book, rule_id)),
        "When open": rule.gap.format(**_SLOTS),
        "Closes with": rule.do,
        "Where": rule.where_to_record or "",
        "To judge": "; ".join(question.ask for question in rule.judge),
        "Rests on": ", ".join(rule.rests_on),
        "Told from": ", ".join(rule.decidable_from),
        "Packs": ", ".join(pack for pack in book.packs if rule_id in book.rules_of(pack)),
        "File": str(book.file_of(rule_id)),
    }
    for label, text in facts.items():
        if text:
            hanging(console, for_terminal(text), Text(label, style=FAINT), 14)
    console.print(Text("Examples", style=FAINT))
    for example in rule.examples:
        hanging(console, for_terminal(f"{example.name}: {words.VERDICTS[example.verdict]}"), "  -", 4)


def _limits(book: Rulebook, rule_id: str) -> list[str]:
    """Each number that the rule uses, as it stands today, and where it comes from."""
    used = dict.fromkeys(name for kind, name in names.used(book.rules[rule_id]) if kind == "parameter")
    today = dt.date.today().toordinal()
    dated = [(name, book.parameters.entry(name, today)) for name in used]
    return [f"{name.replace('-', ' ')} {entry.value} ({entry.source})" for name, entry in dated]


def print_examples(examples: Sequence[ExampleResult], console: Console) -> None:
    """Those that fail, each with what was expected and what came; then the tally."""
    failed = [example for example in examples if not example.passed]
    for example in failed:
        console.print(for_terminal(f"{example.rule}: {example.name}", BOLD))
        console.print(for_terminal(f"  expected {example.expected}, came to {example.got}. {example.detail}"))
    tally = f"{words.number(len(examples), 'example')}: {len(examples) - len(failed)} hold, {len(failed)} fail"
    console.print(for_terminal(tally))


def print_mutants(report: MutantReport, console: Console) -> None:
    """Each change that no example notices, by rule; then the share that is noticed."""
    for each in report.rules:
        if each.survivors or each.wrong:
            console.print(for_terminal(f"{each.rule}: {each.caught} of {each.made} noticed", BOLD))
        for name in each.survivors:
            hanging(console, for_terminal(name), "  -", 4)
        for name in each.wrong:
            told = f"{name}: listed as no change, and it is one, or is no mutant at all"
            hanging(console, for_terminal(told), "  !", 4)
    unnoticed = report.made - report.caught - report.equivalent
    console.print(
        for_terminal(
            f"{words.number(report.made, 'mutant')} of {words.number(len(report.rules), 'rule')}: "
            f"{report.caught:,} noticed by the rules' own examples, {report.equivalent:,} named as no change, "
            f"{unnoticed:,} unnoticed: {report.percent:.1f}% of those that change something"
        )
    )
