"""Dated numbers: each holds on every day, one value a day, with its source; conflicts name both paragraphs."""

import datetime as dt
import re

import pytest

from practice_check.rulebook import Rulebook
from practice_check.rulebook.parameters import Dated, Parameters

PARAGRAPH = re.compile(r"\d+/\d|\b\d\.\d+|Appendix \d|progress table|Contextual Information")


def test_every_number_holds_on_every_day_once(rulebook: Rulebook) -> None:
    """A rule may judge a case of any time (--pack), so no number may be wanting on some day."""
    for name, dated in rulebook.parameters.dated.items():
        assert (dated[0].start, dated[-1].end) == (None, None), name
        assert [each.end for each in dated[:-1]] == [each.start for each in dated[1:]], name
        assert all(each.source for each in dated), name


def test_a_conflict_names_the_paragraphs_of_both(rulebook: Rulebook) -> None:
    conflicts = [each.conflict for dated in rulebook.parameters.dated.values() for each in dated if each.conflict]
    assert len(conflicts) >= 10
    for conflict in conflicts:
        assert len(PARAGRAPH.findall(conflict)) >= 2 or "both" in conflict, conflict


@pytest.mark.parametrize(
    ("name", "day", "value"),
    [
        ("assign-officer", "2014-05-31", "3 working days"),
        ("assign-officer", "2014-06-01", "1 day"),
        ("first-appointment", "2013-06-03", "5 working days"),
        ("initial-home-visit", "2026-01-05", "15 working days"),
    ],
)
def test_numbers_follow_the_opening_day(name: str, day: str, value: str, rulebook: Rulebook) -> None:
    assert str(rulebook.parameters.duration(name, dt.date.fromisoformat(day).toordinal())) == value


@pytest.mark.parametrize(
    ("day", "source"), [("2014-11-03", "measured"), ("2015-02-02", "contract"), ("2014-05-30", "superseded")]
)
def test_the_source_is_that_of_the_day(day: str, source: str, rulebook: Rulebook) -> None:
    found = rulebook.parameters.entry("first-appointment", dt.date.fromisoformat(day).toordinal())
    assert source in found.source


def test_of_two_values_the_one_of_the_day_is_read() -> None:
    dated = [
        Dated.model_validate({"value": "3 working days", "source": "a", "to": "2014-06-01"}),
        Dated.model_validate({"value": "1 day", "source": "b", "from": "2014-06-01", "conflict": "a against b"}),
    ]
    parameters = Parameters({"assign": dated})
    days = [dt.date(2014, 5, 31).toordinal(), dt.date(2014, 6, 1).toordinal()]
    assert [str(parameters.duration("assign", day)) for day in days] == ["3 working days", "1 day"]
    assert [parameters.entry("assign", day).conflict for day in days] == [None, "a against b"]
