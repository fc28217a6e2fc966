"""Judgement files: read in each form, every fault named, the sound answers kept."""

import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pytest

from practice_check.answers import with_judgements
from practice_check.ingest import Export, InputError
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook

EXPORT = Export(
    records=[CaseRecord(crn="X000001", event_number=1), CaseRecord(crn="X000002", event_number=3)],
    not_read=[],
    problems=[],
    inputs=[],
    exported_on=None,
)
HEADINGS = ("crn", "event_number", "rule", "question", "answer", "assessor", "date", "reasons", "about")
ROW = ("X000001", 1, "rmp-on-time", 1, "below", "A. Marsh", "20/02/2014", "copied; no names", "r1")


def _csv(folder: Path, *rows: tuple[object, ...]) -> Path:
    path = folder / "answers.csv"
    path.write_text("\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in (HEADINGS, *rows)))
    return path


def _workbook(folder: Path, title: str, *others: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in (HEADINGS, ROW):
        sheet.append(row)
    for other in others:
        book.create_sheet(other)
    stream = io.BytesIO()
    book.save(stream)
    path = folder / "answers.xlsx"
    path.write_bytes(stream.getvalue())
    return path


def _json(folder: Path) -> Path:
    path = folder / "answers.json"
    row = dict(zip(HEADINGS, ROW, strict=True)) | {"reasons": ["copied", "no names"], "date": "2014-02-20"}
    path.write_text(json.dumps([row]))
    return path


@pytest.mark.parametrize("form", ["csv", "workbook", "one sheet", "json"])
def test_each_form_gives_the_same_answer(form: str, tmp_path: Path, rulebook: Rulebook) -> None:
    file = {
        "csv": lambda: _csv(tmp_path, ROW),
        "workbook": lambda: _workbook(tmp_path, "Judgements", "notes"),
        "one sheet": lambda: _workbook(tmp_path, "Sheet1"),
        "json": lambda: _json(tmp_path),
    }[form]()
    found = with_judgements(EXPORT, [file], rulebook)
    (answer,) = found.records[0].judgements or []
    assert (answer.rule, answer.question, answer.answer, answer.about) == ("rmp-on-time", 1, "below", "r1")
    assert (answer.date, answer.reasons) == (dt.date(2014, 2, 20), ["copied", "no names"])
    assert found.records[1].judgements is None
    assert not found.problems
    assert [file.name for file in found.inputs] == [file.name]


def test_answers_are_added_to_those_of_the_record(tmp_path: Path, rulebook: Rulebook) -> None:
    record = EXPORT.records[0].model_copy(update={"judgements": []})
    export = EXPORT.model_copy(update={"records": [record]})
    file = _csv(tmp_path, ROW)
    assert len(with_judgements(export, [file, file], rulebook).records[0].judgements or []) == 2


@pytest.mark.parametrize(
    ("row", "message", "column"),
    [
        (("X000009", 1, "rmp-on-time", None, "above"), "there is no case X000009/1 in the export", None),
        (("X000001", 1, "rmp-on-tme", None, "above"), "there is no rule 'rmp-on-tme'", "rule"),
        (("X000001", 1, None, None, "above"), "no rule is named", "rule"),
        (("X000001", 1, "rmp-on-time", None, None), "no answer is given", "answer"),
        (("X000001", 1, "rmp-on-time", None, "maybe"), "'maybe' is not an answer", "answer"),
        (("X000001", 1, "rmp-on-time", 99, "above"), "has questions 1 to", "question"),
        (("X000001", 1, "rmp-on-time", None, "above", "A", "31/02/2014"), "31/02/2014", "date"),
    ],
)
def test_what_is_wrong_is_named_where_it_stands(
    row: tuple[object, ...], message: str, column: str | None, tmp_path: Path, rulebook: Rulebook
) -> None:
    padded = (*row, *[None] * (len(HEADINGS) - len(row)))
    found = with_judgements(EXPORT, [_csv(tmp_path, ROW, padded)], rulebook)
    problem = next(each for each in found.problems if message in each.message)
    assert (problem.file, problem.row, problem.column) == ("answers.csv", 3, column)
    assert problem.mend
    assert "rmp-on-time" in [answer.rule for answer in found.records[0].judgements or []]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("answers.docx", "x", "not of a kind that we read"),
        ("answers.json", "{", "is not JSON"),
        ("answers.json", '{"rule": "x"}', "is not a list of rows"),
        ("answers.csv", "rule,answer\nx,above", "no single column 'crn'"),
        ("answers.csv", "", "empty"),
    ],
)
def test_a_file_that_cannot_be_used_at_all(
    name: str, text: str, message: str, tmp_path: Path, rulebook: Rulebook
) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        with_judgements(EXPORT, [path], rulebook)


def test_a_workbook_without_the_sheet(tmp_path: Path, rulebook: Rulebook) -> None:
    with pytest.raises(InputError, match="no sheet 'judgements'"):
        with_judgements(EXPORT, [_workbook(tmp_path, "one", "two")], rulebook)


def test_a_file_that_is_not_there(tmp_path: Path, rulebook: Rulebook) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        with_judgements(EXPORT, [tmp_path / "no.csv"], rulebook)
