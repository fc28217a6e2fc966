"""A run that is cut off is gone on with, and finds what one finds that was not."""

import hashlib
import multiprocessing
import os
import random
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from practice_check import ingest
from practice_check.audit import JournalError, Options, OtherRunError, at_work, check, check_stored
from practice_check.demo import generate
from practice_check.ingest import Export, InputFile
from practice_check.rulebook import Rulebook

PEOPLE = 24
OPTIONS = Options(select=["initial-home-visit", "seen-soon-after-start", "contact-as-planned"], jobs=2)


@pytest.fixture(scope="module")
def export() -> Export:
    records = list(generate(PEOPLE, 5))
    return Export(
        records=records,
        not_read=[("X900001", 2), ("X900002", None)],
        problems=[],
        inputs=[InputFile(name="caseload.jsonl", sha256=hashlib.sha256(b"1").hexdigest())],
        exported_on=max(record.exported_on for record in records if record.exported_on),
    )


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found is written at once, so that a killed run has something to go on with."""
    monkeypatch.setattr("practice_check.audit.stored.journal._BUFFER", 1)


@pytest.fixture(scope="module")
def whole(export: Export, rulebook: Rulebook) -> str:
    return check(export, rulebook, OPTIONS).model_dump_json()


def gone_on(export: Export, rulebook: Rulebook, folder: Path, **options: Any) -> str:
    with check_stored(export, rulebook, replace(OPTIONS, folder=folder, resume=True, **options)) as stored:
        found = stored.results().model_dump_json()
        stored.done()
    assert not folder.exists(), "nothing is left once all is done"
    return found


def run_until_killed(export: Export, rulebook: Rulebook, folder: Path) -> None:
    check_stored(export, rulebook, replace(OPTIONS, folder=folder)).close()


def killed_at(export: Export, rulebook: Rulebook, folder: Path, size: int) -> None:
    """A run that is killed as soon as its journal is so long, or when it is done."""
    process = multiprocessing.get_context("fork").Process(target=run_until_killed, args=(export, rulebook, folder))
    process.start()
    journal = folder / "journal"
    until = time.monotonic() + 30
    while process.is_alive() and time.monotonic() < until:
        if journal.exists() and journal.stat().st_size >= size:
            os.kill(process.pid or 0, signal.SIGKILL)
            break
        time.sleep(0.001)
    process.join()


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("seed", range(4))
def test_a_run_killed_at_any_moment_goes_on_and_finds_the_same(
    export: Export, rulebook: Rulebook, whole: str, tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / ".run"
    random_ = random.Random(seed)
    killed_at(export, rulebook, folder, random_.randrange(1, 60_000))
    assert gone_on(export, rulebook, folder) == whole


@pytest.fixture
def looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gets a line for each person whom a worker checks."""
    path = tmp_path / "looked at"
    path.touch()
    sound = at_work.checked_person

    def noted(checker: Any, readings: Any) -> Any:
        with path.open("a") as lines:
            lines.write(f"{readings[0].case.record.crn}\n")
        return sound(checker, readings)

    monkeypatch.setattr(at_work, "checked_person", noted)
    return path


@pytest.mark.parametrize("done", [0, 1, PEOPLE // 2, PEOPLE, PEOPLE + 1, PEOPLE + 2])
def test_what_was_found_is_not_looked_for_again(
    export: Export, rulebook: Rulebook, whole: str, looked_at: Path, done: int
) -> None:
    """Cut off behind so many people, those that could not be read included."""
    folder = looked_at.parent / ".run"
    stored = check_stored(export, rulebook, replace(OPTIONS, folder=folder))
    people = len({record.crn for record in export.records})
    places = [*(where for where, _ in stored._journal.frames()), stored._journal.size]
    stored.close()
    os.truncate(folder / "journal", places[min(done, people + 2)])
    looked_at.write_text("")
    assert gone_on(export, rulebook, folder) == whole
    assert len(looked_at.read_text().split()) == max(0, people - done)


def test_with_nothing_to_go_on_with_it_just_runs(
    export: Export, rulebook: Rulebook, whole: str, tmp_path: Path
) -> None:
    assert gone_on(export, rulebook, tmp_path / "new" / ".run") == whole


def test_any_number_of_processes_may_go_on(export: Export, rulebook: Rulebook, whole: str, tmp_path: Path) -> None:
    folder = tmp_path / ".run"
    killed_at(export, rulebook, folder, 20_000)
    assert gone_on(export, rulebook, folder, jobs=1) == whole


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"ignore": ["seen-soon-after-start"]}, "--ignore was not given, and is seen-soon-after-start"),
        ({"where": {"team": "Castle"}}, "--where was not given, and is team=Castle"),
        ({"show_not_applicable": False}, "--show"),
    ],
)
def test_a_run_that_asks_for_something_else_is_refused(
    export: Export, rulebook: Rulebook, tmp_path: Path, other: dict[str, Any], said: str
) -> None:
    folder = tmp_path / ".run"
    check_stored(export, rulebook, replace(OPTIONS, folder=folder)).close()
    with pytest.raises(OtherRunError, match=said):
        check_stored(export, rulebook, replace(OPTIONS, folder=folder, resume=True, **other))


def test_a_run_of_other_files_is_refused(export: Export, rulebook: Rulebook, tmp_path: Path) -> None:
    folder = tmp_path / ".run"
    check_stored(export, rulebook, replace(OPTIONS, folder=folder)).close()
    changed = export.model_copy(update={"inputs": [InputFile(name="caseload.jsonl", sha256="f" * 64)]})
    with pytest.raises(OtherRunError, match=r"caseload\.jsonl has changed"):
        check_stored(changed, rulebook, replace(OPTIONS, folder=folder, resume=True))


def test_a_full_disk_ends_the_run_and_it_goes_on_when_there_is_room(
    export: Export, rulebook: Rulebook, whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ".run"
    sound = os.write
    left = 40_000

    def write(handle: int, data: bytes) -> int:
        nonlocal left
        if handle > 2 and bytes(data[:4]) and _is_journal(handle):
            if left <= 0:
                raise OSError(28, "No space left on device")
            count = sound(handle, bytes(data[:left]))
            left -= count
            return count
        return sound(handle, data)

    def _is_journal(handle: int) -> bool:
        return os.path.realpath(f"/proc/self/fd/{handle}") == str(folder / "journal")

    monkeypatch.setattr("practice_check.audit.stored.journal._BUFFER", 1)
    with monkeypatch.context() as full:
        full.setattr(os, "write", write)
        with pytest.raises(JournalError, match="No space left on device") as told:
            check_stored(export, rulebook, replace(OPTIONS, folder=folder))
    assert "--resume" in told.value.mend
    assert multiprocessing.active_children() == []
    assert gone_on(export, rulebook, folder) == whole


def test_an_input_that_vanishes_once_it_is_read_costs_nothing_and_is_missed_by_name_later(
    export: Export, rulebook: Rulebook, tmp_path: Path
) -> None:
    file = tmp_path / "caseload.jsonl"
    lines = (record.model_dump_json(exclude_unset=True, by_alias=True) for record in export.records)
    file.write_text("\n".join(lines), encoding="utf-8")
    there = check(ingest.read([file]), rulebook, OPTIONS).model_dump_json()
    read = ingest.read([file])
    file.unlink()
    assert check(read, rulebook, OPTIONS).model_dump_json() == there
    with pytest.raises(ingest.InputError, match="is not there"):
        ingest.read([file])


def test_a_worker_that_somebody_kills_costs_nobody_anything(
    export: Export, rulebook: Rulebook, whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, and from without: the person under way is tried again."""
    sound = at_work.checked_person
    killed = tmp_path / "killed"

    def person(checker: Any, readings: Any) -> Any:
        if readings[0].case.record.crn == export.records[7].crn and not killed.exists():
            killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return sound(checker, readings)

    monkeypatch.setattr(at_work, "checked_person", person)
    assert check(export, rulebook, OPTIONS).model_dump_json() == whole
    assert killed.exists()
