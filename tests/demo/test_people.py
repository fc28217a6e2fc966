"""People with several orders, officers, and what clusters with them."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise

from practice_check.demo.judging import ASSESSORS
from practice_check.demo.names import SURNAMES
from practice_check.demo.staff import OFFICERS, TEAMS
from practice_check.records.model import CaseRecord


def _people(records: list[CaseRecord]) -> list[list[CaseRecord]]:
    found: dict[str, list[CaseRecord]] = defaultdict(list)
    for record in records:
        found[record.crn].append(record)
    return [orders for orders in found.values() if len(orders) > 1]


def test_the_orders_of_a_person_tell_of_the_same_person(caseload: list[CaseRecord]) -> None:
    for orders in _people(caseload):
        assert len({(o.name, o.date_of_birth, o.gender, o.ethnicity, o.disability) for o in orders}) == 1
        assert [o.event_number for o in orders] == list(range(1, len(orders) + 1))


def test_registers_stand_under_every_order_and_contacts_under_one(caseload: list[CaseRecord]) -> None:
    for orders in _people(caseload):
        for table in ("rosh_levels", "registrations", "statuses", "residences"):
            held = [getattr(o, table) for o in orders if getattr(o, table) is not None]
            assert all(rows == held[0] for rows in held)
        contacts = [row.row_id for o in orders for row in o.contacts or []]
        assert len(contacts) == len(set(contacts))


def test_some_contacts_stand_under_an_order_that_they_do_not_belong_to(caseload: list[CaseRecord]) -> None:
    """A visit is entered under whichever order was open on the screen."""
    strays = [
        row
        for orders in _people(caseload)
        for later in orders[1:]
        for row in later.contacts or []
        if row.kind == "home_visit"
    ]
    assert strays


def test_twelve_officers_work_in_three_teams_under_their_managers(caseload: list[CaseRecord]) -> None:
    assert len(OFFICERS) == 12
    assert {record.officer for record in caseload} == {officer.name for officer in OFFICERS}
    assert {record.team for record in caseload} == set(TEAMS)
    managers = {(record.team, record.manager) for record in caseload}
    assert len(managers) == 3


def test_nobody_of_the_staff_shares_a_surname_with_a_person() -> None:
    staff = [name for officer in OFFICERS for name in (officer.name, officer.manager.name)]
    assert not {name.split()[-1] for name in (*staff, *ASSESSORS)} & set(SURNAMES)


def test_officers_change_with_gaps_and_overlaps(caseload: list[CaseRecord]) -> None:
    gaps = overlaps = 0
    for record in caseload:
        rows = sorted(record.officers or [], key=lambda row: row.start or dt.date.min)
        for row, following in pairwise(rows):
            assert row.end is not None
            assert following.start is not None
            gaps += row.end < following.start
            overlaps += row.end > following.start
    assert gaps > 20
    assert overlaps > 20


def test_blank_outcomes_gather_with_a_few_officers(caseload: list[CaseRecord]) -> None:
    blank: dict[str, list[bool]] = defaultdict(list)
    for record in caseload:
        for row in record.contacts or []:
            if row.kind == "office" and row.date and record.exported_on and row.date < record.exported_on:
                blank[row.officer or ""].append(row.outcome is None)
    rates = sorted(sum(found) / len(found) for found in blank.values())
    assert rates[0] < 0.04
    assert rates[-1] > 0.15
