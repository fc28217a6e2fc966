"""Run through the rules, the caseload shows what the checker can say."""

import os

import pytest

from practice_check import audit
from practice_check.audit import Options, Results
from practice_check.demo import generate
from practice_check.ingest import Export
from practice_check.rulebook import Rulebook

CASES = 400  # as many as the command invents


@pytest.fixture(scope="module")
def results(rulebook: Rulebook) -> Results:
    records = list(generate(CASES))
    export = Export(
        records=records,
        not_read=[],
        problems=[],
        inputs=[],
        exported_on=max(r.exported_on for r in records if r.exported_on),
    )
    return audit.check(export, rulebook, Options(jobs=os.cpu_count() or 1))


def test_every_verdict_occurs_but_that_of_a_fault(results: Results) -> None:
    assert {finding.verdict for finding in results.findings} == {
        "met",
        "met_late",
        "gap",
        "due",
        "excepted",
        "not_applicable",
        "cannot_tell",
        "needs_judgement",
    }


def test_every_rule_in_force_gets_three_verdicts_or_more_and_one_that_only_asks_two(
    results: Results, rulebook: Rulebook
) -> None:
    seen: dict[str, set[str]] = {}
    for finding in results.findings:
        seen.setdefault(finding.rule, set()).add(finding.verdict)
    few = {rule for rule, verdicts in seen.items() if len(verdicts) < (2 if rulebook.rules[rule].only_asks else 3)}
    assert few == set()
    on = {rule for pack in rulebook.packs.values() if pack.on for rule in rulebook.rules_of(pack.id)}
    assert set(seen) == on


def test_no_rule_is_beyond_the_record_in_every_case(results: Results) -> None:
    """Where a rule applies at all, the record decides somewhere, or an assessor is asked."""
    decided = {f.rule for f in results.findings if f.verdict not in {"not_applicable", "cannot_tell"}}
    assert {finding.rule for finding in results.findings} - decided == set()


def test_every_pack_has_cases(results: Results) -> None:
    assert set(results.run.packs) == {"iaow-2013", "tr-2014", "current"}
