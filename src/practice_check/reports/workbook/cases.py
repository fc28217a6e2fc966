"""A row a case: what is open, due and untold, what falls due next, and when the person was last seen."""

import datetime as dt
from collections.abc import Iterator, Sequence

from practice_check.audit.parts import LastTime
from practice_check.audit.results import CaseSummary
from practice_check.reports import words
from practice_check.reports.selection.items import NO_OFFICER, View
from practice_check.reports.selection.select import key_of
from practice_check.reports.workbook import columns as c
from practice_check.reports.workbook.sheet import AMBER, RED, Column, Table, Value

NAME = "Cases"

_YES_NO = {True: "yes", False: "no", None: "cannot tell"}
_LEVELS = {"high": AMBER, "very high": RED}
_COLUMNS = (
    *c.PERSON,
    *c.OFFICER,
    Column("Order type", 16),
    Column("RoSH", 10, tints=_LEVELS),
    Column("Child protection", 12, tints={"yes": RED}),
    Column("Start", 12),
    Column("End", 12),
    Column("Running", 9),
    Column("Not recorded", 10),
    Column("Due", 8),
    Column("Cannot tell", 9),
    Column("To judge", 9),
    Column("Next due", 12),
)


def cases(view: View) -> Table:
    asked = list(dict.fromkeys(last.what for history in view.results.histories for last in history.last))
    columns = (*_COLUMNS, *(Column(f"Last {what[:1].lower()}{what[1:]}", 16) for what in asked))
    return Table(NAME, columns, _rows(view, asked), in_sight=2, none="No case was checked.")


def _rows(view: View, asked: Sequence[str]) -> Iterator[Sequence[Value]]:
    last = {key_of(history): {each.what: each for each in history.last} for history in view.results.histories}
    for case in view.results.cases:
        told = last.get(key_of(case), {})
        yield (*_case(case), *(_last(told.get(what)) for what in asked))


def _case(case: CaseSummary) -> tuple[Value, ...]:
    return (
        case.crn,
        case.name,
        case.event_number,
        case.officer or NO_OFFICER,
        case.team,
        case.order_type and case.order_type.replace("_", " "),
        case.level.replace("_", " ") if case.level else "cannot tell",
        _YES_NO[case.child_protection],
        case.start_date,
        case.end_date,
        _YES_NO[case.live],
        case.counts.get("gap", 0),
        case.counts.get("due", 0),
        case.counts.get("cannot_tell", 0),
        case.counts.get("needs_judgement", 0),
        case.next_due,
    )


def _last(time: LastTime | None) -> str | dt.date:
    if time is None:
        return "cannot tell"
    if time.date is None:
        return "none recorded" if time.known else "cannot tell"
    return time.date if time.known else f"{words.day(time.date)}, or later: cannot tell"
