"""Tests of a field of a row, three-valued."""

from collections.abc import Callable, Mapping

from practice_check.records.model import Row
from practice_check.rulebook.model import Compare, Test
from practice_check.rulebook.values import ParameterName
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth, of

Number = int | float


def _blank(value: object) -> bool:
    return value is None or value in ("", [])


def _same(value: object, wanted: object) -> bool:
    if isinstance(value, list):
        return wanted in value
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return bool(value == wanted)


class FieldTests:
    """Tests rows; parameters are read through ``number`` as they stood on the day in question."""

    def __init__(self, number: Callable[[str], Number]) -> None:
        self._number = number

    def passes(self, row: Row, tests: Mapping[str, Test], opener: Row | None = None) -> Truth:
        """The least of the tests."""
        least = TRUE
        for name, test in tests.items():
            found = self.field_passes(row, name, test, opener)
            if found is FALSE:
                return FALSE
            least = min(least, found)
        return least

    def field_passes(self, row: Row, name: str, test: Test, opener: Row | None = None) -> Truth:
        if not row.given(name):
            return UNKNOWN
        value = getattr(row, name)
        if test in ("recorded", "not_recorded"):
            return of(_blank(value) == (test == "not_recorded"))
        if isinstance(test, Compare):
            return self._compares(value, test)
        if _blank(value):
            return UNKNOWN
        if isinstance(test, str) and test.startswith("opener."):
            return _equals_opener(value, test.removeprefix("opener."), opener)
        if isinstance(test, list):
            return of(any(_same(value, wanted) for wanted in test))
        return of(_same(value, test))

    def _compares(self, value: object, test: Compare) -> Truth:
        if test.not_recorded_as is not None:
            return of(_blank(value) or not _any_same(value, test.not_recorded_as))
        if _blank(value):
            return UNKNOWN
        if test.is_not is not None:
            return of(not _any_same(value, test.is_not))
        if test.contains is not None:
            return of(str(test.contains).casefold() in str(value).casefold())
        assert isinstance(value, int | float)
        if test.at_least is not None:
            return of(value >= self._limit(test.at_least))
        assert test.at_most is not None
        return of(value <= self._limit(test.at_most))

    def _limit(self, limit: Number | ParameterName) -> Number:
        return self._number(limit.name) if isinstance(limit, ParameterName) else limit


def _any_same(value: object, wanted: object) -> bool:
    return any(_same(value, each) for each in (wanted if isinstance(wanted, list) else [wanted]))


def _equals_opener(value: object, name: str, opener: Row | None) -> Truth:
    if opener is None or not opener.given(name):
        return UNKNOWN
    wanted = getattr(opener, name)
    return UNKNOWN if _blank(wanted) else of(_same(value, wanted))
