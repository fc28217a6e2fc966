"""Dates in the forms that a mapping names."""

import datetime as dt

import pytest

from practice_check.cells.date_forms import USUAL_FORMS, DateForms, from_1904
from practice_check.cells.fault import CellFault, Unreadable

_UK = ["dd/MM/yyyy"]
_DAY = dt.date(2025, 1, 31)
_UTC = dt.UTC


@pytest.mark.parametrize(
    ("forms", "given", "day"),
    [
        (_UK, "31/01/2025", _DAY),
        (_UK, " 31/1/2025 ", _DAY),
        (_UK, "31/01/2025 09:30", _DAY),
        (_UK, "31/01/2025 9.30 pm", _DAY),
        (_UK, "31/01/2025, 23:59:59.123", _DAY),
        (["dd.MM.yyyy"], "31.01.2025", _DAY),
        (["dd MM yyyy"], "31  01\u00a02025", _DAY),
        (["MM/dd/yyyy"], "01/31/2025", _DAY),
        (["d/M/yyyy"], "31/01/2025", _DAY),
        (["yyyy-MM-dd"], "2025-01-31", _DAY),
        (["yyyy-MM-dd"], "2025-01-31T00:00:00", _DAY),
        (["dd-MMM-yy"], "31-JAN-25", _DAY),
        (["dd-MMM-yy"], "31-Jan-49", dt.date(2049, 1, 31)),
        (["dd-MMM-yy"], "31-Jan-50", dt.date(1950, 1, 31)),
        (["dd MMM yyyy"], "31st January 2025", _DAY),
        (["dd MMM yyyy"], "1 Sept 2025", dt.date(2025, 9, 1)),
        (["MMM dd, yyyy"], "Jan 31, 2025", _DAY),
        (["yyyyMMdd"], "20250131", _DAY),
        (["yyyyMMdd"], 20250131, _DAY),
        (["ddMMyyyy"], 1022025, dt.date(2025, 2, 1)),
        (["ddMMMyyyy"], "31JAN2025", _DAY),
        (["ddMM/yyyy"], "3101/2025", _DAY),
        (["yyyy-MM-dd", "dd/MM/yyyy"], "31/01/2025", _DAY),
        (["excel-number"], 45688, _DAY),
        (["excel-number"], 45688.75, _DAY),
        (["excel-number"], "45688", _DAY),
        (["Excel-Number"], from_1904(45688 - 1462), _DAY),
        (["excel-number"], from_1904(45688.5 - 1462), _DAY),
        (_UK, dt.datetime(2025, 1, 31, 9, 30), _DAY),
        (_UK, _DAY, _DAY),
        # A moment with its zone is of the day that it was in London.
        (["yyyy-MM-dd"], "2025-06-29T23:00:00Z", dt.date(2025, 6, 30)),
        (["yyyy-MM-dd"], "2025-06-30T00:00:00.000+01:00", dt.date(2025, 6, 30)),
        (["yyyy-MM-dd"], "2025-01-30T23:00:00Z", dt.date(2025, 1, 30)),
        (_UK, dt.datetime(2025, 6, 29, 23, 30, tzinfo=_UTC), dt.date(2025, 6, 30)),
        # A form for each day that is really meant by one form only.
        (["dd/MM/yyyy", "MM/dd/yyyy"], "31/01/2025", _DAY),
        (["dd/MM/yyyy", "MM/dd/yyyy"], "02/02/2025", dt.date(2025, 2, 2)),
    ],
)
def test_reads(forms: list[str], given: object, day: dt.date) -> None:
    read = DateForms.parse(forms).read(given)
    assert read == day
    assert type(read) is dt.date


@pytest.mark.parametrize(
    ("forms", "given", "message", "mend"),
    [
        (_UK, "31/02/2025", "31/02/2025 is not a real date", "February 2025 has 28 days: correct the date"),
        (_UK, "02/28/2025", "02/28/2025 is not a real date", "there is no month 28: write the day first: 28/02/2025"),
        (["MM/dd/yyyy"], "28/02/2025", "28/02/2025 is not a real date", "write the month first: 02/28/2025"),
        (
            _UK,
            "31.01.2025",
            "'31.01.2025' is not a date of the form dd/MM/yyyy",
            "add the form that it has (dd.MM.yyyy)",
        ),
        (_UK, "31/01/25", "31/01/25 has a year of two figures", "write the year in full, such as 2025"),
        (_UK, "03/04/05", "03/04/05 has a year of two figures", "(dd/MM/yy or MM/dd/yy)"),
        (["yyyy-MM-dd", *_UK], "soon", "'soon' is not a date of the form yyyy-MM-dd or dd/MM/yyyy", "as 2025-01-31"),
        (["dd/MM/yyyy", "MM/dd/yyyy"], "03/04/2025", "03/04/2025 can be read as 4 March 2025 or 3 April 2025", "leave"),
        (_UK, "31/01/2025 25:00", "31/01/2025 25:00 does not give a real time", "correct the time"),
        (_UK, "31/01/2025 13:00 pm", "31/01/2025 13:00 pm does not give a real time", "correct the time"),
        (["yyyy-MM-dd"], "2025-01-31T10:00:00+99:00", "does not give a real time", "correct the time"),
        (_UK, "31/01/0205", "31/01/0205 cannot be right: the year is 205", "correct the year"),
        (_UK, dt.datetime(9999, 12, 31), "9999-12-31 cannot be right: the year is 9999", "'no end'"),
        (_UK, 45688, "45688 is a number, not a date", "add excel-number to the column's dates in the mapping"),
        (_UK, 12, "12 is a number, not a date", "write the day as 31/01/2025"),
        (["excel-number"], 2025, "2025 is a number and not a count of days that could be right", "write the day"),
        (["excel-number"], float("nan"), "nan is a number and not a count", "write the day"),
        (["excel-number"], 10**400, "the number is a number", "write the day"),
        (["excel-number"], True, "'true' is not a date", "write the day"),
        (_UK, ["31/01/2025"], "is not a date", "write the day"),
        (_UK, Unreadable("#N/A", "the cell holds an error", "mend it"), "the cell holds an error", "mend it"),
        (["ddMM/yyyy"], "111/2025", "'111/2025' is not a date", "write the day as 3101/2025"),
        (["yyyyMMdd"], 20251301, "20251301 is a number, not a date", "write the day as 20250131"),
    ],
)
def test_says_what_is_wrong_and_what_mends_it(forms: list[str], given: object, message: str, mend: str) -> None:
    with pytest.raises(CellFault) as raised:
        DateForms.parse(forms).read(given)
    assert message in raised.value.message
    assert mend in raised.value.mend


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        (["DD/MM/YYYY"], "did you mean 'dd'?"),
        (["dd/mm/yyyy"], "did you mean 'MM'?"),
        (["dd-MON-yy"], "did you mean 'MMM'?"),
        (["dd-MMM-RR"], "did you mean 'yy'?"),
        (["dd/MM/yyyy HH:mm"], "'HH' is not a part of a date"),
        (["dd/MM"], "does not name a day, a month and a year once each"),
        (["dd/MM/MMM/yyyy"], "once each"),
        (["any"], "is not a part of a date"),
        (["Md" * 200_000], "has 400,000 letters and signs: a form of dates has at most 60"),
        ([], "no form of dates is named"),
    ],
)
def test_a_form_that_cannot_be_read_by_is_refused(forms: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=r"form|part|once") as raised:
        DateForms.parse(forms)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("forms", "given", "either"),
    [
        (_UK, "03/04/2025", True),
        (_UK, "3/4/2025 10:00", True),
        (_UK, "04/04/2025", False),
        (_UK, "13/04/2025", False),
        (_UK, "04/13/2025", False),
        (["dd/MM/yyyy", "MM/dd/yyyy"], "03/04/2025", True),
        (["yyyy-MM-dd"], "2025-03-04", False),
        (["dd-MMM-yy"], "03-APR-25", False),
        (["ddMMyyyy"], 3042025, True),
        (_UK, dt.date(2025, 4, 3), False),
        (_UK, None, False),
    ],
)
def test_which_texts_can_be_read_either_way(forms: list[str], given: object, either: bool) -> None:
    assert DateForms.parse(forms).either_way(given) is either


def test_every_usual_form_reads_what_it_writes() -> None:
    for form in USUAL_FORMS:
        for day in (_DAY, dt.date(2024, 2, 29), dt.date(2003, 11, 4)):
            assert DateForms.parse([form.written]).read(form.example(day)) == day
