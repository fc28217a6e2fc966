"""Reading CSV tables, as the many systems write them: any usual encoding, comma, semicolon or tab."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from practice_check.ingest.encodings import decoded
from practice_check.ingest.fault import EXCEL_ERRORS, SheetFault, excel_error
from practice_check.ingest.sheets import Sheet

_LONGEST_FIELD = 1_000_000
#: How a text that a spreadsheet would take for a formula, or we for its error, is written: behind an apostrophe.
_GUARDED = re.compile(r"'+[=+\-@\t\r#]")


def table_of(file: str, data: bytes) -> Sheet:
    """One CSV file as a sheet, named after the file."""
    return Sheet(file, PurePosixPath(file).stem, _reader(file, data), file, ragged=True)


def raw_rows(file: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file from its headings on, each with its number, cells as they are written.

    Raises SheetFault where it is not text, or from a broken row on.
    """
    text = decoded(data)
    if text is None:
        mend = "save it as 'CSV UTF-8' in Excel"
        raise SheetFault(f"{file} is not text that we can read: what it would show is unknown", mend, value=file)
    if csv.field_size_limit() < _LONGEST_FIELD:
        csv.field_size_limit(_LONGEST_FIELD)
    separator, skipped = _separator(text)
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            message = f"row {number} of {file} is broken ({error}): nothing of it could be read, and it is unknown"
            mend = "close the quotation marks in that row, or export the table again"
            raise SheetFault(message, mend, row=number, value=file) from error
        if cells is None:
            return
        if number > skipped:
            yield number, cells


def _reader(file: str, data: bytes) -> Callable[[], Iterator[tuple[int, Sequence[object]]]]:
    def rows() -> Iterator[tuple[int, Sequence[object]]]:
        for number, cells in raw_rows(file, data):
            yield number, [_cell(cell) for cell in cells]

    return rows


def _separator(text: str) -> tuple[str, int]:
    """The separator, and how many rows stand before the headings (Excel's own line "sep=;")."""
    named = re.match(r"sep=([,;\t])\r?\n", text)
    if named:
        return named[1], 1
    heading = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", heading)
    return max(",;\t", key=bare.count), 0


def _cell(text: str) -> object:
    if text in EXCEL_ERRORS:
        return excel_error(text)
    return text[1:] if _GUARDED.match(text) else text
