"""Tests of a field of a row, three-valued. Each is read once, from the rulebook, and then put to row after row."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from practice_check.records.model import Row
from practice_check.rulebook.model import By, Compare, Test, innermost
from practice_check.rulebook.values import Number, ParameterName
from practice_check.timeline.days import add
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth, of, opposite
from practice_check.vocabulary.resolve import Resolve

_OPENER: Final = "opener."


def blank(value: object) -> bool:
    if isinstance(value, str):
        return value == ""
    if isinstance(value, list):
        return not value
    return value is None


def _same(value: object, wanted: object) -> bool:
    if isinstance(value, list):
        return wanted in value
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return bool(value == wanted)


class FieldTest:
    """One test of one field. None stands in a row for what is blank, and for what it was not given.

    ``by_opener``, ``by_day``: what it comes to may depend on the opener, or on the day (as on which parameters stand).
    ``keys``: the codes of which the field has to hold one, where the test is just that.
    """

    __slots__ = ("by_day", "by_opener", "field", "keys")

    def __init__(
        self, field: str, *, by_opener: bool = False, by_day: bool = False, keys: frozenset[str] | None = None
    ) -> None:
        self.field = field
        self.by_opener = by_opener
        self.by_day = by_day
        self.keys = keys

    def passes(self, row: Row, opener: Row | None, day: int, resolve: Resolve) -> Truth:
        """``day``: as on which parameters stand."""
        raise NotImplementedError


class _OfValue(FieldTest):
    """A test of what stands in the field, and of nothing else."""

    __slots__ = ()

    def passes(self, row: Row, _opener: Row | None, _day: int, _resolve: Resolve) -> Truth:
        value = getattr(row, self.field, None)
        if value is None and self.field not in row.__pydantic_fields_set__:
            return UNKNOWN
        return self.of(value)

    def of(self, value: object) -> Truth:
        raise NotImplementedError


class _Recorded(_OfValue):
    __slots__ = ()

    def of(self, value: object) -> Truth:
        return FALSE if blank(value) else TRUE


class _NotRecorded(_OfValue):
    __slots__ = ()

    def of(self, value: object) -> Truth:
        return TRUE if blank(value) else FALSE


class _OneOf(FieldTest):
    """One of several values; ``_codes`` where all of them are texts, which is what nearly every test is."""

    __slots__ = ("_codes", "_wanted")

    def __init__(self, field: str, wanted: Sequence[object]) -> None:
        codes = _codes(wanted)
        super().__init__(field, keys=codes)
        self._wanted = tuple(wanted)
        self._codes = codes

    def passes(self, row: Row, _opener: Row | None, _day: int, _resolve: Resolve) -> Truth:
        value, codes = getattr(row, self.field, None), self._codes
        if codes is not None and isinstance(value, str):
            return TRUE if value in codes else FALSE if value else UNKNOWN
        if blank(value):
            return UNKNOWN
        return TRUE if _is_one_of(value, codes, self._wanted) else FALSE


class _NoneOf(_OfValue):
    """None of several values. ``_of_blank``: what a blank comes to."""

    __slots__ = ("_codes", "_of_blank", "_wanted")

    def __init__(self, field: str, wanted: Sequence[object], of_blank: Truth) -> None:
        super().__init__(field)
        self._wanted = tuple(wanted)
        self._codes = _codes(wanted)
        self._of_blank = of_blank

    def of(self, value: object) -> Truth:
        codes = self._codes
        if codes is not None and isinstance(value, str) and value:
            return FALSE if value in codes else TRUE
        if blank(value):
            return self._of_blank
        return FALSE if _is_one_of(value, codes, self._wanted) else TRUE


class _LikeOpener(FieldTest):
    """The same as stands in a field of the opener."""

    __slots__ = ("_of_opener",)

    def __init__(self, field: str, of_opener: str) -> None:
        super().__init__(field, by_opener=True)
        self._of_opener = of_opener

    def passes(self, row: Row, opener: Row | None, _day: int, _resolve: Resolve) -> Truth:
        value = getattr(row, self.field, None)
        if blank(value) or opener is None:
            return UNKNOWN
        wanted = getattr(opener, self._of_opener, None)
        return UNKNOWN if blank(wanted) else of(_same(value, wanted))


class _Contains(_OfValue):
    __slots__ = ("_text",)

    def __init__(self, field: str, text: str) -> None:
        super().__init__(field)
        self._text = text.casefold()

    def of(self, value: object) -> Truth:
        return UNKNOWN if blank(value) else of(self._text in str(value).casefold())


class _Bounded(FieldTest):
    """A number that is at least, or at most, another."""

    __slots__ = ("_bound", "_least")

    def __init__(self, field: str, bound: Number, *, least: bool) -> None:
        super().__init__(field, by_day=isinstance(bound, ParameterName))
        self._bound = bound
        self._least = least

    def passes(self, row: Row, _opener: Row | None, day: int, resolve: Resolve) -> Truth:
        value = getattr(row, self.field, None)
        if blank(value):
            return UNKNOWN
        assert isinstance(value, int | float)
        bound = resolve.number(self._bound, day)
        return of(value >= bound if self._least else value <= bound)


class _After(FieldTest):
    """A date that is later than another of the same row."""

    __slots__ = ("_other",)

    def __init__(self, field: str, other: str) -> None:
        super().__init__(field)
        self._other = other

    def passes(self, row: Row, _opener: Row | None, _day: int, _resolve: Resolve) -> Truth:
        value, other = getattr(row, self.field, None), getattr(row, self._other, None)
        if blank(value) or other is None:
            return UNKNOWN
        assert isinstance(value, dt.date)
        assert isinstance(other, dt.date)
        return of(value > other)


class _NoLaterThan(FieldTest):
    """A date that is so long after another of the same row, at the latest."""

    __slots__ = ("_by",)

    def __init__(self, field: str, by: By) -> None:
        super().__init__(field, by_day=isinstance(by.within, ParameterName))
        self._by = by

    def passes(self, row: Row, _opener: Row | None, day: int, resolve: Resolve) -> Truth:
        value, other = getattr(row, self.field, None), getattr(row, self._by.field, None)
        if blank(value) or other is None:
            return UNKNOWN
        assert isinstance(value, dt.date)
        assert isinstance(other, dt.date)
        return of(value.toordinal() <= self.last_day(other, day, resolve))

    def last_day(self, other: dt.date, day: int, resolve: Resolve) -> int:
        return add(other.toordinal(), resolve.duration(self._by.within, day))


class _Turned(FieldTest):
    """A comparison the other way round."""

    __slots__ = ("_inner",)

    def __init__(self, inner: FieldTest) -> None:
        super().__init__(inner.field, by_opener=inner.by_opener, by_day=inner.by_day)
        self._inner = inner

    def passes(self, row: Row, opener: Row | None, day: int, resolve: Resolve) -> Truth:
        return opposite(self._inner.passes(row, opener, day, resolve))


class RowTests:
    """The tests of a row, of which each has to pass.

    ``parameters``: those that some test names.
    """

    __slots__ = ("by_day", "by_opener", "parameters", "parts")

    def __init__(self, parts: Sequence[FieldTest], parameters: Sequence[ParameterName] = ()) -> None:
        self.parts = tuple(parts)
        self.by_opener = any(part.by_opener for part in parts)
        self.by_day = any(part.by_day for part in parts)
        self.parameters = tuple(parameters)

    def passes(self, row: Row, opener: Row | None, day: int, resolve: Resolve) -> Truth:
        """The least of the tests."""
        least = TRUE
        for part in self.parts:
            found = part.passes(row, opener, day, resolve)
            if found is FALSE:
                return FALSE
            if found is UNKNOWN:
                least = UNKNOWN
        return least

    def part(self, *, moving: bool) -> "RowTests | None":
        """The tests that depend on the opener or the day, or those that do not; None where there are none."""
        parts = [part for part in self.parts if (part.by_opener or part.by_day) is moving]
        return RowTests(parts, self.parameters if moving else ()) if parts else None


class Sieve:
    """Tests of the rows of a table, to be put only to those that may pass.

    ``column``, ``codes``: the column that has to hold one of some codes, by which such rows are found; no codes where
    no test asks for any. ``others``: the tests besides that one, None where there are none.
    """

    __slots__ = ("codes", "column", "others", "tests")

    def __init__(self, tests: RowTests) -> None:
        key = next((part for part in tests.parts if part.keys is not None), None)
        others = [part for part in tests.parts if part is not key]
        self.tests: RowTests | None = tests
        self.column = key.field if key else ""
        self.codes: tuple[str, ...] = tuple(sorted((key.keys if key else None) or ()))
        self.others = RowTests(others) if others else None


def tests_of(tests: Mapping[str, Test]) -> RowTests:
    return RowTests([test_of(name, test) for name, test in tests.items()], parameters_in(tests.values()))


def test_of(field: str, test: Test) -> FieldTest:
    """A test as it stands in the rulebook, made ready."""
    if isinstance(test, Compare):
        return _comparison(field, test)
    if isinstance(test, list):
        return _OneOf(field, test)
    if test == "recorded":
        return _Recorded(field)
    if test == "not_recorded":
        return _NotRecorded(field)
    if isinstance(test, str) and test.startswith(_OPENER):
        return _LikeOpener(field, test.removeprefix(_OPENER))
    return _OneOf(field, [test])


def _comparison(field: str, test: Compare) -> FieldTest:
    if isinstance(test.is_not, Compare):
        return _Turned(_comparison(field, test.is_not))
    if test.not_recorded_as is not None:
        return _NoneOf(field, _listed(test.not_recorded_as), TRUE)
    if test.is_not is not None:
        return _NoneOf(field, _listed(test.is_not), UNKNOWN)
    if test.contains is not None:
        return _Contains(field, str(test.contains))
    if test.by is not None:
        return _NoLaterThan(field, test.by)
    if test.after is not None:
        return _After(field, test.after)
    if test.at_least is not None:
        return _Bounded(field, test.at_least, least=True)
    assert test.at_most is not None
    return _Bounded(field, test.at_most, least=False)


def parameters_in(tests: Iterable[object]) -> list[ParameterName]:
    """The parameters that some of the tests name."""
    comparisons = [innermost(test) for test in tests if isinstance(test, Compare)]
    values = [
        value for each in comparisons for value in (each.at_least, each.at_most, each.by.within if each.by else None)
    ]
    return [value for value in values if isinstance(value, ParameterName)]


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _codes(wanted: Sequence[object]) -> frozenset[str] | None:
    codes = [each for each in wanted if isinstance(each, str)]
    return frozenset(codes) if len(codes) == len(wanted) else None


def _is_one_of(value: object, codes: frozenset[str] | None, wanted: Sequence[object]) -> bool:
    if codes is None:
        return any(_same(value, each) for each in wanted)
    return not codes.isdisjoint(value) if isinstance(value, list) else value in codes


class FieldTests:
    """Tests rows of one case. ``day``: as on which parameters stand; None: the as-of date."""

    __slots__ = ("_as_of", "_resolve")

    def __init__(self, resolve: Resolve, as_of: int) -> None:
        self._resolve = resolve
        self._as_of = as_of

    def passes(self, row: Row, tests: RowTests, opener: Row | None = None, day: int | None = None) -> Truth:
        """The least of the tests."""
        return tests.passes(row, opener, self._as_of if day is None else day, self._resolve)

    def field_passes(self, row: Row, name: str, test: Test, opener: Row | None = None, day: int | None = None) -> Truth:
        """One test. More than a text is made ready for this once: hold on to ``test_of`` where it is asked often."""
        ready = _of_text(name, test) if isinstance(test, str) else test_of(name, test)
        return ready.passes(row, opener, self._as_of if day is None else day, self._resolve)


@lru_cache(maxsize=1024)
def _of_text(field: str, test: str) -> FieldTest:
    return test_of(field, test)
