"""What is wrong with an export as a whole: what was cut, forgotten or left out, and what contradicts itself.

Knows only case records: what is wrong with single cells and rows was said where they were read.
"""

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from practice_check.ingest.looking.absent_cases import adrift, full_files, only_in_case_list
from practice_check.ingest.looking.cut_tables import cut_covers
from practice_check.ingest.looking.forgotten_rows import forgotten_covers
from practice_check.ingest.looking.grouped import grouped
from practice_check.ingest.looking.two_sources import disagreements
from practice_check.ingest.looking.unlikely_days import unlikely_days
from practice_check.ingest.problems import Problem
from practice_check.records.model import CaseRecord


@dataclass(frozen=True)
class Looked:
    """The records with what their tables cover narrowed to what can be relied on, and what was found."""

    records: list[CaseRecord]
    problems: list[Problem]


def look(
    records: Sequence[CaseRecord],
    exported_on: dt.date | None,
    today: dt.date,
    made_of: Mapping[str, Set[str]] | None = None,
) -> Looked:
    """Look at a whole caseload. What was not exported is made unknown, so that no gap follows from it.

    ``made_of``: the sheets of which each table was made, where its rows do not say so for want of any.
    """
    found, cut = cut_covers(records, exported_on, today, made_of=made_of)
    found, lost = only_in_case_list(found, exported_on, today)
    found, forgotten = forgotten_covers(found, exported_on, today)
    doubts = [*disagreements(found, exported_on, today), *unlikely_days(found, exported_on, today)]
    return Looked(found, [*cut, *lost, *forgotten, *full_files(found), *doubts])


def before_a_check(records: Sequence[CaseRecord], exported_on: dt.date | None, today: dt.date) -> list[Problem]:
    """What a check says as warnings about the caseload, for whoever looks at an export before it."""
    return adrift(records, exported_on, today)


__all__ = ["Looked", "before_a_check", "grouped", "look"]
