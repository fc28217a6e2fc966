"""The calendar: design decision 5 (day 0, inclusive deadlines, working days, clipped months) and pauses."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_check.rulebook.values import Duration, parse_duration
from practice_check.timeline import days


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        ("2013-02-04", "5 working days", "2013-02-11"),
        ("2013-02-04", "15 working days", "2013-02-25"),
        ("2013-12-24", "1 working day", "2013-12-27"),  # Christmas Day and Boxing Day
        ("2013-03-28", "1 working day", "2013-04-02"),  # Good Friday, a weekend, Easter Monday
        ("2013-08-23", "1 working day", "2013-08-27"),  # the August bank holiday
        ("2013-09-07", "1 working day", "2013-09-09"),  # from a Saturday
        ("2013-09-02", "0 working days", "2013-09-02"),
        ("2013-01-31", "1 month", "2013-02-28"),
        ("2012-01-31", "1 month", "2012-02-29"),
        ("2013-11-30", "3 months", "2014-02-28"),
        ("2013-11-15", "8 weeks", "2014-01-10"),
        ("2013-09-02", "10 days", "2013-09-12"),
    ],
)
def test_add(start: str, length: str, expected: str) -> None:
    assert days.add(day(start), parse_duration(length)) == day(expected)


def test_scotland_s_and_northern_ireland_s_holidays_are_working_days() -> None:
    assert days.working_days_between(day("2014-01-01"), day("2014-01-02")) == 1
    assert days.working_days_between(day("2013-07-11"), day("2013-07-12")) == 1


@given(st.integers(day("2000-01-01"), day("2040-01-01")), st.integers(0, 60))
def test_subtract_undoes_add_from_a_working_day(start: int, number: int) -> None:
    first = days.add(start, Duration(1, "working_day"))
    assert days.subtract(days.add(first, Duration(number, "working_day")), Duration(number, "working_day")) == first


def test_a_clock_that_stood_still_at_the_opening_starts_on_the_first_running_day() -> None:
    approved_premises = [(day("2013-08-12"), day("2013-08-30"))]
    assert days.due_after(day("2013-08-12"), parse_duration("15 working days"), approved_premises) == day("2013-09-20")


def test_a_pause_in_the_middle_moves_the_due_date_by_its_days() -> None:
    hospital = [(day("2013-09-04"), day("2013-09-06"))]
    assert days.due_after(day("2013-09-02"), parse_duration("5 working days"), hospital) == day("2013-09-11")
    assert days.due_after(day("2013-09-02"), parse_duration("10 days"), hospital) == day("2013-09-14")


def test_a_clock_that_stands_still_for_good_never_falls_due() -> None:
    custody = [(day("2013-09-04"), days.NEVER)]
    assert days.due_after(day("2013-09-02"), parse_duration("5 working days"), custody) == days.NEVER
    assert days.due_after(day("2013-09-02"), parse_duration("1 working day"), custody) == day("2013-09-03")


stretches = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4)


@given(stretches, st.integers(0, 40), st.integers(0, 25), st.sampled_from(["working_day", "day", "week"]))
def test_due_after_agrees_with_counting_day_by_day(
    pauses: list[tuple[int, int]], opened: int, number: int, unit: str
) -> None:
    base = day("2013-11-20")
    stopped = days.merged([(base + start, base + start + length) for start, length in pauses])
    length = Duration(number, unit)  # type: ignore[arg-type]

    def runs(each: int) -> bool:
        return not any(start <= each < end for start, end in stopped)

    start = base + opened
    while not runs(start):
        start += 1
    left = number * 7 if unit == "week" else number
    due = start
    while left:
        due += 1
        if runs(due) and (unit != "working_day" or days.working_days_between(due - 1, due)):
            left -= 1
    assert days.due_after(base + opened, length, stopped) == due


LENGTHS = st.builds(Duration, st.integers(0, 30), st.sampled_from(("working_day", "day", "week", "month"))) | st.builds(
    Duration, st.integers(1, 30), st.just("month"), st.integers(-3, 3)
)


@given(st.integers(day("2000-01-01"), day("2040-01-01")), LENGTHS)
def test_the_first_day_from_which_a_look_back_no_longer_reaches(from_: int, length: Duration) -> None:
    first = days.first_day_beyond(from_, length)
    assert days.subtract(first, length) > from_
    assert all(days.subtract(before, length) <= from_ for before in range(first - 40, first))


@given(st.integers(day("2000-01-01"), day("2040-01-01")), LENGTHS)
def test_the_last_day_from_which_a_length_still_ends_in_time(end: int, length: Duration) -> None:
    last = days.last_day_reaching(end, length)
    assert days.add(last, length) <= end
    assert all(days.add(after, length) > end for after in range(last + 1, last + 41))
