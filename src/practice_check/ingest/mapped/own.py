"""Sheets of our own form among those that a mapping reads."""

from practice_check.cells.cell import is_blank, is_not_in_export, read_cell
from practice_check.cells.fault import CellFault
from practice_check.cells.suggest import plain
from practice_check.ingest.mapped.recognise import NearMiss, first_rows
from practice_check.ingest.sheets import Sheet
from practice_check.records.columns import CASES, COVERS, EXPORT, Kind, fields_of, names_of
from practice_check.records.model import tables

_OURS = (CASES, *tables(), COVERS, EXPORT)


def is_own(sheet: Sheet, miss: NearMiss | None) -> bool:
    """Whether a sheet that no mapping reads is ours: by its name, and where a mapping has that name by all headings."""
    name = plain(sheet.name)
    if name not in _OURS:
        return False
    if miss is None or name not in tables():
        return True
    known = {plain(each) for each in names_of(tables()[name])}
    return all(plain(heading) in known for heading in miss.headings)


def reads_as_own(sheet: Sheet) -> bool:
    """Whether a sheet that a mapping knows too is wholly ours: its name, every heading, and its first cells."""
    name = plain(sheet.name)
    if name != CASES and name not in tables():
        return False
    rows = [cells for _, cells in first_rows(sheet) if any(not is_blank(cell) for cell in cells)]
    fields = {plain(field.name): field for field in fields_of(name).values()}
    headings = [plain(str(cell)) for cell in rows[0]] if rows else []
    if "crn" not in headings or any(heading not in fields for heading in headings if heading):
        return False
    for cells in rows[1:]:
        for heading, cell in zip(headings, cells, strict=False):
            if heading and fields[heading].kind in {Kind.CODE, Kind.DATE} and not is_not_in_export(cell):
                try:
                    read_cell(cell, fields[heading])
                except CellFault:
                    return False
    return True
