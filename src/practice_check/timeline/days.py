"""The calendar: day numbers, working days of England and Wales, and a clock that can stand still.

A day is ``date.toordinal()``. Bank holidays come from the ``holidays`` library.
"""

import datetime as dt
from functools import cache
from typing import Final

import holidays

from practice_check.rulebook.values import Duration

#: Later than any day: "not yet", "did not happen".
NEVER: Final = 4_000_000

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2110

#: Months added before: the day that came of it, by the day and the number of months as one number.
_MONTHS_ADDED: Final[dict[int, int]] = {}
_MOST_KEPT: Final = 65_536

#: Half-open stretches of days ``[start, end)``, in order and not touching.
Stretches = list[tuple[int, int]]


class _Calendar:
    """The working days in order, and for each day from ``first`` on how many there are up to and including it."""

    __slots__ = ("days", "first", "up_to")

    def __init__(self, days: list[int]) -> None:
        self.days = days
        self.first = days[0]
        self.up_to: list[int] = []
        for number, day in enumerate(days):
            self.up_to += [number] * (day - self.first - len(self.up_to))
            self.up_to.append(number + 1)


@cache
def _calendar() -> _Calendar:
    closed = {
        day.toordinal() for day in holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    }
    first = dt.date(FIRST_YEAR, 1, 1).toordinal()
    last = dt.date(LAST_YEAR, 12, 31).toordinal()
    return _Calendar([day for day in range(first, last + 1) if (day + 6) % 7 < 5 and day not in closed])


def working_days_to(day: int) -> int:
    """How many working days there are up to and including the day (from the first year of the calendar)."""
    calendar = _calendar()
    place = day - calendar.first
    if place < 0:
        return 0
    return calendar.up_to[place] if place < len(calendar.up_to) else len(calendar.days)


def working_days_between(after: int, to: int) -> int:
    """Working days after the first day, up to and including the second."""
    return working_days_to(to) - working_days_to(after)


def add(day: int, length: Duration) -> int:
    """The day that lies ``length`` after ``day``; months are clipped to the month's end."""
    if length.unit == "working_day":
        if length.number == 0:
            return day
        return _calendar().days[working_days_to(day) + length.number - 1]
    if length.unit == "month":
        return _add_months(day, length.number) + length.more
    return day + length.number * (7 if length.unit == "week" else 1)


def subtract(day: int, length: Duration) -> int:
    """The day that lies ``length`` before ``day``."""
    if length.unit == "working_day":
        if length.number == 0:
            return day
        before = working_days_to(day - 1)
        return _calendar().days[before - length.number]
    if length.unit == "month":
        return _add_months(day, -length.number) - length.more
    return day - length.number * (7 if length.unit == "week" else 1)


def first_day_beyond(day: int, length: Duration) -> int:
    """The first day from which looking back by ``length`` no longer reaches ``day``."""
    found = add(day, length) + 1
    while subtract(found - 1, length) > day:
        found -= 1
    while subtract(found, length) <= day:
        found += 1
    return found


def last_day_reaching(day: int, length: Duration) -> int:
    """The last day from which ``length`` ends no later than ``day``."""
    found = subtract(day, length)
    while add(found, length) > day:
        found -= 1
    while add(found + 1, length) <= day:
        found += 1
    return found


def _add_months(day: int, months: int) -> int:
    key = (day << 18) + months  # within the calendar there are fewer months than that
    found = _MONTHS_ADDED.get(key)
    if found is None:
        if len(_MONTHS_ADDED) >= _MOST_KEPT:
            _MONTHS_ADDED.clear()
        found = _MONTHS_ADDED[key] = _so_many_months_later(dt.date.fromordinal(day), months)
    return found


def _so_many_months_later(start: dt.date, months: int) -> int:
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(start.day, _month_length(year, month + 1))).toordinal()


def _month_length(year: int, month: int) -> int:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).day


def merged(stretches: Stretches) -> Stretches:
    """The same days as stretches in order that neither overlap nor touch."""
    joined: Stretches = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def first_running_day(day: int, stopped: Stretches) -> int:
    """The first day on or after ``day`` on which the clock runs, or NEVER."""
    for start, end in stopped:
        if start <= day < end:
            return end
    return day


def due_after(opened: int, length: Duration, stopped: Stretches) -> int:
    """The last day in time: day 0 is the first running day, and only running days count. NEVER if the clock stands."""
    day = first_running_day(opened, stopped)
    if day >= NEVER:
        return NEVER
    if not stopped or stopped[-1][0] <= day:  # it does not stand still again
        return add(day, length)
    working = length.unit == "working_day"
    left = length.number if working else add(day, length) - day
    for start, end in stopped:
        if start <= day:
            continue
        available = working_days_between(day, start - 1) if working else start - 1 - day
        if left <= available:
            break
        left -= available
        if end >= NEVER:
            return NEVER
        day = end - 1
    return add(day, Duration(left, "working_day" if working else "day"))


def as_date(day: int) -> dt.date | None:
    """The date of a day number; None for NEVER."""
    return None if day >= NEVER else dt.date.fromordinal(day)
