"""Files as wholes: written so that only their owner may read them, and never through a link; read to their end."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

#: The numbers of errors that say: no room is left.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
#: A file of our own and new: never one that somebody laid there before us, be it a file or a link.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OWNER_ONLY = 0o600
#: Where the system can hold a folder open, what is written goes there even if the path is pointed elsewhere meanwhile.
_HOLDS_FOLDERS = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")


class WriteRefusedError(OSError):
    """The output path is one that we do not write to."""


def write_private(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, as ``private_stream`` does."""
    with private_stream(path) as stream:
        stream.write(data)


def bytes_of(path: Path) -> bytes:
    """What stands in a file that somebody named. OSError as for any file, and for a device, which may have no end."""
    with path.open("rb") as stream:
        if stat.S_ISCHR(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is a device, and no file", str(path))
        return stream.read()


@contextmanager
def private_stream(path: Path) -> Iterator[BinaryIO]:
    """A stream to write the bytes of ``path`` to, which will be readable by its owner only (0600, whatever the umask).

    The bytes go to a new file beside it, which at the end of the block, once it is on the disk, takes its name: a
    reader sees the old file or the new one, never a part of one, and a block that raises leaves the old one as it was
    and nothing else. A link, a folder, a pipe or a device at ``path`` raises WriteRefusedError, so that nobody can
    point our output elsewhere; one that is laid there while we write is replaced, not followed. OSError as for any
    file.
    """
    with _folder_of(path) as folder:
        folder.refuse_what_is_no_file(path)
        temporary = f".{secrets.token_hex(8)}.part"
        handle = folder.new(temporary)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            folder.rename(temporary, path.name)
        except BaseException:
            folder.remove(temporary)
            raise


class _Folder:
    """The folder that a file is written in, held open where the system can: ``handle`` is None where it cannot."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self._path, self._handle = path, handle

    def _at(self, name: str) -> str:
        return name if self._handle is not None else str(self._path / name)

    def refuse_what_is_no_file(self, path: Path) -> None:
        """Raise WriteRefusedError where ``path`` is there and is anything but a plain file."""
        try:
            mode = os.stat(self._at(path.name), dir_fd=self._handle, follow_symlinks=False).st_mode
        except FileNotFoundError:
            return
        if stat.S_ISLNK(mode):
            raise WriteRefusedError(f"{path} is a link to another file: give a path that is not a link")
        if stat.S_ISDIR(mode):
            raise WriteRefusedError(f"{path} is a folder: give the name of a file")
        if not stat.S_ISREG(mode):
            raise WriteRefusedError(f"{path} is a pipe or a device: give the name of a file")

    def new(self, name: str) -> int:
        """A new empty file of its owner's alone, opened for writing."""
        handle = os.open(self._at(name), _NEW, _OWNER_ONLY, dir_fd=self._handle)
        if hasattr(os, "fchmod"):
            os.fchmod(handle, _OWNER_ONLY)  # a umask may have taken away what the owner needs
        return handle

    def rename(self, old: str, new: str) -> None:
        os.replace(self._at(old), self._at(new), src_dir_fd=self._handle, dst_dir_fd=self._handle)
        if self._handle is not None:
            with suppress(OSError):  # the bytes are on the disk; some file systems cannot be asked for the name
                os.fsync(self._handle)

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            os.unlink(self._at(name), dir_fd=self._handle)


@contextmanager
def _folder_of(path: Path) -> Iterator[_Folder]:
    if not path.name:
        raise WriteRefusedError(f"{path} is a folder: give the name of a file")
    if not _HOLDS_FOLDERS:
        yield _Folder(path.parent, None)
        return
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _Folder(path.parent, handle)
    finally:
        os.close(handle)
