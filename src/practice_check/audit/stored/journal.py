"""The journal of a run: one file, to which what was found of each person is appended as it is found.

It begins with what the run is made of, so that only the same run goes on with it. Each frame says its length and its
checksum: one that was being written when the run was cut off does not pass for whole, and is dropped.
"""

import json
import os
import re
import stat
import struct
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from practice_check.files import NO_ROOM

_MAGIC = b"practice-check journal 4\n"
_FRAME = struct.Struct("<II")  # length and checksum of what follows
_BUFFER = 1 << 16
_AHEAD = 1 << 20  # so much is read at once of frames one after the other
_SYNC_SECONDS = 5.0
#: Never through a link.
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OWNER_ONLY, _FOLDER = 0o600, 0o700
_NAME = "journal"

#: What nobody wants to read.
_DIGEST = re.compile(r"[0-9a-f]{16,}")

#: The journals in folders that a process has open: its number, and the file as the system numbers it.
_OURS: set[tuple[int, int, int]] = set()

#: What a run is made of: by name, in words, a text that differs where the run would.
MadeOf = Mapping[str, str]


class JournalError(OSError):
    """The journal cannot be written or read. ``mend``: what helps."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return self.message


class OtherRunError(JournalError):
    """What stands in the journal was found by a run that is made of something else. ``differs``: of what."""

    def __init__(self, differs: list[str]) -> None:
        super().__init__(
            f"the run that was cut off cannot be gone on with, since it was of something else: {'; '.join(differs)}",
            "give it what that run was given, or leave --resume out to check anew",
        )
        self.differs = differs


class Journal:
    """Frames in a file, in the order in which they were appended."""

    def __init__(self, handle: int, path: Path, *, kept: bool = True) -> None:
        """``kept``: for a run that goes on with it."""
        self._handle = handle
        self._path = path
        self._kept = kept
        #: As people know it: the folder of the results, or that of what is for a while.
        self._place = path.parent.parent if kept else path.parent
        self._pending = bytearray()
        self._written = 0  # where in the file the pending bytes go
        self._first = 0  # where the first frame lies
        self._synced = time.monotonic()

    @classmethod
    def unnamed(cls, made_of: MadeOf) -> Self:
        """In a file that has no name where the system can do that, and is gone when we are. Raises JournalError."""
        try:
            handle, name = tempfile.mkstemp(prefix="practice-check-")
        except OSError as error:
            raise _unwritten(error, Path(tempfile.gettempdir())) from error
        with suppress(OSError):  # not on Windows while it is open: there, close takes it away
            Path(name).unlink()
        return cls(handle, Path(name), kept=False)._begin(made_of)

    @classmethod
    def in_folder(cls, folder: Path, made_of: MadeOf, *, again: bool) -> Self:
        """In a folder of its owner's alone, that is made where it is not there; ``again``: as it says.

        Raises OtherRunError and JournalError.
        """
        try:
            _make(folder)
            if folder.is_symlink():
                raise JournalError(f"{folder} is a link to another folder", "give another folder with --out")
        except JournalError:
            raise
        except OSError as error:
            raise _unwritten(error, folder.parent) from error
        return (cls.again if again else cls.new)(folder / _NAME, made_of)

    @classmethod
    def lies_in(cls, folder: Path) -> bool:
        """Whether the folder keeps a run that was cut off. Raises JournalError, too where one is still on its way."""
        path = folder / _NAME
        if folder.is_symlink() or not path.is_file():
            return False
        cls(_opened(path), path)._shut()
        return True

    @classmethod
    def new(cls, path: Path, made_of: MadeOf) -> Self:
        """At the path, where whatever journal stood there is dropped. Raises JournalError."""
        return cls(_opened(path), path)._begin(made_of)

    @classmethod
    def again(cls, path: Path, made_of: MadeOf) -> Self:
        """Behind the last whole frame of the journal at the path; from the start where there is none.

        Raises OtherRunError where it is of another run, and JournalError.
        """
        journal = cls(_opened(path), path)
        try:
            return journal._go_on(made_of)
        except BaseException:
            journal.close()
            raise

    def _begin(self, made_of: MadeOf) -> Self:
        try:
            os.ftruncate(self._handle, 0)
        except OSError as error:
            raise _unwritten(error, self._place) from error
        self._written = 0
        head = json.dumps(dict(made_of)).encode()
        self._pending += _MAGIC + _FRAME.pack(len(head), zlib.crc32(head)) + head
        self.flush()
        self._first = self._written
        return self

    def _go_on(self, made_of: MadeOf) -> Self:
        size = os.fstat(self._handle).st_size
        self._written = size
        head = self._whole_at(len(_MAGIC)) if self._bytes(0, len(_MAGIC)) == _MAGIC else None
        if head is None:
            return self._begin(made_of)
        differs = _differing(json.loads(head), made_of)
        if differs:
            raise OtherRunError(differs)
        end = self._first = len(_MAGIC) + _FRAME.size + len(head)
        while (body := self._whole_at(end)) is not None:
            end += _FRAME.size + len(body)
        if end < size:
            try:
                os.ftruncate(self._handle, end)
            except OSError as error:
                raise _unwritten(error, self._place) from error
        self._written = end
        return self

    @property
    def size(self) -> int:
        """In bytes."""
        return self._written + len(self._pending)

    # ------------------------------------------------------------ writing

    def append(self, body: bytes) -> int:
        """Where the frame lies. Raises JournalError; the frames before stand."""
        where = self.size
        self._pending += _FRAME.pack(len(body), zlib.crc32(body))
        self._pending += body
        late = self._kept and time.monotonic() - self._synced > _SYNC_SECONDS
        if late or len(self._pending) > _BUFFER:
            self.flush(sync=late)
        return where

    def flush(self, *, sync: bool = False) -> None:
        """To the system; with ``sync``, to the disk. Raises JournalError."""
        try:
            os.lseek(self._handle, self._written, os.SEEK_SET)
            while self._pending:
                count = os.write(self._handle, self._pending)
                self._written += count
                del self._pending[:count]
            if sync:
                os.fsync(self._handle)
                self._synced = time.monotonic()
        except OSError as error:
            raise _unwritten(error, self._place) from error

    # ------------------------------------------------------------ reading

    def read(self, where: int) -> bytes:
        """The frame that lies there. Raises JournalError where it is not whole."""
        body = self._whole_at(where)
        if body is None:
            raise not_whole()
        return body

    def frames(self) -> Iterator[tuple[int, bytes]]:
        """Where each frame lies, and it, in order. Raises JournalError where one is not whole."""
        where = begin = self._first
        ahead = b""
        while where < self.size:
            start = where - begin + _FRAME.size
            if start > len(ahead):
                begin, ahead, start = where, self._bytes(where, _AHEAD), _FRAME.size
            if start > len(ahead):
                raise not_whole()
            length, checksum = _FRAME.unpack_from(ahead, start - _FRAME.size)
            if start + length > len(ahead):
                begin, ahead, start = where, self._bytes(where, max(_AHEAD, _FRAME.size + length)), _FRAME.size
            body = ahead[start : start + length]
            if len(body) < length or zlib.crc32(body) != checksum:
                raise not_whole()
            yield where, body
            where += _FRAME.size + length

    def _whole_at(self, where: int) -> bytes | None:
        header = self._bytes(where, _FRAME.size)
        if len(header) < _FRAME.size:
            return None
        length, checksum = _FRAME.unpack(header)
        if where + _FRAME.size + length > self.size:
            return None
        body = self._bytes(where + _FRAME.size, length)
        return body if len(body) == length and zlib.crc32(body) == checksum else None

    def _bytes(self, where: int, length: int) -> bytes:
        if self._pending:
            self.flush()
        try:
            os.lseek(self._handle, where, os.SEEK_SET)
            found = b""
            while len(found) < length and (more := os.read(self._handle, length - len(found))):
                found += more
            return found
        except OSError as error:
            raise JournalError(f"what was found cannot be read back ({error.strerror})", "see to the disk") from error

    # ------------------------------------------------------------ ending

    def close(self) -> None:
        """What was appended stays for a run that goes on, if it is to be kept. Raises JournalError."""
        if self._handle < 0:
            return
        if not self._kept:
            self.drop()
            return
        try:
            self.flush()
        finally:
            self._shut()

    def drop(self) -> None:
        """Close it and take it away: nobody will go on from here."""
        self._shut()
        with suppress(OSError):
            self._path.unlink()

    def _shut(self) -> None:
        if self._handle >= 0:
            _OURS.discard(_which(os.fstat(self._handle)))
            os.close(self._handle)
            self._handle = -1


def _make(folder: Path) -> None:
    """The folder, and those above it that are not there, for their owner only."""
    for each in reversed([folder, *folder.parents]):
        if not each.exists():
            each.mkdir(mode=_FOLDER, exist_ok=True)


def _opened(path: Path) -> int:
    """The file, made for its owner only where it is not there; locked, so that two runs do not write to it at once."""
    _see_that_it_is_not_ours(path)
    try:
        handle = os.open(path, _FLAGS, _OWNER_ONLY)
    except OSError as error:
        raise _unwritten(error, path.parent.parent) from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise JournalError(f"{path} is no plain file", "take it away, or give another folder with --out")
        _lock(handle, path)
        _OURS.add(_which(os.fstat(handle)))
    except BaseException:
        os.close(handle)
        raise
    return handle


def _see_that_it_is_not_ours(path: Path) -> None:
    """The system's lock keeps other processes out and not our own, and goes when we open the file once more."""
    with suppress(FileNotFoundError):
        if _which(path.lstat()) in _OURS:
            raise _another_run(path)


def _which(file: os.stat_result) -> tuple[int, int, int]:
    return os.getpid(), file.st_dev, file.st_ino


def _another_run(path: Path) -> JournalError:
    return JournalError(
        f"another run is writing to {path.parent.parent}",
        "wait until it is done, or give another folder with --out; if you end it, --resume goes on with it",
    )


def _lock(handle: int, path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        # Of this process alone: not of its workers, which may outlive it for a moment when it is killed.
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise _another_run(path) from error
    except OSError:  # a file system without locks
        return


def not_whole() -> JournalError:
    return JournalError("what was found is no longer whole on the disk", "see to the disk, and check again")


def _unwritten(error: OSError, place: Path) -> JournalError:
    room = "make room there; with --out, what was found so far is kept, and --resume goes on from it"
    return JournalError(
        f"what was found cannot be written to {place} ({error.strerror or error})",
        room if error.errno in NO_ROOM else "give another folder with --out",
    )


def _differing(was: Mapping[str, str], now: MadeOf) -> list[str]:
    return [
        _difference(name, was.get(name), now.get(name))
        for name in dict.fromkeys([*was, *now])
        if was.get(name) != now.get(name)
    ]


def _difference(name: str, was: str | None, now: str | None) -> str:
    if any(_DIGEST.fullmatch(each) for each in (was or "", now or "")):
        return f"{name} {'is new' if was is None else 'is not there now' if now is None else 'has changed'}"
    return f"{name} was {was or 'not given'}, and is {now or 'not given'}"
