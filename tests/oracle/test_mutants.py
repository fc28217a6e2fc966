"""Each listed fault of the checker shows in the comparison within its number of cases; without a fault none shows."""

from functools import cache

import pytest

from practice_check.engine import Engine

from .comparing import Full, compare, make
from .mutants import MUTANTS, Mutant

#: Which answers of the checker are not the oracle's.
Shown = set[tuple[int, int, str, tuple[Full, ...]]]


@cache
def _engine() -> Engine:
    return Engine()


def shown(seed: int) -> Shown:
    found = compare(make(seed), _engine()).differences
    return {(seed, each.event_number, each.rule, tuple(each.checker)) for each in found}


@cache
def shown_without(seed: int) -> Shown:
    return shown(seed)


def first_seed(mutant: Mutant) -> int | None:
    """The first seed at which the fault shows."""
    for seed in range(mutant.within):
        without = shown_without(seed)
        with pytest.MonkeyPatch.context() as patch:
            mutant.apply(patch)
            if shown(seed) - without:
                return seed
    return None


def test_enough_faults_are_listed() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 15


def test_without_a_fault_nothing_shows() -> None:
    seeds = range(max(mutant.within for mutant in MUTANTS))
    assert not [shown_without(seed) for seed in seeds if shown_without(seed)]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_fault_shows(mutant: Mutant) -> None:
    assert first_seed(mutant) is not None, f"in {mutant.within} cases the comparison did not notice: {mutant.name}"
