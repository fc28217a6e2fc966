"""A workbook with one broken row of each kind: each is named, and every other case is judged as if it were sound."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from practice_check.demo import generate
from practice_check.demo.broken import plant_in_workbook
from practice_check.ingest import workbook_of
from tests.acceptance.command import Ended, practice_check

SOUND = workbook_of(list(generate(16, 2013)))

#: What the line of each planted fault must say: its sheet, a word of the message, a word of the mend.
FAULTS = {
    "impossible date": ("contacts", "31/02/2026", "February 2026 has 28 days"),
    "unknown code": ("rosh_levels", "very hgh", "very high"),
    "missing CRN": ("cases", "CRN", ""),
    "contact for no case": ("contacts", "Z999999", ""),
    "duplicate key": ("cases", "Z999993", ""),
    "text in a number": ("cases", "twenty", ""),
}


def check(folder: Path, data: bytes) -> Ended:
    path = folder / "caseload.xlsx"
    path.write_bytes(data)
    return practice_check("check", path, "--format", "json", "--show", "all")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    return check(tmp_path_factory.mktemp("broken"), plant_in_workbook(SOUND))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    return check(tmp_path_factory.mktemp("sound"), SOUND)


def verdicts(ended: Ended) -> list[tuple[Any, ...]]:
    return [
        (each["crn"], each["event_number"], each["rule"], each["verdict"], each["occasion"]["due"], each["message"])
        for each in ended.json["findings"]
        if not each["crn"].startswith("Z99999") and each["crn"]
    ]


def test_the_run_ends_with_3(broken: Ended) -> None:
    assert broken.code == 3


@pytest.mark.parametrize("kind", FAULTS)
def test_each_fault_has_one_clear_line(kind: str, broken: Ended) -> None:
    sheet, message, mend = FAULTS[kind]
    lines = [
        problem
        for problem in broken.json["problems"]
        if problem["sheet"] == sheet and message in f"{problem['message']} {problem['value']} {problem['crn']}"
    ]
    assert len(lines) == 1, lines
    assert mend in lines[0]["mend"]
    assert lines[0]["row"] is not None
    assert lines[0]["file"] == "caseload.xlsx"


def test_all_other_cases_are_judged_as_they_were(broken: Ended, sound: Ended) -> None:
    assert verdicts(broken) == verdicts(sound)


def test_a_missing_sheet_is_one_line_and_no_gap(tmp_path: Path, sound: Ended) -> None:
    book = load_workbook(io.BytesIO(SOUND))
    del book["checks"]
    data = io.BytesIO()
    book.save(data)
    ended = check(tmp_path, data.getvalue())
    named = [problem for problem in ended.json["problems"] if "checks" in problem["message"]]
    assert len(named) == 1
    rule = "police-domestic-abuse-check"
    before = [each["verdict"] for each in sound.json["findings"] if each["rule"] == rule]
    own = [each for each in ended.json["findings"] if each["rule"] == rule]
    after = [each["verdict"] for each in own if each["decided_by"] == "record"]  # an assessor may know what we do not
    assert "met" in before
    assert "gap" not in after
    assert "met" not in after
    assert "cannot_tell" in after
