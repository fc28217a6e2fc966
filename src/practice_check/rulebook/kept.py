"""Rules that were read and found whole, kept for the next command: to read and check them all takes most of a second.

They are kept by what they were read from. Nothing kept is used once a rule, a number, a word, a place or this program
has changed, nor if anybody else could have written it. Whatever is wrong with the keeping, the rules are read anew.
"""

import hashlib
import os
import pickle
import platform
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import platformdirs
import pydantic

from practice_check.built import library
from practice_check.files import write_private
from practice_check.rulebook.rulebook import Rulebook

#: Rulebooks kept: of several checkouts, or with several folders of one's own.
_MOST = 6
#: The program's own parts that say what a rulebook is.
_OURS = ("cells", "content", "records", "rulebook", "vocabulary")


def kept(read: Callable[[], Rulebook], folders: Sequence[Path], files: Sequence[Path]) -> Rulebook:
    """What ``read`` gives, or gave when folders and files were the same to the byte. Raises what ``read`` raises."""
    try:
        place = _place(folders, files)
    except OSError:
        return read()
    found = _found(place)
    if found is None:
        found = read()
        _keep(place, found)
    return found


def _place(folders: Sequence[Path], files: Sequence[Path]) -> Path:
    digest = hashlib.sha256(_program().encode())
    for root in (*folders, *files):
        digest.update(f"\0{root}\0{root.resolve()}\0".encode(errors="surrogateescape"))
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            data = _data(path) if path == root or path.suffix == ".yaml" else b""
            digest.update(f"\0{path}\0{len(data)}\0".encode(errors="surrogateescape"))
            digest.update(data)
    return _folder() / f"rules-{digest.hexdigest()[:32]}.pickle"


def _data(path: Path) -> bytes:
    """What stands in a file of rules or numbers, whatever its name ends in."""
    if path.is_dir():
        return b""
    if not path.is_file():
        raise OSError("what is no file may hold something else each time it is read")
    return path.read_bytes()


def _folder() -> Path:
    return platformdirs.user_cache_path("practice-check", appauthor=False)


@cache
def _program() -> str:
    """This program and what it stands on: another one may read the same rules otherwise."""
    digest = hashlib.sha256(f"{platform.python_version()} {pydantic.VERSION}".encode())
    package = Path(__file__).resolve().parent.parent
    for part in _OURS:
        for file in sorted((package / part).rglob("*.py")):
            digest.update(file.read_bytes())
    if (compiled := library()) is not None:  # keeps what it holds in a form of its own
        digest.update(compiled.read_bytes())
    return digest.hexdigest()


def _found(place: Path) -> Rulebook | None:
    with suppress(Exception):  # whatever a broken file makes of itself
        if _ours_alone(place.parent) and _ours_alone(place):
            found = pickle.loads(place.read_bytes())
            if isinstance(found, Rulebook):
                return found
    return None


def _ours_alone(path: Path) -> bool:
    """Whether nobody but us could have written it. What it holds is obeyed, not only read."""
    state = path.lstat()
    if stat.S_ISLNK(state.st_mode):
        return False
    return not hasattr(os, "getuid") or (state.st_uid == os.getuid() and not state.st_mode & 0o022)


def _keep(place: Path, book: Rulebook) -> None:
    with suppress(OSError, pickle.PicklingError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _ours_alone(place.parent):
            write_private(place, pickle.dumps(book, pickle.HIGHEST_PROTOCOL))
            of_old = sorted(place.parent.glob("rules-*.pickle"), key=lambda file: file.stat().st_mtime)
            for file in of_old[:-_MOST]:
                file.unlink(missing_ok=True)
