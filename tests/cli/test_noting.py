"""Progress noted on an action list, through the command: nothing that people wrote is lost."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cli.given import run

pytestmark = pytest.mark.usefixtures("asked")


def note(path: Path, heading: str, text: str) -> None:
    """Write a text into the first row of the action list."""
    book = load_workbook(path)
    sheet = book["Action list"]
    assert isinstance(sheet, Worksheet)
    column = [cell.value for cell in sheet[1]].index(heading) + 1
    sheet.cell(2, column).value = text
    book.save(path)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The workbook of a run before."""
    assert run("check", "x.xlsx", "--format", "xlsx", "--no-history", "--out", str(tmp_path))[0] == 3
    return tmp_path / "report.xlsx"


def again(report: Path, *more: str) -> tuple[int, str, str]:
    return run("check", "x.xlsx", "--format", "xlsx", "--no-history", "--out", str(report.parent), *more)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.xlsx"))


def test_a_list_in_which_nobody_wrote_is_written_over(report: Path) -> None:
    assert again(report)[0] == 3
    assert names(report.parent) == ["data-problems.xlsx", "report.xlsx"]


def test_notes_that_this_run_has_not_read_are_not_written_over(report: Path) -> None:
    note(report, "Progress", "in hand")
    before = report.read_bytes()
    code, _, err = again(report)
    assert code == 2
    assert "holds 1 note that this run has not read" in err
    assert report.read_bytes() == before


def test_notes_that_were_read_are_carried_and_the_exit_code_stays(report: Path) -> None:
    note(report, "Progress", "in hand")
    assert again(report, "--progress", str(report))[0] == 3
    assert names(report.parent) == ["data-problems.xlsx", "report.xlsx"]
    sheet = load_workbook(report)["Action list"]
    assert "in hand" in [cell.value for cell in sheet[2]]
    assert again(report, "--progress", str(report))[0] == 3


def test_a_list_that_was_read_in_part_is_kept_beside_the_new_one(report: Path) -> None:
    for number in (1, 2):
        note(report, "On", "31/02/2014")
        filled = report.read_bytes()
        code, _, err = again(report, "--progress", str(report))
        assert code == 3
        kept = report.with_name(f"report-not-read-{number}.xlsx")
        assert kept.read_bytes() == filled
        assert kept.name in err


def test_an_officers_notes_are_not_written_over_either(tmp_path: Path) -> None:
    arguments = ("check", "x.xlsx", "--per-officer", "--no-history", "--out", str(tmp_path))
    code, _, err = run(*arguments)
    assert code == 3
    assert "wrote 3 workbooks" in err
    note(tmp_path / "officers" / "j-marsh-1.xlsx", "Note", "rang them")
    code, _, err = run(*arguments)
    assert code == 2
    assert "j-marsh-1.xlsx holds 1 note" in err


def test_a_workbook_that_is_no_action_list_ends_with_2_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_text("no workbook")
    code, out, err = run("check", "x.xlsx", "--progress", str(tmp_path / "list.xlsx"))
    assert (code, out) == (2, "")
    assert "help:" in err
