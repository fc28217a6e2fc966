"""From what stands in a cell to the value of its field, or a fault that says why not."""

import datetime as dt
import math
import re
from collections.abc import Callable

from practice_check.cells.dates import read_date
from practice_check.cells.fault import CellFault, Unreadable
from practice_check.cells.suggest import by_plain_name, nearest, plain
from practice_check.cells.texts import sound
from practice_check.records.columns import NOT_IN_EXPORT, Column, Kind
from practice_check.records.wording import noun_of, spaced

YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})
_LONGEST_TEXT = 100_000
LARGEST = 1_000_000_000


def is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def is_not_in_export(value: object) -> bool:
    """Whether the cell itself says that the export does not hold it."""
    if not isinstance(value, str):
        return False
    text = value.strip()
    return len(text) == len(NOT_IN_EXPORT) and text.lower() == NOT_IN_EXPORT


def read_cell(value: object, column: Column) -> object:
    """The value of a field; None when the cell is blank. Raises CellFault."""
    if is_blank(value):
        return None
    if isinstance(value, Unreadable):
        raise CellFault(value.message, value.mend)
    read = _READERS[column.kind]
    if not column.many:
        _single(value)
        return read(value, column)
    items = value if isinstance(value, list) else [part for part in _text(value, column).split(";") if part.strip()]
    for item in items:
        _single(item)
        if is_blank(item):
            raise CellFault("one of the values is blank", "take the blank out of the list")
    return [read(item, column) for item in items] if items or isinstance(value, list) else None


def _single(value: object) -> None:
    if isinstance(value, Unreadable):
        raise CellFault(value.message, value.mend)
    if value is not None and not isinstance(value, (str, int, float, dt.date, dt.time, dt.timedelta)):
        raise CellFault("a list or group stands where one value belongs", "give one plain value")


def _text(value: object, _: Column) -> str:
    if isinstance(value, str):
        text = value.strip()
        if len(text) > _LONGEST_TEXT:
            raise CellFault(f"the text is longer than {_LONGEST_TEXT:,} characters", "shorten it")
        if not text.isascii() and sound(text) != text:
            raise CellFault("the text holds half a character", "write it again")
        return text
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        raise CellFault(f"'{str(value).lower()}' is not text", "write it in words")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST:
        return str(int(value))
    if isinstance(value, int) and abs(value) >= 10**30:
        raise CellFault("the number is too long to be a name or reference", "correct it")
    return str(value)


def _whole(value: object, _: Column) -> int:
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and re.fullmatch(r"\d{1,12}", value.strip(), re.ASCII):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(_in_reach(value))
    raise _not_a_number(value, "a whole number", r"\d+")


def _decimal(value: object, _: Column) -> float:
    if isinstance(value, str) and re.fullmatch(r"\d{1,12}(\.\d{1,20})?([eE][+-]?\d{1,3})?", value.strip(), re.ASCII):
        value = float(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise CellFault(f"'{value}' is not a number", "write the figure alone")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(_in_reach(value))
    raise _not_a_number(value, "a number", r"\d+(?:\.\d+)?")


def _in_reach(value: float) -> float:
    if value < 0:
        raise CellFault(
            f"{value} is below nought", "correct the figure, or leave the cell blank when it is not recorded"
        )
    if value >= LARGEST:
        raise CellFault("the number is too large to be right", "correct the figure")
    return value


def _not_a_number(value: object, what: str, pattern: str) -> CellFault:
    figures = re.findall(pattern, str(value)[:1000], re.ASCII)
    if len(figures) == 1 and isinstance(value, str) and "-" not in value:
        mend = f"write the figure alone: {figures[0][:12]}"
    else:
        mend = "write the figure alone, or leave the cell blank when it is not recorded"
    return CellFault(f"'{_cut(value)}' is not {what}", mend)


def _yes_no(value: object, _: Column) -> bool:
    if isinstance(value, bool):
        return value
    word = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellFault(
        f"'{_cut(value)}' is not yes or no", "write yes or no, or leave the cell blank when it is not recorded"
    )


def _date(value: object, _: Column) -> dt.date:
    return read_date(value)


def _code(value: object, column: Column) -> str:
    word = plain(str(value) if isinstance(value, bool) else _text(value, column))
    code = by_plain_name(column.codes).get(word)
    if code is not None:
        return code
    near = nearest(word, column.codes)
    if near is not None:
        mend = f"did you mean '{spaced(near)}'?"
    else:
        mend = "write one of: " + ", ".join(spaced(code) for code in column.codes)
    raise CellFault(f"'{_cut(value)}' is not {noun_of(column.codes)}", mend)


def _cut(value: object) -> str:
    text = str(value).strip()
    return text if len(text) <= 40 else text[:39] + "…"


_READERS: dict[Kind, Callable[[object, Column], object]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.CODE: _code,
}
