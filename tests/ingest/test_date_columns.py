"""What a whole column shows: day and month changed about, and the form that it is written in."""

import datetime as dt

import pytest

from practice_check.cells.date_columns import doubt, guess_forms
from practice_check.cells.date_forms import DateForms

_UK = DateForms.parse(["yyyy-MM-dd", "dd/MM/yyyy", "dd-MMM-yy", "excel-number"])
_US = DateForms.parse(["MM/dd/yyyy"])
_LOW = [dt.datetime(2025, 7, 1), dt.datetime(2025, 3, 2), dt.date(2025, 9, 11)]
_HIGH_TEXTS = ["13/01/2025", "25/02/2025", "30/03/2025 10:00"]


def test_a_column_said_to_be_day_first_with_a_cell_that_is_month_first_is_not_believed() -> None:
    found = doubt(["03/04/2025", "13/04/2025", "02/28/2025", "04/04/2025", "2025-03-04", None, 45000], _UK)
    assert found is not None
    assert found.message == (
        "'02/28/2025' can only be read month first, and the column is said to be day first (dd/MM/yyyy): "
        "1 cell of the column could be read either way and was not read"
    )
    assert "dates: [MM/dd/yyyy]" in found.mend
    assert [found.touches(value) for value in ("03/04/2025", "13/04/2025", "04/04/2025", "2025-03-04", None)] == [
        True,
        False,
        False,
        False,
        False,
    ]


def test_and_so_the_other_way_round() -> None:
    found = doubt(["03/04/2025", "28/02/2025"], _US)
    assert found is not None
    assert "can only be read day first, and the column is said to be month first" in found.message
    assert found.touches("03/04/2025")


def test_real_dates_beside_such_a_cell_may_be_swapped_too() -> None:
    found = doubt(["02/28/2025", dt.datetime(2025, 7, 1)], _UK)
    assert found is not None and found.touches(dt.datetime(2025, 7, 1)) and not found.touches(dt.datetime(2025, 7, 7))
    certain = doubt(["02/28/2025", dt.datetime(2025, 7, 1), dt.datetime(2025, 7, 20)], _UK)
    assert certain is not None and not certain.touches(dt.datetime(2025, 7, 1))


def test_a_cell_that_is_no_date_either_way_says_nothing_of_the_column() -> None:
    assert doubt(["03/04/2025", "31/02/2025", "45/45/2025", "soon"], _UK) is None


def test_both_ways_declared_leaves_it_to_the_cells() -> None:
    both = DateForms.parse(["dd/MM/yyyy", "MM/dd/yyyy"])
    assert doubt(["03/04/2025", "02/28/2025", "28/02/2025"], both) is None


def test_dates_that_excel_has_swapped() -> None:
    found = doubt([*_LOW, *_HIGH_TEXTS], _UK)
    assert found is not None
    assert found.message == (
        "Excel seems to have swapped day and month: 3 dates with a day over 12 stand as text, and 3 that Excel took "
        "for dates have a day of 12 or less: 3 cells of the column could be read either way and were not read"
    )
    assert all(found.touches(value) for value in _LOW)
    assert not any(found.touches(value) for value in [*_HIGH_TEXTS, "03/04/2025", dt.date(2025, 7, 20), None, True])


def test_swapped_dates_without_their_format_are_counts_of_days() -> None:
    found = doubt([45839, 45718, 45911, *_HIGH_TEXTS], _UK)
    assert found is not None and found.touches(45839)
    assert doubt([45839, 45718, 45911, *_HIGH_TEXTS], DateForms.parse(["dd/MM/yyyy"])) is None  # numbers are faults


def test_one_date_mended_by_hand_hides_nothing() -> None:
    many = [dt.date(2025, month, day) for month in range(1, 13) for day in (1, 12)]
    found = doubt([*many, dt.date(2025, 5, 20), *_HIGH_TEXTS * 5, "05/06/2025"], _UK)
    assert found is not None
    assert found.touches(dt.date(2025, 5, 1)) and not found.touches(dt.date(2025, 5, 20))


@pytest.mark.parametrize(
    "values",
    [
        [*_LOW[:2], *_HIGH_TEXTS],
        [*_LOW, *_HIGH_TEXTS[:2]],
        [*_LOW, dt.date(2025, 1, 20), *_HIGH_TEXTS],
        [*_LOW, *_HIGH_TEXTS, "05/06/2025"],
        [*_LOW, "13-JAN-25", "25-FEB-25", "30-MAR-25"],
        [*_LOW, "2025-01-13", "2025-02-25", "2025-03-30"],
        _LOW,
        [],
    ],
)
def test_a_mixture_that_excel_would_not_leave_is_believed(values: list[object]) -> None:
    assert doubt(values, _UK) is None


def test_texts_of_american_dates_opened_in_a_british_excel() -> None:
    found = doubt([*_LOW, "01/13/2025", "02/25/2025", "03/30/2025"], _US)
    assert found is not None and found.touches(_LOW[0])


@pytest.mark.parametrize(
    ("values", "forms", "ambiguous"),
    [
        (["03/04/2025", "13/04/2025"], ("dd/MM/yyyy",), False),
        (["03/04/2025", "04/13/2025"], ("MM/dd/yyyy",), False),
        (["03/04/2025", "05/06/2025"], ("dd/MM/yyyy", "MM/dd/yyyy"), True),
        (["13/04/2025", "04/13/2025"], ("dd/MM/yyyy", "MM/dd/yyyy"), True),
        (["2025-03-04", "03-APR-25"], ("yyyy-MM-dd", "dd-MMM-yy"), False),
        (["13.4.2025", "", None, "  "], ("dd.MM.yyyy",), False),
        (["20250304", "20250413"], ("yyyyMMdd",), False),
        ([45000, 45100.5], ("excel-number",), False),
        ([dt.date(2025, 1, 1)], (), False),
        (["13/04/25", "01/02/24"], ("dd/MM/yy",), False),
        (["13-04-25", "01-02-24"], ("dd-MM-yy", "yy-MM-dd"), True),
        (["32-04-25", "01-02-24"], ("yy-MM-dd",), False),
        (["came late", "A000001"], (), False),
        ([*_LOW, *_HIGH_TEXTS], ("dd/MM/yyyy",), True),
        ([], (), False),
    ],
)
def test_guesses_the_form(values: list[object], forms: tuple[str, ...], ambiguous: bool) -> None:
    guess = guess_forms(values)
    assert (set(guess.forms), guess.ambiguous) == (set(forms), ambiguous)
    if forms and not ambiguous:
        assert guess.forms == forms


def test_says_how_much_of_a_column_a_form_reads() -> None:
    guess = guess_forms(["13/04/2025", "13/04/2025", dt.date(2025, 1, 1), "soon", None])
    assert (guess.share, guess.shares) == (0.75, {"dd/MM/yyyy": 0.5})
