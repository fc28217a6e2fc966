"""Progress noted on an action list: read whatever was done to the sheet, faults named, joined by reference."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from practice_check.answers.progress import CHOICES, ProgressRead, read_progress
from practice_check.audit.noted import with_noted
from practice_check.audit.results import Results
from practice_check.ingest import InputError
from practice_check.reports import officer_workbooks, render
from tests.reports.report_sample import sample

HEADINGS = ("CRN", "Order", "Rule", "Reference", "Progress", "Note", "By", "On")
ROW = ("X900001", 1, "child-concern-referred", "f01", "in hand", "rang them", "JM", dt.date(2013, 12, 2))
OTHER = ("X900002", 1, "rosh-screening", "f02", "put right", None, None, "03/12/2013")


def written(folder: Path, *rows: tuple[object, ...], name: str = "report.xlsx", sheet: str = "Action list") -> Path:
    """A workbook of these rows, the headings among them."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(folder / name)
    return folder / name


def notes(read: ProgressRead) -> list[tuple[Any, ...]]:
    return [(one.reference, one.progress, one.note, one.by, one.on) for one in read.notes]


FIRST = ("f01", "in hand", "rang them", "JM", dt.date(2013, 12, 2))
SECOND = ("f02", "put right", None, None, dt.date(2013, 12, 3))


def test_what_was_filled_in_is_read(tmp_path: Path) -> None:
    read = read_progress([written(tmp_path, HEADINGS, ROW, OTHER)])
    assert notes(read) == [FIRST, SECOND]
    assert read.problems == []
    assert [file.name for file in read.inputs] == ["report.xlsx"]


def test_columns_may_be_moved_added_and_taken_out(tmp_path: Path) -> None:
    order = [7, 4, 3, 6, 5]
    rows = [("My own", *(row[place] for place in order), "and more") for row in (HEADINGS, ROW, OTHER)]
    read = read_progress([written(tmp_path, *rows)])
    assert notes(read) == [FIRST, SECOND]
    assert read.problems == []
    assert {one.crn for one in read.notes} == {None}


def test_rows_may_be_sorted_deleted_and_stand_under_a_title(tmp_path: Path) -> None:
    rows = (("Castle team, Monday",), (), HEADINGS, OTHER, (), ROW)
    read = read_progress([written(tmp_path, *rows, sheet="Copy of list")])
    assert notes(read) == [SECOND, FIRST]
    assert [one.place.row for one in read.notes] == [4, 6]


def test_headings_are_known_whatever_their_capitals(tmp_path: Path) -> None:
    assert notes(read_progress([written(tmp_path, tuple(name.upper() for name in HEADINGS), ROW)])) == [FIRST]


def test_rows_in_which_nothing_was_filled_in_are_no_notes(tmp_path: Path) -> None:
    blank = (*ROW[:4], None, " ", None, None)
    assert notes(read_progress([written(tmp_path, HEADINGS, blank)])) == []


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_is_read_whatever_its_capitals(choice: str, tmp_path: Path) -> None:
    row = (*ROW[:4], f" {choice.upper()} ", None, None, None)
    assert notes(read_progress([written(tmp_path, HEADINGS, row)])) == [("f01", choice, None, None, None)]


FAULTS: dict[str, tuple[dict[int, object], str, str, str, str]] = {
    "another word": ({4: "hlaf done"}, "Progress", "hlaf done", "kept as a note", "choose one of: not started"),
    "a slip of the pen": ({4: "in hnad"}, "Progress", "in hnad", "kept as a note", "did you mean 'in hand'?"),
    "no such day": ({7: "31/02/2014"}, "On", "31/02/2014", "not a real date", "28 days"),
    "no reference": ({3: None}, "Progress", "in hand", "without a reference", "copy the row's reference"),
    "an error": ({5: "#N/A"}, "Note", "#N/A", "Excel's error", "write the value itself"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named_with_its_place_and_mend_and_the_rest_is_kept(name: str, tmp_path: Path) -> None:
    cells, column, value, message, mend = FAULTS[name]
    row = tuple(cells.get(place, cell) for place, cell in enumerate(ROW))
    read = read_progress([written(tmp_path, HEADINGS, row, OTHER)])
    (problem,) = read.problems
    assert (problem.file, problem.sheet, problem.row, problem.crn) == ("report.xlsx", "Action list", 2, "X900001")
    assert (problem.column, problem.value) == (column, value)
    assert message in problem.message
    assert mend in problem.mend
    assert notes(read)[-1] == SECOND
    assert len(read.notes) == (1 if name == "no reference" else 2)


def test_a_word_that_is_none_of_ours_is_kept_in_the_note(tmp_path: Path) -> None:
    row = (*ROW[:4], "hlaf done", "rang them", None, None)
    assert notes(read_progress([written(tmp_path, HEADINGS, row)])) == [
        ("f01", "see note", "hlaf done: rang them", None, None)
    ]


def test_a_column_that_stands_twice_is_named_and_not_guessed_at(tmp_path: Path) -> None:
    read = read_progress([written(tmp_path, (*HEADINGS, "Note"), (*ROW, "something else"))])
    assert notes(read) == [("f01", "in hand", None, "JM", dt.date(2013, 12, 2))]
    (problem,) = read.problems
    assert problem.message == "the column 'Note' stands 2 times: none of them was read"
    assert notes(read_progress([written(tmp_path, (*HEADINGS, "Reference"), (*ROW, "f02"))])) == []


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("list.csv", b"a,b", "is not an Excel workbook"),
        ("list.xlsx", b"PK nonsense", "damaged"),
        ("none.xlsx", None, "cannot be read"),
    ],
)
def test_what_cannot_be_opened_is_refused(name: str, data: bytes | None, message: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message):
        read_progress([tmp_path / name])


def test_a_workbook_without_a_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no sheet with the columns 'Reference' and 'Progress'"):
        read_progress([written(tmp_path, ("CRN", "Progress"), ("X900001", "in hand"))])


def test_the_workbooks_that_we_write_are_read(tmp_path: Path) -> None:
    files = {"report.xlsx": render(sample(), "xlsx", set()), **dict(officer_workbooks(sample()))}
    assert len(files) > 2
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        read = read_progress([tmp_path / name])
        assert (read.notes, read.problems) == ([], [])


# ---------------------------------------------------------------- joined to the findings


def joined(folder: Path, *rows: tuple[object, ...]) -> Results:
    return with_noted(sample(), read_progress([written(folder, HEADINGS, *rows)]), sample().findings)


def test_a_note_is_joined_by_its_reference_and_changes_nothing_else(tmp_path: Path) -> None:
    before, after = sample(), joined(tmp_path, ROW, OTHER)
    first, second = after.noted
    assert (first.crn, first.event_number, first.rule, first.still_open) == (
        *("X900001", 1, "child-concern-referred", True),
    )
    assert (first.progress, first.note, first.by, first.on) == ("in hand", "rang them", "JM", dt.date(2013, 12, 2))
    assert second.fingerprint == "f02"
    assert after.findings == before.findings
    assert after.run.counts == before.run.counts
    assert after.run.inputs == [*before.run.inputs, "report.xlsx"]


def test_a_note_without_the_other_columns_is_joined_too(tmp_path: Path) -> None:
    read = read_progress([written(tmp_path, ("Reference", "Progress"), ("f01", "in hand"))])
    (one,) = with_noted(sample(), read, sample().findings).noted
    assert (one.crn, one.rule) == ("X900001", "child-concern-referred")


def test_a_note_about_what_is_recorded_now_is_no_longer_open(tmp_path: Path) -> None:
    late = next(one for one in sample().findings if one.verdict == "met_late")
    (one,) = joined(tmp_path, (late.crn, late.event_number, late.rule, late.fingerprint, "put right")).noted
    assert not one.still_open


def test_a_note_about_what_is_gone_is_kept_as_the_row_tells_it(tmp_path: Path) -> None:
    (one,) = joined(tmp_path, ("X900009", 2, "rmp", "gone", "in hand")).noted
    assert (one.crn, one.event_number, one.rule, one.still_open) == ("X900009", 2, "rmp", False)


def test_a_note_that_cannot_be_placed_is_named(tmp_path: Path) -> None:
    after = joined(tmp_path, (None, None, None, "gone", "in hand"))
    assert after.noted == []
    assert after.problems[-1].value == "gone"


@pytest.mark.parametrize(("place", "wrong"), [(0, "X900002"), (1, 2), (2, "rmp")])
def test_columns_sorted_apart_put_no_note_on_the_wrong_person(place: int, wrong: object, tmp_path: Path) -> None:
    row = tuple(wrong if at == place else cell for at, cell in enumerate(ROW))
    after = joined(tmp_path, row, OTHER)
    assert [one.fingerprint for one in after.noted] == ["f02"]
    problem = after.problems[-1]
    assert (problem.column, problem.value, problem.row) == (HEADINGS[place], str(wrong), 2)
    assert "whole rows" in problem.mend


def test_the_same_note_in_two_files_counts_once(tmp_path: Path) -> None:
    files = [written(tmp_path, HEADINGS, ROW, name=name) for name in ("report.xlsx", "j-marsh-1.xlsx")]
    other = written(tmp_path, HEADINGS, (*ROW[:4], "put right"), name="later.xlsx")
    after = with_noted(sample(), read_progress([*files, other]), sample().findings)
    assert [one.progress for one in after.noted] == ["in hand", "put right"]
