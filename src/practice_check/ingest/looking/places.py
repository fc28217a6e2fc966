"""Where rows stand, read back from what each row says of it (``source``)."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from practice_check.ingest.problems import Place
from practice_check.records.model import Row

_IN_JSON = re.compile(r"(?P<file>.*), case [^,]*, \w+\[(?P<row>\d+)\]", re.DOTALL)
_CASE_IN_JSON = re.compile(r"(?P<file>.*), case [^,]*", re.DOTALL)
_IN_SHEET = re.compile(r"(?P<file>.*), \w+ (?P<row>\d+)", re.DOTALL)
_UNKNOWN = "the export"
_MOST_KNOWN = 1000


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


@dataclass(frozen=True, slots=True)
class Standing:
    """Where rows stand that differ in their number only, and whether that counts the rows of a sheet or CSV file.

    ``sheet`` None: in JSON, where it is the table's.
    """

    sheet: str | None
    file: str
    counts_rows: bool


class Sources:
    """Finds where rows stand; of rows side by side it is found once."""

    def __init__(self) -> None:
        self._known: dict[str, Standing] = {}

    def __getstate__(self) -> dict[str, object]:
        """Another process finds them anew."""
        return {"_known": {}}

    def of(self, row: Row) -> Standing:
        source = row.source or _UNKNOWN
        alike = source.rstrip("]").rstrip("0123456789") + source[-1:]
        if alike[-1:].isdecimal():
            alike = alike[:-1]
        found = self._known.get(alike)
        if found is None:
            is_json, is_sheet = _IN_JSON.fullmatch(source), _IN_SHEET.fullmatch(source)
            found = Standing(
                None if is_json or row.source is None else sheet_of(row, ""),
                file_of(row),
                not is_json and bool(is_sheet),
            )
            if is_json or is_sheet:
                if len(self._known) > _MOST_KNOWN:
                    self._known.clear()  # in JSON each case has its own
                self._known[alike] = found
        return found


def place_of(row: Row, table: str, crn: str | None = None) -> Place:
    return Place(file_of(row), table, number_of(row), crn)


def place_of_all(files: Iterable[str], table: str | None) -> Place:
    """The file that all rows stand in; where there are several, all of them by name."""
    names = list(dict.fromkeys(files))
    return Place(", ".join(names) if names else _UNKNOWN, table)


def on_day(day: dt.date) -> str:
    """A day as a sentence has it: 1 Jun 2025."""
    return f"{day.day} {day:%b %Y}"
