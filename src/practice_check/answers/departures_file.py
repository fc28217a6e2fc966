"""Writing departures to an exceptions file: a CSV that people open in a spreadsheet and the next run reads."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from practice_check.cells.fault import SheetFault
from practice_check.cells.suggest import plain
from practice_check.files import write_private
from practice_check.ingest import InputError
from practice_check.ingest.formats.csv_tables import raw_rows
from practice_check.ingest.writing.writers import csv_cell
from practice_check.records.departure import DepartureRow

#: The headings of the file, in order.
COLUMNS = tuple(name for name in DepartureRow.model_fields if name != "source")


def append(path: Path, rows: Sequence[DepartureRow]) -> None:
    """Adds the rows at the end of a CSV exceptions file, which is made if it is not there.

    What stands in the file stays, with its own order of columns and its own further ones. For its owner only.
    Raises InputError where the path is no CSV, or what stands there cannot be read as one, and OSError.
    """
    if path.suffix.lower() != ".csv":
        raise InputError(f"{path.name} is not a CSV file", "give a name that ends in .csv")
    table = _standing(path)
    headings = {plain(heading): place for place, heading in reversed(list(enumerate(table[0])))}
    for name in COLUMNS:
        if name not in headings:
            headings[name] = len(table[0])
            table[0].append(name)
    at = {place: name for name, place in headings.items() if name in COLUMNS}
    width = len(table[0])
    filled = [line + [""] * (width - len(line)) for line in table]
    added = [[csv_cell(getattr(row, at[place])) if place in at else "" for place in range(width)] for row in rows]
    stream = io.StringIO()
    csv.writer(stream).writerows([*filled, *added])
    write_private(path, stream.getvalue().encode("utf-8-sig"))  # with the mark by which Excel knows the encoding


def _standing(path: Path) -> list[list[str]]:
    """What the file holds, headings first, cell by cell as it is written; only headings where there is none."""
    if not path.exists():
        return [list(COLUMNS)]
    try:
        lines = [
            cells for _, cells in raw_rows(path.name, lambda: path.open("rb")) if any(cell.strip() for cell in cells)
        ]
    except SheetFault as fault:
        raise InputError(fault.message, fault.mend) from fault
    return lines or [list(COLUMNS)]
