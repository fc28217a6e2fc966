"""JSON Lines are read by several processes as by one, whatever stands in them and whatever becomes of a process."""

import faulthandler
import os
import pickle
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from practice_check.ingest import InputError, folders, read, reading, shelf, stored
from practice_check.ingest.looking import Look, by_processes, columns
from practice_check.ingest.own import json_cases, json_files
from practice_check.ingest.stored import StoredRecords
from tests.ingest.looked_at import DAY, TODAY, regular
from tests.ingest.test_large_exports import (
    apart,
    broken,
    documents,
    lines,
    said,
    spoilt_folder,
    whole_folder,
    without_old_contacts,
)

Documents = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a large one, read seven lines at a time and looked at five persons at a time."""
    monkeypatch.setattr(reading, "LARGE", 0)
    monkeypatch.setattr(json_files, "_LINES", 7)
    monkeypatch.setattr(by_processes, "_PERSONS", 5)


def strange(records: Documents) -> list[object]:
    """Names that are not ours, first met in one lot and again in others."""
    return [
        {**record, **({"wibble": 1} if number % 3 else {}), "contacts": [{"wobble": 2}], f"n{number // 9}": 3}
        for number, record in enumerate(records)
    ]


def doubtful(records: Documents) -> list[object]:
    """Of each doubt about the whole many: officers, levels, days that cannot be, appointments, a table forgotten."""
    return [
        {
            **record,
            **({"officer": "Somebody Else"} if number % 2 else {}),
            **({"plans": []} if 20 < number < 50 else {}),
            "date_of_birth": "1900-01-01" if number % 5 else "2024-01-01",
            "contacts": [
                *(record.get("contacts") or []),
                {"row_id": "old", "date": "1901-01-01", "outcome": "attended"},
                *({"row_id": f"new {day}", "date": f"2027-01-{day:02d}", "outcome": "attended"} for day in range(1, 4)),
            ],
            "rosh_levels": [
                {"level": "low", "source_system": "oasys", "start": "2025-01-01", "end": None},
                {"level": "high", "source_system": "register", "start": "2025-02-01", "end": None},
            ],
            "registrations": [{"type": "mappa", "level": "1", "category": None, "start": None, "end": None}],
            "covers": {"reviews": {"from": "2025-01-01" if number % 3 else None}},
        }
        for number, record in enumerate(records)
    ]


@pytest.mark.parametrize(
    "spoil", [list, broken, without_old_contacts, apart, strange, doubtful], ids=lambda spoil: str(spoil.__name__)
)
@pytest.mark.parametrize("jobs", [2, 3])
def test_what_is_read_does_not_hang_on_the_number_of_processes(
    spoil: Callable[[Documents], list[object]], jobs: int, tmp_path: Path
) -> None:
    path = lines(tmp_path / "export.jsonl", spoil(documents(60, 4)))
    alone, together = read([path]), read([path], jobs=jobs)
    assert any(problem.kind == "doubt" for problem in alone.problems) or spoil in (list, apart, strange)
    assert isinstance(together.records, StoredRecords)
    assert said(together) == said(alone)
    assert list(together.records) == list(alone.records)


def test_what_processes_saw_may_be_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines(tmp_path / "export.jsonl", doubtful(documents(60, 4)))
    alone = said(read([path]))
    monkeypatch.setattr(columns, "_IN_MEMORY", 3)
    monkeypatch.setattr(stored, "MOST_PROBLEMS", 3)
    monkeypatch.setattr(by_processes, "_PERSONS", 20)
    assert said(read([path], jobs=2)) == alone


def _cut_off(text: bytes) -> bytes:
    return text[: len(text) // 2] + b"\n" + text[len(text) // 2 + 40 :]


@pytest.mark.parametrize(
    "spoil",
    [
        _cut_off,
        lambda text: text[:-30],
        lambda text: text.replace(b"\n", b"\n\n  \n"),
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\n", b"\n\xef\xbb\xbf"),
        lambda text: text.replace(b'"name": "', b'"name": "\xff'),
        lambda text: text.replace(b'{"crn"', b'{"name": "twice", "crn"'),
        lambda text: text.decode().encode("utf-16"),
        lambda text: text + b"\x81\x8d\n" + b"[" * 5000 + b"\n7\n",
    ],
    ids=["cut off", "cut at the end", "empty lines", "CRLF", "mark", "marks", "no UTF-8", "twice", "UTF-16", "no JSON"],
)
def test_lines_that_are_not_as_they_should_be(spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = lines(tmp_path / "export.jsonl", documents(30, 2))
    path.write_bytes(spoil(path.read_bytes()))
    alone, together = read([path]), read([path], jobs=2)
    assert said(together) == said(alone)
    assert len(together.records) + len(together.not_read) >= 30


def test_an_order_that_stands_far_from_the_first_of_the_person_comes_to_it(tmp_path: Path) -> None:
    records = documents(30, 2)
    path = lines(tmp_path / "export.jsonl", [*records, {**records[0], "event_number": 9}])
    persons = list(read([path], jobs=2).persons())
    assert [record.key for record in persons[0]][-1] == (records[0]["crn"], 9)
    assert len(persons) == len({record["crn"] for record in records})


def test_strange_names_are_told_up_to_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_cases, "_MOST_UNKNOWN", 12)
    records = [{"crn": f"A{number:06d}", f"n{number}": 1, f"n{number + 2}": 1} for number in range(40)]
    path = lines(tmp_path / "export.jsonl", records)
    alone, together = read([path]), read([path], jobs=2)
    assert said(together) == said(alone)
    assert [problem.message for problem in together.problems if "more than 12 names" in problem.message] == [
        "there are more than 12 names that we do not know: the others are not told"
    ]


@pytest.mark.parametrize("dies_again", [False, True])
def test_a_process_that_is_killed_while_it_looks(
    dies_again: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, was_killed = lines(tmp_path / "export.jsonl", documents(30, 2)), tmp_path / "killed"
    alone = said(read([path]))
    parent, add = os.getpid(), Look.add

    def add_or_die(self: Look, orders: Any) -> None:
        if os.getpid() != parent and (dies_again or not was_killed.exists()):
            was_killed.touch()
            faulthandler.disable()
            os.kill(os.getpid(), signal.SIGKILL)
        add(self, orders)

    monkeypatch.setattr(Look, "add", add_or_die)
    if dies_again:
        with pytest.raises(InputError, match=r"could not be looked at as a whole: .* \(SIGKILL\): see that there is"):
            read([path], jobs=2)
    else:
        assert said(read([path], jobs=2)) == alone
    assert was_killed.exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_without_cases_is_refused_before_its_end(
    jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_cases, "_MOST_BEFORE_A_CASE", 50)
    path = lines(tmp_path / "export.jsonl", range(200))
    with pytest.raises(InputError, match=r"none of the first 50 items of export\.jsonl is a case record"):
        read([path], jobs=jobs)
    path = lines(tmp_path / "export.jsonl", [{"crn": "A000001"}, *range(200)])
    assert len(read([path], jobs=jobs).not_read) == 200


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_empty_file_is_refused(jobs: int, tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"\n \n")
    with pytest.raises(InputError, match="is empty"):
        read([path], jobs=jobs)


def _dying(monkeypatch: pytest.MonkeyPatch, dies: Callable[[], bool]) -> None:
    """A process ends when it comes to the case A000020, if it ``dies`` then."""
    whole = json_cases.CaseReader.read

    def read_one(self: json_cases.CaseReader, raw: object, number: int) -> None:
        if isinstance(raw, dict) and raw.get("crn") == "A000020" and dies():
            faulthandler.disable()
            os.kill(os.getpid(), signal.SIGKILL)
        whole(self, raw, number)

    monkeypatch.setattr(json_cases.CaseReader, "read", read_one)


def _cases(path: Path) -> Path:
    return lines(path, [{"crn": f"A{number:06d}", "contacts": [{"date": "soon"}]} for number in range(60)])


def test_a_process_that_is_killed_while_it_reads_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, was_killed = _cases(tmp_path / "export.jsonl"), tmp_path / "killed"
    alone = said(read([path]))

    def once() -> bool:
        try:
            was_killed.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    _dying(monkeypatch, once)
    assert said(read([path], jobs=2)) == alone
    assert was_killed.exists()


def test_what_kills_every_process_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _cases(tmp_path / "export.jsonl")
    _dying(monkeypatch, lambda: True)
    with pytest.raises(InputError, match=r"export\.jsonl could not be read: .* \(SIGKILL\): see that there is memory"):
        read([path], jobs=2)


def test_lots_are_cut_by_their_size_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_files, "_BYTES", 10)
    found = list(json_files._lots([b"a" * 4] * 5 + [b"b" * 50] + [b"c"] * 8))
    assert [(first, len(lot)) for first, lot in found] == [(1, 3), (4, 3), (7, 7), (14, 1)]


@pytest.mark.parametrize("folder_of", [whole_folder, spoilt_folder])
def test_large_tables_are_looked_at_by_processes_alike(
    folder_of: Callable[[Path, int], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path / "export", 6)
    monkeypatch.setattr(folders, "LARGE", 0)
    monkeypatch.setattr(shelf, "MOST_HELD", 20)
    alone, together = read([folder]), read([folder], jobs=2)
    assert isinstance(together.records, StoredRecords)
    assert said(together) == said(alone)


def test_joined_full_files_end_where_the_last_row_stands() -> None:
    records = [regular(60)[place : place + 20] for place in (40, 0, 20)]
    whole, joined = Look(DAY, TODAY), Look(DAY, TODAY)
    for some in records:
        part = Look(DAY, TODAY)
        for record in some:
            whole.add([record])
            part.add([record])
        joined.join(pickle.loads(pickle.dumps(part)))
    assert joined._full_files._last == whole._full_files._last != {}
    assert list(joined.problems()) == list(whole.problems())
