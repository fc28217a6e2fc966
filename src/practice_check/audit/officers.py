"""Who was responsible for a case, on any day of it."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

from practice_check.audit.json_text import text
from practice_check.records.model import OfficerPeriod, Row
from practice_check.timeline.days import NEVER


class Officers:
    """The last of the rows whose time covers a day says who it was, else the case itself does."""

    __slots__ = ("_json", "_names", "_turns", "always_json")

    def __init__(self, rows: Sequence[Row], own: str | None) -> None:
        #: The days on which somebody else may be responsible, and who is until the first of them, and from each on.
        self._turns: list[int] = []
        self._names = [own]
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
        self._json = [text(name) for name in self._names]
        #: Who it is on every day, where nobody follows another; else empty.
        self.always_json = "" if self._turns else self._json[0]

    def on(self, day: int) -> str | None:
        return self._names[bisect_right(self._turns, day)]

    def json_on(self, day: int) -> str:
        return self._json[bisect_right(self._turns, day)]


def _end(date: dt.date | None) -> int:
    return date.toordinal() if date else NEVER
