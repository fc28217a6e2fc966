"""What the cells of a column look like, whatever its heading says."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from statistics import median

from practice_check.cells.cell import is_blank
from practice_check.cells.date_columns import FormGuess, guess_forms
from practice_check.cells.date_forms import EXCEL_NUMBER, DateForms
from practice_check.cells.fault import CellFault
from practice_check.ingest.mapped.worth import as_text
from practice_check.mapping.model import USUAL_NOT_RECORDED, USUAL_UNKNOWN

_CRN = re.compile(r"[A-Za-z]\d{6}", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?", re.ASCII)
_MASKED = re.compile(r"\*{2,}")
_SAYS_NOTHING = frozenset({*USUAL_NOT_RECORDED, *USUAL_UNKNOWN})
#: A column with more different texts than this holds no codes.
MOST_CODES = 40
#: Years after which no order of a caseload is likely to run, and how many days are looked at for them.
_LONG_AGO = 17
_MOST_DAYS = 500


@dataclass(frozen=True)
class Profile:
    """A column's cells. ``values``: each different cell that says something, with how often; ``blank``: how many cells
    say nothing, in ``words`` those that say so in a word."""

    values: Counter[object] = field(default_factory=Counter)
    blank: int = 0
    words: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, cells: Iterable[object]) -> "Profile":
        values: Counter[object] = Counter()
        words: Counter[str] = Counter()
        blank = 0
        for cell in cells:
            if is_blank(cell):
                blank += 1
            elif isinstance(cell, str) and (cell.strip().lower() in _SAYS_NOTHING or _MASKED.fullmatch(cell.strip())):
                blank += 1
                words[cell.strip()] += 1
            else:
                values[cell.strip() if isinstance(cell, str) else _plain(cell)] += 1
        return cls(values, blank, words)

    @cached_property
    def filled(self) -> int:
        return sum(self.values.values())

    @property
    def distinct(self) -> int:
        return len(self.values)

    @cached_property
    def texts(self) -> Counter[str]:
        """The cells as people see them."""
        found: Counter[str] = Counter()
        for value, count in self.values.items():
            found[as_text(value)] += count
        return found

    @cached_property
    def dates(self) -> FormGuess:
        return guess_forms(self.values.elements())

    @cached_property
    def is_long_ago(self) -> bool:
        """Whether most of its days are so long ago that no order is of then: days of birth."""
        forms = DateForms.parse([*self.dates.forms, EXCEL_NUMBER])
        years: list[int] = []
        for value in islice(self.values, _MOST_DAYS):
            try:
                years.append(forms.read(value).year)
            except CellFault:
                continue
        return bool(years) and median(years) <= dt.date.today().year - _LONG_AGO

    @cached_property
    def crns(self) -> float:
        return self._share(_CRN)

    @cached_property
    def numbers(self) -> float:
        return self._share(_NUMBER)

    @cached_property
    def largest(self) -> float:
        return max((float(text) for text in self.texts if _NUMBER.fullmatch(text)), default=0.0)

    @cached_property
    def length(self) -> float:
        """How long a cell is on average, in characters."""
        return sum(len(text) * count for text, count in self.texts.items()) / self.filled if self.filled else 0.0

    def _share(self, pattern: re.Pattern[str]) -> float:
        fitting = sum(count for text, count in self.texts.items() if pattern.fullmatch(text))
        return fitting / self.filled if self.filled else 0.0


def _plain(cell: object) -> object:
    return cell if isinstance(cell, (str, int, float)) or hasattr(cell, "year") else str(cell)
