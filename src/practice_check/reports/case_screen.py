"""The officer's page of one case, in a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from practice_check.audit.results import CaseSummary
from practice_check.reports import words
from practice_check.reports.case_page import CasePage
from practice_check.reports.escape import for_terminal, one_line
from practice_check.reports.items import Item
from practice_check.reports.lines import BOLD, FAINT, hanging, some

_MOST = 10
_MOST_QUESTIONS = 6
_MOST_TITLES = 4


def print_case(page: CasePage, console: Console) -> None:
    """Print the page: what to mend first, and last what the record comes to."""
    for case in page.cases:
        console.print(_case_line(case), highlight=False)
    for finding in page.not_checked:
        _point(console, Text.assemble(("Not checked: ", BOLD), one_line(finding.message)))
    _heading(console, "Missing, and yours to mend now", page.mend, _MOST)
    for item in page.mend[:_MOST]:
        _mend(console, item)
    if page.past:
        _point(console, for_terminal(f"Past mending: {some([item.title for item in page.past], _MOST_TITLES)}.", FAINT))
    _heading(
        console, "What follows from it, and what speaks against itself", [*page.consequences, *page.contradictions]
    )
    for item in page.contradictions:
        _mend(console, item)
    for finding, root in page.consequences:
        _point(console, Text.assemble(one_line(finding.message), (f" Follows from: {one_line(root)}.", FAINT)))
    _heading(console, "Waiting on others", page.waiting)
    for item in page.waiting:
        whose = words.OWNERS[item.finding.owner].removeprefix("the ")
        _point(console, for_terminal(f"With the {whose}: {item.title} (due {words.day(item.due)})"))
    _heading(console, "What the record cannot tell", page.cannot_tell, _MOST)
    for what, titles in page.cannot_tell[:_MOST]:
        _point(console, for_terminal(f"For want of {what}: {some(titles, _MOST_TITLES)}"))
    _heading(console, "What your manager will ask", page.questions, _MOST_QUESTIONS)
    for question, title in page.questions[:_MOST_QUESTIONS]:
        _point(console, Text.assemble(one_line(question), (f" ({one_line(title)})", FAINT)))
    _heading(console, "Dates ahead", page.ahead, _MOST)
    for item in page.ahead[:_MOST]:
        _point(console, for_terminal(f"{words.day(item.due)}: {item.title}"))
    console.print()
    console.print(for_terminal(page.closing, BOLD), highlight=False)


def _case_line(case: CaseSummary) -> Text:
    parts = [f"{case.crn} {case.name or ''}".strip(), f"order {case.event_number}"]
    if case.officer:
        parts.append(f"officer {case.officer}")
    if case.start_date:
        parts.append(f"started {words.day(case.start_date)}")
    if case.level:
        parts.append(f"RoSH {case.level.replace('_', ' ')}")
    if case.live is False:
        parts.append("ended")
    return for_terminal(" · ".join(parts), BOLD)


def _heading(console: Console, title: str, items: Sequence[object], most: int | None = None) -> None:
    """A heading; where there is nothing under it, one word says so."""
    line = Text.assemble((title, BOLD))
    if not items:
        line.append(": nothing")
    elif most is not None and len(items) > most:
        line.append(f" (the first {most} of {len(items)})")
    console.print()
    console.print(line, highlight=False)


def _mend(console: Console, item: Item) -> None:
    finding = item.finding
    _point(console, for_terminal(finding.message))
    if item.again:
        dates = [words.day(other.occasion.due) for other in item.again]
        _under(console, for_terminal(f"And {len(dates)} more of the same, due {some(dates, _MOST_TITLES)}."))
    if finding.do:
        _under(console, for_terminal(finding.do))
    if finding.remediable == "explain":
        _under(console, for_terminal("It is past its time: record the reason.", FAINT))
    if finding.where_to_record:
        _under(console, for_terminal(f"Where: {finding.where_to_record}", FAINT))


def _point(console: Console, text: Text) -> None:
    hanging(console, text, "  -", 4)


def _under(console: Console, text: Text) -> None:
    hanging(console, text, "", 4)
