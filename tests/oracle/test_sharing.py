"""The smallest and the greatest share and run, against every way of filling the blanks of some few entries."""

from itertools import product

from practice_check.occasions.share import Member, longest_runs, too_many
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth

#: There or not, and of the part or not: all that an entry can be.
ENTRIES = tuple(Member(there, of_part) for there in (TRUE, UNKNOWN) for of_part in (TRUE, UNKNOWN, FALSE))
BOUNDS = tuple(product((0, 33, 33.4, 50, 66.7, 100), (0, 1, 2, 3, 4)))


def _values(truth: Truth) -> tuple[bool, ...]:
    return {TRUE: (True,), FALSE: (False,), UNKNOWN: (True, False)}[truth]


def filled(members: tuple[Member, ...]) -> list[list[bool]]:
    """Every way: for each entry that is there, whether it is of the part."""
    ways = product(*(list(product(_values(each.there), _values(each.of_part))) for each in members))
    return [[of_part for there, of_part in way if there] for way in ways]


def longest(way: list[bool]) -> int:
    return max(len(run) for run in "".join("x" if of_part else " " for of_part in way).split(" "))


def test_the_share_is_too_great_in_none_in_some_or_in_every_way() -> None:
    for number in range(5):
        for members in product(ENTRIES, repeat=number):
            ways = filled(members)
            counts = {(len(way), sum(way)) for way in ways}
            for in_a_hundred, base in BOUNDS:
                beyond = {whole >= base and 100 * part > in_a_hundred * whole for whole, part in counts}
                least, greatest = too_many(members, in_a_hundred, base)
                assert {least > 0, greatest > 0} == beyond, (members, in_a_hundred, base)
            runs = {longest(way) for way in ways}
            assert longest_runs(members) == (min(runs), max(runs)), members
