"""Many entries of one word with one value of a field on one day."""

from typing import Any

from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook

from .people import order, said, warning

BATCH = warning(
    {"batch": {"of": "countersignature", "by": "manager", "at_least": 3}}, "{who}: {days}; at most {most}, {cases}"
)
HOSTILE = "{who} [red]x[/] <script>"


def signed(number: int, *days: str, by: str | None = "M Adams", **more: Any) -> CaseRecord:
    rows = [{"kind": "countersign", "date": day, "manager": by} for day in days]
    return order(number, oversight=rows, **more)


def test_as_many_as_that_on_one_day_are_a_batch(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, BATCH, [signed(n, "2013-09-03") for n in (1, 2, 3)])
    assert found.warns
    assert found.message == "M Adams: 3 on 3 Sep 2013; at most 3, 3 cases"
    assert found.cases == [("X000001", 1), ("X000002", 1), ("X000003", 1)]


def test_one_fewer_is_none(rulebook: Rulebook) -> None:
    assert said(rulebook, BATCH, [signed(1, "2013-09-03"), signed(2, "2013-09-03"), signed(3, "2013-09-04")]) == []


def test_two_managers_of_one_day_are_counted_apart(rulebook: Rulebook) -> None:
    people = [signed(1, "2013-09-03"), signed(2, "2013-09-03"), signed(3, "2013-09-03", by="B Brown")]
    assert said(rulebook, BATCH, people) == []


def test_a_manager_is_named_once_with_the_greatest_days(rulebook: Rulebook) -> None:
    days = [f"2013-09-0{day}" for day in range(2, 7)]
    people = [signed(n, *days) for n in (1, 2, 3)] + [signed(4, "2013-09-04", "2013-09-04")]
    (found,) = said(rulebook, BATCH, people)
    assert "5 on 4 Sep 2013, 3 on 2 Sep 2013, 3 on 3 Sep 2013 and on 2 more days" in found.message
    assert found.total == 4


def test_whoever_signed_is_not_guessed(rulebook: Rulebook) -> None:
    assert said(rulebook, BATCH, [signed(n, "2013-09-03", by=None) for n in (1, 2, 3)]) == []


def test_a_row_that_stands_under_two_orders_is_one(rulebook: Rulebook) -> None:
    rows = [{"kind": "countersign", "date": "2013-09-03", "manager": "M Adams", "source": "row 4"}]
    both = [order(1, oversight=rows), order(1, oversight=rows, event_number=2)]
    assert said(rulebook, BATCH, [both, signed(2, "2013-09-03")]) == []


def test_a_name_is_text_and_nothing_else(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, BATCH, [signed(n, "2013-09-03", by=HOSTILE) for n in (1, 2, 3)])
    assert found.message.startswith(HOSTILE + ": 3 on")


def test_an_absent_table_or_column_gives_no_warning_and_says_so(rulebook: Rulebook) -> None:
    without = order(2, oversight=[{"kind": "countersign", "date": "2013-09-03"}])
    (found,) = said(rulebook, BATCH, [order(1), without])
    assert not found.warns
    assert found.unseen == ["the column manager of the oversight table (1 person)", "the oversight table (1 person)"]


def test_what_could_not_be_seen_stands_beside_a_warning(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, BATCH, [*(signed(n, "2013-09-03") for n in (1, 2, 3)), order(4)])
    assert found.warns
    assert found.unseen == ["the oversight table (1 person)"]
