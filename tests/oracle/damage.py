"""What goes wrong with an export: tables and columns left out, cells blank, covers cut, days mistyped."""

import datetime as dt
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from practice_check.records.model import CaseRecord, Cover, Row, case_fields, tables

AnyRow = TypeVar("AnyRow", bound=Row)

#: By how many days a date is out: most of them few, so that what was in time is just late; the most, beside the order.
SHIFTS = (-180, -90, -31, -14, -7, -3, -2, -1, -1, 1, 1, 2, 3, 7, 14, 31, 180)
#: What a case cannot do without.
KEY = frozenset({"crn", "event_number"})


class Damage:
    """Damages the records of one person."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def some(self, records: Sequence[CaseRecord]) -> list[CaseRecord]:
        """As often as not nothing or little; now and then much."""
        damaged = list(records)
        for _ in range(self.random.choice((0, 1, 1, 2, 3, 4, 6))):
            index = self.random.randrange(len(damaged))
            damaged[index] = self._once(damaged[index])
        return damaged

    def _once(self, record: CaseRecord) -> CaseRecord:
        if self.random.random() < 0.15:
            return self._case(record)
        held = [name for name in tables() if getattr(record, name)]
        if not held:
            return record
        table = self.random.choice(held)
        form: Callable[[CaseRecord, str], CaseRecord] = self.random.choice(
            (
                self._no_table,
                self._no_column,
                self._cut,
                self._blank,
                self._blank,
                self._shift,
                self._shift,
                self._shift,
            )
        )
        return form(record, table)

    def _no_table(self, record: CaseRecord, table: str) -> CaseRecord:
        return record.model_copy(update={table: None})

    def _no_column(self, record: CaseRecord, table: str) -> CaseRecord:
        rows = getattr(record, table)
        column = self._column(rows[0])
        return record.model_copy(update={table: [without(row, column) for row in rows]})

    def _cut(self, record: CaseRecord, table: str) -> CaseRecord:
        """The table covers only some of the time, from a day about which one of its rows may lie."""
        days = [day for row in getattr(record, table) for day in _dates(row).values()]
        first = self.random.choice(days) + dt.timedelta(self.random.choice(SHIFTS)) if days else None
        from_first = self.random.random() < 0.7
        cover = Cover(start=first) if from_first else Cover(end=first)
        return record.model_copy(update={"covers": {**record.covers, table: cover}})

    def _blank(self, record: CaseRecord, table: str) -> CaseRecord:
        """One cell, or a column of some of the rows."""
        rows = getattr(record, table)
        column, share = self._column(rows[0]), self.random.choice((0.3, 0.6, 1))
        blanked = [
            row.model_copy(update={column: None}) if row.given(column) and self.random.random() < share else row
            for row in rows
        ]
        return record.model_copy(update={table: blanked})

    def _shift(self, record: CaseRecord, table: str) -> CaseRecord:
        rows = getattr(record, table)
        share, together = self.random.choice((0.3, 0.6, 1)), self.random.choice((True, False))
        by = self.random.choice(SHIFTS)
        moved = []
        for row in rows:
            days = _dates(row)
            if not together:
                by = self.random.choice(SHIFTS)
                days = dict([self.random.choice(list(days.items()))]) if days else {}
            out = {name: day + dt.timedelta(by) for name, day in days.items()} if self.random.random() < share else {}
            shifted = row.model_copy(update=out)
            moved.append(row if _backwards(shifted) else shifted)
        return record.model_copy(update={table: moved})

    def _case(self, record: CaseRecord) -> CaseRecord:
        """A field of the case itself: left out, blank, or some days out."""
        name = self.random.choice([name for name in case_fields() if name not in KEY])
        value = getattr(record, name)
        if isinstance(value, dt.date) and self.random.random() < 0.7:
            return record.model_copy(update={name: value + dt.timedelta(self.random.choice(SHIFTS))})
        return record.model_copy(update={name: None}) if self.random.random() < 0.5 else without(record, name)

    def _column(self, row: Row) -> str:
        names = [name for name in type(row).model_fields if name not in ("row_id", "source")]
        return self.random.choice(names)


def without(row: AnyRow, column: str) -> AnyRow:
    """The row as it would be if the export had no such column."""
    left = row.model_copy(update={column: None})
    left.model_fields_set.discard(column)
    return left


def _dates(row: Row) -> dict[str, dt.date]:
    return {name: value for name, value in row if isinstance(value, dt.date)}


def _backwards(row: Row) -> bool:
    """Whether the period ends before it starts, which no reader lets into a record."""
    start, end = getattr(row, "start", None), getattr(row, "end", None)
    return start is not None and end is not None and end < start
