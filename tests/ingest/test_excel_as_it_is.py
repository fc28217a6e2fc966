"""Workbooks as people leave them: merged cells, odd formats, both date systems, rich text, formulas, hidden rows."""

import datetime as dt
import io
import time
import zipfile
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from practice_check.cells.date_forms import DateForms
from practice_check.cells.fault import Unreadable
from practice_check.ingest.formats import merged, sheet_xml
from practice_check.ingest.formats.number_formats import shows_dates, shows_durations
from practice_check.ingest.formats.workbook import sheets_of
from practice_check.ingest.problems import InputError

Lines = list[tuple[int, list[object]]]


def _book(fill: Callable[[Worksheet], object], *, from_1904: bool = False) -> bytes:
    book = Workbook()
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(rows: Sequence[Sequence[object]], *spans: str) -> Lines:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))
        for span in spans:
            sheet.merge_cells(span)

    return _read(_book(fill))


def _read(data: bytes) -> Lines:
    (sheet,) = sheets_of("log.xlsx", data)
    return [(number, list(cells)) for number, cells in sheet.rows()]


def _with_sheet(xml: str) -> bytes:
    """A workbook whose sheet has these rows, as XML."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_book(lambda sheet: sheet.append(["x"])))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                data = f"{start}{xml}</worksheet>".encode()
            new.writestr(name, data)
    return stream.getvalue()


def test_merged_cells_hold_what_their_first_one_holds() -> None:
    rows: list[list[object]] = [
        ["crn", "Home visit 1", None, "Home visit 2", None],
        [None, "Date", "Outcome", "Date", "Outcome"],
        ["X900001", "a", "b", "c", "d"],
        [None, "e", None, None, None],
    ]
    assert _rows(rows, "B1:C1", "D1:E1", "A3:A4") == [
        (1, ["crn", "Home visit 1", "Home visit 1", "Home visit 2", "Home visit 2"]),
        (2, [None, "Date", "Outcome", "Date", "Outcome"]),
        (3, ["X900001", "a", "b", "c", "d"]),
        (4, ["X900001", "e"]),
    ]


def test_two_columns_merged_into_one_all_the_way_down_are_one() -> None:
    rows: list[list[object]] = [["crn", "Date", None, "Type"], ["X900001", "a", None, "b"], ["X900002", "c", None, "d"]]
    read = _rows(rows, "B1:C1", "B2:C2", "B3:C3")
    assert [cells for _, cells in read] == rows


def test_a_row_that_a_merged_cell_only_runs_into_is_no_record() -> None:
    rows: list[list[object]] = [["crn", "Date"], ["X900001", "a"], [None, "b"], [None, None], [None, "c"]]
    assert _rows(rows, "A2:A900") == [
        (1, ["crn", "Date"]),
        (2, ["X900001", "a"]),
        (3, ["X900001", "b"]),
        (5, ["X900001", "c"]),
    ]


def test_a_merged_block_of_millions_of_cells_costs_nothing() -> None:
    xml = (
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="C1"><v>1</v></c></row>'
        '<row r="9"><c r="C9"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1048576"/></mergeCells>'
    )
    assert _read(_with_sheet(xml)) == [(1, ["a", None, 1]), (9, ["a", None, 2])]


@pytest.mark.parametrize(
    "ranges",
    ["".join(f'<mergeCell ref="A1:XFD{row}"/>' for row in range(2, 50)), '<mergeCell ref="A1:B2"/>' * 101],
    ids=["one over another", "too many"],
)
def test_more_merged_cells_than_any_table_has_are_refused(ranges: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merged, "_MOST_RANGES", 100)
    cell = '<c r="A1"><v>1</v></c>'
    xml = f'<sheetData><row r="1">{cell}</row></sheetData><mergeCells>{ranges}</mergeCells>'
    with pytest.raises(InputError, match="damaged"):
        _read(_with_sheet(xml))


def test_both_date_systems() -> None:
    day = dt.datetime(2025, 1, 31)

    def fill(sheet: Worksheet) -> None:
        sheet.append([day, 45688, 45688.5])

    forms = DateForms.parse(["excel-number"])
    (_, cells) = _read(_book(fill))[0]
    assert [forms.read(cell) for cell in cells] == [day.date()] * 3
    (_, cells) = _read(_book(lambda sheet: sheet.append([day, 45688 - 1462, 45688.5 - 1462]), from_1904=True))[0]
    assert [forms.read(cell) for cell in cells] == [day.date()] * 3
    assert cells[1:] == [44226, 44226.5]


@pytest.mark.parametrize(
    ("code", "dates"),
    [
        ("dd/mm/yyyy", True),
        ("[$-809]dd mmmm yyyy;@", True),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", True),
        ('dd"th of "mmmm', True),
        ("mmm-yy", True),
        ("hh:mm", True),
        ("General", False),
        ("0.00", False),
        ('0 "days"', False),
        ("0\\ \\d\\a\\y\\s", False),
        ("[Red]0;[Blue]-0", False),
        ("#,##0_);(#,##0)", False),
        ("0.00E+00", False),
        ("@", False),
        ("[h]:mm", False),
    ],
)
def test_which_formats_show_dates(code: str, dates: bool) -> None:
    assert shows_dates(code) is dates
    assert shows_durations(code) is (code == "[h]:mm")


def test_a_format_of_brackets_that_nothing_closes_is_looked_at_once() -> None:
    began = time.process_time()
    assert not shows_dates("[" * 100_000)
    assert not shows_durations("[" * 100_000)
    assert time.process_time() - began < 1


def test_a_number_is_a_date_only_where_its_format_shows_one() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([45688] * 4)
        for place, code in enumerate(["General", "dd-mmm-yy", '0 "days"', "0\\ \\d\\a\\y\\s"]):
            sheet.cell(1, place + 1).number_format = code

    assert _read(_book(fill)) == [(1, [45688, dt.datetime(2025, 1, 31), 45688, 45688])]


def test_a_style_or_format_by_a_number_that_no_workbook_has_is_a_plain_one() -> None:
    def formats(number: str) -> list[tuple[int, str | None]]:
        xml = (
            f'<styleSheet><numFmts><numFmt numFmtId="{number}" formatCode="dd/mm/yyyy"/></numFmts>'
            f'<cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
        )
        return sheet_xml.number_formats(io.BytesIO(xml.encode()))

    assert formats("99999999") == [(99_999_999, "dd/mm/yyyy")]
    for none in ("999999999", "9" * 5000, "-1", "x"):
        assert formats(none) == [(0, "dd/mm/yyyy")]
    cells = f'<c r="A1"><v>45000</v></c><c r="B1" s="{"9" * 8}"><v>45000</v></c>'
    assert _read(_with_sheet(f'<sheetData><row r="1">{cells}</row></sheetData>')) == [(1, [45_000, 45_000])]


def test_rich_text_hidden_rows_and_hidden_columns_are_read() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([CellRichText("Home ", TextBlock(InlineFont(b=True), "visit")), 1])
        sheet.append(["b", 2])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    assert _read(_book(fill)) == [(1, ["Home visit", 1]), (2, ["b", 2])]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (
            '<c r="A1" t="inlineStr"><is><r><t>Home </t></r><r><t>visit</t></r><rPh><t>x</t></rPh></is></c>',
            "Home visit",
        ),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_\nb_x005F_c</t></is></c>', "a\nb_c"),
        ('<c r="A1" t="str"><f>1</f><v>came</v></c>', "came"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="d"><v>2025-01-31T00:00:00</v></c>', dt.datetime(2025, 1, 31)),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A1"><v>6.25</v></c>', 6.25),
        ('<c r="A1"><v>1E3</v></c>', 1000.0),
        ("<c><v>7</v></c>", 7),
        ('<x:c xmlns:x="y" r="A1"><x:v>7</x:v></x:c>', 7),
    ],
)
def test_each_way_of_storing_a_cell(cell: str, value: object) -> None:
    ((number, (read,)),) = _read(_with_sheet(f'<sheetData><row r="3">{cell}</row></sheetData>'))
    assert (number, read) == (3, value)
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<c r="A1"><f>1+1</f></c>', "the formula has no saved result"),
        ('<c r="A1"><f>1+1</f><v></v></c>', "the formula has no saved result"),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "Excel's error #DIV/0!"),
        ('<c r="A1" t="d"><v>soon</v></c>', "is not a date that could be right"),
        ('<c r="A1"><v>seven</v></c>', "the cell holds a number that cannot be read"),
    ],
)
def test_a_cell_without_a_value_to_read_says_why(cell: str, said: str) -> None:
    ((_, (read,)),) = _read(_with_sheet(f'<sheetData><row r="3">{cell}</row></sheetData>'))
    assert isinstance(read, Unreadable) and said in read.message and read.mend


@pytest.mark.parametrize(
    "xml",
    [
        '<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1048577"><c r="A1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>-1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>77</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' + "x" * 1_000_001 + "</t></is></c></row></sheetData>",
    ],
    ids=["too wide", "too long", "no such text", "no such text either", "too long a text"],
)
def test_what_excel_could_not_have_written_is_refused(xml: str) -> None:
    with pytest.raises(InputError, match="damaged or not an Excel workbook"):
        _read(_with_sheet(xml))


def test_more_cells_than_could_be_held_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xml, "_MOST_CELLS", 50_000)
    wide = "".join(f'<row><c r="XFD{number}"><v>1</v></c></row>' for number in range(1, 5))
    with pytest.raises(InputError, match="damaged"):
        _read(_with_sheet(f"<sheetData>{wide}</sheetData>"))


def test_a_document_type_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_with_sheet("<sheetData/>"))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet><sheetData/></worksheet>'
            new.writestr(name, data)
    with pytest.raises(InputError, match="damaged"):
        _read(stream.getvalue())
