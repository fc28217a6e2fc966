"""JSON Lines are read by several processes as by one, whatever stands in them and whatever becomes of a process."""

import faulthandler
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from practice_check.ingest import InputError, read, reading
from practice_check.ingest.own import json_cases, json_files
from practice_check.ingest.stored import StoredRecords
from tests.ingest.test_large_exports import apart, broken, documents, lines, said, without_old_contacts

Documents = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a large one, read seven lines at a time."""
    monkeypatch.setattr(reading, "LARGE", 0)
    monkeypatch.setattr(json_files, "_LINES", 7)


def strange(records: Documents) -> list[object]:
    """Names that are not ours, first met in one lot and again in others."""
    return [
        {**record, **({"wibble": 1} if number % 3 else {}), "contacts": [{"wobble": 2}], f"n{number // 9}": 3}
        for number, record in enumerate(records)
    ]


@pytest.mark.parametrize(
    "spoil", [list, broken, without_old_contacts, apart, strange], ids=lambda spoil: str(spoil.__name__)
)
@pytest.mark.parametrize("jobs", [2, 3])
def test_what_is_read_does_not_hang_on_the_number_of_processes(
    spoil: Callable[[Documents], list[object]], jobs: int, tmp_path: Path
) -> None:
    path = lines(tmp_path / "export.jsonl", spoil(documents(60, 4)))
    alone, together = read([path]), read([path], jobs=jobs)
    assert isinstance(together.records, StoredRecords)
    assert said(together) == said(alone)
    assert list(together.records) == list(alone.records)


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
