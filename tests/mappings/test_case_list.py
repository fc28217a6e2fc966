"""The shipped mapping of the inspectorate's case list: orders and who has them on one day, and no more."""

import pytest

from practice_check.ingest.result import Export
from tests.mappings import case_list_export
from tests.mappings.held import case, covers_nothing, entries, read_by, told


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    return read_by(case_list_export.write(tmp_path_factory.mktemp("list")), "case-list")


def test_a_row_is_a_case_with_who_has_it_on_the_day_of_the_list(export: Export) -> None:
    ann = case(export, "X900001")
    assert (ann.name, str(ann.date_of_birth), ann.gender) == ("Ann Example", "1990-02-03", "female")
    assert (ann.order_type, str(ann.start_date), str(ann.end_date)) == ("community_order", "2025-01-06", "2026-07-05")
    assert (ann.area, ann.team, ann.officer, ann.manager) == ("Northtown", "Northtown A", "Okoro, Maya", "Silva, Rui")
    assert str(ann.exported_on) == "2025-11-21"
    assert ann.officers is None, "since when she has had the officer is not told"


def test_days_are_read_in_each_form_that_the_list_has(export: Export) -> None:
    assert [str(case(export, crn).start_date) for crn in ("X900001", "X900002", "X900003")] == [
        *("2025-01-06", "2025-02-03", "2025-04-14")
    ]
    assert str(case(export, "X900003").end_date) == "2026-10-13"


def test_allocated_to_nobody_is_no_officer(export: Export) -> None:
    ben = case(export, "X900002")
    assert ben.given("officer")
    assert ben.officer is None


def test_a_masked_name_is_limited_access_and_no_name(export: Export) -> None:
    masked = case(export, "X900003")
    assert masked.limited_access is True
    assert not masked.given("name")
    assert case(export, "X900001").limited_access is False


def test_two_orders_of_one_person_are_two_cases_by_the_day_on_which_they_began(export: Export) -> None:
    assert [str(case(export, "X900004", event).start_date) for event in (1, 2)] == ["2025-01-13", "2025-06-16"]


def test_a_fine_is_no_case_and_a_strange_sentence_is_one_of_an_unknown_kind(export: Export) -> None:
    assert sorted({record.crn for record in export.records}) == [
        *("X900001", "X900002", "X900003", "X900004", "X900006")
    ]
    assert told(export, "1 row left out", "neither an order nor a licence")
    assert told(export, "'Community Order (Mars)'")
    assert not case(export, "X900006").given("order_type")


def test_the_level_of_one_day_has_no_day_from_which_it_held(export: Export) -> None:
    levels = {
        crn: entries(case(export, crn), "rosh_levels", "level", "source_system", "start") for crn in _people(export)
    }
    assert levels == {
        "X900001": [("medium", "register", None)],
        "X900002": [("very_high", "register", None)],
        "X900003": [("high", "register", None)],
        "X900004": [],  # N is no level, and none is made of it
        "X900006": [],
    }
    assert all(covers_nothing(record, "rosh_levels") for record in export.records)


def _people(export: Export) -> list[str]:
    return sorted({record.crn for record in export.records})
