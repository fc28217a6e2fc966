"""What we write is its owner's alone, whole, and where it was asked for."""

import os
import socket
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from practice_check.files import WriteRefusedError, private_stream, write_private


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

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_private(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_block_that_raises_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), private_stream(path) as stream:
        stream.write(b"half")
        raise KeyboardInterrupt
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_nobody_sees_a_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text("old")
    with private_stream(path) as stream:
        stream.write(b"a first piece, " * 10_000)
        stream.flush()
        assert path.read_text() == "old"
        (written,) = (each for each in tmp_path.iterdir() if each != path)
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
        stream.write(b"and the last")
    assert path.read_bytes() == b"a first piece, " * 10_000 + b"and the last"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_it_is_its_owners_under_any_umask(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "results.json"
    with _umask(mask):
        write_private(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("there_before", [False, True])
def test_a_link_that_is_laid_while_we_write_is_replaced_and_not_followed(tmp_path: Path, there_before: bool) -> None:
    target, path = tmp_path / "other", tmp_path / "results.json"
    target.write_text("mine")
    if there_before:
        path.write_text("old")
    with private_stream(path) as stream:
        stream.write(b"new")
        path.unlink(missing_ok=True)
        path.symlink_to(target)
    assert target.read_text() == "mine"
    assert not path.is_symlink()
    assert path.read_text() == "new"


def test_a_hard_link_to_a_file_of_somebody_else_does_not_change_that_file(tmp_path: Path) -> None:
    target, path = tmp_path / "other", tmp_path / "results.json"
    target.write_text("mine")
    path.hardlink_to(target)
    write_private(path, b"new")
    assert (target.read_text(), path.read_text()) == ("mine", "new")


def test_a_folder_that_is_swapped_while_we_write_gets_nothing(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    with private_stream(out / "results.json") as stream:
        stream.write(b"new")
        out.rename(tmp_path / "moved")
        out.symlink_to(elsewhere)
    assert list(elsewhere.iterdir()) == []
    assert [each.name for each in (tmp_path / "moved").iterdir()] == ["results.json"]


def test_a_pipe_a_socket_and_a_device_are_refused_and_nobody_waits_for_them(tmp_path: Path) -> None:
    pipe, server = tmp_path / "pipe", socket.socket(socket.AF_UNIX)
    os.mkfifo(pipe)
    with server:
        server.bind(str(tmp_path / "socket"))
        for path in (pipe, tmp_path / "socket", Path("/dev/null")):
            with pytest.raises(WriteRefusedError, match="pipe or a device"):
                write_private(path, b"x")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["pipe", "socket"]
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_name_as_long_as_names_go_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("\u6f22" * 83 + ".json")  # 254 bytes
    write_private(path, b"x")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("path", ["", "/", "..", "no-such-folder/results.json", "a-file/results.json"])
def test_what_has_no_place_is_an_error_that_can_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").touch()
    with pytest.raises(OSError):
        write_private(Path(path), b"x")
    assert [each.name for each in tmp_path.iterdir()] == ["a-file"]


def test_two_who_write_at_once_each_write_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    texts = [bytes([letter]) * 100_000 for letter in b"abcd"]
    writers = [threading.Thread(target=write_private, args=(path, text)) for text in texts]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert path.read_bytes() in texts
    assert list(tmp_path.iterdir()) == [path]


@contextmanager
def _umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)
