"""practice-check records, as a user runs it."""

import json
import stat
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from practice_check import ingest
from practice_check.cli.records import app
from practice_check.records.model import CaseRecord

_RUN = CliRunner(env={"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"})


def _export(folder: Path, *cases: dict[str, object]) -> str:
    path = folder / "file.json"
    path.write_text(json.dumps(list(cases)))
    return str(path)


def test_schema_describes_a_case_record() -> None:
    result = _RUN.invoke(app, ["schema"])
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    case = {"crn": "A000001", "covers": {"contacts": {"from": "2025-01-01"}}, "contacts": [{"date": "2025-01-01"}]}
    jsonschema.validate(CaseRecord.model_validate(case).model_dump(mode="json", by_alias=True), schema)


def test_template_is_written_for_its_owner_and_never_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    assert _RUN.invoke(app, ["template", "--out", str(path)]).exit_code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ingest.read([path]).records == []
    again = _RUN.invoke(app, ["template", "--out", str(path)])
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    assert _RUN.invoke(app, ["template", "--out", str(tmp_path / "no" / "x.xlsx")]).exit_code == 2


def test_validate_says_that_all_is_well(tmp_path: Path) -> None:
    result = _RUN.invoke(app, ["validate", _export(tmp_path, {"crn": "A000001"}, {"crn": "A000002"})])
    assert result.exit_code == 0
    assert result.stdout == "2 cases read, 0 could not be read, 0 problems\n"


def test_validate_names_what_is_wrong(tmp_path: Path) -> None:
    result = _RUN.invoke(app, ["validate", _export(tmp_path, {"crn": "A000001", "rar_days": "few"}, {"crn": "?"})])
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    assert lines[0] == "file.json"
    assert "1 cell of 'rar_days': 'few' is" in result.stdout
    assert "whole number" in result.stdout
    assert lines[-1] == "1 case read, 1 could not be read, 2 problems"


def test_validate_lists_the_sheets_that_are_not_there_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "caseload.xlsx"
    path.write_bytes(ingest.workbook_of([CaseRecord(crn="A000001", contacts=[])]))
    result = _RUN.invoke(app, ["validate", str(path)])
    assert result.exit_code == 0
    assert "Not in it, and so unknown: requirements, officers" in result.stdout
    assert result.stdout.splitlines()[-1] == "1 case read, 0 could not be read, 0 problems"


@pytest.mark.parametrize("name", ["gone.xlsx", "letter.docx"])
def test_validate_cannot_run_without_an_export(tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.docx").write_text("x")
    result = _RUN.invoke(app, ["validate", str(tmp_path / name)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert "\nhelp: " in result.stderr


def test_text_of_an_export_is_harmless_on_the_screen(tmp_path: Path) -> None:
    hostile = "[bold]x[/bold]\x1b[31m\x07\u202e[/]\\"
    result = _RUN.invoke(app, ["validate", _export(tmp_path, {"crn": "A000001", "rar_days": hostile, hostile: 1})])
    assert result.exit_code == 3
    assert "[bold]x[/bold]" in result.stdout.replace("\n", "")
    assert not {"\x1b", "\x07", "\u202e"} & set(result.stdout)
