"""What we write is its owner's alone, whole, and where it was asked for."""

import stat
from pathlib import Path

import pytest

from practice_check.files import WriteRefusedError, write_private


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    write_private(path, b"one")
    write_private(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_open_to_all_is_not_left_so(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text("old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "other"
    target.write_text("mine")
    link = tmp_path / "results.json"
    for aim in (target, tmp_path / "nowhere"):
        link.unlink(missing_ok=True)
        link.symlink_to(aim)
        with pytest.raises(WriteRefusedError):
            write_private(link, b"x")
    assert target.read_text() == "mine"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteRefusedError):
        write_private(tmp_path, b"x")


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "results.json"
    path.write_text("old")

    def fail(*_: object) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_private(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
