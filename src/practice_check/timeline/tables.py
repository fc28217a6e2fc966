"""A table as one case sees it: its rows, and on which days it is blind."""

import datetime as dt
from typing import Final

from practice_check.records.model import CaseRecord, Cover, Row
from practice_check.timeline.columns import Columns
from practice_check.timeline.days import NEVER


class Table:
    """``rows`` is None where the export had no such table. It covers the days ``first`` to ``last``.

    ``others``: for each row that stands under another order of the person, by its place, that order's event number.
    ``columns``: those of its rows, which the orders of a person share.
    """

    __slots__ = ("columns", "first", "last", "name", "others", "rows")

    def __init__(
        self,
        name: str,
        rows: list[Row] | None,
        first: int,
        last: int,
        *,
        others: dict[int, int] | None = None,
        columns: Columns | None = None,
    ) -> None:
        self.name = name
        self.rows = rows
        self.first = first
        self.last = last
        self.others: dict[int, int] = others or {}
        self.columns = Columns(rows or []) if columns is None else columns

    @property
    def absent(self) -> bool:
        return self.rows is None

    def all_given(self, column: str) -> bool:
        """Whether every row was given the column."""
        return self.columns.all_given(column)

    def blind(self, start: int, end: int) -> bool:
        """Whether some day from ``start`` to ``end`` (both included) is not covered."""
        return start <= end and (self.rows is None or start < self.first or end > self.last)


_WHOLE: Final = Cover()


def table_of(record: CaseRecord, name: str) -> Table:
    """The order's own table."""
    cover = record.covers.get(name, _WHOLE)
    return Table(name, getattr(record, name), _first(cover), _last(cover, record.exported_on))


class PersonRows:
    """The rows of a table of the person's under all their orders, each once, in the order of the event numbers.

    It covers only the days that the table of each order covers. A row that stands under several orders belongs to the
    one with the lowest event number. ``owners``: the order of each row.
    """

    __slots__ = ("_columns", "_first", "_last", "_name", "_owners", "_rows")

    def __init__(self, name: str, tables: list[tuple[CaseRecord, Table]]) -> None:
        """``tables``: those of the orders that have it, of one at least, in the order of their event numbers."""
        self._name = name
        self._rows: list[Row] = []
        self._owners: list[CaseRecord] = []
        self._first = max([table.first for _, table in tables])
        self._last = min([table.last for _, table in tables])
        seen: set[str] = set()
        filled = [(record, table.rows) for record, table in tables if table.rows]
        for record, rows in filled:
            if len(filled) == 1:
                self._add(record, rows)
                break
            identities = [_identity(row) for row in rows]
            self._add(record, [row for row, identity in zip(rows, identities, strict=True) if identity not in seen])
            seen.update(identities)
        self._columns = Columns(self._rows)

    def _add(self, record: CaseRecord, rows: list[Row]) -> None:
        self._rows += rows
        self._owners += [record] * len(rows)

    def as_seen_by(self, record: CaseRecord) -> Table:
        """The table of one of the orders."""
        others = {place: owner.event_number for place, owner in enumerate(self._owners) if owner is not record}
        return Table(self._name, self._rows, self._first, self._last, others=others, columns=self._columns)


def person_rows(name: str, records: list[CaseRecord]) -> PersonRows | None:
    """``records``: of a person, in the order of their event numbers. None where no order has the table."""
    tables = [(record, table_of(record, name)) for record in records]
    there = [(record, table) for record, table in tables if not table.absent]
    return PersonRows(name, there) if there else None


def _identity(row: Row) -> str:
    return row.source or row.model_dump_json(exclude={"source", "row_id"})


def _first(cover: Cover) -> int:
    return cover.start.toordinal() if cover.start else 0


def _last(cover: Cover, exported_on: dt.date | None) -> int:
    end = cover.end or exported_on
    return end.toordinal() if end else NEVER
