"""What reading an export gives."""

import datetime as dt

from pydantic import BaseModel, ConfigDict

from practice_check.ingest.problems import Problem
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord


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
    those of the mappings that it was read by.
    """

    model_config = ConfigDict(frozen=True)

    records: list[CaseRecord]
    not_read: list[tuple[str, int | None]]
    problems: list[Problem]
    inputs: list[InputFile]
    exported_on: dt.date | None
    mapping_hash: str | None = None
    departures: list[DepartureRow] = []
    exceptions_hash: str | None = None
