"""Reading CSV tables, as the many systems write them: any usual encoding, comma, semicolon, tab or bar."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import BinaryIO

from practice_check.cells.fault import EXCEL_ERRORS, SheetFault, excel_error
from practice_check.ingest.formats.text_files import TextFile, text_file
from practice_check.ingest.formats.widths import refuse_too_wide
from practice_check.ingest.sheets import Sheet

_LONGEST_HEADING = 200
_LONGEST_FIELD = 1_000_000
_SEPARATORS = ",;\t|"
_SAMPLE = 200_000  # characters among which the separator is looked for
_SAMPLE_ROWS = 50
_FIGURE = re.compile(r"\s*\d+(?:[./:-]\d+)*\s*")
_NOT_TABLES = (
    (b"pk\x03\x04", "a workbook or zip file", ".xlsx"),
    (bytes.fromhex("d0cf11e0a1b11ae1"), "an old or protected workbook", ".xlsx without a password"),
    (b"%pdf-", "a PDF", "a table, or ask for the export as CSV"),
    (b"<!doctype html", "a web page", ".xlsx"),
    (b"<html", "a web page", ".xlsx"),
    (b"<?xml", "XML", ".xlsx"),
)
#: How a text that a spreadsheet would take for a formula, or we for its error, is written: behind an apostrophe.
_GUARDED = re.compile(r"'+[=+\-@\t\r#]")


def table_of(file: str, data: bytes) -> Sheet:
    """One CSV file as a sheet, named after the file."""
    return table_in(file, lambda: io.BytesIO(data))


def table_in(file: str, open_: Callable[[], BinaryIO]) -> Sheet:
    """The same of a file of any size: ``open_`` gives its bytes anew each time."""
    return Sheet(file, PurePosixPath(file).stem, _reader(file, open_), file, ragged=True)


def raw_rows(file: str, open_: Callable[[], BinaryIO]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file from its headings on, each with its number, cells as they are written.

    Raises SheetFault where it is not text, or from a broken row on.
    """
    text = _text(file, open_)
    if csv.field_size_limit() < _LONGEST_FIELD:
        csv.field_size_limit(_LONGEST_FIELD)
    separator, skipped = _separator(text.head(_SAMPLE))
    number = 0
    reader = csv.reader(text.lines(), delimiter=separator, strict=True)
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
        refuse_too_wide(file, len(cells))
        if number > skipped:
            yield number, cells


def _reader(file: str, open_: Callable[[], BinaryIO]) -> Callable[[], Iterator[tuple[int, Sequence[object]]]]:
    def rows() -> Iterator[tuple[int, Sequence[object]]]:
        for number, cells in raw_rows(file, open_):
            yield number, [_cell(cell) for cell in cells]

    return rows


def _text(file: str, open_: Callable[[], BinaryIO]) -> TextFile:
    with open_() as stream:
        head = stream.read(200).lstrip().lower()
    for start, what, ending in _NOT_TABLES:
        if head.startswith(start):
            message = f"{file} is {what}, whatever its name says: what it would show is unknown"
            raise SheetFault(message, f"open it in Excel and save it as {ending}", value=file)
    text = text_file(open_)
    if text is None:
        mend = "save it as 'CSV UTF-8' in Excel"
        raise SheetFault(f"{file} is not text that we can read: what it would show is unknown", mend, value=file)
    return text


def _separator(text: str) -> tuple[str, int]:
    """The separator, and how many rows stand before the table (Excel's own line "sep=;")."""
    named = re.match(r"sep=([,;\t|])(?:\r\n|\r|\n)", text)
    if named:
        return named[1], 1
    return max(_SEPARATORS, key=lambda separator: _consistency(text, separator)), 0


def _consistency(sample: str, separator: str) -> float:
    """How well a separator makes a table of the first rows: the rows of the commonest width, by what it parts there.

    Titles above the headings have another width and do not count. A heading row is words: where the first row of that
    width holds a figure, what parts it more likely stands within the cells ("6,25", "01,02"); and so where it holds a
    quotation mark or a long text, which some other separator kept together.
    """
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if any(cell.strip() for cell in cells):
                rows.append(cells)
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    if not widths:
        return 0.0
    width, times = max(widths.items(), key=lambda pair: pair[1] * (pair[0] - 1))
    heading = next(cells for cells in rows if len(cells) == width)
    if any('"' in cell or len(cell) > _LONGEST_HEADING for cell in heading):
        return times / len(sample)
    figures = any(_FIGURE.fullmatch(cell) for cell in heading)
    return times * (width - 1) / (2 * width if figures else 1)


def _cell(text: str) -> object:
    if text in EXCEL_ERRORS:
        return excel_error(text)
    return text[1:] if _GUARDED.match(text) else text
