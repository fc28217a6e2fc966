"""What looking at a whole caseload needs to know of each order: gathered person by person, a few bytes an order.

Days are numbers here (``date.toordinal``), and no day is 0; an order is called by its place in the caseload.
"""

import datetime as dt
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from practice_check.ingest.looking.columns import FewValues, Lists, Texts
from practice_check.ingest.looking.places import Sources
from practice_check.ingest.looking.thresholds import Thresholds
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.records.model import CaseRecord, Cover, Row, tables

NO_TABLE = 0xFFFF  # of how many rows an order has in a table
_MOST_ROWS = NO_TABLE - 1
_EVER = dt.date.max.toordinal()
_AHEAD = 1  # added to twice the day of a row that may be an appointment


@dataclass
class Table:
    """One table, order by order. ``rows``: how many (``NO_TABLE``: it is not there); no more than 65,534 are counted.

    ``files``: the files that the rows of the order stand in. ``days``: of a dated table, twice the day of each row, and
    one more where it may have been an appointment. ``sheets``: all that its rows stand in.
    """

    rows: "array[int]" = field(default_factory=lambda: array("H"))
    covers: FewValues[Cover | None] = field(default_factory=FewValues)
    files: FewValues[tuple[str, ...]] = field(default_factory=FewValues)
    days: Lists = field(default_factory=Lists)
    sheets: set[str] = field(default_factory=set)
    count: int = 0
    with_rows: int = 0

    def join(self, later: "Table") -> None:
        """Add the orders of another, after these."""
        self.rows.extend(later.rows)
        self.covers.join(later.covers)
        self.files.join(later.files)
        self.days.join(later.days)
        self.sheets |= later.sheets
        self.count += later.count
        self.with_rows += later.with_rows


class Gathered:
    """A caseload as looking sees it.

    Of each order ``begins`` is the day from which a table can have rows, ``firsts`` the earlier of sentence and start
    (0 for none), ``closes`` the day on which it ends or was closed and ``exported`` that of its export (the last day of
    all for none). What the tables cover is narrowed here, and applied when the records are read.
    """

    def __init__(self, by: Thresholds) -> None:
        self.tables = {name: Table() for name in tables()}
        self.persons = array("I")  # the place of each one's first order
        self.crns = Texts()
        self.names = Texts()
        self.events = array("Q")
        self.begins = array("i")
        self.firsts = array("i")
        self.closes = array("i")
        self.exported = array("i")
        self.teams: FewValues[str | None] = FewValues()
        self.officers: FewValues[str | None] = FewValues()
        self.files: FewValues[str] = FewValues()
        self._by = by
        self._sources = Sources()
        self._narrowed: dict[str, FewValues[Cover | None]] = {}

    def __len__(self) -> int:
        return len(self.begins)

    def add(self, orders: Sequence[CaseRecord]) -> None:
        """Add all orders of one person."""
        self.persons.append(len(self))
        for record in orders:
            self._add(record)

    def join(self, later: "Gathered") -> None:
        """Add the persons of another, after these; nothing was narrowed in either yet."""
        orders = len(self)
        self.persons.extend(orders + first for first in later.persons)
        self.crns.join(later.crns)
        self.names.join(later.names)
        self.events.extend(later.events)
        self.begins.extend(later.begins)
        self.firsts.extend(later.firsts)
        self.closes.extend(later.closes)
        self.exported.extend(later.exported)
        self.teams.join(later.teams)
        self.officers.join(later.officers)
        self.files.join(later.files)
        for name, table in self.tables.items():
            table.join(later.tables[name])

    def _add(self, record: CaseRecord) -> None:
        self.crns.append(record.crn)
        self.names.append(_by_family_name(record.name))
        self.events.append(record.event_number)
        self.begins.append(_ordinal(begin_of(record)) or 0)
        self.firsts.append(
            min((_ordinal(day) or 0 for day in (record.sentence_date, record.start_date) if day), default=0)
        )
        self.closes.append(
            min((day.toordinal() for day in (record.closed_date, record.end_date) if day), default=_EVER)
        )
        self.exported.append(_ordinal(record.exported_on) or _EVER)
        self.teams.append(record.team)
        self.officers.append(record.officer)
        self.files.append(self._sources.of(record).file)
        covers = record.covers
        for name, table in self.tables.items():
            rows: Sequence[Row] | None = getattr(record, name)
            table.covers.append(covers.get(name))
            table.rows.append(NO_TABLE if rows is None else min(len(rows), _MOST_ROWS))
            if rows:
                table.count += len(rows)
                table.with_rows += 1
                standing = [self._sources.of(row) for row in rows]
                table.sheets.update({one.sheet or f"{one.file}, {name}" for one in standing})
                table.files.append(tuple(dict.fromkeys(one.file for one in standing)))
            else:
                table.files.again()
            column = self._by.dated_by.get(name)
            if column is not None:
                table.days.append([each for row in rows or () if (each := _dated(row, column))])

    # ------------------------------------------------------------ orders

    def end(self, place: int, day: int) -> int:
        """The last day on which the order is seen in an export of this day."""
        return min(self.closes[place], self.exported[place], day)

    def keys(self, places: Set[int]) -> list[tuple[str, int]]:
        """CRN and number of these orders, sorted."""
        found = ((crn or "", self.events[place]) for place, crn in enumerate(self.crns) if place in places)
        return sorted(found)

    def persons_orders(self) -> Iterator[range]:
        """The places of each person's orders."""
        for number, first in enumerate(self.persons):
            yield range(first, self.persons[number + 1] if number + 1 < len(self.persons) else len(self))

    # ------------------------------------------------------------ what tables cover

    def cover(self, place: int, table: str) -> Cover | None:
        """What the order's table covers, as narrowed so far."""
        column = self._narrowed.get(table)
        if column is not None and (found := column[place]) is not None:
            return found
        return self.tables[table].covers[place]

    def says_nothing_of(self, table: str) -> bool:
        """Whether no order says what the table covers."""
        return table not in self._narrowed and self.tables[table].covers.all_say(None)

    def narrow(self, place: int, table: str, cover: Cover) -> None:
        """The order's table covers only this from now on."""
        column = self._narrowed.get(table)
        if column is None:
            column = self._narrowed[table] = FewValues()
            for _ in range(len(self)):
                column.append(None)
        column[place] = cover

    def blind(self, place: int, names: Collection[str]) -> None:
        """Those tables of the order that are there cover nothing from now on."""
        for name in names:
            if self.tables[name].rows[place] != NO_TABLE:
                self.narrow(place, name, COVERS_NOTHING)

    def narrowed(self, place: int) -> Mapping[str, Cover]:
        """The tables of the order that were narrowed, with what they cover now."""
        return {name: cover for name, column in self._narrowed.items() if (cover := column[place]) is not None}

    def reaches(self, table: str) -> bool | None:
        """Whether for some order the table covers its time; None where nothing was narrowed, and nobody need ask."""
        if table not in self._narrowed:
            return None
        rows = self.tables[table].rows
        return any(
            rows[place] != NO_TABLE and self._reaches(place, self.cover(place, table)) for place in range(len(self))
        )

    def _reaches(self, place: int, cover: Cover | None) -> bool:
        end = cover.end if cover else None
        return end is None or not self.firsts[place] or self.firsts[place] <= end.toordinal()

    @property
    def is_narrowed(self) -> bool:
        return bool(self._narrowed)


def begin_of(record: CaseRecord) -> dt.date | None:
    return record.start_date or record.sentence_date


def _ordinal(day: dt.date | None) -> int | None:
    return None if day is None else day.toordinal()


def _dated(row: Row, column: str) -> int:
    day = getattr(row, column)
    if not isinstance(day, dt.date):
        return 0
    may_lie_ahead = "outcome" in row.model_fields_set and getattr(row, "outcome", None) is None
    return 2 * day.toordinal() + (_AHEAD if may_lie_ahead else 0)


def _by_family_name(name: str | None) -> str | None:
    """The family name first."""
    words = (name or "").lower().split()
    return " ".join([*words[-1:], *words[:-1]]) or None
