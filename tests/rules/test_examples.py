"""Every rule's own examples, through the whole checker."""

import pytest

from practice_check.examples import run_examples
from practice_check.rulebook import Rulebook, load

HOMES = load().homes


@pytest.mark.parametrize("pack", sorted(set(HOMES.values())))
def test_the_examples_of_every_rule_hold(pack: str, rulebook: Rulebook) -> None:
    ids = [rule for rule, home in HOMES.items() if home == pack]
    results = run_examples(rulebook, ids)
    assert len(results) == sum(len(rulebook.rules[name].examples) for name in ids)
    assert [f"{each.rule}: {each.name}: {each.detail}" for each in results if not each.passed] == []


def test_every_rule_has_its_pack_and_its_examples(rulebook: Rulebook) -> None:
    assert set(HOMES) == set(rulebook.rules)
    assert all(rule.examples for rule in rulebook.rules.values())
