"""Departures written to a file are read back as they were typed, and no spreadsheet runs them."""

import datetime as dt
import stat
from pathlib import Path

import pytest

from practice_check.answers.departures_file import append
from practice_check.answers.exceptions import with_exceptions
from practice_check.ingest import Export, InputError
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook

EXPORT = Export(
    records=[CaseRecord(crn="X000001", event_number=1)], not_read=[], problems=[], inputs=[], exported_on=None
)
HOSTILE = [
    "=cmd|'/c calc'!A1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "'=1+1",
    "''@x",
    "#N/A",
    "<script>alert(1)</script>",
    "[bold]no[/bold]",
    'a "quoted", text; with\nlines\r\nof both kinds',
    "\u202eright to left",
    "x" * 10_000,
    "Ünïcödé – 漢字",
]


def row(reason: str = "Agreed", by: str = "A. Marsh") -> DepartureRow:
    return DepartureRow(
        crn="X000001",
        event_number=1,
        rule="initial-home-visit",
        opened=dt.date(2014, 1, 3),
        reason=reason,
        by=by,
        agreed_by="B. Stone",
        expires=dt.date(2014, 12, 31),
        date=dt.date(2014, 1, 10),
    )


def read_back(path: Path, rulebook: Rulebook) -> list[DepartureRow]:
    found = with_exceptions(EXPORT, [path], rulebook)
    assert not found.problems
    return [each.model_copy(update={"source": None}) for each in found.departures]


def test_what_is_written_is_read_back(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "departures.csv"
    rows = [row(reason=f"{text} why", by=f"{text} who") for text in HOSTILE]
    append(path, rows[:4])
    append(path, rows[4:])
    assert read_back(path, rulebook) == rows
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_cell_opens_like_a_formula(tmp_path: Path) -> None:
    import csv

    path = tmp_path / "departures.csv"
    append(path, [row(reason=text, by=text) for text in HOSTILE])
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for line in csv.reader(stream) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_file_of_ones_own_keeps_its_columns_and_rows(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes("Reason;Rule;By;CRN;Team\nOlder, agreed £;initial-home-visit;C;X000001;North\n".encode("cp1252"))
    append(path, [row()])
    assert [each.reason for each in with_exceptions(EXPORT, [path], rulebook).departures] == [
        "Older, agreed £",
        "Agreed",
    ]
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Reason,Rule,By,CRN,Team,event_number")
    assert ",North," in lines[1]


@pytest.mark.parametrize(("name", "text"), [("a.xlsx", ""), ("a.csv", 'crn,rule\n"x\n')])
def test_what_is_no_csv_is_refused_and_left_alone(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(InputError):
        append(path, [row()])
    assert path.read_text() == text
