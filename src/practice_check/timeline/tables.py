"""A table as one case sees it: its rows, and on which days it is blind."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from practice_check.records.model import CaseRecord, Cover, Row
from practice_check.timeline.days import NEVER


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` is None where the export had no such table. It covers the days ``first`` to ``last``.

    ``others``: for each row that stands under another order of the person, by its place, that order's event number.
    """

    name: str
    rows: Sequence[Row] | None
    first: int
    last: int
    others: Mapping[int, int] = field(default_factory=dict)
    #: What was read of its columns, by the column.
    _days: dict[str, list[int | None]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_code: dict[str, "ByCode"] = field(default_factory=dict, init=False, repr=False, compare=False)
    _given: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def absent(self) -> bool:
        return self.rows is None

    def days(self, column: str) -> list[int | None]:
        """What day each row has in a column, in their order; None where no date stands."""
        found = self._days.get(column)
        if found is None:
            dates = [getattr(row, column) for row in self.rows or ()]
            found = [each.toordinal() if isinstance(each, dt.date) else None for each in dates]
            self._days[column] = found
        return found

    def by_code(self, column: str) -> "ByCode":
        found = self._by_code.get(column)
        if found is None:
            found = self._by_code[column] = ByCode(self.rows or (), column)
        return found

    def all_given(self, column: str) -> bool:
        """Whether every row was given the column."""
        found = self._given.get(column)
        if found is None:
            found = all(column in row.__pydantic_fields_set__ for row in self.rows or ())
            self._given[column] = found
        return found

    def blind(self, start: int, end: int) -> bool:
        """Whether some day from ``start`` to ``end`` (both included) is not covered."""
        return start <= end and (self.rows is None or start < self.first or end > self.last)


class ByCode:
    """Where in a table each code of a column stands.

    ``places``: those of the rows that have it, in order. ``open``: the rows whose column is blank or was not given, so
    that they may have any.
    """

    __slots__ = ("open", "places")

    def __init__(self, rows: Sequence[Row], column: str) -> None:
        self.open: list[int] = []
        self.places: dict[object, list[int]] = {}
        for place, row in enumerate(rows):
            value = getattr(row, column) if column in row.__pydantic_fields_set__ else None
            if value is None or value in ("", []):
                self.open.append(place)
            elif isinstance(value, list):
                for code in set(value):
                    self.places.setdefault(code, []).append(place)
            else:
                known = self.places.get(value)
                if known is None:
                    self.places[value] = [place]
                else:
                    known.append(place)

    def perhaps(self, codes: Collection[object]) -> Sequence[int]:
        """The places of the rows that have one of the codes, or may have, in order."""
        first: list[int] = self.open
        several: set[int] | None = None
        for code in codes:
            places = self.places.get(code)
            if places is None:
                continue
            if several is not None:
                several.update(places)
            elif first:
                several = {*first, *places}
            else:
                first = places
        return first if several is None else sorted(several)


_WHOLE = Cover()


def table_of(record: CaseRecord, name: str) -> Table:
    """The order's own table."""
    cover = record.covers.get(name, _WHOLE)
    return Table(name, getattr(record, name), _first(cover), _last(cover, record.exported_on))


def person_table(record: CaseRecord, records: Sequence[CaseRecord], name: str) -> Table:
    """A person's table: the rows of all the person's orders, each once, as this order sees it.

    It covers only the days that each of them covers. A row that stands under several orders belongs to the one with the
    lowest event number.
    """
    if len(records) == 1:
        return table_of(record, name)
    rows: list[Row] = []
    others: dict[int, int] = {}
    seen: set[str] = set()
    tables: list[Table] = []
    for each in sorted(records, key=lambda one: one.event_number):
        table = table_of(each, name)
        if table.absent:
            continue
        tables.append(table)
        identities = [_identity(row) for row in table.rows or ()]
        for row, identity in zip(table.rows or (), identities, strict=True):
            if identity in seen:
                continue
            if each is not record:
                others[len(rows)] = each.event_number
            rows.append(row)
        seen.update(identities)
    if not tables:
        return table_of(record, name)
    first, last = max(table.first for table in tables), min(table.last for table in tables)
    return Table(name, rows, first, last, others)


def _identity(row: Row) -> str:
    return row.source or row.model_dump_json(exclude={"source", "row_id"})


def _first(cover: Cover) -> int:
    return cover.start.toordinal() if cover.start else 0


def _last(cover: Cover, exported_on: dt.date | None) -> int:
    end = cover.end or exported_on
    return end.toordinal() if end else NEVER
