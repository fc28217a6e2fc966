"""Reading the sheets of an Excel workbook, row by row."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL

from practice_check.ingest.archives import open_zip, refuse_compound
from practice_check.ingest.fault import Unreadable, excel_error
from practice_check.ingest.problems import InputError
from practice_check.ingest.sheets import Sheet

# What openpyxl warns of (drop-downs that it drops, dates out of reach) is either of no account to a reader or comes to
# us as the cell's error value; on the screen it would only puzzle people.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl(\.|$)")

_MOST_ROWS = 1_048_576  # of an Excel sheet
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[ />]")
_CHUNK = 1024 * 1024


def sheets_of(file: str, data: bytes) -> list[Sheet]:
    """The worksheets of a workbook. Raises InputError when it cannot be opened."""
    refuse_compound(file, data)
    archive = open_zip(file, data)
    with _third_party(file):
        plain = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        saved = None
        if _has_formulas(archive):
            saved = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False, data_only=True)
        sheets = []
        for number, worksheet in enumerate(plain.worksheets):
            twin = None if saved is None else saved.worksheets[number]
            title = str(worksheet.title)
            sheets.append(Sheet(file, title, _reader(file, worksheet, twin), f"{file}, {title}", ragged=False))
        return sheets


@contextmanager
def _third_party(file: str) -> Iterator[None]:
    """Whatever the workbook library raises on a file means one thing to its owner."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # it raises errors of every kind on a damaged file
        message = f"{file} is damaged or not an Excel workbook"
        raise InputError(message, "open it in Excel and save it again as .xlsx") from error


def _has_formulas(archive: zipfile.ZipFile) -> bool:
    for name in archive.namelist():
        if not name.startswith("xl/worksheets/"):
            continue
        with archive.open(name) as stream:
            rest = b""
            while chunk := stream.read(_CHUNK):
                if _FORMULA.search(rest + chunk):
                    return True
                rest = chunk[-32:]
    return False


def _reader(file: str, worksheet: Any, twin: Any) -> Callable[[], Iterator[tuple[int, Sequence[object]]]]:
    def rows() -> Iterator[tuple[int, Sequence[object]]]:
        with _third_party(file):
            worksheet.reset_dimensions()  # what a file says of its own size is not to be believed
            lines = iter(worksheet.iter_rows())
            saved = None
            if twin is not None:
                twin.reset_dimensions()
                saved = iter(twin.iter_rows())
        number = 0
        while True:
            with _third_party(file):
                line = next(lines, None)
                values = None if saved is None else next(saved, None)
            if line is None:
                return
            number += 1
            if number > _MOST_ROWS:
                raise InputError(f"{file} has more rows than an Excel sheet can have", "save it again in Excel")
            yield number, [_value(cell, values, position) for position, cell in enumerate(line)]

    return rows


def _value(cell: Any, saved: Any, position: int) -> object:
    """What stands in the cell; for a formula, the result that was saved with it."""
    if cell.data_type == "f":
        cell = saved[position] if saved is not None and position < len(saved) else EMPTY_CELL
        if cell.value is None and cell.data_type != "str":  # "str": the formula's result is the empty text
            message = "the formula has no saved result"
            return Unreadable("formula", message, "open the workbook in Excel, save it, and export it again")
    if cell.data_type == "e":
        return excel_error(str(cell.value))
    return cell.value.replace("_x000D_", "") if isinstance(cell.value, str) else cell.value
