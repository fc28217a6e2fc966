"""Mutants of rules: which changes are made, and that a rule's own examples are what notices them."""

import copy
import datetime as dt
from pathlib import Path

import pytest
import yaml

from practice_check.content.yaml_file import read_yaml
from practice_check.examples import equivalents, run_mutants
from practice_check.examples.mutating import mutants
from practice_check.paths import rules_folder
from practice_check.rulebook import Rulebook
from practice_check.rulebook.model import Rule
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import add, as_date

RULE = "initial-home-visit"


def names_of(rulebook: Rulebook, rule: str) -> set[str]:
    raw = read_yaml(rulebook.file_of(rule)).value
    return {mutant.name for mutant in mutants(rulebook.rules[rule], raw, rulebook.parameters.dated)}


def test_each_part_of_a_rule_is_changed(rulebook: Rulebook) -> None:
    assert names_of(rulebook, RULE) >= {
        "opens: swapped",
        "opens.becomes: negated",
        "looks_back: changed",
        "unless: dropped",
        "unless.where.duty: dropped",
        "unless.where.duty: flipped",
        "pauses_while: dropped",
        "scope: changed",
        "$initial-home-visit: a day longer",
        "$initial-home-visit: a day shorter",
    }


def test_a_condition_is_dropped_and_negated_part_by_part(rulebook: Rulebook) -> None:
    rule = next(each.id for each in rulebook.rules.values() if "all" in getattr(each.when, "model_fields_set", ()))
    found = names_of(rulebook, rule)
    assert {"when: dropped", "when: negated", "when.all[0]: dropped", "when.all[0]: negated"} <= found


def test_a_rule_with_one_example_notices_little(tmp_path: Path, rulebook: Rulebook) -> None:
    """The same rule with its first example only: far fewer changes are noticed."""
    raw = read_yaml(rulebook.file_of(RULE)).value
    path = tmp_path / f"{RULE}.yaml"
    path.write_text(yaml.safe_dump({**raw, "examples": raw["examples"][:1]}, sort_keys=False))
    poor = copy.copy(rulebook)
    poor.rule_files = {**rulebook.rule_files, RULE: path}
    poor.rules = {**rulebook.rules, RULE: Rule.model_validate(read_yaml(path).value)}
    assert run_mutants(poor, [RULE]).percent < run_mutants(rulebook, [RULE]).percent / 2


def test_the_rulebook_is_as_it_was_afterwards(rulebook: Rulebook) -> None:
    rule, dated = rulebook.rules[RULE], dict(rulebook.parameters.dated)
    run_mutants(rulebook, [RULE])
    assert rulebook.rules[RULE] is rule
    assert rulebook.parameters.dated == dated


def test_what_is_listed_as_no_change_is_told_when_it_is_one(rulebook: Rulebook) -> None:
    report = run_mutants(rulebook, [RULE], {RULE: {"unless: dropped": "wrong", "no such mutant": "wrong"}})
    assert set(report.rules[0].wrong) == {"unless: dropped", "no such mutant"}


def test_equivalents_name_rules_that_there_are(rulebook: Rulebook) -> None:
    listed = equivalents(rules_folder() / "_register" / "equivalent-mutants.yaml")
    assert set(listed) <= set(rulebook.rules)
    assert all(len(why) > 10 for reasons in listed.values() for why in reasons.values())


def test_without_a_list_there_are_none(tmp_path: Path) -> None:
    assert equivalents(tmp_path / "none.yaml") == {}


@pytest.mark.parametrize(("days", "expected"), [(1, "2013-07-04"), (-1, "2013-07-02")])
def test_a_month_can_be_a_day_longer(days: int, expected: str) -> None:
    start = dt.date(2013, 6, 3).toordinal()
    assert str(as_date(add(start, Duration(1, "month").longer(days)))) == expected
