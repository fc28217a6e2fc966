"""What waits on others in an officer's cases: the court team, the victim unit, the administrator, the manager."""

from collections.abc import Iterator, Sequence

from practice_check.reports.selection.items import Item, View
from practice_check.reports.workbook import columns as c
from practice_check.reports.workbook.sheet import Column, Table, Value

NAME = "Waits on others"

_COLUMNS = (
    Column("Waits on", 18),
    *c.PERSON,
    c.WHAT,
    Column("Since", 12),
    c.DUE,
    c.DAYS_PAST,
    Column("What they are to do", 44),
    c.SEVERITY,
)


def waiting(view: View, items: Sequence[Item]) -> Table:
    return Table(
        NAME, _COLUMNS, _rows(view, items), in_sight=2, none="Nothing waits on others, as far as the record shows."
    )


def waits_on_others(view: View) -> list[Item]:
    """What is open and somebody other than the officer can still put right, the manager included; the oldest first."""
    others = (item for item in view.open if item.finding.owner != "officer")
    return sorted((item for item in others if _is_owed(view, item)), key=lambda item: item.order)


def _is_owed(view: View, item: Item) -> bool:
    one = item.finding
    return one.remediable != "no" and view.is_duty(one) and view.is_live(one)


def _rows(view: View, items: Sequence[Item]) -> Iterator[Sequence[Value]]:
    for item in items:
        finding = item.finding
        yield (
            c.owner(finding),
            *c.person(view, finding),
            finding.message,
            finding.occasion.opened,
            item.due,
            c.days_past(view.as_of, item.due),
            finding.do,
            finding.severity,
        )
