"""Writing sheets as an Excel workbook of our template's form."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from practice_check.ingest.writing.book_cells import put
from practice_check.ingest.writing.pages import Page
from practice_check.records.columns import KEYS, NOT_IN_EXPORT, Column, Kind
from practice_check.records.wording import SHEETS, describe, how_to_fill, spaced

_LAST_ROW = 1_048_576
_DATE_FORMAT = "dd/mm/yyyy"
_LONG_TEXTS = frozenset({"note", "text", "action", "reason", "direction", "outcome", "decision", "response", "trigger"})

_READ_ME = (
    "Case records for practice-check",
    "",
    "Each sheet is one kind of entry, and each row is one entry. Point at a heading to see what belongs in its column.",
    "",
    "What an empty place means",
    "A sheet that is there, with no row for a case: there is no such entry in that case.",
    "A sheet that is not there: nobody knows. Delete every sheet that your system does not export, or the check will"
    " take it that nothing of the kind was ever recorded.",
    "A blank cell: nothing was recorded there.",
    "A column that is not there: nobody knows. Delete every column that your system does not export.",
    f'A cell that says "{NOT_IN_EXPORT}": nobody knows, for that one entry.',
    "",
    "How to fill it in",
    "Every row has the person's CRN and the event number of the order. Entries that belong to the person and not to one"
    " order may leave the event number blank.",
    "Write dates as 31/01/2025, and yes or no in full. Put a semicolon between several values in one cell.",
    "Where a column has a list, choose from it. Capitals, spaces and hyphens make no difference.",
    "Leave out names: a CRN is enough.",
    "",
    "The sheets",
)


def workbook(pages: Sequence[Page]) -> bytes:
    """An Excel workbook of these sheets, with headings that stay in sight, explanations and lists to choose from."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    _write_read_me(first, pages)
    lists = _write_lists(book, pages)
    for page in pages:
        _write_page(book.create_sheet(page.name), page, lists)
    book.move_sheet("lists", len(pages))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_read_me(sheet: Worksheet, pages: Sequence[Page]) -> None:
    sheet.title = "read me"
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 100
    headings = {_READ_ME[0], "What an empty place means", "How to fill it in", "The sheets"}
    for number, text in enumerate(_READ_ME, start=1):
        cell = sheet.cell(number, 1, text)
        if text in headings:
            cell.font = Font(bold=True)
    for number, page in enumerate(pages, start=len(_READ_ME) + 1):
        sheet.cell(number, 1, page.name)
        sheet.cell(number, 2, SHEETS[page.name])


def _write_lists(book: Workbook, pages: Sequence[Page]) -> dict[tuple[str, ...], str]:
    """The hidden sheet of the lists to choose from; where each of them stands."""
    sheet = book.create_sheet("lists")
    sheet.sheet_state = "hidden"
    found: dict[tuple[str, ...], str] = {}
    for page in pages:
        for column in page.columns:
            if not column.codes or column.codes in found:
                continue
            letter = get_column_letter(len(found) + 1)
            for number, code in enumerate(column.codes, start=1):
                sheet[f"{letter}{number}"] = spaced(code)
            found[column.codes] = f"lists!${letter}$1:${letter}${len(column.codes)}"
    return found


def _write_page(sheet: Worksheet, page: Page, lists: dict[tuple[str, ...], str]) -> None:
    keys = sum(column.name in KEYS for column in page.columns[: len(KEYS)])
    sheet.freeze_panes = f"{get_column_letter(keys + 1)}2"
    for position, column in enumerate(page.columns, start=1):
        _write_heading(sheet, page.name, position, column)
        _offer_choices(sheet, get_column_letter(position), column, lists)
    for number, row in enumerate(page.rows, start=2):
        for position, value in enumerate(row, start=1):
            if value is not None:
                put(sheet.cell(number, position), value, _DATE_FORMAT)


def _write_heading(sheet: Worksheet, page: str, position: int, column: Column) -> None:
    heading = sheet.cell(1, position, column.name)
    heading.font = Font(bold=True)
    heading.fill = PatternFill("solid", fgColor="DDE6EE")
    note = Comment(f"{describe(page, column.name)}\n{how_to_fill(column)}", "practice-check", width=320)
    note.height = 60 + 18 * (len(note.text) // 45)
    heading.comment = note
    dimension = sheet.column_dimensions[get_column_letter(position)]
    dimension.width = 50 if column.name in _LONG_TEXTS and column.kind is Kind.TEXT else max(13, len(column.name) + 3)
    if column.kind is Kind.DATE:
        dimension.number_format = _DATE_FORMAT


def _offer_choices(sheet: Worksheet, letter: str, column: Column, lists: dict[tuple[str, ...], str]) -> None:
    """A drop-down where one value of a list is expected. (Excel's cannot give several: there the note has the list.)"""
    if column.kind is Kind.YES_NO:
        choices = '"yes,no"'
    elif column.codes and not column.many:
        choices = lists[column.codes]
    else:
        return
    rule = DataValidation("list", formula1=choices, allow_blank=True, showErrorMessage=True)
    rule.errorTitle = "Not in the list"
    rule.error = "Choose from the list, or leave the cell blank when nothing is recorded."
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(rule)
