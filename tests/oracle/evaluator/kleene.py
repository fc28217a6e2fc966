"""Section 3 of docs/rule-language.md: three values (``None`` is unknown), and tests of the fields of a row."""

import datetime as dt
from collections.abc import Iterable

from practice_check.records.model import Row
from practice_check.rulebook import model as m
from practice_check.rulebook.parameters import Parameters

from .days import after, as_length, as_number

Truth = bool | None
#: The parameters, and the day as on which they stand.
Numbers = tuple[Parameters, int]


def all_of(truths: Iterable[Truth]) -> Truth:
    seen = list(truths)
    if any(truth is False for truth in seen):
        return False
    return None if any(truth is None for truth in seen) else True


def any_of(truths: Iterable[Truth]) -> Truth:
    seen = list(truths)
    if any(truth is True for truth in seen):
        return True
    return None if any(truth is None for truth in seen) else False


def negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


def value_of(row: Row, field: str) -> object:
    value = getattr(row, field)
    return value.isoformat() if isinstance(value, dt.date) else value


def is_blank(row: Row, field: str) -> bool:
    value = getattr(row, field)
    return value is None or value in ("", [])


def _one_of(value: object, wanted: object) -> bool:
    values = value if isinstance(value, list) else [value]
    wants = wanted if isinstance(wanted, list) else [wanted]
    return any(one == want for one in values for want in wants)


def _compare(test: m.Compare, value: object, parameters: Parameters, day: int) -> bool:
    if test.at_least is not None:
        assert isinstance(value, int | float)
        return value >= as_number(test.at_least, parameters, day)
    if test.at_most is not None:
        assert isinstance(value, int | float)
        return value <= as_number(test.at_most, parameters, day)
    if test.contains is not None:
        return str(test.contains).lower() in str(value).lower()
    return not _one_of(value, test.is_not if test.not_recorded_as is None else test.not_recorded_as)


def _two_dates(row: Row, one: str, other: str) -> tuple[int, int] | None:
    """The days of two date fields of a row, where both are known."""
    values = [getattr(row, field) if row.given(field) else None for field in (one, other)]
    days = [value.toordinal() for value in values if isinstance(value, dt.date)]
    return (days[0], days[1]) if len(days) == len(values) else None


def passes(row: Row, field: str, test: m.Test, opener: Row | None, numbers: Numbers) -> Truth:
    """One test of one field."""
    if not row.given(field):
        return None
    if isinstance(test, m.Compare) and isinstance(test.is_not, m.Compare):
        return negated(passes(row, field, test.is_not, opener, numbers))
    blank = is_blank(row, field)
    if test in ("recorded", "not_recorded"):
        return blank is (test == "not_recorded")
    if isinstance(test, m.Compare) and test.not_recorded_as is not None and blank:
        return True
    if blank:
        return None
    if isinstance(test, m.Compare) and test.by is not None:
        dates = _two_dates(row, field, test.by.field)
        return None if dates is None else dates[0] <= after(dates[1], as_length(test.by.within, *numbers))
    if isinstance(test, m.Compare) and test.after is not None:
        dates = _two_dates(row, field, test.after)
        return None if dates is None else dates[1] < dates[0]
    value = value_of(row, field)
    if isinstance(test, m.Compare):
        return _compare(test, value, *numbers)
    if isinstance(test, str) and test.startswith("opener."):
        return same(row, field, opener, test.removeprefix("opener."))
    return _one_of(value, test)


def same(row: Row, field: str, opener: Row | None, opener_field: str) -> Truth:
    """Whether a field equals one of the opener's row."""
    if not row.given(field) or is_blank(row, field):
        return None
    if opener is None or not opener.given(opener_field) or is_blank(opener, opener_field):
        return None
    return value_of(row, field) == value_of(opener, opener_field)


def tests_pass(row: Row, tests: m.Tests, opener: Row | None, numbers: Numbers) -> Truth:
    return all_of(passes(row, field, test, opener, numbers) for field, test in tests.items())
