"""The order of a situation's days, which is all that the rules ask of them.

The rules of ``truth.py`` compare days with days and tallies with the number needed, and do no arithmetic. So two
situations whose days come in the same order have the same outcome, whatever the calendar says, and one need only be
decided once. A day is replaced by its place among the situation's own four days (first to count, due, as-of, end):
1, 3, 5, 7 for the days themselves from the earliest, even numbers for what lies before, between and after them. A
tally is replaced by 0, 1 or 2: below, at or above the number needed, which becomes 1.

Entries that fall in one place are one entry. An entry below the number needed is left out: every rule that reads an
entry asks for that number. Nothing is decided here.
"""

from bisect import bisect_left, bisect_right

from practice_check.engine.situation import Situation


def in_order(situation: Situation) -> Situation:
    """The situation with each day and tally replaced by its place. Situations that differ in no place become equal."""
    s = situation
    days = sorted({s.counts_from, s.due, s.as_of, s.ends})
    place = {day: 2 * n + 1 for n, day in enumerate(days)}
    needed = s.needed
    if s.at_most:
        tally = s.evidence[0][1]
        entries = [(0, (tally >= needed) + (tally > needed))]
    else:
        entries = sorted(
            {
                (bisect_left(days, day) + bisect_right(days, day), 1 + (tally > needed))
                for day, tally in s.evidence
                if tally >= needed
            }
        )
    return Situation(
        relevant=s.relevant,
        excepted=s.excepted,
        counts_from=place[s.counts_from],
        due=place[s.due],
        as_of=place[s.as_of],
        ends=place[s.ends],
        needed=1,
        at_most=s.at_most,
        evidence=tuple(entries),
        departed=s.departed,
    )
