"""What may stand in a cell, and what a fault says of the rest."""

import datetime as dt

import pytest

from practice_check.cells.cell import read_cell
from practice_check.cells.fault import CellFault
from practice_check.records.columns import Column, columns_of
from practice_check.records.model import CaseRecord, Contact, Judgement, LevelPeriod, Registration

_DATE = columns_of(Contact)["date"]
_KIND = columns_of(Contact)["kind"]
_PURPOSE = columns_of(Contact)["purpose"]
_SEEN = columns_of(Contact)["children_seen"]
_NOTE = columns_of(Contact)["note"]
_DAYS = columns_of(CaseRecord)["rar_days"]
_SCORE = columns_of(CaseRecord)["rsr_score"]
_PROVIDER = columns_of(CaseRecord)["provider"]
_LEVEL = columns_of(LevelPeriod)["level"]
_MAPPA_LEVEL = columns_of(Registration)["level"]
_REASONS = columns_of(Judgement)["reasons"]


@pytest.mark.parametrize(
    ("column", "given", "read"),
    [
        (_DATE, "2025-01-31", dt.date(2025, 1, 31)),
        (_DATE, "2025-01-31 00:00:00", dt.date(2025, 1, 31)),
        (_DATE, "2025-01-31T09:30:00", dt.date(2025, 1, 31)),
        (_DATE, " 31/01/2025 ", dt.date(2025, 1, 31)),
        (_DATE, "1/2/2025", dt.date(2025, 2, 1)),
        (_DATE, "31-JAN-2025", dt.date(2025, 1, 31)),
        (_DATE, "1 September 2025", dt.date(2025, 9, 1)),
        (_DATE, dt.datetime(2025, 1, 31, 9, 30), dt.date(2025, 1, 31)),
        (_DATE, dt.date(2025, 1, 31), dt.date(2025, 1, 31)),
        (_DATE, "29/02/2024", dt.date(2024, 2, 29)),
        (_KIND, "Home-Visit", "home_visit"),
        (_KIND, " HOME  VISIT ", "home_visit"),
        (_PROVIDER, "nps", "NPS"),
        (_LEVEL, "Very High", "very_high"),
        (_PURPOSE, "supervision; Release planning ;", ["supervision", "release_planning"]),
        (_PURPOSE, ["supervision"], ["supervision"]),
        (_PURPOSE, [], []),
        (_PURPOSE, ";", None),
        (_REASONS, "one; two", ["one", "two"]),
        (_SEEN, "Yes", True),
        (_SEEN, "n", False),
        (_SEEN, 1, True),
        (_SEEN, 0.0, False),
        (_SEEN, "TRUE", True),
        (_SEEN, False, False),
        (_DAYS, "12", 12),
        (_DAYS, 12.0, 12),
        (_SCORE, "6.25", 6.25),
        (_SCORE, 3, 3.0),
        (_NOTE, "  said nothing ", "said nothing"),
        (_NOTE, 12.0, "12"),
        (_MAPPA_LEVEL, 2, "2"),
        (_NOTE, dt.datetime(2025, 1, 31), "2025-01-31"),
        (_NOTE, "", None),
        (_DATE, "   ", None),
        (_DAYS, None, None),
    ],
)
def test_reads(column: Column, given: object, read: object) -> None:
    value = read_cell(given, column)
    assert value == read
    assert type(value) is type(read)


@pytest.mark.parametrize(
    ("column", "given", "message", "mend"),
    [
        (_DATE, "31/02/2025", "31/02/2025 is not a real date", "February 2025 has 28 days: correct the date"),
        (_DATE, "2025-06-31", "2025-06-31 is not a real date", "June 2025 has 30 days: correct the date"),
        (_DATE, "02/28/2025", "02/28/2025 is not a real date", "there is no month 28: write the day first: 28/02/2025"),
        (_DATE, "31-JAN-25", "31-JAN-25 has a year of two figures", "write the year in full, such as 2025"),
        (_DATE, "1/2/0205", "1/2/0205 cannot be right: the year is 205", "correct the year"),
        (_DATE, "9999-12-31", "9999-12-31 cannot be right: the year is 9999", "'no end'"),
        (_DATE, "next Tuesday", "'next Tuesday' is not a date", "write the day as 31/01/2025"),
        (_DATE, "2025-06-30T23:30:00Z", "'2025-06-30T23:30:00Z' is not a date", "write the day"),
        (_DATE, "00/01/2025", "00/01/2025 is not a real date", "January 2025 has 31 days"),
        (_DATE, "01-XYZ-2025", "01-XYZ-2025 is not a real date", "'XYZ' is not a month"),
        (_DATE, 45678, "45678 is a number, not a date", "give the column a date format"),
        (_DATE, True, "'true' is not a date", "write the day"),
        (_DATE, ["2025-01-01"], "a list or group stands where one value belongs", "one plain value"),
        (_LEVEL, "very hgh", "'very hgh' is not a RoSH level", "did you mean 'very high'?"),
        (_LEVEL, "enormous", "'enormous' is not a RoSH level", "write one of: low, medium, high, very high"),
        (_PURPOSE, "supervision; inducton", "'inducton' is not a purpose of a contact", "did you mean 'induction'?"),
        (_PURPOSE, ["supervision", None], "one of the values is blank", "take the blank out"),
        (_SEEN, "maybe", "'maybe' is not yes or no", "write yes or no"),
        (_SEEN, 2, "'2' is not yes or no", "write yes or no"),
        (_DAYS, "12 days", "'12 days' is not a whole number", "write the figure alone: 12"),
        (_DAYS, "1,200", "'1,200' is not a whole number", "write the figure alone, or"),
        (_DAYS, 12.5, "'12.5' is not a whole number", "write the figure alone"),
        (_DAYS, True, "'True' is not a whole number", "write the figure alone"),
        (_DAYS, -1, "-1 is below nought", "correct the figure"),
        (_DAYS, 10**400, "the number is too large to be right", "correct the figure"),
        (_SCORE, float("nan"), "'nan' is not a number", "write the figure alone"),
        (_SCORE, "about 6.5", "'about 6.5' is not a number", "write the figure alone: 6.5"),
        (_NOTE, "x" * 100_001, "the text is longer than 100,000 characters", "shorten it"),
        (_NOTE, "\ud800", "the text holds half a character", "write it again"),
        (_NOTE, True, "'true' is not text", "write it in words"),
    ],
)
def test_says_what_is_wrong_and_what_mends_it(column: Column, given: object, message: str, mend: str) -> None:
    with pytest.raises(CellFault) as raised:
        read_cell(given, column)
    assert raised.value.message == message
    assert mend in raised.value.mend
