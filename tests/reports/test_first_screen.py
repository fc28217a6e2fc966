import datetime as dt

from practice_check.audit.results import CaseSummary, Finding, Results
from practice_check.reports.selection.first_screen import first_screen
from practice_check.reports.selection.items import View
from tests.reports.report_sample import sample


def _with(results: Results, fingerprint: str, **change: object) -> Results:
    findings = [
        finding.model_copy(update=change) if finding.fingerprint == fingerprint else finding
        for finding in results.findings
    ]
    return results.model_copy(update={"findings": findings})


def _people(results: Results) -> list[str]:
    return [person.crn for person in first_screen(results).act_today]


def test_a_child_who_may_be_exposed_comes_first_then_high_risk_then_the_others() -> None:
    assert _people(sample()) == ["X900001", "X900003", "X900002"]
    assert [person.why_first for person in first_screen(sample()).act_today] == ["child", "child protection", ""]


def test_a_duty_that_outlasts_the_order_is_listed_though_the_order_has_ended() -> None:
    assert "X900001" in _people(sample())


def test_other_duties_of_an_ended_order_are_not() -> None:
    assert "X900005" not in _people(sample())


def test_a_case_that_may_be_live_for_all_the_record_shows_is_listed() -> None:
    cases = [case.model_copy(update={"live": None}) if case.crn == "X900005" else case for case in sample().cases]
    assert "X900005" in _people(sample().model_copy(update={"cases": cases}))


def test_what_can_no_longer_be_put_right_is_not_listed() -> None:
    assert "X900001" not in _people(_with(sample(), "f01", remediable="no"))


def test_the_managers_gaps_are_on_the_managers_desk_only() -> None:
    screen = first_screen(sample())
    listed = {item.finding.rule for person in screen.act_today for item in person.items}
    assert "countersignature" not in listed
    assert [(desk.name, len(desk.open), len(desk.due)) for desk in screen.managers_desk] == [
        ("countersigning", 1, 0),
        ("oversight", 0, 1),
    ]


def test_an_outcome_of_the_person_is_never_anybodys_to_act_on() -> None:
    assert "X900003" not in _people(
        _with(_with(sample(), "f07", rule="individual-complied"), "f11", rule="individual-complied")
    )


def test_one_row_a_person_the_most_pressing_duty_first() -> None:
    (colin,) = [person for person in first_screen(sample()).act_today if person.crn == "X900003"]
    assert [item.finding.rule for item in colin.items] == ["initial-home-visit", "victim-contact-offer"]


def test_consequences_are_folded_under_their_root() -> None:
    (susan,) = [person for person in first_screen(sample()).act_today if person.crn == "X900002"]
    assert [item.finding.rule for item in susan.items] == ["rosh-screening"]
    assert [one.rule for one in susan.items[0].follows] == ["full-harm-analysis", "rmp"]


def test_a_consequence_whose_root_is_not_open_stands_by_itself() -> None:
    results = sample()
    results = results.model_copy(update={"findings": [one for one in results.findings if one.fingerprint != "f02"]})
    (susan,) = [person for person in first_screen(results).act_today if person.crn == "X900002"]
    assert [item.finding.rule for item in susan.items] == ["full-harm-analysis"]


def test_several_occasions_of_one_duty_are_one_item() -> None:
    results = sample()
    first = next(one for one in results.findings if one.fingerprint == "f07")
    later = first.model_copy(
        update={"fingerprint": "f07b", "occasion": first.occasion.model_copy(update={"due": dt.date(2013, 11, 1)})}
    )
    results = results.model_copy(update={"findings": [later, *results.findings]})
    (colin,) = [person for person in first_screen(results).act_today if person.crn == "X900003"]
    assert [item.finding.rule for item in colin.items] == ["initial-home-visit", "victim-contact-offer"]
    assert colin.items[0].finding.fingerprint == "f07"
    assert [one.fingerprint for one in colin.items[0].again] == ["f07b"]


def test_what_is_long_open_in_an_ended_case_comes_last() -> None:
    occasion = sample().findings[0].occasion.model_copy(update={"due": dt.date(2013, 1, 7)})
    assert _people(_with(sample(), "f01", occasion=occasion))[-1] == "X900001"


def test_severity_comes_before_age() -> None:
    results = _with(sample(), "f02", severity="low")
    occasion = sample().findings[0].occasion
    medium = results.findings[1].model_copy(
        update={"crn": "X900007", "severity": "medium", "fingerprint": "new", "occasion": occasion}
    )
    assert _people(results.model_copy(update={"findings": [*results.findings, medium]}))[-2:] == ["X900007", "X900002"]


def test_the_next_ten_working_days_leave_out_the_bank_holidays() -> None:
    occasion = sample().findings[0].occasion
    kept = _with(sample(), "f12", occasion=occasion.model_copy(update={"due": dt.date(2014, 1, 2)}))
    assert len(first_screen(kept).due_soon[0].items) == 2
    left = _with(sample(), "f12", occasion=occasion.model_copy(update={"due": dt.date(2014, 1, 3)}))
    assert len(first_screen(left).due_soon[0].items) == 1


def test_a_young_case_is_one_line() -> None:
    (ann,) = first_screen(sample()).due_soon
    assert (ann.crn, ann.young, [item.finding.rule for item in ann.items]) == (
        "X900004",
        True,
        ["rosh-screening", "sentence-plan"],
    )


def test_a_due_date_that_the_clock_has_not_given_yet_is_not_soon() -> None:
    occasion = sample().findings[0].occasion.model_copy(update={"due": None})
    assert len(first_screen(_with(sample(), "f12", occasion=occasion)).due_soon[0].items) == 1


def test_what_the_run_could_not_see() -> None:
    unseen = first_screen(sample()).could_not_see
    assert unseen.packs == {"iaow-2013": 6, "tr-2014": 1}
    assert unseen.missing == [("a RoSH level", 1), ("the checks table", 1)]
    assert [problem.sheet for problem in unseen.absent] == ["checks"]
    assert [problem.row for problem in unseen.faults] == [7]
    assert [finding.crn for finding in unseen.not_checked] == ["X900006"]


def test_what_is_wanting_of_single_entries_is_grouped() -> None:
    wants = ["outcome (appointment, 6 Aug 2013)", "outcome (appointment, 7 Aug 2013)"]
    assert first_screen(_with(sample(), "f17", missing=wants)).could_not_see.missing[-1] == ("outcome", 1)


def test_a_case_on_which_no_rule_bears_is_counted() -> None:
    alone = CaseSummary(crn="X900009", event_number=1, worst="not_applicable")
    results = sample().model_copy(update={"cases": [*sample().cases, alone]})
    assert first_screen(results).could_not_see.unjudged == 1


def test_a_run_without_findings_has_an_empty_screen() -> None:
    results = sample().model_copy(update={"cases": [], "findings": [], "problems": []})
    screen = first_screen(results)
    assert not screen.act_today
    assert not screen.managers_desk
    assert not screen.due_soon


def test_the_first_screen_reads_what_a_rule_says_it_is_about() -> None:
    results = sample()
    rule = next(iter(results.rules))
    about = results.rules[rule].model_copy(update={"themes": ["child", "exposed"]})
    view = View(results.model_copy(update={"rules": {**results.rules, rule: about}}))
    finding = next(each for each in results.findings if each.rule == rule)
    assert view.themes(finding) == {"child", "exposed"}


def test_a_finding_on_no_rule_does_not_stop_the_screen() -> None:
    lost = Finding(
        crn="X900008",
        event_number=1,
        rule="",
        verdict="not_checked",
        severity="high",
        owner="administrator",
        remediable="yes",
        message="Not checked.",
        fingerprint="f99",
    )
    results = sample().model_copy(update={"findings": [*sample().findings, lost]})
    assert [finding.crn for finding in first_screen(results).could_not_see.not_checked] == ["X900006", "X900008"]
