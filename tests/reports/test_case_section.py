"""The cases of the manager's report: each finding of a case stands in one place, and in the right one."""

from practice_check.audit.results import Results
from practice_check.reports.html.case_section import CaseSection, case_sections
from practice_check.reports.selection.first_screen import first_screen
from tests.reports.report_sample import sample


def _section(results: Results, crn: str) -> CaseSection:
    return next(section for section in case_sections(results) if section.case.crn == crn)


def _places(section: CaseSection) -> list[str]:
    """The fingerprint of each finding, once for each place where it stands."""
    items = [*section.open, *section.contradictions, *section.waiting, *section.past, *section.ahead]
    findings = [
        *(finding for item in items for finding in (item.finding, *item.again, *item.follows)),
        *(finding for _, untold in section.cannot_tell for finding in untold),
        *section.not_checked,
        *section.elsewhere,
        *section.excepted,
        *section.late,
        *section.in_time,
        *section.to_judge,
        *section.counted,
        *section.not_applicable,
    ]
    return sorted(finding.fingerprint for finding in findings)


def test_every_finding_of_a_case_stands_in_one_place() -> None:
    sections = case_sections(sample())
    assert len(sections) == len(sample().cases)
    for section in sections:
        assert _places(section) == sorted(finding.fingerprint for finding in section.findings)


def test_what_follows_from_another_order_of_the_same_person_is_said_there_and_here() -> None:
    results = sample()
    moved = [
        finding.model_copy(update={"event_number": 2}) if finding.rule == "full-harm-analysis" else finding
        for finding in results.findings
    ]
    second = next(case for case in results.cases if case.crn == "X900002").model_copy(update={"event_number": 2})
    results = results.model_copy(update={"findings": moved, "cases": [*results.cases, second]})
    first, other = (section for section in case_sections(results) if section.case.crn == "X900002")
    assert {one.rule for one in first.open[0].follows} == {"full-harm-analysis", "rmp"}
    assert [one.rule for one in other.elsewhere] == ["full-harm-analysis"]
    assert other.not_recorded == 0


def test_a_case_begins_with_what_the_first_screen_says_of_it() -> None:
    results = sample()
    exposed = results.rules["sentence-plan"].model_copy(update={"themes": ["child", "exposed"]})
    results = results.model_copy(update={"rules": {**results.rules, "sentence-plan": exposed}})
    gap = next(one for one in results.findings if one.fingerprint == "f15")
    more = gap.model_copy(update={"crn": "X900003", "event_number": 2, "fingerprint": "new"})
    results = results.model_copy(update={"findings": [*results.findings, more]})
    person = next(one for one in first_screen(results).act_today if one.crn == "X900003")
    assert person.items[0].finding.fingerprint == "new"
    assert _section(results, "X900003").open[0].finding.fingerprint == "new"


def test_a_contradiction_stands_apart_from_what_is_only_not_recorded() -> None:
    results = sample()
    rule = results.rules["initial-home-visit"].model_copy(update={"themes": ["contradiction"]})
    section = _section(results.model_copy(update={"rules": {**results.rules, "initial-home-visit": rule}}), "X900003")
    assert [item.finding.rule for item in section.contradictions] == ["initial-home-visit"]
    assert "initial-home-visit" not in [item.finding.rule for item in section.open]


def test_what_is_no_duty_is_counted_and_never_open() -> None:
    results = sample()
    rules = {name: rule.model_copy(update={"kind": "measure"}) for name, rule in results.rules.items()}
    for section in case_sections(results.model_copy(update={"rules": rules})):
        assert section.not_recorded == 0
        assert not (section.open or section.ahead or section.waiting or section.past or section.cannot_tell)


def test_a_duty_of_an_ended_case_is_past_unless_it_outlasts_the_order() -> None:
    assert [item.finding.rule for item in _section(sample(), "X900005").past] == ["sentence-plan"]
    assert [item.finding.rule for item in _section(sample(), "X900001").open] == ["child-concern-referred"]


def test_what_is_not_recorded_counts_each_duty_once_and_no_consequence() -> None:
    assert {section.case.crn: section.not_recorded for section in case_sections(sample())} == {
        "X900001": 1,
        "X900002": 2,
        "X900003": 3,
        "X900004": 0,
        "X900005": 1,
        "X900006": 0,
        "X900007": 0,
    }
