"""What only a whole column shows of its dates: that day and month have changed places, or in which form they are."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from practice_check.cells.date_forms import EXCEL_NUMBER, USUAL_FORMS, DateForms, Form, one_line
from practice_check.cells.fault import CellFault

_MOST_DAY_OF_SWAPPED = 12
_LEAST_OF_EACH = 3
_NEARLY_ALL = 0.9
_LONGEST_DATE = 40


@dataclass(frozen=True)
class Doubt:
    """Why some dates of a column are not believed. ``touches`` says which cells are to be faults."""

    message: str
    mend: str
    forms: DateForms
    texts: bool
    real: bool

    def touches(self, value: object) -> bool:
        """Whether this cell is one of those that could be read either way."""
        if isinstance(value, str):
            return self.texts and self.forms.either_way(value)
        day = _real_date(value, self.forms)
        return self.real and day is not None and day.day <= _MOST_DAY_OF_SWAPPED and day.day != day.month


def doubt(values: Iterable[object], forms: DateForms) -> Doubt | None:
    """Why dates of this column may have day and month changed about; None where nothing says so.

    Either one of its texts can only be read the other way round than the column is said to be, or Excel's own dates
    stand among texts in the way that Excel leaves when it took day for month: all that it could take became dates, with
    days up to 12, and all that it could not stayed text.
    """
    if not forms.mirrors:
        return None
    column = _Column(forms)
    for value, times in Counter(value for value in values if isinstance(value, (str, int, float, dt.date))).items():
        column.add(value, times)
    if column.other_way is not None:
        return column.contradicted()
    return column.swapped_by_excel()


class _Column:
    """What the cells of a column have shown so far."""

    def __init__(self, forms: DateForms) -> None:
        self.forms = forms
        self.other_way: tuple[str, Form] | None = None
        self._texts = self._unswappable = self._either_way = 0
        self._real = self._low_days = self._swappable_real = 0

    def add(self, value: object, times: int) -> None:
        """Take note of what stands in so many cells."""
        if isinstance(value, str):
            self._add_text(value, times)
            return
        day = _real_date(value, self.forms)
        if day is not None:
            low = day.day <= _MOST_DAY_OF_SWAPPED
            self._real += times
            self._low_days += times * low
            self._swappable_real += times * (low and day.day != day.month)

    def _add_text(self, text: str, times: int) -> None:
        mirror = self.forms.only_mirrored(text)
        if mirror is not None:
            self.other_way = self.other_way or (text.strip(), mirror)
            return
        shown = next((day for form, _ in self.forms.mirrors if (day := form.day_of(one_line(text)))), None)
        if shown is not None:
            self._texts += times
            self._unswappable += times * (shown.day > _MOST_DAY_OF_SWAPPED)
            self._either_way += times * self.forms.either_way(text)

    def contradicted(self) -> Doubt:
        assert self.other_way is not None
        text, mirror = self.other_way
        declared = next(form for form, other in self.forms.mirrors if other == mirror)
        real = self._real > 0 and self._low_days == self._real
        message = (
            f"'{text[:40]}' can only be read {_way(mirror)}, and the column is said to be {_way(declared)} "
            f"({declared.written}): {_cells(self._either_way + (self._swappable_real if real else 0))}"
        )
        mend = (
            f"find out which it is in the system that the dates came from; then say so in the mapping (dates: "
            f"[{mirror.written}]), or correct the cell if it is the only one"
        )
        return Doubt(message, mend, self.forms, texts=True, real=real)

    def swapped_by_excel(self) -> Doubt | None:
        if min(self._texts, self._real) < _LEAST_OF_EACH or not self._swappable_real:
            return None
        if self._unswappable < _NEARLY_ALL * self._texts or self._low_days < _NEARLY_ALL * self._real:
            return None
        message = (
            f"Excel seems to have swapped day and month: {self._unswappable} dates with a day over 12 stand as text, "
            f"and {self._low_days} that Excel took for dates have a day of 12 or less: {_cells(self._swappable_real)}"
        )
        mend = (
            "export the table again and open it in Excel through Data, From Text/CSV, with this column as text; "
            "or give the CSV file itself"
        )
        return Doubt(message, mend, self.forms, texts=False, real=True)


@dataclass(frozen=True)
class FormGuess:
    """In which forms a column seems to be written.

    ``forms``: what together reads nearly all of it, to be named in a mapping as they stand. ``share``: how much of the
    cells that hold something they read. ``shares``: what each reads by itself. ``ambiguous``: whether two of them give
    one cell two days, or the column speaks against itself, so that a person must say which it is.
    """

    forms: tuple[str, ...]
    share: float
    shares: dict[str, float]
    ambiguous: bool


def guess_forms(values: Iterable[object]) -> FormGuess:
    """The forms of a column whose cells (texts, numbers, Excel's own dates) nobody has said how they are written."""
    given = Counter(value for raw in values if (value := _hashable(raw)) not in (None, ""))
    texts = {value: count for value, count in given.items() if isinstance(value, str)}
    total = sum(given.values())
    if not total:
        return FormGuess((), 0.0, {}, ambiguous=False)
    forms: list[str] = []
    ambiguous = False
    for group in _by_shape(texts).values():
        fitting, open_question = _fitting(group)
        forms += fitting
        ambiguous |= open_question
    counting = DateForms.parse([EXCEL_NUMBER])
    if any(_reads(counting, value) for value in given if not isinstance(value, dt.date)):
        forms.append(EXCEL_NUMBER)
    forms = list(dict.fromkeys(forms))
    shares = {form: sum(n for value, n in given.items() if _fits(form, value)) / total for form in forms}
    real = sum(n for value, n in given.items() if isinstance(value, dt.date))
    read = sum(n for value, n in given.items() if any(_fits(form, value) for form in forms))
    unsure = ambiguous or (bool(forms) and doubt(given.elements(), DateForms.parse(forms)) is not None)
    return FormGuess(tuple(forms), (real + read) / total, shares, unsure)


def _by_shape(texts: dict[str, int]) -> dict[str, list[str]]:
    """The texts that look alike: figures in runs of up to two, of four and so on, with the same separators."""
    groups: dict[str, list[str]] = {}
    for text in texts:
        if len(text) > _LONGEST_DATE or not text[-1:].isalnum() or not re.search("[0-9]", text):
            continue
        shape = re.sub(r"[0-9]+", lambda run: "00" if len(run[0]) <= 2 else "0" * len(run[0]), text[:20])
        groups.setdefault(re.sub(r"[A-Za-z]+", "a", shape), []).append(text)
    return groups


def _fitting(texts: list[str]) -> tuple[list[str], bool]:
    """The form of texts that look alike, and whether it stays open; several where nothing tells between them."""
    read = {form.written: {text: day for text in texts if (day := form.day_of(text))} for form in USUAL_FORMS}
    best = max(read, key=lambda form: len(read[form]))
    if len(read[best]) < len(texts) / 2:
        return [], False
    rivals = [form for form in read if form != best and _is_rival(read[form], read[best], len(texts))]
    return [best, *rivals], bool(rivals)


def _is_rival(other: dict[str, dt.date], best: dict[str, dt.date], texts: int) -> bool:
    """Whether another form may be meant as well: it reads a text that the best does not, or it reads all as well and
    one of them as another day."""
    return bool(set(other) - set(best)) or (len(other) == texts and other != best)


def _fits(form: str, value: object) -> bool:
    return not isinstance(value, dt.date) and _reads(DateForms.parse([form]), value)


def _reads(forms: DateForms, value: object) -> bool:
    try:
        forms.read(value)
    except CellFault:
        return False
    return True


def _hashable(value: object) -> object:
    """What counts of a cell here: its text in one line, its number or day."""
    if isinstance(value, str):
        return one_line(value)
    return value if value is None or isinstance(value, (int, float, dt.date)) else str(value)


def _real_date(value: object, forms: DateForms) -> dt.date | None:
    """The day of a cell that Excel itself holds as a date, shown as one or as its count of days."""
    if isinstance(value, str) or not isinstance(value, (dt.date, int, float)):
        return None
    if not isinstance(value, dt.date) and not forms.counts:
        return None
    try:
        return forms.read(value)
    except CellFault:
        return None


def _way(form: Form) -> str:
    return "day first" if form.day_first else "month first"


def _cells(number: int) -> str:
    if number == 1:
        return "1 cell of the column could be read either way and was not read"
    return f"{number:,} cells of the column could be read either way and were not read"
