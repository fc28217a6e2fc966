"""The key: a file that only its owner may read, and one of the user's own that is made at first use."""

import os
import secrets
import stat
from pathlib import Path

#: In characters. What we make ourselves has twice as many, of random figures.
SHORTEST = 32
_LONGEST = 4096
_MADE = 32


class UnfitKeyError(Exception):
    """A key that is not to be used; ``mend`` says what helps."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(f"{message}: {mend}")
        self.message = message
        self.mend = mend


def key_of(path: Path) -> bytes:
    """The key that stands in the file, without the white space around it. Raises UnfitKeyError."""
    another = "name a file with a key of your own, or leave --key out to use the one that is kept for you"
    if path.is_symlink():
        raise UnfitKeyError(f"the key {path} is a link to another file", "name the file itself")
    if path.is_dir():
        raise UnfitKeyError(f"the key {path} is a folder", another)
    try:
        # Not through a link that somebody puts there meanwhile, and not waiting for a pipe to speak.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise UnfitKeyError(f"the key {path} cannot be read ({error.strerror})", another) from error
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnfitKeyError(f"the key {path} is not a file", another)
        if os.name == "posix" and status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise UnfitKeyError(f"others can read or write the key {path}", f"make it yours alone: chmod 600 {path}")
        found = stream.read(_LONGEST + 1)
    if len(found) > _LONGEST:
        raise UnfitKeyError(f"the key {path} is longer than {_LONGEST:,} characters", another)
    return sound_key(found, f"the key {path}")


def sound_key(key: bytes, what: str = "the key") -> bytes:
    """The key without the white space around it. Raises UnfitKeyError where it could be guessed."""
    bare = key.strip()
    if len(bare) < SHORTEST:
        make = "write 64 random figures into it, as: openssl rand -hex 32"
        raise UnfitKeyError(f"{what} has {len(bare)} characters, and fewer than {SHORTEST} can be guessed", make)
    if len(set(bare)) < SHORTEST // 4:
        alike = f"{what} is made of very few different characters and can be guessed"
        raise UnfitKeyError(alike, "make it of random ones")
    return bare


def kept_key(path: Path) -> tuple[bytes, bool]:
    """The user's own key, made where there is none; and whether it was made. Raises UnfitKeyError."""
    if not (path.exists() or path.is_symlink()):
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another run of the same user has just made it
            return key_of(path), False
        except OSError as error:
            mend = "name a key with --key FILE"
            raise UnfitKeyError(f"no key could be made at {path} ({error.strerror})", mend) from error
        with os.fdopen(handle, "wb") as stream:
            stream.write(f"{secrets.token_hex(_MADE)}\n".encode())
            stream.flush()
            os.fsync(stream.fileno())
        return key_of(path), True
    return key_of(path), False
