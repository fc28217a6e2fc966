"""The short sections of the terminal's first screen: what changed, whose, what to look at twice, what was not seen."""

from dataclasses import dataclass, replace
from typing import Protocol

from rich.text import Text

from practice_check.audit.parts import DataProblem
from practice_check.audit.results import VERDICTS, Results
from practice_check.reports import words
from practice_check.reports.escape import cut
from practice_check.reports.selection.changed import Changed, names_behind
from practice_check.reports.selection.data_problems import frees, who, worth_most
from practice_check.reports.selection.departures import Departures
from practice_check.reports.selection.first_screen import ToJudge
from practice_check.reports.selection.look_twice import LookTwice
from practice_check.reports.selection.undecidable import ToldOnce
from practice_check.reports.selection.unseen import Unseen
from practice_check.reports.selection.whose import Officer, Whose
from practice_check.reports.terminal.lines import FAINT, columns, heading, labelled, some

#: From so many lines on there is room for blank lines, column names and the smaller lists in full.
_ROOMY = 40
#: So many lines have room for the names behind what changed, and so many for the counts of the run.
_NAMES_CHANGES, _COUNTS = 36, 50
_MOST_UNSEEN = 3
_MOST_TWICE = 2
_MOST_TO_MEND = 3
_WIDEST_NAME = 24
#: The widths of what is open, of the cases and of the rate.
_FIGURES = (8, 6, 7)
#: Columns between two officers on one line.
_BETWEEN = 5


@dataclass(frozen=True)
class Size:
    """Of a screen, in columns and lines; ``close``: laid out closely, though it is high enough for more."""

    width: int
    height: int
    close: bool = False

    @property
    def roomy(self) -> bool:
        return self.height >= _ROOMY and not self.close

    @property
    def names_changes(self) -> bool:
        return self.roomy or self.height >= _NAMES_CHANGES

    @property
    def counts(self) -> bool:
        """Whether the counts of the whole run have room."""
        return self.roomy or self.height >= _COUNTS


# ---------------------------------------------------------------- what changed


def changed_lines(changed: Changed | None, size: Size) -> list[Text]:
    if changed is None:
        return labelled("Changed", "no run before was named to compare with (--baseline RESULTS)", size.width, 1)
    title = f"Changed since {words.day(changed.before)}"
    if not size.names_changes:
        return labelled(title, ", ".join(f"{len(rows)} {what}" for what, rows in changed.numbers), size.width, 1)
    lines = [heading(title, "; ".join(changed.notes), size.width)]
    for what, rows in changed.numbers:
        lines.append(columns((f"{len(rows):>4} {what}", 32), (some(names_behind(rows), 6), size.width - 34)))
    return lines


# ---------------------------------------------------------------- whose


@dataclass(frozen=True)
class OfficerTable:
    """The officers in the order of the alphabet, a few on each line; ``names``: the line of column names."""

    names: Text
    lines: list[Text]
    abreast: int


def officer_table(whose: Whose, size: Size) -> OfficerTable:
    widest = min(max((len(officer.name) for officer in whose.officers), default=0), _WIDEST_NAME)
    name = max(widest, len("officer"))
    abreast = max(1, (size.width + _BETWEEN) // (name + sum(_FIGURES) + _BETWEEN))
    cells = [_officer(officer, name) for officer in whose.officers]
    lines = [_beside_each_other(cells[at : at + abreast]) for at in range(0, len(cells), abreast)]
    names = _beside_each_other([_row(name, "officer", "to mend", "cases", "per 10")] * min(abreast, len(cells)))
    names.stylize(FAINT)
    return OfficerTable(names, lines if size.roomy else [], abreast)


def whose_lines(whose: Whose, table: OfficerTable, room: int, size: Size) -> list[Text]:
    """What is open beside the caseload, and the rate where there are cases enough; on a small screen in one line."""
    if not size.roomy:
        said = f"{words.number(len(whose.officers), 'officer')}: --format html"
        return labelled("Whose", "; ".join(part for part in (_nobody(whose), said) if part), size.width, 1)
    shown = table.lines[:room]
    left = len(whose.officers) - len(shown) * table.abreast
    rest = f"; {words.number(left, 'officer')} not shown here" if left > 0 else ""
    lines = [heading("Whose", f"to see whom to help, and not to compare{rest}", size.width)]
    lines += [table.names, *shown] if shown else []
    return [*lines, columns((_nobody(whose), size.width))] if whose.nobody else lines


def _officer(officer: Officer, name: int) -> Text:
    rate = "" if officer.per_ten is None else f"{officer.per_ten:.1f}"
    return _row(name, officer.name, f"{officer.open:,}", f"{officer.cases:,}", rate)


def _row(width: int, name: str, *figures: str) -> Text:
    """A name, and the figures flush right in their columns."""
    line = columns((name, width))
    line.pad_right(width - line.cell_len)
    for figure, room in zip(figures, _FIGURES, strict=True):
        line.append(f"{figure:>{room}}")
    return line


def _beside_each_other(cells: list[Text]) -> Text:
    line = Text(" " * _BETWEEN, no_wrap=True, overflow="crop").join(cells)
    line.rstrip()
    return line


def _nobody(whose: Whose) -> str:
    """The cases that no officer has, in words; empty where there are none."""
    if whose.nobody is None:
        return ""
    return f"no officer recorded: {words.number(whose.nobody.cases, 'case')}, {whose.nobody.open:,} to mend in them"


# ---------------------------------------------------------------- the end of the screen


def twice_lines(look: LookTwice, size: Size) -> list[Text]:
    """What no single case shows. What is for the quality team is counted, and told elsewhere."""
    if not look.manager and not look.quality_team:
        return []
    shown = look.manager[: _MOST_TWICE if size.roomy else 0]
    told = words.number(len(look.manager), "warning") + (f", the first {len(shown)} here" if shown else "")
    rest = [told] if len(look.manager) > len(shown) else []
    also = "more " if look.manager else ""
    rest += [f"{len(look.quality_team)} {also}for the quality team"] if look.quality_team else []
    note = f"{', '.join(rest)}: --format html" if rest else ""
    lines = [heading("Look twice", note, size.width)]
    for said in shown:
        more = f" (+{len(said) - 1})" if len(said) > 1 else ""
        lines.append(columns((cut(said[0].message, size.width - len(more)) + more, size.width)))
    return lines


class EndOfScreen(Protocol):
    """What the end of a screen tells of a run, be it shown case by case or in sums."""

    @property
    def could_not_see(self) -> Unseen: ...
    @property
    def departures(self) -> Departures: ...
    @property
    def to_judge(self) -> ToJudge: ...


def end_lines(results: Results, screen: EndOfScreen, size: Size) -> list[Text]:
    """What was not seen, departures, what is left to people, the counts, and where to look next."""
    width = size.width
    lines = _unseen_lines(results, screen.could_not_see, size)
    if screen.departures.counts:
        lines += labelled("Departures", screen.departures.sentence, width, 1)
    judge = screen.to_judge
    if judge.findings:
        said = f"{judge.findings:,} in {words.number(judge.cases, 'case')}; answers are read with --judgements FILE"
        lines += labelled("For a person to judge", said, width, 1)
    if size.counts:
        counts = " · ".join(f"{words.VERDICTS[word]} {results.run.counts.get(word, 0):,}" for word in VERDICTS)
        lines += labelled("In all", counts, width, 3)
    more = "One case: practice-check case EXPORT CRN. Everything: --format html"
    return [*lines, columns((more, width, FAINT))]


def told_once_lines(told_once: ToldOnce, size: Size) -> list[Text]:
    """What no case could be told of, where everybody sees it: what stands below is the less for it."""
    if not told_once.rules:
        return []
    return labelled("Mind", told_once.sentence, size.width, _MOST_UNSEEN if size.roomy else 1)


def _unseen_lines(results: Results, seen: Unseen, size: Size) -> list[Text]:
    """What was not seen; blanks are told with what mends them, where the results have them in groups."""
    if results.data_problems:
        seen = replace(seen, missing=[])
        if not (seen.not_checked or seen.faults or seen.absent or seen.unjudged):
            return []
    if seen.told_once.rules and not seen.besides:
        return []
    return labelled("Could not see", " ".join(seen.besides), size.width, _MOST_UNSEEN if size.roomy else 2)


def mend_lines(results: Results, size: Size, problems_in: str) -> list[Text]:
    """The data problems whose mending would free most verdicts, and where all of them are listed."""
    shown = worth_most(results, _MOST_TO_MEND)
    if not shown:
        return []
    listed_in = f"all in {problems_in}" if problems_in else "all of them: --out DIR"
    if not size.roomy:
        first = shown[0]
        label = f"Data to mend ({words.number(len(results.data_problems), 'kind')}, {listed_in})"
        return labelled(label, f"{first.what}: {frees(first)}", size.width, 1)
    count = words.number(len(results.data_problems), "kind of data problem", "kinds of data problem")
    lines = [heading("Data to mend first", f"of {count}; {listed_in}", size.width)]
    widest = max(len(who(problem)) for problem in shown)
    freed = max(len(_freed(problem)) for problem in shown)
    what = size.width - widest - freed - 4
    lines += [columns((each.what, what), (who(each), widest), (_freed(each), freed)) for each in shown]
    return lines


def _freed(problem: DataProblem) -> str:
    if problem.not_checked:
        return f"{words.number(problem.not_checked, 'case')} not checked"
    return f"frees {words.number(problem.frees, 'verdict')}"
