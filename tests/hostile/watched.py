"""The command on hostile input, and what it must never do: hang, burst, show its insides, write elsewhere, connect."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.acceptance import plain_text

#: Seconds, and bytes beyond what the program takes before it reads anything.
SECONDS, MEMORY = 20.0, 2 * 1024**3
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.part")
_RAN, _COULD_NOT_RUN = (0, 1, 3), 2


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str
    seconds: float
    peak: int
    #: Paths below the folder that the command stood in, which were not there before, or are not as they were.
    changed: frozenset[str] = field(default_factory=frozenset)

    @property
    def refused(self) -> str:
        """What it said when it could not run; '' where it ran."""
        return " ".join(self.err.split()) if self.code == _COULD_NOT_RUN else ""

    @property
    def said(self) -> str:
        return " ".join((self.out + self.err).split())


class Commands:
    """Runs commands one after the other; ``run`` fails where one did what none may do."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.forked"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert self._answer() == "ready"

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(30)

    def run(
        self,
        stand: Path,
        *args: str | Path,
        out: Sequence[str] = (),
        every_rule: bool = False,
        seconds: float = SECONDS,
        memory: int = MEMORY,
    ) -> Ended:
        """Run ``practice-check args`` standing in a folder, with one rule or all that ship.

        ``out``: what below the folder may be written.
        """
        before = _look(stand)
        with TemporaryDirectory() as said:
            (Path(said) / "tmp").mkdir()
            words = [str(arg) for arg in args]
            bounds = {"seconds": seconds, "memory": memory}
            told = self._ask({"args": words, "cwd": str(stand), "said": said, "every_rule": every_rule, **bounds})
            shown, complaint = ((Path(said) / name).read_bytes() for name in ("out", "err"))
            assert not told["hung"], f"{words} was not done in {seconds} seconds: {complaint[-500:]!r}"
            assert not told["left"], f"{words} left a process behind"
            assert list((Path(said) / "tmp").iterdir()) == [], "it left something in the folder for temporary files"
            _see_what_it_did(Path(said) / "watch", stand, out, words)
        changed = frozenset(name for name, state in _look(stand).items() if before.get(name) != state) | frozenset(
            before.keys() - _look(stand).keys()
        )
        stray = {name for name in changed if not name.startswith(tuple(out))} if out else changed
        assert not stray, f"{words} wrote {stray}"
        ended = Ended(
            told["code"],
            plain_text.terminal(shown),
            plain_text.terminal(complaint),
            told["seconds"],
            told["peak"],
            changed,
        )
        _see_how_it_ended(ended, words)
        return ended

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._answer())
        return answer

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


def _see_how_it_ended(ended: Ended, words: Sequence[str]) -> None:
    assert ended.code in (*_RAN, _COULD_NOT_RUN), f"{words} ended with {ended.code}: {ended.err[-2000:]}"
    assert "Traceback" not in ended.out + ended.err
    assert "a fault of practice-check itself" not in ended.err, ended.err
    if ended.code == _COULD_NOT_RUN and "Usage:" not in ended.err:
        assert re.search(r"^error: \S", ended.err, re.MULTILINE), ended.err
        assert re.search(r"^help: \S", ended.err, re.MULTILINE), ended.err


def _see_what_it_did(watch: Path, stand: Path, out: Sequence[str], words: Sequence[str]) -> None:
    #: Where a system keeps what a program keeps for itself: rules that were read and found whole.
    allowed = [*(stand / name for name in out), watch.parent / "tmp", watch.parent / "cache"]
    for line in watch.read_text().splitlines():
        kind, *rest = json.loads(line)
        if kind == "written":
            path = rest[0].removeprefix("file://").partition("?")[0]
            if path == os.devnull or _TEMPORARY.fullmatch(path) or path == ":memory:":
                continue
            whole = Path(os.path.normpath(stand / path))
            assert any(whole.is_relative_to(folder) for folder in allowed), f"{words} wrote to {path}"
        elif kind == "socket":  # the pipes to our own workers are such pairs
            assert rest[:2] == ["socket.__new__", str(int(socket.AF_UNIX))], f"{words}: {rest}"
        else:
            raise AssertionError(f"{words} started {rest}")


def _look(stand: Path) -> dict[str, tuple[int, ...]]:
    """Everything below a folder: its kind and rights, size, time of change and place on the disk."""
    found: dict[str, tuple[int, ...]] = {}
    for folder, folders, files in os.walk(stand):
        for name in (*folders, *files):
            state = (Path(folder) / name).lstat()
            is_folder = name in folders
            changing = () if is_folder else (state.st_size, state.st_mtime_ns)
            found[str((Path(folder) / name).relative_to(stand))] = (state.st_mode, state.st_ino, *changing)
    return found
