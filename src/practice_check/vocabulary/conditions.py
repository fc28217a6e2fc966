"""What a condition comes to on a day (docs/rule-language.md, section 5), and why."""

from dataclasses import dataclass

from practice_check.records.model import Row
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration, Length
from practice_check.timeline.case import CaseInTime, ordinal
from practice_check.timeline.days import add, subtract
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth, of
from practice_check.vocabulary.entries import Entries
from practice_check.vocabulary.model import Vocabulary
from practice_check.vocabulary.periods import Periods
from practice_check.vocabulary.resolve import Resolve
from practice_check.vocabulary.tests import FieldTests


@dataclass(frozen=True)
class Reading:
    """Everything that reads one case: built once, shared by all rules."""

    case: CaseInTime
    vocabulary: Vocabulary
    tests: FieldTests
    entries: Entries
    periods: Periods
    resolve: Resolve

    @classmethod
    def of(cls, case: CaseInTime, vocabulary: Vocabulary, resolve: Resolve) -> "Reading":
        tests = FieldTests(resolve, case.as_of)
        return cls(case, vocabulary, tests, Entries(case, vocabulary, tests), Periods(case, vocabulary, tests), resolve)


class Conditions:
    """Judges conditions on a day of one case."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._memo: dict[tuple[str, int], Truth] = {}

    def holds(self, condition: m.ConditionForm, day: int, opener: Row | None = None) -> Truth:
        match condition:
            case m.All():
                return self._all(condition, day, opener)
            case m.AnyOf():
                return max(self.holds(part, day, opener) for part in condition.any)
            case m.Not():
                return self.holds(condition.not_, day, opener).turned
            case m.Named():
                return self._named(condition.name, day, opener)
            case _:
                return self._leaf(condition, day, opener)

    def _all(self, condition: m.All, day: int, opener: Row | None) -> Truth:
        least = TRUE
        for part in condition.all:
            least = min(least, self.holds(part, day, opener))
            if least is FALSE:
                break
        return least

    def _named(self, name: str, day: int, opener: Row | None) -> Truth:
        key = (name, day)
        if opener is None and key in self._memo:
            return self._memo[key]
        truth = self.holds(self.reading.vocabulary.conditions[name], day, opener)
        if opener is None:
            self._memo[key] = truth
        return truth

    def _leaf(self, condition: m.ConditionForm, day: int, opener: Row | None) -> Truth:
        reading = self.reading
        match condition:
            case m.Has():
                return self._has(condition, day, opener)
            case m.PeriodIs():
                return reading.periods.passes(condition.period, condition.value, day)
            case m.CaseIs():
                return reading.tests.passes(reading.case.record, condition.case, opener, day)
            case m.OpenerIs():
                return UNKNOWN if opener is None else reading.tests.passes(opener, condition.opener, opener, day)
            case m.LatestIs():
                return self._latest(condition, day, opener)
            case m.Only():
                return reading.periods.all_among(condition.only, list(condition.among), day)
            case m.OthersOpen():
                return reading.periods.another_open(condition.others_open, opener, day)
            case m.Remaining():
                end = ordinal(reading.case.record.end_date)
                return UNKNOWN if end is None else of(add(day, self._length(condition.remaining, day)) <= end)
            case m.PlanNames():
                return self._plan_names(condition, day, opener)
            case _:
                raise TypeError(f"not a condition: {condition!r}")

    def _length(self, length: Length, day: int) -> Duration:
        return self.reading.resolve.duration(length, day)

    def _has(self, condition: m.Has, day: int, opener: Row | None) -> Truth:
        first, blind_from = self.window(condition, day)
        best = FALSE
        for found in self.reading.entries.of(condition.has, opener, day):
            if first <= found.day <= day:
                best = max(best, found.truth)
        if best is FALSE and self.reading.entries.blind(condition.has.entry, blind_from, day):
            return UNKNOWN
        return best

    def window(self, condition: m.Has, day: int) -> tuple[int, int]:
        """The first day that counts, and the first on which being blind matters."""
        first = 0
        if condition.within is not None:
            first = subtract(day, self._length(condition.within, day))
        if condition.since_start:
            first = max([first, *(start.day for start in self.reading.case.starts if start.day <= day)])
        return first, first or self.reading.case.begin

    def _latest(self, condition: m.LatestIs, day: int, opener: Row | None) -> Truth:
        entries = self.reading.entries
        found = [each for each in entries.of(condition.latest, opener, day) if each.day <= day]
        if not found:
            blind = entries.blind(condition.latest.entry, self.reading.case.begin, day)
            return UNKNOWN if blind or condition.none == "unknown" else FALSE
        last = found[-1]
        if last.truth is UNKNOWN or entries.blind(condition.latest.entry, last.day, day):
            return UNKNOWN
        return self.reading.tests.passes(last.row, condition.tests, opener, day)

    def _plan_names(self, condition: m.PlanNames, day: int, opener: Row | None) -> Truth:
        entries = self.reading.entries
        if entries.absent_tables(condition.plan_names):
            return UNKNOWN
        plans = [each for each in entries.of_word(condition.plan_names) if each.truth is TRUE and each.day <= day]
        if not plans:
            return FALSE
        row = plans[-1].row
        if not row.given(condition.field):
            return UNKNOWN
        named = getattr(row, condition.field) or []
        if not named or opener is None or "kind" not in type(opener).model_fields:
            return FALSE
        kind = dict(opener)["kind"]
        return UNKNOWN if kind is None else of(kind in named)
