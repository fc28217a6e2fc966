"""What the sheets of the assessors' workbook share: its columns, drop-downs, and the writing of a cell."""

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Literal

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from practice_check.answers.assessors_book import ANSWER, ASKED, EVIDENCE, KEYS, NOTE, REASONS
from practice_check.ingest.writing.book_cells import put
from practice_check.reports.workbook.sheet import DATE_FORMAT, Value, safe

EXPECTATION, SHOWN, DETAIL, SCORE = "Expectation", "The record shows", "In detail", "For the score"
#: Whether a case is undecided without the answer, or recorded, so that the question is how well.
NEEDED, HOW_WELL = "needed", "how well"

#: The columns of a case's sheet in order, and how wide they are.
WIDTHS = {
    EXPECTATION: 30,
    SHOWN: 15,
    DETAIL: 48,
    ASKED: 42,
    SCORE: 10,
    ANSWER: 16,
    REASONS: 28,
    NOTE: 28,
    EVIDENCE: 22,
    **dict.fromkeys(KEYS, 9),
}
HEADINGS = list(WIDTHS)
LETTERS = {heading: get_column_letter(column) for column, heading in enumerate(HEADINGS, start=1)}

#: Where somebody is to write.
FILL_IN = PatternFill("solid", fgColor="FFF8DC")
BLUE = "1D4E75"
_LISTS = "lists"
#: Of a line of text, in points, and the most that a row can have.
_LINE, _HIGHEST = 13, 405


class Reasons:
    """The hidden sheet of the reasons to choose from, and where those of each question stand."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def range_of(self, reasons: Sequence[str]) -> str:
        place = self._columns.setdefault(tuple(reasons), len(self._columns) + 1)
        letter = get_column_letter(place)
        return f"{_LISTS}!${letter}$1:${letter}${len(reasons)}"

    def write(self, sheet: Worksheet) -> None:
        sheet.title = _LISTS
        sheet.sheet_state = "hidden"
        for reasons, column in self._columns.items():
            for row, reason in enumerate(reasons, start=1):
                write(sheet.cell(row, column), reason)


def write(cell: Cell | MergedCell, value: Value, look: str = "") -> None:
    """A value as it stands; a text never as a formula. ``look``: a named style."""
    if look:
        cell.style = look
    else:
        cell.font = font("0B0C0C")
    if value is not None:
        put(cell, safe(value) if isinstance(value, str) else value, DATE_FORMAT)


def link(cell: Cell | MergedCell, text: str, to: str) -> None:
    """A cell that leads to another sheet."""
    write(cell, text)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{to}'!A1", display=text)
    cell.font = font(BLUE, underline="single")


def font(color: str, size: int = 10, *, bold: bool = False, underline: Literal["single"] | None = None) -> Font:
    return Font(name="Arial", size=size, color=color, bold=bold, underline=underline)


def fit(sheet: Worksheet, row: int, texts: Iterable[tuple[Value, int]]) -> None:
    """Make a row high enough for its texts, each with its width. Not every program does so by itself."""
    lines = max((_lines_of(str(text), width) for text, width in texts if text is not None), default=1)
    sheet.row_dimensions[row].height = min(lines * _LINE + 2, _HIGHEST)


def _lines_of(text: str, width: int) -> int:
    return sum(len(wrap(part, width)) or 1 for part in text[: _HIGHEST * width].split("\n"))


def offer(sheet: Worksheet, cells: str, choices: str, *, only: bool) -> None:
    """A drop-down. ``only``: nothing else may be written there."""
    rule = DataValidation("list", formula1=choices, allow_blank=True, showErrorMessage=only)
    rule.errorTitle = "Not in the list"
    rule.error = "Choose from the list, or leave the cell blank."
    rule.add(cells)
    sheet.add_data_validation(rule)


def listed(choices: Iterable[str]) -> str:
    """Choices as a drop-down holds them."""
    return f'"{",".join(choices)}"'


def set_widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
