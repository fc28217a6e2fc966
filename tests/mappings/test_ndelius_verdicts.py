"""The invented nDelius extract through the command: what its traps must not do to a verdict."""

import json
from typing import Any

import pytest

from tests.acceptance.command import practice_check
from tests.mappings.ndelius_export import MASKED, NOT_VISITED, SPELLINGS, VISITED, Extract

RULES = (
    "initial-home-visit",
    "harm-review-after-significant-change",
    "harm-review-after-significant-change-high",
    "sentence-plan-review-after-change",
    "childrens-services-check-where-concern",
    "attendance-outcome-recorded",
    "victim-offered-meeting-within-eight-weeks",
)
Findings = list[dict[str, Any]]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    paths = Extract().write(tmp_path_factory.mktemp("ndelius"))
    chosen = [part for rule in RULES for part in ("--select", rule)]
    done = practice_check("check", *paths, "--mapping", "ndelius", "--format", "json", "--show", "all", *chosen)
    assert done.code == 0, done.err
    found: Findings = json.loads(done.out)["findings"]
    return found


def verdicts(findings: Findings, rule: str, crn: str | None = None) -> set[str]:
    return {each["verdict"] for each in findings if each["rule"] == rule and crn in {None, each["crn"]}}


def test_a_doorstep_a_failed_and_a_future_visit_meet_no_home_visit_rule(findings: Findings) -> None:
    assert verdicts(findings, "initial-home-visit", NOT_VISITED) == {"gap"}


def test_an_attended_home_visit_meets_it(findings: Findings) -> None:
    assert verdicts(findings, "initial-home-visit", VISITED) == {"met"}


def test_where_the_address_is_masked_no_gap_is_said(findings: Findings) -> None:
    assert verdicts(findings, "initial-home-visit", MASKED) == {"cannot_tell"}


@pytest.mark.parametrize("rule", [rule for rule in RULES if "review" in rule])
def test_a_reminder_meets_no_review_rule(findings: Findings, rule: str) -> None:
    assert verdicts(findings, rule, NOT_VISITED) <= {"cannot_tell", "not_applicable"}
    assert verdicts(findings, rule, NOT_VISITED)


def test_a_contact_about_a_child_that_may_have_been_a_check_makes_no_gap(findings: Findings) -> None:
    assert verdicts(findings, "childrens-services-check-where-concern", SPELLINGS) == {"cannot_tell"}


def test_an_outcome_that_is_not_recorded_is_a_gap_and_a_future_appointment_is_not(findings: Findings) -> None:
    said = {
        (each["crn"], each["occasion"]["opened"])
        for each in findings
        if each["rule"] == "attendance-outcome-recorded" and each["verdict"] == "gap"
    }
    assert said == {("X900015", "2025-06-10"), (SPELLINGS, "2025-06-11")}


def test_an_absent_victims_sheet_is_never_a_gap(findings: Findings) -> None:
    rule = RULES[-1]
    assert "gap" not in verdicts(findings, rule)
    assert "cannot_tell" in verdicts(findings, rule)
