"""What falls due in the next ten working days for anybody but the manager."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from practice_check.reports.selection.items import Item, View, is_high, name_of, officer_of
from practice_check.reports.selection.select import Key, key_of
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import add, subtract

HORIZON = Duration(10, "working_day")
#: A case that started no longer ago than this has many first duties at once.
YOUNG = Duration(15, "working_day")


@dataclass(frozen=True)
class DueCase:
    """What falls due in a case within the horizon, the earliest first."""

    crn: str
    event_number: int
    name: str
    officer: str
    high: bool
    young: bool
    items: list[Item]


def due_soon(view: View) -> list[DueCase]:
    """The cases in which something falls due for anybody but the manager; high risk and child protection first."""
    young_since = dt.date.fromordinal(subtract(view.as_of.toordinal(), YOUNG))
    items: dict[Key, list[Item]] = defaultdict(list)
    for item in view.due_by(horizon(view.as_of)):
        if item.finding.owner != "manager":
            items[key_of(item.finding)].append(item)
    rows: list[DueCase] = []
    for key, mine in items.items():
        case = view.cases.get(key)
        mine.sort(key=lambda item: item.order)
        rows.append(
            DueCase(
                crn=key[0],
                event_number=key[1],
                name=name_of(case),
                officer=officer_of(mine[0].finding),
                high=is_high(case),
                young=case is not None and case.start_date is not None and case.start_date >= young_since,
                items=mine,
            )
        )
    return sorted(rows, key=lambda row: (not row.high, row.items[0].order))


def horizon(as_of: dt.date) -> dt.date:
    """The last day that counts as soon."""
    return dt.date.fromordinal(add(as_of.toordinal(), HORIZON))
