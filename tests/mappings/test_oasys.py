"""The shipped mapping of OASys: what a section that is filled in becomes, and what becomes nothing."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from practice_check.ingest.result import Export
from practice_check.paths import rules_folder
from tests.mappings import oasys_export
from tests.mappings.held import case, covers_nothing, entries, read_by, told

ASSESSMENT = ("kind", "date", "status", "purpose", "submitted", "countersigned")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    return read_by(oasys_export.write(tmp_path_factory.mktemp("oasys")), "oasys")


def test_the_day_of_the_run_stands_above_the_headings(export: Export) -> None:
    assert str(export.exported_on) == "2025-11-21"
    assert {str(record.exported_on) for record in export.records} == {"2025-11-21"}


def test_each_section_that_is_filled_in_is_an_entry_and_waits_for_its_own_countersignature(export: Export) -> None:
    record = case(export, "X900001")
    signed = ("2025-11-14", "signed", "review", "2025-11-14", None)
    complete = ("2025-01-20", "complete", "start", "2025-01-20", "2025-01-24")
    assert entries(record, "assessments", *ASSESSMENT) == [
        ("likelihood", *complete),
        ("likelihood", *signed),
        ("rosh_full", *complete),
        ("rosh_full", *signed),
        ("rosh_screening", *complete),
        ("rosh_screening", *signed),
    ]
    assert entries(record, "plans", *ASSESSMENT) == [
        ("rmp", *complete),
        ("rmp", *signed),
        ("sentence", *complete),
        ("sentence", *signed),
    ]
    assert entries(record, "assessments", "kind", "level", "risk_to_children", "full_needed", "factors") == [
        ("likelihood", "(unknown)", "(unknown)", "(unknown)", ["alcohol", "accommodation"]),
        ("likelihood", "(unknown)", "(unknown)", "(unknown)", ["alcohol"]),
        ("rosh_full", "high", "medium", "(unknown)", "(unknown)"),
        ("rosh_full", "medium", "low", "(unknown)", "(unknown)"),
        ("rosh_screening", "(unknown)", "(unknown)", True, "(unknown)"),
        ("rosh_screening", "(unknown)", "(unknown)", True, "(unknown)"),
    ]
    assert entries(record, "plans", "kind", "review_due", "person_involved", "author") == [
        ("rmp", "(unknown)", "(unknown)", "Okoro, Maya"),
        ("rmp", "(unknown)", "(unknown)", "Okoro, Maya"),
        ("sentence", "2025-07-21", True, "Okoro, Maya"),
        ("sentence", "2026-05-14", False, "Okoro, Maya"),
    ]


def test_the_contingency_is_one_only_where_it_is_written(export: Export) -> None:
    assert entries(case(export, "X900001"), "plan_contingencies", "plan_date", "trigger", "action") == [
        ("2025-01-20", "(unknown)", "Recall him to the office and tell the police")
    ]
    assert case(export, "X900004").plan_contingencies == []


def test_a_review_is_one_by_its_purpose_and_for_the_sections_that_it_fills_in(export: Export) -> None:
    fields = ("of", "date", "form", "status", "reason", "level", "states_change")
    assert entries(case(export, "X900001"), "reviews", *fields) == [
        ("likelihood", "2025-11-14", "oasys", "signed", "review", "(unknown)", "(unknown)"),
        ("rmp", "2025-11-14", "oasys", "signed", "review", "(unknown)", "(unknown)"),
        ("rosh", "2025-11-14", "oasys", "signed", "review", "high", "(unknown)"),
        ("sentence_plan", "2025-11-14", "oasys", "signed", "review", "(unknown)", "(unknown)"),
    ]
    assert [of for of, *_ in entries(case(export, "X900004", 2), "reviews", "of")] == ["likelihood", "rmp", "rosh"]
    assert case(export, "X900002").reviews is None, "that OASys has no review says nothing of those in nDelius"


def test_a_level_stands_until_the_next_complete_one_and_the_waiting_one_stands_beside_it(export: Export) -> None:
    fields = ("level", "source_system", "start", "end")
    assert entries(case(export, "X900001"), "rosh_levels", *fields) == [
        ("high", "oasys", "2025-11-14", None),
        ("medium", "oasys", "2025-01-20", None),
    ]
    assert covers_nothing(case(export, "X900001"), "rosh_levels"), "the register may say otherwise"


def test_a_level_without_the_day_of_its_signature_has_no_end_that_is_known(export: Export) -> None:
    assert entries(case(export, "X900004"), "rosh_levels", "level", "start", "end") == [
        ("high", "2025-04-28", None),
        ("very_high", "2025-09-09", "(unknown)"),
    ]


def test_layer_1_is_no_full_analysis_and_no_level(export: Export) -> None:
    record = case(export, "X900002")
    assert entries(record, "assessments", *ASSESSMENT) == [
        ("likelihood", "2025-02-12", "complete", "start", None, None),
        ("rosh_screening", "2025-02-12", "complete", "start", None, None),
    ]
    assert entries(record, "plans", "kind") == [("sentence",)]
    assert record.rosh_levels is None
    assert entries(record, "assessments", "kind", "factors")[0] == ("likelihood", []), "asked, and there is none"
    assert record.factors == []


def test_what_was_never_finished_keeps_its_status_and_gives_no_level_no_review_and_no_need(export: Export) -> None:
    record = case(export, "X900003")
    assert entries(record, "assessments", "kind", "date", "status") == [
        ("likelihood", "2025-04-16", "guillotined"),
        ("likelihood", "2025-05-02", "locked_incomplete"),
        ("rosh_full", "2025-04-16", "guillotined"),
        ("rosh_screening", "2025-04-16", "guillotined"),
        ("rosh_screening", "2025-05-02", "locked_incomplete"),
        ("rosh_screening", None, "open"),
    ]
    assert entries(record, "plans", "kind", "status") == [("rmp", "guillotined")]
    assert record.rosh_levels is None
    assert record.reviews is None
    assert record.factors == []


def test_a_decision_against_a_full_analysis_is_read_with_its_reason(export: Export) -> None:
    record = case(export, "X900004")
    assert entries(record, "assessments", "kind", "override", "override_reason") == [
        ("likelihood", "(unknown)", "(unknown)"),
        ("rosh_screening", True, "The level rests on the MAPPA assessment"),
    ]
    assert ("rosh_full", "2025-09-09", "very_high") in entries(
        case(export, "X900004", 2), "assessments", "kind", "date", "level"
    )


def test_what_is_no_assessment_is_left_out_and_said(export: Export) -> None:
    assert told(export, "1 row left out", "deleted in OASys")
    assert told(export, "1 row left out", "custody screening")
    assert told(export, "1 row left out", "RSR score alone")
    assert told(export, "1 row left out", "total")


def test_a_purpose_that_nobody_has_explained_leaves_the_assessments_open(export: Export) -> None:
    record = case(export, "X900005")
    assert told(export, "'995'")
    assert entries(record, "assessments", "kind", "purpose") == [
        ("rosh_full", "(unknown)"),
        ("rosh_screening", "(unknown)"),
    ]
    assert covers_nothing(record, "assessments")


def test_objectives_and_actions_take_the_day_of_their_plan_from_its_assessment(export: Export) -> None:
    record = case(export, "X900001")
    plan = {row.row_id for row in record.plans or [] if row.kind == "sentence"}
    assert {row.plan_id for row in record.plan_objectives or []} <= plan
    assert entries(record, "plan_objectives", "plan_date", "tag", "text", "individual_action", "status") == [
        ("2025-01-20", "alcohol", "Stop drinking at home", "Keep a diary", "achieved"),
        ("2025-01-20", "risk_of_harm", "Keep away from Riverside", None, "withdrawn"),
    ]
    assert entries(record, "plan_actions", "plan_date", "action", "owner", "due", "done") == [
        ("2025-01-20", "Alcohol brief work", "Probation Staff", "2025-03-20", "2025-03-28")
    ]
    assert entries(case(export, "X900002"), "plan_objectives", "text", "status") == [
        ("Pay the fine arrears", "(unknown)")
    ]


def test_a_risk_management_plan_without_actions_among_the_objectives_may_have_them_in_its_text(export: Export) -> None:
    record = case(export, "X900001")
    plan = next(row for row in record.plans or [] if row.kind == "rmp")
    assert all(row.plan_id != plan.row_id for row in record.plan_actions or [])
    assert covers_nothing(record, "plan_actions")
    assert not covers_nothing(record, "plan_objectives")


@pytest.mark.parametrize(
    ("heading", "table"),
    [("R6-R9", "assessments"), ("R11", "plans"), ("RM26", "plan_contingencies"), ("OGRS3", "assessments")],
)
def test_a_section_that_the_extract_has_no_column_for_is_not_taken_as_missing(
    tmp_path: Path, heading: str, table: str
) -> None:
    paths = oasys_export.write(tmp_path)
    text = paths[0].read_text("cp1252")
    paths[0].write_text(text.replace(f";{heading};", ";A column of ours;"), "cp1252")
    export = read_by(paths, "oasys")
    assert covers_nothing(case(export, "X900002"), table)
    assert told(export, "none is taken as absent", table)


def test_a_row_without_its_status_makes_nothing_and_leaves_the_tables_open(tmp_path: Path) -> None:
    paths = oasys_export.write(tmp_path)
    text = paths[0].read_text("cp1252").replace("Basic (Layer 1);Complete;", "Basic (Layer 1);;")
    paths[0].write_text(text, "cp1252")
    record = case(read_by(paths, "oasys"), "X900002")
    assert not record.assessments
    assert covers_nothing(record, "assessments")
    assert covers_nothing(record, "plans")


def test_an_extract_of_the_latest_assessments_alone_is_read_by_a_copy_that_says_so(tmp_path: Path) -> None:
    own = (rules_folder() / "_mappings" / "oasys.yaml").read_text(encoding="utf-8")
    for table in ("assessments", "plans"):
        own = own.replace(f"\n  {table}: all\n", f"\n  {table}: nothing\n")
    (tmp_path / "ours.yaml").write_text(own, encoding="utf-8")
    record = case(read_by(oasys_export.write(tmp_path), str(tmp_path / "ours.yaml")), "X900001")
    assert len(record.assessments or []) == 6
    assert covers_nothing(record, "assessments")
    assert covers_nothing(record, "plans")


@pytest.mark.parametrize("no", [False, 0, "FALSE", "No", "N/A"])
def test_a_no_is_no_section_however_excel_holds_it(tmp_path: Path, no: object) -> None:
    headings, row = oasys_export.headings(), oasys_export.row_of("9003")
    for section in ("R6-R9", "R11"):
        row[headings.index(section)] = no
    book = Workbook()
    assert book.active is not None
    book.active.append(headings)
    book.active.append(row)
    book.save(tmp_path / "OASys.xlsx")
    (tmp_path / "cases.csv").write_text(oasys_export.CASES, encoding="utf-8")
    record = case(read_by([tmp_path / "OASys.xlsx", tmp_path / "cases.csv"], "oasys"), "X900002")
    assert entries(record, "assessments", "kind") == [("likelihood",), ("rosh_screening",)]
    assert entries(record, "plans", "kind") == [("sentence",)]
    assert not covers_nothing(record, "assessments")
