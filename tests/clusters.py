"""A cluster of Dask on this machine, for tests: one scheduler and its workers, each a process of one thread."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_HERE = ("--host", "127.0.0.1", "--no-dashboard")


@contextmanager
def scheduler() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Its address and its process."""
    with _started("dask_scheduler", "--port", "0", "--no-show", *_HERE) as process:
        assert process.stderr is not None
        yield next(line.split()[-1] for line in process.stderr if "Scheduler at:" in line), process


@contextmanager
def workers(address: str, count: int = 2) -> Iterator[subprocess.Popen[str]]:
    """The process that looks after so many workers, once they are there."""
    with _started("dask_worker", address, "--nworkers", str(count), "--nthreads", "1", *_HERE) as process:
        assert process.stderr is not None
        there = 0
        for line in process.stderr:
            there += "Starting established connection" in line
            if there == count:
                break
        yield process


@contextmanager
def cluster(count: int = 2) -> Iterator[str]:
    with scheduler() as (address, _), workers(address, count):
        yield address


@contextmanager
def _started(program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": f"{_ROOT / 'src'}{os.pathsep}{_ROOT}"}
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{program}", *arguments],
        env=environment,
        cwd=_ROOT,
        text=True,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stderr:
            process.stderr.close()
