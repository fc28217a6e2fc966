"""What a period word finds in a case: its rows, which of them are open on a day, and what its value is."""

from bisect import bisect_right
from typing import Final

from practice_check.records.model import Row
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.vocabulary.forms import PeriodForm
from practice_check.vocabulary.model import PeriodWord
from practice_check.vocabulary.resolve import Resolve
from practice_check.vocabulary.sight import Sight, sight_of
from practice_check.vocabulary.tests import RowTests
from practice_check.vocabulary.words import Words


class Span:
    """A row of a period: it covers ``start`` and not ``end``. ``truth``: whether it is of this period at all.

    ``end_given`` False: the export did not say whether it has ended. ``open_truth``: whether it is open on a day that
    it covers. Never changed.
    """

    __slots__ = ("end", "end_given", "open_truth", "place", "row", "start", "truth")

    def __init__(self, start: int, end: int, place: int, row: Row, *, truth: Truth, end_given: bool) -> None:
        self.start = start
        self.end = end
        self.place = place
        self.row = row
        self.truth = truth
        self.end_given = end_given
        self.open_truth = UNKNOWN if truth is TRUE and not end_given else truth

    def open_on(self, day: int) -> bool:
        return self.start <= day < self.end


class _Read:
    """A period of one case: its rows in order of start, and those that are open from each day on which that changes."""

    __slots__ = ("_days", "_open", "form", "sight", "spans", "turns")

    def __init__(self, form: PeriodForm, spans: list[Span], sight: Sight) -> None:
        self.form = form
        self.spans = spans
        self.sight = sight
        #: The days on which some row begins or ends, or on which rows come into sight or go out of it.
        self.turns: set[int] = set()
        for span in spans:
            self.turns.add(span.start)
            self.turns.add(span.end)
        self._days = sorted(self.turns)
        self._open = [[span for span in spans if span.open_on(day)] for day in self._days]
        self.turns.add(sight.first)
        self.turns.add(sight.last + 1)

    def open_on(self, day: int) -> list[Span]:
        place = bisect_right(self._days, day)
        return self._open[place - 1] if place else _NONE


class Periods:
    """The periods of one case by word. Each word is read once. The lists given are shared: nobody changes them."""

    __slots__ = ("_case", "_read_periods", "_resolve", "_words")

    def __init__(self, case: CaseInTime, words: Words, resolve: Resolve) -> None:
        self._case = case
        self._words = words
        self._resolve = resolve
        self._read_periods: dict[str, _Read] = {}

    def word(self, name: str) -> PeriodWord:
        return self._words.period(name).word

    def spans(self, name: str) -> list[Span]:
        """The rows of the period in order of start."""
        return self._period(name).spans

    def open_on(self, name: str, day: int) -> list[Span]:
        return self._period(name).open_on(day)

    def turns(self, name: str) -> set[int]:
        """The days on which some row begins or ends, or on which rows come into sight or go out of it."""
        return self._period(name).turns

    def sight(self, name: str) -> Sight:
        """On which days rows of the period can be seen."""
        return self._period(name).sight

    def blind(self, name: str, start: int, end: int) -> bool:
        return self._period(name).sight.blind(start, end)

    def undated(self, name: str) -> bool:
        """Whether some row's start was not given, so that it may be open on any day."""
        return self._period(name).sight.undated

    def passes(self, name: str, tests: RowTests, day: int) -> Truth:
        """Whether a row open on the day passes tests of its value; without any, whether any row is open."""
        period = self._period(name)
        form, spans = period.form, period.open_on(day)
        blind = period.sight.blind(day, day)
        if form.rank and tests.parts:
            return UNKNOWN if blind else self._highest_passes(form, spans, tests, day)
        best = FALSE
        for span in spans:
            of_value = tests.passes(span.row, None, day, self._resolve)
            if of_value is TRUE and span.open_truth is TRUE:
                return TRUE
            if of_value is not FALSE:  # a span is never surely closed
                best = UNKNOWN
        if blind or (form.always and not spans):
            return UNKNOWN
        return best

    def _highest_passes(self, form: PeriodForm, spans: list[Span], tests: RowTests, day: int) -> Truth:
        if not spans:
            return UNKNOWN if form.always else FALSE
        highest, rank = spans[0], -1
        for span in spans:
            value = getattr(span.row, form.value)
            if span.open_truth is not TRUE or value is None:
                return UNKNOWN
            if form.rank[value] > rank:
                highest, rank = span, form.rank[value]
        return tests.passes(highest.row, None, day, self._resolve)

    def all_among(self, name: str, values: tuple[object, ...], day: int) -> Truth:
        """Whether at least one row is open and all open ones have one of the values."""
        period = self._period(name)
        if period.sight.blind(day, day):
            return UNKNOWN
        spans = period.open_on(day)
        least = TRUE if spans else FALSE
        for span in spans:
            value = getattr(span.row, period.form.value)
            if value is None or span.open_truth is UNKNOWN:
                least = UNKNOWN
            elif value not in values:
                return FALSE
        return least

    def another_open(self, name: str, opener: Row | None, day: int) -> Truth:
        best = FALSE
        for span in self.open_on(name, day):
            if span.row is opener:
                continue
            if span.open_truth is TRUE:
                return TRUE
            best = UNKNOWN
        return UNKNOWN if self.blind(name, day, day) else best

    def _period(self, name: str) -> _Read:
        found = self._read_periods.get(name)
        if found is None:
            form = self._words.period(name)
            sight = sight_of(self._case, [(form.table, (form.start,))])
            found = self._read_periods[name] = _Read(form, self._spans(form), sight)
        return found

    def _spans(self, form: PeriodForm) -> list[Span]:
        table = self._case.table(form.table)
        if not table.rows:
            return _NONE
        starts, ends = table.columns.days(form.start), table.columns.days(form.end)
        spans = []
        for place, row in enumerate(table.rows):
            start, end = starts[place], ends[place]
            if start is None:
                continue
            truth = form.tests.passes(row, None, self._case.as_of, self._resolve)
            if truth is FALSE:
                continue
            given = end is not None or form.end in row.__pydantic_fields_set__
            spans.append(Span(start, NEVER if end is None else end, place, row, truth=truth, end_given=given))
        spans.sort(key=_start)
        return spans


#: No rows: shared as all lists of them are.
_NONE: Final[list[Span]] = []


def _start(span: Span) -> int:
    return span.start
