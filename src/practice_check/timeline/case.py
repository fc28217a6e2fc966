"""One case in time: when it began and ended, its starts, when its clocks may run, and its tables.

Knows no rule and no word of the vocabulary.
"""

from collections.abc import Sequence
from typing import Final, Literal

from practice_check.records.model import CaseRecord, Row, StatusPeriod, Transfer
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import NEVER, add
from practice_check.timeline.orders import Orders, ordinal
from practice_check.timeline.tables import Table

__all__ = ["CaseInTime", "Start", "StartKind", "ordinal"]

StartKind = Literal["start", "release", "transfer"]

_RELEASED_FROM: Final = ("custody", "recall")
#: What tells whether a period ended in a release.
_OF_A_RELEASE: Final = ("kind", "start", "end")
_MOVED: Final = ("area", "provider")


class Start:
    """Never changed."""

    __slots__ = ("day", "kind")

    def __init__(self, day: int, kind: StartKind) -> None:
        self.day = day
        self.kind: StartKind = kind


class CaseInTime:
    """A case record with the person's other records, as of a day.

    ``records``: all records of the person, this one among them. ``restart_after``: how long custody lasts before the
    release from it is a new start. ``orders``: what all cases of the person share, where they are read together.

    ``start`` None: it is not recorded. ``begin``: the earlier of sentence and start; 1 where neither is recorded.
    ``order_end``: the last day of the order, or NEVER.
    """

    __slots__ = (
        "_moved",
        "_orders",
        "_recalls",
        "_restart_after",
        "_starts",
        "_tables",
        "as_of",
        "begin",
        "order_end",
        "record",
        "records",
        "start",
    )

    def __init__(
        self,
        record: CaseRecord,
        records: Sequence[CaseRecord],
        as_of: int,
        restart_after: Duration,
        orders: Orders | None = None,
    ) -> None:
        self.record = record
        self.records = records
        self.as_of = as_of
        self._restart_after = restart_after
        self._orders = Orders(records) if orders is None else orders
        order = self._orders.order(record)
        self.start = order.start
        self.begin = order.begin
        self.order_end = order.end
        self._tables: dict[str, Table] = {}
        self._starts: list[Start] | None = None
        self._recalls: list[int] | None = None
        self._moved: tuple[list[int], list[int]] | None = None

    def table(self, name: str) -> Table:
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = self._orders.table(self.record, name)
        return found

    def rows(self, name: str) -> list[Row]:
        return self.table(name).rows or []

    @property
    def starts(self) -> list[Start]:
        """Start, releases and transfers in, in order, each day once; none after the order end or the as-of date."""
        found = self._starts
        if found is None:
            found = self._starts = self._all_starts()
        return found

    def _all_starts(self) -> list[Start]:
        if self.start is None:
            return []
        last = min(self.order_end, self.as_of)
        kept: dict[int, Start] = {}
        for start in [Start(self.start, "start"), *self._releases(), *self._transfers("in")]:
            if start.day <= last and start.day not in kept:
                kept[start.day] = start
        return list(kept.values()) if len(kept) < 2 else [kept[day] for day in sorted(kept)]

    def _releases(self) -> list[Start]:
        found = []
        for row in self._statuses():
            if row.start and row.end and row.kind in _RELEASED_FROM:
                end = row.end.toordinal()
                if self._ends_in_release(row.kind, row.start.toordinal(), end):
                    found.append(Start(end, "release"))
        return found

    def _statuses(self) -> list[StatusPeriod]:
        return [row for row in self.rows("statuses") if isinstance(row, StatusPeriod)]

    def _ends_in_release(self, kind: str | None, start: int, end: int) -> bool:
        if self.start is None or kind not in _RELEASED_FROM or start < self.start or end <= self.start:
            return False
        return kind == "recall" or end >= add(start, self._restart_after)

    def perhaps_releases(self) -> list[StatusPeriod]:
        """The rows that could be a release, if only the export gave what it does not give of them."""
        return [row for row in self._statuses() if self._perhaps_release(row)]

    def _perhaps_release(self, row: StatusPeriod) -> bool:
        given = row.__pydantic_fields_set__
        if self.start is None or all(name in given for name in _OF_A_RELEASE):
            return False
        last = min(self.order_end, self.as_of)
        kind = row.kind if "kind" in given else "recall"
        start = ordinal(row.start) if "start" in given else self.start
        end = ordinal(row.end) if "end" in given else last
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

    @property
    def recalls(self) -> list[int]:
        """The days on which a recall began, in order, up to the as-of date."""
        found = self._recalls
        if found is None:
            began = [row.start for row in self._statuses() if row.kind == "recall"]
            days = [day.toordinal() for day in began if day]
            found = self._recalls = sorted([day for day in days if day <= self.as_of])
        return found

    def transferred_out(self, opened: int) -> int:
        """The day on which the case left the area or provider: the next one, or the last if it has not come back."""
        out, back = self._moves()
        if not out:
            return NEVER
        gone = [day for day in out if day <= opened and not any(day < one <= opened for one in back)]
        return gone[-1] if gone else next((day for day in out if day > opened), NEVER)

    def _moves(self) -> tuple[list[int], list[int]]:
        """The days on which the case left the area or provider, in order, and those on which it came."""
        moved = self._moved
        if moved is None:
            out = sorted([move.day for move in self._transfers("out") if move.day <= self.as_of])
            moved = self._moved = (out, [move.day for move in self._transfers("in")])
        return moved

    def opens_under(self, table: str, place: int, day: int) -> CaseRecord:
        """The order that a row of the table opens duties in: its own, or the lead order where its day lies outside."""
        number = self.table(table).others.get(place)
        owner = None if number is None else self._orders.numbered(number)
        if owner is None:
            return self.record if self.begin <= day <= self.order_end else self.lead_order(day)
        return owner.record if owner.begin <= day <= owner.end else self.lead_order(day)

    def lead_order(self, day: int) -> CaseRecord:
        """Of the person's orders live on the day the one with the earliest start; this one where none is."""
        lead = self._orders.lead_on(day)
        return self.record if lead is None else lead.record
