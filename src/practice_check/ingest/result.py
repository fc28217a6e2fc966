"""What reading an export gives."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from pydantic import BaseModel, ConfigDict, SkipValidation

from practice_check.ingest.problems import Problem
from practice_check.ingest.stored import Problems, StoredRecords, by_person
from practice_check.records.departure import DepartureRow
from practice_check.records.holds import Holds
from practice_check.records.model import CaseRecord, Row
from practice_check.records.packing import Change, pack, unpack


class InputFile(BaseModel):
    """A file that was read, and the SHA-256 of what stood in it."""

    model_config = ConfigDict(frozen=True)

    name: str
    sha256: str


class Export(BaseModel):
    """The case records of an export, and all that is wrong with it.

    ``not_read`` names the cases that are in the export and could not be read (a CRN of "" is not known); they are never
    among ``records``. ``exported_on`` is the latest day of export that the inputs give. ``departures`` stand in
    files of their own beside the export; ``exceptions_hash`` is the SHA-256 over those files, ``mapping_hash`` over
    those of the mappings that it was read by; ``pseudonyms`` tells by which key it was pseudonymised, where it was.

    ``records`` and ``problems`` are lists where they are few. Of a large export they lie on disk, and
    whoever goes through them reads them from there anew.
    """

    model_config = ConfigDict(frozen=True)

    records: SkipValidation[Sequence[CaseRecord]]
    not_read: list[tuple[str, int | None]]
    problems: SkipValidation[Sequence[Problem]]
    inputs: list[InputFile]
    exported_on: dt.date | None
    mapping_hash: str | None = None
    departures: list[DepartureRow] = []
    exceptions_hash: str | None = None
    pseudonyms: str | None = None

    @property
    def holds(self) -> Holds:
        """Which tables any case has, and which fields any row of them gives."""
        return self.records.holds if isinstance(self.records, StoredRecords) else Holds.of(self.records)

    def keys(self) -> Iterator[tuple[str, int]]:
        """CRN and event number of every case that was read."""
        if isinstance(self.records, StoredRecords):
            return self.records.keys()
        return (record.key for record in self.records)

    def records_with(self, table: str, added: Mapping[tuple[str, int], Sequence[Row]]) -> Sequence[CaseRecord]:
        """The records with rows besides in one of their tables, by the key of the case."""
        if isinstance(self.records, StoredRecords):
            return self.records.with_rows(table, added)
        return [
            Change(rows={table: rows} if (rows := added.get(record.key)) else {}).on(record) for record in self.records
        ]

    def problems_with(self, added: Sequence[Problem]) -> Sequence[Problem]:
        """The problems, and these after them."""
        return Problems(chain(self.problems, added)).if_few()

    def persons(self) -> Iterator[list[CaseRecord]]:
        """The orders of each person together, persons in the order in which they first appear."""
        if isinstance(self.records, StoredRecords):
            return map(person_of, self.records.persons())
        return iter(by_person(self.records))

    def persons_as_bytes(self) -> Iterator[bytes]:
        """The same, each packed: for ``person_of``, in whichever process."""
        return self.records.persons() if isinstance(self.records, StoredRecords) else map(pack, self.persons())


def person_of(packed: bytes) -> list[CaseRecord]:
    """The orders of a person, from what ``Export.persons_as_bytes`` gave."""
    return unpack(packed)
