"""An action list as a team uses it: written by one run, filled in, and read back by the next."""

import datetime as dt
import json
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from practice_check.demo import generate
from tests.acceptance.command import Ended, practice_check

SIZE = 4
DAY = dt.date(2026, 1, 5)


@dataclass(frozen=True)
class Runs:
    """The caseload, the first run's folder, and the second's, for which its action list was filled in."""

    caseload: Path
    first: Path
    second: Path
    ended: Ended
    #: The references of the rows that were filled in, in their order.
    filled: list[str]


def rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    lines = list(load_workbook(path)[sheet].iter_rows(values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


def results(folder: Path) -> Any:
    return json.loads((folder / "results.json").read_text())


def fill(path: Path, notes: dict[int, dict[str, Any]]) -> list[str]:
    """Write the notes into these rows of the action list, as people do in Excel; their references."""
    book = load_workbook(path)
    sheet = book["Action list"]
    assert isinstance(sheet, Worksheet)
    at = {str(cell.value): number for number, cell in enumerate(sheet[1], start=1)}
    for number, note in notes.items():
        for name, value in note.items():
            sheet.cell(number, at[name]).value = value
    book.save(path)
    return [str(sheet.cell(number, at["Reference"]).value) for number in notes]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("team")
    caseload = folder / "caseload.jsonl"
    lines = (record.model_dump_json(exclude_unset=True, by_alias=True) + "\n" for record in generate(SIZE, 2013))
    caseload.write_text("".join(lines))
    first, second = folder / "first", folder / "second"
    formats = ("--format", "xlsx", "--format", "json", "--per-officer", "--jobs", "1")
    began = practice_check("check", caseload, *formats, "--out", first)
    assert began.code == 0, began.err
    notes: dict[int, dict[str, Any]] = {
        2: {"Progress": "put right", "Note": "sent today", "By": "JM", "On": DAY},
        3: {"Progress": "in hand"},
        4: {"Progress": "nearly"},
    }
    filled = fill(first / "report.xlsx", notes)
    own, row = next(
        (path, number)
        for path in sorted((first / "officers").iterdir())
        for number, listed in enumerate(rows(path, "Action list"), start=2)
        if listed["Reference"] and listed["Reference"] not in filled
    )
    filled += fill(own, {row: {"Note": "from the officer", "By": "an officer"}})
    ended = practice_check(
        *("check", caseload, *formats, "--out", second),
        *("--progress", first / "report.xlsx", "--progress", own),
    )
    return Runs(caseload, first, second, ended, filled)


def test_the_notes_are_in_the_results_and_change_nothing_else(runs: Runs) -> None:
    assert runs.ended.code == 0, runs.ended.err
    before, after = results(runs.first), results(runs.second)
    assert [one["fingerprint"] for one in after["noted"]] == runs.filled
    assert after["noted"][0] == {
        **{"fingerprint": runs.filled[0], "progress": "put right", "note": "sent today", "by": "JM"},
        **{"on": "2026-01-05", "still_open": True},
        **{name: after["noted"][0][name] for name in ("crn", "event_number", "rule")},
    }
    assert after["findings"] == before["findings"]
    assert after["run"]["counts"] == before["run"]["counts"]
    assert before["noted"] == []


def test_the_next_action_list_carries_the_notes(runs: Runs) -> None:
    listed = {row["Reference"]: row for row in rows(runs.second / "report.xlsx", "Action list")}
    done, in_hand, odd = (listed[reference] for reference in runs.filled[:3])
    assert (done["Progress"], done["Note"], done["By"]) == ("put right", "sent today", "JM")
    assert done["On"].date() == DAY
    assert done["The record since"] == "Noted as put right on 5 Jan 2026; the record still shows nothing."
    assert in_hand["Progress"] == "in hand"
    assert (odd["Progress"], odd["Note"]) == ("see note", "nearly")
    assert "from the officer" in {row["Note"] for row in listed.values()}


def test_what_could_not_be_read_is_a_data_problem_with_its_place(runs: Runs) -> None:
    sheet = rows(runs.second / "report.xlsx", "Data problems, each row")
    (fault,) = [row for row in sheet if row["File"] == "report.xlsx"]
    assert (fault["Sheet"], fault["Row"], fault["Column"], fault["Value"]) == ("Action list", 4, "Progress", "nearly")
    assert "choose one of" in fault["What to write"]
    assert fault["Who can mend it"] == "whoever keeps this file"


def test_the_officers_workbook_carries_them_too(runs: Runs) -> None:
    files = sorted((runs.second / "officers").iterdir())
    notes = {row["Note"] for path in files for row in rows(path, "Action list")}
    assert {"from the officer"} <= notes
    assert {stat.S_IMODE(path.stat().st_mode) for path in [*files, runs.second / "report.xlsx"]} == {0o600}
    assert stat.S_IMODE((runs.second / "officers").stat().st_mode) == 0o700


def test_notes_that_nobody_has_read_are_not_written_over(runs: Runs) -> None:
    report = runs.first / "report.xlsx"
    before = report.read_bytes()
    ended = practice_check("check", runs.caseload, "--format", "xlsx", "--out", runs.first)
    assert ended.code == 2
    assert "3 notes that this run has not read" in ended.err
    assert "--progress" in ended.err
    assert report.read_bytes() == before


@pytest.mark.parametrize("arguments", [("--format", "xlsx"), ("--per-officer",)])
def test_a_workbook_does_not_go_to_stdout(arguments: tuple[str, ...], runs: Runs) -> None:
    ended = practice_check("check", runs.caseload, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "--out DIR" in ended.err
