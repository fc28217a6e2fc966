"""Work on many items in worker processes, so that an item that crashes or hangs takes no other with it.

A worker reports each item as it is done. So when one dies or overruns, all that it reported stands, and the item under
way is known: the first of its batch that is unreported. That one is suspect and not yet guilty, since a process may
die of what an earlier item did to its memory, and a batch may be slow as a whole. It is tried once more, alone, in a
new process with the time of a whole batch, and is ``Lost`` if it fails again. The rest of its batch goes on.
"""

import contextlib
import math
import multiprocessing
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Literal, TypeVar

from practice_check.collecting import leave_alone_what_is_there

T = TypeVar("T")
R = TypeVar("R")

# Forked on Linux: a new worker in milliseconds, and a caller's script needs no main guard. Spawned elsewhere, since
# the system libraries of macOS are not safe after a fork: there, make_work is pickled.
_FORKED = sys.platform == "linux"
_CONTEXT: Any = multiprocessing.get_context("fork" if _FORKED else "spawn")

#: Batches, for each worker, that may be read from the items before their results are yielded.
_AHEAD = 2
#: Seconds that a new worker may take to make its work, and how many may die of it before the run is given up.
_START_LIMIT = 120.0
_START_ATTEMPTS = 3

# What a worker sends: one of these, then a pickled result or a text.
_READY, _UNMADE, _DONE, _ERROR = b"r", b"u", b"d", b"e"


class WorkersError(RuntimeError):
    """No worker could be started: ``make_work`` raised, hung, or killed its process again and again."""


@dataclass(frozen=True)
class Lost:
    """An item without a result. ``detail``: how the process ended, the time limit, or ``Type: message``."""

    item_index: int
    reason: Literal["crash", "hang", "error"]
    detail: str


def run(
    items: Iterable[T],
    make_work: Callable[[], Callable[[T], R]],
    *,
    jobs: int,
    batch_size: int = 25,
    time_limit: float = 60.0,
    on_progress: Callable[[int], None] | None = None,
) -> Generator[tuple[int, R | Lost], None, None]:
    """Yields (index, result) for each item, in the order of the items, however many workers there are.

    ``make_work`` is called once in each of up to ``jobs`` worker processes; what it gives is called for each item.
    Items and results are picklable; ``make_work`` too, outside Linux. ``items`` is read as needed: at most two batches
    of ``batch_size`` ahead for each worker. ``time_limit`` is in seconds for a batch. ``on_progress`` is given the
    number of items done so far, in whatever order they are done. No process outlives the generator: closing it stops
    them.

    Raises ValueError for a number that is not positive, WorkersError if no worker can be started, and whatever
    ``items`` raises, once all that came before is yielded.
    """
    if jobs < 1 or batch_size < 1 or time_limit <= 0:
        raise ValueError("jobs, batch_size and time_limit are to be positive")
    return _results(_Pool(_Reader(items, batch_size), make_work, jobs, time_limit, on_progress))


def _results(pool: "_Pool[T, R]") -> Generator[tuple[int, R | Lost], None, None]:
    upcoming = 0
    try:
        while pool.turn(upcoming):
            if upcoming in pool.outcomes:
                stopped = time.monotonic()
                yield upcoming, pool.outcomes.pop(upcoming)
                upcoming += 1
                pool.grant(time.monotonic() - stopped)
        if pool.reader.raised:
            raise pool.reader.raised
    finally:
        pool.stop()


@dataclass
class _Batch:
    """Items that are still to be reported, as (index, pickled). ``suspect``: one that has brought a worker down."""

    items: deque[tuple[int, bytes]]
    suspect: bool = False


class _Reader(Generic[T]):
    """Reads the items in batches. ``read``: how many so far. ``ended``: there are no more; ``raised``: this is why."""

    def __init__(self, items: Iterable[T], batch_size: int) -> None:
        self._items = iter(items)
        self.batch_size = batch_size
        self.read = 0
        self.ended = False
        self.raised: Exception | None = None

    def batch(self) -> tuple[_Batch, list[Lost]]:
        """The next batch, and which of its items cannot be sent to a worker."""
        batch = _Batch(deque())
        unsendable = []
        for _ in range(self.batch_size):
            try:
                item = next(self._items)
            except StopIteration:
                self.ended = True
                break
            except Exception as error:
                self.ended, self.raised = True, error
                break
            try:
                batch.items.append((self.read, pickle.dumps(item)))
            except Exception as error:
                unsendable.append(Lost(self.read, "error", _told(error)))
            self.read += 1
        return batch, unsendable


@dataclass
class _Worker:
    """A worker process and the batch that it is to do.

    ``deadline``: on the monotonic clock, infinite when idle. ``ready``: its work is made. ``gone``: it was heard to end
    """

    process: BaseProcess
    connection: Connection
    batch: _Batch | None
    deadline: float
    ready: bool = False
    gone: bool = False

    def give(self, batch: _Batch, time_limit: float) -> None:
        """Sends the batch. A worker that is no longer there is found out when it is next heard."""
        self.batch, self.deadline = batch, time.monotonic() + time_limit
        with contextlib.suppress(OSError):
            self.connection.send([pickled for _, pickled in batch.items])

    def receive(self, wait: bool = False) -> bytes | None:
        """Its next message; None when it is gone or, unless ``wait``, has sent none."""
        try:
            return self.connection.recv_bytes() if wait or self.connection.poll() else None
        except (EOFError, OSError):
            self.gone = True
            return None

    def end(self) -> str:
        """Ends the process, if it has not ended, and says how it ended."""
        self.process.join(0.5)
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


class _Pool(Generic[T, R]):
    """The workers, and the outcomes that are there and not yet yielded, by index."""

    def __init__(
        self,
        reader: _Reader[T],
        make_work: Callable[[], Callable[[T], R]],
        jobs: int,
        time_limit: float,
        on_progress: Callable[[int], None] | None,
    ) -> None:
        self.reader = reader
        self.outcomes: dict[int, R | Lost] = {}
        self._make_work = make_work
        self._jobs = jobs
        self._time_limit = time_limit
        self._on_progress = on_progress
        self._done = 0
        self._workers: list[_Worker] = []
        self._rests: deque[_Batch] = deque()  # of the batches whose worker fell
        self._failed_starts = 0

    def turn(self, upcoming: int) -> bool:
        """Gives out what can be given out and hears the workers, waiting if the outcome ``upcoming`` is not there.

        False when every outcome was yielded.
        """
        self._give_out(upcoming)
        if any(worker.batch for worker in self._workers):
            first = min(worker.deadline for worker in self._workers)
            seconds = 0 if upcoming in self.outcomes else max(0.0, first - time.monotonic())
            heard = wait([worker.connection for worker in self._workers], seconds)
            for worker in self._workers.copy():
                if worker.connection in heard:
                    self._hear(worker)
                elif worker.deadline < time.monotonic():
                    self._overran(worker)
        return not self.reader.ended or upcoming < self.reader.read

    def grant(self, seconds: float) -> None:
        """Gives the workers more time: for as long, nobody listened to them."""
        for worker in self._workers:
            worker.deadline += seconds

    def stop(self) -> None:
        """Ends all workers, whatever they are at."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers.clear()

    def _give_out(self, upcoming: int) -> None:
        for worker in self._workers:
            if not worker.batch and (batch := self._next_batch(upcoming)):
                worker.give(batch, self._time_limit)
        while len(self._workers) < self._jobs and (batch := self._next_batch(upcoming)):
            self._start(batch)

    def _next_batch(self, upcoming: int) -> _Batch | None:
        if self._rests:
            return self._rests.popleft()
        most = (_AHEAD * self._jobs - 1) * self.reader.batch_size
        while not self.reader.ended and self.reader.read - upcoming <= most:
            batch, unsendable = self.reader.batch()
            for lost in unsendable:
                self._finish(lost.item_index, lost)
            if batch.items:
                return batch
        return None

    def _start(self, batch: _Batch) -> None:
        ours, theirs = _CONTEXT.Pipe()
        # A forked worker has copies of our ends of all pipes. It closes them, or no worker would see that we are gone.
        copies = [*(worker.connection for worker in self._workers), ours] if _FORKED else []
        process = _CONTEXT.Process(target=_serve, args=(theirs, copies, self._make_work), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours, batch, time.monotonic() + _START_LIMIT))

    def _hear(self, worker: _Worker) -> None:
        while (message := worker.receive()) is not None:
            self._take(worker, message)
        if worker.gone:
            self._fell(worker, "crash", worker.end())

    def _take(self, worker: _Worker, message: bytes) -> None:
        kind, body = message[:1], message[1:]
        if kind == _UNMADE:
            raise WorkersError(body.decode())
        if kind == _READY:
            worker.ready, self._failed_starts = True, 0
            if worker.batch:
                worker.give(worker.batch, self._time_limit)
        elif worker.batch:
            index, _ = worker.batch.items.popleft()
            self._finish(index, _unpickled(index, body) if kind == _DONE else Lost(index, "error", body.decode()))
            if not worker.batch.items:
                worker.batch, worker.deadline = None, math.inf

    def _finish(self, index: int, outcome: R | Lost) -> None:
        self.outcomes[index] = outcome
        self._done += 1
        if self._on_progress:
            self._on_progress(self._done)

    def _overran(self, worker: _Worker) -> None:
        worker.process.kill()
        while not worker.gone:  # what it has still reported
            if (message := worker.receive(wait=True)) is not None:
                self._take(worker, message)
        self._fell(worker, "hang", f"not done in {self._time_limit if worker.ready else _START_LIMIT:g} seconds")

    def _fell(self, worker: _Worker, reason: Literal["crash", "hang"], detail: str) -> None:
        """Puts away a worker that ended, and sees to what it leaves."""
        worker.end()
        worker.connection.close()
        self._workers.remove(worker)
        batch = worker.batch
        if batch and not worker.ready:
            self._failed_starts += 1
            if reason == "hang" or self._failed_starts == _START_ATTEMPTS:
                raise WorkersError(f"a worker did not start: {detail}")
            self._start(batch)
        elif batch:
            index, pickled = batch.items.popleft()
            if batch.items:
                self._rests.appendleft(batch)
            if batch.suspect:
                self._finish(index, Lost(index, reason, detail))
            else:
                self._start(_Batch(deque([(index, pickled)]), suspect=True))


def _serve(connection: Connection, copies: list[Connection], make_work: Callable[[], Callable[[Any], Any]]) -> None:
    """The worker process: makes its work, then does batch after batch until nobody is at the other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends us
    for copy in copies:
        copy.close()
    try:
        work = make_work()
    except Exception as error:
        connection.send_bytes(_UNMADE + _told(error).encode(errors="replace"))
        return
    leave_alone_what_is_there()
    with contextlib.suppress(EOFError, OSError):
        connection.send_bytes(_READY)
        while True:
            for pickled in connection.recv():
                connection.send_bytes(_report(work, pickled))


def _report(work: Callable[[Any], Any], pickled: bytes) -> bytes:
    try:
        return _DONE + pickle.dumps(work(pickle.loads(pickled)))
    except Exception as error:
        return _ERROR + _told(error).encode(errors="replace")


def _unpickled(index: int, pickled: bytes) -> Any:
    try:
        return pickle.loads(pickled)
    except Exception as error:
        return Lost(index, "error", _told(error))


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
