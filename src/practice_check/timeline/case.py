"""One case in time: when it began and ended, its starts, when its clocks may run, and its tables.

Knows no rule and no word of the vocabulary.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from practice_check.records.model import CaseRecord, Row, StatusPeriod, Transfer
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import NEVER, add
from practice_check.timeline.tables import Table, person_table, table_of

StartKind = Literal["start", "release", "transfer"]

_RELEASED_FROM = ("custody", "recall")
#: What tells whether a period ended in a release.
_OF_A_RELEASE = ("kind", "start", "end")
_MOVED = ("area", "provider")


@dataclass(frozen=True, slots=True)
class Start:
    day: int
    kind: StartKind


def ordinal(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


@dataclass
class CaseInTime:
    """A case record with the person's other records, as of a day.

    ``records``: all records of the person, this one among them. ``restart_after``: how long custody lasts before the
    release from it is a new start.
    """

    record: CaseRecord
    records: Sequence[CaseRecord]
    as_of: int
    restart_after: Duration
    _tables: dict[str, Table] = field(default_factory=dict)

    def table(self, name: str) -> Table:
        found = self._tables.get(name)
        if found is None:
            of_person = name in CaseRecord.PERSON_TABLES
            found = person_table(self.record, self.records, name) if of_person else table_of(self.record, name)
            self._tables[name] = found
        return found

    def rows(self, name: str) -> Sequence[Row]:
        return self.table(name).rows or ()

    @cached_property
    def start(self) -> int | None:
        return ordinal(self.record.start_date)

    @cached_property
    def begin(self) -> int:
        """The earlier of sentence and start; 1 where neither is recorded."""
        return _begin(self.record)

    @cached_property
    def order_end(self) -> int:
        """The last day of the order, or NEVER."""
        return _order_end(self.record)

    @cached_property
    def starts(self) -> list[Start]:
        """Start, releases and transfers in, in order, each day once; none after the order end or the as-of date."""
        if self.start is None:
            return []
        found = [Start(self.start, "start"), *self._releases(), *self._transfers("in")]
        last = min(self.order_end, self.as_of)
        kept: dict[int, Start] = {}
        for start in found:
            if start.day <= last:
                kept.setdefault(start.day, start)
        return [kept[day] for day in sorted(kept)]

    def _releases(self) -> list[Start]:
        return [
            Start(row.end.toordinal(), "release")
            for row in self._statuses
            if row.start and row.end and self._ends_in_release(row.kind, row.start.toordinal(), row.end.toordinal())
        ]

    @property
    def _statuses(self) -> list[StatusPeriod]:
        return [row for row in self.rows("statuses") if isinstance(row, StatusPeriod)]

    def _ends_in_release(self, kind: str | None, start: int, end: int) -> bool:
        if self.start is None or kind not in _RELEASED_FROM or start < self.start or end <= self.start:
            return False
        return kind == "recall" or end >= add(start, self.restart_after)

    def perhaps_releases(self) -> list[StatusPeriod]:
        """The rows that could be a release, if only the export gave what it does not give of them."""
        return [row for row in self._statuses if self._perhaps_release(row)]

    def _perhaps_release(self, row: StatusPeriod) -> bool:
        if self.start is None or all(row.given(name) for name in _OF_A_RELEASE):
            return False
        last = min(self.order_end, self.as_of)
        kind = row.kind if row.given("kind") else "recall"
        start = ordinal(row.start) if row.given("start") else self.start
        end = ordinal(row.end) if row.given("end") else last
        return (
            start is not None and end is not None and start <= end <= last and self._ends_in_release(kind, start, end)
        )

    def _transfers(self, direction: str) -> list[Start]:
        moves = []
        for row in self.rows("transfers"):
            if isinstance(row, Transfer) and row.direction == direction and row.of in _MOVED and row.accepted:
                day = row.accepted.toordinal()
                if self.start is not None and day > self.start:
                    moves.append(Start(day, "transfer"))
        return moves

    @cached_property
    def recalls(self) -> list[int]:
        """The days on which a recall began, in order, up to the as-of date."""
        days = (
            row.start.toordinal()
            for row in self.rows("statuses")
            if isinstance(row, StatusPeriod) and row.kind == "recall" and row.start
        )
        return sorted(day for day in days if day <= self.as_of)

    def transferred_out(self, opened: int) -> int:
        """The day on which the case left the area or provider: the next one, or the last if it has not come back."""
        out, back = self._moves
        if not out:
            return NEVER
        gone = [day for day in out if day <= opened and not any(day < one <= opened for one in back)]
        return gone[-1] if gone else next((day for day in out if day > opened), NEVER)

    @cached_property
    def _moves(self) -> tuple[list[int], list[int]]:
        """The days on which the case left the area or provider, in order, and those on which it came."""
        out = sorted(move.day for move in self._transfers("out") if move.day <= self.as_of)
        return out, [move.day for move in self._transfers("in")]

    def opens_under(self, table: str, place: int, day: int) -> CaseRecord:
        """The order that a row of the table opens duties in: its own, or the lead order where its day lies outside."""
        number = self.table(table).others.get(place)
        owner = next((record for record in self.records if record.event_number == number), self.record)
        return owner if _begin(owner) <= day <= _order_end(owner) else self.lead_order(day)

    def lead_order(self, day: int) -> CaseRecord:
        """Of the person's orders live on the day the one with the earliest start; this one where none is."""
        live = [
            record
            for record in self.records
            if record.start_date and record.start_date.toordinal() <= day <= _order_end(record)
        ]
        return min(live, key=lambda record: (record.start_date, record.event_number), default=self.record)


def _begin(record: CaseRecord) -> int:
    days = (ordinal(record.sentence_date), ordinal(record.start_date))
    return min((day for day in days if day is not None), default=1)


def _order_end(record: CaseRecord) -> int:
    return min((day for day in (ordinal(record.closed_date), ordinal(record.end_date)) if day), default=NEVER)
