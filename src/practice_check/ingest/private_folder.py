"""A folder for what does not fit in memory, our owner's alone; one that a killed run left is taken away by the next."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BEGINS = "practice-check-rows-"
_HELD = "held"  # the file that a living run keeps locked
_AT_LEAST = 60  # seconds that a folder is left alone: its run may be about to lock it


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder, taken away in the end. Raises OSError where the place for passing files has no room."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_BEGINS) as name, (Path(name) / _HELD).open("wb") as held:
        with suppress(OSError):  # a file system without locks: nobody can see then that we are dead
            _lock(held.fileno())
        yield Path(name)


def _sweep(place: Path) -> None:
    """Take away folders of ours whose runs are dead. What cannot be seen to be that is left alone."""
    for folder in place.glob(f"{_BEGINS}*"):
        try:
            found = folder.lstat()
            if folder.is_symlink() or found.st_uid != os.getuid() or time.time() - found.st_mtime < _AT_LEAST:
                continue
            with (folder / _HELD).open("rb") as held:
                if _lock(held.fileno()):
                    shutil.rmtree(folder, ignore_errors=True)
        except (OSError, AttributeError):  # gone meanwhile, locked, or a system without owners
            continue


def _lock(handle: int) -> bool:
    """Whether the file is ours now until it is closed, or we die. Raises OSError where another holds it."""
    try:
        import fcntl
    except ImportError:
        return False
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True
