"""The conditions that look at periods, at the case itself and at what opens an occasion."""

from practice_check.records.model import Row
from practice_check.rulebook.conditions import CaseIs, Only, OpenerIs, OthersOpen, PeriodIs, Remaining
from practice_check.timeline.case import ordinal
from practice_check.timeline.days import add, last_day_reaching
from practice_check.timeline.truth import UNKNOWN, Truth, of
from practice_check.vocabulary.nodes import Node, changes_of
from practice_check.vocabulary.reading import Reading
from practice_check.vocabulary.tests import tests_of


class PeriodNode(Node):
    """Some row of the period is open on the day and its value passes."""

    __slots__ = ("_period", "_tests")

    def __init__(self, number: int, model: PeriodIs, column: str) -> None:
        super().__init__(number, model, by_opener=False, by_day=True)
        self._period = model.period
        self._tests = tests_of({} if model.value is None else {column: model.value})

    def judged(self, reading: Reading, day: int, _opener: Row | None) -> Truth:
        return reading.periods.passes(self._period, self._tests, day)

    def turning(self, reading: Reading) -> set[int]:
        turns = reading.periods.turns(self._period)
        return turns | changes_of(self._tests, reading) if self._tests.parameters else turns


class OnlyNode(Node):
    """Every open row of the period has one of the values, and there is at least one row."""

    __slots__ = ("_among", "_period")

    def __init__(self, number: int, model: Only) -> None:
        super().__init__(number, model, by_opener=False, by_day=True)
        self._period = model.only
        self._among = tuple(model.among)

    def judged(self, reading: Reading, day: int, _opener: Row | None) -> Truth:
        return reading.periods.all_among(self._period, self._among, day)

    def turning(self, reading: Reading) -> set[int]:
        return reading.periods.turns(self._period)


class OthersOpenNode(Node):
    """Another row of the period than the opener is open on the day."""

    __slots__ = ("_period",)

    def __init__(self, number: int, model: OthersOpen) -> None:
        super().__init__(number, model, by_opener=True, by_day=True)
        self._period = model.others_open

    def judged(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        return reading.periods.another_open(self._period, opener, day)

    def turning(self, reading: Reading) -> set[int]:
        return reading.periods.turns(self._period)


class CaseNode(Node):
    """The case itself passes."""

    __slots__ = ("_tests",)

    def __init__(self, number: int, model: CaseIs) -> None:
        tests = tests_of(model.case)
        super().__init__(number, model, by_opener=tests.by_opener, by_day=tests.by_day)
        self._tests = tests

    def judged(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        return self._tests.passes(reading.case.record, opener, day, reading.resolve)

    def turning(self, reading: Reading) -> set[int]:
        return changes_of(self._tests, reading)


class OpenerNode(Node):
    """What opens the occasion passes."""

    __slots__ = ("_tests",)

    def __init__(self, number: int, model: OpenerIs) -> None:
        tests = tests_of(model.opener)
        super().__init__(number, model, by_opener=True, by_day=tests.by_day)
        self._tests = tests

    def judged(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        return UNKNOWN if opener is None else self._tests.passes(opener, opener, day, reading.resolve)

    def turning(self, _reading: Reading) -> set[int]:
        return set()


class RemainingNode(Node):
    """At least so much of the order is left on the day."""

    __slots__ = ("_length",)

    def __init__(self, number: int, model: Remaining) -> None:
        super().__init__(number, model, by_opener=False, by_day=True)
        self._length = model.remaining

    def judged(self, reading: Reading, day: int, _opener: Row | None) -> Truth:
        end = ordinal(reading.case.record.end_date)
        return UNKNOWN if end is None else of(add(day, reading.resolve.duration(self._length, day)) <= end)

    def turning(self, reading: Reading) -> set[int]:
        end = ordinal(reading.case.record.end_date)
        if end is None:
            return set()
        lengths, changes = reading.resolve.durations(self._length)
        return {*changes, *[last_day_reaching(end, length) + 1 for length in lengths]}
