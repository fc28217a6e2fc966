"""The officer's page of one case, in a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from practice_check.reports import case_words
from practice_check.reports.escape import for_terminal, one_line
from practice_check.reports.selection.case_page import CasePage
from practice_check.reports.selection.case_questions import Question
from practice_check.reports.selection.items import Item
from practice_check.reports.terminal.lines import BOLD, FAINT, hanging

_MOST_AHEAD = 8
_MOST_UNTOLD = 5


def print_case(page: CasePage, console: Console) -> None:
    """Print the page: what to mend first, and last what the record comes to."""
    hanging(console, for_terminal(page.name, BOLD), "", 0)
    for case in page.cases:
        hanging(console, for_terminal(case_words.particulars(case), BOLD), "", 0)
    if page.last:
        hanging(console, for_terminal(" · ".join(map(case_words.last_time, page.last)), FAINT), "", 0)
    for finding in page.not_checked:
        _point(console, Text.assemble(("Not checked: ", BOLD), one_line(finding.message)))
    _heading(console, "Missing, and yours to mend now", page.mend, len(page.mend_first))
    for item in page.mend_first:
        print_item(page, item, console)
    if page.mend_later:
        _point(console, for_terminal(f"And after these: {case_words.named(page.mend_later, len(page.mend_later))}."))
    for line in case_words.not_to_mend(page):
        _point(console, for_terminal(line, FAINT))
    _heading(console, "What speaks against itself", page.contradictions)
    for item in page.contradictions:
        print_item(page, item, console)
    _versions(page, console)
    _heading(console, "Waiting on others", page.waiting)
    for one in page.waiting:
        _point(console, for_terminal(case_words.waiting(one)))
    _heading(console, "What your manager will ask", page.questions)
    for question in page.questions:
        _question(console, question)
    _heading(console, "Dates ahead", page.ahead, _MOST_AHEAD)
    for ahead in page.ahead[:_MOST_AHEAD]:
        _point(console, for_terminal(case_words.ahead(ahead)))
    _departures(page, console)
    if page.cannot_tell:
        _heading(console, "What the record cannot tell", page.cannot_tell, _MOST_UNTOLD)
        for line in case_words.untold(page)[:_MOST_UNTOLD]:
            _point(console, for_terminal(line, FAINT))
    if page.told_once:
        console.print()
        hanging(console, for_terminal(page.told_once), "", 0)
    console.print()
    hanging(console, for_terminal(page.closing(), BOLD), "", 0)


def print_item(page: CasePage, item: Item, console: Console) -> None:
    """Print one thing to mend: what is not recorded, what to do, and where it is recorded."""
    finding = item.finding
    lead = case_words.lead(page, item)
    _point(console, Text.assemble((f"{lead}: " if lead else "", BOLD), one_line(finding.message)))
    for line in (case_words.again(item), finding.do, case_words.follows(page, item)):
        if line:
            _under(console, for_terminal(line))
    late = case_words.LATE if finding.remediable == "explain" else ""
    where = f"Where: {finding.where_to_record}" if finding.where_to_record else ""
    for line in (late, case_words.inherited(finding), where):
        if line:
            _under(console, for_terminal(line, FAINT))


def _versions(page: CasePage, console: Console) -> None:
    _heading(console, "What changed since the last version, and what did not", page.versions, none="no earlier version")
    for version in page.versions:
        _point(console, for_terminal(case_words.version_title(version)))
        for label, text in case_words.version_lines(version):
            _under(console, Text.assemble((f"{label}: ", FAINT), one_line(text)))


def _question(console: Console, question: Question) -> None:
    _point(console, Text.assemble(one_line(question.ask), (f" ({one_line(question.title)})", FAINT)))
    if question.reasons:
        _under(console, for_terminal(case_words.reasons(question.reasons), FAINT))


def _departures(page: CasePage, console: Console) -> None:
    said = case_words.departures(page)
    if said:
        _heading(console, "Departures, each with its reason", said)
    for line in said:
        _point(console, for_terminal(line))


def _heading(
    console: Console, title: str, items: Sequence[object], most: int | None = None, none: str = "nothing"
) -> None:
    """A heading; where there is nothing under it, one word says so."""
    line = Text.assemble((title, BOLD))
    if not items:
        line.append(f": {none}")
    elif most is not None and len(items) > most:
        line.append(f" (the first {most} of {len(items)})")
    console.print()
    console.print(line, highlight=False)


def _point(console: Console, text: Text) -> None:
    hanging(console, text, "  -", 4)


def _under(console: Console, text: Text) -> None:
    hanging(console, text, "", 4)
