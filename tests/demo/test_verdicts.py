"""Run through the rules, the caseload shows what the checker can say."""

import pytest

from practice_check import audit
from practice_check.audit import Results
from practice_check.demo import generate
from practice_check.ingest import Export
from practice_check.rulebook import Rulebook

CASES = 120


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
    return audit.check(export, rulebook)


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


def test_most_rules_get_three_verdicts_or_more(results: Results) -> None:
    """At 400 cases all of them do; here there are fewer, so that the test is quick."""
    seen: dict[str, set[str]] = {}
    for finding in results.findings:
        seen.setdefault(finding.rule, set()).add(finding.verdict)
    few = sorted(rule for rule, verdicts in seen.items() if len(verdicts) < 3)
    assert len(few) < len(seen) / 5, few


def test_every_pack_has_cases(results: Results) -> None:
    assert set(results.run.packs) == {"iaow-2013", "tr-2014", "current"}
