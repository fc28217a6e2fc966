"""The order of a situation's days, which is all that the rules ask of them.

The rules of ``truth.py`` compare days with days and tallies with the number needed, and do no arithmetic. So two
situations whose days come in the same order have the same outcome, whatever the calendar says, and one need only be
decided once. A day is replaced by its place among the situation's own four days (first to count, due, as-of, end):
1, 3, 5, 7 for the days themselves from the earliest, even numbers for what lies before, between and after them.

Entries that fall in one place are one entry. Every rule that reads an entry asks that its tally be the number needed
or more: an entry below it is left out, and of the others only the place is kept. A tally of at most is replaced by 0,
1 or 2: below, at or above the number needed, which becomes 1. The rule that reads what is not relevant reads nothing
else of it. Nothing is decided here.

A situation in order is written as one whole number, by which it is remembered. From the lowest bit: the four flags; the
ranks, 0 to 3, of first to count, due, as-of and end, two bits each; then a bit for each of the nine places in which
there is an entry, or the tally of at most.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from practice_check.engine.situation import Situation

#: What is not relevant, in order.
IRRELEVANT = 0

_RELEVANT, _EXCEPTED, _DEPARTED, _AT_MOST = 1, 2, 4, 8
_COUNTS_FROM, _DUE, _AS_OF, _ENDS, _HELD = 4, 6, 8, 10, 12
_PLACES = 9


class Frame:
    """The days and flags that the relevant situations of one occasion have in common, in calendar days."""

    __slots__ = ("_base", "_days", "as_of", "counts_from", "departed", "due", "ends", "excepted")

    def __init__(self, counts_from: int, due: int, as_of: int, ends: int, *, excepted: bool, departed: bool) -> None:
        self.counts_from = counts_from
        self.due = due
        self.as_of = as_of
        self.ends = ends
        self.excepted = excepted
        self.departed = departed
        days = sorted({counts_from, due, as_of, ends})
        rank = days.index
        self._days = days
        self._base = (
            _RELEVANT
            | (_EXCEPTED if excepted else 0)
            | (_DEPARTED if departed else 0)
            | rank(counts_from) << _COUNTS_FROM
            | rank(due) << _DUE
            | rank(as_of) << _AS_OF
            | rank(ends) << _ENDS
        )

    def wanted(self, days: Iterable[int]) -> int:
        """In order, with the days of the entries with which there are as many as needed, or more."""
        if not days:
            return self._base
        own = self._days
        places = 0
        for day in days:
            places |= 1 << (bisect_left(own, day) + bisect_right(own, day))
        return self._base | places << _HELD

    def at_most(self, tally: int, needed: int) -> int:
        """In order, where no more than ``needed`` are allowed."""
        return self._base | _AT_MOST | ((tally >= needed) + (tally > needed)) << _HELD


def order_of(situation: Situation) -> int:
    """The situation in order, as a number. Situations that differ in no place have the same."""
    s = situation
    if not s.relevant:
        return IRRELEVANT
    frame = Frame(s.counts_from, s.due, s.as_of, s.ends, excepted=s.excepted, departed=s.departed)
    if s.at_most:
        return frame.at_most(s.evidence[0][1], s.needed)
    return frame.wanted(day for day, tally in s.evidence if tally >= s.needed)


def situation_of(order: int) -> Situation:
    """The situation that the number stands for, with places in place of days."""
    at_most = bool(order & _AT_MOST)
    held = order >> _HELD
    evidence = ((0, held),) if at_most else tuple((place, 1) for place in range(_PLACES) if held >> place & 1)
    counts_from, due, as_of, ends = (2 * (order >> shift & 3) + 1 for shift in (_COUNTS_FROM, _DUE, _AS_OF, _ENDS))
    return Situation(
        relevant=bool(order & _RELEVANT),
        excepted=bool(order & _EXCEPTED),
        counts_from=counts_from,
        due=due,
        as_of=as_of,
        ends=ends,
        needed=1,
        at_most=at_most,
        evidence=evidence,
        departed=bool(order & _DEPARTED),
    )


def in_order(situation: Situation) -> Situation:
    """The situation with each day and tally replaced by its place."""
    return situation_of(order_of(situation))
