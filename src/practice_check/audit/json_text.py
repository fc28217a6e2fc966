"""JSON as the results' models write it, for what is written too often to go through a model."""

from collections.abc import Iterable
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from practice_check.timeline.days import as_date

__all__ = ["date", "listed", "quoted", "text"]

#: Days whose JSON is kept: more than lie in the life of anybody.
_DAYS = 1 << 16


def text(value: str | None) -> str:
    return "null" if value is None else quoted(value)


def listed(values: Iterable[str]) -> str:
    return f"[{','.join([quoted(value) for value in values])}]"


@lru_cache(_DAYS)
def date(day: int) -> str:
    """A day number as a date; null for NEVER."""
    found = as_date(day)
    return "null" if found is None else f'"{found.isoformat()}"'
