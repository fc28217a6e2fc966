"""Whose cases hold what is open: counts beside the caseload, and a rate only where there are cases enough for one."""

import pytest

from practice_check.audit.results import CaseSummary, Finding, Results
from practice_check.reports.selection.items import View
from practice_check.reports.selection.whose import Whose, whose
from tests.reports.report_sample import many, sample


def _of(results: Results, minimum_base: int = 10) -> Whose:
    return whose(
        View(results.model_copy(update={"run": results.run.model_copy(update={"minimum_base": minimum_base})}))
    )


def _with(results: Results, fingerprint: str, **change: object) -> Results:
    findings = [one.model_copy(update=change) if one.fingerprint == fingerprint else one for one in results.findings]
    return results.model_copy(update={"findings": findings})


def test_officers_stand_in_the_order_of_the_alphabet_with_what_is_open_and_their_running_cases() -> None:
    assert [(one.name, one.open, one.cases) for one in _of(sample()).officers] == [
        ("A Dean", 1, 2),
        ("J Marsh", 1, 1),
        ("L Shaw", 0, 1),
    ]


def test_what_is_open_after_the_end_is_told_apart_and_in_no_rate() -> None:
    (marsh,) = [one for one in _of(sample(), 1).officers if one.name == "J Marsh"]
    assert (marsh.open, marsh.open_after_end, marsh.per_ten) == (1, 1, 10.0)


@pytest.mark.parametrize(("cases", "rate"), [(9, None), (10, 10.0)])
def test_fewer_cases_than_the_base_have_no_rate(cases: int, rate: float | None) -> None:
    (marsh,) = [one for one in _of(many(cases)).officers if one.name == "J Marsh"]
    assert (marsh.cases, marsh.per_ten) == (cases, rate)


def test_the_base_is_the_runs_own() -> None:
    assert {one.per_ten for one in _of(many(9), 9).officers} == {5.0, 10.0}
    assert _of(many(9), 9).minimum_base == 9


@pytest.mark.parametrize("change", [{"owner": "manager"}, {"owner": "victim_unit"}, {"remediable": "no"}])
def test_only_what_officers_owe_and_can_still_do_is_counted(change: dict[str, object]) -> None:
    counted = {one.name: one.open for one in _of(_with(sample(), "f02", **change)).officers}
    assert counted["J Marsh"] == 0


def test_consequences_and_further_occasions_of_one_duty_count_once() -> None:
    first = next(one for one in sample().findings if one.fingerprint == "f07")
    results = sample()
    results = results.model_copy(
        update={"findings": [*results.findings, first.model_copy(update={"fingerprint": "f07b"})]}
    )
    assert {one.name: one.open for one in _of(results).officers}["A Dean"] == 1


def test_cases_without_an_officer_are_a_line_of_their_own() -> None:
    results = sample()
    cases = [one.model_copy(update={"officer": None}) if one.crn == "X900002" else one for one in results.cases]
    results = _with(results.model_copy(update={"cases": cases}), "f02", officer_now=None)
    nobody = _of(results, 1).nobody
    assert nobody is not None
    assert (nobody.cases, nobody.open) == (1, 1)
    assert "" not in {one.name for one in _of(results).officers}


def test_where_every_case_has_an_officer_there_is_no_such_line() -> None:
    assert _of(sample()).nobody is None


def test_cases_that_were_not_checked_are_in_no_base() -> None:
    lost = CaseSummary(crn="X900010", event_number=1, officer="L Shaw", worst="not_checked")
    (shaw,) = [
        one
        for one in _of(sample().model_copy(update={"cases": [*sample().cases, lost]})).officers
        if one.name == "L Shaw"
    ]
    assert shaw.cases == 1


def test_a_finding_of_an_officer_who_has_no_case_in_the_run_is_not_lost() -> None:
    results = _with(sample(), "f02", officer_now="New Comer")
    (new,) = [one for one in _of(results, 1).officers if one.name == "New Comer"]
    assert (new.open, new.cases, new.per_ten) == (1, 0, None)


def test_capitals_do_not_part_the_alphabet() -> None:
    finding: Finding = next(one for one in sample().findings if one.fingerprint == "f02")
    results = sample().model_copy(
        update={"findings": [*sample().findings, finding.model_copy(update={"officer_now": "b Ash", "crn": "X900011"})]}
    )
    assert [one.name for one in _of(results).officers] == ["A Dean", "b Ash", "J Marsh", "L Shaw"]
