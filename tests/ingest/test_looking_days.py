"""Days that cannot be are doubted, and contacts ahead of the export are appointments."""

import datetime as dt
from typing import Any

import pytest

from practice_check.ingest import Problem
from tests.ingest.looked_at import DAY, TODAY, case, regular
from tests.ingest.looking_on_lists import unlikely_days


def of(contacts: list[dict[str, Any]] | None = None, **fields: Any) -> list[Problem]:
    born = {"date_of_birth": dt.date(1995, 5, 4)}
    return unlikely_days([case(20, **{**born, "contacts": contacts or [], **fields})], DAY, TODAY)


def contact(date: str, row: int = 7, **fields: Any) -> dict[str, Any]:
    return {"date": date, "source": f"caseload.xlsx, contacts, row {row}", **fields}


def test_a_regular_caseload_has_none() -> None:
    assert unlikely_days(regular(), DAY, TODAY) == []


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("1900-01-01", "the date is before 1990: systems write such a day where they have none"),
        ("1994-12-31", "the date is before the person was born"),
        ("2029-01-01", "the date is more than two years after the export"),
    ],
)
def test_a_contact_on_a_day_that_cannot_be(date: str, said: str) -> None:
    (problem,) = of([contact(date)])
    assert (problem.message, problem.kind) == (said, "doubt")
    assert (problem.file, problem.sheet, problem.row, problem.column) == ("caseload.xlsx", "contacts", 7, "date")
    assert problem.crn == "X900020"


def test_rows_with_the_same_thing_wrong_are_said_once() -> None:
    (problem,) = of([contact("1900-01-01", row) for row in (4, 5, 6, 9)])
    assert problem.message.startswith("in 4 rows the date is before 1990")
    assert problem.message.endswith("(rows 4 to 6 and 9)")
    assert (problem.rows, problem.crn) == (4, None)


@pytest.mark.parametrize(
    "fields",
    [
        {"end_date": "2055-01-01"},
        {"registrations": [{"type": "visor", "start": "2026-01-01", "review_due": "2036-01-01"}]},
        {"rosh_levels": [{"level": "low", "start": "1996-01-01"}]},
    ],
)
def test_what_may_lie_far_off(fields: dict[str, Any]) -> None:
    assert of(**fields) == []


def test_a_birth_after_the_order_is_a_mistaken_century() -> None:
    (problem,) = of(date_of_birth="2067-05-04")
    assert problem.message == "the date of birth is not before the order: was the century mistaken?"


def test_contacts_ahead_are_counted_as_appointments() -> None:
    found = of([contact("2026-11-03"), contact("2026-10-30"), contact("2026-12-24", outcome=None)])
    (problem,) = found
    assert problem.message == (
        "2 contacts are dated after the day of the export (30 Oct 2026), up to 24 Dec 2026: "
        "taken as appointments, which show nothing done yet"
    )
    assert (problem.kind, problem.rows) == ("left_out", 2)


def test_an_appointment_that_was_attended_already_is_doubted() -> None:
    note, doubt = of([contact("2026-11-03", outcome="attended"), contact("2026-12-24")])
    assert (note.kind, doubt.kind) == ("left_out", "doubt")
    assert doubt.message == "1 of them says already that the person attended"


def test_without_a_day_of_export_ahead_is_ahead_of_today() -> None:
    record = case(20, exported_on=None, contacts=[contact("2026-11-03"), contact("2026-11-21")])
    (problem,) = unlikely_days([record], None, TODAY)
    assert problem.message.startswith("1 contact is dated after the day of the export (20 Nov 2026)")
