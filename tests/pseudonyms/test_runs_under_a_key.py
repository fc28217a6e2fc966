"""Runs under one key go together: compared, resumed in a history, answered and noted on; those of two keys do not."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

import practice_check
from practice_check.answers.progress import read_progress
from practice_check.cli import app, running
from practice_check.demo import generate
from practice_check.ingest.keys import PSEUDONYM
from practice_check.pseudonyms import UnfitKeyError
from practice_check.pseudonyms.codes import Pseudonyms
from practice_check.rulebook import Rulebook
from tests.pseudonyms.conftest import ONE, OTHER

RULES = ("initial-home-visit", "rosh-screening-on-time", "contact-as-planned")
SELECT = [part for rule in RULES for part in ("--select", rule)]


@pytest.fixture(scope="module")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("caseload") / "caseload.jsonl"
    lines = [record.model_dump_json(exclude_unset=True, by_alias=True) for record in generate(8, 11)]
    path.write_text("\n".join(lines))
    return path


@pytest.fixture(autouse=True)
def rules_loaded_once(book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "load_rules", lambda *_: book)
    monkeypatch.setattr(practice_check.rulebook, "load", lambda *_: book)


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


def results_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "results.json").read_text())
    return found


def named(caseload: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in caseload.read_text().splitlines()]


def checked(caseload: Path, key: Path, out: Path, *more: object) -> dict[str, Any]:
    ended = run("check", caseload, "--pseudonymise", "--key", key, "--jobs", 1, "--out", out, *SELECT, *more)
    assert ended.exit_code in (0, 3), ended.stderr
    return results_of(out)


def other_key(path: Path) -> Path:
    path.write_bytes(OTHER)
    path.chmod(0o600)
    return path


def test_the_same_key_gives_the_same_bytes_and_another_key_others(caseload: Path, key: Path, tmp_path: Path) -> None:
    one, again = (checked(caseload, key, tmp_path / name) for name in ("one", "again"))
    assert (tmp_path / "one" / "results.json").read_bytes() == (tmp_path / "again" / "results.json").read_bytes()
    other = checked(caseload, other_key(tmp_path / "other.key"), tmp_path / "other")
    for name in ("crn", "fingerprint", "officer"):
        ours = {finding[name] for finding in one["findings"]} - {None}
        assert ours
        assert ours.isdisjoint({finding[name] for finding in other["findings"]})
    assert [(each["rule"], each["verdict"]) for each in one["findings"]] == [
        (each["rule"], each["verdict"]) for each in other["findings"]
    ]
    assert again["run"]["pseudonyms"] != other["run"]["pseudonyms"]


def test_runs_of_one_key_are_compared_and_of_another_or_none_refused(caseload: Path, key: Path, tmp_path: Path) -> None:
    checked(caseload, key, tmp_path / "before", "--as-of", "2026-09-30")
    now = checked(caseload, key, tmp_path / "now", "--baseline", tmp_path / "before")
    assert now["changes"]["counts"]["still_open"] > 0
    assert not [note for note in now["changes"]["notes"] if "CRN" in note or "key" in note]
    plain = run("check", caseload, "--jobs", 1, "--out", tmp_path / "plain", "--as-of", "2026-09-30", *SELECT)
    assert plain.exit_code == 0
    checked(caseload, other_key(tmp_path / "other.key"), tmp_path / "other", "--as-of", "2026-09-30")
    for before, why in (("plain", "has names and CRNs in it"), ("other", "is under another key")):
        ended = run(
            *("check", caseload, "--pseudonymise", "--key", key, "--jobs", 1, *SELECT),
            *("--out", tmp_path / f"against {before}", "--baseline", tmp_path / before),
        )
        assert ended.exit_code == 2
        assert why in ended.stderr
        assert not (tmp_path / f"against {before}" / "results.json").exists()


def test_answers_and_departures_join_by_crn_and_by_pseudonym(caseload: Path, key: Path, tmp_path: Path) -> None:
    plain = checked(caseload, key, tmp_path / "plain")
    gaps = [each for each in plain["findings"] if each["verdict"] == "gap"]
    real = {pseudonym(case["crn"]): case["crn"] for case in named(caseload)}
    came = []
    for kind in ("real", "pseudonyms"):
        called = [real[each["crn"]] if kind == "real" else each["crn"] for each in gaps]
        departures = tmp_path / f"{kind}.csv"
        rows = [f"{crn},{each['rule']},ill,Ana Marsh,Bea Hill" for crn, each in zip(called, gaps, strict=True)]
        departures.write_text("\n".join(["crn,rule,reason,by,agreed_by", *rows]))
        answers = tmp_path / f"{kind}.json"
        rows_of = [
            {"crn": crn, "rule": each["rule"], "answer": "below"} for crn, each in zip(called, gaps, strict=True)
        ]
        answers.write_text(json.dumps(rows_of))
        found = checked(caseload, key, tmp_path / kind, "--exceptions", departures, "--judgements", answers)
        assert not [each for each in found["problems"] if each["beside"]]
        assert {each["status"] for each in found["departures"]} <= {"used", "not_needed"}
        came.append([(each["crn"], each["rule"], each["verdict"]) for each in found["findings"]])
    assert came[0] == came[1]
    assert came[0] != [(each["crn"], each["rule"], each["verdict"]) for each in plain["findings"]]


def pseudonym(crn: str) -> str:
    return Pseudonyms(ONE).crn(crn)


def test_progress_joins_from_a_list_with_names_and_from_one_without(caseload: Path, key: Path, tmp_path: Path) -> None:
    for kind, asked in (("real", []), ("pseudonyms", ["--pseudonymise", "--key", key])):
        folder = tmp_path / kind
        ended = run("check", caseload, "--jobs", 1, "--out", folder, "--format", "xlsx", *SELECT, *asked)
        assert ended.exit_code == 0, ended.stderr
        book = load_workbook(folder / "report.xlsx")
        lists = ((sheet, [cell.value for cell in row]) for sheet in book for row in sheet.iter_rows(max_row=20))
        sheet, headings = next(each for each in lists if "Progress" in each[1])
        first = next(number for number, cells in enumerate(sheet.values, 1) if list(cells) == headings) + 1
        for heading, said in (("Progress", "in hand"), ("Note", "Zebediah is at it"), ("By", "Ana Marsh")):
            sheet.cell(first, headings.index(heading) + 1, said)
        book.save(folder / "noted.xlsx")
        assert read_progress([folder / "noted.xlsx"]).notes
        found = checked(caseload, key, tmp_path / f"{kind} noted", "--progress", folder / "noted.xlsx")
        (noted,) = found["noted"]
        assert noted["still_open"] is True
        assert noted["fingerprint"] in {each["fingerprint"] for each in found["findings"]}
        assert PSEUDONYM.fullmatch(noted["crn"])
        assert noted["note"] == "(text left out)"
        assert noted["by"].startswith("Staff ")


def test_a_run_is_narrowed_by_the_words_of_the_export_and_by_pseudonyms(
    caseload: Path, key: Path, tmp_path: Path
) -> None:
    team = named(caseload)[0]["team"]
    one = checked(caseload, key, tmp_path / "one", "--where", f"team={team}")
    (called,) = {case["team"] for case in one["cases"]}
    assert called != team
    other = checked(caseload, key, tmp_path / "other", "--where", f"team={called}")
    assert [case["crn"] for case in one["cases"]] == [case["crn"] for case in other["cases"]]
    assert team not in json.dumps(one)


def test_one_case_by_its_crn_and_by_its_pseudonym(caseload: Path, key: Path, tmp_path: Path) -> None:
    case = named(caseload)[0]
    code = pseudonym(case["crn"])
    asked = ("--pseudonymise", "--key", key)
    for command in (("case",), ("explain",)):
        rule = [] if command == ("case",) else [RULES[0]]
        shown = [run(*command, caseload, called, *rule, *asked) for called in (case["crn"], code)]
        assert [each.exit_code for each in shown] == [0, 0], shown[0].stderr
        assert shown[0].stdout == shown[1].stdout
        assert code in shown[0].stdout or command == ("explain",)
        assert case["crn"] not in shown[0].stdout + shown[0].stderr
        assert case["name"].split()[-1] not in shown[0].stdout
    written = run("case", caseload, code, *asked, "--out", tmp_path / "pages")
    assert written.exit_code == 0
    (page,) = (tmp_path / "pages").iterdir()
    assert code.lower() in page.name.lower()
    assert case["officer"] not in page.read_text()


def test_nobody_answers_on_a_case_without_a_name(caseload: Path, key: Path, tmp_path: Path) -> None:
    crn = named(caseload)[0]["crn"]
    ended = run("case", caseload, crn, "--pseudonymise", "--key", key, "--answer", tmp_path / "answers.csv")
    assert ended.exit_code == 2
    assert "leave --pseudonymise out" in ended.stderr


def test_what_waits_for_a_signature_and_a_sample_name_nobody(caseload: Path, key: Path, tmp_path: Path) -> None:
    asked = ("--pseudonymise", "--key", key, "--jobs", 1, "--out", tmp_path / "out")
    people = {word for case in named(caseload) for name in (case["name"], case["officer"]) for word in name.split()}
    crns = {case["crn"] for case in named(caseload)}
    assert run("countersign", caseload, *asked).exit_code == 0
    drawn = run("sample", caseload, "--size", 3, "--programme", "whole-caseload", "--per-officer", *asked)
    assert drawn.exit_code == 0, drawn.stderr
    texts = [path.read_text() for path in (tmp_path / "out").rglob("*.*") if path.suffix in (".html", ".csv", ".json")]
    assert len(texts) >= 6
    words = set(re.findall(r"\w+", "\n".join([*texts, drawn.stdout, drawn.stderr])))
    assert not crns & words
    assert not {word for word in people if len(word) > 3} & words
    again = checked(caseload, key, tmp_path / "again", "--sample", tmp_path / "out" / "sample.json")
    assert len(again["cases"]) == 3


def test_the_users_own_key_is_made_said_and_used_again(
    caseload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    asked = ("check", caseload, "--pseudonymise", "--jobs", 1, "--format", "json", *SELECT)
    first, second = run(*asked), run(*asked)
    assert "made a key for pseudonyms" in first.stderr
    assert "Keep it" in first.stderr
    assert "made a key" not in second.stderr
    assert str(tmp_path / "config" / "practice-check" / "pseudonyms.key") in first.stderr + second.stderr
    assert first.stdout == second.stdout


@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_a_wrong_key_or_one_without_its_flag_ends_the_command_with_a_mend(
    caseload: Path, tmp_path: Path, mode: int
) -> None:
    path = tmp_path / "key"
    path.write_text("too short" if mode == 0o600 else ONE.decode())
    path.chmod(mode)
    ended = run("check", caseload, "--pseudonymise", "--key", path)
    assert ended.exit_code == 2
    assert "help: " in ended.stderr
    assert run("check", caseload, "--key", path).exit_code == 2


def test_through_python(caseload: Path, key: Path) -> None:
    by_file = practice_check.check(caseload, pseudonymise=key, select=list(RULES))
    by_key = practice_check.check(str(caseload), pseudonymise=ONE, select=list(RULES))
    assert by_file == by_key
    assert by_file.run.pseudonymised
    assert all(PSEUDONYM.fullmatch(case.crn) for case in by_file.cases)
    with pytest.raises(UnfitKeyError):
        practice_check.check(caseload, pseudonymise=b"short")
