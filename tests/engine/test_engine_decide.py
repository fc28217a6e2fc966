"""The engine decides as the truth table says, whatever the order, the company and the memory."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_check.engine import NEVER, Engine, EngineFault, Outcome, Situation, deciding, truth
from tests.engine.cases import apart, brute_force, caseload, situations, wanted

PLAIN = Engine(memo=False)
REMEMBERING = Engine()
_PROPERTY = settings(max_examples=400, deadline=None)


@pytest.fixture(params=[True, False], ids=["memo", "no memo"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return Engine(memo=request.param)


@pytest.mark.parametrize(
    ("situation", "outcome"),
    [
        (replace(wanted((15, 1)), relevant=False), Outcome.IRRELEVANT),
        (wanted((10, 1)), Outcome.MET),
        (wanted((20, 1)), Outcome.MET),
        (wanted((9, 1)), Outcome.GAP),
        (wanted((21, 1)), Outcome.LATE),
        (wanted((30, 1)), Outcome.LATE),
        (wanted((31, 1)), Outcome.GAP),
        (wanted((15, 1), needed=2), Outcome.GAP),
        (wanted((15, 1), (16, 2), needed=2), Outcome.MET),
        (wanted((15, 1), (25, 2), needed=2), Outcome.LATE),
        (wanted((15, 1), (25, 2), needed=2, excepted=True), Outcome.EXCEPTED),
        (wanted((15, 1), excepted=True), Outcome.MET),
        (wanted(ends=19), Outcome.CLOSED),
        (wanted(ends=20), Outcome.GAP),
        (wanted((25, 1), ends=19), Outcome.CLOSED),
        (wanted(as_of=20), Outcome.DUE),
        (wanted(as_of=21), Outcome.GAP),
        (wanted(as_of=15, ends=16), Outcome.DUE),
        (wanted(as_of=15, ends=15), Outcome.CLOSED),
        (wanted(as_of=20, ends=20), Outcome.DUE),
        (wanted((18, 1), as_of=15), Outcome.MET),
        (wanted((22, 1), as_of=15), Outcome.DUE),
        (wanted(due=NEVER), Outcome.DUE),
        (wanted(due=NEVER, ends=25), Outcome.CLOSED),
        (replace(wanted((10, 2), needed=2), at_most=True), Outcome.MET),
        (replace(wanted((10, 3), needed=2), at_most=True), Outcome.GAP),
        (replace(wanted((10, 3), needed=2, excepted=True), at_most=True), Outcome.EXCEPTED),
        (replace(wanted((10, 3), needed=2, as_of=20), at_most=True), Outcome.DUE),
        (replace(wanted((10, 3), needed=2, ends=12), at_most=True), Outcome.CLOSED),
        (replace(wanted((10, 0), needed=0), at_most=True), Outcome.MET),
        (wanted(departed=True), Outcome.DEPARTED),
        (wanted(as_of=15, departed=True), Outcome.DEPARTED),
        (wanted(due=NEVER, departed=True), Outcome.DEPARTED),
        (wanted((15, 1), departed=True), Outcome.MET),
        (wanted((25, 1), departed=True), Outcome.LATE),
        (wanted((31, 1), departed=True), Outcome.DEPARTED),
        (wanted(ends=19, departed=True), Outcome.CLOSED),
        (wanted(departed=True, excepted=True), Outcome.EXCEPTED),
        (replace(wanted(departed=True), relevant=False), Outcome.IRRELEVANT),
        (replace(wanted((10, 3), needed=2, departed=True), at_most=True), Outcome.DEPARTED),
        (replace(wanted((10, 3), needed=2, as_of=20, departed=True), at_most=True), Outcome.DEPARTED),
        (replace(wanted((10, 3), needed=2, ends=12, departed=True), at_most=True), Outcome.CLOSED),
        (replace(wanted((10, 2), needed=2, departed=True), at_most=True), Outcome.MET),
    ],
)
def test_each_line_of_the_table_and_its_edges(engine: Engine, situation: Situation, outcome: Outcome) -> None:
    assert engine.decide([situation]) == [outcome]
    assert brute_force(situation) is outcome


@given(st.lists(situations(), min_size=1, max_size=60))
@_PROPERTY
def test_one_session_agrees_with_brute_force(made: list[Situation]) -> None:
    assert PLAIN.decide(made) == [brute_force(situation) for situation in made]


@given(st.lists(situations(), min_size=1, max_size=60))
@_PROPERTY
def test_the_memory_changes_nothing(made: list[Situation]) -> None:
    assert REMEMBERING.decide(made) == PLAIN.decide(made)


@given(st.lists(situations(), min_size=2, max_size=30), st.randoms(use_true_random=False))
@_PROPERTY
def test_the_order_of_situations_and_of_evidence_changes_nothing(made: list[Situation], rand: random.Random) -> None:
    outcomes = dict(zip(made, PLAIN.decide(made), strict=True))
    shuffled = [replace(situation, evidence=tuple(rand.sample(situation.evidence, len(situation.evidence))))
                for situation in made]  # fmt: skip
    places = rand.sample(range(len(made)), len(made))
    assert PLAIN.decide([shuffled[place] for place in places]) == [outcomes[made[place]] for place in places]


@pytest.mark.parametrize("session_facts", [1, 7, 400, 1_000_000])
def test_sessions_of_any_size_agree_with_brute_force(monkeypatch: pytest.MonkeyPatch, session_facts: int) -> None:
    monkeypatch.setattr(deciding, "SESSION_FACTS", session_facts)
    made = caseload(4000, seed=session_facts)
    assert Engine(memo=False).decide(made) == [brute_force(situation) for situation in made]


def test_a_caseload_with_memory_agrees_with_brute_force() -> None:
    made = caseload(30_000, seed=3)
    assert Engine().decide(made) == [brute_force(situation) for situation in made]


def test_nothing_asked_nothing_answered(engine: Engine) -> None:
    assert engine.decide([]) == []


def test_memory_stays_flat_over_five_thousand_cases() -> None:
    grown = apart(
        """
        import resource
        from tests.engine.cases import caseload
        from practice_check.engine import Engine

        engine = Engine(memo=False)
        made = caseload(600, seed=1)
        for case in range(5500):
            engine.decide(made[case % 580 : case % 580 + 20])
            engine.consequences([1, 2, 3], [(2, 1), (3, 1), (5, 1)])
            if case == 500:
                before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / before)
        """
    )
    assert float(grown) < 1.2


def test_engines_that_are_gone_leave_no_memory_behind() -> None:
    grown = apart(
        """
        import resource
        from practice_check.engine import Engine

        for made in range(600):
            Engine().decide([])
            if made == 100:
                before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / before)
        """
    )
    assert float(grown) < 1.2


def test_equal_situations_go_through_the_engine_once(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine()
    later = replace(wanted((115, 1), due=120, as_of=130), counts_from=110)
    asked: list[int] = []
    ask = engine._ask

    def counting(made: Sequence[Situation]) -> list[Outcome]:
        asked.append(len(made))
        return ask(made)

    monkeypatch.setattr(engine, "_ask", counting)
    assert engine.decide([wanted((15, 1)), wanted((15, 1)), later, wanted()]) == [Outcome.MET] * 3 + [Outcome.GAP]
    assert engine.decide([later, wanted()]) == [Outcome.MET, Outcome.GAP]
    assert asked == [2]


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "MEMORY", 50)
    engine = Engine()
    made = caseload(3000, seed=9)
    for start in range(0, 3000, 30):
        part = made[start : start + 30]
        assert engine.decide(part) == [brute_force(situation) for situation in part]
        assert engine._memory is not None
        assert len(engine._memory) <= 50


def test_an_at_most_situation_carries_one_tally() -> None:
    with pytest.raises(ValueError, match="exactly one tally, not 0"):
        replace(wanted(), at_most=True)


def test_a_situation_without_an_outcome_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(truth, "RULES", tuple(rule for rule in truth.RULES if rule.name != "gap"))
    with pytest.raises(EngineFault, match="1 of 2 situations came out as nothing"):
        Engine().decide([wanted(), wanted((15, 1))])


def test_a_situation_with_two_outcomes_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    unguarded = next(rule for rule in truth.RULES if rule.name == "gap")
    monkeypatch.setattr(truth, "RULES", (*truth.RULES, replace(unguarded, name="due_x", facts=unguarded.facts[:1])))
    monkeypatch.setitem(truth._OUTCOMES, "due_x", Outcome.DUE)
    with pytest.raises(EngineFault, match="one situation came out"):
        Engine().decide([wanted()])


def test_a_fault_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine()
    with monkeypatch.context() as patch:
        patch.setattr(engine._situations, "fire", lambda _: [])
        with pytest.raises(EngineFault):
            engine.decide([wanted()])
    assert engine.decide([wanted()]) == [Outcome.GAP]
