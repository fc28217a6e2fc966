"""A table that comes in a file of its own: a sheet of a workbook, a CSV table, or a JSON or YAML list of rows."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from practice_check import files
from practice_check.content.yaml_file import BadYamlError, parse_yaml
from practice_check.ingest import InputError
from practice_check.ingest.formats.csv_tables import table_of
from practice_check.ingest.formats.workbook import sheets_of
from practice_check.ingest.sheets import Sheet

_KINDS = "give a workbook (.xlsx), a CSV table, or a JSON or YAML list of rows"


def bytes_of(path: Path) -> bytes:
    """What stands in the file. Raises InputError."""
    try:
        return files.bytes_of(path)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})", "see that the name is right") from error


def sheet_of(path: Path, data: bytes, table: str, example: str, *, template: str = "") -> Sheet:
    """The file's rows: of a workbook the sheet of the table's name, or its only one. Raises InputError.

    ``example``: a row as people write it, ``crn: …, rule: …``; ``template``: where a sheet to fill is to be had.
    """
    match path.suffix.lower():
        case ".xlsx" | ".xlsm":
            sheets = sheets_of(path.name, data)
            named = [sheet for sheet in sheets if sheet.name.strip().lower() == table]
            if named or len(sheets) == 1:
                return (named or sheets)[0]
            raise InputError(f"{path.name} has no sheet '{table}'", f"name the sheet '{table}'{template}")
        case ".csv" | ".tsv" | ".txt":
            return table_of(path.name, data)
        case ".json":
            return _rows(path.name, table, _json(path.name, data, example))
        case ".yaml" | ".yml":
            return _rows(path.name, table, _yaml(path.name, data, example), unit="line")
    raise InputError(f"{path.name} is not of a kind that we read", _KINDS)


def _json(name: str, data: bytes, example: str) -> list[tuple[int, dict[Any, Any]]]:
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is not JSON", _KINDS) from error
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        quoted = ", ".join(f'"{part}": …' for part in _names(example))
        raise InputError(f"{name} is not a list of rows", f"write it as [{{{quoted}}}]")
    return list(enumerate(rows, start=1))


def _yaml(name: str, data: bytes, example: str) -> list[tuple[int, dict[Any, Any]]]:
    """The rows with the lines on which they start; every value as the text that is written there."""
    try:
        file = parse_yaml(data, texts=True)
    except BadYamlError as error:
        raise InputError(f"{name}, line {error.line}: {error.message}", "mend that line") from error
    for number, row in enumerate(file.value if isinstance(file.value, list) else [None]):
        if not isinstance(row, dict):
            message = f"{name}, line {file.line((number,))}: it is not a list of rows"
            raise InputError(message, f"begin each row with a dash: - {example}")
    return [(file.line((number,)), row) for number, row in enumerate(file.value)]


def _names(example: str) -> list[str]:
    return [part.partition(":")[0].strip() for part in example.split(",")]


def _rows(file: str, table: str, rows: list[tuple[int, dict[Any, Any]]], unit: str = "row") -> Sheet:
    """Rows by name as a sheet whose headings are all the names that any of them has."""
    headings = list(dict.fromkeys(str(heading) for _, row in rows for heading in row))

    def lines() -> Iterator[tuple[int, Sequence[object]]]:
        yield 0, headings
        for number, row in rows:
            cells = {str(heading): value for heading, value in row.items()}
            yield number, [_cell(cells.get(heading)) for heading in headings]

    return Sheet(file, table, lines, file, ragged=False, unit=unit)


def _cell(value: object) -> object:
    return ";".join(map(str, value)) if isinstance(value, list) else value
