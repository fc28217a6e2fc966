"""One sheet of a workbook as a table, and the writing of it: headings that stay in sight, filters, widths, print.

Cells are streamed into the file, so that a sheet of many rows costs little memory.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from practice_check.ingest.writing.book_cells import put
from practice_check.reports.escape import plain


@dataclass(frozen=True)
class Link:
    """A text that leads to another file of ours. ``target``: where it lies, from this one."""

    text: str
    target: str


Value = str | float | dt.date | None
Shown = Value | Link

DATE_FORMAT = "d mmm yyyy"
_LONGEST = 32_000  # Excel holds 32,767 characters
_A4, _A3 = 9, 8
#: Points: of a line of text, and of the highest row that Excel allows. Longer texts than these do not fit in any row.
_LINE, _HIGHEST = 12.75, 409.0
_LONGEST_SHOWN = 4_000
#: What a raw text may not begin with: the library would take it for a formula or for one of Excel's errors.
_NOT_RAW = frozenset("=+-@#＝＋－＠\t\r\n")


@dataclass(frozen=True)
class Tint:
    """A colour behind a word: six hexadecimal figures each. It only repeats what the word says."""

    ink: str
    paper: str


RED = Tint("7A1612", "F9DEDC")
AMBER = Tint("5C3D00", "FFF0CC")
GREEN = Tint("0B4A2B", "DDF2E4")
GREY = Tint("383F43", "E7EAEC")
HEADING = Tint("0B0C0C", "D6E2EC")
TO_FILL_HEADING = Tint("0B0C0C", "FFE8A3")
TITLE = Tint("1D4E75", "FFFFFF")


@dataclass(frozen=True)
class Column:
    """``width`` in characters; ``tints``: a colour for each word; ``choices``: a drop-down; ``to_fill``: for people."""

    heading: str
    width: int
    tints: Mapping[str, Tint] = field(default_factory=dict)
    choices: Sequence[str] = ()
    to_fill: bool = False
    is_date: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Table:
    """``in_sight``: how many columns stay in sight. ``wraps``: long texts on several lines; else rows stay low."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Shown]]
    in_sight: int = 1
    wraps: bool = True
    large_paper: bool = False
    #: What stands under the headings where there is no row.
    none: str = "Nothing."
    #: What the sheet leaves out, in a row of its own above the headings.
    above: str = ""


@dataclass(frozen=True)
class Prose:
    """A sheet to read: lines of a few cells, each with a look: title, heading, wide (one long line), or none."""

    name: str
    lines: Sequence[tuple[str, Sequence[Value]]]
    widths: Sequence[int] = (26, 100)
    one_page: bool = False


def add_looks(book: Workbook) -> None:
    """The named styles of all sheets."""
    thin = Side(style="thin", color="C3CACF")
    top = Alignment(vertical="top", horizontal="left", wrap_text=True)
    for name, tint in (("pc heading", HEADING), ("pc to fill", TO_FILL_HEADING)):
        style = NamedStyle(name, font=_font(tint.ink, bold=True), alignment=top)
        style.fill = PatternFill("solid", fgColor=tint.paper)
        style.border = Border(bottom=Side(style="medium", color="5B6770"))
        book.add_named_style(style)
    line = Border(bottom=thin, right=thin)
    book.add_named_style(NamedStyle("pc text", font=_font(), alignment=top, border=line))
    linked = Font(name="Arial", size=10, color="1A65A6", underline="single")
    book.add_named_style(NamedStyle("pc link", font=linked, alignment=top, border=line))
    book.add_named_style(NamedStyle("pc prose", font=_font(), alignment=top))
    book.add_named_style(NamedStyle("pc prose wide", font=_font()))
    book.add_named_style(NamedStyle("pc prose heading", font=_font(TITLE.ink, bold=True, size=12)))
    book.add_named_style(NamedStyle("pc prose title", font=_font(TITLE.ink, bold=True, size=16)))


def _font(ink: str = "0B0C0C", *, bold: bool = False, size: int = 10) -> Font:
    return Font(name="Arial", size=size, bold=bold, color=ink)


def write_table(book: Workbook, table: Table, footer: str) -> None:
    sheet: Worksheet = book.create_sheet(table.name)
    rows = list(table.rows)
    head = 2 if table.above else 1
    last = max(len(rows), 1) + head
    letters = [get_column_letter(number) for number in range(1, len(table.columns) + 1)]
    whole = f"A1:{letters[-1]}{last}"
    # Without its size at its head a reader would go through the whole sheet to find it.
    sheet.calculate_dimension = lambda: whole  # type: ignore[method-assign]
    for letter, column in zip(letters, table.columns, strict=True):
        sheet.column_dimensions[letter].width = column.width
    sheet.freeze_panes = f"{get_column_letter(table.in_sight + 1)}{head + 1}"
    _lay_out(sheet, footer, large=table.large_paper)
    sheet.print_title_rows = f"{head}:{head}"
    headings = ("pc to fill" if column.to_fill else "pc heading" for column in table.columns)
    widths = [column.width for column in table.columns]
    if table.above:
        sheet.append([_cell(sheet, table.above, "pc prose wide")])
    _fit(sheet, head, [column.heading for column in table.columns], [width - 3 for width in widths])
    sheet.append([_cell(sheet, column.heading, look) for column, look in zip(table.columns, headings, strict=True)])
    for number, row in enumerate(rows, start=head + 1):
        if table.wraps:
            _fit(sheet, number, row, widths)
            sheet.append([_placed(sheet, value, number, place) for place, value in enumerate(row, start=1)])
        else:
            sheet.append([_raw(sheet, value) for value in row])
    if not rows:
        sheet.append([_cell(sheet, table.none, "pc prose")])
    sheet.auto_filter.ref = f"A{head}:{letters[-1]}{last}"
    for letter, column in zip(letters, table.columns, strict=True):
        _tint(sheet, f"{letter}{head + 1}:{letter}{last}", column)
        _guide(sheet, f"{letter}{head + 1}:{letter}{last}", column)


def write_prose(book: Workbook, prose: Prose, footer: str) -> None:
    sheet: Worksheet = book.create_sheet(prose.name)
    for number, width in enumerate(prose.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_view.showGridLines = False
    _lay_out(sheet, footer, large=False)
    sheet.page_setup.fitToHeight = int(prose.one_page)
    for number, (look, values) in enumerate(prose.lines, start=1):
        if not look:
            _fit(sheet, number, values, prose.widths)
        style = f"pc prose {look}".strip()
        sheet.append([None if value is None else _cell(sheet, value, style) for value in values])


def safe(text: str) -> str:
    """The text without what a screen would obey, cut to what a cell holds."""
    clean = plain(text)
    return clean if len(clean) <= _LONGEST else clean[:_LONGEST] + "…"


def _cell(sheet: Worksheet, value: Shown, look: str) -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.style = look
    if isinstance(value, Link):
        put(cell, safe(value.text), DATE_FORMAT)
    elif value is not None:
        put(cell, safe(value) if isinstance(value, str) else value, DATE_FORMAT)
    return cell


def _placed(sheet: Worksheet, value: Shown, row: int, column: int) -> Cell:
    """A cell that knows where it stands, since a link is kept by its place."""
    cell = _cell(sheet, value, "pc link" if isinstance(value, Link) else "pc text")
    if isinstance(value, Link):
        cell.row, cell.column = row, column
        cell.hyperlink = value.target
    return cell


def _raw(sheet: Worksheet, value: Shown) -> Cell | Value:
    """The value for a cell without a look of its own, which is written several times as fast; of a link its text."""
    if isinstance(value, Link):
        value = value.text
    if not isinstance(value, str):
        return value
    text = safe(value)
    if text[:1] not in _NOT_RAW and text.isprintable():
        return text
    cell = WriteOnlyCell(sheet)
    put(cell, text, DATE_FORMAT)
    return cell


class _FittedRow(RowDimension):
    """A row as high as its texts: as for every row that nobody made high, Excel fits it anew when somebody writes."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - the library's name
        return False


def _fit(sheet: Worksheet, number: int, values: Sequence[Shown], widths: Sequence[int]) -> None:
    """Make the row as high as its longest text needs, since not every program does so by itself."""
    lines = max(map(_lines_of, values, widths), default=1)
    if lines > 1:
        height = min(_LINE * lines + 2, _HIGHEST)
        sheet.row_dimensions[number] = _FittedRow(sheet, index=number, ht=height)


def _lines_of(value: Shown, width: int) -> int:
    if not isinstance(value, str) or len(value) < width // 2:
        return 1
    return sum(len(wrap(line, max(width, 4))) or 1 for line in value[:_LONGEST_SHOWN].splitlines()) or 1


def _lay_out(sheet: Worksheet, footer: str, *, large: bool) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3 if large else _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.75
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(footer), center=_HeaderFooterPart("&A"), right=_HeaderFooterPart("Page &P of &N")
    )


def _tint(sheet: Worksheet, cells: str, column: Column) -> None:
    """Colours that follow the word, so that they stay right when somebody sorts, or chooses another word."""
    for word, tint in column.tints.items():
        fill = PatternFill("solid", bgColor=tint.paper)
        look = DifferentialStyle(fill=fill, font=Font(color=tint.ink))
        rule = Rule("cellIs", operator="equal", formula=[f'"{word}"'], dxf=look)
        sheet.conditional_formatting.add(cells, rule)


def _guide(sheet: Worksheet, cells: str, column: Column) -> None:
    """A drop-down or a date to fill in, and a word of help beside the cell."""
    if column.choices:
        rule = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        rule.errorTitle, rule.error = "Not in the list", "Choose from the list. Other words belong under Note."
    elif column.is_date:
        rule = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)
        rule.errorTitle, rule.error = "Not a date", "Write the day as 31/01/2026."
    elif column.hint:
        rule = DataValidation(allow_blank=True)
    else:
        return
    rule.showErrorMessage = True
    if column.hint:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = column.heading, column.hint
    rule.add(cells)
    sheet.data_validations.append(rule)
