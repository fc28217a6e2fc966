"""Days that cannot be, or that no working record has: before the birth, before 1990, years ahead; and appointments.

Each is said once a table and column, with the number of rows and the first of them. The rows are read as they stand.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from practice_check.cells.texts import in_words
from practice_check.ingest.looking.places import is_sheet, number_of, on_day, place_of, sheet_of
from practice_check.ingest.looking.thresholds import Thresholds
from practice_check.ingest.problems import Place, Problem
from practice_check.records.columns import CASES, Kind, columns_of
from practice_check.records.model import CaseRecord, Row, tables

_CONTACTS = "contacts"
_NAMED = 20  # rows that a sentence names


class UnlikelyDays:
    """Doubts about days, order by order; and, as a note, how many contacts lie ahead of the day of the export."""

    def __init__(self, exported_on: dt.date | None, today: dt.date, by: Thresholds) -> None:
        self._day = exported_on or today
        self._by = by
        self._furthest = self._day + dt.timedelta(days=by.limits.furthest_ahead)
        self._found: dict[tuple[str, str, str], _Alike] = {}
        self._ahead = _Appointments(self._day, self._furthest)

    def add(self, record: CaseRecord) -> None:
        begin = min(day for day in (record.start_date, record.sentence_date, self._day) if day)
        self._look(record, CASES, record, begin)
        for table in tables():
            for row in getattr(record, table) or ():
                self._look(record, table, row, begin)
        self._ahead.add(record)

    def join(self, later: "UnlikelyDays") -> None:
        """Add what another saw of records that come after these."""
        for key, alike in later._found.items():
            self._found.setdefault(key, _Alike()).join(alike)
        self._ahead.join(later._ahead)

    def problems(self) -> Iterator[Problem]:
        for (_, column, words), alike in self._found.items():
            yield alike.problem(column, words)
        yield from self._ahead.problems()

    def _look(self, record: CaseRecord, table: str, row: Row, begin: dt.date) -> None:
        for column, name in _date_columns(type(row)):
            at = getattr(row, name)
            if at is None:
                continue
            words = self._wrong(record, table, column, at, begin)
            if words:
                self._found.setdefault((table, column, words), _Alike()).add(record, table, row, at)

    def _wrong(self, record: CaseRecord, table: str, column: str, at: dt.date, begin: dt.date) -> str:
        """What is unlikely about a day, or "". Ends of orders and what falls due may lie far ahead."""
        if column == "date_of_birth":
            return "is not before the order: was the century mistaken?" if at >= begin else ""
        if at.year < self._by.limits.earliest_year:
            return f"is before {self._by.limits.earliest_year}: systems write such a day where they have none"
        if record.date_of_birth is not None and at < record.date_of_birth < begin:
            return "is before the person was born"
        if at > self._furthest and self._by.dated_by.get(table) == column:
            return "is more than two years after the export"
        return ""


@dataclass
class _Alike:
    """Days of one column with one thing wrong: how many, the first of them, and the rows that a sentence names."""

    count: int = 0
    first: tuple[Place, bool, dt.date] | None = None
    numbers: list[int] = field(default_factory=list)
    sheets: set[str] = field(default_factory=set)

    def add(self, record: CaseRecord, table: str, row: Row, at: dt.date) -> None:
        self.count += 1
        self.first = self.first or (place_of(row, table, record.crn), is_sheet(row), at)
        if len(self.numbers) < _NAMED and (number := number_of(row)) is not None:
            self.numbers.append(number)
        if len(self.sheets) < 2:
            self.sheets.add(sheet_of(row, table))

    def join(self, later: "_Alike") -> None:
        self.count += later.count
        self.first = self.first or later.first
        self.numbers = [*self.numbers, *later.numbers][:_NAMED]
        self.sheets |= later.sheets

    def problem(self, column: str, words: str) -> Problem:
        assert self.first is not None
        place, in_sheet, at = self.first
        spoken = column.replace("_", " ")
        where = ""
        if len(self.sheets) == 1 and in_sheet:
            where = f" (rows {in_words(self.numbers)}{', and more' if self.count > _NAMED else ''})"
        one = f"the {spoken} {words}"
        message = one if self.count == 1 else f"in {self.count} rows {one}{where}"
        if self.count > 1:
            place = replace(place, crn=None)
        mend = "correct the day where it was entered; until then it is taken as it stands"
        return place.problem(message, mend, column=column, value=on_day(at), kind="doubt", rows=self.count)


@cache
def _date_columns(model: type[Row]) -> Sequence[tuple[str, str]]:
    """The columns that hold a day, with the names of their fields."""
    return [(column, of.field) for column, of in columns_of(model).items() if of.kind is Kind.DATE]


class _Appointments:
    """Contacts after the day of the export, and those among them that say already that the person came."""

    def __init__(self, day: dt.date, furthest: dt.date) -> None:
        self._day, self._furthest = day, furthest
        self._count = 0
        self._first: Place | None = None
        self._last = day
        self._done = 0
        self._first_done: tuple[Place, dt.date] | None = None

    def add(self, record: CaseRecord) -> None:
        for row in record.contacts or ():
            if row.date is None or not self._day < row.date <= self._furthest:
                continue
            self._count += 1
            self._first = self._first or place_of(row, _CONTACTS)
            self._last = max(self._last, row.date)
            if row.outcome == "attended":
                self._done += 1
                self._first_done = self._first_done or (place_of(row, _CONTACTS, record.crn), row.date)

    def join(self, later: "_Appointments") -> None:
        self._count += later._count
        self._first = self._first or later._first
        self._last = max(self._last, later._last)
        self._done += later._done
        self._first_done = self._first_done or later._first_done

    def problems(self) -> Iterator[Problem]:
        if self._first is None:
            return
        what = "1 contact is" if self._count == 1 else f"{self._count:,} contacts are"
        message = (
            f"{what} dated after the day of the export ({on_day(self._day)}), up to {on_day(self._last)}: "
            "taken as appointments, which show nothing done yet"
        )
        yield self._first.problem(message, "nothing to mend", column="date", kind="left_out", rows=self._count)
        if self._first_done is None:
            return
        place, at = self._first_done
        if self._done > 1:
            place = replace(place, crn=None)
        rows = "1 of them says" if self._done == 1 else f"{self._done} of them say"
        message = f"{rows} already that the person attended"
        mend = "correct the date or the outcome: it counts as nothing done until its day"
        yield place.problem(message, mend, column="outcome", value=on_day(at), kind="doubt", rows=self._done)
