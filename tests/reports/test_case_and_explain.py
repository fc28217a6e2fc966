import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console

from practice_check.audit.parts import CaseHistory, Departure, LastTime, VersionChange
from practice_check.audit.results import Finding, Results
from practice_check.reports import case_words
from practice_check.reports.html.case_html import case_html, safe_name
from practice_check.reports.selection.case_page import CasePage, case_page
from practice_check.reports.terminal.case_screen import print_case
from practice_check.reports.terminal.explain_screen import findings_on, print_explanation
from tests.reports.report_sample import READABLE, UNSEEN, hostile, sample


def _page(crn: str, results: Results | None = None) -> CasePage:
    page = case_page(results or sample(), crn)
    assert page is not None
    return page


def _printed(show: Callable[[Console], None]) -> str:
    out = io.StringIO()
    show(Console(file=out, width=100, color_system=None))
    return out.getvalue()


def _with(results: Results, *more: Finding) -> Results:
    return results.model_copy(update={"findings": [*results.findings, *more]})


def _like(like: str, **changes: Any) -> Finding:
    """A finding of the sample with some of it changed; ``opened``, ``due`` and ``opened_by`` are its occasion's."""
    found = next(one for one in sample().findings if one.fingerprint == like)
    names = ("opened", "due", "opened_by")
    occasion: dict[str, Any] = {name: changes.pop(name) for name in names if name in changes}
    return found.model_copy(
        update={"fingerprint": "new", **changes, "occasion": found.occasion.model_copy(update=occasion)}
    )


def _with_rules(results: Results, **of_rules: dict[str, Any]) -> Results:
    """The results with rules changed or added, each like the sentence plan's; ``_`` stands for a hyphen."""
    base = results.rules["sentence-plan"]
    rules = {name.replace("_", "-"): changes for name, changes in of_rules.items()}
    made = {name: results.rules.get(name, base).model_copy(update=changes) for name, changes in rules.items()}
    return results.model_copy(update={"rules": {**results.rules, **made}})


def test_what_the_officer_can_mend_stands_with_its_place() -> None:
    text = _printed(lambda console: print_case(_page("X900003"), console))
    assert "No home visit is recorded within 15 working days" in text
    assert "Where: nDelius: home visit (CHVS)" in text


def test_the_managers_own_duties_are_not_on_it_and_what_was_submitted_waits_with_its_day() -> None:
    page = _page("X900003")
    assert [item.finding.rule for item in page.mend] == ["initial-home-visit"]
    assert [case_words.waiting(one) for one in page.waiting] == [
        "With the victim unit since 2 Sep 2013: Victim contact offered within eight weeks (due 28 Oct 2013).",
        "With the manager since 20 Sep 2013: Countersignature of high-risk plans (due 27 Sep 2013).",
    ]
    assert "oversight" not in _printed(lambda console: print_case(page, console)).lower()


def test_an_answer_from_outside_is_waited_for_until_it_is_time_to_chase_it() -> None:
    results = _with_rules(sample(), sentence_plan={"themes": ["awaited"]})
    asked = _like("f12", crn="X900003", event_number=2, opened_by="police check", opened=dt.date(2013, 12, 9))
    page = _page("X900003", _with(results, asked))
    assert "With whoever was asked since 9 Dec 2013: answer to the police check (due 30 Dec 2013)." in [
        case_words.waiting(one) for one in page.waiting
    ]
    assert not page.ahead
    open_now = asked.model_copy(update={"verdict": "gap"})
    page = _page("X900003", _with(results, open_now))
    assert "sentence-plan" in [item.finding.rule for item in page.mend]


def test_what_others_can_no_longer_do_is_not_waited_for() -> None:
    results = sample()
    past = [
        one.model_copy(update={"remediable": "explain"}) if one.fingerprint == "f11" else one
        for one in results.findings
    ]
    page = _page("X900003", results.model_copy(update={"findings": past}))
    assert [one.whom for one in page.waiting] == ["the manager"]


def test_the_most_pressing_comes_first_exposed_then_severe_then_what_can_be_put_right_then_new() -> None:
    results = _with_rules(
        sample(),
        exposed_child={"themes": ["child", "exposed"]},
        exposed_victim={"themes": ["victim", "exposed"]},
        old={},
        new={},
        to_explain={},
    )
    mine = {"crn": "X900003", "event_number": 2, "verdict": "gap", "officer": "A Dean", "severity": "medium"}
    old, new = {"due": dt.date(2013, 9, 30)}, {"due": dt.date(2013, 12, 1)}
    more = [
        _like("f12", **mine, **old, rule="old", remediable="yes"),
        _like("f12", **mine, **new, rule="new", remediable="yes"),
        _like("f12", **mine, **new, rule="to-explain", remediable="explain"),
        _like("f12", **mine, **old, rule="exposed-victim", remediable="yes"),
        _like("f12", **mine, **old, rule="exposed-child", remediable="yes"),
    ]
    page = _page("X900003", _with(results, *more))
    assert [item.finding.rule for item in page.mend] == [
        *("exposed-child", "exposed-victim", "initial-home-visit", "new", "old", "to-explain")
    ]
    assert case_words.lead(page, page.mend[0]) == "Child"


def test_ten_are_shown_and_the_others_counted_and_named() -> None:
    rules = {f"rule_{number:02}": {"title": f"Duty {number:02}"} for number in range(14)}
    results = _with_rules(sample(), **rules)
    mine = {"crn": "X900003", "event_number": 2, "verdict": "gap", "remediable": "yes"}
    more = [
        _like("f12", **mine, rule=name.replace("_", "-"), due=dt.date(2013, 11, 30) - dt.timedelta(days=place))
        for place, name in enumerate(rules)
    ]
    page = _page("X900003", _with(results, *more))
    assert (len(page.mend_first), len(page.mend_later)) == (10, 5)
    text = " ".join(_printed(lambda console: print_case(page, console)).split())
    assert "(the first 10 of 15)" in text
    assert "And after these: Duty 09; Duty 10; Duty 11; Duty 12; Duty 13." in text


def test_the_occasions_of_one_duty_are_one_thing_to_mend() -> None:
    again = _like("f07", due=dt.date(2013, 10, 21), fingerprint="f07b")
    page = _page("X900003", _with(sample(), again))
    assert [item.finding.fingerprint for item in page.mend] == ["f07b"]
    assert case_words.again(page.mend[0]) == "And 1 more of the same, due 23 Sep 2013."


def test_consequences_stand_under_their_root_and_are_not_told_again_as_blanks() -> None:
    page = _page("X900002")
    assert [item.finding.rule for item in page.mend] == ["rosh-screening"]
    assert case_words.follows(page, page.mend[0]) == (
        "Open because of this: Full analysis of the risk of harm; Risk management plan."
    )
    assert page.cannot_tell == []


def test_what_follows_from_another_persons_duty_stands_by_itself() -> None:
    results = sample()
    managers = [
        one.model_copy(update={"owner": "manager"}) if one.fingerprint == "f02" else one for one in results.findings
    ]
    page = _page("X900002", results.model_copy(update={"findings": managers}))
    assert [item.finding.rule for item in page.mend] == ["full-harm-analysis"]


def test_what_fell_due_before_the_officer_had_the_case_is_one_line_unless_somebody_is_exposed() -> None:
    page = _page("X900002")
    assert [item.finding.rule for item in page.before] == ["assessment-follows-meeting"]
    assert case_words.not_to_mend(page) == [
        "1 thing stood open before you had the case: The assessment follows a meeting with the person."
    ]
    exposed = _page("X900001")
    assert [item.finding.rule for item in exposed.mend] == ["child-concern-referred"]
    assert case_words.inherited(exposed.mend[0].finding) == ("It fell due before you had the case: K Lowe had it then.")


def test_what_nothing_can_put_right_is_one_line() -> None:
    own = [
        one.model_copy(update={"officer": "J Marsh"}) if one.fingerprint == "f06" else one for one in sample().findings
    ]
    page = _page("X900002", sample().model_copy(update={"findings": own}))
    assert case_words.not_to_mend(page) == [
        "Nothing can put these right any more: The assessment follows a meeting with the person."
    ]
    assert page.closing() == "1 to mend, 1 past mending; 0 things to judge."


def test_what_was_open_when_an_order_ended_is_told_and_is_no_clean_sheet() -> None:
    page = _page("X900005")
    assert not page.mend
    assert case_words.not_to_mend(page) == ["Still open when the order ended: Initial sentence plan on time."]
    assert "Nothing missing" not in page.closing()


def test_a_contradiction_is_told_as_one() -> None:
    page = _page("X900003", _with_rules(sample(), initial_home_visit={"themes": ["contradiction"]}))
    assert [item.finding.rule for item in page.contradictions] == ["initial-home-visit"]
    assert not page.mend
    assert page.answerable == page.contradictions


HISTORY = CaseHistory(
    crn="X900003",
    event_number=2,
    last=[LastTime(what="seen in person", date=dt.date(2013, 12, 2)), LastTime(what="home visit", known=False)],
    versions=[
        VersionChange(of="sentence plan", date=dt.date(2013, 9, 20)),
        VersionChange(of="risk management plan", date=dt.date(2013, 9, 25), before=None),
        VersionChange(
            of="risk management plan",
            date=dt.date(2013, 11, 4),
            before=dt.date(2013, 9, 25),
            unchanged=["text the same as before (99 %)"],
            happened=["arrest 20 Oct 2013"],
        ),
    ],
)


def test_the_latest_version_says_what_changed_and_what_did_not_though_something_happened() -> None:
    page = _page("X900003", sample().model_copy(update={"histories": [HISTORY]}))
    assert [case_words.version_title(one) for one in page.versions] == [
        "Risk management plan of 4 Nov 2013, after that of 25 Sep 2013"
    ]
    assert case_words.version_lines(page.versions[0]) == [
        ("Changed", "nothing that the record shows"),
        ("Happened between the two", "arrest 20 Oct 2013"),
        ("Stands as before", "text the same as before (99 %)"),
    ]


def test_what_happened_since_stands_apart_from_the_reviews_and_the_latest_of_it_is_named() -> None:
    since = [f"arrest {day} Nov 2013" for day in range(5, 12)]
    version = VersionChange(
        of="risk management plan", date=dt.date(2013, 11, 4), since=since, reviewed=[dt.date(2013, 11, 20)]
    )
    page = _page(
        "X900003", sample().model_copy(update={"histories": [HISTORY.model_copy(update={"versions": [version]})]})
    )
    assert case_words.version_lines(page.versions[0]) == [
        (
            "Happened since, and not in it",
            "arrest 7 Nov 2013; arrest 8 Nov 2013; arrest 9 Nov 2013; arrest 10 Nov 2013; arrest 11 Nov 2013; "
            "and 2 earlier",
        ),
        ("Reviewed since, without a new version", "20 Nov 2013"),
    ]


def test_the_last_times_stand_at_the_top_and_what_is_not_known_is_not_called_none() -> None:
    page = _page("X900003", sample().model_copy(update={"histories": [HISTORY]}))
    text = _printed(lambda console: print_case(page, console))
    assert "Last seen in person: 2 Dec 2013 · Last home visit: the export cannot tell" in text


def test_dates_ahead_are_the_officers_and_the_same_duty_on_one_day_is_one_line() -> None:
    page = _page("X900004", _with(sample(), _like("f12")))
    assert [case_words.ahead(one) for one in page.ahead] == [
        "27 Dec 2013: RoSH screening at the start",
        "30 Dec 2013: Initial sentence plan on time (2 times)",
    ]


def test_questions_come_with_what_falls_below_the_line() -> None:
    ask = "Did the person take a real part in making the plan?"
    reasons = {ask: ["signed without being read", "filled in by the officer", "no words of the person", "a fourth"]}
    page = _page("X900003", _with_rules(sample(), plan_person_involved={"reasons": reasons}))
    assert [(one.ask, one.title) for one in page.questions] == [(ask, "The person took part in the plan")]
    assert case_words.reasons(page.questions[0].reasons) == (
        "It falls short where, for example, signed without being read; or filled in by the officer; "
        "or no words of the person."
    )


def _judged(number: int, severity: str, **changes: Any) -> Finding:
    mine = {"crn": "X900003", "event_number": 2, "severity": severity, "rule": f"asks-{number}"}
    return _like("f10", **{**mine, "questions": [f"Question {number}?"], "fingerprint": f"q{number}", **changes})


def _asking(*found: Finding) -> list[str]:
    kept = [one for one in sample().findings if one.fingerprint != "f10"]
    rules = {f"asks_{number}": {"title": f"Asks {number}", "criteria": [str(number)]} for number in range(20)}
    results = _with_rules(sample().model_copy(update={"findings": kept}), **rules)
    return [one.ask for one in _page("X900003", _with(results, *found)).questions]


def test_at_most_six_are_asked_and_beyond_four_only_what_is_severe() -> None:
    assert len(_asking(*(_judged(number, "high") for number in range(9)))) == 6
    assert len(_asking(*(_judged(number, "medium") for number in range(9)))) == 4
    mixed = [*(_judged(number, "medium") for number in range(4)), *(_judged(number, "high") for number in range(4, 9))]
    assert _asking(*mixed) == [f"Question {number}?" for number in range(4, 9)]


def test_what_must_be_judged_is_asked_before_what_is_recorded_with_its_quality_open() -> None:
    present = _judged(1, "high", verdict="met", presence_only=True)
    assert _asking(present, _judged(2, "high")) == ["Question 2?", "Question 1?"]


def test_nothing_is_asked_of_what_is_recorded_and_judged_or_of_the_managers_own() -> None:
    settled = _judged(1, "high", verdict="met", presence_only=False)
    assert _asking(settled, _judged(2, "high", owner="manager"), _judged(3, "high")) == ["Question 3?"]


def test_each_rule_and_each_question_is_asked_once_while_there_are_others() -> None:
    found = [_judged(1, "high", questions=["Question 1?", "Question 1b?"]), _judged(1, "high", fingerprint="q1b")]
    assert _asking(*found, *(_judged(number, "high") for number in range(2, 7))) == [
        f"Question {number}?" for number in range(1, 7)
    ]
    assert _asking(*found) == ["Question 1?", "Question 1b?"]


def test_what_a_manager_asked_for_and_nobody_recorded_is_asked_first() -> None:
    kept = [*(_judged(number, "high") for number in range(2, 9))]
    wanted = _judged(1, "medium", verdict="gap", owner="manager", rule="asked-for")
    results = _with_rules(sample(), asked_for={"desk": "improvement"})
    questions = _page("X900003", _with(results, *kept, wanted)).questions
    assert questions[0].ask == "Question 1?"


def _departed(status: str, **changes: Any) -> Results:
    departure = Departure.model_validate(
        {
            **{"status": status, "crn": "X900003", "event_number": 2, "rule": "initial-home-visit"},
            **{"opened": dt.date(2013, 9, 2), "reason": "Seen weekly at the hostel", "by": "A Dean", **changes},
        }
    )
    return sample().model_copy(update={"departures": [departure]})


def test_a_departure_that_nobody_agreed_to_waits_with_the_manager_and_is_not_to_be_answered_again() -> None:
    page = _page("X900003", _departed("waiting"))
    assert not page.mend
    assert not page.answerable
    assert [case_words.waiting(one) for one in page.waiting][-1] == (
        "With the manager: agreement to a departure, Initial home visit in high-risk and child-protection cases: "
        "“Seen weekly at the hostel”."
    )
    assert "until then this stays open" in _printed(lambda console: print_case(page, console))
    assert "Nothing missing" not in page.closing()


def test_a_departure_may_name_an_entry_of_the_register_for_the_duties_that_answer_it() -> None:
    page = _page("X900003", _departed("waiting", rule="home-visits-made", rules=["other-duty", "initial-home-visit"]))
    assert not page.mend
    assert [item.finding.rule for item in page.to_agree] == ["initial-home-visit"]
    assert (
        "Initial home visit in high-risk and child-protection cases, 2 Sep 2013: “Seen"
        in case_words.departures(page)[0]
    )


def test_what_a_departure_waits_for_is_said_as_it_is() -> None:
    why = "it was decided on 3 Jan 2014, after 16 Dec 2013"
    assert case_words.departures(_page("X900003", _departed("waiting", why=why)))[0].endswith(
        f"It excuses nothing yet: {why}. Until that is mended this stays open."
    )


@pytest.mark.parametrize("changes", [{"opened": dt.date(2013, 9, 3)}, {"event_number": 1}, {"about": "contacts-1"}])
def test_a_departure_from_something_else_leaves_the_duty_to_be_mended(changes: dict[str, Any]) -> None:
    assert len(_page("X900003", _departed("waiting", **changes)).mend) == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [("used", "It holds"), ("expired", "Its last day is past"), ("unmatched", "Nothing in this run")],
)
def test_every_departure_of_the_case_is_shown_with_what_became_of_it(status: str, words: str) -> None:
    text = " ".join(_printed(lambda console: print_case(_page("X900003", _departed(status)), console)).split())
    assert "“Seen weekly at the hostel” (A Dean; agreed by nobody yet)" in text
    assert words in text


def test_a_decision_of_the_record_itself_is_named() -> None:
    decided = [
        one.model_copy(update={"decided_by": "record"}) if one.fingerprint == "f19" else one
        for one in sample().findings
    ]
    page = _page("X900007", sample().model_copy(update={"findings": decided}))
    assert page.excepted == ["A clear and timely warning"]


def test_the_last_word_counts_what_is_left() -> None:
    assert _page("X900003").closing() == "1 to mend, 2 waiting on others; 1 thing to judge."
    assert _page("X900002").closing() == "1 to mend, 1 open from before; 0 things to judge."


def test_the_last_word_of_a_clean_record_is_never_that_the_case_is_ready() -> None:
    page = _page("X900007")
    assert page.closing() == "Nothing missing that the record can show; 0 things to judge."
    assert "ready" not in _printed(lambda console: print_case(page, console)).lower()


def test_a_case_on_which_no_rule_bears_is_not_called_clean() -> None:
    results = sample()
    kept = [one for one in results.findings if one.crn != "X900007"]
    assert "nothing was judged" in _page("X900007", results.model_copy(update={"findings": kept})).closing()


def test_a_case_that_was_not_checked_is_not_called_clean() -> None:
    assert _page("X900006").closing() == "This case was not checked in full; 0 things to judge."


def test_one_event_alone_can_be_asked_for() -> None:
    assert case_page(sample(), "X900003", 2) is not None
    assert case_page(sample(), "X900003", 1) is None
    assert case_page(sample(), "X999999") is None


@pytest.mark.parametrize("crn", [f"X90000{number}" for number in range(1, 8)])
def test_terminal_and_html_carry_the_same(crn: str) -> None:
    page = _page(crn, sample().model_copy(update={"histories": [HISTORY]}))
    text = " ".join(_printed(lambda console: print_case(page, console)).split())
    html = " ".join(case_html(page).decode().split()).replace("&#39;", "'").replace("&amp;", "&")
    said = [
        *(item.finding.message for item in [*page.mend, *page.contradictions]),
        *case_words.not_to_mend(page),
        *(case_words.waiting(one) for one in page.waiting),
        *(one.ask for one in page.questions),
        *(case_words.ahead(one) for one in page.ahead),
        *case_words.departures(page),
        *case_words.untold(page),
        page.closing(),
    ]
    for line in said:
        assert line in text
        assert line in html
    assert "ready" not in html.lower().replace("already", "")


def test_hostile_text_is_only_text() -> None:
    page = _page("X900003", hostile())
    text = _printed(lambda console: print_case(page, console))
    html = case_html(page).decode()
    for shown in (text, html):
        assert READABLE in shown
        assert not set(shown) & set(UNSEEN)
    assert "<script>alert" not in html
    assert "<b onclick" not in html


def test_a_file_is_named_by_the_crn_and_by_nothing_else() -> None:
    assert safe_name("X900003") == "X900003"
    assert safe_name("../../=a b") == "a-b"
    assert safe_name("…") == "case"
    assert len(safe_name("x" * 500)) == 40


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
