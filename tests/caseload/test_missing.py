"""What an export leaves out."""

import datetime as dt

import pytest

from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook.caseload_names import wrong_names

from .people import AS_OF, order, said, warning

MESSAGE = "{count} of {whole}, {cases}"
ENDED = warning({"missing": {"orders": "ended", "at_least": 4}}, MESSAGE)
EARLIER = warning({"missing": {"orders": "earlier", "at_least": 2}}, MESSAGE)
NO_OFFICER = warning(
    {
        "missing": {
            "where": {
                "all": [{"remaining": "0 days"}, {"case": {"officer": "not_recorded"}}, {"not": {"period": "officer"}}]
            },
            "at_least": 2,
        }
    },
    MESSAGE,
)

UNSEEN = warning({"missing": {"unseen": "transfers", "at_least": 2}}, MESSAGE)


def test_many_orders_of_which_none_has_ended(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, ENDED, [order(n) for n in range(4)])
    assert found.message == "0 of 4, 4 cases"
    assert said(rulebook, ENDED, [order(n) for n in range(3)]) == []


@pytest.mark.parametrize(("end", "warns"), [("2014-02-28", True), ("2014-02-27", False)])
def test_on_its_last_day_an_order_still_runs(end: str, warns: bool, rulebook: Rulebook) -> None:
    assert bool(said(rulebook, ENDED, [*(order(n) for n in range(3)), order(4, end_date=end)])) is warns


def test_a_closed_order_has_ended(rulebook: Rulebook) -> None:
    assert said(rulebook, ENDED, [*(order(n) for n in range(9)), order(9, closed_date="2013-12-02")]) == []


def test_an_export_that_does_not_say_when_orders_end_gives_no_warning(rulebook: Rulebook) -> None:
    people = [order(n).model_copy(update={"end_date": None}) for n in range(4)]
    for person in people:
        person.model_fields_set.difference_update({"end_date", "closed_date"})
    (found,) = said(rulebook, ENDED, people)
    assert found.message == "Could not be looked at for anybody, for want of the end of the order."


def test_people_whose_earlier_order_is_not_there(rulebook: Rulebook) -> None:
    people: list[list[CaseRecord]] = [
        [order(1, event_number=2)],
        [order(2), order(2, event_number=3)],
        [order(3), order(3, event_number=2)],
    ]
    (found,) = said(rulebook, EARLIER, people)
    assert found.message == "2 of 3, 2 cases"
    assert found.cases == [("X000001", 2), ("X000002", 1)]
    assert said(rulebook, EARLIER, people[1:]) == []


def test_an_order_that_could_not_be_read_is_not_left_out(rulebook: Rulebook) -> None:
    people = [order(1, event_number=2), order(2, event_number=2)]
    (found,) = said(rulebook, EARLIER, people, unread=frozenset({"X000001"}))
    assert found.message == "Could not be looked at for 1 of 2 people, for want of an order that can be read."


def test_orders_in_which_a_condition_holds(rulebook: Rulebook) -> None:
    people = [order(n, officer=None, officers=[]) for n in (1, 2)]
    (found,) = said(rulebook, NO_OFFICER, [*people, order(3, officer="A Adams", officers=[])])
    assert found.message == "2 of 3, 2 cases"
    assert said(rulebook, NO_OFFICER, [people[0], order(2, officer=None, officers=[], end_date="2014-01-06")]) == []


def test_where_the_condition_cannot_be_told_it_says_so(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, NO_OFFICER, [order(n, officer=None) for n in (1, 2)])
    assert not found.warns
    assert found.unseen == ["something that is asked of the order (2 people)"]


def test_orders_of_which_a_table_is_not_seen(rulebook: Rulebook) -> None:
    begins_too_late = order(3, transfers=[], covers={"transfers": {"from": "2013-01-08", "to": None}})
    ends_too_early = order(4, transfers=[], covers={"transfers": {"from": None, "to": "2014-02-27"}})
    seen = order(5, transfers=[], covers={"transfers": {"from": "2013-01-07", "to": None}})
    (found,) = said(rulebook, UNSEEN, [order(1), order(2, transfers=[]), begins_too_late, ends_too_early, seen])
    assert found.message == "3 of 5, 3 cases"
    assert found.cases == [("X000001", 1), ("X000003", 1), ("X000004", 1)]
    assert said(rulebook, UNSEEN, [order(1), seen]) == []


def test_what_lies_after_the_day_of_the_export_is_not_asked_of_a_table(rulebook: Rulebook) -> None:
    people = [order(n, transfers=[]) for n in range(3)]
    assert said(rulebook, UNSEEN, people, as_of=AS_OF + dt.timedelta(30)) == []


def test_orders_of_which_a_field_is_not_seen(rulebook: Rulebook) -> None:
    form = {"unseen": "case.sentence_date", "where": {"case": {"order_type": "licence"}}, "at_least": 1}
    people = [
        order(1, order_type="licence"),
        order(2, order_type="licence", sentence_date=None),
        order(3, sentence_date=None),
    ]
    (found,) = said(rulebook, warning({"missing": form}, MESSAGE), people)
    assert found.message == "1 of 2, 1 case"
    assert found.cases == [("X000002", 1)]


@pytest.mark.parametrize(
    ("unseen", "wrong"),
    [("transfer", "is not a table; did you mean 'transfers'?"), ("case.sentenced", "is not a field of a case")],
)
def test_what_is_no_table_and_no_field_is_named(unseen: str, wrong: str, rulebook: Rulebook) -> None:
    rule = warning({"missing": {"unseen": unseen, "at_least": 1}}, MESSAGE)
    ((where, message),) = wrong_names(rule, rulebook.vocabulary, rulebook.parameters)
    assert where == ("form", "missing", "unseen")
    assert wrong in message
