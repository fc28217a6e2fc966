"""What a command takes: seconds, processor time, and the memory of all its processes together at the peak."""

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.1


@dataclass(frozen=True)
class Took:
    """``seconds`` on the clock, ``processor`` of all its processes; ``memory`` in MB, what they share counted once."""

    code: int
    seconds: float
    processor: float
    memory: float
    said: str


def watched(command: Sequence[str]) -> Took:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak = _Peak(process.pid)
    peak.start()
    _, said = process.communicate()
    seconds = time.perf_counter() - began
    peak.ended.set()
    peak.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(process.returncode, seconds, processor, peak.megabytes, said)


class _Peak(threading.Thread):
    """Looks at a process and its children again and again, and keeps the most that they took together."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.megabytes = 0.0
        self._pid = pid

    def run(self) -> None:
        while not self.ended.wait(_EVERY):
            self.megabytes = max(self.megabytes, sum(map(_proportional, _family(self._pid))) / 1024)


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        below = [int(child) for child in children.read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(one for child in below for one in _family(child))]


def _proportional(pid: int) -> int:
    """Kilobytes of a process, a page that several hold divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def load() -> str:
    """What else the machine is doing, as it says itself."""
    try:
        one, five, fifteen = Path("/proc/loadavg").read_text().split()[:3]
    except OSError:
        return f"not known on {sys.platform}"
    return f"{one} now, {five} over 5 minutes, {fifteen} over 15"
