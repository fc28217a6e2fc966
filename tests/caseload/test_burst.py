"""Many entries lately, at the rate of the days on which the orders ran and the export covers them."""

import datetime as dt
from typing import Any

import pytest

from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook

from .people import AS_OF, order, said, warning

BURST = warning(
    {"burst": {"of": "review-written", "last": "40 days", "before": "120 days", "times": 3, "at_least": 6}},
    "{count} in the last {last} ({cases}), {compared}",
)
ALL: dict[str, Any] = {"assessments": [], "plans": []}


def reviewed(number: int, *days_ago: int, **more: Any) -> CaseRecord:
    rows = [{"of": "rosh", "date": (AS_OF - dt.timedelta(days=each)).isoformat()} for each in days_ago]
    return order(number, **{**ALL, "reviews": rows, **more})


def test_three_times_as_often_as_before_is_a_burst(rulebook: Rulebook) -> None:
    """Six in 40 days against six in 120: three times as many a day."""
    (found,) = said(rulebook, BURST, [reviewed(n, n, 40 + n) for n in range(1, 7)])
    assert found.warns
    assert found.message == "6 in the last 40 days (6 cases), 3 times as often as in the 120 days before"
    assert (found.total, found.cases[0]) == (6, ("X000001", 1))


def test_a_little_less_often_is_none(rulebook: Rulebook) -> None:
    assert said(rulebook, BURST, [reviewed(n, n, 40 + n) for n in range(1, 7)] + [reviewed(7, 100)]) == []


def test_too_few_are_no_burst(rulebook: Rulebook) -> None:
    assert said(rulebook, BURST, [reviewed(n, n) for n in range(1, 6)]) == []


def test_none_before_is_said_in_words(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, BURST, [reviewed(n, n) for n in range(1, 7)])
    assert found.message.endswith("after none in the 120 days before")


@pytest.mark.parametrize(("days_ago", "warns"), [(39, True), (40, False)])
def test_the_first_day_of_the_last_weeks(days_ago: int, warns: bool, rulebook: Rulebook) -> None:
    assert bool(said(rulebook, BURST, [reviewed(n, days_ago) for n in range(1, 7)])) is warns


def test_a_caseload_that_has_grown_shows_no_burst(rulebook: Rulebook) -> None:
    """Six times as many reviews, of six times as many people."""
    start = (AS_OF - dt.timedelta(days=39)).isoformat()
    new = [reviewed(n, 5, start_date=start, sentence_date=start) for n in range(2, 20)]
    assert said(rulebook, BURST, [reviewed(1, 5, 45, 85, 125), *new]) == []


def test_an_export_that_is_cut_shows_none_either(rulebook: Rulebook) -> None:
    """Before the cut nothing is seen; the rate is that of the days that are covered."""
    since = (AS_OF - dt.timedelta(days=79)).isoformat()
    covers = {name: {"from": since} for name in ("reviews", "assessments", "plans")}
    assert said(rulebook, BURST, [reviewed(n, 5, 60, covers=covers) for n in range(1, 9)]) == []
    assert said(rulebook, BURST, [reviewed(n, 5, 60) for n in range(1, 9)]) != []


def test_an_absent_table_gives_no_warning_and_says_so(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, BURST, [order(n, **ALL) for n in range(1, 4)])
    assert not found.warns
    assert found.message == "Could not be looked at for anybody, for want of the reviews table."
    assert found.unseen == ["the reviews table (3 people)"]


def test_of_a_case_without_a_start_nothing_is_known(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, BURST, [reviewed(1, 5), reviewed(2, 5, start_date=None)])
    assert found.message == "Could not be looked at for 1 of 2 people, for want of the start date."
