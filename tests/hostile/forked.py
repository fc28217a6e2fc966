"""Runs the command many times, each time in a process of its own that is watched: what it wrote, took, how it ended.

``python -m tests.hostile.forked`` reads a job a line and answers with how it ended, both as JSON. The rules are read
once, before: each job is a fork of that, and costs what its input costs.
"""

import json
import os
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from practice_check import cli, rulebook
from practice_check.collecting import leave_alone_what_is_there

#: Where each event of Python's own watch names a path that is changed, and where the open folder that it is below.
_CHANGES: dict[str, tuple[tuple[int, int | None], ...]] = {
    **dict.fromkeys(("os.remove", "os.rmdir"), ((0, 1),)),
    **dict.fromkeys(("os.mkdir", "os.chmod"), ((0, 2),)),
    **dict.fromkeys(("os.rename", "os.link"), ((0, 2), (1, 3))),
    "os.symlink": ((1, 2),),
    "os.chown": ((0, 3),),
    "os.utime": ((0, 3),),
    "shutil.move": ((0, None), (1, None)),
    **dict.fromkeys(("shutil.copyfile", "shutil.copytree"), ((1, None),)),
    **dict.fromkeys(("shutil.rmtree", "sqlite3.connect", "os.truncate"), ((0, None),)),
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: What most jobs try is how input is read, and not what is judged of it.
_RULE = "initial-home-visit"
_STARTS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.spawn")


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    _send(Path(os.devnull), 1)
    rules = _Rules()
    _warm_up()
    leave_alone_what_is_there()
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        rules.every = job["every_rule"]
        print(json.dumps(_run(job)), file=answers, flush=True)


class _Rules:
    """The rules that ship, read once; a job is done with one of them, unless it asks for every one."""

    def __init__(self) -> None:
        self.every = False
        self._read = rulebook.load
        self._whole = self._read()
        self._one = _with_one_rule(self._whole)
        rulebook.load = self._load

    def _load(self, folders: Sequence[Path] = (), params: Path | None = None) -> rulebook.Rulebook:
        if folders or params:
            return self._read(folders, params)
        return self._whole if self.every else self._one


def _with_one_rule(book: rulebook.Rulebook) -> rulebook.Rulebook:
    kept = {_RULE, *book.rests_on[_RULE]}
    packs = {
        name: pack.model_copy(update={"includes": [rule for rule in pack.includes if rule in kept]})
        for name, pack in book.packs.items()
    }
    rules = {name: rule for name, rule in book.rules.items() if name in kept}
    homes = {name: home for name, home in book.homes.items() if name in kept}
    return replace(book, rules=rules, packs=packs, homes=homes)


def _warm_up() -> None:
    """Do once what every command does once, whatever its input."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        export = Path(folder) / "cases.csv"
        export.write_text("crn,event_number,start_date\nX900001,1,2025-01-01\n")
        for command in (("records", "inspect"), ("check",)):
            sys.argv = ["practice-check", *command, str(export)]
            with suppress(SystemExit):
                cli.main()


def _run(job: dict[str, Any]) -> dict[str, Any]:
    """``args``, ``cwd``, ``said`` (a folder for what it prints), ``seconds``, ``memory`` (bytes beyond our own)."""
    said = Path(job["said"])
    began = time.monotonic()
    child = os.fork()
    if not child:
        _be_the_command(job, said)
    ended = _wait(child, began + job["seconds"])
    seconds = time.monotonic() - began
    left = _kill_what_is_left(child)
    if ended is None:
        return {"hung": True, "code": None, "seconds": seconds, "peak": 0, "left": left}
    status, used = ended
    code = os.waitstatus_to_exitcode(status)
    return {"hung": False, "code": code, "seconds": seconds, "peak": used.ru_maxrss * 1024, "left": left}


def _wait(child: int, deadline: float) -> tuple[int, resource.struct_rusage] | None:
    handle = os.pidfd_open(child)
    ended, _, _ = select.select([handle], [], [], max(deadline - time.monotonic(), 0))
    os.close(handle)
    return os.wait4(child, 0)[1:] if ended else None


def _kill_what_is_left(child: int) -> bool:
    """Whether anything that the command started was still there when it had ended."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        return False
    try:
        os.waitpid(child, 0)
    except ChildProcessError:
        return True
    return False


def _be_the_command(job: dict[str, Any], said: Path) -> None:
    os.setsid()
    _send(said / "out", 1)
    _send(said / "err", 2)
    _send(Path(os.devnull), 0, os.O_RDONLY)
    watch = os.open(said / "watch", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.chdir(job["cwd"])
    os.environ.update(COLUMNS="100", NO_COLOR="1", TMPDIR=str(said / "tmp"), XDG_CACHE_HOME=str(said / "cache"))
    tempfile.tempdir = None
    limit = _address_space() + job["memory"]
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.dont_write_bytecode = True  # what Python keeps of a module is nothing that a command writes
    sys.addaudithook(_watcher(watch))
    sys.argv = ["practice-check", *job["args"]]
    code = 70
    try:
        cli.main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException as error:
        sys.stderr.write(f"Traceback: {type(error).__name__}: {error}\n")
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _send(path: Path, to: int, flags: int = os.O_WRONLY | os.O_CREAT) -> None:
    handle = os.open(path, flags, 0o600)
    os.dup2(handle, to)
    os.close(handle)


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _folder(given: tuple[Any, ...], place: int | None) -> str:
    """The open folder that a path is below, where it is below one."""
    handle = -1 if place is None else given[place]
    return "" if handle < 0 else f"{Path(f'/proc/self/fd/{handle}').readlink()}/"


def _watcher(watch: int) -> Callable[[str, tuple[Any, ...]], None]:
    """Writes down what is written to, started or sent, in this process and in those that it forks."""

    def note(*words: object) -> None:
        os.write(watch, (json.dumps([str(word) for word in words]) + "\n").encode())

    def watcher(event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = given
            if not isinstance(path, int) and (flags & _WRITES or set(mode or "") & set("wax+")):
                note("written", os.fsdecode(path))
        elif event in _CHANGES:
            for place, below in _CHANGES[event]:
                if not isinstance(given[place], int):
                    note("written", _folder(given, below) + os.fsdecode(given[place]))
        elif event.startswith("socket."):
            note("socket", event, *given[1:])
        elif event in _STARTS:
            note("started", event, *given)

    return watcher


if __name__ == "__main__":
    main()
