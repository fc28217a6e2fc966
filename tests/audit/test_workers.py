"""Worker processes: what crashes, hangs or fails takes nothing else with it, and nothing outlives the run."""

import contextlib
import faulthandler
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from practice_check import workers
from practice_check.workers import Lost, WorkersError, run

SRC = Path(__file__).parents[2] / "src"


def crash() -> None:
    faulthandler.disable()
    os.kill(os.getpid(), signal.SIGSEGV)


def make_doubling() -> Callable[[Any], Any]:
    return double


def double(item: Any) -> Any:
    """Doubles a number; does what a word says."""
    match item:
        case "crash":
            crash()
        case "exit":
            os._exit(7)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(1000)
        case "raise":
            raise ValueError("not this one")
        case "system exit":
            raise SystemExit(3)
        case "unpicklable":
            return lambda: None
        case "pid":
            return os.getpid()
    return item * 2


def doubled(items: list[Any], **options: Any) -> list[Any]:
    """The results, having checked that they came in order."""
    options = {"jobs": 2, "batch_size": 10, "time_limit": 30.0, **options}
    results = list(run(items, make_doubling, **options))
    assert [index for index, _ in results] == list(range(len(items)))
    return [result for _, result in results]


def with_at(places: list[int], word: str, count: int = 30) -> list[Any]:
    return [word if place in places else place for place in range(count)]


def alive(pid: int) -> bool:
    """Whether the process still runs (one that ended and that nobody has asked after does not)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    if Path("/proc/self/stat").exists():
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


def all_gone(pids: list[int], within: float = 5.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


# ---------------------------------------------------------------- results


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 100])
def test_results_come_in_the_order_of_the_items(jobs: int, count: int) -> None:
    assert doubled(list(range(count)), jobs=jobs) == [n * 2 for n in range(count)]


def make_uneven() -> Callable[[int], int]:
    return uneven


def uneven(n: int) -> int:
    time.sleep(0.05 if n % 20 == 0 else 0)
    return n


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_order_is_the_same_however_long_items_take(jobs: int) -> None:
    assert list(run(range(80), make_uneven, jobs=jobs, batch_size=5)) == [(n, n) for n in range(80)]


def test_work_is_done_elsewhere_even_by_one_worker() -> None:
    assert set(doubled(["pid"] * 30, jobs=1)) != {os.getpid()}
    assert len(set(doubled(["pid"] * 30, jobs=1))) == 1


def test_work_is_made_once_in_each_worker(tmp_path: Path) -> None:
    made = tmp_path / "made"

    def make() -> Callable[[Any], Any]:
        with made.open("a") as lines:
            lines.write(f"{os.getpid()}\n")
        return double

    pids = {result for _, result in run(["pid"] * 60, make, jobs=2, batch_size=5)}
    makers = [int(pid) for pid in made.read_text().split()]
    assert len(makers) == len(set(makers)) <= 2
    assert pids <= set(makers)


def test_large_items_and_results() -> None:
    items = ["x" * 500_000] * 12
    assert doubled(items, batch_size=4) == [item * 2 for item in items]


def test_progress_counts_every_item_once() -> None:
    seen: list[int] = []
    doubled(with_at([3, 17], "crash"), on_progress=seen.append)
    assert seen == list(range(1, 31))


# ---------------------------------------------------------------- what is lost


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("places", [[10], [15], [19], [12, 16], [10, 19], [14, 15], [0, 1, 2], [29], [9, 10]])
def test_a_crash_is_lost_alone(places: list[int], jobs: int) -> None:
    """At the first, a middle and the last place of a batch, and twice in one batch."""
    results = doubled(with_at(places, "crash"), jobs=jobs)
    assert results == [Lost(n, "crash", "SIGSEGV") if n in places else n * 2 for n in range(30)]


@pytest.mark.parametrize(
    ("word", "detail"),
    [("crash", "SIGSEGV"), ("kill", "SIGKILL"), ("exit", "exit code 7"), ("system exit", "exit code 3")],
)
def test_how_a_process_ended_is_told(word: str, detail: str) -> None:
    assert doubled([1, word, 3]) == [2, Lost(1, "crash", detail), 6]


def test_every_item_crashes() -> None:
    assert doubled(["crash"] * 7) == [Lost(n, "crash", "SIGSEGV") for n in range(7)]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("place", [10, 14, 19])
def test_a_hang_is_lost_alone(place: int, jobs: int) -> None:
    results = doubled(with_at([place], "hang"), jobs=jobs, time_limit=0.3)
    assert results == [Lost(n, "hang", "not done in 0.3 seconds") if n == place else n * 2 for n in range(30)]


def test_crashes_hangs_and_exceptions_in_one_batch() -> None:
    items = [1, "crash", "hang", "raise", 5]
    assert doubled(items, time_limit=0.3) == [
        2,
        Lost(1, "crash", "SIGSEGV"),
        Lost(2, "hang", "not done in 0.3 seconds"),
        Lost(3, "error", "ValueError: not this one"),
        10,
    ]


def test_an_exception_is_lost_alone_and_the_worker_goes_on() -> None:
    results = doubled(["pid", "raise", "pid"], jobs=1)
    assert results[1] == Lost(1, "error", "ValueError: not this one")
    assert results[0] == results[2]


def test_a_result_that_cannot_be_sent_is_lost_alone() -> None:
    first, lost, last = doubled([1, "unpicklable", 3])
    assert (first, last) == (2, 6)
    assert (lost.item_index, lost.reason) == (1, "error")


def test_an_item_that_cannot_be_sent_is_lost_alone() -> None:
    first, lost, last = doubled([1, lambda: None, 3])
    assert (first, last) == (2, 6)
    assert (lost.item_index, lost.reason) == (1, "error")
    assert [result.reason for result in doubled([lambda: None] * 25)] == ["error"] * 25


class Unreadable:
    """Pickles, and does not unpickle."""

    def __reduce__(self) -> tuple[Any, ...]:
        return int, ("x",)


def make_same() -> Callable[[Any], Any]:
    return same


def same(item: Any) -> Any:
    return Unreadable() if item == "unreadable" else item


def test_what_cannot_be_read_on_the_other_side_is_lost_alone() -> None:
    results = [result for _, result in run([1, Unreadable(), "unreadable", 4], make_same, jobs=1)]
    assert (results[0], results[3]) == (1, 4)
    assert [result.reason for result in results[1:3] if isinstance(result, Lost)] == ["error", "error"]


def make_once(folder: str) -> Callable[[int], int]:
    return partial(once, folder)


def once(folder: str, n: int) -> int:
    """Crashes or hangs for some numbers, the first time only: as where an earlier item had spoilt the memory."""
    mark = Path(folder) / str(n)
    if n % 10 in (3, 7) and not mark.exists():
        mark.touch()
        time.sleep(1000 if n % 10 == 7 else 0)
        crash()
    return n


def test_an_item_that_was_only_under_way_is_not_lost(tmp_path: Path) -> None:
    results = list(run(range(20), partial(make_once, str(tmp_path)), jobs=2, batch_size=10, time_limit=0.3))
    assert results == [(n, n) for n in range(20)]


def test_a_batch_that_is_slow_as_a_whole_loses_nothing() -> None:
    results = run([0] * 10, make_uneven, jobs=1, batch_size=10, time_limit=0.2)
    assert list(results) == [(n, 0) for n in range(10)]


def test_time_that_the_caller_takes_is_not_the_workers() -> None:
    big = "x" * 300_000  # more than a pipe holds: the worker waits until it is heard
    results = []
    for index, result in run([big] * 6, make_doubling, jobs=1, batch_size=6, time_limit=0.4):
        time.sleep(0.2)
        results.append((index, result == big * 2))
    assert results == [(n, True) for n in range(6)]


# ---------------------------------------------------------------- beginning and ending


def test_items_are_read_as_they_are_needed() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for n in range(1000):
            read.append(n)
            yield n

    results = run(items(), make_doubling, jobs=2, batch_size=5)
    assert read == []
    for index, _ in results:
        assert len(read) <= index + 1 + 2 * 2 * 5
        if index == 100:
            break
    results.close()
    assert len(read) < 130


def test_a_stuck_head_does_not_read_everything() -> None:
    read: list[int] = []

    def items() -> Iterator[Any]:
        for n in range(1000):
            read.append(n)
            yield "hang" if n == 0 else n

    results = run(items(), make_doubling, jobs=3, batch_size=4, time_limit=0.5)
    assert next(results) == (0, Lost(0, "hang", "not done in 0.5 seconds"))
    assert len(read) <= 2 * 3 * 4
    results.close()


def test_what_the_items_raise_comes_after_all_before_it() -> None:
    def items() -> Iterator[int]:
        yield from range(13)
        raise OSError("the export ends here")

    results = []
    with pytest.raises(OSError, match="the export ends here"):
        for result in run(items(), make_doubling, jobs=2, batch_size=5):
            results.append(result)
    assert results == [(n, n * 2) for n in range(13)]


def test_closing_early_ends_the_workers() -> None:
    results = run(["pid"] * 8 + ["hang"] * 30, make_doubling, jobs=3, batch_size=2)
    pids = {next(results)[1] for _ in range(8)}
    children = multiprocessing.active_children()
    assert children
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < 2
    assert all_gone([pid for pid in pids if isinstance(pid, int)] + [child.pid for child in children if child.pid])


def test_a_run_that_is_not_begun_starts_nothing() -> None:
    run([1, 2], make_doubling, jobs=2).close()
    run([1, 2], make_doubling, jobs=2)


def test_a_progress_that_raises_ends_the_run() -> None:
    def fails(_: int) -> None:
        raise OSError("no terminal")

    with pytest.raises(OSError, match="no terminal"):
        doubled([1, 2, 3], on_progress=fails)


@pytest.mark.parametrize("option", [{"jobs": 0}, {"batch_size": 0}, {"time_limit": 0}])
def test_numbers_are_positive(option: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="positive"):
        run([1], make_doubling, **{"jobs": 1, **option})


def test_work_that_cannot_be_made_ends_the_run() -> None:
    def fails() -> Callable[[int], int]:
        raise KeyError("no such pack")

    with pytest.raises(WorkersError, match="KeyError: 'no such pack'"):
        list(run([1], fails, jobs=2))


def test_work_that_kills_its_maker_ends_the_run() -> None:
    def kills() -> Callable[[int], int]:
        crash()
        return double

    with pytest.raises(WorkersError, match="a worker did not start: SIGSEGV"):
        list(run([1], kills, jobs=2))


def test_work_that_is_never_made_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs() -> Callable[[int], int]:
        time.sleep(1000)
        return double

    monkeypatch.setattr(workers, "_START_LIMIT", 0.2)
    with pytest.raises(WorkersError, match=r"not done in 0\.2 seconds"):
        list(run([1], hangs, jobs=1))


def test_making_the_work_does_not_count_against_the_batch() -> None:
    def slow() -> Callable[[int], int]:
        time.sleep(0.6)
        return double

    assert list(run([1, 2], slow, jobs=1, time_limit=0.3)) == [(0, 2), (1, 4)]


def test_workers_that_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS: nothing is inherited, everything is pickled."""
    monkeypatch.setattr(workers, "_CONTEXT", multiprocessing.get_context("spawn"))
    monkeypatch.setattr(workers, "_FORKED", False)
    pickle.dumps(make_doubling)
    assert doubled([1, "crash", 3, "raise"], jobs=2, batch_size=2) == [
        2,
        Lost(1, "crash", "SIGSEGV"),
        6,
        Lost(3, "error", "ValueError: not this one"),
    ]


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_no_worker_outlives_a_parent_that_is_stopped(sent: signal.Signals, code: int) -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(
                """
                import os, time
                from practice_check.workers import run
                def make():
                    return lambda n: (time.sleep(0.2), os.getpid())[1]
                try:
                    for index, pid in run(range(1000), make, jobs=3, batch_size=2):
                        print(pid, flush=True)
                except KeyboardInterrupt:
                    pass
                """
            ),
        ],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout
    with parent.stdout:
        pids = [int(parent.stdout.readline()) for _ in range(8)]
        assert len(set(pids)) > 1
        if sent is signal.SIGINT:
            os.killpg(parent.pid, sent)  # as a terminal does: to the workers too
        else:
            parent.send_signal(sent)
        assert parent.wait(10) == code
    assert all_gone(pids)


def test_no_worker_outlives_a_program_that_forgets_to_close() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, time\n"
            "from practice_check.workers import run\n"
            "make = lambda: lambda n: os.getpid() if n < 2 else time.sleep(1000)\n"
            "results = run(range(1000), make, jobs=2, batch_size=1)\n"
            "print(next(results)[1], next(results)[1])\n"
            "kept = [results]; kept.append(kept)\n",
        ],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert all_gone([int(pid) for pid in done.stdout.split()])
