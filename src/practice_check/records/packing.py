"""Case records as bytes, for a process of our own to take up again: what was read once is not validated twice.

Only for bytes that this same run has packed. They are a pickle, and never read from a file that somebody gives us.
"""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import zstandard

from practice_check.records.making import given_of, made, names_given
from practice_check.records.model import CaseRecord, Cover, Row, tables

_LEVEL = 1  # of compression: a third of the size, for a third of the time that packing takes
_HEAD = 4  # bytes that say how long the changes are that stand before the records
_UNCHANGED = bytes(_HEAD)


def pack(records: Sequence[CaseRecord]) -> bytes:
    """The records, so that ``unpack`` gives them again: equal, and with the same fields given."""
    return _UNCHANGED + zstandard.compress(pickle.dumps([_apart(record) for record in records], 5), _LEVEL)


def pack_rows(rows: Sequence[Row]) -> bytes:
    """Rows of one table, so that ``unpack_rows`` gives them again: equal, and with the same fields given."""
    return pickle.dumps([(row.__dict__, names_given(row)) for row in rows], 5)


def unpack_rows(model: type[Row], packed: bytes) -> list[Row]:
    """The rows that were packed, of the table whose model this is."""
    return [made(model, values, given_of(given)) for values, given in pickle.loads(packed)]


@dataclass(frozen=True)
class Change:
    """What became known of a record after it was packed: what tables cover instead, and rows besides."""

    covers: Mapping[str, Cover] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def on(self, record: CaseRecord) -> CaseRecord:
        changed: dict[str, object] = {
            table: [*(getattr(record, table) or []), *added] for table, added in self.rows.items()
        }
        if self.covers:
            changed["covers"] = {**record.covers, **self.covers}
        return record.model_copy(update=changed) if changed else record


def with_changes(packed: bytes, changes: Mapping[int, Change]) -> bytes:
    """Packed records, with these changes to be made when they are unpacked: by the place of the record among them."""
    head = pickle.dumps(changes, 5)
    return len(head).to_bytes(_HEAD, "big") + head + packed[_HEAD:]


def unpack(packed: bytes) -> list[CaseRecord]:
    """The records that were packed."""
    body = _HEAD + int.from_bytes(packed[:_HEAD], "big")
    records = [_together(*parts) for parts in pickle.loads(zstandard.decompress(packed[body:]))]
    if body > _HEAD:
        for place, change in pickle.loads(packed[_HEAD:body]).items():
            records[place] = change.on(records[place])
    return records


_Parts = tuple[tuple[str, ...], dict[str, Any], list[list[tuple[str, ...]] | None], dict[str, Any] | None]


def _apart(record: CaseRecord) -> _Parts:
    """The names of its fields that were given, its values with rows as theirs, the same names for each row, and what is
    kept of it beside its fields."""
    values = dict(record.__dict__)
    given: list[list[tuple[str, ...]] | None] = []
    for table in tables():
        rows: Sequence[Row] | None = values[table]
        if rows is None:
            given.append(None)
            continue
        values[table] = [row.__dict__ for row in rows]
        given.append([names_given(row) for row in rows])
    return names_given(record), values, given, record.__pydantic_private__


def _together(
    given: tuple[str, ...],
    values: dict[str, Any],
    of_rows: list[list[tuple[str, ...]] | None],
    private: dict[str, Any] | None,
) -> CaseRecord:
    for (table, model), names in zip(tables().items(), of_rows, strict=True):
        if names:
            values[table] = [made(model, row, given_of(own)) for row, own in zip(values[table], names, strict=True)]
    record: CaseRecord = made(CaseRecord, values, set(given), private)
    return record
