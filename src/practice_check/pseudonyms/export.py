"""A whole export under pseudonyms: records as they are read, one after the other, and all that stands beside them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from practice_check.answers.progress import ProgressNote, ProgressRead
from practice_check.ingest import Export
from practice_check.ingest.problems import Problem
from practice_check.ingest.result import InputFile
from practice_check.ingest.stored import Problems, Spool, StoredRecords
from practice_check.pseudonyms.codes import Pseudonyms
from practice_check.pseudonyms.masking import GONE, Masking
from practice_check.pseudonyms.places import Places
from practice_check.pseudonyms.record import Records
from practice_check.pseudonyms.tested import tested_by
from practice_check.records.hidden import LEFT_OUT
from practice_check.records.model import CaseRecord
from practice_check.records.packing import pack, unpack
from practice_check.rulebook import Rulebook

#: The reference of a finding.
_REFERENCE = re.compile(r"[0-9a-f]{16}")


class Pseudonymiser:
    """Exports, and what is given beside them, under a key. The rules say which words of a record are theirs."""

    def __init__(self, key: bytes, rulebook: Rulebook) -> None:
        self.names = Pseudonyms(key)
        self.places = Places(self.names)
        self.records = Records(self.names, self.places, tested_by(rulebook))
        self._masking = Masking(self.names, self.places)

    @property
    def key_id(self) -> str:
        return self.names.key_id

    def export(self, export: Export) -> Export:
        """The export, with its answers and departures; records are changed as they are asked for, and none is kept."""
        return export.model_copy(
            update={
                "records": self._records(export.records),
                "not_read": [(self.names.crn(crn), event) for crn, event in export.not_read],
                "problems": self._problems(export.problems),
                "inputs": list(map(self.input, export.inputs)),
                "departures": list(map(self.records.departure, export.departures)),
                "pseudonyms": self.key_id,
            }
        )

    def _records(self, records: Sequence[CaseRecord]) -> Sequence[CaseRecord]:
        if isinstance(records, StoredRecords):
            return StoredUnder(records, self.records)
        return list(map(self.records.record, records))

    def _problems(self, problems: Sequence[Problem]) -> Sequence[Problem]:
        changed = map(self.problem, problems)
        return Problems(changed) if isinstance(problems, Problems) else list(changed)

    def problem(self, problem: Problem) -> Problem:
        return self._masking.problem(problem)

    def input(self, file: InputFile) -> InputFile:
        return file.model_copy(update={"name": self.places.file(file.name)})

    def progress(self, read: ProgressRead, references: Mapping[str, str], rules: Collection[str]) -> ProgressRead:
        """What was noted; ``references``: of findings in a run with names, those that they have here."""
        return ProgressRead(
            [self._note(note, references, rules) for note in read.notes],
            list(map(self.problem, read.problems)),
            list(map(self.input, read.inputs)),
        )

    def _note(self, note: ProgressNote, references: Mapping[str, str], rules: Collection[str]) -> ProgressNote:
        place = note.place
        reference = references.get(note.reference, note.reference)
        return replace(
            note,
            reference=reference if _REFERENCE.fullmatch(reference) else GONE,
            note=note.note and LEFT_OUT,
            by=note.by and self.names.colleague(note.by),
            crn=note.crn and self.names.crn(note.crn),
            rule=note.rule if note.rule in rules or note.rule is None else GONE,
            place=replace(
                place,
                file=self.places.file(place.file),
                sheet=place.sheet and self.places.sheet(place.sheet),
                crn=place.crn and self.names.crn(place.crn),
                source=place.source and self.places.source(place.source),
            ),
        )

    def cases(self, cases: frozenset[tuple[str, int]] | None) -> frozenset[tuple[str, int]] | None:
        """The cases of a sample, as the run has them."""
        return cases and frozenset((self.names.crn(crn), event) for crn, event in cases)

    def where(self, where: dict[str, str]) -> dict[str, str]:
        """What a run is narrowed by, in the words of its records; pseudonyms may be given themselves."""
        return {field: self.records.value(field, value) for field, value in where.items()}


class StoredUnder(StoredRecords):
    """Records on disk, each person under pseudonyms whenever they are read from there: nothing more is kept of them."""

    def __init__(self, records: StoredRecords, under: Records) -> None:
        super().__init__(records.holds, Spool())
        self._stored = records
        self._under = under

    def persons(self) -> Iterator[bytes]:
        return (pack(self._renamed(person)) for person in self._stored.persons())

    def keys(self) -> Iterator[tuple[str, int]]:
        keys = self._stored.keys()
        return ((self._under.crn(crn), event) for crn, event in keys)

    def __len__(self) -> int:
        return len(self._stored)

    def __getitem__(self, index: int | slice) -> Any:
        found = self._stored[index]
        return self._renamed(found) if isinstance(found, list) else self._under.record(found)

    def _renamed(self, records: Iterable[CaseRecord] | bytes) -> list[CaseRecord]:
        return list(map(self._under.record, unpack(records) if isinstance(records, bytes) else records))
