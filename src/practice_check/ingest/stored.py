"""Case records on disk: a sequence like a list, of which never more than a person's orders are in memory."""

import os
import tempfile
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import overload

from practice_check.ingest.problems import InputError
from practice_check.records.holds import Holds
from practice_check.records.model import CaseRecord
from practice_check.records.packing import unpack


class Spool:
    """A file without a name, which only we can read and which is gone when we are: pieces of bytes, by where they lie.

    What is read is read by its place, so that a process that was forked from ours may read too.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="practice-check-")  # noqa: SIM115 - it lives as long as we do
        self._end = 0

    def put(self, data: bytes) -> int:
        """Where the piece lies. Raises InputError where the disk has no room for it."""
        where = self._end
        try:
            self._file.write(data)
        except OSError as error:
            raise no_room(error) from error
        self._end += len(data)
        return where

    def flush(self) -> None:
        """To be called when all is put, before any of it is taken."""
        try:
            self._file.flush()
        except OSError as error:
            raise no_room(error) from error

    def take(self, where: int, length: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), length, where)
        self._file.seek(where)
        return self._file.read(length)


def no_room(error: OSError) -> InputError:
    """For an error of the disk where we lay down what does not fit in memory."""
    folder = tempfile.gettempdir()
    return InputError(
        f"the export is too large for memory, and there is no room for it in {folder} ({error.strerror})",
        "make room there, or name a folder with more of it in the environment variable TMPDIR",
    )


class StoredRecords(Sequence[CaseRecord]):
    """The records of the persons that were put, in that order. ``holds``: what all of them hold together."""

    def __init__(self) -> None:
        self.holds = Holds()
        self._spool = Spool()
        self._where = array("Q")
        self._length = array("Q")
        self._first = array("Q")  # the number of each person's first record
        self._records = 0

    def put(self, packed: bytes, records: int) -> None:
        """One person, packed, with so many records."""
        self._where.append(self._spool.put(packed))
        self._length.append(len(packed))
        self._first.append(self._records)
        self._records += records

    def persons(self) -> Iterator[bytes]:
        """Each person, packed."""
        self._spool.flush()
        return map(self._spool.take, self._where, self._length)

    def __len__(self) -> int:
        return self._records

    def __iter__(self) -> Iterator[CaseRecord]:
        return chain.from_iterable(map(unpack, self.persons()))

    @overload
    def __getitem__(self, index: int) -> CaseRecord: ...
    @overload
    def __getitem__(self, index: slice) -> list[CaseRecord]: ...
    def __getitem__(self, index: int | slice) -> CaseRecord | list[CaseRecord]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(self._records))]
        number = range(self._records)[index]
        person = bisect_right(self._first, number) - 1
        self._spool.flush()
        return unpack(self._spool.take(self._where[person], self._length[person]))[number - self._first[person]]


def by_person(records: Iterable[CaseRecord]) -> list[list[CaseRecord]]:
    """The orders of each person together, persons in the order in which they first appear."""
    persons: dict[str, list[CaseRecord]] = {}
    for record in records:
        persons.setdefault(record.crn, []).append(record)
    return list(persons.values())
