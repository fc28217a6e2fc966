"""The rows of a case record while it is being made up.

Every row is given every column of its table, so that an empty cell says "not recorded" and never "not in the export".
"""

import datetime as dt
from collections import Counter
from typing import Any

from practice_check.records.model import tables

RowDict = dict[str, Any]

_BLANK: dict[str, RowDict] = {
    name: {field: None for field in model.model_fields if field != "source"} for name, model in tables().items()
}

#: The date by which a table is put in order; where a table has none of its own, rows stay as they were made.
ORDER_BY: dict[str, str] = {
    "requirements": "start",
    "officers": "start",
    "rosh_levels": "start",
    "registrations": "start",
    "statuses": "start",
    "residences": "start",
    "contacts": "date",
    "assessments": "date",
    "plans": "date",
    "plan_objectives": "plan_date",
    "plan_actions": "plan_date",
    "plan_contingencies": "plan_date",
    "reviews": "date",
    "events": "date",
    "checks": "requested",
    "referrals": "date",
    "communications": "date",
    "mappa_actions": "meeting",
    "child_protection": "date",
    "children": "noted",
    "oversight": "date",
    "enforcement": "date",
    "decisions": "date",
    "documents": "date",
    "court_reports": "date",
    "victim_meetings": "date",
    "factors": "noted",
    "hearings": "date",
}


class Rows:
    """The tables of one order. ``numbers`` is the person's own, so that no two rows of a person share a number."""

    def __init__(self, numbers: "Counter[str]") -> None:
        self._numbers = numbers
        self.tables: dict[str, list[RowDict]] = {name: [] for name in _BLANK}

    def add(self, table: str, **values: Any) -> RowDict:
        """A new row; what is not given is blank."""
        self._numbers[table] += 1
        row = {**_BLANK[table], **values, "row_id": f"{table}-{self._numbers[table]}"}
        self.tables[table].append(row)
        return row

    def __getitem__(self, table: str) -> list[RowDict]:
        return self.tables[table]

    def latest(self, table: str, day: dt.date, **where: Any) -> RowDict | None:
        """The latest row on or before the day with these values."""
        field = ORDER_BY[table]
        found = [
            row
            for row in self.tables[table]
            if row[field] is not None and row[field] <= day and all(row[key] == value for key, value in where.items())
        ]
        return max(found, key=lambda row: row[field]) if found else None

    def in_order(self) -> dict[str, list[RowDict]]:
        """The tables, each by date; a row without a date comes last."""
        for name, field in ORDER_BY.items():
            self.tables[name] = _by_date(self.tables[name], field)
        return self.tables


def _by_date(rows: list[RowDict], field: str) -> list[RowDict]:
    return sorted(rows, key=lambda row: row[field] or dt.date.max)
