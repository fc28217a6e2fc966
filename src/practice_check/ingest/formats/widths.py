"""How wide a table may be."""

from practice_check.cells.fault import SheetFault

#: Every column costs its likeness to all that we know; no table of cases has a tenth of these.
MOST_COLUMNS = 2_000


def refuse_too_wide(file: str, columns: int) -> None:
    """Raise SheetFault for a table of more columns than any has."""
    if columns > MOST_COLUMNS:
        message = (
            f"{file} has a row of more than {MOST_COLUMNS:,} cells: it is no table, and what it would show is unknown"
        )
        raise SheetFault(message, "export only the columns that are wanted", value=file)
