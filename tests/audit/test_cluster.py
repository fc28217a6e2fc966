"""A cluster of one scheduler and two workers on this machine: same results, whoever falls."""

import contextlib
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from practice_check import built
from practice_check.audit import cluster
from practice_check.audit.cluster import ClusterError
from practice_check.workers import Lost
from tests import clusters

#: No failure of Dask's own is to be waited for longer than this, in seconds.
PATIENCE = 60


def make_doubling() -> Callable[[Any], Any]:
    return double


def double(item: Any) -> Any:
    """Doubles a number; does what a word says."""
    match item:
        case "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(1000)
        case "raise":
            raise ValueError("not this one")
        case "slow":
            time.sleep(0.3)
            return "slow"
        case "pid":
            return os.getpid()
    return item * 2


def make_nothing() -> Callable[[Any], Any]:
    raise RuntimeError("the rules do not load here")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with clusters.cluster() as found:
        yield found


def doubled(items: list[Any], address: str, **options: Any) -> list[Any]:
    """The results, having checked that they came in order."""
    options = {"batch_size": 5, "time_limit": float(PATIENCE), **options}
    results = list(cluster.run(items, make_doubling, address=address, **options))
    assert [index for index, _ in results] == list(range(len(items)))
    return [result for _, result in results]


def test_several_processes_work_at_once(address: str) -> None:
    """First of all tests here: a scheduler that knows batches as quick leaves a few slow ones where the work lies."""
    assert len({*doubled(["pid", "slow", "slow"] * 10, address, batch_size=3)} - {"slow"}) == 2


def test_results_come_in_the_order_of_the_items(address: str) -> None:
    seen: list[int] = []
    assert doubled(list(range(43)), address, on_progress=seen.append) == [2 * each for each in range(43)]
    assert seen == list(range(1, 44))


def test_an_item_that_fails_is_lost_alone(address: str) -> None:
    results = doubled([1, "raise", 3, lambda: None, 5], address)
    assert [results[0], results[2], results[4]] == [2, 6, 10]
    assert results[1] == Lost(1, "error", "ValueError: not this one")
    assert isinstance(results[3], Lost) and results[3].reason == "error" and results[3].item_index == 3


def test_an_item_that_ends_its_process_is_lost_alone(address: str) -> None:
    results = doubled([*range(7), "crash", *range(8, 12)], address)
    assert results[7] == Lost(7, "crash", "every worker that took it ended")
    assert [each for place, each in enumerate(results) if place != 7] == [2 * each for each in range(12) if each != 7]


def test_an_item_that_hangs_is_lost_alone(address: str) -> None:
    results = doubled([*range(3), "hang", *range(4, 8)], address, batch_size=4, time_limit=2.0)
    assert results[3] == Lost(3, "hang", "not done in 2 seconds")
    assert [each for place, each in enumerate(results) if place != 3] == [2 * each for each in range(8) if each != 3]


def test_a_worker_that_is_killed_halfway_changes_nothing(address: str) -> None:
    items = ["slow", "pid", *range(40)] * 2
    results = cluster.run(items, make_doubling, address=address, batch_size=2)
    found = [next(results)[1], next(results)[1]]
    os.kill(int(str(found[1])), signal.SIGKILL)
    found += [result for _, result in results]
    assert len(found) == len(items)
    assert [each for each, item in zip(found, items, strict=True) if item != "pid"] == [
        "slow" if item == "slow" else 2 * item for item in items if item != "pid"
    ]


def test_work_that_cannot_be_made_says_why(address: str) -> None:
    with pytest.raises(ClusterError, match="cannot begin: RuntimeError: the rules do not load here"):
        list(cluster.run([1, 2], make_nothing, address=address))


def test_what_the_items_raise_is_raised(address: str) -> None:
    def items() -> Iterator[int]:
        yield from range(7)
        raise OSError("the export is gone")

    with pytest.raises(OSError, match="the export is gone"):
        list(cluster.run(items(), make_doubling, address=address, batch_size=2))


def test_what_answers_and_is_no_scheduler_is_said() -> None:
    """As a web server would, at an address that was mistaken."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with contextlib.suppress(OSError), server.accept()[0] as caller:
                caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(ClusterError, match="is no scheduler of Dask") as told:
            list(cluster.run([1], make_doubling, address=address))
    assert "dask scheduler" in told.value.mend


def test_a_cluster_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_REACH", 1)
    with pytest.raises(ClusterError, match=r"no cluster answers at tcp://127\.0\.0\.1:9") as told:
        list(cluster.run([1], make_doubling, address="tcp://127.0.0.1:9"))
    assert "dask scheduler" in told.value.mend
    with pytest.raises(ClusterError, match="'nonsense' is not the address of a scheduler"):
        list(cluster.run([1], make_doubling, address="nonsense"))


def test_a_cluster_without_workers_is_said() -> None:
    with clusters.scheduler() as (found, _), pytest.raises(ClusterError, match="has no workers"):
        list(cluster.run([1], make_doubling, address=found))


def test_a_scheduler_that_goes_is_said() -> None:
    with clusters.scheduler() as (found, process), clusters.workers(found, 1):
        results = cluster.run(["slow"] * 100, make_doubling, address=found, batch_size=1)
        next(results)
        os.killpg(process.pid, signal.SIGKILL)
        with pytest.raises(ClusterError, match="was lost") as told:
            list(results)
        assert "--resume" in told.value.mend


def test_another_version_on_a_worker_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(built, "version", lambda: "0.0.0")
    with pytest.raises(ClusterError, match=r"has practice-check \d.* compiled\); this is 0.0.0"):
        list(cluster.run([1], make_doubling, address=address))
