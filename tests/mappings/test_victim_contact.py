"""The shipped mapping of a victim unit's list: an answer, no answer, and not known are three things."""

import pytest

from practice_check.ingest.result import Export
from tests.mappings import victim_export
from tests.mappings.held import case, entries, read_by, told

FIELDS = ("row_id", "eligible", "sentence_date", "offered", "offer_kind", "accepted", "views_on_conditions")
UNKNOWN = "(unknown)"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    return read_by(victim_export.with_cases(tmp_path_factory.mktemp("victims")), "victim-contact")


def test_a_crn_that_spans_two_rows_is_of_both_victims(export: Export) -> None:
    assert entries(case(export, "X900001"), "victims", *FIELDS) == [
        ("V1", True, "2024-05-13", "2024-06-12", "face_to_face", True, "2025-03-10"),
        ("V2", True, "2024-05-13", "2024-06-13", "letter", False, UNKNOWN),
    ]


def test_declined_is_a_no_for_the_answer_and_unknown_for_the_day(export: Export) -> None:
    assert entries(case(export, "X900001"), "victims", "row_id", "accepted", "told_of_release") == [
        ("V1", True, None),
        ("V2", False, UNKNOWN),
    ]


def test_a_blank_is_not_recorded(export: Export) -> None:
    assert entries(case(export, "X900002"), "victims", *FIELDS, "liaison_officer") == [
        ("V3", True, "2025-01-27", None, None, None, None, None)
    ]


def test_not_applicable_is_neither_yes_nor_no(export: Export) -> None:
    assert entries(case(export, "X900003"), "victims", *FIELDS, "liaison_officer") == [
        ("V4", None, UNKNOWN, UNKNOWN, UNKNOWN, None, UNKNOWN, UNKNOWN)
    ]


def test_not_known_is_unknown_and_a_day_that_cannot_be_is_a_fault(export: Export) -> None:
    assert entries(case(export, "X900004"), "victims", *FIELDS, "told_of_release", "liaison_officer") == [
        ("V5", UNKNOWN, UNKNOWN, UNKNOWN, "face_to_face", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
    ]
    assert told(export, "30/02/2025 is not a real date")
    assert told(export, "1 row left out", "marked as a duplicate or an error")


def test_somebody_who_is_not_in_the_list_may_have_a_victim_that_the_unit_was_not_told_of(export: Export) -> None:
    assert case(export, "X900005").victims is None
    assert "victims" not in case(export, "X900001").covers


def test_meetings_of_a_wide_list_are_entries(export: Export) -> None:
    assert entries(case(export, "X900001"), "victim_meetings", "victim_id", "date", "notes_agreed") == [
        ("V1", "2024-06-17", "2024-06-24")
    ]
    assert case(export, "X900003").victim_meetings is None


def test_the_day_on_which_the_list_was_kept_up_is_no_day_of_export(export: Export) -> None:
    assert export.exported_on is None
