"""What one input gave: its cases, those that could not be read, and what is wrong with it."""

import datetime as dt
from dataclasses import dataclass, field

from practice_check.ingest.pieces import Piece
from practice_check.ingest.problems import Place, Problem
from practice_check.records.model import CaseRecord


@dataclass
class Part:
    """``pieces``: in place of ``records``, where they were packed already. ``strange``: names that are not ours, each
    with its sheet and the place, among the problems, of the one that tells it.
    """

    records: list[tuple[CaseRecord, Place]] = field(default_factory=list)
    not_read: list[tuple[str, int | None]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    strange: list[tuple[int, str, str]] = field(default_factory=list)
    exported_on: dt.date | None = None
    #: The sheets that each table is made of, as the sources of its rows name them: also where it has no row.
    made_of: dict[str, set[str]] = field(default_factory=dict)
