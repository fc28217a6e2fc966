"""Columns of rows: where each code stands, and which rows may have any."""

import datetime as dt

from practice_check.records.model import Contact, Row
from practice_check.timeline.columns import Columns

DAY = dt.date(2026, 3, 2)

ROWS: list[Row] = [
    Contact(row_id="1", date=DAY, kind="office", purpose=["supervision"]),
    Contact(row_id="2", date=None, kind=None, purpose=[]),
    Contact(row_id="3", date=DAY, kind="home_visit"),
    Contact(row_id="4", date=DAY, kind="office", purpose=["supervision", "handover"]),
]


def test_rows_that_may_have_a_code_are_those_that_have_it_and_those_that_do_not_say() -> None:
    by_code = Columns(ROWS).by_code("kind")
    assert by_code.open == [1]
    assert by_code.perhaps(("office",)) == [0, 1, 3]
    assert by_code.perhaps(("home_visit", "office")) == [0, 1, 2, 3]
    assert by_code.perhaps(("telephone",)) == [1]
    assert Columns(ROWS[2:]).by_code("kind").perhaps(("office",)) == [1]


def test_a_row_stands_under_each_of_its_codes() -> None:
    by_code = Columns(ROWS).by_code("purpose")
    assert by_code.open == [1, 2]  # blank, and not given
    assert by_code.perhaps(("handover",)) == [1, 2, 3]


def test_days_stand_in_the_order_of_the_rows() -> None:
    columns = Columns(ROWS)
    assert columns.days("date") == [DAY.toordinal(), None, DAY.toordinal(), DAY.toordinal()]
    assert columns.all_given("date")
    assert not columns.all_given("purpose")
    assert not columns.all_given("created")
