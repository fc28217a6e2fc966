"""Draws a sample that anybody can draw again: in proportion, and by a hash of the CRN and the seed.

Places are shared out characteristic by characteristic: first among the groups of the first one, then within each among
those of the second, and so on. A group gets the whole number below or above its exact share; the seed decides which, so
that in the long run it gets its share and no case is without a chance. (Largest remainder would leave out the cases of
small groups whatever the seed.) Within the last groups cases rank by a hash. Of ``DRAWS`` such draws the one is kept
whose numbers are nearest to the exact shares in every characteristic, so that those that stand last are kept to too.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from practice_check.sampling.population import Placing

DRAWS = 200
_HASH_BYTES = 16


def draw(cases: Sequence[Placing], size: int, by: Sequence[str], seed: int) -> list[Placing]:
    """So many of the cases, or all if there are no more, in the order of their keys.

    The order of ``cases`` makes no difference, and neither do cases that are not among them.
    """
    ordered = sorted(cases, key=lambda case: case.key)
    if size >= len(ordered):
        return ordered
    drawn = [_one(ordered, size, by, f"{seed}/{number}") for number in range(DRAWS)]
    nearest = min(drawn, key=lambda sample: _distance(ordered, sample, by))
    return sorted(nearest, key=lambda case: case.key)


def some_of(cases: Sequence[Placing], size: int, seed: int) -> list[Placing]:
    """So many of the sampled cases, for a second assessor: by hash alone, in the order of their keys."""
    ranked = sorted(cases, key=lambda case: rank(f"{case.crn}/{case.event_number}", f"{seed}/second"))
    return sorted(ranked[:size], key=lambda case: case.key)


def apportion(sizes: Mapping[str, int], places: int, key: str) -> dict[str, int]:
    """Places shared out among groups in proportion to their sizes; at most as many as there are cases.

    They add up, and each group gets the whole number just below or above its exact share (systematic rounding from a
    point that the key decides).
    """
    whole = sum(sizes.values())
    point = Fraction(int.from_bytes(rank("point", key)), 2 ** (8 * _HASH_BYTES))
    given: dict[str, int] = {}
    reached = point
    for name in sorted(sizes, key=lambda name: rank(name, key)):
        further = reached + Fraction(places * sizes[name], whole)
        given[name] = int(further) - int(reached)
        reached = further
    return given


def rank(text: str, key: str) -> bytes:
    """Where a text stands in an order that depends on the key alone."""
    return hashlib.blake2b(text.encode(), key=hashlib.sha256(key.encode()).digest(), digest_size=_HASH_BYTES).digest()


def _one(cases: Sequence[Placing], size: int, by: Sequence[str], key: str) -> list[Placing]:
    if not by:
        return sorted(cases, key=lambda case: rank(f"{case.crn}/{case.event_number}", key))[:size]
    groups: dict[str, list[Placing]] = {}
    for case in cases:
        groups.setdefault(case.features[by[0]], []).append(case)
    given = apportion({name: len(group) for name, group in groups.items()}, size, key)
    return [
        case
        for name, group in groups.items()
        if given[name]
        for case in _one(group, given[name], by[1:], f"{key}/{name}")
    ]


def _distance(population: Sequence[Placing], sample: Sequence[Placing], by: Sequence[str]) -> Fraction:
    """How far the sample's numbers are from the exact shares, squared and added up over every group."""
    fraction = Fraction(len(sample), len(population))
    far = Fraction(0)
    for feature in by:
        drawn = Counter(case.features[feature] for case in sample)
        for name, size in Counter(case.features[feature] for case in population).items():
            far += (drawn[name] - size * fraction) ** 2
    return far
