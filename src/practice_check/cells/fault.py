"""Why one cell, or one sheet, could not be read."""

from dataclasses import dataclass


class CellFault(Exception):  # noqa: N818 - it is a finding about the export and not an error of ours
    """A cell holds something that is not what its column holds."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


class SheetFault(Exception):  # noqa: N818 - nor is this
    """A whole sheet cannot be relied on, so that its table is unknown."""

    def __init__(self, message: str, mend: str, *, row: int | None = None, value: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        self.row = row
        self.value = value


@dataclass(frozen=True)
class Unreadable:
    """Stands in place of a cell's value when the reader of the format found that it has none to give."""

    text: str
    message: str
    mend: str

    def __str__(self) -> str:
        return self.text


EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})


def excel_error(text: str) -> Unreadable:
    """What stands in a cell whose formula came to an error."""
    return Unreadable(text, f"the cell holds Excel's error {text[:20]}", "mend the formula, or write the value itself")
