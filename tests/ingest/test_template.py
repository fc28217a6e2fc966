"""The template: a sheet for each table, each column explained, and it reads back as nothing wrong."""

import io
import re
from pathlib import Path
from typing import Literal, get_args, get_origin

import openpyxl
import pytest

from practice_check import ingest
from practice_check.records import codes
from practice_check.records.columns import NOT_IN_EXPORT, columns_of, names_of
from practice_check.records.model import CaseRecord, Contact, Judgement, case_fields, tables
from practice_check.records.wording import SHEETS, noun_of
from tests.ingest.samples import faults, read_bytes

_BOOK = openpyxl.load_workbook(io.BytesIO(ingest.template()))


def test_a_sheet_for_every_table_after_the_one_to_read() -> None:
    assert _BOOK.sheetnames == ["read me", "cases", *tables(), "covers", "export", "lists"]
    assert _BOOK["lists"].sheet_state == "hidden"
    said = {cell.value for (cell,) in _BOOK["read me"].iter_rows(min_col=1, max_col=1)}
    assert set(SHEETS) <= said


@pytest.mark.parametrize("table", list(tables()))
def test_every_column_stands_there_and_is_explained(table: str) -> None:
    sheet = _BOOK[table]
    headings = [cell.value for cell in sheet[1]]
    assert headings == names_of(tables()[table])
    assert sheet.freeze_panes == "C2"
    for cell in sheet[1]:
        assert cell.comment is not None and len(cell.comment.text) > 10, cell.value


def test_the_cases_sheet_has_every_field_but_the_day_of_export() -> None:
    assert [cell.value for cell in _BOOK["cases"][1]] == [name for name in case_fields() if name != "exported_on"]
    assert [cell.value for cell in _BOOK["export"][1]] == ["exported_on"]


def test_a_coded_column_offers_its_codes() -> None:
    position = names_of(Contact).index("outcome") + 1
    letter = openpyxl.utils.get_column_letter(position)
    rules = _BOOK["contacts"].data_validations.dataValidation
    (formula,) = [rule.formula1 for rule in rules if f"{letter}2" in rule.sqref]
    match = re.fullmatch(r"lists!\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)", formula)
    assert match
    offered = [_BOOK["lists"][f"{match[1]}{number}"].value for number in range(1, int(match[2]) + 1)]
    assert offered == [code.replace("_", " ") for code in get_args(codes.ContactOutcome)]


def test_a_column_of_several_codes_lists_them_in_its_note() -> None:
    position = names_of(Contact).index("purpose") + 1
    comment = _BOOK["contacts"].cell(1, position).comment
    assert comment is not None
    assert "re engagement" in comment.text and "semicolon" in comment.text


def test_the_empty_template_has_no_fault(tmp_path: Path) -> None:
    export = read_bytes(tmp_path, "template.xlsx", ingest.template())
    assert (export.records, faults(export)) == ([], [])
    assert [problem.message for problem in export.problems] == ["there is no case in the sheet 'cases'"]


def test_every_code_list_has_a_name() -> None:
    for name, value in vars(codes).items():
        if get_origin(value) is Literal:
            assert noun_of(get_args(value)), name


def test_text_that_begins_like_a_formula_is_written_as_text() -> None:
    texts = ["=1+1", "+44", "-x", "@SUM(A1)", "\tx", "#N/A"]
    records = [CaseRecord(crn=f"A00000{number}", name=text) for number, text in enumerate(texts)]
    sheet = openpyxl.load_workbook(io.BytesIO(ingest.workbook_of(records)))["cases"]
    column = [cell.value for cell in sheet[1]].index("name") + 1
    for number, text in enumerate(texts, start=2):
        cell = sheet.cell(number, column)
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix is (text != "#N/A")
    for line in ingest.csv_folder_of(records)["cases.csv"].decode("utf-8-sig").splitlines()[1:]:
        assert not line.split(",")[-1].startswith(("=", "+", "-", "@", "\t"))


def test_what_was_not_given_is_written_as_such() -> None:
    records = [CaseRecord(crn="A000001", name=None), CaseRecord(crn="A000002")]
    sheet = openpyxl.load_workbook(io.BytesIO(ingest.workbook_of(records)))["cases"]
    column = [cell.value for cell in sheet[1]].index("name") + 1
    assert [sheet.cell(row, column).value for row in (2, 3)] == [None, NOT_IN_EXPORT]


def test_what_a_cell_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="a list with a semicolon"):
        ingest.workbook_of([CaseRecord(crn="A000001", judgements=[Judgement(reasons=["a; b"])])])
    with pytest.raises(ValueError, match="not in the export"):
        ingest.workbook_of([CaseRecord(crn="A000001", name=NOT_IN_EXPORT)])
    with pytest.raises(ValueError, match="32,767 characters"):
        ingest.workbook_of([CaseRecord(crn="A000001", contacts=[Contact(note="x" * 40_000)])])


def test_every_column_has_a_kind() -> None:
    for model in tables().values():
        assert columns_of(model)
