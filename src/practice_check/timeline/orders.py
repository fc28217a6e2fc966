"""The orders of one person: when each began and ended, which of them leads, and the tables of the person's."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from practice_check.records.model import CaseRecord
from practice_check.timeline.days import NEVER
from practice_check.timeline.tables import PersonRows, Table, person_rows, table_of

_PERSON_TABLES: Final = CaseRecord.PERSON_TABLES


class Order:
    """``start`` None: it is not recorded. ``begin``: the earlier of sentence and start; 1 where neither is recorded.

    ``end``: its last day, or NEVER.
    """

    __slots__ = ("begin", "end", "number", "record", "start")

    def __init__(self, record: CaseRecord) -> None:
        self.record = record
        self.number: int = record.event_number
        self.start = ordinal(record.start_date)
        sentence, closed, last = ordinal(record.sentence_date), ordinal(record.closed_date), ordinal(record.end_date)
        begin = self.start if sentence is None else sentence if self.start is None else min(sentence, self.start)
        self.begin: int = 1 if begin is None else begin
        self.end: int = min(closed or NEVER, last or NEVER)


class Orders:
    """All orders of a person, shared by the cases of each."""

    __slots__ = ("_by_number", "_by_start", "_rows", "all")

    def __init__(self, records: Sequence[CaseRecord]) -> None:
        self.all = [Order(record) for record in records]
        #: In the order in which one leads; those without a start never do.
        self._by_start = sorted([order for order in self.all if order.start is not None], key=_leading)
        self._by_number = [order.record for order in sorted(self.all, key=_number)]
        self._rows: dict[str, PersonRows | None] = {}

    def order(self, record: CaseRecord) -> Order:
        """The order whose record it is, of these very records."""
        for order in self.all:
            if order.record is record:
                return order
        return Order(record)

    def table(self, record: CaseRecord, name: str) -> Table:
        """A table as the order sees it: of the person's tables the rows under all orders."""
        if len(self.all) == 1 or name not in _PERSON_TABLES:
            return table_of(record, name)
        if name not in self._rows:
            self._rows[name] = person_rows(name, self._by_number)
        rows = self._rows[name]
        return table_of(record, name) if rows is None else rows.as_seen_by(record)

    def numbered(self, number: int) -> Order | None:
        """The order with the event number."""
        for order in self.all:
            if order.number == number:
                return order
        return None

    def lead_on(self, day: int) -> Order | None:
        """Of the orders live on the day the one with the earliest start."""
        for order in self._by_start:
            assert order.start is not None
            if order.start <= day <= order.end:
                return order
        return None


def ordinal(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


def _number(order: Order) -> int:
    return order.number


def _leading(order: Order) -> tuple[int, int]:
    return order.start or 0, order.number
