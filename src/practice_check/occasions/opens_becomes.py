"""Openings when a condition comes to hold."""

from collections.abc import Iterator

from practice_check.occasions.occasion import Opening
from practice_check.occasions.opens import START_NOUNS, Around, Opener, Opens
from practice_check.rulebook import model as m
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE, UNKNOWN


class Becomes(Opens):
    """When a condition comes to hold."""

    __slots__ = ("_condition",)

    def __init__(self, number: int, opens: m.OpensBecomes) -> None:
        super().__init__(number, opens.becomes)
        self._condition = opens.becomes

    def openings(self, opener: Opener, _around: Around) -> list[Opening]:
        return list(self._found(opener))

    def _found(self, opener: Opener) -> Iterator[Opening]:
        starts = {start.day: start.kind for start in opener.case.starts}
        for stretch in opener.condition_stretches(self._condition):
            if stretch.truth is FALSE:
                continue
            ends = stretch.end + 1 if stretch.end < opener.last_day else NEVER
            known_to = stretch.end if stretch.tail is None else stretch.tail - 1
            days = {stretch.start, *(day for day in starts if stretch.start < day <= known_to)}
            if stretch.truth is UNKNOWN:
                days = {stretch.start}
            for day in sorted(days):
                kind = starts.get(day, "becomes")
                noun = START_NOUNS[starts[day]] if day in starts else "day on which this came to apply"
                yield Opening(day, kind, stretch.truth, ends=ends, noun=noun, key=kind)
