"""Too great or too small a part of all entries."""

from typing import Any

import pytest

from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook.caseload import WarningRule

from .people import order, said, warning

MESSAGE = "{who}: {part} of {whole}, {share}, {cases}"
WORDS = {"of": "acceptable-absence", "in": "offered-contact", "base": 10}
AT_MOST = warning({"share": {**WORDS, "at_most": 20}}, MESSAGE)
BY_TEAM = warning({"share": {**WORDS, "at_most": 20, "by": "case.team"}}, MESSAGE)
IN_TIME = {"entry": "entered-contact", "where": {"created": {"by": {"field": "date", "within": "10 working days"}}}}
AT_LEAST = warning({"share": {"of": IN_TIME, "in": "entered-contact", "at_least": 80, "base": 10}}, MESSAGE)


def offered(number: int, absent: int, attended: int, blank: int = 0, **more: Any) -> CaseRecord:
    outcomes = ["acceptable_absence"] * absent + ["attended"] * attended + [None] * blank
    rows = [{"kind": "office", "date": "2013-09-03", "outcome": each} for each in outcomes]
    return order(number, contacts=rows, **more)


def entered(number: int, late: int, soon: int, blank: int = 0) -> CaseRecord:
    days = ["2013-09-18"] * late + ["2013-09-17"] * soon + [None] * blank
    return order(number, contacts=[{"kind": "office", "date": "2013-09-03", "created": day} for day in days])


@pytest.mark.parametrize(("absent", "warns"), [(2, False), (3, True)])
def test_more_than_so_many_in_a_hundred(absent: int, warns: bool, rulebook: Rulebook) -> None:
    found = said(rulebook, AT_MOST, [offered(1, absent, 0), offered(2, 0, 10 - absent)])
    assert bool(found) is warns
    assert not warns or found[0].message == "all: 3 of 10, 30%, 1 case"


def test_too_few_entries_tell_nothing(rulebook: Rulebook) -> None:
    assert said(rulebook, AT_MOST, [offered(1, 9, 0)]) == []


def test_each_value_of_a_field_by_itself_in_order_of_the_values(rulebook: Rulebook) -> None:
    people = [offered(1, 5, 5, team="North"), offered(2, 0, 30, team="East"), offered(3, 6, 4, team="Castle")]
    assert [each.message[:12] for each in said(rulebook, BY_TEAM, people)] == ["Castle: 6 of", "North: 5 of "]


def test_a_blank_value_is_nobodys(rulebook: Rulebook) -> None:
    assert said(rulebook, BY_TEAM, [offered(1, 10, 0, team=None)]) == []


@pytest.mark.parametrize(("late", "warns"), [(2, False), (3, True)])
def test_fewer_than_so_many_in_a_hundred(late: int, warns: bool, rulebook: Rulebook) -> None:
    """In time on the tenth working day, late on the eleventh."""
    found = said(rulebook, AT_LEAST, [entered(1, late, 10 - late)])
    assert bool(found) is warns
    assert not warns or found[0].message == "all: 7 of 10, 70%, 1 case"


@pytest.mark.parametrize(
    ("rule", "person"),
    [(AT_MOST, offered(1, 3, 0, blank=12)), (AT_LEAST, order(1, contacts=[]))],
    ids=["outcomes", "none"],
)
def test_a_blank_may_be_either_and_counts_for_no_warning(
    rule: WarningRule, person: CaseRecord, rulebook: Rulebook
) -> None:
    assert said(rulebook, rule, [person]) == []


def test_an_absent_table_or_column_gives_no_warning_and_says_so(rulebook: Rulebook) -> None:
    for rule in (AT_MOST, BY_TEAM):
        (found,) = said(rulebook, rule, [order(1)])
        assert not found.warns
        assert found.unseen == ["the contacts table (1 person)"]
    undated = order(1, contacts=[{"kind": "office", "date": "2013-09-03"}])
    assert said(rulebook, AT_LEAST, [undated])[0].unseen == ["the column created of the contacts table (1 person)"]
