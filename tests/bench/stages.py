"""One core, stage by stage, in one process.

    python -m tests.bench.stages CASELOAD.jsonl CASES      # prints one line of JSON

The engine's share is taken where the checker asks it, so it is that of a real caseload.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from practice_check import ingest
from practice_check.audit.checked import CheckedCase
from practice_check.audit.person import Checker, Scope
from practice_check.collecting import leave_alone_what_is_there
from practice_check.engine import Engine, Outcome
from practice_check.records.model import CaseRecord
from practice_check.rulebook import load
from tests.bench.caseloads import entries_of
from tests.bench.plain_path import measure


def main(caseload: Path, size: int) -> None:
    book = load()
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.jsonl"
        with caseload.open("rb") as lines, part.open("wb") as stream:
            stream.writelines(islice(lines, size))
        seconds: dict[str, float] = {}
        with _timed(seconds, "reading"):
            export = ingest.read([part])
            persons = list(export.persons())
    assert export.exported_on is not None
    as_of = export.exported_on.toordinal()
    engine = TimedEngine()
    checker = Checker(book, Scope(None, frozenset(book.rules)), engine, not_applicable=False)
    checked = _all(checker, persons, as_of)
    engine.seconds = 0.0
    leave_alone_what_is_there()
    with _timed(seconds, "checking"):
        _all(checker, persons, as_of)
    seconds["of it, the engine"] = engine.seconds
    records = [record for orders in persons for record in orders]
    entries = sum(map(entries_of, records))
    plain = measure(persons, book)
    told = {
        "cases": len(records),
        "entries": entries,
        "rules": len(book.rules),
        "rules_in_sight": sum(len(case.rules) for case in checked),
        "pairs": sum(len(case.rules) * entries_of(record) for case, record in zip(checked, records, strict=True)),
        "occasions": plain["occasions"],
        "findings": sum(sum(case.counts.values()) for case in checked),
        "carried": sum(len(case.carried) for case in checked),
        "bytes": sum(sum(map(len, case.carried.bodies)) for case in checked),
        "stages": seconds,
        "plain": plain,
    }
    print(json.dumps(told))


def _all(checker: Checker, persons: Sequence[list[CaseRecord]], as_of: int) -> list[CheckedCase]:
    return [case for orders in persons for case in checker.person(orders, as_of)]


class TimedEngine(Engine):
    """``seconds``: of the processor, in deciding."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def decided(self, orders: list[int]) -> list[Outcome]:
        began = time.process_time()
        found = super().decided(orders)
        self.seconds += time.process_time() - began
        return found


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    began = time.process_time()
    yield
    seconds[stage] = time.process_time() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
