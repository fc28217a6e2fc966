"""What becomes of a gap by the next run, each way that it can go."""

import datetime as dt
from typing import Any

import pytest

from practice_check.audit.parts import Asked, Change, Changes
from practice_check.audit.results import Hashes, Results
from practice_check.audit.results_file import PartialResultsError
from practice_check.history import WrongOrderError, compare, with_first_seen
from practice_check.rulebook.model import VerdictWord
from tests.history.made import BEFORE, DUE, NOW, case, finding, rule, run

GAP = finding("a", "gap")
MAY = dt.date(2025, 3, 20)


def only(changes: Changes) -> Change:
    assert len(changes.changes) == 1
    return changes.changes[0]


def after(*findings: Any, **more: Any) -> Results:
    return run(NOW, findings, **more)


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (
            finding("a", "met_late", met_on=MAY, days_late=38),
            "Recorded late, on 20 Mar 2025, 38 days after it was due.",
        ),
        (
            finding("a", "met_late", met_on=dt.date(2025, 2, 11), days_late=1),
            "Recorded late, on 11 Feb 2025, 1 day after it was due; that entry was not in the run before.",
        ),
        (
            finding("a", "met", met_on=dt.date(2025, 2, 3)),
            "Recorded in time, on 3 Feb 2025; that entry was not in the run before.",
        ),
        (finding("a", "excepted", decided_by="exception"), "A reasoned departure is recorded."),
        (finding("a", "met", decided_by="assessor"), "An assessor has judged it sufficient."),
    ],
)
def test_closed_says_what_closed_it(now: Any, why: str) -> None:
    change = only(compare(run(BEFORE, [GAP]), after(now)))
    assert (change.state, change.before, change.now, change.why) == ("closed", "gap", now.verdict, why)
    assert change.do is None
    assert not change.to_mend


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (finding("a", "cannot_tell", message="The record cannot tell."), "The record cannot tell."),
        (finding("a", "not_applicable", message="Does not apply: recalled."), "Does not apply: recalled."),
        (finding("a", "needs_judgement"), "A person must judge it."),
        (
            finding("a", "needs_judgement", met_on=MAY),
            "Recorded on 20 Mar 2025; a person must judge whether it is enough.",
        ),
        (
            finding("a", "due", due=dt.date(2025, 5, 1)),
            "It is not due before 1 May 2025 now: a date, a pause or a limit has changed.",
        ),
        (finding("x", "not_checked", rule="", message="Not checked: crash."), "Not checked: crash."),
        (finding("b", "met", rule="other"), "The rule is not part of this run."),
        (
            finding("x", "not_applicable", opened=None, due=None, message="Does not apply: no home."),
            "Does not apply: no home.",
        ),
        (
            finding("b", "met"),
            "It does not apply now, or what opened it is no longer in the record, or has another date.",
        ),
    ],
)
def test_what_is_no_longer_judged_is_never_closed(now: Any, why: str) -> None:
    changes = compare(run(BEFORE, [GAP]), after(now))
    assert [change.why for change in changes.changes] == [why]
    assert changes.counts == {"new": 0, "closed": 0, "still_open": 0, "not_judged_now": 1}


def test_a_case_that_left_is_not_closed_and_is_noted() -> None:
    changes = compare(run(BEFORE, [GAP, finding("b", "met", crn="X2")]), after(finding("b", "met", crn="X2")))
    assert (only(changes).state, only(changes).why) == ("not_judged_now", "The case is not in this run.")
    assert "1 case of the run before is not in this one" in changes.notes[0]


def test_a_person_who_could_not_be_read_at_all_is_not_closed() -> None:
    unread = finding("x", "not_checked", rule="", message="Not checked: the case could not be read.")
    before = finding("a", "gap", event_number=2)
    changes = compare(run(BEFORE, [before], cases=[case(event_number=2)]), after(unread))
    assert only(changes).why == "Not checked: the case could not be read."


def test_an_answer_that_is_not_given_again_closes_nothing() -> None:
    judged = finding("a", "gap", decided_by="assessor")
    change = only(compare(run(BEFORE, [judged]), after(finding("a", "met", met_on=MAY))))
    assert (change.state, change.now) == ("not_judged_now", "met")
    assert change.why == "An assessor judged it not sufficient; this run was given no answer about it."


def test_what_does_not_apply_and_was_left_out_is_said() -> None:
    hidden = finding("z", "not_applicable")
    cut = after(finding("b", "met"), hidden)
    cut = cut.model_copy(update={"findings": [each for each in cut.findings if each.verdict != "not_applicable"]})
    assert "left out" in str(only(compare(run(BEFORE, [GAP]), cut)).why)


@pytest.mark.parametrize(
    ("earlier", "why"),
    [
        ("due", "It fell due since the run before, on 10 Feb 2025."),
        ("met", "The run before found it recorded; what met it is no longer in the record, or has another date."),
        ("met_late", "The run before found it recorded; what met it is no longer in the record, or has another date."),
        ("excepted", "The departure that excused it holds no longer."),
        ("cannot_tell", "The record could not tell before, and now shows that it is not recorded."),
        ("needs_judgement", "The run before left it to a person to judge; what was recorded is no longer there."),
        ("not_applicable", "It did not apply in the run before."),
        ("not_checked", "It could not be checked in the run before."),
    ],
)
def test_new_says_how_it_came_to_be_open(earlier: VerdictWord, why: str) -> None:
    change = only(compare(run(BEFORE, [finding("a", earlier)]), after(GAP)))
    assert (change.state, change.before, change.why) == ("new", earlier, why)
    assert change.do == "Visit."


def test_new_by_an_assessors_answer_is_told_from_new_by_the_record() -> None:
    judged = finding("a", "gap", decided_by="assessor")
    for earlier in ("met", "met_late", "needs_judgement", "cannot_tell"):
        change = only(compare(run(BEFORE, [finding("a", earlier)]), after(judged)))
        assert "an assessor has judged it not sufficient" in str(change.why).lower()


def test_new_for_want_of_the_case_the_rule_or_the_occasion_before() -> None:
    other_case = run(BEFORE, [finding("b", "met", crn="X2")], rules={"visit": rule()})
    other_rule = run(BEFORE, [finding("b", "met", rule="other")])
    lost = run(BEFORE, [finding("x", "not_checked", rule="")], rules={"visit": rule()})
    none = run(BEFORE, [finding("b", "met")])
    assert only(compare(other_case, after(GAP, cases=[case()]))).why == "The case was not in the run before."
    assert only(compare(other_rule, after(GAP))).why == "The rule was not part of the run before."
    assert only(compare(lost, after(GAP))).why == "The case could not be checked in the run before."
    since = finding("a", "gap", opened=dt.date(2025, 3, 10))
    assert only(compare(none, after(since))).why == "It opened since the run before, on 10 Mar 2025."
    assert "recorded or given a date since" in str(only(compare(none, after(GAP))).why)


def test_still_open_counts_its_days_from_the_due_date() -> None:
    changes = compare(
        run(BEFORE, [GAP, finding("b", "gap", due=NOW - dt.timedelta(days=30))]),
        after(GAP, finding("b", "gap", due=NOW - dt.timedelta(days=30))),
    )
    assert [(change.since, change.days_open) for change in changes.changes] == [
        (DUE, 56),
        (dt.date(2025, 3, 8), 30),
    ]
    assert (changes.counts["still_open"], changes.long_open) == (2, 1)


def test_what_is_judged_before_it_is_due_is_open_since_it_opened() -> None:
    ahead = finding("b", "gap", opened=dt.date(2025, 3, 10), due=NOW + dt.timedelta(days=90))
    assert only(compare(run(BEFORE, []), after(ahead))).since == dt.date(2025, 3, 10)


def test_a_run_against_itself_has_nothing_new() -> None:
    results = run(BEFORE, [GAP, finding("b", "met"), finding("c", "cannot_tell")])
    changes = compare(results, results)
    assert changes.counts == {"new": 0, "closed": 0, "still_open": 1, "not_judged_now": 0}
    assert changes.notes == []


# ---------------------------------------------------------------- fingerprints that moved


def test_one_that_went_and_one_that_came_are_perhaps_the_same() -> None:
    moved = finding("b", "gap", opened=dt.date(2025, 1, 22), due=dt.date(2025, 2, 12))
    change = only(compare(run(BEFORE, [GAP]), after(moved)))
    assert (change.state, change.fingerprint, change.was) == ("still_open", "b", "a")
    assert change.why == "Perhaps the one that the run before dated from 20 Jan 2025: it is dated from 22 Jan 2025 now."


@pytest.mark.parametrize(
    "came",
    [
        [finding("b", "gap", opened=dt.date(2025, 3, 10))],
        [finding("b", "gap"), finding("c", "gap")],
        [finding("b", "gap", rule="other"), finding("d", "met")],
        [finding("b", "gap", crn="X2"), finding("d", "met")],
    ],
    ids=["younger than the run before", "two came", "of another rule", "of another case"],
)
def test_otherwise_what_came_is_new_and_what_went_is_not_judged(came: list[Any]) -> None:
    states = [change.state for change in compare(run(BEFORE, [GAP]), after(*came)).changes]
    assert states.count("not_judged_now") == 1
    assert states.count("new") == len(came) - sum(each.verdict == "met" for each in came)


def test_two_that_went_and_one_that_came_are_not_paired() -> None:
    changes = compare(run(BEFORE, [GAP, finding("b", "gap")]), after(finding("c", "gap")))
    assert changes.counts == {"new": 1, "closed": 0, "still_open": 0, "not_judged_now": 2}


def test_a_duty_missed_again_and_again_stays_open_for_the_times_that_are_left() -> None:
    before = finding("a", "gap", missed=3)
    first = finding("a", "met_late", met_on=MAY, days_late=38)
    rest = finding("b", "gap", opened=dt.date(2025, 1, 27), due=dt.date(2025, 2, 17), missed=2)
    change = only(compare(run(BEFORE, [before]), after(first, rest)))
    assert (change.state, change.fingerprint, change.was) == ("still_open", "b", "a")
    assert change.why == "Missed 3 times in the run before, 2 now."


def test_a_duty_missed_once_more_since_is_a_new_one() -> None:
    before = finding("a", "gap", missed=2)
    closed = finding("a", "met_late", met_on=MAY, days_late=38)
    since = finding("b", "gap", opened=dt.date(2025, 3, 5), due=dt.date(2025, 3, 26))
    changes = compare(run(BEFORE, [before]), after(closed, since))
    assert [change.state for change in changes.changes] == ["new", "closed"]


# ---------------------------------------------------------------- consequences


def test_what_follows_from_another_is_told_with_it() -> None:
    root, follows = finding("a", "gap"), finding("b", "gap", rule="plan", root="visit", consequence_of="visit")
    closed = [finding("a", "met_late", met_on=MAY), finding("b", "met_late", rule="plan", met_on=MAY)]
    for now in ([root, follows], closed):
        change = only(compare(run(BEFORE, [root, follows]), after(*now)))
        assert [each.fingerprint for each in change.follows] == ["b"]


def test_what_follows_from_another_stands_by_itself_when_it_fares_otherwise() -> None:
    root, follows = finding("a", "gap"), finding("b", "gap", rule="plan", root="visit", consequence_of="visit")
    alone = finding("b", "gap", rule="plan")
    changes = compare(run(BEFORE, [root, follows]), after(finding("a", "met_late", met_on=MAY), alone))
    assert [(change.state, change.fingerprint) for change in changes.changes] == [("closed", "a"), ("still_open", "b")]
    untold = finding("b", "cannot_tell", rule="plan")
    changes = compare(run(BEFORE, [root, follows]), after(finding("a", "met_late", met_on=MAY), untold))
    assert [(change.state, change.fingerprint) for change in changes.changes] == [
        ("closed", "a"),
        ("not_judged_now", "b"),
    ]


# ---------------------------------------------------------------- whose, what first, what for


def test_only_duties_are_compared() -> None:
    measured = {"visit": rule("measure")}
    assert compare(run(BEFORE, [GAP], rules=measured), run(NOW, [GAP], rules=measured)).changes == []


def test_an_exposed_child_comes_first_then_a_victim_then_severity_then_age() -> None:
    rules = {
        "child": rule(themes=["child", "exposed"]),
        "victim": rule(themes=["victim", "exposed"]),
        "visit": rule(),
    }
    found = [
        finding("old", "gap", severity="medium", due=dt.date(2024, 1, 1)),
        finding("high", "gap"),
        finding("older", "gap", due=dt.date(2025, 2, 1)),
        finding("victim", "gap", rule="victim", severity="low"),
        finding("child", "gap", rule="child", severity="low"),
    ]
    changes = compare(run(BEFORE, [], cases=[case()], rules=rules), run(NOW, found, rules=rules))
    assert [change.fingerprint for change in changes.changes] == ["child", "victim", "older", "high", "old"]


def test_what_can_still_be_put_right_is_marked() -> None:
    found = [
        GAP,
        finding("b", "gap", remediable="no"),
        finding("c", "gap", crn="X2"),
        finding("d", "gap", crn="X2", rule="refer"),
        finding("e", "gap", remediable="explain"),
    ]
    cases = [case(), case("X2", live=False)]
    rules = {"visit": rule(), "refer": rule(survives_end=True)}
    changes = compare(run(BEFORE, found, cases=cases, rules=rules), run(NOW, found, cases=cases, rules=rules))
    assert {change.fingerprint for change in changes.changes if change.to_mend} == {"a", "d", "e"}


def test_the_officer_and_the_team_are_those_of_now_and_a_masked_name_stays_masked() -> None:
    before = run(BEFORE, [GAP], cases=[case(officer="Old", team="Old", name="Ann")])
    now = after(
        finding("a", "gap", officer="Old", officer_now="New"),
        cases=[case(officer="New", team="South", name="Ann", limited_access=True)],
    )
    change = only(compare(before, now))
    assert (change.officer_now, change.team, change.name) == ("New", "South", "***")


def test_the_history_tells_since_which_run_it_is_open() -> None:
    changes = compare(run(BEFORE, [GAP, finding("b", "gap")]), after(GAP, finding("b", "met", met_on=MAY)))
    seen = with_first_seen(changes, {"a": dt.date(2024, 12, 2), "b": dt.date(2024, 12, 2)})
    assert {change.fingerprint: change.open_since_run for change in seen.changes} == {
        "a": dt.date(2024, 12, 2),
        "b": None,
    }


# ---------------------------------------------------------------- what cannot be compared, or not well


def test_the_earlier_run_comes_first() -> None:
    with pytest.raises(WrongOrderError, match="of 7 Apr 2025, later than the other, of 3 Mar 2025"):
        compare(after(GAP), run(BEFORE, [GAP]))


def test_results_with_findings_left_out_are_refused() -> None:
    whole = run(BEFORE, [GAP, finding("b", "met")])
    cut = whole.model_copy(update={"findings": [GAP]})
    for old, new in ((cut, whole), (whole, cut)):
        with pytest.raises(PartialResultsError, match="met are cut"):
            compare(old, new)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"asked": Asked(where={"team": "North"})}, "all cases before, team North now"),
        ({"asked": Asked(select=["visit"])}, "different rules (--select, --ignore)"),
        ({"asked": Asked(ignore=["visit"])}, "different rules (--select, --ignore)"),
        ({"asked": Asked(packs=["current"])}, "those in force before, current now"),
        ({"hashes": Hashes(rules="2", params="1", mapping="1")}, "The rules have changed"),
        ({"hashes": Hashes(rules="1", params="2", mapping="1")}, "The limits have changed"),
        ({"hashes": Hashes(rules="1", params="1", mapping="2")}, "another mapping"),
        ({"cases_not_checked": 3}, "could not be checked: 0 before, 3 now"),
        ({"pseudonymised": True}, "Only one of the runs has CRNs replaced"),
    ],
)
def test_what_makes_them_less_than_comparable_is_noted(more: dict[str, Any], said: str) -> None:
    same: dict[str, Any] = {"hashes": Hashes(rules="1", params="1", mapping="1")}
    changes = compare(run(BEFORE, [GAP], **same), run(NOW, [GAP], **(same | more)))
    assert len(changes.notes) == 1
    assert said in changes.notes[0]


def test_two_caseloads_without_a_case_in_common_are_noted() -> None:
    changes = compare(run(BEFORE, [GAP]), after(finding("b", "gap", crn="X2")))
    assert changes.notes[0].startswith("No case is in both runs")


def test_another_order_of_what_was_asked_is_the_same() -> None:
    one, two = Asked(select=["a", "b"], packs=["p", "q"]), Asked(select=["b", "a", "a"], packs=["q", "p"])
    assert compare(run(BEFORE, [GAP], asked=one), run(NOW, [GAP], asked=two)).notes == []
