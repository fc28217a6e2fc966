"""What the commands print where, what they write, and what reaches the core."""

import datetime as dt
import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from practice_check.audit import Options
from practice_check.audit.results import Results
from practice_check.cli.progress import Progress
from tests.cli.given import run


@pytest.mark.usefixtures("asked")
def test_json_on_stdout_is_pure(results: Results) -> None:
    _, out, _ = run("check", "x.xlsx", "--format", "json")
    written = json.loads(out)
    assert written["schema"] == "practice-check-results/1"
    assert len(written["findings"]) == len(results.findings) - 1


@pytest.mark.usefixtures("asked")
def test_show_reaches_the_machine_formats(results: Results) -> None:
    _, out, _ = run("check", "x.xlsx", "--format", "json", "--show", "all")
    assert len(json.loads(out)["findings"]) == len(results.findings)
    _, out, _ = run("check", "x.xlsx", "--format", "json", "--show", "met")
    assert [finding["verdict"] for finding in json.loads(out)["findings"]] == ["met"]


@pytest.mark.usefixtures("asked")
def test_the_table_is_shown_when_no_format_is_named() -> None:
    _, out, err = run("check", "x.xlsx")
    assert out.startswith("As of 16 Dec 2013")
    assert err == ""


@pytest.mark.usefixtures("asked")
def test_files_bear_their_names_and_are_their_owners_only(tmp_path: Path) -> None:
    out = tmp_path / "audit"
    formats = [word for fmt in ("json", "jsonl", "csv", "html", "md") for word in ("--format", fmt)]
    _, shown, err = run("check", "x.xlsx", *formats, "--out", str(out))
    assert shown == ""
    assert sorted(path.name for path in out.iterdir()) == [
        "data-problems.csv",
        "data-problems.xlsx",
        "report.html",
        "report.md",
        "results.csv",
        "results.json",
        "results.jsonl",
        "runs.sqlite",
        "summary.csv",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert "results.json" in err


@pytest.mark.usefixtures("asked")
def test_a_folder_without_formats_gets_the_results_and_the_page_and_the_table_is_shown(tmp_path: Path) -> None:
    _, shown, _ = run("check", "x.xlsx", "--out", str(tmp_path))
    names = ["data-problems.xlsx", "report.html", "results.json", "runs.sqlite"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert shown.startswith("As of 16 Dec 2013")


@pytest.mark.usefixtures("asked")
def test_a_folder_that_cannot_be_made_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, _, err = run("check", "x.xlsx", "--out", str(tmp_path / "file"))
    assert code == 2
    assert "is a file, and no folder" in err


def test_options_reach_the_core(asked: list[Options]) -> None:
    run(
        *("check", "x.xlsx", "--as-of", "16/12/2013", "--pack", "iaow-2013", "--pack", "tr-2014"),
        *("--select", "a", "--ignore", "b", "--where", "team=North", "--where", "area=East", "--jobs", "3"),
    )
    (options,) = asked
    assert options.as_of == dt.date(2013, 12, 16)
    assert list(options.packs) == ["iaow-2013", "tr-2014"]
    assert (list(options.select), list(options.ignore)) == (["a"], ["b"])
    assert options.where == {"team": "North", "area": "East"}
    assert options.jobs == 3


# ---------------------------------------------------------------- case and explain


@pytest.mark.usefixtures("asked")
def test_case_prints_the_page_of_one_case() -> None:
    _, out, _ = run("case", "x.xlsx", "x900003")
    assert "Missing, and yours to mend now" in out
    assert out.rstrip().endswith("1 to mend, 2 waiting on others; 1 thing to judge.")


@pytest.mark.usefixtures("asked")
def test_case_says_where_an_event_is_not_there() -> None:
    code, _, err = run("case", "x.xlsx", "X900003", "--event", "9")
    assert code == 2
    assert "no event 9" in err


@pytest.mark.usefixtures("asked")
def test_explain_prints_why() -> None:
    _, out, _ = run("explain", "x.xlsx", "X900001", "child-concern-referred")
    assert "Would close it" in out


@pytest.mark.usefixtures("asked")
def test_explain_knows_a_slip_of_the_pen() -> None:
    _, _, err = run("explain", "x.xlsx", "X900001", "child-concern-refered")
    assert "did you mean 'child-concern-referred'?" in err


# ---------------------------------------------------------------- the frame


@pytest.mark.parametrize("arguments", [["-h"], ["check", "-h"], ["case", "-h"], ["rules", "-h"], ["records", "-h"]])
def test_help_is_under_h(arguments: list[str]) -> None:
    code, out, _ = run(*arguments)
    assert code == 0
    assert "Usage:" in out


def test_without_arguments_there_is_help() -> None:
    _, out, err = run()
    assert "Usage:" in out + err


def test_the_version_is_said() -> None:
    assert run("--version")[1].startswith("practice-check ")


def test_progress_is_silent_on_short_runs_and_on_stderr_on_long_ones(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [100.0]
    clock: Callable[[], float] = lambda: now[0]  # noqa: E731
    monkeypatch.setattr("practice_check.cli.progress.time.monotonic", clock)
    seen = Progress(500)
    seen(20)
    assert capsys.readouterr() == ("", "")
    now[0] += 3
    seen(120)
    seen(121)
    seen.close()
    assert capsys.readouterr() == ("", "checked 120 of 500 people\n")


def test_module_and_command_are_one() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "practice_check", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("practice-check ")
