"""JSON as the results' models write it, for what is written too often to go through a model."""

from collections.abc import Iterable
from json.encoder import encode_basestring as quoted
from typing import Final

from practice_check.timeline.days import as_date

__all__ = ["date", "listed", "quoted", "text"]

#: Days whose JSON is kept: more than lie in the life of anybody.
_MOST_DAYS: Final = 1 << 16
_DATES: Final[dict[int, str]] = {}


def text(value: str | None) -> str:
    return "null" if value is None else quoted(value)


def listed(values: Iterable[str]) -> str:
    return f"[{','.join([quoted(value) for value in values])}]"


def date(day: int) -> str:
    """A day number as a date; null for NEVER."""
    return _DATES.get(day) or _written(day)


def _written(day: int) -> str:
    if len(_DATES) >= _MOST_DAYS:
        _DATES.clear()
    found = as_date(day)
    written = _DATES[day] = "null" if found is None else f'"{found.isoformat()}"'
    return written
