"""Caseloads to measure with: invented cases as JSON Lines, each one different, made by all processors at once."""

import multiprocessing
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path

from practice_check import ingest
from practice_check.demo import story
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord, tables

AS_OF = "2026-10-30"
_SEED = 11
_PEOPLE_AT_ONCE = 100
#: Answers of assessors are no entries of a case record, and a caseload that comes to be checked has none yet.
_NO_ENTRIES = "judgements"


@dataclass(frozen=True)
class Caseload:
    """``entries``: dated things in all its tables together."""

    file: Path
    cases: int
    entries: int

    @property
    def entries_a_case(self) -> float:
        return self.entries / self.cases


def records(size: int) -> Iterator[CaseRecord]:
    """So many cases, in this process."""
    made = 0
    for index in count():
        for record in _person(index):
            if made == size:
                return
            made += 1
            yield record


def write(size: int, folder: Path, jobs: int) -> Caseload:
    """A caseload of so many cases in the folder; one that is there is taken as it is."""
    file, told = folder / f"cases-{size}.jsonl", folder / f"cases-{size}.entries"
    if not told.exists():
        entries = 0
        with file.open("wb") as stream, multiprocessing.get_context("fork").Pool(jobs) as pool:
            made = 0
            for lines in pool.imap(partial(_lines, _PEOPLE_AT_ONCE), range(0, size, _PEOPLE_AT_ONCE)):
                wanted = lines[: size - made]
                stream.writelines(line for line, _ in wanted)
                entries += sum(number for _, number in wanted)
                made += len(wanted)
                if made == size:
                    break
        told.write_text(str(entries))
    return Caseload(file, size, int(told.read_text()))


def first_cases(file: Path, size: int) -> Export:
    """The first cases of a caseload, read."""
    with tempfile.TemporaryDirectory() as folder, file.open("rb") as lines:
        part = Path(folder) / "part.jsonl"
        part.write_bytes(b"".join(islice(lines, size)))
        return ingest.read([part])


def entries_of(record: CaseRecord) -> int:
    return sum(len(getattr(record, name) or ()) for name in tables() if name != _NO_ENTRIES)


def _person(index: int) -> Iterator[CaseRecord]:
    import datetime as dt

    for record in story.records(index, _SEED, dt.date.fromisoformat(AS_OF)):
        yield record.model_copy(update={_NO_ENTRIES: []})


def _lines(people: int, first: int) -> list[tuple[bytes, int]]:
    return [
        (record.model_dump_json(exclude_unset=True, by_alias=True).encode() + b"\n", entries_of(record))
        for index in range(first, first + people)
        for record in _person(index)
    ]
