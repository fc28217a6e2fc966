"""The draw: in proportion, reproducible, and open to every case."""

import random
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_check.rulebook import Rulebook
from practice_check.sampling import USUAL, Placing
from practice_check.sampling.draw import apportion, draw, some_of
from tests.sampling.people import case, export_of, mixed, population


@pytest.fixture(scope="module")
def cases(rulebook: Rulebook) -> list[Placing]:
    return population(rulebook, export_of(*map(mixed, range(1, 181)))).eligible


@given(
    sizes=st.dictionaries(st.text(max_size=5), st.integers(1, 60), min_size=1, max_size=12),
    part=st.floats(0, 1),
    key=st.text(max_size=5),
)
def test_places_add_up_and_no_group_is_a_place_away_from_its_share(
    sizes: dict[str, int], part: float, key: str
) -> None:
    whole = sum(sizes.values())
    places = round(part * whole)
    given_places = apportion(sizes, places, key)
    assert sum(given_places.values()) == places
    for name, size in sizes.items():
        assert abs(given_places[name] - Fraction(places * size, whole)) < 1
        assert 0 <= given_places[name] <= size


def test_in_the_long_run_every_group_gets_its_share() -> None:
    sizes = {"a": 53, "b": 27, "c": 17, "d": 3}
    times = Counter(name for key in range(2000) for name, n in apportion(sizes, 10, str(key)).items() for _ in range(n))
    for name, size in sizes.items():
        assert times[name] / 2000 == pytest.approx(size / 10, abs=0.05)


def test_an_exact_share_is_given_exactly() -> None:
    assert apportion({"a": 50, "b": 30, "c": 20}, 10, "any") == {"a": 5, "b": 3, "c": 2}


@settings(max_examples=15, deadline=None)
@given(size=st.integers(1, 190), seed=st.integers(0, 10**6))
def test_a_sample_has_its_size_and_each_case_once(cases: list[Placing], size: int, seed: int) -> None:
    drawn = draw(cases, size, USUAL, seed)
    assert len({each.key for each in drawn}) == len(drawn) == min(size, len(cases))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("size", [50, 60, 97])
def test_shares_are_within_a_case_of_the_exact_share(cases: list[Placing], size: int, seed: int) -> None:
    drawn = draw(cases, size, USUAL, seed)
    for feature in USUAL:
        in_sample = Counter(each.features[feature] for each in drawn)
        for group, count in Counter(each.features[feature] for each in cases).items():
            exact = Fraction(size * count, len(cases))
            assert abs(in_sample[group] - exact) <= 1, (feature, group)


def test_the_same_seed_draws_the_same_whatever_the_order_and_whoever_else_is_in_the_export(
    rulebook: Rulebook, cases: list[Placing]
) -> None:
    records = [mixed(number) for number in range(1, 181)]
    records += [case(number, order_type="post_sentence_supervision") for number in range(500, 540)]
    random.Random(4).shuffle(records)
    again = population(rulebook, export_of(*records)).eligible
    assert [each.key for each in draw(again, 60, USUAL, 5)] == [each.key for each in draw(cases, 60, USUAL, 5)]


def test_another_seed_draws_another_sample(cases: list[Placing]) -> None:
    first, second = ({each.key for each in draw(cases, 60, USUAL, seed)} for seed in (1, 2))
    assert 10 < len(first & second) < 40


def test_every_case_can_be_drawn(rulebook: Rulebook) -> None:
    few = population(rulebook, export_of(*map(mixed, range(1, 25)))).eligible
    times = Counter(each.key for seed in range(40) for each in draw(few, 8, USUAL, seed))
    assert len(times) == len(few)


def test_small_groups_share_their_places(rulebook: Rulebook) -> None:
    teams = [case(number, team=f"Team {number}") for number in range(1, 41)]
    drawn = draw(population(rulebook, export_of(*teams)).eligible, 10, ["team"], 1)
    assert len(drawn) == 10


def test_all_are_drawn_where_there_are_no_more(cases: list[Placing]) -> None:
    assert draw(cases, 500, USUAL, 1) == sorted(cases, key=lambda each: each.key)


def test_the_second_assessors_cases_are_some_of_the_sample_and_always_the_same(cases: list[Placing]) -> None:
    drawn = draw(cases, 50, USUAL, 1)
    some = some_of(drawn, 10, 1)
    assert len(some) == 10
    assert set(map(id, some)) <= set(map(id, drawn))
    assert some == some_of(list(reversed(drawn)), 10, 1)
    assert some != some_of(drawn, 10, 2)
