"""A finding that rests on another is its consequence where both are open."""

from hypothesis import given, settings
from hypothesis import strategies as st

from practice_check.engine import Engine
from tests.engine.cases import apart

ENGINE = Engine()


def test_both_ends_are_open() -> None:
    assert ENGINE.consequences({1, 2, 4}, [(2, 1), (3, 1), (4, 3), (4, 1)]) == [(2, 1), (4, 1)]


def test_a_chain_and_its_closure() -> None:
    assert ENGINE.consequences([7, 8, 9], [(8, 7), (9, 8), (9, 7)]) == [(8, 7), (9, 7), (9, 8)]


def test_nothing_open_or_nothing_that_rests() -> None:
    assert ENGINE.consequences([], [(2, 1)]) == []
    assert ENGINE.consequences([1, 2], []) == []
    assert ENGINE.consequences([], []) == []


def test_each_pair_comes_once() -> None:
    assert ENGINE.consequences([1, 2, 2, 1], [(2, 1), (2, 1)]) == [(2, 1)]


@given(st.sets(st.integers(-2, 12)), st.lists(st.tuples(st.integers(-2, 12), st.integers(-2, 12)), max_size=60))
@settings(max_examples=400, deadline=None)
def test_agrees_with_brute_force(open_findings: set[int], rests_on: list[tuple[int, int]]) -> None:
    both_open = {pair for pair in rests_on if open_findings.issuperset(pair)}
    assert ENGINE.consequences(open_findings, rests_on) == sorted(both_open)


def test_a_whole_rulebook() -> None:
    pairs = [
        (dependent, root) for dependent in range(1, 301) for root in range(dependent - 1, dependent - 6, -1) if root > 0
    ]
    expected = sorted(pair for pair in pairs if all(end % 3 for end in pair))
    assert ENGINE.consequences([finding for finding in range(1, 301) if finding % 3], pairs) == expected


def test_thousands_of_calls_in_one_process() -> None:
    apart(
        """
        from practice_check.engine import Engine
        engine = Engine()
        for call in range(3000):
            assert engine.consequences([1, 2, 3, call], [(2, 1), (3, 2), (call, 1)][: call % 4]) is not None
        """
    )
