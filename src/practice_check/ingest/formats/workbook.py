"""Reading the sheets of an Excel workbook, row by row.

openpyxl opens the workbook and knows its sheets. Texts, formats and rows are read from the XML itself: that takes a
fifth of the time, and one reading tells a formula without a saved result from a blank cell and finds what is merged.
"""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import IO

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import builtin_format_code
from openpyxl.utils.datetime import MAC_EPOCH, from_excel, from_ISO8601
from openpyxl.xml.constants import SHARED_STRINGS

from practice_check.cells.date_forms import from_1904
from practice_check.cells.fault import SheetFault, Unreadable, excel_error
from practice_check.ingest.formats.archives import open_zip, refuse_compound
from practice_check.ingest.formats.merged import Range, filled, merged_ranges
from practice_check.ingest.formats.number_formats import shows_dates, shows_durations
from practice_check.ingest.formats.sheet_xml import (
    DamagedSheetError,
    StoredCell,
    number_formats,
    shared_texts,
    stored_rows,
)
from practice_check.ingest.formats.widths import refuse_too_wide
from practice_check.ingest.problems import InputError
from practice_check.ingest.sheets import Sheet

_ESCAPED = re.compile(r"_x00(5F|0[0-8B-F]|1[0-9A-F])_", re.IGNORECASE)

_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_LARGEST_LIST = 10 * 1024**2  # bytes

# What openpyxl warns of (drop-downs that it drops, styles that are not there) is of no account to a reader; on the
# screen it would only puzzle people.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl(\.|$)")


def sheets_of(file: str, data: bytes) -> list[Sheet]:
    """The worksheets of a workbook. Raises InputError when it cannot be opened."""
    refuse_compound(file, data)
    archive = open_zip(file, data)
    with _third_party(file):
        book = ExcelReader(io.BytesIO(data), read_only=True, keep_links=False)
        book.archive = _SmallParts(io.BytesIO(data))
        book.read_manifest()
        book.read_workbook()
        decoder = _Decoder.of(_formats_of(book), book.wb.epoch, _texts_of(book))
        sheets = []
        for sheet, relation in book.parser.find_sheets():
            if relation.Type.endswith("/worksheet"):
                title, path = str(sheet.name), str(relation.target)
                archive.getinfo(path)
                sheets.append(Sheet(file, title, _reader(file, archive, path, decoder), f"{file}, {title}", False))
        return sheets


class _SmallParts(zipfile.ZipFile):
    """The archive as openpyxl reads it: the lists of parts and of sheets, whole. None of them is ever large."""

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        size = (name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)).file_size
        if size > _LARGEST_LIST:
            raise DamagedSheetError("the list of its sheets or parts is longer than any workbook's")
        return super().read(name, pwd)


def _texts_of(book: ExcelReader) -> list[str]:
    with _part(book, SHARED_STRINGS) as stream:
        return shared_texts(stream) if stream else []


def _formats_of(book: ExcelReader) -> list[str]:
    """By the number of a cell's style, the code of its number format."""
    with _part(book, _STYLES) as stream:
        found = number_formats(stream) if stream else []
    return [code if code is not None else builtin_format_code(number) or "General" for number, code in found]


@contextmanager
def _part(book: ExcelReader, kind: str) -> Iterator[IO[bytes] | None]:
    """The part of a workbook that there is only one of, where it has one."""
    part = book.package.find(kind)  # type: ignore[no-untyped-call]  # untyped there
    if part is None:
        yield None
        return
    with book.archive.open(part.PartName[1:]) as stream:
        yield stream


@contextmanager
def _third_party(file: str) -> Iterator[None]:
    """Whatever the libraries raise on a file means one thing to its owner."""
    try:
        yield
    except (InputError, SheetFault):
        raise
    except Exception as error:  # they raise errors of every kind on a damaged file
        why = f" ({error})" if isinstance(error, DamagedSheetError) else ""
        message = f"{file} is damaged or not an Excel workbook{why}"
        raise InputError(message, "open it in Excel and save it again as .xlsx") from error


def _reader(
    file: str, archive: zipfile.ZipFile, path: str, decoder: "_Decoder"
) -> Callable[[], Iterator[tuple[int, Sequence[object]]]]:
    @cache
    def ranges() -> list[Range]:
        with archive.open(path) as stream:
            return merged_ranges(stream)

    def lines() -> Iterator[tuple[int, Sequence[object]]]:
        with archive.open(path) as stream:
            decoded = ((number, decoder.values(cells)) for number, cells in stored_rows(stream))
            for number, cells in filled(decoded, ranges()):
                if not cells:
                    continue
                refuse_too_wide(file, len(cells))
                line: list[object] = [None] * (max(cells) + 1)
                for column, value in cells.items():
                    line[column] = value
                yield number, line

    def rows() -> Iterator[tuple[int, Sequence[object]]]:
        source = lines()
        while True:
            with _third_party(file):
                line = next(source, None)
            if line is None:
                return
            yield line

    return rows


@dataclass(frozen=True)
class _Decoder:
    """What a stored cell of a workbook stands for."""

    date_styles: frozenset[int]
    duration_styles: frozenset[int]
    epoch: dt.datetime
    texts: Sequence[str]

    @classmethod
    def of(cls, formats: Sequence[str], epoch: dt.datetime, texts: Sequence[str]) -> "_Decoder":
        different = set(formats)
        dates = {code for code in different if shows_dates(code)}
        durations = {code for code in different if shows_durations(code)}
        return cls(
            frozenset(number for number, code in enumerate(formats) if code in dates),
            frozenset(number for number, code in enumerate(formats) if code in durations),
            epoch,
            texts,
        )

    def values(self, cells: dict[int, StoredCell]) -> dict[int, object]:
        """What stands in the cells that are not blank."""
        found: dict[int, object] = {}
        for column, cell in cells.items():
            value = self._value(cell)
            if value is not None and value != "":
                found[column] = value
        return found

    def _value(self, cell: StoredCell) -> object:
        kind, style, text, formula = cell
        if formula and not text and kind != "str":  # "str": the formula's result is the empty text
            message = "the formula has no saved result"
            return Unreadable("formula", message, "open the workbook in Excel, save it, and export it again")
        if not text:
            return None
        if kind == "s":
            if not text.isdecimal():
                raise DamagedSheetError(f"no text has the number {text[:20]}")
            text = self.texts[int(text)]
            return _text(text) if text.strip() else None
        if kind in {"str", "inlineStr"}:
            return _text(text) if text.strip() else None
        if kind == "b":
            return text.strip() in {"1", "true"}
        if kind == "e":
            return excel_error(text)
        if kind == "d":
            return _or_unreadable(lambda: from_ISO8601(text), text)  # type: ignore[no-untyped-call]  # untyped there
        return self._number(text, style)

    def _number(self, text: str, style: int) -> object:
        try:
            number = int(text) if text.removeprefix("-").isdecimal() and len(text) < 400 else float(text)
        except ValueError:
            return Unreadable(text, "the cell holds a number that cannot be read", "type it again")
        if style in self.date_styles or style in self.duration_styles:
            return _or_unreadable(lambda: from_excel(number, self.epoch, style in self.duration_styles), text)
        return from_1904(number) if self.epoch == MAC_EPOCH else number


def _or_unreadable(read: Callable[[], object], text: str) -> object:
    """A date as the library reads it, or why there is none."""
    try:
        value = read()
    except (ValueError, OverflowError, TypeError):
        value = None
    if value is None:
        return Unreadable(text, f"{text[:20]} is not a date that could be right", "correct the date")
    return value


def _text(text: str) -> str:
    """The text with the characters that XML could not hold: without them where they show nothing."""
    return _ESCAPED.sub(lambda found: "_" if found[1].upper() == "5F" else "", text) if "_x00" in text else text
