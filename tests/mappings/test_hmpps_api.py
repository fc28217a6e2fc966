"""The shipped mapping of the HMPPS services' JSON: lists are sheets, and what was not answered is not known."""

import json
import re
from pathlib import Path

import pytest

from practice_check.ingest.result import Export
from tests.mappings import hmpps_export
from tests.mappings.held import case, covers_nothing, entries, read_by, told


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    return read_by(hmpps_export.write(tmp_path_factory.mktemp("services")), "hmpps-api")


def test_a_conviction_with_a_sentence_is_a_case(export: Export) -> None:
    assert sorted(record.key for record in export.records) == [("X900101", 1), ("X900102", 1), ("X900103", 3)]
    assert told(export, "1 row left out", "not sentenced yet")
    ann = case(export, "X900101")
    assert (ann.name, str(ann.date_of_birth), ann.gender, ann.tier) == ("Ann Example", "1990-02-03", "female", "B2")
    assert (ann.order_type, str(ann.start_date), str(ann.end_date)) == ("community_order", "2025-01-06", "2026-07-05")
    assert str(ann.exported_on) == "2025-11-21"


def test_a_licence_has_no_first_day_and_a_masked_name_is_none(export: Export) -> None:
    cal = case(export, "X900103", 3)
    assert (cal.order_type, str(cal.sentence_date), str(cal.end_date)) == ("licence", "2023-04-03", "2027-10-02")
    assert not cal.given("start_date"), "the day of release is not among the answers"
    assert cal.limited_access is True
    assert cal.name is None
    assert not cal.given("name")


def test_what_was_not_answered_of_a_person_is_unknown_and_not_absent(export: Export) -> None:
    cal = case(export, "X900103", 3)
    assert cal.contacts is None
    assert cal.registrations is None
    assert cal.rosh_levels is None
    assert cal.officers is None
    assert covers_nothing(case(export, "X900101"), "assessments")


def test_officers_and_requirements_are_the_orders_own(export: Export) -> None:
    ann = case(export, "X900101")
    assert entries(ann, "officers", "officer", "start", "end") == [
        ("Lindqvist, Per", "2025-01-06", "2025-03-10"),
        ("Okoro, Maya", "2025-03-10", None),
    ]
    assert entries(ann, "requirements", "type", "start", "end", "outcome", "hours") == [
        ("unpaid_work", "2025-01-13", "2025-08-01", "completed", 80)
    ]


def test_registers_are_levels_and_registrations(export: Export) -> None:
    ann = case(export, "X900101")
    assert entries(ann, "rosh_levels", "level", "source_system", "start", "end") == [
        ("high", "register", "2025-06-02", None),
        ("medium", "register", "2025-01-06", "2025-06-02"),
    ]
    assert "rosh_levels" not in ann.covers
    assert entries(ann, "registrations", "type", "level", "category", "start", "review_completed") == [
        ("mappa", "2", "1", "2025-06-10", "(unknown)")
    ]


def test_only_a_completed_review_of_a_register_is_one(export: Export) -> None:
    assert entries(case(export, "X900101"), "reviews", "of", "form", "date", "level") == [
        ("rosh", "register_review", "2025-09-02", "high")
    ]
    assert told(export, "1 row left out", "due and was not completed")


def test_a_failed_visit_a_booked_one_and_a_reminder_are_no_visits(export: Export) -> None:
    fields = ("date", "kind", "outcome", "officer")
    assert entries(case(export, "X900101"), "contacts", *fields) == [
        ("2025-01-08", "office", "attended", "Maya Okoro"),
        ("2025-06-09", "home_visit", "unacceptable_absence", "Maya Okoro"),
        ("2025-07-01", "home_visit", "attended", "Maya Okoro"),
        ("2025-12-05", "home_visit", None, "Maya Okoro"),
    ]
    assert told(export, "1 row left out", "a reminder")
    assert told(export, "1 row left out", "deleted in nDelius")


def test_a_check_and_its_answer_are_one_and_oversight_is_its_own(export: Export) -> None:
    ann = case(export, "X900101")
    assert entries(ann, "checks", "agency", "requested", "answered") == [
        ("police_domestic_abuse", "2025-06-04", "2025-06-12")
    ]
    assert entries(ann, "oversight", "kind", "date", "manager") == [("discussion", "2025-06-03", "Maya Okoro")]


def test_a_page_that_is_not_the_last_leaves_the_contacts_open(export: Export) -> None:
    assert not covers_nothing(case(export, "X900101"), "contacts")
    assert covers_nothing(case(export, "X900102"), "contacts")
    assert entries(case(export, "X900102"), "contacts", "date", "outcome") == [("2025-02-05", "failed_to_comply")]


def test_contacts_without_their_page_leave_everything_open(tmp_path: Path) -> None:
    (path,) = hmpps_export.write(tmp_path)
    whole = json.loads(path.read_text())
    for person in whole["people"]:
        if "contacts" in person:
            person["contacts"] = person["contacts"]["content"]
    path.write_text(json.dumps(whole))
    export = read_by([path], "hmpps-api")
    assert len(entries(case(export, "X900101"), "contacts", "date")) == 4
    assert covers_nothing(case(export, "X900101"), "contacts")
    assert told(export, "people.contacts.last", "none is taken as absent")


def test_scores_and_plans_are_entries_only_where_something_stands_in_them(export: Export) -> None:
    ann = case(export, "X900101")
    assert entries(ann, "assessments", "kind", "date", "status", "purpose", "submitted") == [
        ("likelihood", "2025-01-20", "complete", "(unknown)", "(unknown)"),
        ("likelihood", "2025-05-02", "locked_incomplete", "(unknown)", "(unknown)"),
    ]
    assert entries(ann, "plans", "kind", "date", "victims") == [
        ("rmp", "2025-01-20", "The family has the number of the officer")
    ]
    assert entries(ann, "plan_contingencies", "plan_date", "action") == [
        ("2025-01-20", "Recall him to the office and tell the police")
    ]
    assert entries(ann, "factors", "tag", "noted") == [("alcohol", "(unknown)")]


def test_the_form_that_the_docs_show_is_read_whole(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "shipped-mappings.md").read_text(encoding="utf-8")
    shown = re.search(r"## API JSON.*?```json\n(.*?)```", page, re.DOTALL)
    assert shown is not None
    path = tmp_path / "gathered.json"
    path.write_text(shown[1], encoding="utf-8")
    ann = case(read_by([path], "hmpps-api"), "X900101")
    tables = (
        "officers",
        "requirements",
        "rosh_levels",
        "contacts",
        "assessments",
        "plans",
        "plan_contingencies",
        "factors",
    )
    assert {table: len(getattr(ann, table) or []) for table in tables} == dict.fromkeys(tables, 1)
    assert "contacts" not in ann.covers
