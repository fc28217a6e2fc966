"""The shipped rules' own examples notice at least 97 in 100 changes, and what is called no change is none."""

from practice_check.examples import equivalents, run_mutants
from practice_check.paths import rules_folder
from practice_check.rulebook import Rulebook

LEAST = 97.0
MOST_EQUIVALENT = 0.03


def test_the_rules_examples_notice_changed_rules(rulebook: Rulebook) -> None:
    """One rule in four, taken in turn; the command ``rules mutants`` takes all."""
    ids = sorted(rulebook.rules)[::4]
    report = run_mutants(rulebook, ids, equivalents(rules_folder() / "_register" / "equivalent-mutants.yaml"), jobs=2)
    assert report.percent >= LEAST, [(each.rule, each.survivors) for each in report.rules if each.survivors]
    assert not [(each.rule, each.wrong) for each in report.rules if each.wrong]
    assert report.equivalent <= MOST_EQUIVALENT * report.made
