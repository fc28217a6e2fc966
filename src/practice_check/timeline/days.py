"""The calendar: day numbers, working days of England and Wales, and a clock that can stand still.

A day is ``date.toordinal()``. Bank holidays come from the ``holidays`` library.
"""

import datetime as dt
from bisect import bisect_right
from functools import cache, lru_cache

import holidays

from practice_check.rulebook.values import Duration

#: Later than any day: "not yet", "did not happen".
NEVER = 4_000_000

FIRST_YEAR, LAST_YEAR = 1900, 2110

#: Half-open stretches of days ``[start, end)``, in order and not touching.
Stretches = list[tuple[int, int]]


@cache
def _working_days() -> list[int]:
    closed = {
        day.toordinal() for day in holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    }
    first = dt.date(FIRST_YEAR, 1, 1).toordinal()
    last = dt.date(LAST_YEAR, 12, 31).toordinal()
    return [day for day in range(first, last + 1) if (day + 6) % 7 < 5 and day not in closed]


def working_days_to(day: int) -> int:
    """How many working days there are up to and including the day (from the first year of the calendar)."""
    return bisect_right(_working_days(), day)


def working_days_between(after: int, to: int) -> int:
    """Working days after the first day, up to and including the second."""
    return working_days_to(to) - working_days_to(after)


def add(day: int, length: Duration) -> int:
    """The day that lies ``length`` after ``day``; months are clipped to the month's end."""
    if length.unit == "working_day":
        if length.number == 0:
            return day
        return _working_days()[working_days_to(day) + length.number - 1]
    if length.unit == "month":
        return _add_months(day, length.number) + length.more
    return day + length.number * (7 if length.unit == "week" else 1)


def subtract(day: int, length: Duration) -> int:
    """The day that lies ``length`` before ``day``."""
    if length.unit == "working_day":
        if length.number == 0:
            return day
        before = working_days_to(day - 1)
        return _working_days()[before - length.number]
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


@lru_cache(maxsize=65_536)
def _add_months(day: int, months: int) -> int:
    start = dt.date.fromordinal(day)
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
