"""Days on which an office is open, as dates: the checker's own calendar in the form in which a story is told."""

import datetime as dt

from practice_check.rulebook.values import Duration
from practice_check.timeline import days as calendar


def working(day: dt.date) -> dt.date:
    """The day itself if the office is open, else the next day on which it is."""
    return after(day - dt.timedelta(days=1), 1)


def after(day: dt.date, working_days: int) -> dt.date:
    """So many working days after the day, or before it; none: the day itself or the next open one."""
    if working_days == 0:
        return working(day)
    move = calendar.add if working_days > 0 else calendar.subtract
    return dt.date.fromordinal(move(day.toordinal(), Duration(abs(working_days), "working_day")))


def months(day: dt.date, number: int) -> dt.date:
    """So many calendar months later (or earlier), clipped to the month's end."""
    move = calendar.add if number >= 0 else calendar.subtract
    return dt.date.fromordinal(move(day.toordinal(), Duration(abs(number), "month")))
