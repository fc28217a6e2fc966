"""The self-check and the countersigning pack as their users run them; the rules are read once for all of them."""

import csv
import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from practice_check.cli import app, running
from practice_check.rulebook import Rulebook
from tests.acceptance.one_case import CRN, HIGH, MEDIUM, export_of, one_case

Run = Callable[..., Result]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return export_of(tmp_path, one_case())


@pytest.fixture
def run(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command with what is typed (``keys``); a failure of its own is shown."""
    monkeypatch.setattr(running, "load_rules", lambda *_: rulebook)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str | Path, keys: str = "") -> Result:
        done = CliRunner().invoke(app, [str(argument) for argument in arguments], input=keys)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return run


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_the_page_stands_in_the_terminal_and_as_a_file_of_its_owners(run: Run, export: Path, tmp_path: Path) -> None:
    shown = run("case", export, CRN)
    assert shown.exit_code == 0
    assert "Missing, and yours to mend now" in shown.stdout
    assert "Where: OASys, risk management plan, contingency (R11, RM26)." in shown.stdout
    assert shown.stdout.rstrip().endswith("to judge.")
    written = run("case", export, CRN, "--format", "html", "--out", tmp_path / "out")
    assert (written.exit_code, written.stdout) == (0, "")
    file = tmp_path / "out" / f"case-{CRN}.html"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("case", export, CRN, "--format", "html").stdout == file.read_text(encoding="utf-8")


def test_an_answer_in_one_line_excuses_what_is_not_severe_and_is_shown_for_good(
    run: Run, export: Path, tmp_path: Path
) -> None:
    answers = tmp_path / "answers.csv"
    given = run(
        *("case", export, CRN, "--answer", answers),
        *("--rule", MEDIUM, "--because", "Assessed in prison", "--by", "A. Officer"),
    )
    assert given.exit_code == 0
    assert f"--exceptions {answers}" in _flat(given.stderr).replace(" ", "") or str(answers) in given.stderr
    assert stat.S_IMODE(answers.stat().st_mode) == 0o600
    found = json.loads(run("check", export, "--exceptions", answers, "--format", "json", "--jobs", "1").stdout)[
        "findings"
    ]
    assert [one["verdict"] for one in found if one["rule"] == MEDIUM] == ["excepted"]
    page = run("case", export, CRN, "--exceptions", answers).stdout
    assert "“Assessed in prison” (A. Officer; agreed by nobody yet)" in _flat(page)
    assert "No assessment of the likelihood of reoffending is recorded" not in page


@pytest.mark.parametrize(("agreed", "verdict"), [((), "gap"), (("--agreed-by", "M. Manager"), "excepted")])
def test_a_severe_duty_stays_open_until_a_manager_agrees(
    run: Run, agreed: tuple[str, ...], verdict: str, export: Path, tmp_path: Path
) -> None:
    answers = tmp_path / "answers.csv"
    answer = ("--rule", HIGH, "--because", "Agreed in the strategy meeting", "--by", "A. Officer", *agreed)
    assert run("case", export, CRN, "--answer", answers, *answer).exit_code == 0
    found = json.loads(run("check", export, "--exceptions", answers, "--format", "json", "--jobs", "1").stdout)[
        "findings"
    ]
    assert [one["verdict"] for one in found if one["rule"] == HIGH] == [verdict]
    page = _flat(run("case", export, CRN, "--exceptions", answers).stdout)
    assert "“Agreed in the strategy meeting”" in page
    assert ("With the manager: agreement to a departure" in page) is (verdict == "gap")
    assert "No contingency with its trigger" not in page


def test_the_walk_asks_item_by_item_and_keeps_each_answer_at_once(run: Run, export: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    walked = run(
        "case", export, CRN, "--answer", answers, keys="Not needed here\nA. Officer\n\n\nNor here\nM. Manager\nq\n"
    )
    assert walked.exit_code == 0
    assert "1 of 4" in walked.stdout
    assert walked.stdout.count("Your name") == 1
    assert "2 answers added" in walked.stderr
    first, second = _rows(answers)
    assert (first["reason"], first["by"], first["agreed_by"]) == ("Not needed here", "A. Officer", "")
    assert (second["reason"], second["by"], second["agreed_by"]) == ("Nor here", "A. Officer", "M. Manager")
    assert {first["crn"], second["crn"]} == {CRN}
    assert first["rule"] != second["rule"]
    assert first["opened"]


def test_a_walk_that_breaks_off_has_kept_what_was_answered(run: Run, export: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    walked = run("case", export, CRN, "--answer", answers, keys="Not needed here\nA. Officer\n\n")
    assert walked.exit_code == 0
    assert len(_rows(answers)) == 1


def test_a_walk_that_is_stopped_at_a_name_takes_that_for_no_name(run: Run, export: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    run("case", export, CRN, "--answer", answers, keys="Not needed here\nq\n")
    assert not answers.exists()
    run("case", export, CRN, "--answer", answers, keys="Not needed here\nA. Officer\nq\n")
    (row,) = _rows(answers)
    assert (row["by"], row["agreed_by"]) == ("A. Officer", "")


@pytest.mark.parametrize("command", [("case", CRN), ("explain", CRN, HIGH), ("countersign",)])
def test_a_departure_that_could_not_be_read_is_said(
    run: Run, export: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text(f"crn,rule,reason,by\n{CRN},no-such-rule,Not needed,A. Officer\n", encoding="utf-8")
    said = run(command[0], export, *command[1:], "--exceptions", answers)
    assert "no-such-rule" in said.stderr
    assert "row 2" in said.stderr


def test_a_walk_without_answers_writes_nothing(run: Run, export: Path, tmp_path: Path) -> None:
    walked = run("case", export, CRN, "--answer", tmp_path / "answers.csv", keys="\n" * 10)
    assert "nothing was written" in walked.stderr
    assert not (tmp_path / "answers.csv").exists()


def test_answers_are_added_to_those_that_are_there(run: Run, export: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    for rule in (HIGH, MEDIUM):
        run("case", export, CRN, "--answer", answers, "--rule", rule, "--because", "x", "--by", "A. Officer")
    assert [row["rule"] for row in _rows(answers)] == [HIGH, MEDIUM]


def test_a_hostile_reason_is_only_text_in_the_file_and_on_the_page(run: Run, export: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    reason = "=cmd|'/C calc'!A0 [bold]x[/]"
    answer = ("--rule", MEDIUM, "--because", reason, "--by", "@Officer")
    assert run("case", export, CRN, "--answer", answers, *answer).exit_code == 0
    (row,) = _rows(answers)
    assert (row["reason"][0], row["by"][0]) == ("'", "'")
    page = _flat(run("case", export, CRN, "--exceptions", answers).stdout)
    assert f"“{reason}” (@Officer;" in page


def test_only_the_occasion_of_a_day_is_answered(run: Run, export: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answer = ("--answer", answers, "--rule", HIGH, "--because", "x", "--by", "y")
    wrong = run("case", export, CRN, *answer, "--opened", "1 Jan 2014")
    assert wrong.exit_code == 2
    assert "it opened on 17 Jun 2013" in wrong.stderr
    assert run("case", export, CRN, *answer, "--opened", "17 Jun 2013").exit_code == 0
    assert [row["opened"] for row in _rows(answers)] == ["2013-06-17"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--answer", "answers.xlsx"), "is not a CSV file"),
        (("--answer", "a.csv", "--rule", HIGH, "--because", " ", "--by", "x"), "needs its reason and its author"),
        (("--answer", "a.csv", "--rule", HIGH, "--because", "x"), "needs its reason and its author"),
        (("--answer", "a.csv", "--because", "x"), "--because without --rule"),
        (("--rule", HIGH), "--rule without --answer"),
        (("--answer", "a.csv", "--rule", "no-such", "--because", "x", "--by", "y"), "nothing is open under 'no-such'"),
        (("--event", "7"), "has no event 7"),
    ],
)
def test_what_cannot_be_done_says_why_and_writes_nothing(
    run: Run, options: tuple[str, ...], said: str, export: Path, tmp_path: Path
) -> None:
    ended = run("case", export, CRN, *options)
    assert ended.exit_code == 2
    assert said in _flat(ended.stderr)
    assert [path.name for path in tmp_path.iterdir()] == [export.name]


def test_what_waits_for_a_signature_is_listed_and_written_as_a_page_a_case(run: Run, tmp_path: Path) -> None:
    signed = one_case(crn="X000002", plans=[])
    export = export_of(tmp_path, one_case(), signed)
    listed = run("countersign", export)
    assert listed.exit_code == 0
    assert "1 person waits for a countersignature" in listed.stdout
    assert "risk management plan of 17 Jun 2013" in listed.stdout
    assert "10 days" in listed.stdout
    assert run("countersign", export, "--out", tmp_path / "out").exit_code == 0
    file = tmp_path / "out" / "countersigning.html"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    html = file.read_text(encoding="utf-8")
    assert html.count("<article") == 1
    assert "3 empty in what was submitted, 1 more to mend; 6 things to judge before you sign." in html


def test_nothing_waits_where_everything_is_signed(run: Run, tmp_path: Path) -> None:
    export = export_of(tmp_path, one_case(plans=[]))
    assert "Nothing waits for a countersignature" in run("countersign", export).stdout


def test_a_team_can_be_chosen(run: Run, tmp_path: Path) -> None:
    export = export_of(tmp_path, one_case(), one_case(crn="X000002", team="South"))
    assert "X000001" not in run("countersign", export, "--where", "team=South").stdout
