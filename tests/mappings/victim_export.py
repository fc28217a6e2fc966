"""An invented victim unit's list: a workbook kept by hand, a row for each victim.

One CRN spans the rows of two victims; days are Excel's own and text; "N/A", "Declined" and "not known" stand where a
day or an answer would.
"""

import datetime as dt
from pathlib import Path

from openpyxl import Workbook

_HEADINGS = (
    *(
        "CRN",
        "Victim ref",
        "Eligible",
        "Sentence date",
        "Offer date",
        "Kind of offer",
        "Accepted",
        "Views on conditions",
    ),
    *("Told of release", "VLO", "Meeting 1", "Notes 1 agreed", "Meeting 2", "Duplicate"),
)


def _day(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day)


_ROWS: tuple[tuple[object, ...], ...] = (
    (
        "X900001",
        "V1",
        "Yes",
        _day(2024, 5, 13),
        "12/06/2024",
        "Visit",
        "Yes",
        "10/03/2025",
        "not yet",
        "Nair, Asha",
        "17/06/2024",
        "24/06/2024",
        "N/A",
        None,
    ),
    (
        None,
        "V2",
        "Y",
        _day(2024, 5, 13),
        "13/06/2024",
        "Letter",
        "Declined",
        "Declined",
        "Declined",
        "Nair, Asha",
        None,
        None,
        None,
        None,
    ),
    ("X900002", "V3", "Yes", "27/01/2025", None, None, "No reply", None, None, "Unallocated", None, None, None, None),
    ("X900003", "V4", "N/A", "N/A", "N/A", "N/A", "N/A", "N/A", "N/A", "N/A", "N/A", None, None, None),
    (
        "X900004",
        "V5",
        "not known",
        "not known",
        "Yes",
        "F2F",
        "Not known",
        "see notes",
        "30/02/2025",
        "***",
        None,
        None,
        None,
        None,
    ),
    ("X900004", "V5", "Yes", "03/03/2025", None, None, None, None, None, None, None, None, None, "x"),
)


def write(folder: Path) -> list[Path]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Victim list"
    sheet.append(["Victim Contact Unit, Northtown"])
    sheet.append(["Last updated: 20/11/2025"])
    sheet.append(list(_HEADINGS))
    for row in _ROWS:
        sheet.append(list(row))
    sheet.merge_cells("A4:A5")
    sheet.append(["Total", 5])
    path = folder / "victims.xlsx"
    book.save(path)
    return [path]


CASES = """crn,event_number,order_type,sentence_date,start_date,end_date
X900001,1,licence,2024-05-13,2025-04-14,2026-10-13
X900002,1,community order,2025-01-27,2025-01-27,2026-01-26
X900003,1,community order,2025-02-03,2025-02-03,2026-02-02
X900004,1,community order,2025-03-03,2025-03-03,2026-03-02
X900005,1,community order,2025-05-06,2025-05-06,2026-05-05
"""


def with_cases(folder: Path) -> list[Path]:
    """The list, and the orders that it says nothing of."""
    cases = folder / "cases.csv"
    cases.write_text(CASES, encoding="utf-8")
    return [*write(folder), cases]
