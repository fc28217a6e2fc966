"""The manager's own duties, open or falling due, grouped as a manager goes through them."""

from collections.abc import Iterator, Sequence

from practice_check.reports.selection.desk import managers_desk
from practice_check.reports.selection.items import View
from practice_check.reports.workbook import columns as c
from practice_check.reports.workbook.sheet import AMBER, RED, Column, Table, Value

NAME = "My desk"

_OPEN, _DUE = "not recorded", "falls due"
_COLUMNS = (
    Column("On my desk", 24),
    *c.PERSON,
    *c.OFFICER,
    Column("Standing", 13, tints={_OPEN: RED, _DUE: AMBER}),
    Column("What is waiting", 46),
    Column("Waiting since", 12),
    Column("Days waiting", 9),
    c.DUE,
    c.DAYS_PAST,
    c.DO,
    c.WHERE,
    c.SEVERITY,
    c.REMEDY,
    c.RULE_ID,
)


def my_desk(view: View) -> Table:
    none = "Nothing open and nothing due, as far as the record shows."
    return Table(NAME, _COLUMNS, _rows(view), in_sight=2, large_paper=True, none=none)


def _rows(view: View) -> Iterator[Sequence[Value]]:
    for group in managers_desk(view):
        for item in [*group.open, *group.due]:
            finding = item.finding
            yield (
                group.title,
                *c.person(view, finding),
                *c.officer(finding),
                _OPEN if finding.verdict == "gap" else _DUE,
                finding.message,
                finding.occasion.opened,
                group.days(item),
                item.due,
                c.days_past(view.as_of, item.due),
                *c.to_do(finding),
                finding.severity,
                c.REMEDIES[finding.remediable],
                finding.rule,
            )
