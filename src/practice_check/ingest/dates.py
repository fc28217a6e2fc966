"""Dates as people and systems write them; one that cannot be read is never guessed at."""

import calendar
import datetime as dt
import re

from practice_check.ingest.fault import CellFault

FIRST_YEAR, LAST_YEAR = 1900, 2100
_MONTHS = [name.lower() for name in calendar.month_name]
_TIME = r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?"
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_TIME}", re.ASCII)
_SLASHED = re.compile(rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_NAMED = re.compile(r"(?P<day>\d{1,2})[- ](?P<name>[A-Za-z]{3,9})[- ](?P<year>\d{4}|\d{2})", re.ASCII)
_WRITE = "write the day as 31/01/2025, or leave the cell blank when no date is recorded"


def read_date(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return _in_reach(value.date(), value.date().isoformat())
    if isinstance(value, dt.date):
        return _in_reach(value, value.isoformat())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise CellFault(f"{value} is a number, not a date", "give the column a date format, or " + _WRITE)
    if not isinstance(value, str):
        raise CellFault(f"'{_cut(str(value).lower())}' is not a date", _WRITE)
    text = value.strip()
    for pattern in (_ISO, _SLASHED, _NAMED):
        found = pattern.fullmatch(text)
        if found:
            return _date(text, found.groupdict())
    raise CellFault(f"'{_cut(text)}' is not a date", _WRITE)


def _date(text: str, parts: dict[str, str]) -> dt.date:
    if len(parts["year"]) == 2:
        raise CellFault(f"{text} has a year of two figures", "write the year in full, such as 2025")
    year, day = int(parts["year"]), int(parts["day"])
    month = _named_month(text, parts["name"]) if "name" in parts else int(parts["month"])
    if not 1 <= month <= 12:
        swapped = f"{month:02}/{day:02}/{year}"
        mend = f"write the day first: {swapped}" if _is_real(year, day, month) else "correct the month"
        raise CellFault(f"{text} is not a real date", f"there is no month {month}: {mend}")
    _in_reach_year(year, text)
    if not _is_real(year, month, day):
        days = calendar.monthrange(year, month)[1]
        mend = f"{calendar.month_name[month]} {year} has {days} days: correct the date"
        raise CellFault(f"{text} is not a real date", mend)
    return dt.date(year, month, day)


def _named_month(text: str, name: str) -> int:
    wanted = name.lower()
    for number in range(1, 13):
        if wanted in {_MONTHS[number], _MONTHS[number][:3], "sept" if number == 9 else ""}:
            return number
    raise CellFault(f"{text} is not a real date", f"'{name}' is not a month: write it as Jan, Feb, Mar…")


def _is_real(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _in_reach(day: dt.date, text: str) -> dt.date:
    _in_reach_year(day.year, text)
    return day


def _in_reach_year(year: int, text: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        mend = "correct the year, or leave the cell blank when it stands for 'no end'"
        raise CellFault(f"{text} cannot be right: the year is {year}", mend)


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
