"""Section 1 of docs/rule-language.md: days, counted one by one. A day is an ordinal."""

import calendar
import datetime as dt
from functools import cache

import holidays

from practice_check.rulebook.parameters import Parameters
from practice_check.rulebook.values import Duration, ParameterName

FAR = dt.date.max.toordinal()

_BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")


@cache
def is_working(day: int) -> bool:
    date = dt.date.fromordinal(day)
    return date.weekday() < 5 and date not in _BANK_HOLIDAYS


def _months(day: int, months: int) -> int:
    date = dt.date.fromordinal(day)
    year, month = date.year, date.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return dt.date(year, month, min(date.day, calendar.monthrange(year, month)[1])).toordinal()


def _working(day: int, number: int, step: int) -> int:
    while number > 0:
        day += step
        if is_working(day):
            number -= 1
    return day


@cache
def after(day: int, length: Duration) -> int:
    """``day + D``."""
    if length.unit == "working_day":
        return _working(day, length.number, 1)
    if length.unit == "month":
        return _months(day, length.number)
    return day + length.number * (7 if length.unit == "week" else 1)


@cache
def before(day: int, length: Duration) -> int:
    """``day - D``."""
    if length.unit == "working_day":
        return _working(day, length.number, -1)
    if length.unit == "month":
        return _months(day, -length.number)
    return day - length.number * (7 if length.unit == "week" else 1)


def as_length(length: Duration | ParameterName, parameters: Parameters, day: int) -> Duration:
    return parameters.duration(length.name, day) if isinstance(length, ParameterName) else length


def as_number(number: float | ParameterName, parameters: Parameters, day: int) -> float:
    return parameters.number(number.name, day) if isinstance(number, ParameterName) else number
