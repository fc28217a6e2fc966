"""Two checks some weeks apart, with some of the records mended in between, compared as a manager would."""

import csv
import datetime as dt
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from practice_check.audit.results_file import read_results
from practice_check.history import record
from tests.acceptance.command import Ended, practice_check
from tests.reports.held_run import HeldRun

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "results.schema.json"
RULE = "initial-home-visit"
VISIT = {"kind": "home_visit", "outcome": "attended"}
MENDED, EXCUSED, LEFT, UNTOLD, OPEN, NEW, VISITED = (f"X10000{number}" for number in range(7))
PEOPLE = (MENDED, EXCUSED, LEFT, UNTOLD, OPEN, NEW, VISITED)


def person(crn: str, **changes: Any) -> dict[str, Any]:
    """At high risk from 3 June 2013: a home visit is due by 24 June."""
    tables = ("statuses", "transfers", "registrations", "residences", "events", "contacts", "decisions")
    return {
        **{name: [] for name in (*tables, "requirements", "enforcement", "child_protection")},
        **{"crn": crn, "event_number": 1, "name": f"Person {crn[-1]}", "officer": "A. Able", "team": "North"},
        **{"order_type": "community_order", "sentence_date": "2013-06-03", "start_date": "2013-06-03"},
        **{"end_date": "2014-06-02", "exported_on": "2014-02-28"},
        "rosh_levels": [{"level": "high", "start": "2013-06-03", "end": None}],
        **changes,
    }


BEFORE: dict[str, dict[str, Any]] = {
    NEW: {"rosh_levels": [{"level": "high", "start": "2013-06-24", "end": None}], "sentence_date": "2013-06-24"}
    | {"start_date": "2013-06-24"},
    VISITED: {"contacts": [VISIT | {"date": "2013-06-20"}]},
}
SINCE: dict[str, dict[str, Any]] = BEFORE | {
    MENDED: {"contacts": [VISIT | {"date": "2013-07-09"}]},
    EXCUSED: {
        "decisions": [
            {"duty": "home_visit", "date": "2013-07-10", "reason": "A refuge", "by": "A. Able", "agreed_by": "manager"}
        ]
    },
    UNTOLD: {"contacts": [VISIT | {"date": "2013-06-20", "outcome": None}]},
}


def checked(folder: Path, changes: dict[str, dict[str, Any]], as_of: str, *more: str | Path, left: str = "") -> Ended:
    export = folder / "caseload.jsonl"
    records = [person(crn, **changes.get(crn, {})) for crn in PEOPLE if crn != left]
    export.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return practice_check("check", export, "--select", RULE, "--as-of", as_of, "--jobs", "1", *more)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of the two checks."""
    folder = tmp_path_factory.mktemp("runs")
    old, new = folder / "july", folder / "august"
    first = checked(folder, BEFORE, "2013-07-01", "--out", old, "--format", "json")
    history = ("--history", old / "runs.sqlite")
    second = checked(
        folder, SINCE, "2013-08-12", "--out", new, "--format", "json", "--baseline", old, *history, left=LEFT
    )
    assert (first.code, second.code) == (0, 0), first.err + second.err
    return old, new


def test_every_state_with_how_it_came_about(runs: tuple[Path, Path]) -> None:
    ended = practice_check("compare", *runs, "--format", "json")
    assert ended.code == 0
    changes = ended.json
    told = {change["crn"]: (change["state"], change["before"], change["now"]) for change in changes["changes"]}
    assert told == {
        MENDED: ("closed", "gap", "met_late"),
        EXCUSED: ("closed", "gap", "excepted"),
        LEFT: ("not_judged_now", "gap", None),
        UNTOLD: ("not_judged_now", "gap", "cannot_tell"),
        OPEN: ("still_open", "gap", "gap"),
        NEW: ("new", "due", "gap"),
    }
    assert changes["counts"] == {"new": 1, "closed": 2, "still_open": 1, "not_judged_now": 2}
    assert changes["long_open"] == 1
    why = {change["crn"]: change["why"] for change in changes["changes"]}
    assert why[MENDED] == "Recorded late, on 9 Jul 2013, 15 days after it was due."
    assert why[EXCUSED] == "A reasoned departure is recorded."
    assert why[LEFT] == "The case is not in this run."
    assert why[NEW] == "It fell due since the run before, on 15 Jul 2013."
    still = next(change for change in changes["changes"] if change["crn"] == OPEN)
    assert (still["since"], still["days_open"], still["name"]) == ("2013-06-24", 49, "Person 4")
    assert any("1 case of the run before is not in this one" in note for note in changes["notes"])


def test_the_screen_says_the_numbers_and_the_names_behind_them(runs: tuple[Path, Path]) -> None:
    ended = practice_check("compare", *runs)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[0] == (
        "From 1 Jul 2013 to 12 Aug 2013: 2 closed, 1 new, 1 still open over 30 days, 2 no longer judged"
    )
    headings = [line for line in lines if line.startswith(("Closed", "New", "Still open", "No longer", "Whose"))]
    assert [heading.split("  ")[0] for heading in headings] == [
        "Closed",
        "New",
        "Still open over 30 days, and can be put right",
        "No longer judged, so not known to be closed",
        "Whose cases, by name",
    ]
    closed, new, still, _, _ = (lines.index(heading) for heading in headings)
    assert [line[:7] for line in lines[closed:new] if line.startswith("X")] == [MENDED, EXCUSED]
    assert [line[:7] for line in lines[new:still] if line.startswith("X")] == [NEW]
    assert "A. Able" in lines[new + 2]
    assert "Visit, or record why a visit is not needed" in lines[new + 2]
    assert max(map(len, lines)) <= 100


def test_the_files_say_the_same(runs: tuple[Path, Path], tmp_path: Path) -> None:
    assert practice_check("compare", *runs, "--out", tmp_path / "out").code == 0
    files = {path.name: path for path in (tmp_path / "out").iterdir()}
    assert {name: oct(path.stat().st_mode & 0o777) for name, path in files.items()} == dict.fromkeys(
        ["compare.json", "compare.csv", "compare.md"], "0o600"
    )
    changes = json.loads(files["compare.json"].read_text())["changes"]
    rows = list(csv.DictReader(io.StringIO(files["compare.csv"].read_text(encoding="utf-8-sig"))))
    assert [(row["crn"], row["why"], row["since"]) for row in rows] == [
        (change["crn"], change["why"] or "", change["since"]) for change in changes
    ]
    page = files["compare.md"].read_text()
    assert "2 closed, 1 new, 1 still open over 30 days, 2 no longer judged." in page
    assert all(change["crn"] in page for change in changes)


def test_the_baseline_of_a_check_is_the_same_comparison(runs: tuple[Path, Path]) -> None:
    results = json.loads((runs[1] / "results.json").read_text())
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(results)
    compared = practice_check("compare", *runs, "--format", "json").json
    found = results["changes"]
    assert {change["open_since_run"] for change in found["changes"] if change["state"] == "still_open"} == {
        "2013-07-01"
    }
    for change in found["changes"]:
        change["open_since_run"] = None
    assert found == compared


def test_results_may_be_written_over_those_that_they_are_compared_with(tmp_path: Path) -> None:
    out = tmp_path / "audit"
    checked(tmp_path, BEFORE, "2013-07-01", "--out", out, "--format", "json")
    ended = checked(tmp_path, SINCE, "2013-08-12", "--out", out, "--format", "json", "--baseline", out)
    assert ended.code == 0, ended.err
    changes = json.loads((out / "results.json").read_text())["changes"]
    assert (changes["before"], changes["counts"]["closed"]) == ("2013-07-01", 2)


def test_a_run_against_itself_has_nothing_new(runs: tuple[Path, Path]) -> None:
    changes = practice_check("compare", runs[0], runs[0] / "results.json", "--format", "json").json
    assert changes["counts"] == {"new": 0, "closed": 0, "still_open": 5, "not_judged_now": 0}
    assert changes["notes"] == []


# ---------------------------------------------------------------- what cannot be compared


def test_the_wrong_way_round_is_refused_with_the_right_way(runs: tuple[Path, Path]) -> None:
    old, new = runs
    ended = practice_check("compare", new, old)
    assert (ended.code, ended.out) == (2, "")
    assert "the run before is of 12 Aug 2013, later than the other, of 1 Jul 2013" in ended.err
    assert f"practice-check compare {old} {new}" in ended.err.replace("\n", "")


@pytest.mark.parametrize("text", [None, "[]"])
def test_what_is_no_results_file_is_refused(text: str | None, runs: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    if text is not None:
        file.write_text(text)
    for arguments in (("compare", file, runs[1]), ("compare", runs[0], file)):
        ended = practice_check(*arguments)
        assert (ended.code, ended.out) == (2, "")
        assert "practice-check check EXPORT --out DIR" in ended.err
    ended = checked(tmp_path, BEFORE, "2013-07-01", "--baseline", file)
    assert (ended.code, ended.out) == (2, "")


def test_results_with_findings_left_out_are_refused(runs: tuple[Path, Path], tmp_path: Path) -> None:
    checked(tmp_path, BEFORE, "2013-07-01", "--out", tmp_path / "cut", "--format", "json", "--show", "gap")
    ended = practice_check("compare", tmp_path / "cut", runs[1])
    assert ended.code == 2
    assert "check again without --show" in ended.err


# ---------------------------------------------------------------- the history


def test_each_check_with_a_folder_joins_its_history(runs: tuple[Path, Path]) -> None:
    assert not (runs[1] / "runs.sqlite").exists()
    ended = practice_check("runs", runs[0])
    assert ended.code == 0
    assert "2 runs: all cases; rules: 1 selected" in ended.out
    assert "1 Jul 2013" in ended.out
    assert "12 Aug 2013" in ended.out
    assert "it takes runs of 6 different days, 4 more than there are" in ended.out


def test_the_trend_is_told_from_the_sixth_run_on(runs: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "audit"
    out.mkdir()
    first = read_results(runs[0])
    for month in range(2, 6):
        day = dt.date(2013, month, 1)
        earlier = first.model_copy(update={"run": first.run.model_copy(update={"as_of": day})})
        record(out / "runs.sqlite", earlier, HeldRun(earlier).cases(), dt.datetime(2013, 6, 1, tzinfo=dt.UTC))
    for as_of in ("2013-07-01", "2013-08-12"):
        checked(tmp_path, BEFORE, as_of, "--out", out, "--format", "json")
        trend = json.loads((out / "results.json").read_text())["trend"]
        assert (trend is None) == (as_of == "2013-07-01")
    assert [point["as_of"] for point in trend["points"]][-3:] == ["2013-05-01", "2013-07-01", "2013-08-12"]
    last = trend["points"][-1]
    assert (last["judged"], last["in_time"], last["open_high"], last["cases"]) == (7, 1, 6, 7)
    assert (last["in_time_percent"], last["open_high_per_100"]) == (None, None)
    ended = practice_check("runs", out / "runs.sqlite")
    assert "The trend" in ended.out
    assert "too few" in ended.out


def test_no_history_and_a_named_one(tmp_path: Path) -> None:
    checked(tmp_path, BEFORE, "2013-07-01", "--out", tmp_path / "a", "--format", "json", "--no-history")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["data-problems.xlsx", "results.json"]
    named = tmp_path / "kept.sqlite"
    checked(tmp_path, BEFORE, "2013-07-01", "--history", named)
    assert "1 run: all cases" in practice_check("runs", named).out
    both = practice_check("check", tmp_path / "caseload.jsonl", "--history", named, "--no-history")
    assert both.code == 2


@pytest.mark.parametrize("kind", ["damaged", "foreign"])
def test_a_history_that_cannot_be_used_costs_nobody_the_results(kind: str, tmp_path: Path) -> None:
    out = tmp_path / "audit"
    out.mkdir()
    if kind == "damaged":
        (out / "runs.sqlite").write_bytes(b"not a database" * 100)
    else:
        with sqlite3.connect(out / "runs.sqlite") as other:
            other.execute("CREATE TABLE mine (id)")
    held = (out / "runs.sqlite").read_bytes()
    ended = checked(tmp_path, BEFORE, "2013-07-01", "--out", out, "--format", "json")
    assert ended.code == 0
    assert "this run is not in the history" in ended.err
    assert json.loads((out / "results.json").read_text())["run"]["cases"] == 7
    assert (out / "runs.sqlite").read_bytes() == held
    listed = practice_check("runs", out)
    assert (listed.code, listed.out) == (2, "")
