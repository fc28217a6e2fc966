"""``practice-check demo``, from beginning to end on an invented caseload of a few people."""

import json
import stat
from pathlib import Path

from typer.testing import CliRunner

from practice_check.cli import app


def test_demo_leaves_its_files_shows_the_first_screen_and_ends_with_0(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    ended = CliRunner(env={"COLUMNS": "100"}).invoke(app, ["demo", "--out", str(out), "--cases", "6"])
    assert ended.exit_code == 0
    names = {"caseload.jsonl", "caseload.xlsx", "results.json", "report.html", "report.xlsx"}
    assert {path.name for path in out.iterdir()} == names
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    assert ended.stdout.startswith("As of ")
    assert json.loads((out / "results.json").read_text(encoding="utf-8"))["run"]["cases"] == 6
