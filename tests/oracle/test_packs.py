"""People of the demonstration with damaged exports: the checker and the oracle say the same of the rules that ship."""

from collections import Counter

from .packs import cases, in_turn, shipped
from .run import tally_of

CASES, IN_TURN = 60, 16


def test_the_shipped_rules_on_damaged_exports() -> None:
    tally = tally_of(cases(0, CASES, IN_TURN))
    assert tally.cases == CASES
    assert tally.of_rule.keys() == shipped().rules.keys()
    assert not tally.differences, f"{tally.differences} disagreements:\n\n" + "\n\n".join(tally.told)


def test_each_rule_has_its_turn_and_a_case_is_the_same_whatever_is_asked_for() -> None:
    names = list(shipped().rules)
    drawn = Counter(name for case in range(len(names)) for name in in_turn(names, case, 7))
    assert set(drawn.values()) == {7}
    assert [case.records for case in cases(20, 10, 1)] == [
        *(case.records for case in cases(20, 4, 1)),
        *(case.records for case in cases(24, 6, 1)),
    ]
