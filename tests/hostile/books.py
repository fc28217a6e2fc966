"""Workbooks that Excel did not write: each part as it is given."""

import zipfile
from collections.abc import Callable
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN_STYLES = "<cellXfs><xf/></cellXfs>"
#: A text within a text ten times, within a text ten times, nine times over.
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + step)} "{f"&{chr(97 + step)};" * 10}">' for step in range(9))
    + "]>"
)


def texts(*cells: str, number: int | None = None) -> str:
    """A row of texts."""
    place = "" if number is None else f' r="{number}"'
    return f"<row{place}>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


HEADINGS = texts("crn", "event_number", "start_date", "name")
CASE = texts("X900001", "1", "2025-01-01", "N")


def sheet(rows: str = HEADINGS + CASE, after: str = "", before: str = "") -> str:
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook(sheets: str = '<sheet name="cases" sheetId="1" r:id="rId1"/>', after: str = "") -> str:
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>{after}</workbook>'


def relations(target: str = 'Target="worksheets/sheet1.xml"') -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" {target}/></Relationships>'
    )


def shared(inner: str) -> str:
    return f'<sst xmlns="{_MAIN}">{inner}</sst>'


def styles(inner: str) -> str:
    return f'<styleSheet xmlns="{_MAIN}">{inner}</styleSheet>'


def book(
    rows: str = "",
    *,
    sheet_xml: str = "",
    shared_xml: str = "",
    styles_xml: str = "",
    workbook_xml: str = "",
    relations_xml: str = "",
) -> Callable[[Path], object]:
    """Writes a workbook of one sheet ``cases``; a part that is not given is an honest one."""
    parts = {
        "[Content_Types].xml": _kinds(),
        "_rels/.rels": relations('Target="xl/workbook.xml"').replace("/worksheet", "/officeDocument"),
        "xl/workbook.xml": workbook_xml or workbook(),
        "xl/_rels/workbook.xml.rels": relations_xml or relations(),
        "xl/styles.xml": styles_xml or styles(_PLAIN_STYLES),
        "xl/sharedStrings.xml": shared_xml or shared(""),
        "xl/worksheets/sheet1.xml": sheet_xml or sheet(rows or HEADINGS + CASE),
    }

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, text in parts.items():
                archive.writestr(name, text)

    return make


def _kinds() -> str:
    parts = {
        "workbook.xml": "sheet.main",
        "worksheets/sheet1.xml": "worksheet",
        "styles.xml": "styles",
        "sharedStrings.xml": "sharedStrings",
    }
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/xl/{part}" ContentType="{_KIND}.{kind}+xml"/>' for part, kind in parts.items())
        + "</Types>"
    )
