"""Openings again and again while a condition holds, and windows one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from practice_check.occasions.clock import Clock
from practice_check.occasions.occasion import Opening
from practice_check.occasions.opens import Around, Opener, Opens
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Length
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE, UNKNOWN, Truth

_WINDOW = Opening(0, "window", noun="start of the period", key="window")


class Again(Opens):
    """Again and again while a condition holds. Its openings hang on the rule's clock and evidence as well."""

    __slots__ = ("_opens",)

    def __init__(self, number: int, opens: m.OpensEvery) -> None:
        super().__init__(number, opens.while_, shared=False)
        self._opens = opens

    def openings(self, opener: Opener, around: Around) -> list[Opening]:
        return list(self._found(opener, around))

    def _found(self, opener: Opener, around: Around) -> Iterator[Opening]:
        opens = self._opens
        starts = sorted(start.day for start in opener.case.starts)
        for stretch in opener.condition_stretches(opens.while_):
            if stretch.truth is FALSE:
                continue
            cuts = [stretch.start, *(day for day in starts if stretch.start < day <= stretch.end)]
            if stretch.truth is UNKNOWN:
                cuts = [stretch.start]
            for first, following in zip(cuts, [*cuts[1:], stretch.end + 1], strict=True):
                ended = following <= opener.last_day
                ends = following if ended else NEVER
                if opens.counted_from == "evidence":
                    days = around.evidence_days(first, following - 1)
                    yield from self._from_evidence(opener, first, days, ends, stretch.truth)
                else:
                    like = replace(_WINDOW, truth=stretch.truth)
                    yield from windows(opener, first, following - 1, opens.every, like, ends=ends, clock=around.clock)

    def _from_evidence(
        self, opener: Opener, first: int, days: Sequence[int], ends: int, truth: Truth
    ) -> Iterator[Opening]:
        every = self._opens.every
        noun = "day on which this came to apply"
        length = opener.reading.resolve.duration(every, first)
        yield Opening(first, "every", truth, ends=ends, noun=noun, key="first", every=length)
        for day in days:
            yield Opening(
                day,
                "every",
                truth,
                ends=ends,
                counts_from=day + 1,
                noun="last one",
                key="again",
                every=opener.reading.resolve.duration(every, day),
            )


def windows(
    opener: Opener, first: int, last: int, every: Length, like: Opening, *, ends: int, clock: Clock
) -> Iterator[Opening]:
    """Windows one after the other from ``first``; one cut short by ``ends`` is none."""
    day = first
    while day <= last:
        following, unknown = clock.due(day, opener.reading.resolve.duration(every, day))
        due = following - 1 if following < NEVER else NEVER
        if ends <= due:
            return
        truth = UNKNOWN if unknown else like.truth
        wants = clock.wants if unknown else like.wants
        yield replace(like, day=day, due=due, truth=min(truth, like.truth), ends=ends, wants=wants)
        if due >= NEVER:
            return
        day = due + 1
