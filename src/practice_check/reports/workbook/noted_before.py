"""What was noted before and stands on no action list now: closed, gone, or overtaken by a later note."""

from collections.abc import Collection, Iterator, Sequence

from practice_check.answers.progress import BY, NOTE, ON, PROGRESS
from practice_check.audit.parts import Noted
from practice_check.audit.results import Finding
from practice_check.reports import words
from practice_check.reports.selection.items import NO_OFFICER, Item, View
from practice_check.reports.workbook import columns as c
from practice_check.reports.workbook.action_list import latest
from practice_check.reports.workbook.sheet import Column, Table, Value

NAME = "Noted before"

_COLUMNS = (
    *c.PERSON,
    *c.OFFICER,
    Column("What it was about", 40),
    Column("What the record shows now", 40),
    Column(PROGRESS, 14),
    Column(NOTE, 40),
    Column(BY, 12),
    Column(ON, 12),
    *c.IDS,
)


def noted_before(view: View, listed: Sequence[Item], officers: Collection[str | None] | None = None) -> Table | None:
    """The notes that the action list does not carry; ``officers``: only of cases that these have now. None: no note."""
    carried = {item.finding.fingerprint: latest(item.noted) for item in listed}
    left = [noted for noted in view.results.noted if carried.get(noted.fingerprint) != noted]
    if officers is not None:
        left = [noted for noted in left if (case := view.case(noted)) and case.officer in officers]
    return Table(NAME, _COLUMNS, _rows(view, left, carried), in_sight=2) if left else None


def _rows(view: View, left: Sequence[Noted], carried: Collection[str]) -> Iterator[Sequence[Value]]:
    wanted = {noted.fingerprint for noted in left}
    findings = {one.fingerprint: one for one in view.results.findings if one.fingerprint in wanted}
    for noted in left:
        case = view.case(noted)
        yield (
            noted.crn,
            view.name(noted),
            noted.event_number,
            (case.officer if case else None) or NO_OFFICER,
            case.team if case else None,
            view.title(noted.rule),
            _now(noted, findings.get(noted.fingerprint), carried),
            noted.progress,
            noted.note,
            noted.by,
            noted.on,
            noted.rule,
            noted.fingerprint,
        )


def _now(noted: Noted, finding: Finding | None, carried: Collection[str]) -> str:
    if finding is None:
        return "Not in this run."
    if noted.fingerprint in carried:
        return "Still not recorded; a later note stands on the action list."
    if noted.still_open:
        return "Still not recorded, and not for the action list: see the sheet 'Findings'."
    met_on = finding.occasion.met_on
    text = words.verdict(finding) + (f", on {words.day(met_on)}" if met_on else "")
    return text[:1].upper() + text[1:] + "."
