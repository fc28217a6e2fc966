"""What durable-rules 2.0.28 does that would crash or mislead, and that none of it reaches us.

Numbered as the measurements were. Where the engine alone goes wrong without harm, that is shown too, so that an engine
that no longer does shows itself; where it would crash, only our way runs, in a process of its own.
"""

import datetime as dt
import faulthandler
import inspect
import json
import os
import random
import re
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import durable_rules_engine as durable
import pytest

from practice_check.engine import Engine, EngineFault, Outcome, chains, machine, truth
from practice_check.engine.clauses import ALWAYS, Compare, Fact, Of, Own, Rule, compiled
from practice_check.engine.machine import MAX_FACTS, Form, Machine
from practice_check.workers import Lost, run
from tests.engine.cases import apart, brute_force, caseload, wanted

RULESETS: list[dict[str, Any]] = [json.loads(truth.ruleset()), json.loads(chains.ruleset())]


def raw(rules: dict[str, Any], *batches: list[dict[str, Any]]) -> list[tuple[int, list[dict[str, Any]]]]:
    """What the engine alone answers to batches of facts: its code and its firings."""
    handle = durable.create_ruleset("raw", json.dumps(rules))
    answers = []
    for batch in batches:
        code, state = durable.assert_facts(handle, json.dumps(batch))
        firings = []
        started = durable.start_action_for_state(handle, state)
        firing = started[1] if started else None
        while firing:
            firings.append(json.loads(firing))
            firing = durable.complete_and_start_action(handle, state)
        answers.append((code, firings))
    return answers


def antecedents() -> list[dict[str, Any]]:
    """Every antecedent of every rule as the engine is given it: the list of its comparisons."""
    return [part for rules in RULESETS for rule in rules.values() for part in rule["all"]]


def fired(made: Machine, facts: list[str]) -> list[str]:
    return sorted(machine.held(firing)[0] for firing in made.fire(facts))


def a_rule(*facts: Fact, name: str = "rule") -> Rule:
    return Rule(name, facts)


# ---------------------------------------------------------------- what rules mean


def test_01_an_absence_is_decided_when_all_its_facts_are_read() -> None:
    """Alone, the engine says that there is no review before it has read the review of the same batch."""
    rules = {"r": {"all": [{"change": {"kind": "change"}}, {"review$not": {"kind": "review"}}]}}
    ((_, firings),) = raw(rules, [{"id": 1, "kind": "change"}, {"id": 2, "kind": "review"}])
    assert firings

    made = Machine(truth.ruleset())
    first, occasion = truth.facts(1, wanted((15, 1), (16, 2)))
    assert fired(made, [occasion, *first]) != ["met", "met"]
    for seed in range(20):
        random.Random(seed).shuffle(first)
        assert fired(made, [*first, occasion]) == ["met", "met"]


def test_02_a_fact_that_no_rule_can_match_is_a_fault_and_none_of_ours_is() -> None:
    """Alone, the engine says so and reads on: it says the same where a fact was lost."""
    ((code, firings),) = raw({"r": {"all": [{"a": {"kind": "a"}}]}}, [{"id": 1, "kind": "b"}, {"id": 2, "kind": "a"}])
    assert (code, len(firings)) == (1, 1)

    with pytest.raises(EngineFault, match="did not take every fact"):
        Machine(truth.ruleset()).fire([Form("unknown", ("occ",)).fact(1)])
    first, occasion = truth.facts(1, wanted((5, 1), (15, 0), (99, 9), ends=50))
    for fact in [*first, occasion]:
        Machine(truth.ruleset()).fire([fact])


def test_03_no_rule_has_a_consequent_that_could_fail_unseen() -> None:
    """The public Host swallows what a consequent raises."""
    assert apart(
        """
        import durable.engine
        class Quiet(durable.engine.Host):
            def _run(self): pass
        def fails(c): raise ValueError("unseen")
        host = Quiet({"r": {"r": {"all": [{"a": {"kind": "a"}}], "run": fails}}})
        host.assert_fact("r", {"kind": "a"})
        print("no error")
        """
    ).strip() == "no error"  # fmt: skip
    assert all("run" not in rule for rules in RULESETS for rule in rules.values())
    with pytest.raises(EngineFault, match="no known rule"):
        truth.decided('{"other":{"occasion":{"occ":1,')


def test_04_nothing_runs_behind_our_back() -> None:
    """The public Host starts threads that dispatch rules on their own."""
    counts = apart(
        """
        import threading
        from tests.engine.cases import wanted
        from practice_check.engine import Engine
        Engine().decide([wanted()])
        print(threading.active_count())
        import durable.engine
        durable.engine.Host()
        print(threading.active_count())
        """
    ).split()
    assert counts[0] == "1"
    assert int(counts[1]) > 1


def test_05_days_are_whole_numbers() -> None:
    """Facts are JSON, which has no dates."""
    day = dt.date(2014, 1, 15)
    dated: Any = day
    with pytest.raises(TypeError):
        Engine(memo=False).decide([replace(wanted(), due=dated)])
    assert Engine(memo=False).decide(
        [replace(wanted((day.toordinal(), 1)), counts_from=day.toordinal(), due=day.toordinal() + 14)]
    ) == [Outcome.MET]


def test_06_no_session_meets_another() -> None:
    """Alone, the engine takes two sessions for one whose names share a 32-bit hash."""
    rules = {"r": {"all": [{"a": {"kind": "a"}}, {"b": {"kind": "b"}}]}}
    answers = raw(rules, [{"id": 1, "kind": "a", "sid": "40189"}], [{"id": 2, "kind": "b", "sid": "797186"}])
    assert [len(firings) for _, firings in answers] == [0, 1]

    engine = Engine(memo=False)
    engine.decide([wanted((15, 1))])
    with pytest.raises(durable.error, match="309"):  # there is no such session
        durable.get_state(engine._situations._handle, machine._SESSION)
    assert engine.decide([wanted()]) == [Outcome.GAP]


# ---------------------------------------------------------------- memory safety


def test_07_the_last_comparison_with_an_earlier_fact_is_always_true() -> None:
    """Alone, where the last one is false, the engine reads past the end of its comparisons."""
    compared = [part["$and"] for antecedent in antecedents() for part in antecedent.values() if "$and" in part]
    across = [parts for parts in compared if any(_earlier(part) for part in parts)]
    assert len(across) > 10
    for parts in across:
        ((operator, comparison),) = parts[-1].items()
        assert operator == "$gte"
        assert list(comparison) == [ALWAYS]
        assert list(*[list(earlier.values()) for earlier in comparison.values()]) == [ALWAYS]
    apart(
        """
        import random
        from tests.engine.cases import brute_force, caseload, wanted
        from practice_check.engine import Engine
        engine = Engine(memo=False)
        entries = [wanted((9, 1)), wanted((21, 1)), wanted((31, 1)), wanted((15, 0))]
        false_in_turn = [*entries, wanted(ends=20), wanted(ends=99)]
        for seed in range(300):
            made = caseload(60, seed) + false_in_turn * 3
            random.Random(seed).shuffle(made)
            assert engine.decide(made) == [brute_force(situation) for situation in made]
        """
    )


def _earlier(part: dict[str, Any]) -> bool:
    """Whether a comparison, as the engine is given it, is with an earlier fact."""
    inner = next(iter(part.values()))
    if next(iter(part)).startswith("$"):
        inner = next(iter(inner.values()))
    return isinstance(inner, dict) and "$m" not in inner


def test_08_only_numbers_are_compared_across_facts() -> None:
    """Alone, the engine uses a string after it has freed it."""
    with pytest.raises(EngineFault, match="no fact of the kind 'b' carries a number 'kind'"):
        compiled(
            [a_rule(Fact("a", "a"), Fact("b", "b", (Compare("kind", "==", Of("a", "kind")),)))],
            {"a": ("n",), "b": ("n",)},
        )
    for fields in (truth.CARRIED, chains.CARRIED):
        for kind, names in fields.items():
            values = json.loads("{" + Form(kind, names).fact(*range(len(names))) + "}")
            assert [type(values[name]) for name in names] == [int] * len(names)


def test_09_no_session_is_deleted_with_firings_queued() -> None:
    apart(
        """
        from tests.engine.cases import wanted
        from practice_check.engine import Engine, deciding
        deciding.SESSION_FACTS = 5000
        engine = Engine(memo=False)
        many = [wanted(*((day, 1) for day in range(10, 21)))] * 400
        for _ in range(20):
            assert len(engine.decide(many)) == 400
        """
    )
    made = Machine(truth.ruleset())
    first, occasion = truth.facts(1, wanted(*((day, 1) for day in range(10, 21))))
    assert fired(made, [*first, occasion]) == ["met"] * 11
    assert fired(made, []) == []


def test_10_a_set_of_rules_stays_small() -> None:
    """Alone, the engine crashes at about 255 rules that share a first antecedent."""
    rules = [a_rule(Fact("a", f"a{n % 10}"), name=f"r{n}") for n in range(150)]
    carried = {f"a{n}": ("n",) for n in range(10)}
    assert compiled(rules[:149], carried)
    with pytest.raises(EngineFault, match="151 rules"):
        compiled(rules, carried)


def _deciding_or_dying() -> Callable[[int], Outcome]:
    engine = Engine()

    def work(day: int) -> Outcome:
        if day == 23:
            faulthandler.disable()
            os.kill(os.getpid(), signal.SIGSEGV)
        return engine.decide([wanted((day, 1))])[0]

    return work


def test_11_a_crash_takes_no_other_case_with_it() -> None:
    results = dict(run(range(40), _deciding_or_dying, jobs=2, batch_size=7))
    assert results.pop(23) == Lost(23, "crash", "SIGSEGV")
    assert results == {day: brute_force(wanted((day, 1))) for day in range(40) if day != 23}


def test_12_something_fires_before_every_deletion() -> None:
    """Alone, the engine frees what was never set where nothing has fired."""
    apart(
        """
        from practice_check.engine import truth
        from practice_check.engine.machine import Form, Machine
        dirt = [bytearray(b"\\xff" * size) for size in range(100, 200_000, 997)]
        del dirt
        machines = [Machine(truth.ruleset()) for _ in range(10)]
        entry = Form("entry", truth.CARRIED["entry"]).fact(1, 2, 3)
        for _ in range(100):
            for machine in machines:
                assert machine.fire([entry]) == []
                assert machine.fire([]) == []
        """
    )


# ---------------------------------------------------------------- wrong answers without an error


def test_13_no_rule_says_or() -> None:
    """Alone, an *or* of constants makes the engine drop the comparison after it."""
    either = {"$or": [{"class": 1}, {"class": 2}]}
    review = {"$and": [{"kind": "review"}, either, {"$gte": {"day": {"change": "day"}}}]}
    rules = {"r": {"all": [{"change": {"kind": "change"}}, {"review": review}]}}
    ((_, firings),) = raw(
        rules, [{"id": 1, "kind": "change", "day": 10}, {"id": 2, "kind": "review", "class": 1, "day": 5}]
    )
    assert firings
    assert "$or" not in truth.ruleset() + chains.ruleset()
    assert "$or" not in inspect.getsource(compiled)


@pytest.mark.parametrize(
    "broken", ['"occ":1,"day":Infinity', '"occ":1,"day":1e+300', '"occ":1,"day":', '"occ":1,"day":x']
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_14_a_batch_that_is_not_read_to_its_end_is_a_fault(broken: str, place: int) -> None:
    """Alone, the engine loses the fact and the rest of its batch without an error."""
    rules = {"r": {"all": [{"a": {"kind": "a"}}]}}
    ((code, firings),) = raw(
        rules, [{"id": 1, "kind": "a"}, {"id": 2, "kind": "a", "n": float("inf")}, {"id": 3, "kind": "a"}]
    )
    assert (code, len(firings)) == (0, 1)

    made = Machine(truth.ruleset())
    first, occasion = truth.facts(1, wanted((15, 1)))
    facts = [*first, occasion]
    facts.insert(place, broken + ',"kind":"entry"')
    with pytest.raises(EngineFault, match="did not read the facts to the end"):
        made.fire(facts)
    assert fired(made, [*first, occasion]) == ["met"]


def test_14_nothing_but_whole_numbers_is_written() -> None:
    for value in (float("inf"), float("nan"), 1e300, 2.5, 2.0):
        number: Any = value
        with pytest.raises(TypeError):
            Engine(memo=False).decide([wanted((number, 1))])
    assert re.fullmatch(r'(?:"[a-z_]+":-?\d+,)+"kind":"occasion"', truth.facts(1, wanted())[1])


def _fnv(text: str) -> int:
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def test_15_no_two_facts_of_a_session_share_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alone, the engine drops a fact whose id has the hash of another's, and one of two equal facts without ids."""
    rules = {"r": {"all": [{"a": {"kind": "a"}}]}}
    ((code, firings),) = raw(rules, [{"id": 40_189, "kind": "a"}, {"id": 797_186, "kind": "a"}])
    assert (code, len(firings)) == (2, 1)
    ((code, firings),) = raw(rules, [{"kind": "a"}, {"kind": "a"}])
    assert (code, len(firings)) == (2, 1)

    hashes = {_fnv(str(n)) for n in range(1, MAX_FACTS)} | {_fnv(f"sid-{machine._SESSION}")}
    assert len(hashes) == MAX_FACTS
    made = Machine(truth.ruleset())
    first, occasion = truth.facts(1, wanted((15, 1), (15, 1)))
    assert fired(made, [*first, occasion]) == ["met", "met"]
    monkeypatch.setattr(machine, "MAX_FACTS", 5)
    with pytest.raises(EngineFault, match="3 facts in one session"):
        made.fire([*first, occasion])
    assert fired(made, first) == []


def test_16_every_fact_carries_every_field_as_a_whole_number() -> None:
    """Alone, the engine takes a fact without the field, or with 2.0 for 2, for no evidence, and a null for an error."""
    rules = {
        "r": {
            "all": [
                {"a": {"kind": "a"}},
                {"b": {"$and": [{"kind": "b"}, {"n": {"a": "n"}}, {"$gte": {"z": {"a": "z"}}}]}},
            ]
        }
    }
    ((_, firings),) = raw(
        rules,
        [
            {"id": 1, "kind": "a", "n": 2, "z": 0},
            {"id": 2, "kind": "b", "z": 0},
            {"id": 3, "kind": "b", "n": 2.0, "z": 0},
        ],
    )
    assert firings == []

    with pytest.raises(EngineFault, match="no fact of the kind 'b' carries a number 'm'"):
        compiled(
            [a_rule(Fact("a", "a"), Fact("b", "b", (Compare("m", "<", Of("a", "n")),)))], {"a": ("n",), "b": ("n",)}
        )
    with pytest.raises(EngineFault, match="no fact of the kind 'a' carries a number 'm'"):
        compiled([a_rule(Fact("a", "a", (Compare("n", "<", Own("m")),)))], {"a": ("n",)})
    for value in (None, 2.0, "2"):
        number: Any = value
        with pytest.raises(TypeError):
            Engine(memo=False).decide([wanted((15, number))])
    with pytest.raises(TypeError):
        Form("entry", ("occ", "day", "tally")).fact(1, 2)
    assert Form("entry", ("occ",)).fact(True) == '"occ":1,"kind":"entry"'


def test_17_the_sizes_at_which_the_engine_fails_are_refused() -> None:
    carried = {"a": ("n",), "b": ("n",)}
    tests = tuple(Compare("n", ">=", Of("a", "n")) for _ in range(29))
    assert Machine(compiled([a_rule(Fact("a", "a"), Fact("b", "b", tests[:28]))], carried))
    with pytest.raises(EngineFault, match="29 comparisons"):
        compiled([a_rule(Fact("a", "a"), Fact("b", "b", tests))], carried)

    many = [Fact(f"a{n}", "a") for n in range(17)]
    assert compiled([a_rule(*many[:16])], carried)
    with pytest.raises(EngineFault, match="17 antecedents"):
        compiled([a_rule(*many)], carried)

    rules = [a_rule(Fact("a", "a", (Compare("n", ">=", n),)), name=f"r{n}") for n in range(65)]
    assert len(Machine(compiled(rules[:64], carried)).fire([Form("a", ("n",)).fact(100)])) == 64
    with pytest.raises(EngineFault, match="65 antecedents read 'a'"):
        compiled(rules, carried)


def test_18_counting_costs_a_firing_for_each_entry_at_most() -> None:
    """Tallies are facts: five of thirty is no join of thirty facts with themselves."""
    first, occasion = truth.facts(1, wanted(*((10 + n // 3, n) for n in range(1, 31)), needed=5))
    assert fired(Machine(truth.ruleset()), [*first, occasion]) == ["met"] * 26
    reads = [fact.kind for rule in truth.RULES for fact in rule.facts if not fact.absent]
    assert len(reads) <= 3 * len(truth.RULES)


def test_19_one_fact_fills_two_antecedents_only_where_a_rule_says_so() -> None:
    """Alone, the engine never lets one fact fill two antecedents of a rule, whatever is meant."""
    again = Fact("again", "a", (Compare("n", "==", Of("a", "n")),))
    facts = [Form("a", ("n",)).fact(1)]
    carried = {"a": ("n",)}
    assert fired(Machine(compiled([Rule("once", (Fact("a", "a"), again))], carried)), facts) == []
    assert fired(Machine(compiled([Rule("twice", (Fact("a", "a"), again), repeats=True)], carried)), facts) == ["twice"]
    # No rule of a situation reads two facts of one kind that are there, so that none is evidence of itself.
    for rule in truth.RULES:
        there = [fact.kind for fact in rule.facts if not fact.absent]
        assert len(there) == len(set(there))
    assert Engine().consequences([1], [(1, 1)]) == [(1, 1)]


# ---------------------------------------------------------------- and beside them


def test_a_batch_whose_first_fact_cannot_be_read_is_a_fault() -> None:
    """Alone, the engine then answers with a session that may not exist; our first fact is always one of our own."""
    made = Machine(truth.ruleset())
    for _ in range(50):
        with pytest.raises(EngineFault):
            made.fire(['"occ":Infinity,"kind":"entry"'])
    assert made.fire([]) == []


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (a_rule(), "begins with a fact that is there"),
        (a_rule(Fact("a", "a", absent=True)), "begins with a fact that is there"),
        (a_rule(Fact("a", "a"), Fact("a", "b")), "two antecedents have the name 'a'"),
        (a_rule(Fact("a", "a"), Fact("b", "b", absent=True)), "'b' is not compared with an earlier fact"),
        (a_rule(Fact("a", "a", (Compare("n", "<", Of("b", "n")),))), "'b' is no earlier fact"),
        (
            a_rule(
                Fact("a", "a"),
                Fact("b", "b", (Compare("n", "==", Of("a", "n")),), absent=True),
                Fact("c", "a", (Compare("n", "==", Of("b", "n")),)),
            ),
            "'b' is no earlier fact",
        ),
        (a_rule(Fact("a", "a", (Compare("n", "==", True),))), "True is not a whole number"),
    ],
)
def test_a_rule_that_would_be_misread_does_not_compile(rule: Rule, message: str) -> None:
    with pytest.raises(EngineFault, match=message):
        compiled([rule], {"a": ("n",), "b": ("n",)})


def test_two_rules_of_one_name_do_not_compile() -> None:
    with pytest.raises(EngineFault, match="one name"):
        compiled([a_rule(Fact("a", "a")), a_rule(Fact("a", "a"))], {"a": ()})


def test_rules_that_the_engine_refuses_are_a_fault() -> None:
    with pytest.raises(EngineFault, match="refused the rules"):
        Machine('{"r":{"all":1,"sometimes":2}}')


def test_only_one_module_imports_the_engine() -> None:
    source = Path(machine.__file__).parents[1]
    importing = [
        path for path in source.rglob("*.py") if re.search(r"^\s*(import|from) durable", path.read_text(), re.MULTILINE)
    ]
    assert importing == [Path(machine.__file__)]


def test_thousands_of_sessions_in_one_process() -> None:
    engine = Engine(memo=False)
    for seed in range(1000):
        made = caseload(8, seed)
        assert engine.decide(made) == [brute_force(situation) for situation in made]
