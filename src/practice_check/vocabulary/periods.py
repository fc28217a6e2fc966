"""What a period word finds in a case: its rows, which of them are open on a day, and what its value is."""

import datetime as dt
from dataclasses import dataclass

from practice_check.records.model import Row
from practice_check.rulebook.model import Test
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.vocabulary.model import PeriodWord, Vocabulary
from practice_check.vocabulary.tests import FieldTests


@dataclass(frozen=True, slots=True)
class Span:
    """A row of a period: it covers ``start`` and not ``end``. ``truth``: whether it is of this period at all.

    ``end_given`` False: the export did not say whether it has ended.
    """

    start: int
    end: int
    place: int
    row: Row
    truth: Truth
    end_given: bool = True

    @property
    def open_truth(self) -> Truth:
        """Whether it is open on a day that it covers."""
        return self.truth if self.end_given else min(self.truth, UNKNOWN)

    def open_on(self, day: int) -> bool:
        return self.start <= day < self.end


class Periods:
    """The periods of one case by word. Each word is read once."""

    def __init__(self, case: CaseInTime, vocabulary: Vocabulary, tests: FieldTests) -> None:
        self._case = case
        self._vocabulary = vocabulary
        self._tests = tests
        self._spans: dict[str, list[Span]] = {}

    def word(self, name: str) -> PeriodWord:
        return self._vocabulary.periods[name]

    def spans(self, name: str) -> list[Span]:
        """The rows of the period in order of start."""
        found = self._spans.get(name)
        if found is None:
            found = self._spans[name] = self._read(self.word(name))
        return found

    def open_on(self, name: str, day: int) -> list[Span]:
        return [span for span in self.spans(name) if span.open_on(day)]

    def blind(self, name: str, start: int, end: int) -> bool:
        return start <= end and (self.undated(name) or self._case.table(self.word(name).table).blind(start, end))

    def undated(self, name: str) -> bool:
        """Whether some row's start was not given, so that it may be open on any day."""
        word = self.word(name)
        return any(not row.given(word.start) for row in self._case.rows(word.table))

    def passes(self, name: str, test: Test | None, day: int) -> Truth:
        """Whether a row open on the day has a value that passes; without a test, whether any row is open."""
        word = self.word(name)
        spans = self.open_on(name, day)
        blind = self.blind(name, day, day)
        if word.order and test is not None:
            return UNKNOWN if blind else self._highest_passes(word, spans, test, day)
        best = FALSE
        for span in spans:
            of_value = TRUE if test is None else self._tests.field_passes(span.row, word.value or "", test, day=day)
            best = max(best, min(span.open_truth, of_value))
        if best is TRUE:
            return TRUE
        if blind or (word.always and not spans):
            return UNKNOWN
        return best

    def _highest_passes(self, word: PeriodWord, spans: list[Span], test: Test, day: int) -> Truth:
        column = word.value or ""
        if not spans:
            return UNKNOWN if word.always else FALSE
        if any(span.open_truth is not TRUE or getattr(span.row, column) is None for span in spans):
            return UNKNOWN
        order = word.order or []
        highest = max(spans, key=lambda span: order.index(getattr(span.row, column)))
        return self._tests.field_passes(highest.row, column, test, day=day)

    def all_among(self, name: str, values: list[object], day: int) -> Truth:
        """Whether at least one row is open and all open ones have one of the values."""
        word = self.word(name)
        if self.blind(name, day, day):
            return UNKNOWN
        spans = self.open_on(name, day)
        least = TRUE if spans else FALSE
        for span in spans:
            value = getattr(span.row, word.value or "")
            of_value = UNKNOWN if value is None or span.open_truth is UNKNOWN else (TRUE if value in values else FALSE)
            least = min(least, of_value)
        return least

    def another_open(self, name: str, opener: Row | None, day: int) -> Truth:
        spans = [span for span in self.open_on(name, day) if span.row is not opener]
        best = max((span.open_truth for span in spans), default=FALSE)
        return best if best is TRUE or not self.blind(name, day, day) else UNKNOWN

    def _read(self, word: PeriodWord) -> list[Span]:
        spans = []
        for place, row in enumerate(self._case.rows(word.table)):
            start = getattr(row, word.start)
            truth = self._tests.passes(row, word.where)
            if not isinstance(start, dt.date) or truth is FALSE:
                continue
            end = getattr(row, word.end)
            last = end.toordinal() if end else NEVER
            spans.append(Span(start.toordinal(), last, place, row, truth, row.given(word.end)))
        return sorted(spans, key=lambda span: (span.start, span.place))
