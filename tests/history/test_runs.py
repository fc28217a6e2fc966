"""The run history: what joins it, what replaces what, what is not in it, and what is said when it cannot be used."""

import datetime as dt
import multiprocessing
import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from practice_check.audit.parts import Asked
from practice_check.audit.results import Hashes, Results
from practice_check.history import HistoryError, first_seen, of_the_same_scope, recorded_runs
from tests.history.made import BEFORE, NOW, case, finding, join, rule, run

CLOCK = dt.datetime(2025, 4, 8, 9, 30, tzinfo=dt.UTC)
NAME, CRN = "Ann Invented", "X123456"


def some(as_of: dt.date = BEFORE, *names: str, hashes: str = "1", **more: Any) -> Results:
    gaps = [finding(name, "gap", crn=CRN, message=f"{NAME} was not seen.") for name in names or ("a",)]
    rules = {"visit": rule(themes=["child"])}
    cases = [case(CRN, name=NAME)]
    return run(as_of, gaps, cases=cases, rules=rules, hashes=Hashes(rules=hashes), **more)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite"


def test_a_run_is_found_again_as_it_was(file: Path) -> None:
    held = [
        finding("a", "gap"),
        finding("b", "gap", rule="plan", root="visit", severity="medium"),
        finding("c", "gap", remediable="no"),
        finding("d", "met"),
        finding("e", "gap", crn="X2"),
        finding("f", "met", rule="counted"),
    ]
    rules = {"visit": rule(themes=["child", "exposed"]), "plan": rule(), "counted": rule("measure")}
    join(file, run(BEFORE, held, cases=[case(), case("X2", live=False)], rules=rules), CLOCK)
    (found,) = recorded_runs(file)
    assert (found.as_of, found.recorded, found.version, found.scope_words) == (BEFORE, CLOCK, "0.1.0", "all cases")
    assert (found.cases, found.cases_running, found.cases_not_checked) == (2, 1, 0)
    assert found.verdicts == {"gap": 4, "met": 2}
    assert found.duties == {"gap": 3, "met": 1}
    assert found.severities == {"high": 1}
    assert found.themes == {"child": 1, "exposed": 1}
    assert set(found.open) == {"a", "b", "c", "e"}


def test_the_same_day_and_hashes_again_replace(file: Path) -> None:
    join(file, some(BEFORE, "a", "b"), CLOCK)
    join(file, some(BEFORE, "b"), CLOCK + dt.timedelta(hours=1))
    assert [(set(each.open), dict(each.duties)) for each in recorded_runs(file)] == [({"b"}, {"gap": 1})]


@pytest.mark.parametrize(
    "other",
    [
        some(NOW),
        some(BEFORE, hashes="2"),
        some(BEFORE, asked=Asked(where={"team": "North"})),
        some(BEFORE, asked=Asked(select=["visit"])),
        some(BEFORE, asked=Asked(ignore=["visit"])),
        some(BEFORE, asked=Asked(packs=["current"])),
        some(BEFORE, pseudonymised=True),
    ],
    ids=["day", "hashes", "where", "select", "ignore", "packs", "pseudonymised"],
)
def test_anything_else_is_a_run_of_its_own(file: Path, other: Results) -> None:
    join(file, some(), CLOCK)
    join(file, other, CLOCK)
    runs = recorded_runs(file)
    assert len(runs) == 2
    alike = other.run.asked == Asked() and not other.run.pseudonymised
    assert len(of_the_same_scope(runs, some(NOW).run)) == (2 if alike else 1)


def test_another_caseload_does_not_take_the_place_of_one(file: Path) -> None:
    join(file, some(BEFORE, "a"), CLOCK)
    with pytest.raises(HistoryError, match="another caseload") as caught:
        join(file, some(BEFORE, "b"), CLOCK)
    assert "--history" in caught.value.mend
    assert [set(each.open) for each in recorded_runs(file)] == [{"a"}]


def test_runs_later_than_the_day_are_not_of_its_history(file: Path) -> None:
    join(file, some(BEFORE), CLOCK)
    join(file, some(NOW), CLOCK)
    assert [each.as_of for each in of_the_same_scope(recorded_runs(file), some(BEFORE).run)] == [BEFORE]


def test_first_seen_starts_anew_after_a_break_whatever_the_order_of_recording(file: Path) -> None:
    days = [dt.date(2025, month, 1) for month in (1, 2, 3, 4)]
    held = [("a", "b"), ("a",), ("a", "b"), ("a", "b", "c")]
    for place in (2, 0, 3, 1):
        join(file, some(days[place], *held[place]), CLOCK)
    assert first_seen(recorded_runs(file)) == {"a": days[0], "b": days[2], "c": days[3]}


def test_no_name_crn_or_text_is_in_it_and_it_is_its_owners_alone(file: Path) -> None:
    old = os.umask(0)
    try:
        join(file, some(asked=Asked(where={"officer": "A. Able", "team": "North"}, select=["visit"])), CLOCK)
    finally:
        os.umask(old)
    held = file.read_bytes()
    for text in (NAME, CRN, "not seen", "A. Able", "Ann"):
        assert text.encode() not in held
    assert recorded_runs(file)[0].scope_words == "by officer, team North; rules: 1 selected"
    assert oct(file.stat().st_mode & 0o777) == "0o600"


# ---------------------------------------------------------------- what cannot be used


def test_an_empty_file_becomes_a_history(file: Path) -> None:
    file.touch()
    join(file, some(), CLOCK)
    assert len(recorded_runs(file)) == 1


@pytest.mark.parametrize("data", [b"not a database at all, and long enough to have a header" * 20, b"x"])
def test_a_file_that_is_no_database_is_left_as_it_is(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    for use in (lambda: join(file, some(), CLOCK), lambda: recorded_runs(file)):
        with pytest.raises(HistoryError, match="no run history") as caught:
            use()
        assert "--history" in caught.value.mend
    assert file.read_bytes() == data


def test_anothers_database_is_left_as_it_is(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE mine (id)")
    held = file.read_bytes()
    for use in (lambda: join(file, some(), CLOCK), lambda: recorded_runs(file)):
        with pytest.raises(HistoryError, match="is no run history of practice-check"):
            use()
    assert file.read_bytes() == held


def test_a_history_of_another_form_is_refused(file: Path) -> None:
    join(file, some(), CLOCK)
    with sqlite3.connect(file) as history:
        history.execute("PRAGMA user_version = 2")
    for use in (lambda: join(file, some(), CLOCK), lambda: recorded_runs(file)):
        with pytest.raises(HistoryError, match="of form 2; this version of practice-check keeps form 1"):
            use()


def test_a_damaged_history_is_said_to_be(file: Path) -> None:
    join(file, some(BEFORE, *map(str, range(2000))), CLOCK)
    size = file.stat().st_size
    with file.open("r+b") as stream:
        stream.seek(size // 2)
        stream.write(b"\xff" * (size // 2))
    with pytest.raises(HistoryError, match="damaged"):
        print([list(each.open) for each in recorded_runs(file)])


def test_values_that_no_run_writes_are_damage(file: Path) -> None:
    join(file, some(), CLOCK)
    with sqlite3.connect(file) as history:
        history.execute("UPDATE run SET as_of = 'soon'")
    with pytest.raises(HistoryError, match="damaged"):
        recorded_runs(file)


def test_a_link_is_not_followed(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    file.symlink_to(target)
    with pytest.raises(HistoryError, match="cannot be opened"):
        join(file, some(), CLOCK)
    assert not target.exists()


def test_a_folder_that_is_not_there_and_a_file_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(HistoryError):
        join(tmp_path / "none" / "runs.sqlite", some(), CLOCK)
    with pytest.raises(HistoryError):
        join(tmp_path, some(), CLOCK)
    with pytest.raises(HistoryError, match="there is no run history at"):
        recorded_runs(tmp_path / "runs.sqlite")


def test_what_fails_half_way_changes_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    join(file, some(BEFORE, "a", "b"), CLOCK)
    monkeypatch.setattr("practice_check.history.runs._insert", lambda *_: (_ for _ in ()).throw(MemoryError()))
    with pytest.raises(MemoryError):
        join(file, some(BEFORE, "a"), CLOCK)
    assert [set(each.open) for each in recorded_runs(file)] == [{"a", "b"}]


def _record_some(file: Path, first: int) -> None:
    for number in range(8):
        join(file, some(BEFORE + dt.timedelta(days=first + number)), CLOCK)


def test_runs_at_the_same_time_all_join(file: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_record_some, args=(file, first)) for first in (0, 100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert len(recorded_runs(file)) == 24


def test_a_run_waits_for_one_that_is_just_joining(file: Path) -> None:
    join(file, some(BEFORE, "a"), CLOCK)
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE run SET version = 'another'")
    joined = threading.Timer(0.4, lambda: other.execute("COMMIT"))
    joined.start()
    join(file, some(NOW, "a"), CLOCK)
    joined.join()
    other.close()
    assert [each.version for each in recorded_runs(file)] == ["another", "0.1.0"]
