"""A workbook with one broken row of each kind: one clear line each, and every other case is read."""

import datetime as dt
import re
from pathlib import Path

import pytest

from practice_check import ingest
from practice_check.records.model import CaseRecord, tables
from tests.ingest.samples import Rows, faults, read_workbook

_CASES: Rows = [
    ["crn", "event_number", "start_date", "closed_date", "rar_days", "order_type"],
    ["A000001", 1, dt.date(2025, 1, 6), None, 20, "community order"],
    ["A000002", 1, "06/01/2025", None, "twenty", "licence"],  # row 3: text in a number
    [None, 1, "06/01/2025", None, 10, "licence"],  # row 4: no CRN
    ["A000004", 1, "06/01/2025", None, 10, "licence"],
    ["A000005", 1, "06/01/2025", None, 10, "licence"],
    ["A000005", 1, "07/01/2025", None, 10, "licence"],  # row 7: the same case again, and otherwise
    ["A000006", 1, "06/01/2025", "05/01/2025", 10, "licence"],  # row 8: closed before it started
    ["A12345", 1, "06/01/2025", None, 10, "licence"],  # row 9: not a CRN
]
_CONTACTS: Rows = [
    ["crn", "event_number", "row_id", "date", "kind", "outcome"],
    ["A000001", 1, "c1", "31/02/2025", "office", "attended"],  # row 2: no such day
    ["A000001", 1, "c2", "2025-02-03", "office", "attended"],
    ["Z999999", 1, "c3", "2025-02-03", "office", "attended"],  # row 4: no such case
    ["A000004", 1, "c4", "2025-02-03", "Home-Visit", None],
    ["A000004", 1, "c4", "2025-02-04", "office", None],  # row 6: the same row_id, and otherwise
    ["A000004", 1, "c5", "2025-02-05", "office", None],
    ["A000004", 1, "c5", "2025-02-05", "office", None],  # row 8: the same row again
]
_LEVELS: Rows = [
    ["crn", "event_number", "level", "start", "end"],
    ["A000001", 1, "very hgh", "2025-01-06", None],  # row 2: no such level
    ["A000004", 1, "high", "2025-03-01", "2025-02-01"],  # row 3: ends before it starts
    [None, None, None, None, None],
    ["A000005", 1, "high", "2025-01-06", None],  # row 5: its case could not be read
]


@pytest.fixture
def export(tmp_path: Path) -> ingest.Export:
    return read_workbook(tmp_path, {"cases": _CASES, "contacts": _CONTACTS, "rosh_levels": _LEVELS})


def _case(export: ingest.Export, crn: str) -> CaseRecord:
    return next(record for record in export.records if record.crn == crn)


def test_each_broken_row_gives_one_clear_line(export: ingest.Export) -> None:
    lines = [((p.sheet, p.row, p.column, p.value, p.crn), p.message, p.mend) for p in faults(export)]
    both = "correct whichever is wrong: until then both are taken as unknown"
    assert lines == [
        (
            ("cases", 3, "rar_days", "twenty", "A000002"),
            "'twenty' is not a whole number",
            "write the figure alone, or leave the cell blank when it is not recorded",
        ),
        (
            ("cases", 4, "crn", None, None),
            "the CRN is missing",
            "write the CRN: a letter and six figures, such as X123456",
        ),
        (
            ("cases", 7, None, "A000005/1", "A000005"),
            "the case A000005/1 stands in rows 6 and 7 and they differ: the case could not be read",
            "keep the one that is right",
        ),
        (
            ("cases", 8, "closed_date", "05/01/2025", "A000006"),
            "the closed date 05/01/2025 is before the start date 06/01/2025",
            both,
        ),
        (
            ("cases", 9, "crn", "A12345", None),
            "'A12345' is not a CRN",
            "a CRN is a letter and six figures, such as X123456: correct it",
        ),
        (
            ("contacts", 2, "date", "31/02/2025", "A000001"),
            "31/02/2025 is not a real date",
            "February 2025 has 28 days: correct the date",
        ),
        (
            ("contacts", 4, None, "Z999999/1", "Z999999"),
            "there is no case Z999999/1 in the sheet 'cases': the row was left out",
            "add the case to 'cases', or correct the CRN or event number",
        ),
        (
            ("contacts", 6, "row_id", "c4", "A000004"),
            "row_id 'c4' stands in row 5 already",
            "the two rows differ and both were kept: give this one a row_id of its own",
        ),
        (
            ("contacts", 8, "row_id", "c5", "A000004"),
            "row_id 'c5' stands in row 7 already",
            "the row says the same again and was left out: take out one of the two",
        ),
        (
            ("rosh_levels", 2, "level", "very hgh", "A000001"),
            "'very hgh' is not a RoSH level",
            "did you mean 'very high'?",
        ),
        (("rosh_levels", 3, "end", "01/02/2025", "A000004"), "the end 01/02/2025 is before the start 01/03/2025", both),
        (
            ("rosh_levels", 5, None, "A000005/1", "A000005"),
            "the case A000005/1 could not be read, and so the row was left out",
            "mend the case's own row",
        ),
    ]


def test_every_missing_sheet_is_named_once(export: ingest.Export) -> None:
    absent = [problem for problem in export.problems if not problem.is_fault]
    assert [problem.sheet for problem in absent] == [
        table for table in tables() if table not in {"contacts", "rosh_levels"}
    ]
    assert absent[0].message == "the sheet 'requirements' is not in the workbook: what it would show is unknown"
    assert absent[0].row is None


def test_all_other_cases_are_read(export: ingest.Export) -> None:
    assert [record.key for record in export.records] == [("A000001", 1), ("A000002", 1), ("A000004", 1), ("A000006", 1)]
    assert export.not_read == [("", None), ("A12345", None), ("A000005", 1)]


def test_a_broken_cell_is_unknown_and_the_rest_of_its_row_stands(export: ingest.Export) -> None:
    case = _case(export, "A000001")
    assert case.contacts is not None and case.rosh_levels is not None
    broken = case.contacts[0]
    assert not broken.given("date")
    assert (broken.kind, broken.outcome, broken.source) == ("office", "attended", "caseload.xlsx, contacts, row 2")
    assert not case.rosh_levels[0].given("level")
    assert case.rosh_levels[0].start == dt.date(2025, 1, 6)
    assert not _case(export, "A000002").given("rar_days")


def test_dates_that_contradict_each_other_are_both_unknown(export: ingest.Export) -> None:
    case = _case(export, "A000006")
    assert not case.given("start_date") and not case.given("closed_date")
    levels = _case(export, "A000004").rosh_levels
    assert levels is not None
    assert not levels[0].given("start") and not levels[0].given("end")
    assert levels[0].level == "high"


def test_blank_absent_and_missing_are_told_apart(export: ingest.Export) -> None:
    case = _case(export, "A000004")
    assert case.contacts is not None
    assert case.contacts[0].given("outcome") and case.contacts[0].outcome is None  # a blank cell
    assert not case.contacts[0].given("note")  # no such column
    assert _case(export, "A000006").contacts == []  # the sheet is there, and has nothing of this case
    assert case.plans is None  # no such sheet


def test_rows_in_are_rows_kept_and_rows_named(export: ingest.Export) -> None:
    kept = {row.source for case in export.records for table in tables() for row in getattr(case, table) or []}
    kept |= {case.source for case in export.records}
    for sheet, rows in {"cases": _CASES, "contacts": _CONTACTS, "rosh_levels": _LEVELS}.items():
        named = {problem.row for problem in export.problems if problem.sheet == sheet}
        for problem in export.problems:
            if problem.sheet == sheet:
                named |= {int(number) for number in re.findall(r"\d+", problem.message.partition(" rows ")[2])}
        for number, row in enumerate(rows[1:], start=2):
            if any(cell is not None for cell in row):
                assert f"caseload.xlsx, {sheet}, row {number}" in kept or number in named, (sheet, number)
