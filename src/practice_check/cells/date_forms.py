"""The forms in which a column's dates are written: read by them, and never guessed at.

A form is spelt with ``yyyy yy MM MMM dd`` and any separators ("dd/MM/yyyy"); ``excel-number`` is Excel's own count of
days. A value is read only if every form that fits it gives one and the same day.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from practice_check.cells.fault import CellFault, Unreadable

EXCEL_NUMBER = "excel-number"
FIRST_YEAR, LAST_YEAR = 1900, 2100
#: A number outside these days is hardly a count of days: a year, an age, a reference.
_FIRST_COUNT, _LAST_COUNT = dt.date(1920, 1, 1), dt.date(LAST_YEAR, 12, 31)
_COUNT_START = dt.date(1899, 12, 30)  # Excel counts a 29 February 1900 that never was: right from March 1900 on
_DAYS_TO_1904 = 1462
#: As the database under nDelius reads a year of two figures (Oracle's RR).
_LAST_SHORT_YEAR = 49

_LONGEST_FORM = 60

_LONDON = ZoneInfo("Europe/London")
_TOKEN = re.compile(r"[A-Za-z]*[A-LN-Za-ce-xz][A-Za-z]*|y+|M+|d+")
_PARTS = {
    "yyyy": "year",
    "yy": "year",
    "MMMM": "name",
    "MMM": "name",
    "MM": "month",
    "M": "month",
    "dd": "day",
    "d": "day",
}
_TIME = (
    r"(?:(?:T|\s|,\s)\s*(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_MONTHS = [name.lower() for name in calendar.month_name]
_COUNT = re.compile(r"[0-9]{4,6}(?:\.[0-9]{1,15})?")


class Whole1904(int):
    """A number of a workbook that counts its days from 1904, as old Excel on the Macintosh did."""


class Decimal1904(float):
    """A number with a fraction, of such a workbook."""


@dataclass(frozen=True)
class _NotReal:
    """Why a text that has the shape of a form is no date all the same."""

    message: str
    mend: str


@dataclass(frozen=True)
class Form:
    """One form. ``order`` names its parts as they stand; of ``name`` and ``month`` it has one."""

    written: str
    pattern: re.Pattern[str]
    order: tuple[str, ...]
    #: How many figures a date without separators has, else 0.
    run: int

    @classmethod
    def parse(cls, written: str) -> "Form":
        """Raises ValueError for a form that could not be read by."""
        order: list[str] = []
        pieces: list[str] = []
        at = 0
        text = written.strip()
        if len(text) > _LONGEST_FORM:
            raise ValueError(
                f"'{_cut(text)}' has {len(text):,} letters and signs: a form of dates has at most {_LONGEST_FORM}"
            )
        fixed = re.search("yM|Md|dM|My|dy|yd", text) is not None  # figures with nothing between: all keep their width
        for found in _TOKEN.finditer(text):
            pieces.append(_separator(text[at : found.start()]))
            token, at = found[0], found.end()
            if token not in _PARTS:
                raise ValueError(_unknown_token(written, token))
            order.append(_PARTS[token])
            pieces.append(_piece(token, fixed=fixed, named="MMM" in text))
        pieces.append(_separator(text[at:]))
        kinds = sorted("month" if part == "name" else part for part in order)
        if kinds != ["day", "month", "year"]:
            raise ValueError(f"'{written}' does not name a day, a month and a year once each, as dd/MM/yyyy does")
        run = len(text) if text.isalpha() and "name" not in order else 0
        return cls(text, re.compile("".join(pieces) + _TIME), tuple(order), run)

    @cached_property
    def mirrored(self) -> "Form | None":
        """The form with day and month changed about; None where the year stands first or the month is a name."""
        if "name" in self.order or self.order[0] == "year":
            return None
        swap = {"dd": "MM", "MM": "dd", "d": "M", "M": "d"}
        return Form.parse(re.sub(r"dd?|MM?", lambda found: swap[found[0]], self.written))

    @property
    def day_first(self) -> bool:
        """Whether it is read day first (of a form that has a mirror)."""
        return self.order.index("day") < self.order.index("month")

    def shape(self, text: str) -> re.Match[str] | None:
        return self.pattern.fullmatch(text)

    def day_of(self, text: str) -> dt.date | None:
        """The day that the text gives in this form; None where it gives none."""
        found = self.shape(text)
        if found is None:
            return None
        day = self.real_day(text, found)
        return day if isinstance(day, dt.date) else None

    def real_day(self, text: str, found: re.Match[str]) -> dt.date | _NotReal:
        """The day of a text that has the form's shape, or why there is no such day."""
        parts = found.groupdict()
        year = int(parts["year"])
        if len(parts["year"]) == 2:
            year += 2000 if year <= _LAST_SHORT_YEAR else 1900
        day = int(parts["day"])
        if "name" in self.order:
            named = _named_month(parts["name"])
            if named is None:
                mend = f"'{parts['name']}' is not a month: write it as Jan, Feb, Mar…"
                return _NotReal(f"{text} is not a real date", mend)
            month = named
        else:
            month = int(parts["month"])
        if not 1 <= month <= 12:
            mend = "correct the month"
            if _is_real(year, day, month):
                side = "day" if self.day_first else "month"
                mend = f"write the {side} first: {self.example(dt.date(year, day, month))}"
            return _NotReal(f"{text} is not a real date", f"there is no month {month}: {mend}")
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return _out_of_reach(text, year)
        if not _is_real(year, month, day):
            days = calendar.monthrange(year, month)[1]
            mend = f"{calendar.month_name[month]} {year} has {days} days: correct the date"
            return _NotReal(f"{text} is not a real date", mend)
        return _with_time(text, dt.date(year, month, day), parts)

    def example(self, day: dt.date) -> str:
        """The day as this form writes it."""
        words = {
            "yyyy": f"{day.year:04}",
            "yy": f"{day.year % 100:02}",
            "MMMM": calendar.month_name[day.month],
            "MMM": calendar.month_abbr[day.month],
            "MM": f"{day.month:02}",
            "M": str(day.month),
            "dd": f"{day.day:02}",
            "d": str(day.day),
        }
        return _TOKEN.sub(lambda found: words[found[0]], self.written)


@dataclass(frozen=True)
class DateForms:
    """The forms of one column's dates. ``counts``: whether a plain number may be Excel's count of days."""

    forms: tuple[Form, ...]
    counts: bool
    #: Whether the forms are our template's, so that nobody can add one to them, and no zone is looked for.
    fixed: bool = False

    @classmethod
    def parse(cls, written: Iterable[str], *, fixed: bool = False) -> "DateForms":
        """The forms from their spelling. Raises ValueError, with a sentence for the writer, for one that is none."""
        texts = [text.strip() for text in written]
        forms = tuple(Form.parse(text) for text in dict.fromkeys(texts) if text.lower() != EXCEL_NUMBER)
        counts = any(text.lower() == EXCEL_NUMBER for text in texts)
        if not forms and not counts:
            raise ValueError("no form of dates is named: write one such as dd/MM/yyyy")
        return cls(forms, counts, fixed)

    @property
    def written(self) -> tuple[str, ...]:
        return (*(form.written for form in self.forms), *((EXCEL_NUMBER,) if self.counts else ()))

    @cached_property
    def mirrors(self) -> tuple[tuple[Form, Form], ...]:
        """Each form that can be read with day and month changed about, with its mirror, where only one is named."""
        named = {form.written for form in self.forms}
        pairs = ((form, form.mirrored) for form in self.forms)
        return tuple((form, mirror) for form, mirror in pairs if mirror and mirror.written not in named)

    def read(self, value: object) -> dt.date:
        """The day that a cell gives. Raises CellFault with its mend."""
        if isinstance(value, Unreadable):
            raise CellFault(value.message, value.mend)
        if isinstance(value, dt.date):  # a datetime is one too
            return _of_excel(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self._of_number(value)
        if not isinstance(value, str):
            raise CellFault(f"'{_cut(str(value).lower())}' is not a date", self._write())
        return self._of_text(one_line(value))

    def either_way(self, value: object) -> bool:
        """Whether a text can be read day first and month first, as two different real days."""
        text = self._text_of(value)
        if text is None:
            return False
        for form in self.forms:
            mirror = form.mirrored
            if mirror is None:
                continue
            one, other = form.day_of(text), mirror.day_of(text)
            if one is not None and other is not None and one != other:
                return True
        return False

    def only_mirrored(self, value: object) -> Form | None:
        """The mirror that alone can read a text which none of the forms reads; None for every other value."""
        text = self._text_of(value)
        if text is None or any(form.day_of(text) for form in self.forms):
            return None
        return next((mirror for _, mirror in self.mirrors if mirror.day_of(text)), None)

    def _text_of(self, value: object) -> str | None:
        if isinstance(value, str):
            return one_line(value)
        return self._run_of(value) if isinstance(value, int) and not isinstance(value, bool) else None

    def _run_of(self, value: int) -> str | None:
        """A whole number as the figures of a date without separators, whose leading nought Excel has dropped."""
        runs = {form.run for form in self.forms if form.run}
        width = next((run for run in sorted(runs) if run - 1 <= len(str(value)) <= run), None)
        return None if width is None or value < 0 else str(value).zfill(width)

    def _of_number(self, value: float) -> dt.date:
        days = set()
        if self.counts and (counted := _counted(value)) is not None:
            days.add(counted)
        run = self._run_of(value) if isinstance(value, int) else None
        if run is not None:
            days |= {day for form in self.forms if (day := form.day_of(run)) is not None}
        if len(days) == 1:
            return days.pop()
        if days:
            raise self._several(str(value), days)
        if self.counts:
            raise CellFault(f"{_number(value)} is a number and not a count of days that could be right", self._write())
        mend = "give the column a date format, or "
        if not self.fixed and _counted(value) is not None:
            mend += f"add {EXCEL_NUMBER} to the column's dates in the mapping, or "
        raise CellFault(f"{_number(value)} is a number, not a date", mend + self._write())

    def _of_text(self, text: str) -> dt.date:
        days: set[dt.date] = set()
        wrong: _NotReal | None = None
        for form in self.forms:
            found = form.shape(text)
            if found is None or (self.fixed and found["zone"]):
                continue
            day = form.real_day(text, found)
            if isinstance(day, dt.date):
                days.add(day)
            else:
                wrong = wrong or day
        if self.counts and _COUNT.fullmatch(text) and (counted := _counted(float(text))) is not None:
            days.add(counted)
        if len(days) == 1:
            return days.pop()
        if days:
            raise self._several(text, days)
        if wrong is not None:
            raise CellFault(wrong.message, wrong.mend)
        raise self._no_form(text)

    def _several(self, text: str, days: set[dt.date]) -> CellFault:
        said = " or ".join(f"{day.day} {calendar.month_name[day.month]} {day.year}" for day in sorted(days))
        mend = "find out which is meant, and leave one of the two forms in the column's dates in the mapping"
        return CellFault(f"{_cut(text)} can be read as {said}", mend)

    def _no_form(self, text: str) -> CellFault:
        by_day = {day: form for form in reversed(USUAL_FORMS) if (day := form.day_of(text)) is not None}
        fitting = [form.written for form in USUAL_FORMS if form in by_day.values()]
        add = ""
        if fitting and not self.fixed:
            add = f", or add the form that it has ({' or '.join(fitting)}) to the column's dates in the mapping"
        if fitting and "yyyy" not in fitting[0] and any("yyyy" in form.written for form in self.forms):
            return CellFault(f"{text} has a year of two figures", f"write the year in full, such as 2025{add}")
        return CellFault(f"'{_cut(text)}' is not a date" + ("" if self.fixed else self._of_form()), self._write() + add)

    def _of_form(self) -> str:
        return f" of the form {' or '.join(self.written)}"

    def _write(self) -> str:
        form = self.forms[0].example(dt.date(2025, 1, 31)) if self.forms else "31/01/2025"
        return f"write the day as {form}, or leave the cell blank when no date is recorded"


def one_line(text: str) -> str:
    """The text without the blanks round it, and with one blank for several."""
    return " ".join(text.split())


def in_london(moment: dt.datetime) -> dt.datetime:
    """What the clocks of England and Wales had, at a moment given with its zone."""
    return moment.astimezone(_LONDON)


def from_1904(number: float) -> float:
    """A plain number of a workbook whose days are counted from 1904, so marked that it can be told."""
    return Whole1904(number) if isinstance(number, int) else Decimal1904(number)


def _separator(text: str) -> str:
    """What stands between two parts, blanks about a sign as people please."""
    sign = text.strip()
    return rf"\s*{re.escape(sign)}\s*" if sign and sign != text else re.escape(sign) or (r"\s+" if text else "")


def _piece(token: str, *, fixed: bool, named: bool) -> str:
    if token in {"yyyy", "yy"}:
        return rf"(?P<year>[0-9]{{{len(token)}}})"
    if _PARTS[token] == "name":
        return r"(?P<name>[A-Za-z]{3,9})\.?"
    figures = rf"(?P<{_PARTS[token]}>[0-9]{{{'2' if fixed else '1,2'}}})"
    return figures + "(?:st|nd|rd|th)?" if named and _PARTS[token] == "day" else figures


def _unknown_token(written: str, token: str) -> str:
    start = f"'{written}': '{token}' is not a part of a date that we know; "
    small = token.lower()
    if small in {"mon", "month"}:
        return start + "did you mean 'MMM'?"
    if small[0] in "dmyr" and len(set(small)) == 1:
        long = len(token) > 2
        meant = {"d": "dd", "m": "MMM" if long else "MM", "y": "yyyy" if long else "yy", "r": "yyyy" if long else "yy"}
        return start + f"did you mean '{meant[small[0]]}'?"
    return start + "forms are written with yyyy yy MM MMM dd"


def _named_month(name: str) -> int | None:
    wanted = name.lower()
    for number in range(1, 13):
        if wanted in {_MONTHS[number], _MONTHS[number][:3], "sept" if number == 9 else ""}:
            return number
    return None


def _is_real(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _with_time(text: str, day: dt.date, parts: dict[str, str]) -> dt.date | _NotReal:
    """The day itself; where the text gives the hour in a zone, the day that it then was in London."""
    if parts["hour"] is None:
        return day
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    if parts["half"] is not None:
        hour = hour % 12 + (12 if parts["half"][0] in "pP" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59 or second > 59:
        return _NotReal(f"{text} does not give a real time", "correct the time, or leave it away")
    if parts["zone"] is None:
        return day
    try:
        return in_london(dt.datetime.combine(day, dt.time(hour, minute, second), _zone(parts["zone"]))).date()
    except (ValueError, OverflowError):
        return _NotReal(f"{text} does not give a real time", "correct the time, or leave it away")


def _zone(written: str) -> dt.timezone:
    if written == "Z":
        return dt.UTC
    figures = written[1:].replace(":", "").ljust(4, "0")
    away = dt.timedelta(hours=int(figures[:2]), minutes=int(figures[2:]))
    return dt.timezone(-away if written[0] == "-" else away)


def _of_excel(value: dt.date) -> dt.date:
    day = value
    if isinstance(value, dt.datetime):
        day = value.date() if value.tzinfo is None else in_london(value).date()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        wrong = _out_of_reach(day.isoformat(), day.year)
        raise CellFault(wrong.message, wrong.mend)
    return day


def _out_of_reach(text: str, year: int) -> _NotReal:
    mend = "correct the year, or leave the cell blank when it stands for 'no end'"
    return _NotReal(f"{text} cannot be right: the year is {year}", mend)


def _counted(value: float) -> dt.date | None:
    """The day of one of Excel's counts; None where it could hardly be one."""
    if not 0 <= value < 1_000_000:  # neither infinite nor "not a number"
        return None
    offset = _DAYS_TO_1904 if isinstance(value, (Whole1904, Decimal1904)) else 0
    day = _COUNT_START + dt.timedelta(days=int(value) + offset)
    return day if _FIRST_COUNT <= day <= _LAST_COUNT else None


def _number(value: float) -> str:
    return str(value) if isinstance(value, float) or abs(value) < 10**30 else "the number"


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _usual() -> Iterator[str]:
    for separator in "/-. ":
        for order in (("dd", "MM", "yyyy"), ("MM", "dd", "yyyy"), ("yyyy", "MM", "dd")):
            yield separator.join(order)
    for separator in ("-", " ", "/", ""):
        yield separator.join(("dd", "MMM", "yyyy"))
    yield from ("MMM dd, yyyy", "MMM dd yyyy", "dd MMM, yyyy", "yyyy-MMM-dd", "yyyyMMdd", "ddMMyyyy")
    for separator in "/-.":
        for order in (("dd", "MM", "yy"), ("MM", "dd", "yy")):
            yield separator.join(order)
    yield "yy-MM-dd"
    for separator in ("-", " ", "/", ""):
        yield separator.join(("dd", "MMM", "yy"))


#: The forms in which dates are usually written, the likelier first.
USUAL_FORMS = tuple(Form.parse(written) for written in _usual())
