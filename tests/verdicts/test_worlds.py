"""Many blanks in one occasion take no longer to join than few."""

from itertools import product

import pytest

from practice_check.engine import Outcome
from practice_check.timeline.truth import TRUE, UNKNOWN
from practice_check.verdicts.worlds import _ALL_ORDER, _ANY_ORDER, Many, One

DECIDED = [Outcome.MET, Outcome.LATE, Outcome.GAP, Outcome.DUE]


@pytest.mark.parametrize("order", [_ALL_ORDER, _ANY_ORDER])
def test_what_is_joined_part_by_part_is_what_every_way_comes_to(order: tuple[Outcome, ...]) -> None:
    parts = ((One((0, 1)), TRUE), (One((1, 2)), UNKNOWN), (One((3,)), UNKNOWN))
    every_way = product((0, 1), (1, 2, None), (3, None))
    expected = {
        min((DECIDED[place] for place in way if place is not None), key=order.index, default=Outcome.IRRELEVANT)
        for way in every_way
    }
    assert Many(order, parts, Outcome.IRRELEVANT).outcomes(DECIDED) == expected


def test_fifty_parts_of_which_nothing_is_known_are_joined_at_once() -> None:
    parts = tuple((One((0, 1, 2)), UNKNOWN) for _ in range(50))
    found = Many(_ALL_ORDER, parts, Outcome.IRRELEVANT).outcomes(DECIDED)
    assert found == {Outcome.IRRELEVANT, Outcome.MET, Outcome.LATE, Outcome.GAP}
