"""The command as a user runs it, on results that are given: what is printed where, what is written, how it ends."""

import datetime as dt
import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from practice_check import audit, cli, ingest, rulebook
from practice_check.audit import OptionError, Options
from practice_check.audit.results import Results
from practice_check.cli.progress import Progress
from practice_check.cli.stopping import exit_code
from practice_check.ingest import Export, InputError
from practice_check.records.model import CaseRecord
from practice_check.rulebook import RulebookError
from tests.reports.report_sample import sample

RUNNER = CliRunner(env={"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"})


@pytest.fixture
def results() -> Results:
    return sample()


@pytest.fixture
def asked(results: Results, monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """The core gives the sample; what it was asked for is kept here."""
    kept: list[Options] = []
    records = [CaseRecord(crn=case.crn, event_number=case.event_number) for case in results.cases]
    export = Export(records=records, not_read=[], problems=[], inputs=[], exported_on=None)

    def check(_: Export, __: object, options: Options) -> Results:
        kept.append(options)
        return results

    monkeypatch.setattr(ingest, "read", lambda _: export)
    monkeypatch.setattr(rulebook, "load", lambda *_: _Book())
    monkeypatch.setattr(audit, "check", check)
    return kept


class _Book:
    rules = dict.fromkeys(["child-concern-referred", "rosh-screening"])


def _run(*arguments: str) -> tuple[int, str, str]:
    ended = RUNNER.invoke(cli.app, list(arguments))
    assert ended.exception is None or isinstance(ended.exception, SystemExit)
    return ended.exit_code, ended.stdout, ended.stderr


def _checked(results: Results) -> Results:
    return results.model_copy(update={"run": results.run.model_copy(update={"cases_not_checked": 0})})


# ---------------------------------------------------------------- exit codes


def test_gaps_end_with_1_only_when_asked_for_and_from_that_severity_up(results: Results) -> None:
    results = _checked(results)
    assert exit_code(results, None) == 0
    assert exit_code(results, "high") == 1
    mild = results.model_copy(update={"findings": [one for one in results.findings if one.severity != "high"]})
    assert exit_code(mild, "high") == 0
    assert exit_code(mild, "medium") == 1
    assert exit_code(mild, "low") == 1


def test_cases_not_checked_weigh_more_than_gaps(results: Results) -> None:
    assert exit_code(results, None) == 3
    assert exit_code(results, "low") == 3


def test_check_ends_with_3_where_a_case_was_not_checked(asked: list[Options]) -> None:
    code, _, _ = _run("check", "caseload.xlsx", "--fail-on", "low")
    assert code == 3
    assert len(asked) == 1


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "x.xlsx", "--format", "pdf"],
        ["check", "x.xlsx", "--show", "everything"],
        ["check", "x.xlsx", "--fail-on", "severe"],
        ["check", "x.xlsx", "--as-of", "31/02/2025"],
        ["check", "x.xlsx", "--where", "North"],
        ["check", "x.xlsx", "--jobs", "0"],
        ["check", "x.xlsx", "--format", "json", "--format", "csv"],
        ["case", "x.xlsx", "X999999"],
        ["explain", "x.xlsx", "X900001", "child-concern-refered"],
        ["ask"],
    ],
)
def test_what_cannot_run_ends_with_2_and_says_so_on_stderr(arguments: list[str]) -> None:
    code, out, err = _run(*arguments)
    assert code == 2
    assert out == ""
    assert err


def test_an_input_that_cannot_be_opened_ends_with_2_and_its_mend(
    asked: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: object) -> Export:
        raise InputError("x.xlsx is not there", "see that the name is right")

    monkeypatch.setattr(ingest, "read", read)
    code, out, err = _run("check", "x.xlsx")
    assert (code, out, asked) == (2, "", [])
    assert err == "error: x.xlsx is not there\nhelp: see that the name is right\n"


@pytest.mark.usefixtures("asked")
def test_rules_that_do_not_load_end_with_2_and_every_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: object) -> object:
        error = RulebookError([])
        error.faults = ["rules/a.yaml:3: a: the key 'tittle' is not known; did you mean 'title'?"]
        raise error

    monkeypatch.setattr(rulebook, "load", load)
    code, _, err = _run("check", "x.xlsx")
    assert code == 2
    assert "rules/a.yaml:3: a: the key 'tittle' is not known" in err
    assert "1 fault\n" in err


@pytest.mark.usefixtures("asked")
def test_an_option_that_names_nothing_ends_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(*_: object) -> Results:
        raise OptionError("there is no rule 'x'")

    monkeypatch.setattr(audit, "check", check)
    code, _, err = _run("check", "x.xlsx", "--select", "x")
    assert code == 2
    assert "there is no rule 'x'" in err


@pytest.mark.usefixtures("asked")
def test_a_run_that_checked_nobody_is_not_a_clean_sheet(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = results.model_copy(update={"cases": [], "findings": []})
    monkeypatch.setattr(audit, "check", lambda *_: empty)
    code, out, err = _run("check", "x.xlsx", "--where", "team=Nroth")
    assert (code, out) == (2, "")
    assert "no case was checked" in err


def test_a_fault_of_our_own_ends_with_2_and_shows_nothing_of_a_case(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def app() -> None:
        raise KeyError("Robert Hale")

    monkeypatch.setattr(cli, "app", app)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    shown = capsys.readouterr().err
    assert "KeyError" in shown
    assert "Robert Hale" not in shown


# ---------------------------------------------------------------- what goes where


@pytest.mark.usefixtures("asked")
def test_json_on_stdout_is_pure(results: Results) -> None:
    _, out, _ = _run("check", "x.xlsx", "--format", "json")
    written = json.loads(out)
    assert written["schema"] == "practice-check-results/1"
    assert len(written["findings"]) == len(results.findings) - 1


@pytest.mark.usefixtures("asked")
def test_show_reaches_the_machine_formats(results: Results) -> None:
    _, out, _ = _run("check", "x.xlsx", "--format", "json", "--show", "all")
    assert len(json.loads(out)["findings"]) == len(results.findings)
    _, out, _ = _run("check", "x.xlsx", "--format", "json", "--show", "met")
    assert [finding["verdict"] for finding in json.loads(out)["findings"]] == ["met"]


@pytest.mark.usefixtures("asked")
def test_the_table_is_shown_when_no_format_is_named() -> None:
    _, out, err = _run("check", "x.xlsx")
    assert out.startswith("As of 16 Dec 2013")
    assert err == ""


@pytest.mark.usefixtures("asked")
def test_files_bear_their_names_and_are_their_owners_only(tmp_path: Path) -> None:
    out = tmp_path / "audit"
    formats = [word for fmt in ("json", "jsonl", "csv", "html") for word in ("--format", fmt)]
    _, shown, err = _run("check", "x.xlsx", *formats, "--out", str(out))
    assert shown == ""
    assert sorted(path.name for path in out.iterdir()) == [
        "report.html",
        "results.csv",
        "results.json",
        "results.jsonl",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert "results.json" in err


@pytest.mark.usefixtures("asked")
def test_a_folder_without_formats_gets_the_results_and_the_page_and_the_table_is_shown(tmp_path: Path) -> None:
    _, shown, _ = _run("check", "x.xlsx", "--out", str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "results.json"]
    assert shown.startswith("As of 16 Dec 2013")


@pytest.mark.usefixtures("asked")
def test_a_folder_that_cannot_be_made_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, _, err = _run("check", "x.xlsx", "--out", str(tmp_path / "file"))
    assert code == 2
    assert "cannot be made a folder" in err


def test_options_reach_the_core(asked: list[Options]) -> None:
    _run(
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
    _, out, _ = _run("case", "x.xlsx", "x900003")
    assert "Missing, and yours to mend now" in out
    assert out.rstrip().endswith("1 to mend, 3 waiting on others; 1 thing to judge.")


@pytest.mark.usefixtures("asked")
def test_case_says_where_an_event_is_not_there() -> None:
    code, _, err = _run("case", "x.xlsx", "X900003", "--event", "9")
    assert code == 2
    assert "no event 9" in err


@pytest.mark.usefixtures("asked")
def test_explain_prints_why() -> None:
    _, out, _ = _run("explain", "x.xlsx", "X900001", "child-concern-referred")
    assert "Would close it" in out


@pytest.mark.usefixtures("asked")
def test_explain_knows_a_slip_of_the_pen() -> None:
    _, _, err = _run("explain", "x.xlsx", "X900001", "child-concern-refered")
    assert "did you mean 'child-concern-referred'?" in err


# ---------------------------------------------------------------- the frame


@pytest.mark.parametrize("arguments", [["-h"], ["check", "-h"], ["case", "-h"], ["rules", "-h"], ["records", "-h"]])
def test_help_is_under_h(arguments: list[str]) -> None:
    code, out, _ = _run(*arguments)
    assert code == 0
    assert "Usage:" in out


def test_without_arguments_there_is_help() -> None:
    _, out, err = _run()
    assert "Usage:" in out + err


def test_the_version_is_said() -> None:
    assert _run("--version")[1].startswith("practice-check ")


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
    import subprocess

    ran = subprocess.run(
        [sys.executable, "-m", "practice_check", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("practice-check ")
