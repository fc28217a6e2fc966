"""A run of more cases than one report shows: its sums, a report a team, and what is told before it begins."""

import json
import re
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook

from practice_check.audit.stored import Journal
from practice_check.demo import generate
from practice_check.records.model import CaseRecord
from tests.acceptance import reading_back
from tests.acceptance.command import Ended
from tests.cli.given import run
from tests.cli.test_noting import note

TEAMS = ("../../evil", "CON", "<script>alert(1)</script>", '=cmd|"/C calc"!A0', None, "Sub team", "sub-team")
#: So many cases are in one report here.
MOST = 2
#: Three of the cases, of three teams: enough to be large.
FEW = (1, 5, 7)
_LINK = re.compile(r'href="([^"#]+)"')


def records() -> Iterator[CaseRecord]:
    """Seven teams of a case, and one of three."""
    for record, team in zip(generate(10, 5), [*TEAMS, "North", "North", "North"], strict=True):
        yield record.model_copy(update={"team": team})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("large")
    lines = [record.model_dump_json(exclude_unset=True, by_alias=True) + "\n" for record in records()]
    (made / "cases.jsonl").write_text("".join(lines))
    (made / "few.jsonl").write_text("".join(lines[place] for place in FEW))
    (made / "params.yaml").write_text(f'cases-in-one-report: [{{value: {MOST}, source: "local default: a test"}}]\n')
    return made


def check(folder: Path, *more: str | Path, limit: bool = True, cases: str = "cases.jsonl") -> Ended:
    params = ("--params", folder / "params.yaml") if limit else ()
    return Ended(*run(*map(str, ("check", folder / cases, "--jobs", "1", *params, *more))))


@pytest.fixture(scope="module")
def large(folder: Path) -> Path:
    formats = [word for fmt in ("json", "csv", "html", "xlsx", "md", "table") for word in ("--format", fmt)]
    ended = check(folder, *formats, "--per-officer", "--out", folder / "large")
    assert ended.code == 0, ended.err
    (folder / "table.txt").write_text(ended.out)
    (folder / "err.txt").write_text(ended.err)
    return folder / "large"


@pytest.fixture(scope="module")
def small(folder: Path) -> Path:
    ended = check(folder, "--format", "json", "--format", "csv", "--out", folder / "small", limit=False)
    assert ended.code == 0, ended.err
    return folder / "small"


def test_the_machine_formats_are_those_of_a_run_that_is_not_large(large: Path, small: Path) -> None:
    here, there = (json.loads((out / "results.json").read_bytes()) for out in (large, small))
    for results in (here, there):
        results["run"]["hashes"]["params"] = None
    assert here == there
    for name in ("results.csv", "summary.csv", "data-problems.csv"):
        assert (large / name).read_bytes() == (small / name).read_bytes()


def test_every_case_is_in_the_report_of_its_team_and_in_no_other(large: Path) -> None:
    cases = json.loads((large / "results.json").read_bytes())["cases"]
    listed = []
    for path in large.glob("teams/**/report.xlsx"):
        rows = list(load_workbook(path, read_only=True)["Cases"].iter_rows(values_only=True))
        head = rows[0]
        assert len(rows) - 1 <= MOST
        listed += [(row[head.index("CRN")], row[head.index("Order")], row[head.index("Team")]) for row in rows[1:]]
    shown = {case["team"]: case["team"] for case in cases} | {None: None}
    expected = [(case["crn"], case["event_number"], shown[case["team"]]) for case in cases]
    assert sorted(map(repr, listed)) == sorted(map(repr, expected))


def test_the_links_lead_to_each_report_and_back(large: Path) -> None:
    reports = {path.resolve() for path in large.glob("teams/**/report.html")}
    assert len(reports) == len(TEAMS) + 2
    page = (large / "report.html").read_text()
    assert {(large / unescape(link)).resolve() for link in _LINK.findall(page)} == reports
    for report in reports:
        back = [unescape(link) for link in _LINK.findall(report.read_text())]
        assert [(report.parent / link).resolve() for link in back] == [(large / "report.html").resolve()]
    links = [cell.hyperlink for row in load_workbook(large / "report.xlsx")["Teams"].iter_rows() for cell in row]
    books = {(large / str(link.target)).resolve() for link in links if link}
    assert books == {path.resolve() for path in large.glob("teams/**/report.xlsx")}


def test_hostile_names_of_teams_lead_nowhere_else(large: Path) -> None:
    folders = {str(path.parent.relative_to(large / "teams")) for path in large.glob("teams/**/report.html")}
    alone = {"evil", "con-team", "script-alert-1-script", "cmd-c-calc-a0", "no-team", "sub-team", "sub-team-2"}
    assert folders == {*alone, "north/part-1", "north/part-2"}
    assert not list(large.parent.parent.glob("evil*"))
    for name in ("report.html", "report.md"):
        assert "<script>alert(1)" not in (large / name).read_text()
    for path in large.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
        assert not path.name.startswith(".")


def test_the_sums_are_the_numbers_of_the_results(large: Path) -> None:
    counted = reading_back.of_json((large / "results.json").read_bytes())
    for read, name in ((reading_back.of_html, "html"), (reading_back.of_xlsx, "xlsx"), (reading_back.of_md, "md")):
        found = read((large / f"report.{name}").read_bytes())
        assert (found.cases, found.not_checked, found.verdicts) == (
            counted.cases,
            counted.not_checked,
            counted.verdicts,
        )
        assert (found.people, found.desk, found.due) == (counted.people, counted.desk, counted.due)


def test_a_screen_has_the_teams_and_says_where_their_reports_are(folder: Path, large: Path) -> None:
    table = (folder / "table.txt").read_text()
    assert "8 teams" in table
    assert str(large / "teams") in table
    assert len(table.splitlines()) <= 50
    assert "wrote 9 reports of 8 teams" in (folder / "err.txt").read_text()


def test_an_officers_workbook_stands_with_the_team(large: Path) -> None:
    cases = json.loads((large / "results.json").read_bytes())["cases"]
    running = {(case["team"], case["officer"]) for case in cases if case["live"] is not False}
    assert len(list(large.glob("teams/**/officers/*.xlsx"))) >= len(running)


def test_it_joins_the_history_as_any_other(large: Path, small: Path) -> None:
    held = []
    for out in (large, small):
        with sqlite3.connect(out / "runs.sqlite") as history:
            tallies = history.execute("SELECT of, name, number FROM tally ORDER BY of, name").fetchall()
            opened = history.execute("SELECT fingerprint FROM open_duty ORDER BY fingerprint").fetchall()
            held.append((tallies, opened, history.execute("SELECT cases, cases_running FROM run").fetchall()))
    assert held[0] == held[1]
    assert held[0][1]


def test_what_cannot_be_done_is_said_before_the_run(folder: Path, tmp_path: Path) -> None:
    compared = check(folder, "--baseline", tmp_path / "none.json", "--out", tmp_path / "out")
    assert compared.code == 2
    assert "10 cases cannot be compared with one before: at most 2 at once" in compared.err
    assert "--where team=X" in compared.err
    homeless = check(folder, "--format", "html")
    assert (homeless.code, homeless.out) == (2, "")
    assert "--out DIR" in homeless.err
    assert not (tmp_path / "out").exists()


def test_one_team_alone_is_a_run_like_any_other(folder: Path) -> None:
    ended = check(folder, "--where", "team=Sub team", "--format", "html")
    assert ended.code == 0
    assert 'id="case-rows"' in ended.out


def test_a_machine_format_goes_to_stdout_as_a_stream(folder: Path, large: Path) -> None:
    assert check(folder, "--format", "csv").out.encode() == (large / "results.csv").read_bytes().replace(b"\r\n", b"\n")


def test_notes_on_a_teams_list_are_read_back_and_never_written_over(folder: Path) -> None:
    out = folder / "noted"
    usual = ("--format", "xlsx", "--no-history", "--out", out)
    assert check(folder, *usual, cases="few.jsonl").code == 0
    (report,) = out.glob("teams/con-team/report.xlsx")
    note(report, "Progress", "in hand")
    filled = report.read_bytes()
    refused = check(folder, *usual, cases="few.jsonl")
    assert refused.code == 2
    assert "holds 1 note that this run has not read" in refused.err
    assert "checked" not in refused.err
    assert report.read_bytes() == filled
    assert check(folder, *usual, "--progress", report, cases="few.jsonl").code == 0
    assert "in hand" in [cell.value for cell in load_workbook(report)["Action list"][2]]


def test_reports_of_a_run_before_are_told_from_those_of_this_one(folder: Path, tmp_path: Path) -> None:
    gone = tmp_path / "teams" / "gone"
    gone.mkdir(parents=True)
    (gone / "report.html").write_text("old")
    ended = check(folder, "--no-history", "--format", "html", "--out", tmp_path, cases="few.jsonl")
    assert "1 folder there of a run before, not of this one" in ended.err
    assert (gone / "report.html").read_text() == "old"


def test_a_link_in_place_of_the_teams_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "teams").symlink_to(tmp_path / "elsewhere")
    ended = check(folder, "--no-history", "--format", "html", "--out", tmp_path / "out", cases="few.jsonl")
    assert ended.code == 2
    assert "is a link to another folder" in ended.err
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("limit", [True, False])
def test_a_full_disk_costs_no_earlier_output(folder: Path, tmp_path: Path, *, limit: bool) -> None:
    """The system lets no file grow beyond what the journal needs: the results do not fit, as on a full disk."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "results.json").write_text("of the run before")
    params = ["--params", str(folder / "params.yaml")] if limit else []
    done = subprocess.run(
        [sys.executable, "-m", "practice_check", "check", str(folder / "few.jsonl"), *params, "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)),
    )
    assert done.returncode == 2
    assert "results.json could not be written (File too large)" in done.stderr
    assert "make room on the disk" in done.stderr
    assert f"what was found so far is kept in {out}: give the same command with --resume to go on" in done.stderr
    assert "Traceback" not in done.stderr
    assert (out / "results.json").read_text() == "of the run before"
    assert not [path for path in out.rglob("*") if path.name.endswith(".part")]
    assert check(folder, "--resume", "--out", out, limit=limit, cases="few.jsonl").code == 0
    assert len(json.loads((out / "results.json").read_bytes())["cases"]) == len(FEW)
    assert not (out / ".run").exists()


def test_a_run_on_its_way_keeps_others_out_and_one_that_was_cut_off_is_begun_anew(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    theirs = Journal.in_folder(out / ".run", {}, again=False)
    busy = check(folder, "--out", out, cases="few.jsonl")
    assert busy.code == 2
    assert "cut off" not in busy.err
    assert f"another run is writing to {out}" in busy.err
    assert "wait until it is done, or give another folder with --out" in busy.err
    theirs.close()
    later = check(folder, "--format", "json", "--out", out, cases="few.jsonl")
    assert later.code == 0
    assert f"a run was cut off in {out}: what it found is dropped, and all is checked anew" in later.err
    assert "--resume goes on with one" in later.err
