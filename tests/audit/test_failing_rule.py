"""A rule that fails: it is not checked, by name and where it fails; all other rules and all other cases stand."""

from typing import Any

import pytest

from practice_check.audit import Options, Results, check, check_stored, history, person
from practice_check.rulebook import Rulebook
from tests.audit.test_run import caseload, crn

RULES = ["initial-home-visit", "seen-soon-after-start", "induction-soon-after-start"]
FAILS = RULES[0]
OPTIONS = Options(select=RULES, packs=["iaow-2013"])


def fail(monkeypatch: pytest.MonkeyPatch, rules: set[str], crns: set[str] | None = None) -> None:
    """Let the rules fail on these people, or on everybody."""
    sound = person._CaseRun._judged

    def judged(self: Any, frame: Any, *rest: Any) -> Any:
        if frame.id in rules and (crns is None or self.record.crn in crns):
            raise KeyError("outcome")
        return sound(self, frame, *rest)

    monkeypatch.setattr(person._CaseRun, "_judged", judged)


def told(results: Results) -> dict[tuple[str, str], str]:
    return {(finding.crn, finding.rule): finding.verdict for finding in results.findings}


def test_a_rule_that_fails_on_one_case_is_named_there_and_nothing_else_changes(
    monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook
) -> None:
    sound = check(caseload(), rulebook, OPTIONS)
    fail(monkeypatch, {FAILS}, {crn(3)})
    results = check(caseload(), rulebook, OPTIONS)
    assert {key: verdict for key, verdict in told(results).items() if key != (crn(3), FAILS)} == {
        key: verdict for key, verdict in told(sound).items() if key != (crn(3), FAILS)
    }
    named = [finding for finding in results.findings if finding.verdict == "not_checked"]
    assert [(finding.crn, finding.rule) for finding in named] == [(crn(3), FAILS)]
    assert "KeyError" in named[0].message
    assert "The other rules have their verdicts" in named[0].message
    assert results.run.cases_not_checked == 1, "nobody takes the case for checked"
    case = next(case for case in results.cases if case.crn == crn(3))
    assert case.worst == "not_checked"
    assert case.counts["not_checked"] == 1


def test_a_rule_that_fails_everywhere_costs_nobody_the_others(
    monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook
) -> None:
    sound = check(caseload(), rulebook, OPTIONS)
    fail(monkeypatch, {FAILS})
    results = check(caseload(), rulebook, OPTIONS)
    assert {key: verdict for key, verdict in told(results).items() if key[1] != FAILS} == {
        key: verdict for key, verdict in told(sound).items() if key[1] != FAILS
    }
    assert {verdict for (_, rule), verdict in told(results).items() if rule == FAILS} == {"not_checked"}
    assert results.run.counts["not_checked"] == len(results.cases)
    assert FAILS in results.rules, "it is described, so that a report can name it"
    with check_stored(caseload(), rulebook, OPTIONS) as stored:
        assert stored.sums.failed == {FAILS: len(results.cases)}, "it can be said once"


def test_several_rules_that_fail_are_each_named(monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook) -> None:
    fail(monkeypatch, set(RULES[:2]), {crn(0)})
    results = check(caseload(), rulebook, OPTIONS)
    named = [(finding.crn, finding.rule) for finding in results.findings if finding.verdict == "not_checked"]
    assert sorted(named) == sorted((crn(0), rule) for rule in RULES[:2])


def test_a_case_that_fails_whatever_the_rule_is_not_checked_as_a_whole(
    monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook
) -> None:
    def history_of(*_: object) -> None:
        raise RuntimeError("the case as a whole")

    monkeypatch.setattr(history.HistoryWriter, "of", history_of)
    results = check(caseload(), rulebook, OPTIONS)
    assert {finding.rule for finding in results.findings} == {""}
    assert all("the case as a whole" in finding.message for finding in results.findings)
