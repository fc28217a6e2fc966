"""The cases that inputs give, put together by person wherever they stand: in memory while they are few, then on disk.

A case given twice alike is kept once; given twice unlike, it is not read: which is right?
"""

import datetime as dt
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from practice_check.ingest.keys import is_crn, written
from practice_check.ingest.part import Part
from practice_check.ingest.pieces import Found, Piece, gives_twice, keys_of, opened
from practice_check.ingest.stored import Problems, Spool, StoredRecords, key_number
from practice_check.records.holds import Holds
from practice_check.records.model import CaseRecord
from practice_check.records.packing import Change, unpack

#: How many cases are held in memory before all of them are laid on disk.
MOST_HELD = 500
_HELD_THEN = 100


class Shelf:
    """Takes what inputs give (``take``); then ``settle`` says what becomes of cases that were given more than once."""

    def __init__(self) -> None:
        self.problems = Problems()
        self.not_read: list[tuple[str, int | None]] = []
        self.made_of: dict[str, set[str]] = {}
        self.exported_on: dt.date | None = None
        self._held: dict[str, list[Found]] = {}
        self._cases_held = 0
        self._spool: Spool | None = None
        # Of each piece on disk, which is of one person: whose it is, where it lies, how long its records are and how
        # long the places after them, and the latest day of export that it gives (0: none).
        self._whose, self._where, self._records, self._places = (array("Q") for _ in range(4))
        self._days = array("i")
        self._twice: set[int] = set()  # pieces that give a case more than once
        self._first: array[int] = array("Q")  # of each person that is kept, the piece where the records lie

    def take(self, part: Part) -> None:
        self.problems.extend(part.problems)
        self.not_read += part.not_read
        for table, sheets in part.made_of.items():
            self.made_of.setdefault(table, set()).update(sheets)
        if part.exported_on is not None:
            self.exported_on = max(part.exported_on, self.exported_on or part.exported_on)
        for record, place in part.records:
            self._held.setdefault(record.crn, []).append((record, place))
            self._cases_held += 1
        if part.pieces:
            self._lay_down()
            for piece in part.pieces:
                self._put(piece)
        elif self._cases_held > (MOST_HELD if self._spool is None else _HELD_THEN):
            self._lay_down()

    def settle(self) -> None:
        """To be called when everything was taken, and before ``persons``."""
        unread = {crn for crn, _ in self.not_read}
        days = [self.exported_on] if self.exported_on else []
        if self._spool is None:
            for crn, found in self._held.items():
                if crn in unread or gives_twice(found):
                    self._held[crn] = self._joined(found)
                days += [record.exported_on for record, _ in self._held[crn] if record.exported_on]
            self.exported_on = max(days, default=None)
            return
        self._lay_down()
        unread_numbers = {key_number((crn, 0)) for crn in unread if is_crn(crn)}
        last = max((day.toordinal() for day in days), default=0)
        for pieces in self._of_each_person():
            first = pieces[0]
            if len(pieces) > 1 or first in self._twice or self._whose[first] in unread_numbers:
                found = self._joined([each for piece in pieces for each in self._load(piece)])
                if not found:
                    continue
                first = len(self._where)
                self._put(Piece.of(found))
            last = max(last, self._days[first])
            self._first.append(first)
        self.exported_on = dt.date.fromordinal(last) if last else None

    def persons(self) -> Iterator[list[CaseRecord]]:
        """The orders of each person, persons in the order in which they first appear."""
        if self._spool is None:
            return ([record for record, _ in found] for found in self._held.values() if found)
        return map(unpack, self.persons_as_bytes() or ())

    def persons_as_bytes(self) -> Iterator[bytes] | None:
        """The same, each packed; None where they are few, and in memory."""
        if self._spool is None:
            return None
        spool, where, length = self._spool, self._where, self._records
        return (spool.take(where[piece], length[piece]) for piece in self._first)

    def records(self, holds: Holds, change: Callable[[int], Change | None] | None) -> Sequence[CaseRecord]:
        """All records in the order of ``persons``, with what became known of them since (by place)."""
        if self._spool is None:
            found = [record for records in self.persons() for record in records]
            return [
                record if change is None or (made := change(place)) is None else made.on(record)
                for place, record in enumerate(found)
            ]
        stored = StoredRecords(holds, self._spool, change)
        for piece in self._first:
            stored.put(self._where[piece], self._records[piece], keys_of(self._places_of(piece)))
        return stored

    # ------------------------------------------------------------ on disk

    def _lay_down(self) -> None:
        self._spool = self._spool or Spool()
        for found in self._held.values():
            self._put(Piece.of(found))
        self._held = {}
        self._cases_held = 0

    def _put(self, piece: Piece) -> None:
        assert self._spool is not None
        if piece.gives_twice:
            self._twice.add(len(self._where))
        self._whose.append(piece.whose)
        self._where.append(self._spool.put(piece.records + piece.places))
        self._records.append(len(piece.records))
        self._places.append(len(piece.places))
        self._days.append(piece.last)

    def _load(self, piece: int) -> list[Found]:
        assert self._spool is not None
        records = self._spool.take(self._where[piece], self._records[piece])
        return opened(records, self._places_of(piece))

    def _places_of(self, piece: int) -> bytes:
        assert self._spool is not None
        return self._spool.take(self._where[piece] + self._records[piece], self._places[piece])

    def _of_each_person(self) -> Iterator[list[int]]:
        """The pieces of each person, persons in the order in which they first appear."""
        later: dict[int, list[int]] = {}
        followers: set[int] = set()
        in_order = sorted(range(len(self._whose)), key=self._whose.__getitem__)
        for before, piece in pairwise(in_order):
            if self._whose[before] == self._whose[piece]:
                followers.add(piece)
        leader = -1
        for piece in in_order:
            if piece in followers:
                later.setdefault(leader, []).append(piece)
            else:
                leader = piece
        for piece in range(len(self._whose)):
            if piece not in followers:
                yield [piece, *later.get(piece, ())]

    # ------------------------------------------------------------ cases that are given more than once

    def _joined(self, found: Sequence[Found]) -> list[Found]:
        """What is read of one person's cases."""
        by_key: dict[tuple[str, int], list[Found]] = {}
        for record, place in found:
            by_key.setdefault(record.key, []).append((record, place))
        kept: list[Found] = []
        unread = set(self.not_read) if self.not_read else set()
        for key, records in by_key.items():
            if key in unread:
                self._left_out(key, records)
            elif len(records) == 1 or self._alike(key, records):
                kept.append(records[0])
            else:
                self.not_read.append(key)
        return kept

    def _left_out(self, key: tuple[str, int], records: Sequence[Found]) -> None:
        for _, place in records:
            message = f"the case {written(*key)} could not be read where it stands elsewhere, and so was left out here"
            mend = "mend it there, or take one of the two out"
            self.problems.append(place.problem(message, mend, value=written(*key)))

    def _alike(self, key: tuple[str, int], records: Sequence[Found]) -> bool:
        first, where = records[0]
        same = all(_bare(record) == _bare(first) for record, _ in records[1:])
        for _, place in records[1:]:
            message = f"the case {written(*key)} stands in {where.file}, row {where.row} already"
            if same:
                mend = "it was read once: take out the second"
            else:
                message, mend = f"{message} and they differ: it could not be read", "keep the one that is right"
            self.problems.append(place.problem(message, mend, value=written(*key)))
        return same


def _bare(value: object) -> object:
    """What a record says, whatever the place that it was read from."""
    if isinstance(value, CaseRecord):
        value = value.model_dump(exclude_unset=True)
    if isinstance(value, dict):
        return {name: _bare(inner) for name, inner in value.items() if name != "source"}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value
