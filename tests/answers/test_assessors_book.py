"""The assessors' workbook read back: by its headings, with blanks left alone and every fault named where it stands."""

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from practice_check.answers import with_judgements
from practice_check.answers.assessors_book import ANSWER, ASKED, ASSESSOR, DATE, EVIDENCE, KEYS, NOTE, REASONS, START
from practice_check.answers.judgements import judgements_in
from practice_check.ingest import Export, Problem
from practice_check.records.model import CaseRecord, Judgement
from practice_check.rulebook import Rulebook

HEADINGS = ("Expectation", ASKED, ANSWER, REASONS, NOTE, EVIDENCE, *KEYS)
Row = Sequence[object]


@pytest.fixture(scope="module")
def rule(rulebook: Rulebook) -> str:
    return next(name for name, each in rulebook.rules.items() if len(each.judge) > 1)


def question(rule: str, answer: object = None, *, reasons: object = None, number: int = 1, crn: str = "X000001") -> Row:
    return ("Plan", "Is it good?", answer, reasons, None, None, crn, 1, rule, number)


def book(
    *sheets: Sequence[Row], start: str = START, assessor: object = "A. Marsh", date: object = "20/02/2014"
) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    first = made.active
    assert first is not None
    first.title = start
    first.append(["Assessors' workbook"])
    first.append([ASSESSOR, assessor])
    first.append([DATE, date])
    for number, rows in enumerate(sheets, start=1):
        sheet = made.create_sheet(f"case {number}")
        sheet.append(["X000001 order 1"])
        sheet.append([])
        sheet.append(HEADINGS)
        for row in rows:
            sheet.append(row)
    return made


def read(made: openpyxl.Workbook, folder: Path, rulebook: Rulebook) -> tuple[list[list[Judgement]], list[Problem]]:
    """The answers of each of two cases, and what is wrong."""
    path = folder / "assessors.xlsx"
    stream = io.BytesIO()
    made.save(stream)
    path.write_bytes(stream.getvalue())
    records = [CaseRecord(crn="X000001", event_number=1), CaseRecord(crn="X000002", event_number=1)]
    export = Export(records=records, not_read=[], problems=[], inputs=[], exported_on=None)
    found = with_judgements(export, [path], rulebook)
    return [list(record.judgements or []) for record in found.records], list(found.problems)


def test_answers_carry_the_name_and_date_of_the_first_sheet(rulebook: Rulebook, rule: str, tmp_path: Path) -> None:
    rows = [question(rule, "above the line"), question(rule, "Below the Line", reasons="copied; no names", number=2)]
    (answers, others), problems = read(book(rows), tmp_path, rulebook)
    assert problems == []
    assert others == []
    assert [(each.question, each.answer, each.reasons) for each in answers] == [
        (1, "above", None),
        (2, "below", ["copied", "no names"]),
    ]
    assert {(each.assessor, each.date) for each in answers} == {("A. Marsh", dt.date(2014, 2, 20))}
    assert answers[0].source == "assessors.xlsx, case 1, row 4"


def test_a_blank_answer_is_none_and_no_fault(rulebook: Rulebook, rule: str, tmp_path: Path) -> None:
    rows = [("Band",), question(rule), question(rule, "not relevant", number=2)]
    (answers, _), problems = read(book(rows), tmp_path, rulebook)
    assert [each.answer for each in answers] == ["not_relevant"]
    assert problems == []


def test_every_case_is_read_whatever_its_sheet_is_called(rulebook: Rulebook, rule: str, tmp_path: Path) -> None:
    made = book([question(rule, "above the line")], [question(rule, "below the line", crn="X000002")], start="begin")
    made.move_sheet("case 2", -2)
    (first, second), problems = read(made, tmp_path, rulebook)
    assert ([each.answer for each in first], [each.answer for each in second]) == (["above"], ["below"])
    assert {each.assessor for each in (*first, *second)} == {"A. Marsh"}
    assert problems == []


def test_columns_are_read_by_heading(rulebook: Rulebook, rule: str, tmp_path: Path) -> None:
    made = book([question(rule, "above the line")])
    made["case 1"].insert_cols(1, 2)
    made["case 1"].insert_rows(1, 4)
    (answers, _), problems = read(made, tmp_path, rulebook)
    assert [each.rule for each in answers] == [rule]
    assert problems == []


def test_each_fault_is_named_by_sheet_and_row(rulebook: Rulebook, rule: str, tmp_path: Path) -> None:
    rows = [
        question(rule, "abov the line"),
        question(rule, reasons="copied", number=2),
        question(rule, "above the line", crn="X000009"),
        ("Plan", "Is it good?", "above the line"),
        question("no-such-rule", "above the line"),
        question(rule, "above the line", number=9),
        question(rule, "above the line"),
    ]
    (answers, _), problems = read(book(rows), tmp_path, rulebook)
    assert len(answers) == 1
    assert len(problems) == 6, "each row is named once"
    assert {each.row for each in problems} == {4, 5, 6, 7, 8, 9}
    assert {each.sheet for each in problems} == {"case 1"}
    told = {each.row: each.message for each in problems}
    assert "no answer is given" in told[5]
    assert "in the export" in told[6]
    assert "the CRN is missing" in told[7]


def test_a_date_that_is_none_is_named_once(rulebook: Rulebook, rule: str, tmp_path: Path) -> None:
    rows = [question(rule, "above the line"), question(rule, "above the line", number=2)]
    (answers, _), problems = read(book(rows, date="31/02/2014"), tmp_path, rulebook)
    assert [each.date for each in answers] == [None, None]
    assert [(each.sheet, each.row, each.column) for each in problems] == [(START, 3, DATE)]


def test_a_case_that_lost_its_keys_is_named(rulebook: Rulebook, rule: str, tmp_path: Path) -> None:
    made = book([question(rule, "above the line")], [question(rule, "above the line", crn="X000002")])
    made["case 2"].delete_cols(HEADINGS.index(KEYS[0]) + 1)
    (first, second), problems = read(made, tmp_path, rulebook)
    assert (len(first), second) == (1, [])
    assert [(each.sheet, "no column" in each.message) for each in problems] == [("case 2", True)]


def test_the_answers_can_be_read_without_an_export(rulebook: Rulebook, rule: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book([question(rule, "above the line")], [question(rule, crn="X000002")]).save(path)
    answers, problems = judgements_in(path, rulebook)
    assert [(key, each.answer) for key, each in answers] == [(("X000001", 1), "above")]
    assert problems == []


def test_a_workbook_that_nobody_has_begun_is_no_fault(rulebook: Rulebook, rule: str, tmp_path: Path) -> None:
    (first, second), problems = read(book([question(rule)], assessor=None, date=None), tmp_path, rulebook)
    assert (first, second, problems) == ([], [], [])
