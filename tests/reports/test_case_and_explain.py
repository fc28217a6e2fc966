import io
from collections.abc import Callable

from rich.console import Console

from practice_check.audit.results import Results
from practice_check.reports.case_page import CasePage, case_page
from practice_check.reports.case_screen import print_case
from practice_check.reports.explain_screen import findings_on, print_explanation
from tests.reports.report_sample import sample


def _page(crn: str, results: Results | None = None) -> CasePage:
    page = case_page(results or sample(), crn)
    assert page is not None
    return page


def _printed(show: Callable[[Console], None]) -> str:
    out = io.StringIO()
    show(Console(file=out, width=100, color_system=None))
    return out.getvalue()


def test_what_the_officer_can_mend_stands_with_its_place() -> None:
    text = _printed(lambda console: print_case(_page("X900003"), console))
    assert "No home visit is recorded within 15 working days" in text
    assert "Where: nDelius: home visit (CHVS)" in text


def test_what_is_the_managers_or_another_units_waits_on_others_and_is_nobodys_gap() -> None:
    page = _page("X900003")
    assert [item.finding.rule for item in page.mend] == ["initial-home-visit"]
    assert [item.finding.rule for item in page.waiting] == [
        "victim-contact-offer",
        "countersignature",
        "management-oversight",
    ]


def test_questions_come_from_what_needs_judgement() -> None:
    assert _page("X900003").questions == [
        ("Did the person take a real part in making the plan?", "The person took part in the plan")
    ]


def test_consequences_name_their_root_and_are_not_told_again_as_blanks() -> None:
    page = _page("X900002")
    assert [(one.rule, root) for one, root in page.consequences] == [
        ("full-harm-analysis", "RoSH screening at the start"),
        ("rmp", "RoSH screening at the start"),
    ]
    assert page.cannot_tell == []
    assert [item.finding.rule for item in page.past] == ["assessment-follows-meeting"]


def test_a_contradiction_is_told_as_one() -> None:
    results = sample()
    rule = results.rules["initial-home-visit"].model_copy(update={"themes": ["contradiction"]})
    page = _page("X900003", results.model_copy(update={"rules": {**results.rules, "initial-home-visit": rule}}))
    assert [item.finding.rule for item in page.contradictions] == ["initial-home-visit"]
    assert not page.mend


def test_the_last_word_counts_what_is_left() -> None:
    assert _page("X900003").closing == "1 to mend, 3 waiting on others; 1 thing to judge."
    assert _page("X900002").closing == "1 to mend, 1 past mending; 0 things to judge."


def test_the_last_word_of_a_clean_record_is_never_that_the_case_is_ready() -> None:
    page = _page("X900007")
    assert page.closing == "Nothing missing that the record can show; 0 things to judge."
    assert "ready" not in _printed(lambda console: print_case(page, console)).lower()


def test_a_case_on_which_no_rule_bears_is_not_called_clean() -> None:
    results = sample()
    kept = [one for one in results.findings if one.crn != "X900007"]
    assert "nothing was judged" in _page("X900007", results.model_copy(update={"findings": kept})).closing


def test_a_case_that_was_not_checked_is_not_called_clean() -> None:
    assert _page("X900006").closing == "This case was not checked in full; 0 things to judge."


def test_one_event_alone_can_be_asked_for() -> None:
    assert case_page(sample(), "X900003", 2) is not None
    assert case_page(sample(), "X900003", 1) is None
    assert case_page(sample(), "X999999") is None


def _explained(crn: str, rule: str) -> str:
    results = sample()
    return _printed(lambda console: print_explanation(results, findings_on(results, crn, rule), rule, console))


def test_an_explanation_tells_all_that_led_to_the_verdict_and_what_would_close_it() -> None:
    text = _explained("X900001", "child-concern-referred")
    assert "Asked for in York and North Yorkshire 2014, 4/3.3; Annual report 2013-14, 4.6." in text
    assert "local default" in text
    assert "Occasion 1 of 1: not recorded" in text
    assert "18 Nov 2013, by child safeguarding concern, 18 Nov 2013" in text
    assert "the concern is about a child: yes" in text
    assert "20 Nov 2013 (caseload.xlsx, contacts, row 14)" in " ".join(text.split())
    assert "Would close it  Refer to children's services today" in text
    assert "K Lowe on the due date, J Marsh now" in text


def test_an_explanation_of_the_undecided_names_what_is_missing_and_what_it_could_be() -> None:
    text = _explained("X900007", "police-domestic-abuse-check")
    assert "Missing         the checks table" in text
    assert "Could be        recorded in time or not recorded" in text


def test_what_is_closed_is_not_told_how_to_close() -> None:
    assert "Would close it" not in _explained("X900002", "sentence-plan")
