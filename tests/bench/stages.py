"""One core, stage by stage, in one process.

    python -m tests.bench.stages CASELOAD.jsonl CASES      # prints one line of JSON

The engine is asked once more for its share: a case at a time, all that its rules put to it, which it has in memory.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from practice_check.audit.person import Checker, Scope
from practice_check.caseload.person import readings_of
from practice_check.collecting import leave_alone_what_is_there
from practice_check.engine import Engine
from practice_check.occasions.build import CaseOccasions
from practice_check.occasions.opens import Watched
from practice_check.rulebook import load
from practice_check.verdicts.worlds import Sheet, ways_of
from practice_check.vocabulary.conditions import Reading
from tests.bench.caseloads import entries_of, first_cases


def main(caseload: Path, size: int) -> None:
    book = load()
    seconds: dict[str, float] = {}
    with _timed(seconds, "reading"):
        export = first_cases(caseload, size)
        persons = list(export.persons())
    assert export.exported_on is not None
    as_of = export.exported_on.toordinal()
    engine = Engine()
    checker = Checker(book, Scope(None, frozenset(book.rules)), engine, not_applicable=False)
    checked = [case for orders in persons for case in checker.person(orders, as_of)]
    leave_alone_what_is_there()
    with _timed(seconds, "checking"):
        for person in persons:
            checker.person(person, as_of)  # and drop what was found, as a worker does once it is sent
    asked = [_asked(checker, reading) for orders in persons for reading in readings_of(orders, book, as_of)]
    of_checking: dict[str, float] = {}
    with _timed(of_checking, "engine"):
        for orders in asked:
            engine.decided(orders)
    records = [record for orders in persons for record in orders]
    entries = sum(map(entries_of, records))
    told = {
        "cases": len(records),
        "entries": entries,
        "rules": len(book.rules),
        "rules_in_sight": sum(len(case.rules) for case in checked),
        "pairs": sum(len(case.rules) * entries_of(record) for case, record in zip(checked, records, strict=True)),
        "findings": sum(sum(case.counts.values()) for case in checked),
        "carried": sum(len(case.carried) for case in checked),
        "bytes": sum(sum(map(len, case.carried.bodies)) for case in checked),
        "stages": seconds,
        "engine": of_checking["engine"],
    }
    print(json.dumps(told))


def _asked(checker: Checker, reading: Reading) -> list[int]:
    """What a case puts to the engine, save by the few rules that wait for what others came to."""
    occasions, sheet = CaseOccasions(reading, checker.forms), Sheet()
    for frame in checker.in_sight(reading.case).wanted:
        for occasion in occasions.of(frame.rule, lambda _: Watched(), frame.pack_on).occasions:
            ways_of(occasion, reading.case.as_of, sheet)
    return sheet.orders


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    began = time.process_time()
    yield
    seconds[stage] = time.process_time() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
