"""No command asks anything of a network: seen from within (Python's own watch) and from without (system calls)."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.watched import Commands

#: Every command, and what it may write. The names of their files are those that the ones before them wrote.
COMMANDS: list[tuple[str, ...]] = [
    ("demo", "--cases", "6", "--out", "out/demo"),
    ("rules", "list"),
    ("rules", "validate"),
    ("records", "schema"),
    ("records", "template", "--out", "out/template.xlsx"),
    ("records", "inspect", "cases.csv", "--out", "out/draft.yaml"),
    ("records", "validate", "cases.csv"),
    ("check", "cases.csv", "--out", "out/run", "--format", "json", "--format", "html", "--format", "xlsx"),
    ("check", "tables", "--format", "json"),
    ("case", "cases.csv", "X900001"),
    ("explain", "cases.csv", "X900001", "initial-home-visit"),
    ("countersign", "cases.csv", "--out", "out/sign"),
    ("score", "out/run"),
    ("compare", "out/run", "out/run"),
    ("runs", "out/run"),
    ("sample", "cases.csv", "--fieldwork", "01/01/2026", "--size", "1", "--out", "out/sample"),
]


def _exports(stand: Path) -> None:
    import duckdb

    (stand / "out").mkdir()
    (stand / "cases.csv").write_text("crn,event_number,start_date\nX900001,1,2025-01-01\n")
    (stand / "tables").mkdir()
    with duckdb.connect(":memory:") as connection:
        table = "SELECT 'X900001' AS crn, DATE '2025-01-01' AS start_date"
        connection.execute(f"COPY ({table}) TO '{stand / 'tables' / 'cases.parquet'}' (FORMAT parquet)")


def test_no_command_opens_a_connection(commands: Commands, tmp_path: Path) -> None:
    """The harness fails on every event of a socket but the pairs between our own processes."""
    _exports(tmp_path)
    for words in COMMANDS:
        ended = commands.run(tmp_path, *words, out=["out"], seconds=60)
        assert "Usage:" not in ended.err, (words, ended.err)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace shows the calls of the system")
def test_the_system_is_asked_for_no_connection(tmp_path: Path) -> None:
    """Also not by what is no Python: the engine that reads Parquet, and whatever a worker starts."""
    _exports(tmp_path)
    calls = tmp_path / "calls"
    words = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(calls), sys.executable, "-m", "practice_check"]
    done = subprocess.run(
        [*words, "check", "tables", "--format", "json", "--jobs", "2"],
        cwd=tmp_path,
        timeout=120,
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in done.stderr:
        pytest.skip("this machine lets nobody watch the calls of a process")
    assert done.returncode == 0, done.stderr
    assert [
        line for line in calls.read_text().splitlines() if re.search(r"AF_(?!UNIX)|connect\(|bind\(|listen\(", line)
    ] == []
