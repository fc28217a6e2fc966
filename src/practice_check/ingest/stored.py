"""What does not fit in memory, on disk: case records and problems, as sequences like lists."""

import os
import pickle
import tempfile
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Self, overload

from practice_check.ingest.problems import InputError, Problem
from practice_check.records.holds import Holds
from practice_check.records.model import CaseRecord, Row
from practice_check.records.packing import Change, unpack, with_changes

#: How many problems are held before they are laid on disk.
MOST_PROBLEMS = 5000
_EVENT_BITS = 36


class Spool:
    """A file without a name, which only we can read and which is gone when we are: pieces of bytes, by where they lie.

    What is taken is read by its place, so that a process that was forked from ours may take too.
    """

    def __init__(self) -> None:
        try:
            self._file = tempfile.TemporaryFile(prefix="practice-check-")  # noqa: SIM115 - it lives as long as we do
        except OSError as error:
            raise no_room(error) from error
        self._end = 0
        self._flushed = True

    def put(self, data: bytes) -> int:
        """Where the piece lies. Raises InputError where the disk has no room for it."""
        where = self._end
        try:
            self._file.write(data)
        except OSError as error:
            raise no_room(error) from error
        self._end += len(data)
        self._flushed = False
        return where

    def take(self, where: int, length: int) -> bytes:
        """Raises InputError where there was no room for what was put, or what was put is not there any more."""
        try:
            if not self._flushed:
                self._file.flush()
                self._flushed = True
            data = os.pread(self._file.fileno(), length, where) if hasattr(os, "pread") else self._sought(where, length)
        except OSError as error:
            raise no_room(error) from error
        if len(data) < length:
            raise InputError("what was laid on disk of the export is not whole any more", "check again")
        return data

    def _sought(self, where: int, length: int) -> bytes:
        before = self._file.tell()
        self._file.seek(where)
        data = self._file.read(length)
        self._file.seek(before)
        return data


def no_room(error: OSError) -> InputError:
    """For an error of the disk where we lay down what does not fit in memory."""
    folder = tempfile.gettempdir()
    return InputError(
        f"the export is too large for memory, and it could not be laid down in {folder} ({error.strerror})",
        "make room there, or name a folder with more of it in the environment variable TMPDIR",
    )


class StoredRecords(Sequence[CaseRecord]):
    """The records of the persons that were put, in that order. ``holds``: what all of them hold together.

    ``change``: what became known of a record, by its place, after it was put; None where nothing did.
    """

    def __init__(self, holds: Holds, spool: Spool, change: Callable[[int], Change | None] | None = None) -> None:
        self.holds = holds
        self._spool = spool
        self._change = change
        self._where = array("Q")
        self._length = array("Q")
        self._first = array("Q")  # the place of each person's first record
        self._keys = array("Q")

    def put(self, where: int, length: int, keys: Iterable[tuple[str, int]]) -> None:
        """One person, packed and lying in the spool, with the keys of the records."""
        self._where.append(where)
        self._length.append(length)
        self._first.append(len(self._keys))
        self._keys.extend(map(key_number, keys))

    def keys(self) -> Iterator[tuple[str, int]]:
        """CRN and number of every order, without reading what is recorded of it."""
        return map(_key_of, self._keys)

    def with_rows(self, table: str, added: Mapping[tuple[str, int], Sequence[Row]]) -> Self:
        """The same records with these rows besides, by the key of the case."""
        wanted = {key_number(key): rows for key, rows in added.items() if rows}
        earlier, keys = self._change, self._keys

        def change(place: int) -> Change | None:
            before = earlier(place) if earlier else None
            rows = wanted.get(keys[place])
            if rows is None:
                return before
            before = before or Change()
            return Change(before.covers, {**before.rows, table: [*before.rows.get(table, ()), *rows]})

        holds = Holds(
            {name: set(given) for name, given in self.holds.tables.items()}, self.holds.case, self.holds.reaching
        )
        for rows in wanted.values():
            for row in rows:
                holds.tables.setdefault(table, set()).update(row.model_fields_set)
        holds.reaching = holds.reaching | ({table} if wanted else set())
        found = type(self)(holds, self._spool, change)
        found._where, found._length, found._first, found._keys = self._where, self._length, self._first, self._keys
        return found

    def persons(self) -> Iterator[bytes]:
        """Each person, packed."""
        return map(self._person, range(len(self._where)))

    def _person(self, number: int) -> bytes:
        packed = self._spool.take(self._where[number], self._length[number])
        if self._change is None:
            return packed
        first = self._first[number]
        last = self._first[number + 1] if number + 1 < len(self._first) else len(self._keys)
        changes = {place - first: change for place in range(first, last) if (change := self._change(place))}
        return with_changes(packed, changes) if changes else packed

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[CaseRecord]:
        return chain.from_iterable(map(unpack, self.persons()))

    @overload
    def __getitem__(self, index: int) -> CaseRecord: ...
    @overload
    def __getitem__(self, index: slice) -> list[CaseRecord]: ...
    def __getitem__(self, index: int | slice) -> CaseRecord | list[CaseRecord]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        person = bisect_right(self._first, place) - 1
        return unpack(self._person(person))[place - self._first[person]]


def key_number(key: tuple[str, int]) -> int:
    """The key of a case that we read as one number: a CRN is a letter and six figures, an order's number has six."""
    crn, event = key
    return ((ord(crn[0]) << 20) + int(crn[1:])) << _EVENT_BITS | event


def _key_of(number: int) -> tuple[str, int]:
    crn, event = number >> _EVENT_BITS, number & ((1 << _EVENT_BITS) - 1)
    return f"{chr(crn >> 20)}{crn & ((1 << 20) - 1):06d}", event


class Problems(Sequence[Problem]):
    """Problems in the order in which they are added; on disk when they are many."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._held: list[Problem] = []
        self._spool: Spool | None = None
        self._put: list[tuple[int, int, int]] = []  # where, how long, and how many problems
        self._stored = 0
        self.extend(problems)

    def append(self, problem: Problem) -> None:
        self._held.append(problem)
        if len(self._held) >= MOST_PROBLEMS:
            self._spool = self._spool or Spool()
            for start in range(0, len(self._held), _PIECE):
                piece = self._held[start : start + _PIECE]
                data = pickle.dumps([problem.__dict__ for problem in piece], 5)
                self._put.append((self._spool.put(data), len(data), len(piece)))
            self._stored += len(self._held)
            self._held = []

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.append(problem)

    def __reduce__(self) -> tuple[type[Self], tuple[list[Problem]]]:
        """For another process: all of them in memory."""
        return type(self), (list(self),)

    def if_few(self) -> "Sequence[Problem]":
        """As a list, where none of them lies on disk."""
        return self if self._put else self._held

    def __len__(self) -> int:
        return self._stored + len(self._held)

    def __iter__(self) -> Iterator[Problem]:
        for where, length, _ in self._put:
            yield from self._taken(where, length)
        yield from self._held

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> list[Problem]: ...
    def __getitem__(self, index: int | slice) -> Problem | list[Problem]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        for where, length, count in self._put:
            if place < count:
                return self._taken(where, length)[place]
            place -= count
        return self._held[place]

    def _taken(self, where: int, length: int) -> list[Problem]:
        assert self._spool is not None
        return [Problem.model_construct(**given) for given in pickle.loads(self._spool.take(where, length))]


_PIECE = 500


def by_person(records: Iterable[CaseRecord]) -> list[list[CaseRecord]]:
    """The orders of each person together, persons in the order in which they first appear."""
    persons: dict[str, list[CaseRecord]] = {}
    for record in records:
        persons.setdefault(record.crn, []).append(record)
    return list(persons.values())
