"""What a cell of a mapped column is worth: blank, unknown, a fault, or what it says, by the mapping's own words."""

import datetime as dt
import re
from collections.abc import Mapping as Names
from dataclasses import dataclass, field

from practice_check.cells.cell import is_blank, is_not_in_export
from practice_check.cells.date_columns import Doubt
from practice_check.cells.date_forms import DateForms
from practice_check.cells.fault import CellFault, Unreadable
from practice_check.cells.suggest import plain
from practice_check.mapping.model import UNKNOWN, Codes, Column, Mapping
from practice_check.mapping.model import Sheet as MappedSheet
from practice_check.records.columns import NOT_IN_EXPORT

#: The sheet has no such column.
ABSENT = object()
#: Longer than any code: a text that hardly stands twice.
_LONG_TEXT = 64
#: Cells of one column, or of several together, of which it is remembered what they came to.
MOST_KNOWN = 5000
_MASKED = re.compile(r"\*{2,}")


@dataclass(frozen=True)
class UnknownCode:
    """A code that the column's table does not have."""

    text: str


@dataclass(frozen=True)
class ColumnReader:
    """Reads the cells of one column."""

    column: Column
    not_recorded: frozenset[str]
    unknown: frozenset[str]
    forms: DateForms
    codes: Names[str, object] | None
    doubt: Doubt | None = None
    #: What a text of this column came to before: a column says few things, often.
    _coded: dict[str, object] = field(default_factory=dict)
    _dates: dict[str, object] = field(default_factory=dict)

    def text(self, value: object) -> object:
        """The cell: None when it says that nothing was recorded, NOT_IN_EXPORT when nobody knows, else as it stands."""
        if is_blank(value):
            return self._code_or("", None)
        if isinstance(value, str):
            word = value.strip().lower()
            if self.codes is not None and code_key(value) in self.codes:
                return value.strip()
            if word in self.not_recorded:
                return None
            if word in self.unknown or is_not_in_export(value) or _MASKED.fullmatch(word):
                return NOT_IN_EXPORT
            return value.strip()
        if isinstance(value, (bool, int, float)):
            words = spellings(value)
            if self.codes is None or not any(code_key(word) in self.codes for word in words):
                if words & self.not_recorded:
                    return None
                if words & self.unknown:
                    return NOT_IN_EXPORT
        return value

    def _code_or(self, code: str, otherwise: object) -> object:
        return code if self.codes is not None and code in self.codes else otherwise

    def coded(self, value: object, codes: Names[str, object] | None = None) -> object:
        """What the cell's code says: a text, a list, a group of attributes, None, NOT_IN_EXPORT or an UnknownCode."""
        if codes is not None or not isinstance(value, str) or len(value) > _LONG_TEXT:
            return self._of_code(value, self.codes if codes is None else codes)
        if value not in self._coded:
            if len(self._coded) >= MOST_KNOWN:
                self._coded.clear()
            self._coded[value] = self._of_code(value, self.codes)
        return self._coded[value]

    def _of_code(self, value: object, codes: Names[str, object] | None) -> object:
        said = self.text(value)
        if codes is None or said is None or said == NOT_IN_EXPORT or isinstance(said, Unreadable):
            return said
        spelt = [as_text(said), *sorted(spellings(said))]
        worth = next((codes[code_key(text)] for text in spelt if code_key(text) in codes), ABSENT)
        if worth is ABSENT:
            return UnknownCode(as_text(said))
        return NOT_IN_EXPORT if worth == UNKNOWN else worth

    def parts(self, value: object) -> list[str] | None:
        """The several values of one cell; None where it holds one of the words for nothing."""
        said = self.text(value)
        if isinstance(said, list):
            return [as_text(part) for part in said]
        if not isinstance(said, str) or said == NOT_IN_EXPORT:
            return None
        return [part.strip() for part in said.split(self.column.split) if part.strip()]

    def date(self, value: object) -> object:
        """The day: a date, None, NOT_IN_EXPORT or an Unreadable."""
        if not isinstance(value, str):
            return self._day(value)
        if value not in self._dates:
            if len(self._dates) >= MOST_KNOWN:
                self._dates.clear()
            self._dates[value] = self._day(value)
        return self._dates[value]

    def _day(self, value: object) -> object:
        said = self.text(value)
        if said is None or said == NOT_IN_EXPORT or isinstance(said, Unreadable):
            return said
        if self.doubt is not None and self.doubt.touches(said):
            return Unreadable(as_text(said), self.doubt.message, self.doubt.mend)
        try:
            return self.forms.read(said)
        except CellFault as fault:
            return Unreadable(as_text(said), fault.message, fault.mend)


def reader_of(mapping: Mapping, sheet: MappedSheet, column: Column, doubt: Doubt | None = None) -> ColumnReader:
    forms = column.dates or sheet.dates or mapping.dates
    first = [column.not_recorded, sheet.not_recorded, mapping.not_recorded]
    second = [column.unknown, sheet.unknown, mapping.unknown]
    codes = by_plain_code(column.codes) if isinstance(column.codes, dict) else None
    return ColumnReader(column, _words(first), _words(second), DateForms.parse(forms), codes, doubt)


def by_plain_code(codes: Codes) -> dict[str, object]:
    """Each code's worth under the code freed of capitals, spaces and hyphens."""
    return {code_key(code): worth for code, worth in codes.items()}


def code_key(code: str) -> str:
    """A code as it is looked up; one of hyphens alone stays itself, so that no blank is taken for it."""
    return plain(code) or code.strip()


def spellings(value: object) -> set[str]:
    """How a cell that is no text may be written: Excel's TRUE is "true" and "yes", 1.0 is "1"."""
    if isinstance(value, bool):
        return {"true", "yes"} if value else {"false", "no"}
    return {as_text(value).lower()}


def as_text(value: object) -> str:
    """A cell as people see it: 1.0 is "1", a day "2025-01-31"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip()


def _words(given: list[list[str | None] | None]) -> frozenset[str]:
    """The words of the first that says any."""
    said = next((words for words in given if words is not None), [])
    return frozenset(word.strip().lower() for word in said if word is not None)
