"""Work on many items by a cluster of Dask that somebody else has started: what ``workers`` does, on other machines.

The same promises: results in the order of the items, whatever the cluster does; an item that ends its process, hangs or
fails takes no other with it. Dask itself gives the batch of a worker that is lost to another. A batch that brings down
one worker after the other is gone through item by item, so that the guilty one is known.

The cluster is to hold the same version of this program, built in the same way. Nothing is read from its disks
(docs/cluster.md).
"""

import asyncio
import contextlib
import pickle
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar
from uuid import uuid4

from practice_check import built
from practice_check.workers import Lost

#: Dask says little of its types.
Client = Any
Future = Any

T = TypeVar("T")
R = TypeVar("R")

#: Batches under way for each thread of the cluster: one that it does and one that it takes up next.
_AHEAD = 2
#: Seconds to reach the cluster, and between two looks at a batch that is not done.
_REACH = 15
_LOOK = 0.5
#: Seconds for which a cluster may be without any worker before the run is given up.
_ALONE = 60.0


_ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:\d+")


class ClusterError(RuntimeError):
    """The cluster cannot do the work, or no longer. ``mend``: what helps."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


def run(
    items: Iterable[T],
    make_work: Callable[[], Callable[[T], R]],
    *,
    address: str,
    batch_size: int = 25,
    time_limit: float = 120.0,
    on_progress: Callable[[int], None] | None = None,
) -> Generator[tuple[int, R | Lost], None, None]:
    """Yields (index, result) for each item, in the order of the items, as ``workers.run`` does.

    ``address``: of the scheduler, as ``tcp://10.0.0.5:8786``. Items, results and ``make_work`` are picklable.
    ``time_limit`` is in seconds for a batch. Raises ClusterError, and whatever ``items`` raises.
    """
    if batch_size < 1 or time_limit <= 0:
        raise ValueError("batch_size and time_limit are to be positive")
    client = _client(address)
    reader = _Reader(items, batch_size)
    try:
        yield from _Cluster(client, pickle.dumps(make_work), time_limit).results(reader, on_progress)
    except (OSError, _cancelled()) as error:
        raise ClusterError(
            f"the connection to the cluster at {address} was lost ({type(error).__name__})",
            "start it again, and go on with --resume",
        ) from error
    finally:
        with contextlib.suppress(Exception):
            client.close(timeout=5)
    if reader.raised is not None:
        raise reader.raised


def _client(address: str) -> Client:
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(
            "what speaks to a cluster is not installed", "install it with: pip install 'practice-check[cluster]'"
        ) from error
    if not _ADDRESS.fullmatch(address):
        raise ClusterError(f"'{address}' is not the address of a scheduler", "write it as tcp://10.0.0.5:8786")
    try:
        _greet(distributed, address)
        client: Client = distributed.Client(address, timeout=_REACH, set_as_default=False)  # type: ignore[no-untyped-call]  # untyped there
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(
            f"no cluster answers at {address}", "see that its scheduler runs: dask scheduler, and give its address"
        ) from error
    except Exception as error:  # whatever reading the answer of something else comes to
        raise ClusterError(
            f"what answers at {address} is no scheduler of Dask ({type(error).__name__})",
            "give the address that dask scheduler showed when it was started",
        ) from error
    try:
        _same_everywhere(client, address)
    except ClusterError:
        client.close(timeout=5)
        raise
    return client


def _greet(dask: Any, address: str) -> None:
    """See that a scheduler answers, before a client is made: one that fails half-way complains by itself, later."""

    async def greet() -> None:
        comm = await dask.comm.connect(address, timeout=_REACH, **dask.Security().get_connection_args("client"))
        await comm.close()

    with ThreadPoolExecutor(1) as beside:  # whoever calls may have a loop of its own, as a notebook does
        beside.submit(asyncio.run, greet()).result()


def _same_everywhere(client: Client, address: str) -> None:
    """Raises ClusterError for a cluster without workers, or with one that would judge otherwise than we."""
    try:
        versions: dict[str, str | None] = client.run(_version)
    except Exception as error:
        raise ClusterError(
            f"the workers at {address} do not answer ({type(error).__name__})", "start them anew"
        ) from error
    if not versions:
        raise ClusterError(
            f"the cluster at {address} has no workers", f"start some: dask worker {address} --nthreads 1"
        )
    here = built.version()
    for worker, version in sorted(versions.items()):
        if version != here:
            has = f"has practice-check {version}" if version else "has no practice-check"
            raise ClusterError(f"the worker {worker} {has}; this is {here}", "install the same on every machine")


def _version() -> str | None:
    """Runs on a worker."""
    try:
        from practice_check.built import version
    except ImportError:
        return None
    return version()


def _cancelled() -> type[BaseException]:
    from distributed import CancelledError

    found: type[BaseException] = CancelledError
    return found


@dataclass
class _Batch:
    """Items under way, pickled, with the index of the first. ``errors``: of those that could not be pickled."""

    first: int
    items: list[bytes | Lost]
    future: Future = None

    @property
    def sent(self) -> list[bytes]:
        return [item for item in self.items if isinstance(item, bytes)]


@dataclass
class _Cluster:
    client: Client
    make_work: bytes
    time_limit: float
    _name: str = field(default_factory=lambda: f"practice-check-{uuid4().hex}")
    _count: int = 0
    _made: Future = None

    def results(self, reader: "_Reader", on_progress: Callable[[int], None] | None) -> Iterator[tuple[int, Any]]:
        # A task, and not data that is scattered: whoever loses it gets it anew from the scheduler.
        self._made = self.client.submit(_as_it_is, self.make_work, key=f"{self._name}-rules", pure=False)
        batches = reader.batches()
        under_way: deque[_Batch] = deque()
        try:
            while True:
                for batch in islice(batches, max(0, self._most() - len(under_way))):
                    batch.future = self._submitted(batch.sent)
                    under_way.append(batch)
                if not under_way:
                    return
                batch = under_way.popleft()
                for index, outcome in self._outcomes(batch):
                    yield index, outcome
                    if on_progress is not None:
                        on_progress(index + 1)
        finally:
            self.client.cancel([batch.future for batch in under_way if batch.future is not None])

    def _most(self) -> int:
        threads: dict[str, int] = self.client.ncores()
        return _AHEAD * max(1, sum(threads.values()))

    def _submitted(self, items: list[bytes]) -> Future:
        self._count += 1
        return self.client.submit(_done, self._made, items, key=f"{self._name}-{self._count}", pure=False)

    def _outcomes(self, batch: _Batch) -> Iterator[tuple[int, Any]]:
        """The outcomes of a batch; where it brought down workers, of each of its items alone."""
        assert batch.future is not None
        answers: list[tuple[bool, bytes]] | Lost = self._waited(batch.future)
        done = iter(answers if isinstance(answers, list) else ())
        for index, item in enumerate(batch.items, batch.first):
            if isinstance(item, Lost):
                yield index, item
                continue
            answer = next(done) if isinstance(answers, list) else self._alone(item)
            yield index, _outcome(index, answer)

    def _alone(self, item: bytes) -> tuple[bool, bytes] | Lost:
        answers = self._waited(self._submitted([item]))
        return answers if isinstance(answers, Lost) else answers[0]

    def _waited(self, future: Future) -> list[tuple[bool, bytes]] | Lost:
        """What the task of a batch gave; Lost, of no index yet, where it ended every worker that took it, or hung."""
        from distributed import KilledWorker

        since = time.monotonic()
        deserted: float | None = None
        while True:
            try:
                found: list[tuple[bool, bytes]] | str = future.result(timeout=_LOOK)
            except TimeoutError:
                now = time.monotonic()
                if not self.client.ncores():
                    deserted = deserted or now
                    since = now
                    if now - deserted > _ALONE:
                        raise ClusterError(
                            "the cluster has lost all its workers", "start some, and go on with --resume"
                        ) from None
                    continue
                deserted = None
                if now - since > self.time_limit:
                    self._end_whoever_does(future)
                    return Lost(0, "hang", f"not done in {self.time_limit:g} seconds")
            except KilledWorker:
                return Lost(0, "crash", "every worker that took it ended")
            else:
                future.release()
                if isinstance(found, str):
                    raise ClusterError(
                        f"a worker of the cluster cannot begin: {found}", "see that all machines are alike"
                    )
                return found

    def _end_whoever_does(self, future: Future) -> None:
        """A task cannot be ended, only the process that does it; its nanny starts another."""
        busy = [worker for worker, keys in self.client.processing().items() if future.key in keys]
        future.cancel(force=True)
        with contextlib.suppress(Exception):
            self.client.restart_workers(busy, timeout=_REACH, raise_for_error=False)


class _Reader:
    """Reads the items in batches. ``raised``: why there are no more, where the items raised."""

    def __init__(self, items: Iterable[object], batch_size: int) -> None:
        self._items = iter(items)
        self._batch_size = batch_size
        self.raised: Exception | None = None

    def batches(self) -> Iterator[_Batch]:
        first, whole = 0, self._whole()
        while chunk := list(islice(whole, self._batch_size)):
            yield _Batch(first, [_pickled(index, item) for index, item in enumerate(chunk, first)])
            first += len(chunk)

    def _whole(self) -> Iterator[object]:
        try:
            yield from self._items
        except Exception as error:
            self.raised = error


def _pickled(index: int, item: object) -> bytes | Lost:
    try:
        return pickle.dumps(item)
    except Exception as error:
        return Lost(index, "error", _told(error))


def _outcome(index: int, answer: tuple[bool, bytes] | Lost) -> Any:
    if isinstance(answer, Lost):
        return Lost(index, answer.reason, answer.detail)
    well, body = answer
    return pickle.loads(body) if well else Lost(index, "error", body.decode(errors="replace"))


# ------------------------------------------------------------ on a worker

#: Held by whoever works in this process: the engine is for one thread.
_turn = threading.Lock()


@lru_cache(maxsize=1)
def _work_of(make_work: bytes) -> Callable[[Any], Any]:
    """Made once in a process: the rules are read for it."""
    made: Callable[[Any], Any] = pickle.loads(make_work)()
    return made


def _as_it_is(made: bytes) -> bytes:
    return made


def _done(make_work: bytes, items: list[bytes]) -> list[tuple[bool, bytes]] | str:
    """For each item whether it went well, and its pickled result or what went wrong; a text: why none could be done."""
    with _turn:
        try:
            work = _work_of(make_work)
        except Exception as error:
            return _told(error)
        return [_one(work, item) for item in items]


def _one(work: Callable[[Any], Any], item: bytes) -> tuple[bool, bytes]:
    try:
        return True, pickle.dumps(work(pickle.loads(item)))
    except Exception as error:
        return False, _told(error).encode(errors="replace")


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
