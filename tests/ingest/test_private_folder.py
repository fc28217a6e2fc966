"""Folders for what does not fit in memory: none stays, even of a killed run, and none of a living run is taken."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from practice_check.ingest.private_folder import private_folder

_HOLDER = """
import sys, tempfile, time
tempfile.tempdir = sys.argv[1]
from practice_check.ingest.private_folder import private_folder
with private_folder() as folder:
    (folder / "rows.db").write_bytes(b"rows")
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def aged(folder: Path) -> Path:
    then = time.time() - 3600
    os.utime(folder, (then, then))
    return folder


def holder(place: Path) -> "tuple[subprocess.Popen[str], Path]":
    run = subprocess.Popen([sys.executable, "-c", _HOLDER, str(place)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    return run, Path(run.stdout.readline().strip())


def test_a_folder_is_its_owners_alone_and_goes_when_it_is_done_with(place: Path) -> None:
    with private_folder() as folder:
        assert folder.parent == place and folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs locks that end with their process")
def test_what_a_killed_run_left_is_taken_away_by_the_next_and_what_a_living_one_has_is_not(place: Path) -> None:
    run, folder = holder(place)
    try:
        with private_folder():
            assert aged(folder).exists()
        with private_folder():
            assert (folder / "rows.db").exists(), "of a living run"
    finally:
        run.kill()
        run.wait()
        assert run.stdout is not None
        run.stdout.close()
    assert aged(folder).exists(), "nobody was there to take it away"
    with private_folder():
        assert not folder.exists()


def test_what_is_not_surely_ours_stays(place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "held").write_bytes(b"")
    (place / "practice-check-rows-link").symlink_to(elsewhere)
    (place / "practice-check-rows-new").mkdir()
    (place / "practice-check-rows-new" / "held").write_bytes(b"")
    (place / "practice-check-rows-unheld").mkdir()
    aged(place / "practice-check-rows-unheld")
    (place / "practice-check-other").mkdir()
    (place / "practice-check-other" / "held").write_bytes(b"")
    aged(place / "practice-check-other")
    with private_folder():
        pass
    assert (elsewhere / "held").exists()
    assert sorted(each.name for each in place.iterdir()) == [
        "practice-check-other",
        "practice-check-rows-link",
        "practice-check-rows-new",
        "practice-check-rows-unheld",
    ]
