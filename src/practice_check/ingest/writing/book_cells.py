"""Texts put into the cells of a workbook so that Excel shows them and never runs them."""

import datetime as dt
import re

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell

LONGEST_CELL = 32_767
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def without_illegal(text: str) -> str:
    """The text without the characters that no workbook can hold."""
    return _NOT_IN_XML.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))


def put(cell: Cell | MergedCell, value: str | float | dt.date, date_format: str) -> None:
    """Write a value: a text is never a formula, whatever it begins with. Raises ValueError when it is too long."""
    if isinstance(value, str):
        text = without_illegal(value)
        if len(text) > LONGEST_CELL:
            raise ValueError(f"a cell of a workbook holds {LONGEST_CELL:,} characters at most")
        cell.value = text
        cell.data_type = "s"  # never a formula, whatever it begins with
        if text.startswith(_FORMULA_SIGNS):
            cell.quotePrefix = True  # nor when somebody edits it
        return
    cell.value = value
    if isinstance(value, dt.date):
        cell.number_format = date_format
