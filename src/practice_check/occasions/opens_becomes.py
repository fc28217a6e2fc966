"""Openings when a condition comes to hold."""

from practice_check.occasions.occasion import Opening
from practice_check.occasions.opens import START_NOUNS, Around, Opener, Opens
from practice_check.rulebook import model as m
from practice_check.timeline.case import Start
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE, TRUE, Truth
from practice_check.vocabulary.conditions import node_of
from practice_check.vocabulary.words import Words


class Becomes(Opens):
    """When a condition comes to hold."""

    __slots__ = ("_node",)

    def __init__(self, number: int, opens: m.OpensBecomes, words: Words) -> None:
        self._node = node_of(opens.becomes, words)
        super().__init__(number, self._node)

    def openings(self, opener: Opener, _around: Around) -> list[Opening]:
        starts = opener.case.starts
        found: list[Opening] = []
        for stretch in opener.condition_stretches(self._node):
            if stretch.truth is FALSE:
                continue
            ends = stretch.end + 1 if stretch.end < opener.last_day else NEVER
            known_to = stretch.end if stretch.tail is None else stretch.tail - 1
            first: Start | None = None
            further: list[Start] = []
            for start in starts:
                if start.day == stretch.start:
                    first = start
                elif stretch.start < start.day <= known_to and stretch.truth is TRUE:
                    further.append(start)
            if first is None:
                noun = "day on which this came to apply"
                found.append(Opening(stretch.start, "becomes", stretch.truth, ends=ends, noun=noun, key="becomes"))
            else:
                found.append(_at_start(first, stretch.truth, ends))
            for start in further:
                found.append(_at_start(start, stretch.truth, ends))
        return found


def _at_start(start: Start, truth: Truth, ends: int) -> Opening:
    return Opening(start.day, start.kind, truth, ends=ends, noun=START_NOUNS[start.kind], key=start.kind)
