"""A large sheet is read row by row: what memory it takes hardly grows with its rows."""

import datetime as dt
import io
import tracemalloc

from openpyxl import Workbook

from practice_check.ingest.formats.workbook import sheets_of

_NOTE = "Came to the office; spoke of the plan, and of what has changed at home. "


def _contacts(rows: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("contacts")
    sheet.append(["CRN", "Contact date", "Notes"])
    for number in range(rows):
        day = dt.datetime(2025, 1, 1) + dt.timedelta(days=number % 300)
        sheet.append([f"X9{number % 900:05}", day, f"{_NOTE}{number}"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _peak(data: bytes) -> tuple[int, int]:
    """How many rows there are, and how many bytes reading them took at most beyond the file itself."""
    tracemalloc.start()
    try:
        (sheet,) = sheets_of("contacts.xlsx", data)
        rows = sum(1 for _ in sheet.rows())
        return rows, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows() -> None:
    (few, small), (many, large) = _peak(_contacts(1500)), _peak(_contacts(5000))
    assert (few, many) == (1501, 5001)
    assert (large - small) / (many - few) < 100  # bytes a row: one that is held takes some 500
