"""Case records as bytes, for a process of our own to take up again: what was read once is not validated twice.

Only for bytes that this same run has packed. They are a pickle, and never read from a file that somebody gives us.
"""

import pickle
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from practice_check.records.model import CaseRecord, Row, tables

_LEVEL = 1  # of compression: a fourth of the size, for as long as packing takes
_UNMADE = object.__new__


def _setter(name: str) -> Callable[[object, object], None]:
    found: Callable[[object, object], None] = BaseModel.__dict__[name].__set__
    return found


_set_values = _setter("__dict__")
_set_given = _setter("__pydantic_fields_set__")
_set_extra = _setter("__pydantic_extra__")
_set_private = _setter("__pydantic_private__")

#: Which fields were given, for each row of each table: few combinations, that all rows share.
_SHARED: dict[tuple[str, ...], set[str]] = {}


def pack(records: Sequence[CaseRecord]) -> bytes:
    """The records, so that ``unpack`` gives them again: equal, and with the same fields given."""
    return zlib.compress(pickle.dumps([_apart(record) for record in records], 5), _LEVEL)


def unpack(packed: bytes) -> list[CaseRecord]:
    """The records that were packed."""
    return [_together(*parts) for parts in pickle.loads(zlib.decompress(packed))]


_Parts = tuple[tuple[str, ...], dict[str, Any], list[list[tuple[str, ...]] | None]]


def _apart(record: CaseRecord) -> _Parts:
    """The names of its fields that were given, its values with rows as theirs, and the same names for each row."""
    values = dict(record.__dict__)
    given: list[list[tuple[str, ...]] | None] = []
    for table in tables():
        rows: Sequence[Row] | None = values[table]
        if rows is None:
            given.append(None)
            continue
        values[table] = [row.__dict__ for row in rows]
        given.append([tuple(row.model_fields_set) for row in rows])
    return tuple(record.model_fields_set), values, given


def _together(
    given: tuple[str, ...], values: dict[str, Any], of_rows: list[list[tuple[str, ...]] | None]
) -> CaseRecord:
    for (table, model), names in zip(tables().items(), of_rows, strict=True):
        if names:
            values[table] = [_made(model, row, _shared(own)) for row, own in zip(values[table], names, strict=True)]
    record: CaseRecord = _made(CaseRecord, values, set(given))
    return record


def _made(model: type[Any], values: Mapping[str, object], given: object) -> Any:
    """A row as validation would leave it, of values that were validated before."""
    row = _UNMADE(model)
    _set_values(row, values)
    _set_given(row, given)
    _set_extra(row, None)
    _set_private(row, None)
    return row


def _shared(names: tuple[str, ...]) -> set[str]:
    """Nobody adds to it: rows are frozen, and a copy of a row has its own."""
    found = _SHARED.get(names)
    if found is None:
        found = _SHARED[names] = set(names)
    return found
