"""Who was responsible for a case, on any day of it."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

from practice_check.records.model import OfficerPeriod, Row
from practice_check.timeline.days import NEVER


class Officers:
    """The last of the rows whose time covers a day says who it was, else the case itself does."""

    __slots__ = ("_names", "_own", "_turns")

    def __init__(self, rows: Sequence[Row], own: str | None) -> None:
        self._own = own
        #: The days on which somebody else may be responsible, and who is from each of them until the next.
        self._turns: list[int] = []
        self._names: list[str | None] = []
        times = [
            (row.start.toordinal(), _end(row.end), row.officer)
            for row in rows
            if isinstance(row, OfficerPeriod) and row.start
        ]
        for turn in sorted({day for start, end, _ in times for day in (start, end)}):
            found = None
            for start, end, officer in times:
                if start <= turn < end:
                    found = officer
            self._turns.append(turn)
            self._names.append(found or own)

    def on(self, day: int) -> str | None:
        place = bisect_right(self._turns, day)
        return self._names[place - 1] if place else self._own


def _end(date: dt.date | None) -> int:
    return date.toordinal() if date else NEVER
