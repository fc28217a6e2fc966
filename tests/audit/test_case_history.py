"""Case histories, from records through the rules that ship: what was last seen, lanes, versions, what is not known."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from practice_check.audit import Options, check
from practice_check.audit import history as history_module
from practice_check.audit.parts import CaseHistory, LastTime, Mark, VersionChange
from practice_check.audit.person import Checker, Scope
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord
from practice_check.reports import render
from practice_check.rulebook import Rulebook
from practice_check.rulebook.case_history import HistoryForm

AS_OF = dt.date(2026, 10, 30)
PLAN_TEXT = "Police and children's services are told of any call-out; she is asked each week how the week went. " * 3


def record(event_number: int = 1, **more: Any) -> CaseRecord:
    """An order from 2 March 2026; ``more``: its tables and fields."""
    return CaseRecord.model_validate(
        {
            "crn": "X100001",
            "event_number": event_number,
            "order_type": "community_order",
            "sentence_date": "2026-03-02",
            "start_date": "2026-03-02",
            "end_date": "2028-03-01",
            "closed_date": None,
            "exported_on": AS_OF.isoformat(),
            **more,
        }
    )


def histories(rulebook: Rulebook, *records: CaseRecord, as_of: dt.date = AS_OF) -> list[CaseHistory]:
    checker = Checker(rulebook, Scope(None, frozenset()))
    return [history for case in checker.person(records, as_of.toordinal()) if (history := case.history())]


def history(rulebook: Rulebook, as_of: dt.date = AS_OF, **more: Any) -> CaseHistory:
    return histories(rulebook, record(**more), as_of=as_of)[0]


def contact(date: str, kind: str = "office", outcome: str | None = "attended", **more: Any) -> dict[str, Any]:
    return {"date": date, "kind": kind, "outcome": outcome, "purpose": ["supervision"], **more}


def last(one: CaseHistory, what: str) -> LastTime:
    return next(each for each in one.last if each.what == what)


def marks(one: CaseHistory, lane: str) -> list[tuple[str, str, str]]:
    return [(mark.date.isoformat(), mark.what, mark.sign) for mark in one.marks if mark.lane == lane]


def spans(one: CaseHistory, lane: str) -> list[tuple[str, dt.date | None, dt.date | None]]:
    return [(span.what, span.start, span.end) for span in one.spans if span.lane == lane]


# ---------------------------------------------------------------- the two dates that are asked for first


def test_the_two_dates_are_those_of_the_latest_meeting_and_home_visit(rulebook: Rulebook) -> None:
    one = history(
        rulebook,
        contacts=[
            contact("2026-08-28", "home_visit"),
            contact("2026-09-01"),
            contact("2026-10-01", "video"),
            contact("2026-10-06", "home_visit", "no_access"),
            contact("2026-10-07", "office", "unacceptable_absence"),
        ],
    )
    assert last(one, "seen in person") == LastTime(what="seen in person", date=dt.date(2026, 9, 1), known=True)
    assert last(one, "home visit") == LastTime(what="home visit", date=dt.date(2026, 8, 28), known=True)


def test_a_home_visit_under_another_order_of_the_person_counts(rulebook: Rulebook) -> None:
    first, second = histories(
        rulebook,
        record(1, contacts=[contact("2026-09-01")]),
        record(2, start_date="2026-05-01", contacts=[contact("2026-10-02", "home_visit")]),
    )
    assert last(first, "home visit").date == last(second, "home visit").date == dt.date(2026, 10, 2)
    assert ("2026-10-02", "seen: home visit", "seen") in marks(first, "Contact")


def test_none_recorded_and_not_known_are_two_things(rulebook: Rulebook) -> None:
    none = last(history(rulebook, contacts=[]), "home visit")
    absent = last(history(rulebook), "home visit")
    cut = last(history(rulebook, contacts=[], covers={"contacts": {"from": "2026-06-01"}}), "home visit")
    assert (none.date, none.known) == (None, True)
    assert (absent.date, absent.known) == (None, False)
    assert (cut.date, cut.known) == (None, False)


def test_a_date_is_not_known_for_the_last_where_a_later_one_may_be(rulebook: Rulebook) -> None:
    seen = contact("2026-09-01")
    blank = last(history(rulebook, contacts=[seen, contact("2026-10-01", outcome=None)]), "seen in person")
    cut_off = last(
        history(rulebook, contacts=[seen], covers={"contacts": {"from": "2026-01-01", "to": "2026-09-30"}}),
        "seen in person",
    )
    early_blank = last(history(rulebook, contacts=[seen, contact("2026-08-01", outcome=None)]), "seen in person")
    assert (blank.date, blank.known) == (dt.date(2026, 9, 1), False)
    assert (cut_off.date, cut_off.known) == (dt.date(2026, 9, 1), False)
    assert (early_blank.date, early_blank.known) == (dt.date(2026, 9, 1), True)


# ---------------------------------------------------------------- lanes


def test_each_row_stands_once_in_a_lane_by_what_it_is(rulebook: Rulebook) -> None:
    one = history(
        rulebook,
        contacts=[
            contact("2026-04-01", "home_visit"),
            contact("2026-04-02", "telephone"),
            contact("2026-04-03", "office", "unacceptable_absence"),
            contact("2026-04-04", "home_visit", "no_access"),
            contact("2026-04-05", "office", None),
            contact("2026-04-06", "unpaid_work", "stood_down"),
        ],
    )
    assert marks(one, "Contact") == [
        ("2026-04-01", "seen: home visit", "seen"),
        ("2026-04-02", "telephone", "step"),
        ("2026-04-03", "office: unacceptable absence", "missed"),
        ("2026-04-04", "home visit: no access", "missed"),
        ("2026-04-05", "office: outcome not recorded", "unclear"),
        ("2026-04-06", "unpaid work: stood down", "step"),
    ]


def test_an_entry_that_a_blank_leaves_open_says_which_blank(rulebook: Rulebook) -> None:
    one = history(rulebook, assessments=[{"date": "2026-04-01", "kind": None, "status": "complete"}])
    assert [(what, sign) for _, what, sign in marks(one, "Assessments and plans")] == [
        ("RoSH screening (kind not recorded)", "unclear")
    ]


def test_a_check_has_a_mark_for_each_of_its_dates(rulebook: Rulebook) -> None:
    one = history(
        rulebook,
        checks=[
            {
                "agency": "police",
                "requested": "2026-03-04",
                "chased": None,
                "answered": "2026-03-04",
                "result": "no_trace",
            }
        ],
    )
    assert [what for _, what, _ in marks(one, "Other agencies")] == [
        "check asked of police",
        "answer from police: no trace",
    ]


def test_periods_are_drawn_by_the_first_word_that_they_are_of(rulebook: Rulebook) -> None:
    one = history(
        rulebook,
        registrations=[
            {"type": "mappa", "level": "2", "start": "2026-03-02", "end": None},
            {"type": "child_protection", "level": None, "start": "2025-01-01", "end": "2026-05-01"},
            {"type": "suicide_or_self_harm", "level": None, "start": "2026-04-01", "end": "2026-12-01"},
        ],
    )
    assert spans(one, "Registrations") == [
        ("child protection procedures", dt.date(2025, 1, 1), dt.date(2026, 5, 1)),
        ("MAPPA level 2", dt.date(2026, 3, 2), None),
        ("suicide or self harm", dt.date(2026, 4, 1), None),
    ]


def test_nothing_is_dated_after_the_as_of_date(rulebook: Rulebook) -> None:
    one = history(
        rulebook,
        as_of=dt.date(2026, 6, 1),
        contacts=[contact("2026-05-01"), contact("2026-06-02"), contact("2026-07-01", "home_visit", None)],
        events=[{"kind": "arrest", "date": "2026-06-03"}],
        rosh_levels=[
            {"level": "medium", "start": "2026-03-02", "end": "2026-07-01"},
            {"level": "high", "start": "2026-07-01", "end": None},
        ],
        plans=[plan("2026-03-20"), plan("2026-07-01")],
    )
    assert [mark.date.isoformat() for mark in one.marks] == ["2026-05-01", "2026-03-20"]
    assert spans(one, "RoSH level") == [("medium", dt.date(2026, 3, 2), None)]
    assert spans(one, "Order or licence") == [("community order", dt.date(2026, 3, 2), None)]
    assert last(one, "seen in person") == LastTime(what="seen in person", date=dt.date(2026, 5, 1), known=True)
    assert [change.date for change in one.versions] == [dt.date(2026, 3, 20)]
    text = one.model_dump_json()
    assert "2026-07" not in text and "2026-06" not in text


def test_what_lies_long_before_the_order_or_after_its_end_is_left_out(rulebook: Rulebook) -> None:
    dates = ["2013-01-05", "2013-05-20", "2013-07-01", "2014-06-20", "2015-06-01"]
    one = history(
        rulebook,
        sentence_date="2013-06-01",
        start_date="2013-06-01",
        end_date="2014-05-31",
        contacts=[contact(date) for date in dates],
    )
    assert [date for date, _, _ in marks(one, "Contact")] == ["2013-05-20", "2013-07-01", "2014-06-20"]
    assert one.until == dt.date(2014, 8, 31)
    assert last(one, "seen in person").date == dt.date(2015, 6, 1)


def test_what_the_export_does_not_hold_is_said(rulebook: Rulebook) -> None:
    one = history(rulebook, contacts=[], events=[], covers={"contacts": {"from": "2026-06-01"}})
    assert "the 'contacts' sheet begins on 1 Jun 2026" in one.not_seen
    assert "the 'plans' sheet is not in the export" in one.not_seen
    assert not any("'events'" in each for each in one.not_seen)


def test_a_long_text_of_the_export_is_cut(rulebook: Rulebook) -> None:
    one = history(rulebook, officers=[{"officer": "x" * 10_000, "start": "2026-03-02", "end": None}])
    assert [len(what) for what, _, _ in spans(one, "Officer")] == [60]


# ---------------------------------------------------------------- versions


def plan(date: str, **more: Any) -> dict[str, Any]:
    return {
        "row_id": f"plan-{date}",
        "kind": "rmp",
        "date": date,
        "status": "complete",
        "purpose": "review",
        "text": PLAN_TEXT,
        "victims": None,
        "agencies": ["police"],
        "contact_per_month": 2,
        "review_triggers": None,
        "review_due": None,
        **more,
    }


def contingency(of: str, trigger: str) -> dict[str, Any]:
    return {"plan_id": of, "plan_date": of.removeprefix("plan-"), "trigger": trigger, "action": "Ring the police."}


def changes(one: CaseHistory, of: str = "risk management plan") -> list[VersionChange]:
    return [change for change in one.versions if change.of == of]


def test_a_copy_after_an_arrest_is_to_be_seen(rulebook: Rulebook) -> None:
    one = history(
        rulebook,
        plans=[plan("2026-03-20"), plan("2026-09-10", text=PLAN_TEXT.replace("each week how", "weekly how", 1))],
        events=[{"kind": "arrest", "date": "2026-09-03", "offence_type": "violent"}],
        plan_contingencies=[],
        plan_actions=[],
    )
    first, second = changes(one)
    assert (first.before, first.changed, first.unchanged, first.happened) == (None, [], [], [])
    assert second.before == dt.date(2026, 3, 20)
    assert second.happened == ["arrest for violence, domestic abuse or a child offence 3 Sep 2026"]
    assert second.changed == []
    assert second.unchanged[0].startswith("text the same as before (9")
    assert "contacts a month as before" in second.unchanged
    assert "section on victims still not recorded" in second.unchanged
    assert "still no contingencies recorded" in second.unchanged


def test_what_differs_is_said_in_words(rulebook: Rulebook) -> None:
    one = history(
        rulebook,
        plans=[
            plan("2026-03-20"),
            plan(
                "2026-09-10",
                text="He lives elsewhere now. Weekly visits, and housing is told at once.",
                agencies=["housing", "childrens_services"],
                contact_per_month=4,
                victims="Her address is kept from him.",
                review_due="2026-12-10",
            ),
        ],
        plan_contingencies=[
            contingency("plan-2026-03-20", "He drinks again"),
            contingency("plan-2026-09-10", "he  drinks AGAIN"),
            contingency("plan-2026-09-10", "He is seen near the school"),
        ],
        plan_actions=[
            {"plan_id": "plan-2026-03-20", "plan_date": "2026-03-20", "tag": "alcohol", "action": "See the clinic"},
            {"plan_id": "plan-2026-09-10", "plan_date": "2026-09-10", "tag": "drugs", "action": "Test each week"},
        ],
    )
    assert changes(one)[1].changed == [
        "text changed",
        "section on victims now recorded",
        "agencies: housing, children's services added; police taken out",
        "contacts a month: 4 (was 2)",
        "review date: 10 Dec 2026 (was not recorded)",
        "contingencies: 1 added",
        "actions: 1 added (drugs), 1 taken out (alcohol)",
    ]


def test_where_nothing_happened_only_a_copied_text_is_said_to_be_unchanged(rulebook: Rulebook) -> None:
    one = history(rulebook, plans=[plan("2026-03-20"), plan("2026-09-10")], plan_contingencies=[], plan_actions=[])
    assert changes(one)[1].unchanged == ["text the same as before (100 %)"]
    assert changes(one)[1].happened == []


def test_a_likeness_is_that_of_the_parameter(rulebook: Rulebook) -> None:
    whole = "a" * 200
    ten, fourteen = "a" * 190 + "b" * 10, "a" * 176 + "b" * 24
    dates = ["2026-03-20", "2026-05-20", "2026-07-20", "2026-09-20"]
    texts = [whole, ten, whole, fourteen]
    one = history(rulebook, plans=[plan(date, text=text) for date, text in zip(dates, texts, strict=True)])
    _, second, third, fourth = changes(one)
    assert second.unchanged == third.unchanged == ["text the same as before (95 %)"]
    assert fourth.unchanged == []
    assert fourth.changed == ["text changed a little (88 % alike)"]


def test_what_happened_after_the_latest_version_stands_with_it(rulebook: Rulebook) -> None:
    one = history(
        rulebook,
        plans=[plan("2026-03-20"), plan("2026-06-10")],
        events=[
            {"kind": "arrest", "date": "2026-06-10", "offence_type": "violent"},
            {"kind": "escalation", "date": "2026-08-03"},
            {"kind": "relapse", "date": "2026-08-04"},
        ],
        reviews=[{"of": "rmp", "date": "2026-08-05", "form": "contact_entry"}],
    )
    first, second = changes(one)
    assert second.happened == ["arrest for violence, domestic abuse or a child offence 10 Jun 2026"]
    assert second.since == ["escalation 3 Aug 2026"]
    assert second.reviewed == [dt.date(2026, 8, 5)]
    assert (first.since, first.reviewed) == ([], [])


def test_a_screening_is_not_meant_to_follow_what_happens_and_a_full_analysis_is(rulebook: Rulebook) -> None:
    one = history(
        rulebook,
        assessments=[
            {"kind": "rosh_screening", "date": "2026-03-10", "status": "complete", "full_needed": True},
            {"kind": "rosh_screening", "date": "2026-08-10", "status": "complete", "full_needed": True},
            {"kind": "rosh_full", "date": "2026-03-10", "status": "complete"},
        ],
        events=[{"kind": "escalation", "date": "2026-05-03"}, {"kind": "escalation", "date": "2026-09-03"}],
        reviews=[{"of": "rosh", "date": "2026-09-05", "form": "contact_entry"}],
    )
    screenings = changes(one, "RoSH screening")
    assert [(each.happened, each.unchanged, each.since, each.reviewed) for each in screenings] == [([], [], [], [])] * 2
    (analysis,) = changes(one, "full RoSH analysis")
    assert analysis.since == ["escalation 3 May 2026", "escalation 3 Sep 2026"]
    assert analysis.reviewed == [dt.date(2026, 9, 5)]


def test_an_assessment_is_compared_by_level_and_factors(rulebook: Rulebook) -> None:
    def analysis(date: str, **more: Any) -> dict[str, Any]:
        return {"kind": "rosh_full", "date": date, "status": "complete", "factors": ["alcohol", "drugs"], **more}

    one = history(
        rulebook,
        assessments=[
            analysis("2026-03-10", level="medium"),
            analysis("2026-08-01", level="high", factors=["alcohol", "ete"]),
        ],
        events=[],
    )
    (_, second) = changes(one, "full RoSH analysis")
    assert second.changed == ["level: high (was medium)", "factors: ETE added; drugs taken out"]


def test_a_column_that_is_not_in_the_export_is_not_compared(rulebook: Rulebook) -> None:
    bare = [
        {"kind": "rmp", "date": date, "status": "complete", "text": PLAN_TEXT} for date in ("2026-03-20", "2026-09-10")
    ]
    one = history(rulebook, plans=bare, events=[{"kind": "escalation", "date": "2026-08-03"}])
    assert changes(one)[1].unchanged == ["text the same as before (100 %)"]


def test_parts_of_another_orders_plan_with_the_same_row_id_are_not_taken_for_its_own(rulebook: Rulebook) -> None:
    def order(number: int, first: str, second: str, triggers: list[tuple[str, str]]) -> CaseRecord:
        plans = [plan(first, row_id="p1"), plan(second, row_id="p2")]
        parts = [{"plan_id": of, "plan_date": None, "trigger": text, "action": None} for of, text in triggers]
        dated = [{**part, "plan_date": first if part["plan_id"] == "p1" else second} for part in parts]
        return record(number, plans=plans, plan_contingencies=dated, plan_actions=[])

    one, _ = histories(
        rulebook,
        order(1, "2026-03-20", "2026-09-10", [("p1", "He drinks again"), ("p2", "He drinks again")]),
        order(
            2, "2026-04-20", "2026-10-10", [("p1", "She rings"), ("p1", "He moves"), ("p2", "Another thing altogether")]
        ),
    )
    by_date = {change.date.isoformat(): change for change in changes(one)}
    assert by_date["2026-04-20"].changed == ["contingencies: 2 added, 1 taken out"]
    assert by_date["2026-09-10"].changed == ["contingencies: 1 added, 2 taken out"]


# ---------------------------------------------------------------- through a run


def export(*records: CaseRecord, not_read: Any = ()) -> Export:
    return Export(records=list(records), not_read=list(not_read), problems=[], inputs=[], exported_on=AS_OF)


def test_a_run_carries_a_history_for_each_case_that_was_checked(rulebook: Rulebook) -> None:
    results = check(
        export(record(1), record(2), not_read=[("X100009", 1)]), rulebook, Options(select=["initial-home-visit"])
    )
    assert [(one.crn, one.event_number) for one in results.histories] == [("X100001", 1), ("X100001", 2)]
    written = json.loads(render(results, "json", {"all"}))
    assert [one["event_number"] for one in written["histories"]] == [1, 2]


def test_a_history_that_fails_costs_nobody_a_verdict(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> CaseHistory:
        raise KeyError("a row that nobody foresaw")

    checker = Checker(rulebook, Scope(None, frozenset({"initial-home-visit"})))
    person = [record(1, contacts=[])]
    (expected,) = checker.person(person, AS_OF.toordinal())
    monkeypatch.setattr(history_module, "_history", fails)
    (result,) = checker.person(person, AS_OF.toordinal())
    assert result.findings() == expected.findings() != []
    history = result.history()
    assert history is not None
    assert history.not_seen == ["a history that can be drawn from this record (KeyError)"]
    assert history.marks == []


def test_without_a_form_there_is_nothing_but_the_order(rulebook: Rulebook) -> None:
    (one,) = histories(replace(rulebook, history=HistoryForm()), record(contacts=[contact("2026-04-01")]))
    assert (one.last, one.marks, one.versions, one.not_seen) == ([], [], [], [])
    assert [span.what for span in one.spans] == ["community order"]


def test_a_mark_says_what_it_stands_for(rulebook: Rulebook) -> None:
    one = history(rulebook, events=[{"kind": "arrest", "date": "2026-04-01"}])
    assert one.marks == [Mark(date=dt.date(2026, 4, 1), lane="Events", what="arrest", sign="event")]
