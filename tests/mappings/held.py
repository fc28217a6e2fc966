"""What the tests of shipped mappings share: an export read by mappings, and the entries of a case, field by field."""

from collections.abc import Sequence
from pathlib import Path

from practice_check.ingest import read
from practice_check.ingest.result import Export
from practice_check.mapping import load_all
from practice_check.records.model import CaseRecord


def read_by(paths: Sequence[Path], *mappings: str) -> Export:
    return read(paths, load_all(mappings))


def case(export: Export, crn: str, event: int = 1) -> CaseRecord:
    return next(record for record in export.records if record.key == (crn, event))


def entries(record: CaseRecord, table: str, *fields: str) -> list[tuple[object, ...]]:
    """The named fields of each row of a table, sorted; "(unknown)" where the export did not give one."""
    rows = getattr(record, table) or []
    return sorted(
        (tuple(_worth(getattr(row, name)) if row.given(name) else "(unknown)" for name in fields) for row in rows),
        key=str,
    )


def _worth(value: object) -> object:
    return str(value) if hasattr(value, "isoformat") else value


def covers_nothing(record: CaseRecord, table: str) -> bool:
    """Whether no gap can follow from what the table does not hold."""
    cover = record.covers.get(table)
    return getattr(record, table) is None or (cover is not None and cover.end is not None and cover.end.year == 1900)


def told(export: Export, *words: str) -> bool:
    """Whether one problem's message has all these words."""
    return any(all(word in problem.message for word in words) for problem in export.problems)
