"""A share of entries, with its blanks filled so that it is as small and as great as it can be.

| an entry is there / of the part | smallest | greatest |
|---|---|---|
| yes / yes | there, of it | there, of it |
| yes / unknown | there, not of it | there, of it |
| yes / no | there, not of it | there, not of it |
| unknown / yes | left out | there, of it |
| unknown / unknown | there, not of it | there, of it |
| unknown / no | there, not of it | left out, but where it takes more to be counted at all |
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from practice_check.timeline.truth import FALSE, TRUE, Truth


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of the whole: whether it is there, and if so whether it is of the part as well."""

    there: Truth
    of_part: Truth


def too_many(members: Sequence[Member], in_a_hundred: float, base: float) -> tuple[int, int]:
    """By how many the part is too great, at least and at most; fewer than ``base`` members are never too many."""
    least = surely_too_many(Counter((each.there, each.of_part) for each in members), in_a_hundred, base)
    surely = sum(each.there is TRUE for each in members)
    possible = sum(each.of_part is not FALSE for each in members)
    whole = surely + sum(each.there is not TRUE and each.of_part is not FALSE for each in members)
    whole += sum(whole + more < base for more in range(len(members) - whole))
    return least, _beyond(possible, whole, in_a_hundred) if whole >= base else 0


def surely_too_many(counts: Mapping[tuple[Truth, Truth], int], in_a_hundred: float, base: float) -> int:
    """By how many the part is too great at least; ``counts``: of members, by whether they are there and of the part."""
    surely = sum(count for (there, _), count in counts.items() if there is TRUE)
    maybe_not = sum(count for (there, of_part), count in counts.items() if there is not TRUE and of_part is not TRUE)
    both_sure = counts.get((TRUE, TRUE), 0)
    return _beyond(both_sure, surely + maybe_not, in_a_hundred) if surely >= base else 0


def longest_runs(members: Iterable[Member]) -> tuple[int, int]:
    """The greatest number of the part in a row, at least and at most. ``members`` are in order."""
    least = least_now = greatest = greatest_now = 0
    for each in members:
        if each.of_part is not TRUE:
            least_now = 0
        elif each.there is TRUE:
            least_now += 1
        if each.of_part is not FALSE:
            greatest_now += 1
        elif each.there is TRUE:
            greatest_now = 0
        least, greatest = max(least, least_now), max(greatest, greatest_now)
    return least, greatest


def _beyond(part: int, whole: int, in_a_hundred: float) -> int:
    """How many of the part there are beyond its share of the whole."""
    if 100 * part <= in_a_hundred * whole:
        return 0
    return max(1, part - int(in_a_hundred * whole // 100))
