"""Workbooks whose XML is a bomb, lies, or reaches for what is outside."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from tests.hostile.books import (
    CASE,
    HEADINGS,
    LAUGHS,
    book,
    relations,
    shared,
    sheet,
    styles,
    texts,
    workbook,
)
from tests.hostile.hostile import Hostile, run
from tests.hostile.watched import Commands

_DAMAGED = "is damaged or not an Excel workbook"
_READ = "1 case read, 0 could not be read, 0 problems"
_ONE = ("records validate",)
_DEEP = "<a>" * 200_000 + "</a>" * 200_000
_COLUMNS = 16_384


_Make = Callable[[], Callable[[Path], object]]


def _written(make: _Make) -> Callable[[Path], None]:
    def written(path: Path) -> None:
        make()(path)

    return written


def _book(name: str, make: _Make, sees: str, *, reads: bool = False, commands: tuple[str, ...] = ()) -> Hostile:
    return Hostile(name, "export.xlsx", _written(make), sees, reads, commands)


def _read(name: str, make: _Make, commands: tuple[str, ...] = _ONE) -> Hostile:
    return _book(name, make, _READ, reads=True, commands=commands)


def _wide(rows: int) -> str:
    far = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(3, rows))
    return HEADINGS + CASE + far


def _merged_columns() -> str:
    ranges = "".join(
        f'<mergeCell ref="{get_column_letter(column)}1:{get_column_letter(column)}1048576"/>'
        for column in range(2, _COLUMNS + 1)
    )
    headings = texts("crn", *(f"heading {number}" for number in range(1, _COLUMNS)))
    return sheet(headings + "<row><c><v>1</v></c></row>" * 10_000, f"<mergeCells>{ranges}</mergeCells>")


def _case_with(cell: str) -> str:
    return HEADINGS + f'<row><c t="inlineStr"><is><t>X900001</t></is></c><c><v>1</v></c>{cell}</row>'


def _attributes() -> str:
    return " ".join(f'a{number}=""' for number in range(50_000))


_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "{}">]>'

HOSTILE = [
    _read("200,000 shared texts", lambda: book(shared_xml=shared("<si/>" * 200_000))),
    _book(
        "a shared text of 9 MB",
        lambda: book(shared_xml=shared(f"<si><t>{'a' * 9_000_000}</t></si>")),
        "a cell holds more than an Excel cell can hold",
    ),
    _book(
        "a cell of 2 MB",
        lambda: book(HEADINGS + texts("X900001", "1", "2025-01-01", "a" * 2_000_000)),
        "holds more than",
    ),
    _book(
        "1,000 rows that reach to the last column",
        lambda: book(_wide(1000)),
        "its rows are wider than any table's",
    ),
    _book(
        "a row of 300,000 cells",
        lambda: book("<row>" + "<c><v>1</v></c>" * 300_000 + "</row>"),
        "more cells than",
    ),
    _book(
        "a row beyond the last of Excel",
        lambda: book(HEADINGS + CASE + '<row r="1048577"><c><v>1</v></c></row>'),
        "more rows than an Excel sheet can have",
    ),
    _book(
        "a heading in each of the 16,384 columns",
        lambda: book(texts(*(f"heading {number}" for number in range(_COLUMNS))) + CASE),
        "a row of more than 2,000 cells",
    ),
    _read(
        "a size that says a billion cells and is two rows",
        lambda: book(sheet_xml=sheet(before='<dimension ref="A1:XFD1048576"/>')),
        (),
    ),
    _book(
        "300,001 merged ranges",
        lambda: book(
            sheet_xml=sheet(
                after="<mergeCells>"
                + "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 300_002))
                + "</mergeCells>"
            )
        ),
        "more merged cells than any table",
        commands=_ONE,
    ),
    _book(
        "every column merged over 10,000 rows",
        lambda: book(sheet_xml=_merged_columns()),
        "a row of more than 2,000 cells",
    ),
    _book(
        "a cell that stands twice, with two CRNs",
        lambda: book(
            HEADINGS + '<row><c r="A2" t="inlineStr"><is><t>X900001</t></is></c>'
            '<c r="A2" t="inlineStr"><is><t>X900002</t></is></c></row>'
        ),
        "a cell stands in it twice",
    ),
    _read("100,000 styles", lambda: book(styles_xml=styles("<cellXfs>" + "<xf/>" * 100_000 + "</cellXfs>"))),
    _read(
        "100,000 fonts",
        lambda: book(styles_xml=styles("<fonts>" + "<font><b/></font>" * 100_000 + "</fonts>")),
    ),
    _read(
        "a number format of a million brackets",
        lambda: book(
            styles_xml=styles(
                f'<numFmts><numFmt numFmtId="164" formatCode="{"[" * 1_000_000}"/></numFmts>'
                '<cellXfs><xf/><xf numFmtId="164"/></cellXfs>'
            )
        ),
    ),
    _book(
        "300,000 names in the list of sheets",
        lambda: book(
            workbook_xml=workbook(
                after="<definedNames>" + '<definedName name="n">1</definedName>' * 300_000 + "</definedNames>"
            )
        ),
        "the list of its sheets or parts is longer",
    ),
    _read("200,000 elements within one another in a sheet", lambda: book(sheet_xml=sheet(before=_DEEP))),
    _read("200,000 elements within one another in the texts", lambda: book(shared_xml=shared(_DEEP))),
    _read(
        "200,000 elements within one another in the list of sheets",
        lambda: book(workbook_xml=workbook(after=_DEEP)),
    ),
    _book(
        "a billion laughs in a sheet",
        lambda: book(sheet_xml=LAUGHS + sheet(texts("&j;"))),
        "a document type",
    ),
    _book(
        "a billion laughs in the texts",
        lambda: book(shared_xml=LAUGHS + shared("<si><t>&j;</t></si>")),
        "a document type",
    ),
    _book("a billion laughs in the styles", lambda: book(styles_xml=LAUGHS + styles("&j;")), "a document type"),
    _book(
        "a billion laughs in the list of sheets",
        lambda: book(workbook_xml=LAUGHS + workbook(after="&j;")),
        _DAMAGED,
    ),
    _book(
        "a text in a sheet that stands for /etc/passwd",
        lambda: book(sheet_xml=_ENTITY.format("file:///etc/passwd") + sheet(texts("&e;"))),
        "a document type",
    ),
    _book(
        "a sheet's name that stands for a page of the web",
        lambda: book(workbook_xml=_ENTITY.format("http://127.0.0.1:9/x") + workbook(after="&e;")),
        _DAMAGED,
    ),
    _book(
        "a sheet that is said to be /etc/passwd",
        lambda: book(relations_xml=relations('TargetMode="External" Target="file:///etc/passwd"')),
        _DAMAGED,
    ),
    _book(
        "a sheet that is said to be above the workbook",
        lambda: book(relations_xml=relations('Target="../../../../etc/passwd"')),
        _DAMAGED,
    ),
    _book(
        "a number of 900,000 digits for a date",
        lambda: book(_case_with(f"<c><v>{'9' * 900_000}</v></c>")),
        "inf is a number",
        reads=True,
    ),
    _book(
        "the number 1e999 for a date", lambda: book(_case_with("<c><v>1e999</v></c>")), "inf is a number", reads=True
    ),
    _book("the number nan for a date", lambda: book(_case_with("<c><v>nan</v></c>")), "nan is a number", reads=True),
    _book("the day 1e300", lambda: book(_case_with("<c><v>1e300</v></c>")), "1 problem", reads=True),
    _book(
        "a text by the number 99,999,999",
        lambda: book(HEADINGS + '<row><c t="s"><v>99999999</v></c></row>'),
        _DAMAGED,
    ),
    _book(
        "a style by a number of 5,000 digits",
        lambda: book(f'{HEADINGS}<row><c s="{"9" * 5000}"><v>1</v></c></row>'),
        "'1' is not a CRN",
        reads=True,
    ),
    _read("an attribute of 2 MB", lambda: book(f'{HEADINGS}<row x="{"a" * 2_000_000}"/>{CASE}')),
    _read("a row with 50,000 attributes", lambda: book(f"{HEADINGS}<row {_attributes()}/>{CASE}")),
    _book(
        "a sheet's name of 100,000 characters",
        lambda: book(workbook_xml=workbook(f'<sheet name="{"c" * 100_000}" sheetId="1" r:id="rId1"/>')),
        "the sheet 'cases' is not in the workbook",
    ),
    _book(
        "a sheet's name that reads backwards",
        lambda: book(workbook_xml=workbook('<sheet name="&#x202e;sesac" sheetId="1" r:id="rId1"/>')),
        "the sheet 'cases' is not in the workbook",
    ),
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_a_workbook(hostile: Hostile, commands: Commands, tmp_path: Path) -> None:
    run(commands, tmp_path, hostile)


def test_an_honest_workbook_of_the_same_making_is_read(commands: Commands, tmp_path: Path) -> None:
    run(commands, tmp_path, _read("honest", book, ()))
