"""The shipped warnings, each on a caseload that calls for it, and on one that just does not."""

from typing import Any

import pytest

from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook

from .people import order, said

CALM: dict[str, Any] = {
    "officer": "A Adams",
    "officers": [{"officer": "A Adams", "start": "2013-01-07", "end": None}],
    "transfers": [],
    "enforcement": [],
    "requirements": [{"type": "supervision", "start": "2013-01-07", "end": None}],
}
LONG = "The partner is told of every contact, and the police of every call. " * 4


def review(number: int) -> CaseRecord:
    return order(number, reviews=[{"of": "rosh", "date": "2014-02-10"}], assessments=[], plans=[])


def signed(number: int, direction: str | None = None) -> CaseRecord:
    row = {"kind": "countersign", "of": "rmp", "date": f"2013-{number % 9 + 2:02d}-03", "manager": "M Adams"}
    return order(number, oversight=[{**row, "direction": direction}])


def contacts(number: int, **row: Any) -> CaseRecord:
    rows = [{"kind": "office", "date": "2013-09-03", "created": "2013-09-03", "outcome": "attended", **row}] * 10
    return order(number, team="North", contacts=rows)


def plan(number: int) -> CaseRecord:
    return order(number, plans=[{"kind": "rmp", "date": "2013-09-03", "status": "complete", "text": LONG}])


def closed(number: int, **more: Any) -> CaseRecord:
    return order(number, **{**CALM, "closed_date": "2013-11-04", **more})


CASES: dict[str, tuple[list[CaseRecord], list[CaseRecord]]] = {
    "reviews-in-a-burst": ([review(n) for n in range(20)], [review(n) for n in range(19)]),
    "countersigner-returns-none": (
        [signed(n) for n in range(30)],
        [*(signed(n) for n in range(29)), signed(29, "Say who visits.")],
    ),
    "acceptable-absences-in-a-team": (
        [contacts(n, outcome="acceptable_absence" if n < 3 else "attended") for n in range(10)],
        [contacts(n, outcome="acceptable_absence" if n < 2 else "attended") for n in range(10)],
    ),
    "entries-made-long-after": (
        [contacts(n, created="2013-10-31" if n < 2 else "2013-09-03") for n in range(10)],
        [contacts(n, created="2013-10-31" if n < 1 else "2013-09-03") for n in range(10)],
    ),
    "one-plan-in-many-cases": ([plan(n) for n in range(10)], [plan(n) for n in range(9)]),
    "no-order-has-ended": ([order(n) for n in range(50)], [order(n) for n in range(49)]),
    "earlier-orders-not-in-export": (
        [order(n, event_number=2) for n in range(5)],
        [order(n, event_number=2) for n in range(4)],
    ),
    "orders-without-an-officer": (
        [order(n, **{**CALM, "officer": None, "officers": []}) for n in range(3)],
        [order(n, **{**CALM, "officer": None, "officers": []}) for n in range(2)],
    ),
    "files-closed-while-orders-run": (
        [closed(n) for n in range(3)],
        [*(closed(n) for n in range(2)), closed(3, enforcement=[{"kind": "breach_outcome", "date": "2013-11-04"}])],
    ),
    "moves-not-seen": ([order(1)], [order(1, transfers=[])]),
    "orders-without-an-end": ([order(n, end_date=None) for n in range(3)], [order(n, end_date=None) for n in range(2)]),
}


@pytest.mark.parametrize("name", CASES)
def test_it_warns_where_it_should_and_not_one_earlier(name: str, rulebook: Rulebook) -> None:
    warns, does_not = CASES[name]
    (found,) = said(rulebook, rulebook.warnings[name], warns)
    assert found.warns, found.message
    assert "{" not in found.message
    assert said(rulebook, rulebook.warnings[name], does_not) == []


def test_every_shipped_warning_is_held_to_a_caseload(rulebook: Rulebook) -> None:
    """Those of batch and one note are in the whole run, that of presence in its own form."""
    elsewhere = {"countersigned-in-a-batch", "one-oversight-note-in-many-cases", "recorded-and-not-judged"}
    assert set(rulebook.warnings) == set(CASES) | elsewhere
