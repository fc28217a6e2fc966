"""Section 2 of docs/rule-language.md: the case in time, and what of it the export covers."""

from collections.abc import Mapping, Sequence
from typing import Literal

from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord, Row
from practice_check.rulebook.parameters import Parameters
from practice_check.vocabulary.model import Vocabulary

from .days import FAR, after

Kind = Literal["start", "release", "transfer"]


def day_of(row: Row, field: str) -> int | None:
    value = getattr(row, field)
    return None if value is None else int(value.toordinal())


def cell(row: Row, field: str) -> object:
    return getattr(row, field)


class Case:
    """One order, with the person's other orders beside it, as of a day."""

    def __init__(
        self,
        record: CaseRecord,
        records: Sequence[CaseRecord],
        as_of: int,
        parameters: Parameters,
        vocabulary: Vocabulary,
        *,
        departures: Mapping[str, Sequence[DepartureRow]] | None = None,
    ) -> None:
        self.record = record
        self.records = [each for each in records if each.crn == record.crn]
        self.as_of = as_of
        self.parameters = parameters
        self.vocabulary = vocabulary
        self.departures = departures or {}
        self.memo: dict[object, object] = {}
        self._tables: dict[str, list[Row] | None] = {}
        self._unseen: dict[str, tuple[int, int, list[int]]] = {}
        self._owners: dict[tuple[str, int], int] = {}
        start = day_of(record, "start_date")
        assert start is not None
        self.start = start
        self.begin = begin_of(record)
        self.end = order_end(record)
        self.starts = self._starts()

    @property
    def last_seen(self) -> int:
        return min(self.end, self.as_of)

    # ------------------------------------------------------------ tables

    def rows(self, table: str) -> list[Row] | None:
        if table not in self._tables:
            self._tables[table] = self._read(table)
        return self._tables[table]

    def _read(self, table: str) -> list[Row] | None:
        if table not in CaseRecord.PERSON_TABLES:
            own: list[Row] | None = getattr(self.record, table)
            return own
        found: list[Row] = []
        any_given = False
        for record in sorted(self.records, key=lambda each: each.event_number):
            rows: list[Row] | None = getattr(record, table)
            if rows is None:
                continue
            any_given = True
            told = [_identity(row) for row in found]
            for row in rows:
                if _identity(row) not in told:
                    found.append(row)
                    self._owners[table, id(row)] = record.event_number
        return found if any_given else None

    def opens_in(self, table: str, row: Row, day: int) -> int:
        """The event in which an entry opens: the one it stands under, or the lead where its day lies outside that."""
        self.rows(table)
        number = self._owners.get((table, id(row)), self.record.event_number)
        owner = next(record for record in self.records if record.event_number == number)
        if begin_of(owner) <= day <= order_end(owner):
            return number
        lead = self.lead(day)
        return self.record.event_number if lead is None else lead

    def sees(self, table: str, day: int) -> bool:
        """Whether the export covers this table on this day: a person's table is that of the orders that have it."""
        records = self.records if table in CaseRecord.PERSON_TABLES else [self.record]
        having = [record for record in records if getattr(record, table) is not None]
        return bool(having) and all(_covers(record, table, day) for record in having)

    def misses(self, table: str, first: int, last: int) -> bool:
        """Whether the export does not cover this table on one of the days. Each day is looked at once."""
        seen_from, seen_to, unseen = self._unseen.get(table, (first, first - 1, []))
        unseen += [day for day in range(first, seen_from) if not self.sees(table, day)]
        unseen += [day for day in range(seen_to + 1, last + 1) if not self.sees(table, day)]
        self._unseen[table] = (min(first, seen_from), max(last, seen_to), unseen)
        return any(first <= day <= last for day in unseen)

    # ------------------------------------------------------------ starts, lead

    def _starts(self) -> dict[int, Kind]:
        found: dict[int, Kind] = {}
        for row in self.rows("transfers") or []:
            accepted = day_of(row, "accepted")
            moved = cell(row, "direction") == "in" and cell(row, "of") in ("area", "provider")
            if moved and accepted is not None and accepted > self.start:
                found[accepted] = "transfer"
        for row in self.rows("statuses") or []:
            start, end, kind = day_of(row, "start"), day_of(row, "end"), cell(row, "kind")
            if self.is_release(kind, start, end) and end is not None:
                found[end] = "release"
        found[self.start] = "start"
        return {day: found[day] for day in sorted(found) if day <= self.end and day <= self.as_of}

    def is_release(self, kind: object, start: int | None, end: int | None) -> bool:
        """Whether the end of a status row that says these things is a release."""
        if kind not in ("custody", "recall") or start is None or end is None or start < self.start:
            return False
        return kind == "recall" or end >= after(start, self.parameters.duration("restart-after", self.as_of))

    def lead(self, day: int) -> int | None:
        """The event number of the order that leads on the day."""
        live = []
        for record in self.records:
            start = day_of(record, "start_date")
            if start is not None and start <= day <= order_end(record):
                live.append((start, record.event_number))
        return min(live)[1] if live else None


def begin_of(record: CaseRecord) -> int:
    days = [day_of(record, field) for field in ("sentence_date", "start_date")]
    return min((day for day in days if day is not None), default=0)


def _identity(row: Row) -> object:
    """What makes two rows of two orders one: where they were read, or else all that they say."""
    if row.source is not None:
        return row.source
    return [getattr(row, field) for field in type(row).model_fields if field not in ("row_id", "source")]


def order_end(record: CaseRecord) -> int:
    recorded = [day_of(record, field) for field in ("closed_date", "end_date")]
    return min((day for day in recorded if day is not None), default=FAR)


def _covers(record: CaseRecord, table: str, day: int) -> bool:
    exported = day_of(record, "exported_on") or FAR
    cover = record.covers.get(table)
    if cover is None:
        return day <= exported
    first = cover.start.toordinal() if cover.start else 0
    last = cover.end.toordinal() if cover.end else exported
    return first <= day <= last
