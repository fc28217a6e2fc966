"""Reading Parquet tables, in batches."""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath

import duckdb
from duckdb.sqltypes import DuckDBPyType

from practice_check.cells.date_forms import in_london
from practice_check.cells.fault import SheetFault, Unreadable
from practice_check.ingest.formats.widths import refuse_too_wide
from practice_check.ingest.sheets import Sheet

#: Rows are taken over so many at a time, and fewer of many cells, since each may be as long as a text can be.
_MOST_ROWS, _MOST_CELLS = 2_000, 10_000
#: What is longer than any text that we take is not taken whole: a thousand bytes may stand for gigabytes.
_LONGEST_TEXT, _LONGEST_LIST = 100_001, 10_000
#: Rows that differ take more than this many to a byte; so many at least are no matter of chance.
_ROWS_TO_A_BYTE, _MANY_ROWS = 50, 1_000_000
#: Nothing is fetched, installed, or laid down on disk; rows keep their order.
_SHUT: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "temp_directory": "",
    "memory_limit": "1GB",
    "threads": 1,
    "preserve_insertion_order": True,
}


def parquet_sheet(file: str, path: Path) -> Sheet:
    """One Parquet file as a sheet, named after the file. Groups become columns such as ``type.code``.

    Its rows raise SheetFault where the file is not Parquet, or is damaged.
    """
    return Sheet(file, PurePosixPath(file).stem, _reader(file, path), file, ragged=False)


@dataclass(frozen=True)
class _Field:
    """A column as it is asked for, and how what comes is understood."""

    heading: str
    expression: str
    value: Callable[[object], object]


def _reader(file: str, path: Path) -> Callable[[], Iterator[tuple[int, Sequence[object]]]]:
    def rows() -> Iterator[tuple[int, Sequence[object]]]:
        try:
            yield from _rows(path)
        except (duckdb.Error, UnicodeDecodeError, MemoryError, RuntimeError) as error:  # names that are no text
            message = f"{file} is damaged or is not a Parquet file: what it would show is unknown"
            raise SheetFault(message, "export it again, as Parquet or CSV", value=file) from error

    return rows


def _rows(path: Path) -> Iterator[tuple[int, Sequence[object]]]:
    """The headings as row 1, then the records."""
    where = str(path.resolve())
    with duckdb.connect(":memory:", config=_SHUT) as connection:
        connection.execute(f"SET allowed_paths = [{quoted(where)}, {quoted(_literally(where))}]")
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        place = quoted(_literally(where))
        source = f"read_parquet({place}, hive_partitioning = false, binary_as_string = false)"
        table = connection.sql(f"SELECT * FROM {source}")
        fields = [
            field
            for name, kind in zip(table.columns, table.types, strict=True)
            for field in _fields(name, _name(name), kind)
        ]
        refuse_too_wide(PurePosixPath(path).name, len(fields))
        _refuse_a_bomb(path, connection.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({place})").fetchall())
        yield 1, [field.heading for field in fields]
        result = connection.execute(f"SELECT {', '.join(field.expression for field in fields)} FROM {source}")
        number = 1
        size = max(min(_MOST_CELLS // max(len(fields), 1), _MOST_ROWS), 1)
        while batch := result.fetchmany(size):
            for cells in batch:
                number += 1
                yield number, [field.value(cell) for field, cell in zip(fields, cells, strict=True)]


def _refuse_a_bomb(path: Path, rows: list[tuple[int]]) -> None:
    if rows[0][0] > max(_MANY_ROWS, path.stat().st_size * _ROWS_TO_A_BYTE):
        message = f"{path.name} is said to hold {rows[0][0]:,} rows in {path.stat().st_size:,} bytes: no table does"
        raise SheetFault(message, "export it again, as Parquet or CSV", value=path.name)


def _fields(heading: str, expression: str, kind: DuckDBPyType) -> Iterator[_Field]:
    written = str(kind)
    if kind.id == "struct":
        for name, inner in _inner(kind).items():
            yield from _fields(f"{heading}.{name}", f"struct_extract({expression}, {quoted(name)})", inner)
    elif written == "DATE" or written.startswith("TIMESTAMP"):  # as text, since some days are beyond Python's reach
        value = _moment if written.endswith("WITH TIME ZONE") else _day
        yield _Field(heading, f"CAST({expression} AS VARCHAR)", value)
    elif written.startswith(("TIME", "INTERVAL", "UUID", "BIT", "ENUM")):
        yield _Field(heading, f"CAST({expression} AS VARCHAR)", _plain)
    elif kind.id in {"list", "array"}:
        child = _inner(kind)["child"]
        if child.id in {"struct", "list", "array", "map", "union"}:
            yield _Field(heading, expression, _plain)
            return
        (item,) = _fields("", "x", child)
        items = f"list_transform({_no_longer(expression, 'len', _LONGEST_LIST)}, lambda x: {item.expression})"
        yield _Field(heading, items, lambda cell: _list(cell, item.value))
    elif written == "VARCHAR":
        yield _Field(heading, f"left({expression}, {_LONGEST_TEXT})", _plain)
    elif written == "BLOB":
        yield _Field(heading, _no_longer(expression, "octet_length", _LONGEST_TEXT), _plain)
    else:
        yield _Field(heading, expression, _plain)


def _no_longer(expression: str, length: str, most: int) -> str:
    """The expression, which ends the reading where it comes to something longer."""
    return f"CASE WHEN {length}({expression}) > {most} THEN error('too long') ELSE {expression} END"


def _inner(kind: DuckDBPyType) -> dict[str, DuckDBPyType]:
    """The types that a type is made of, by name."""
    return {name: inner for name, inner in kind.children if isinstance(inner, DuckDBPyType)}


def _list(cell: object, value: Callable[[object], object]) -> object:
    return [value(item) for item in cell] if isinstance(cell, (list, tuple)) else cell


def _plain(cell: object) -> object:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    if isinstance(cell, (bytes, bytearray)):
        try:
            return bytes(cell).decode("utf-8")
        except UnicodeDecodeError:
            return Unreadable("bytes", "the cell holds bytes that are no text", "export the column as text")
    if isinstance(cell, float) and math.isnan(cell):
        return Unreadable("not a number", "the cell holds 'not a number'", "export a blank where nothing is recorded")
    return cell


def _day(cell: object) -> object:
    """A date or a moment without a zone, from its text."""
    if not isinstance(cell, str):
        return cell
    try:
        return dt.date.fromisoformat(cell) if len(cell) == 10 else dt.datetime.fromisoformat(cell)
    except ValueError:
        return _beyond(cell)


def _moment(cell: object) -> object:
    """A moment in universal time, from its text, as the clocks in London had it."""
    if not isinstance(cell, str):
        return cell
    try:
        return in_london(dt.datetime.fromisoformat(cell)).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return _beyond(cell)


def _beyond(text: str) -> Unreadable:
    mend = "correct the date, or leave the cell blank when it stands for 'no end'"
    return Unreadable(text, f"{text[:40]} is not a date that could be right", mend)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def _literally(path: str) -> str:
    """The path with its own stars and brackets, which would else stand for any file."""
    return re.sub(r"([*?\[])", r"[\1]", path)
