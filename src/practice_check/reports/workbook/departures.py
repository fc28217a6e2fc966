"""The reasoned departures of the exceptions files, and what this run made of each; none is left out."""

from collections.abc import Iterator, Sequence

from practice_check.reports.selection.departures import STANDINGS
from practice_check.reports.selection.items import View
from practice_check.reports.workbook import columns as c
from practice_check.reports.workbook.sheet import AMBER, GREEN, RED, Column, Table, Value

NAME = "Departures"

_TINTS = {"expired": RED, "unmatched": RED, "waiting": AMBER, "used": GREEN}
_COLUMNS = (
    Column("Standing", 24, tints={STANDINGS[status]: tint for status, tint in _TINTS.items()}),
    *c.PERSON,
    Column("What it departs from", 40),
    Column("Occasion opened", 12),
    Column("About", 18),
    Column("Reason", 50),
    Column("By", 16),
    Column("Agreed by", 16),
    Column("Holds until", 12),
    Column("Occasions it excuses", 11),
    Column("Read from", 24),
    Column("Rule", 20),
)


def departures(view: View) -> Table:
    return Table(NAME, _COLUMNS, _rows(view), in_sight=2, none="No reasoned departure was given.")


def _rows(view: View) -> Iterator[Sequence[Value]]:
    ranks = list(STANDINGS)
    names = {case.crn: case.name for case in view.results.cases}
    for one in sorted(view.results.departures, key=lambda each: ranks.index(each.status)):
        yield (
            STANDINGS[one.status],
            one.crn,
            names.get(one.crn),
            one.event_number,
            view.title(one.rule),
            one.opened,
            one.about,
            one.reason,
            one.by,
            one.agreed_by,
            one.expires,
            one.uses,
            one.source,
            one.rule,
        )
