"""The axis of days: where a day stands, and which weeks, months or years are named."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from practice_check.reports import words

#: No less than this many days are drawn, so that one day is not the whole width.
_LEAST_DAYS = 28
#: Up to so many days weeks are named, beyond it months.
_WEEKS_UP_TO = 92
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
#: How wide a letter is, roughly, and how much room the name of a month takes, in units of the drawing.
LETTER = 6.0
_ROOM = 45


@dataclass(frozen=True)
class Tick:
    x: int
    text: str


@dataclass(frozen=True)
class Axis:
    """``first`` and ``last`` stand at ``left`` and ``right``."""

    first: dt.date
    last: dt.date
    left: int
    right: int
    ticks: tuple[Tick, ...] = ()

    def x(self, date: dt.date) -> int:
        """Where the day stands; a day beyond the axis stands at its end."""
        days = max((self.last - self.first).days, 1)
        part = min(max((date - self.first).days / days, 0), 1)
        return round(self.left + part * (self.right - self.left))


def axis_for(first: dt.date, last: dt.date, left: int, right: int) -> Axis:
    """An axis from the one day to the other, and a little more."""
    short = max(_LEAST_DAYS - (last - first).days, 0)
    margin = max((last - first).days // 60, 1)
    first, last = _moved(first, -(short // 2 + margin)), _moved(last, short - short // 2 + margin)
    bare = Axis(first, last, left, right)
    return Axis(first, last, left, right, tuple(_ticks(bare)))


def _moved(date: dt.date, days: int) -> dt.date:
    """The day so many days on, no further than the calendar goes."""
    number = date.toordinal() + days
    return dt.date.fromordinal(min(max(number, 1), dt.date.max.toordinal()))


def _ticks(axis: Axis) -> Iterator[Tick]:
    """The names that have room: each begins after the one before it ends, and ends before the axis does."""
    free_from, year = axis.left, None
    for date, by_year in _days(axis):
        x = axis.x(date)
        if by_year:
            text = str(date.year)
        elif _by_week(axis):
            text = words.day(date, short=date.year == year)
        else:
            text = words.day(date, short=date.year == year).split(" ", 1)[1]
        until = x + round(len(text) * LETTER) + 8
        if x >= free_from and until <= axis.right + 8:
            free_from, year = until, date.year
            yield Tick(x, text)


def _by_week(axis: Axis) -> bool:
    return (axis.last - axis.first).days <= _WEEKS_UP_TO


def _days(axis: Axis) -> Iterator[tuple[dt.date, bool]]:
    """The days that may be named, and whether only their year is."""
    if _by_week(axis):
        monday = axis.first.toordinal() + (-axis.first.weekday()) % 7
        for number in range(monday, axis.last.toordinal() + 1, 7):
            yield dt.date.fromordinal(number), False
        return
    months = (axis.last - axis.first).days / 30.44
    room = axis.right - axis.left
    step = next((step for step in _STEPS if room / max(months / step, 1) >= _ROOM), _STEPS[-1])
    at = axis.first.year * 12 + axis.first.month
    for month in range(at - at % step, axis.last.year * 12 + axis.last.month, step):
        year, place = divmod(month, 12)
        if year >= 1 and (date := dt.date(year, place + 1, 1)) >= axis.first:
            yield date, step >= 12
