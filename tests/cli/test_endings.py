"""How the command ends: its exit codes, and what it says when it could not run."""

from collections import Counter

import pytest

from practice_check import audit, cli, ingest, rulebook
from practice_check.audit import OptionError, Options
from practice_check.audit.results import Results
from practice_check.cli.stopping import exit_code
from practice_check.ingest import Export, InputError
from practice_check.rulebook import RulebookError
from practice_check.rulebook.model import Severity
from tests.cli.given import run
from tests.reports.held_run import HeldRun


def _code(results: Results, fail_on: Severity | None) -> int:
    gaps = Counter(finding.severity for finding in results.findings if finding.verdict == "gap")
    return exit_code(results.run.cases_not_checked, gaps, fail_on)


def _checked(results: Results) -> Results:
    return results.model_copy(update={"run": results.run.model_copy(update={"cases_not_checked": 0})})


def test_gaps_end_with_1_only_when_asked_for_and_from_that_severity_up(results: Results) -> None:
    results = _checked(results)
    assert _code(results, None) == 0
    assert _code(results, "high") == 1
    mild = results.model_copy(update={"findings": [one for one in results.findings if one.severity != "high"]})
    assert _code(mild, "high") == 0
    assert _code(mild, "medium") == 1
    assert _code(mild, "low") == 1


def test_cases_not_checked_weigh_more_than_gaps(results: Results) -> None:
    assert _code(results, None) == 3
    assert _code(results, "low") == 3


def test_check_ends_with_3_where_a_case_was_not_checked(asked: list[Options]) -> None:
    code, _, _ = run("check", "caseload.xlsx", "--fail-on", "low")
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
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert err


def test_an_input_that_cannot_be_opened_ends_with_2_and_its_mend(
    asked: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object, **__: object) -> Export:
        raise InputError("x.xlsx is not there", "see that the name is right")

    monkeypatch.setattr(ingest, "read", read)
    code, out, err = run("check", "x.xlsx")
    assert (code, out, asked) == (2, "", [])
    assert err == "error: x.xlsx is not there\nhelp: see that the name is right\n"


@pytest.mark.usefixtures("asked")
def test_rules_that_do_not_load_end_with_2_and_every_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: object) -> object:
        error = RulebookError([])
        error.faults = ["rules/a.yaml:3: a: the key 'tittle' is not known; did you mean 'title'?"]
        raise error

    monkeypatch.setattr(rulebook, "load", load)
    code, _, err = run("check", "x.xlsx")
    assert code == 2
    assert "rules/a.yaml:3: a: the key 'tittle' is not known" in err
    assert "1 fault\n" in err


@pytest.mark.usefixtures("asked")
def test_an_option_that_names_nothing_ends_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(*_: object) -> Results:
        raise OptionError("there is no rule 'x'")

    monkeypatch.setattr(audit, "check_stored", check)
    code, _, err = run("check", "x.xlsx", "--select", "x")
    assert code == 2
    assert "there is no rule 'x'" in err


@pytest.mark.usefixtures("asked")
def test_a_run_that_checked_nobody_is_not_a_clean_sheet(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = results.run.model_copy(update={"cases": 0})
    empty = HeldRun(results.model_copy(update={"run": nobody, "cases": [], "findings": []}))
    monkeypatch.setattr(audit, "check_stored", lambda *_: empty)
    code, out, err = run("check", "x.xlsx", "--where", "team=Nroth")
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
