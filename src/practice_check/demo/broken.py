"""Broken rows to mix into an export, one of each kind that real exports bring, to see each of them named.

They belong to cases of their own (Z999991 and on), so that no other case suffers from them.
"""

import datetime as dt
import io
from dataclasses import dataclass

from openpyxl import load_workbook

Tables = dict[str, list[dict[str, object]]]

_START = dt.date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Broken:
    """A row to plant: what is wrong with it, and the cells that matter; the rest stays blank."""

    fault: str
    table: str
    cells: dict[str, object]


def _case(crn: str | None, **cells: object) -> dict[str, object]:
    return {"crn": crn, "event_number": 1, "order_type": "licence", "start_date": _START, **cells}


def _entry(crn: str, **cells: object) -> dict[str, object]:
    return {"crn": crn, "event_number": 1, **cells}


BROKEN: tuple[Broken, ...] = (
    Broken("", "cases", _case("Z999991")),
    Broken("impossible date", "contacts", _entry("Z999991", date="31/02/2026", kind="office", outcome="attended")),
    Broken("", "cases", _case("Z999992")),
    Broken("unknown code", "rosh_levels", _entry("Z999992", level="very hgh", start=_START)),
    Broken("missing CRN", "cases", _case(None)),
    Broken("contact for no case", "contacts", _entry("Z999999", date=_START, kind="office", outcome="attended")),
    Broken("", "cases", _case("Z999993", rar_days=20)),
    Broken("duplicate key", "cases", _case("Z999993", rar_days=30)),
    Broken("text in a number", "cases", _case("Z999994", rar_days="twenty")),
)


def plant_in_tables(tables: Tables) -> Tables:
    """The tables with the broken rows at the end of each; the tables that were given stay as they are."""
    planted = {name: list(rows) for name, rows in tables.items()}
    for row in BROKEN:
        columns = planted[row.table][0] if planted[row.table] else row.cells
        planted[row.table].append({column: row.cells.get(column) for column in columns})
    return planted


def plant_in_workbook(workbook: bytes) -> bytes:
    """A workbook of our own form with the broken rows at the end of its sheets."""
    book = load_workbook(io.BytesIO(workbook))
    for row in BROKEN:
        sheet = book[row.table]
        headings = [cell.value for cell in sheet[1]]
        sheet.append([row.cells.get(str(heading)) for heading in headings])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
