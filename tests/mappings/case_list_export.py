"""An invented case list of the inspectorate's kind: a workbook with a row for each case, as somebody sent it round.

Titles and "Data as at" stand above the headings, a total below. Days are Excel's own here and text there; one person
has two orders, one is limited access, one is allocated to nobody, one was only fined.
"""

import datetime as dt
from pathlib import Path

from openpyxl import Workbook

_HEADINGS = (
    *("Family name", "First name", "DoB", "Gender", "Sentence type", "CRN", "PNC", "RoSH code", "Start", "End"),
    *("Cluster", "LDU", "Team", "Responsible officer", "Manager", "Officer"),
)
_NORTH = ("North", "Northtown", "Northtown A", "Okoro, Maya", "Silva, Rui", "Okoro, Maya")


def _day(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day)


_ROWS: tuple[tuple[object, ...], ...] = (
    (
        "Example",
        "Ann",
        _day(1990, 2, 3),
        "F",
        "ORA Community Order",
        "X900001",
        "90/1A",
        "RMRH",
        _day(2025, 1, 6),
        _day(2026, 7, 5),
        *_NORTH,
    ),
    (
        "Sample",
        "Ben",
        "30/11/1984",
        "M",
        "ORA Suspended Sentence Order",
        "X900002",
        None,
        "Very High",
        "03/02/2025",
        "02/02/2027",
        "North",
        "Northtown",
        "Northtown B",
        "Unallocated",
        "Silva, Rui",
        None,
    ),
    ("***", "***", "05/05/1979", "M", "Adult Licence", "X900003", None, "H", "2025-04-14", "13-OCT-26", *_NORTH),
    (
        "Trial",
        "Dot",
        "17/08/2001",
        "Female",
        "ORA Community Order",
        "X900004",
        None,
        "N",
        "13/01/2025",
        "12/01/2026",
        "North",
        None,
        "Elmstead",
        None,
        "Abara, Chi",
        "Lindqvist, Per",
    ),
    (
        "Trial",
        "Dot",
        "17/08/2001",
        "Female",
        "ORA Community Order",
        "X900004",
        None,
        "N",
        "16/06/2025",
        "15/06/2026",
        "North",
        None,
        "Elmstead",
        None,
        "Abara, Chi",
        "Lindqvist, Per",
    ),
    ("Fiction", "Eve", "01/01/1995", "F", "Fine", "X900005", None, None, "20/05/2025", None, *_NORTH),
    (
        "Pretend",
        "Guy",
        "22/09/1988",
        "M",
        "Community Order (Mars)",
        "X900006",
        None,
        "Hgih",
        "19/05/2025",
        None,
        *_NORTH,
    ),
)


def write(folder: Path) -> list[Path]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Long list"
    sheet.append(["Case sample: long list"])
    sheet.append(["Data as at", _day(2025, 11, 21)])
    sheet.append([])
    sheet.append(list(_HEADINGS))
    for row in _ROWS:
        sheet.append(list(row))
    sheet.append([])
    sheet.append(["Total", len(_ROWS)])
    path = folder / "case list.xlsx"
    book.save(path)
    return [path]
