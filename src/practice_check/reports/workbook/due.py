"""What falls due: in the next ten working days, and later."""

import datetime as dt
from collections.abc import Iterator, Sequence

from practice_check.reports.selection.due_soon import horizon
from practice_check.reports.selection.items import Item, View, is_high
from practice_check.reports.workbook import columns as c
from practice_check.reports.workbook.sheet import AMBER, RED, Column, Table, Value

NAME = "Due"

_SOON, _LATER = "in ten working days", "later"
_HIGH = "high risk or child protection"
_COLUMNS = (
    Column("When", 12, tints={_SOON: AMBER}),
    c.DUE,
    *c.PERSON,
    *c.OFFICER,
    Column("Why first", 14, tints={_HIGH: RED}),
    Column("What falls due", 44),
    c.DO,
    c.WHERE,
    c.SEVERITY,
    c.OWNER,
    c.RULE_ID,
)


def due_items(view: View) -> list[Item]:
    """Every duty that falls due: within ten working days high risk and child protection first, then by day."""
    soon = horizon(view.as_of)

    def order(item: Item) -> tuple[bool, bool, dt.date, str]:
        later = item.due is not None and item.due > soon
        return (later, not later and not is_high(view.case(item.finding)), *item.order)

    return sorted(view.due_by(dt.date.max), key=order)


def due(view: View, items: Sequence[Item]) -> Table:
    return Table(NAME, _COLUMNS, _rows(view, items), in_sight=3, large_paper=True, none="Nothing falls due.")


def _rows(view: View, items: Sequence[Item]) -> Iterator[Sequence[Value]]:
    soon = horizon(view.as_of)
    for item in items:
        finding = item.finding
        yield (
            _SOON if item.due is not None and item.due <= soon else _LATER,
            item.due,
            *c.person(view, finding),
            *c.officer(finding),
            _HIGH if is_high(view.case(finding)) else None,
            item.title,
            *c.to_do(finding),
            finding.severity,
            c.owner(finding),
            finding.rule,
        )
