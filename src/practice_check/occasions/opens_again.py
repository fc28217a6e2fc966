"""Openings again and again while a condition holds, and windows one after the other."""

from typing import Final

from practice_check.occasions.clock import Clock
from practice_check.occasions.occasion import Opening
from practice_check.occasions.opens import Around, Opener, Opens
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Length
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.vocabulary.conditions import node_of
from practice_check.vocabulary.words import Words

_WINDOW: Final = Opening(0, "window", noun="start of the period", key="window")
_UNSURE_WINDOW: Final = Opening(0, "window", UNKNOWN, noun="start of the period", key="window")


class Again(Opens):
    """Again and again while a condition holds. Its openings hang on the rule's clock and evidence as well."""

    __slots__ = ("_every", "_from_evidence", "_while")

    def __init__(self, number: int, opens: m.OpensEvery, words: Words) -> None:
        self._while = node_of(opens.while_, words)
        super().__init__(number, self._while, shared=False)
        self._every: Length = opens.every
        self._from_evidence = opens.counted_from == "evidence"

    def openings(self, opener: Opener, around: Around) -> list[Opening]:
        starts = opener.case.starts
        found: list[Opening] = []
        for stretch in opener.condition_stretches(self._while):
            if stretch.truth is FALSE:
                continue
            cuts = [stretch.start]
            if stretch.truth is TRUE:
                cuts += [start.day for start in starts if stretch.start < start.day <= stretch.end]
            for place, first in enumerate(cuts):
                following = cuts[place + 1] if place + 1 < len(cuts) else stretch.end + 1
                ends = following if following <= opener.last_day else NEVER
                if self._from_evidence:
                    days = around.evidence_days(first, following - 1)
                    found += self._after_each(opener, first, days, stretch.truth, ends=ends)
                else:
                    like = _WINDOW if stretch.truth is TRUE else _UNSURE_WINDOW
                    found += windows(opener, first, following - 1, self._every, like, ends=ends, clock=around.clock)
        return found

    def _after_each(self, opener: Opener, first: int, days: list[int], truth: Truth, *, ends: int) -> list[Opening]:
        every, resolve = self._every, opener.reading.resolve
        noun, length = "day on which this came to apply", resolve.duration(every, first)
        found = [Opening(first, "every", truth, ends=ends, noun=noun, key="first", every=length)]
        for day in days:
            length = resolve.duration(every, day)
            again = Opening(
                day, "every", truth, ends=ends, counts_from=day + 1, noun="last one", key="again", every=length
            )
            found.append(again)
        return found


def windows(
    opener: Opener, first: int, last: int, every: Length, like: Opening, *, ends: int, clock: Clock
) -> list[Opening]:
    """Windows of an opening's duty, one after the other from ``first``; one cut short by ``ends`` is none."""
    found: list[Opening] = []
    day = first
    while day <= last:
        following, unknown = clock.due(day, opener.reading.resolve.duration(every, day))
        due = following - 1 if following < NEVER else NEVER
        if ends <= due:
            break
        truth = UNKNOWN if unknown and like.truth is TRUE else like.truth
        wants = clock.wants if unknown else like.wants
        found.append(like.window(day, due, truth, ends=ends, wants=wants))
        if due >= NEVER:
            break
        day = due + 1
    return found
