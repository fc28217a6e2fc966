"""Openings when the value of a period changes."""

import itertools

from practice_check.occasions.occasion import Opening
from practice_check.occasions.opens import Around, Opener, Opens, about
from practice_check.rulebook import model as m
from practice_check.timeline.truth import UNKNOWN
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.wanting import Want, of_span, period_out_of_sight


class Change(Opens):
    """When a period's value changes."""

    __slots__ = ("_period",)

    def __init__(self, number: int, opens: m.OpensChange) -> None:
        super().__init__(number)
        self._period = opens.change_of

    def openings(self, opener: Opener, _around: Around) -> list[Opening]:
        found: list[Opening] = []
        period = self._period
        word = opener.reading.periods.word(period)
        spans = opener.reading.periods.spans(period)
        start = opener.case.start or 0
        for before, span in itertools.pairwise(spans):
            was, now = getattr(before.row, word.value or ""), getattr(span.row, word.value or "")
            if span.start <= start or span.start > opener.last_day or (was == now and was is not None):
                continue
            truth = min(before.truth, span.truth) if was is not None and now is not None else UNKNOWN
            unsure = [each for each in (before, span) if truth is UNKNOWN]
            change = Opening(
                span.start,
                period,
                truth,
                span.row,
                noun=f"change of {word.noun}",
                key=span.row.row_id or str(span.place),
                about=about(span.row),
                wants=tuple(want for each in unsure for want in of_span(each, word, opener.reading)),
            )
            found.append(change)
        return found

    def blind(self, opener: Opener, _around: Around) -> tuple[str, ...]:
        periods = opener.reading.periods
        hidden = periods.blind(self._period, opener.first_seen, opener.last_day)
        return (periods.word(self._period).noun,) if hidden else ()

    def wants(self, opener: Opener, _around: Around) -> tuple[Want, ...]:
        found = period_out_of_sight(self._period, opener.reading, opener.first_seen, opener.last_day)
        return tuple(dict.fromkeys(found))

    def none_says(self, reading: Reading) -> str:
        return f"no change of {reading.periods.word(self._period).noun} is recorded"
