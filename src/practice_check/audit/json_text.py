"""JSON as the results' models write it, for what is written too often to go through a model."""

import datetime as dt
from collections.abc import Iterable
from json.encoder import encode_basestring as quoted
from typing import Final

from practice_check.timeline.days import FIRST_YEAR, LAST_YEAR, as_date

__all__ = ["date", "listed", "quoted", "text"]

#: The days of the calendar, whose JSON is kept once it was written.
_FIRST: Final = dt.date(FIRST_YEAR, 1, 1).toordinal()
_MANY: Final = dt.date(LAST_YEAR, 12, 31).toordinal() - _FIRST + 1
_DATES: Final = [""] * _MANY


def text(value: str | None) -> str:
    return "null" if value is None else quoted(value)


def listed(values: Iterable[str]) -> str:
    return f"[{','.join([quoted(value) for value in values])}]"


def date(day: int) -> str:
    """A day number as a date; null for NEVER."""
    place = day - _FIRST
    if place < 0 or place >= _MANY:
        return _written(day)
    found = _DATES[place]
    if not found:
        found = _DATES[place] = _written(day)
    return found


def _written(day: int) -> str:
    found = as_date(day)
    return "null" if found is None else f'"{found.isoformat()}"'
