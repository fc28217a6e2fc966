import io
from typing import Any

import pytest
from rich.console import Console

from practice_check.audit.results import Finding, Results
from practice_check.reports import case_words
from practice_check.reports.html.countersign_html import countersign_html
from practice_check.reports.selection.countersigning import ToSign, to_sign
from practice_check.reports.terminal.countersign_screen import print_waiting
from tests.reports.report_sample import READABLE, UNSEEN, hostile, sample

#: Of X900003 in the sample: the home visit, the countersignature that waits, what must be judged.
VISIT, SIGNATURE, JUDGE = "f07", "f08", "f10"


def _changed(**of_findings: dict[str, Any]) -> Results:
    results = sample()
    changed = [one.model_copy(update=of_findings.get(one.fingerprint, {})) for one in results.findings]
    return results.model_copy(update={"findings": changed})


def _and(results: Results, like: str, **changes: Any) -> Results:
    """The results with one more finding, like another."""
    found = next(one for one in results.findings if one.fingerprint == like)
    more: Finding = found.model_copy(update={"fingerprint": "more", **changes})
    return results.model_copy(update={"findings": [*results.findings, more]})


def _rule(results: Results, name: str, **changes: Any) -> Results:
    rule = results.rules[name].model_copy(update=changes)
    return results.model_copy(update={"rules": {**results.rules, name: rule}})


def _one(results: Results) -> ToSign:
    (found,) = to_sign(results)
    return found


def _printed(found: list[ToSign]) -> str:
    out = io.StringIO()
    print_waiting(found, Console(file=out, width=100, color_system=None))
    return out.getvalue()


def test_what_was_submitted_stands_with_its_day_its_officer_and_how_long_it_waits() -> None:
    one = _one(sample())
    assert one.page.crn == "X900003"
    assert [case_words.submitted(each) for each in one.submitted] == [
        "Document: submitted on 20 Sep 2013, 87 days ago, officer A Dean; to be signed or returned by 27 Sep 2013."
    ]
    assert "87 days" in _printed([one])


def test_the_document_is_called_what_another_rule_about_it_calls_it() -> None:
    results = _changed(f08={"about": "plans-2"}, f10={"about": "plans-2"})
    opened = next(one for one in results.findings if one.fingerprint == JUDGE).occasion
    named = opened.model_copy(update={"opened_by": "risk management plan"})
    findings = [
        one.model_copy(update={"occasion": named}) if one.fingerprint == JUDGE else one for one in results.findings
    ]
    assert _one(results.model_copy(update={"findings": findings})).submitted[0].what == (
        "risk management plan of 20 Sep 2013"
    )


def test_the_longest_waiting_comes_first_and_what_is_not_yet_due_waits_too() -> None:
    results = sample()
    signature = next(one for one in results.findings if one.fingerprint == SIGNATURE)
    newer = signature.occasion.model_copy(update={"opened": results.run.as_of})
    results = _and(results, SIGNATURE, crn="X900004", event_number=1, verdict="due", occasion=newer)
    assert [(one.page.crn, one.days) for one in to_sign(results)] == [("X900003", 87), ("X900004", 0)]


@pytest.mark.parametrize(
    "changes", [{"verdict": "met"}, {"verdict": "not_applicable"}, {"crn": "X900005", "event_number": 1}]
)
def test_what_is_signed_does_not_apply_or_belongs_to_an_ended_order_does_not_wait(changes: dict[str, Any]) -> None:
    assert to_sign(_changed(f08=changes)) == []


def test_what_is_empty_in_the_very_document_stands_apart_from_what_else_is_missing() -> None:
    about = _changed(f08={"about": "plans-2"}, f07={"about": "plans-2"})
    one = _one(about)
    assert [item.finding.rule for item in one.empty] == ["initial-home-visit"]
    assert one.page.mend == []
    another = _one(_changed(f08={"about": "plans-2"}, f07={"about": "plans-1"}))
    assert another.empty == []
    assert [item.finding.rule for item in another.page.mend] == ["initial-home-visit"]


def test_a_duty_about_two_documents_is_split_between_them() -> None:
    results = _and(_changed(f08={"about": "plans-2"}, f07={"about": "plans-2"}), VISIT, about="plans-1")
    one = _one(results)
    assert [item.finding.about for item in one.empty] == ["plans-2"]
    assert [item.finding.about for item in one.page.mend] == ["plans-1"]


def test_the_managers_own_contradictions_and_requests_are_on_it() -> None:
    results = _changed(f09={"verdict": "gap"})
    assert _one(_rule(results, "management-oversight", themes=["contradiction"])).contradictions[0].finding.rule == (
        "management-oversight"
    )
    one = _one(_rule(results, "management-oversight", desk="improvement"))
    assert [item.finding.rule for item in one.asked_for] == ["management-oversight"]
    assert "1 asked for and not recorded as done" in one.closing


def test_the_signature_itself_is_not_among_what_waits_on_others() -> None:
    assert [one.whom for one in _one(sample()).page.waiting] == ["the victim unit"]


def test_the_last_word_is_what_is_left_to_judge_before_signing() -> None:
    assert _one(sample()).closing == "1 to mend, 1 waiting on others; 1 thing to judge before you sign."
    clean = _one(_changed(f07={"verdict": "met"}, f11={"verdict": "met"}))
    assert clean.closing == "Nothing missing that the record can show; 1 thing to judge before you sign."
    empty = _one(_changed(f08={"about": "plans-2"}, f07={"about": "plans-2"}))
    assert empty.closing == "1 empty in what was submitted; 1 thing to judge before you sign."


def test_the_page_carries_every_case_and_never_says_ready() -> None:
    results = _rule(_changed(f09={"verdict": "gap"}), "management-oversight", desk="improvement")
    found = to_sign(results)
    html = countersign_html(found, results.run).decode()
    for text in (
        "X900003 Colin Frost",
        "No home visit is recorded within 15 working days",
        "Oversight is due by 20 Dec 2013.",
        "Did the person take a real part in making the plan?",
        found[0].closing,
    ):
        assert text in html
    assert "ready" not in html.lower().replace("already", "")


def test_nothing_waiting_is_said_so() -> None:
    none = _changed(f08={"verdict": "met"})
    assert "Nothing waits for a countersignature" in countersign_html(to_sign(none), none.run).decode()
    assert "Nothing waits for a countersignature" in _printed(to_sign(none))


def test_hostile_text_is_only_text() -> None:
    results = hostile()
    html, text = countersign_html(to_sign(results), results.run).decode(), _printed(to_sign(results))
    assert READABLE in html
    for shown in (html, text):
        assert not set(shown) & set(UNSEEN)
    assert "<script>alert" not in html


def test_twenty_cases_stay_small() -> None:
    results = sample()
    cases, findings = [], []
    for number in range(20):
        crn = {"crn": f"Y{number:06}"}
        cases += [case.model_copy(update=crn) for case in results.cases if case.crn == "X900003"]
        findings += [
            one.model_copy(update={**crn, "fingerprint": f"{number}-{one.fingerprint}", "rule": one.rule})
            for one in results.findings
            if one.crn == "X900003"
            for _ in range(20)
        ]
    many = results.model_copy(update={"cases": cases, "findings": findings})
    page = countersign_html(to_sign(many), many.run)
    assert page.count(b"<article") == 20
    assert len(page) < 2_000_000


def test_what_is_empty_in_a_document_of_another_order_is_found_though_the_signature_is_asked_for_under_the_first() -> (
    None
):
    other = {"crn": "X900003", "event_number": 1}
    results = _changed(f07={"about": "plans-2"}, f08={"about": "plans-2", **other})
    assert [item.finding.fingerprint for item in _one(results).empty] == [VISIT]
