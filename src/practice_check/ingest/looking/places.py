"""Where rows stand, read back from what each row says of it (``source``)."""

import datetime as dt
import re
from collections.abc import Iterable

from practice_check.ingest.problems import Place
from practice_check.records.model import Row

_IN_JSON = re.compile(r"(?P<file>.*), case [^,]*, \w+\[(?P<row>\d+)\]", re.DOTALL)
_CASE_IN_JSON = re.compile(r"(?P<file>.*), case [^,]*", re.DOTALL)
_IN_SHEET = re.compile(r"(?P<file>.*), \w+ (?P<row>\d+)", re.DOTALL)
_UNKNOWN = "the export"


def sheet_of(row: Row, table: str) -> str:
    """The sheet, or CSV file, that the row stands in; in JSON the file and the table."""
    source = row.source
    if source is None:
        return f"{_UNKNOWN}, {table}"
    in_json = _IN_JSON.fullmatch(source)
    if in_json:
        return f"{in_json['file']}, {table}"
    in_sheet = _IN_SHEET.fullmatch(source)
    return in_sheet["file"] if in_sheet else source


def file_of(row: Row) -> str:
    """The workbook, CSV file or JSON file that the row stands in."""
    source = row.source or _UNKNOWN
    for form in (_IN_JSON, _CASE_IN_JSON):
        found = form.fullmatch(source)
        if found:
            return found["file"]
    found = _IN_SHEET.fullmatch(source)
    place = found["file"] if found else source
    # Of a workbook "caseload.xlsx, contacts", of a CSV file "folder/contacts.csv".
    file, comma, _ = place.rpartition(", ")
    return file if comma and not place.lower().endswith((".csv", ".tsv", ".txt")) else place


def number_of(row: Row) -> int | None:
    """The row's number in its sheet, or its place in a list of JSON."""
    source = row.source or ""
    found = _IN_JSON.fullmatch(source) or _IN_SHEET.fullmatch(source)
    return int(found["row"]) if found else None


def is_sheet(row: Row) -> bool:
    """Whether the row stands in a sheet or CSV file, and its number counts the rows of it."""
    source = row.source or ""
    return not _IN_JSON.fullmatch(source) and _IN_SHEET.fullmatch(source) is not None


def place_of(row: Row, table: str, crn: str | None = None) -> Place:
    return Place(file_of(row), table, number_of(row), crn)


def place_of_all(rows: Iterable[Row], table: str | None) -> Place:
    """The file that all of the rows stand in; where there are several, all of them by name."""
    files = list(dict.fromkeys(file_of(row) for row in rows))
    return Place(", ".join(files) if files else _UNKNOWN, table)


def on_day(day: dt.date) -> str:
    """A day as a sentence has it: 1 Jun 2025."""
    return f"{day.day} {day:%b %Y}"
