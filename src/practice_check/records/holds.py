"""What the records of an export hold together: which tables, and which fields of them any row gives."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from practice_check.records.columns import CASES
from practice_check.records.model import CaseRecord, tables


@dataclass
class Holds:
    """``tables``: those that any case has, each with the fields that any of its rows gives (none: it has no row).

    ``case``: the fields that any case gives of itself. ``reaching``: the tables that for some case cover its time, so
    that the want of a row says something.
    """

    tables: dict[str, set[str]] = field(default_factory=dict)
    case: set[str] = field(default_factory=set)
    reaching: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, records: Iterable[CaseRecord]) -> Self:
        found = cls()
        for record in records:
            found.add(record)
        return found

    def add(self, record: CaseRecord) -> None:
        """Add what one record holds."""
        self.case |= record.model_fields_set
        for table in tables():
            rows = getattr(record, table)
            if rows is None:
                continue
            given = self.tables.setdefault(table, set())
            if table not in self.reaching and _reaches(record, table):
                self.reaching.add(table)
            for row in rows:
                given |= row.model_fields_set

    def join(self, other: Self) -> None:
        """Add what other records hold."""
        self.case |= other.case
        for table, given in other.tables.items():
            self.tables.setdefault(table, set()).update(given)
        self.reaching |= other.reaching

    def has(self, table: str) -> bool:
        """Whether any case has the table."""
        return table in self.tables

    def gives(self, table: str, name: str) -> bool:
        """Whether any row of the table, or any case (``cases``), gives the field."""
        return name in (self.case if table == CASES else self.tables.get(table, ()))


def _reaches(record: CaseRecord, table: str) -> bool:
    """Whether what the table covers reaches into the time of the case: if not, the want of a row says nothing."""
    end = record.covers[table].end if table in record.covers else None
    begin = min((day for day in (record.sentence_date, record.start_date) if day), default=None)
    return end is None or begin is None or begin <= end
