"""Tests of a field of a row, three-valued."""

import datetime as dt
from collections.abc import Mapping

from practice_check.records.model import Row
from practice_check.rulebook.model import By, Compare, Test
from practice_check.timeline.days import add
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth, of
from practice_check.vocabulary.resolve import Resolve


def _blank(value: object) -> bool:
    return value is None or value in ("", [])


def _same(value: object, wanted: object) -> bool:
    if isinstance(value, list):
        return wanted in value
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return bool(value == wanted)


class FieldTests:
    """Tests rows. ``day``: as on which parameters stand; None: the as-of date."""

    def __init__(self, resolve: Resolve, as_of: int) -> None:
        self._resolve = resolve
        self._as_of = as_of

    def passes(self, row: Row, tests: Mapping[str, Test], opener: Row | None = None, day: int | None = None) -> Truth:
        """The least of the tests."""
        least = TRUE
        for name, test in tests.items():
            found = self.field_passes(row, name, test, opener, day)
            if found is FALSE:
                return FALSE
            least = min(least, found)
        return least

    def field_passes(self, row: Row, name: str, test: Test, opener: Row | None = None, day: int | None = None) -> Truth:
        if not row.given(name):
            return UNKNOWN
        value = getattr(row, name)
        if test in ("recorded", "not_recorded"):
            return of(_blank(value) == (test == "not_recorded"))
        if isinstance(test, Compare):
            return self._compares(row, value, test, self._as_of if day is None else day)
        if _blank(value):
            return UNKNOWN
        if isinstance(test, str) and test.startswith("opener."):
            return _equals_opener(value, test.removeprefix("opener."), opener)
        if isinstance(test, list):
            return of(any(_same(value, wanted) for wanted in test))
        return of(_same(value, test))

    def _compares(self, row: Row, value: object, test: Compare, day: int) -> Truth:
        if isinstance(test.is_not, Compare):
            return self._compares(row, value, test.is_not, day).turned
        if test.not_recorded_as is not None:
            return of(_blank(value) or not _any_same(value, test.not_recorded_as))
        if _blank(value):
            return UNKNOWN
        if test.is_not is not None:
            return of(not _any_same(value, test.is_not))
        if test.contains is not None:
            return of(str(test.contains).casefold() in str(value).casefold())
        if test.by is not None or test.after is not None:
            return self._of_two_dates(row, value, test, day)
        assert isinstance(value, int | float)
        if test.at_least is not None:
            return of(value >= self._resolve.number(test.at_least, day))
        assert test.at_most is not None
        return of(value <= self._resolve.number(test.at_most, day))

    def _of_two_dates(self, row: Row, value: object, test: Compare, day: int) -> Truth:
        name = test.after if test.by is None else test.by.field
        other = getattr(row, name or "") if row.given(name or "") else None
        if other is None:
            return UNKNOWN
        assert isinstance(value, dt.date) and isinstance(other, dt.date)
        if test.by is None:
            return of(value > other)
        return of(value.toordinal() <= self._last_day(other, test.by, day))

    def _last_day(self, other: dt.date, by: By, day: int) -> int:
        return add(other.toordinal(), self._resolve.duration(by.within, day))


def _any_same(value: object, wanted: object) -> bool:
    return any(_same(value, each) for each in (wanted if isinstance(wanted, list) else [wanted]))


def _equals_opener(value: object, name: str, opener: Row | None) -> Truth:
    if opener is None or not opener.given(name):
        return UNKNOWN
    wanted = getattr(opener, name)
    return UNKNOWN if _blank(wanted) else of(_same(value, wanted))
