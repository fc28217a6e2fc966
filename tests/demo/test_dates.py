"""Dates that could be so: nothing before birth, nothing done after the export, no answer before its question."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from practice_check.records.model import CaseRecord, Contact, Row, tables

#: Dates that say what is to be, and may lie ahead of the export.
AHEAD = {
    ("registrations", "review_due"),
    ("plans", "review_due"),
    ("plan_actions", "due"),
    ("mappa_actions", "due"),
    ("child_protection", "review_date"),
    ("oversight", "action_due"),
    ("interventions", "planned_start"),
    ("communications", "due"),
}

#: Within a row, the first of these never lies after the second.
IN_TURN = [
    ("requirements", "start", "end"),
    ("officers", "start", "end"),
    ("rosh_levels", "start", "end"),
    ("registrations", "start", "end"),
    ("registrations", "start", "review_completed"),
    ("statuses", "start", "end"),
    ("residences", "start", "end"),
    ("assessments", "date", "submitted"),
    ("assessments", "submitted", "countersigned"),
    ("plans", "date", "submitted"),
    ("plans", "submitted", "countersigned"),
    ("plans", "date", "review_due"),
    ("plan_actions", "plan_date", "due"),
    ("plan_actions", "plan_date", "done"),
    ("checks", "requested", "chased"),
    ("checks", "requested", "answered"),
    ("checks", "answered", "acted"),
    ("referrals", "date", "outcome_date"),
    ("referrals", "date", "chased"),
    ("mappa_actions", "meeting", "due"),
    ("mappa_actions", "meeting", "done"),
    ("oversight", "date", "action_due"),
    ("oversight", "date", "action_done"),
    ("enforcement", "date", "entered"),
    ("victims", "sentence_date", "offered"),
    ("victims", "offered", "told_how_to_complain"),
    ("victims", "offered", "restorative_justice_offered"),
    ("victims", "conditions_requested", "conditions_decided"),
    ("victim_meetings", "date", "notes_agreed"),
    ("factors", "noted", "progress_noted"),
    ("hearings", "date", "provider_told"),
    ("reviews", "date", "tier_changed"),
    ("communications", "date", "due"),
    ("interventions", "started", "completed"),
    ("interventions", "completed", "feedback"),
    ("transfers", "requested", "accepted"),
    ("court_reports", "date", "written_copy"),
    ("court_reports", "provider_consulted", "date"),
]


def _rows(records: list[CaseRecord]) -> Iterator[tuple[CaseRecord, str, Row]]:
    for record in records:
        for table in tables():
            for row in getattr(record, table) or []:
                yield record, table, row


def _dates(row: Row) -> Iterator[tuple[str, dt.date]]:
    for field in type(row).model_fields:
        value: Any = getattr(row, field)
        if isinstance(value, dt.date):
            yield field, value


def test_nothing_is_dated_before_the_person_came_of_age(caseload: list[CaseRecord]) -> None:
    for record, table, row in _rows(caseload):
        assert record.date_of_birth is not None
        grown = record.date_of_birth + dt.timedelta(days=17 * 365)
        assert all(day > grown for _, day in _dates(row)), (table, row)


def test_nothing_is_dated_after_the_export_but_planned_appointments(caseload: list[CaseRecord]) -> None:
    for record, table, row in _rows(caseload):
        assert record.exported_on is not None
        planned = isinstance(row, Contact) and row.outcome is None
        for field, day in _dates(row):
            if (table, field) in AHEAD or (planned and field == "date"):
                continue
            assert day <= record.exported_on, (record.key, table, field, row)


def test_planned_appointments_were_made_before_the_export(caseload: list[CaseRecord]) -> None:
    ahead = [
        row
        for record in caseload
        for row in record.contacts or []
        if row.date is not None and record.exported_on is not None and row.date > record.exported_on
    ]
    assert ahead
    assert all(row.created is not None and row.date is not None and row.created <= row.date for row in ahead)


@pytest.mark.parametrize(("table", "first", "second"), IN_TURN)
def test_one_date_follows_the_other(table: str, first: str, second: str, caseload: list[CaseRecord]) -> None:
    for record in caseload:
        for row in getattr(record, table) or []:
            before, after = getattr(row, first), getattr(row, second)
            assert before is None or after is None or before <= after, (record.key, row)


def test_the_dates_of_a_case_follow_one_another(caseload: list[CaseRecord]) -> None:
    for record in caseload:
        assert record.sentence_date is not None
        assert record.start_date is not None
        assert record.end_date is not None
        assert record.sentence_date <= record.start_date < record.end_date
        assert record.closed_date is None or record.start_date < record.closed_date


def test_every_row_has_the_date_by_which_it_counts(caseload: list[CaseRecord]) -> None:
    """Only the column that a blank was put into on purpose is blank, and that is never the date of an event."""
    for table in ("contacts", "events", "reviews", "plans", "assessments", "oversight", "enforcement"):
        for record in caseload:
            assert all(row.date is not None for row in getattr(record, table) or [])


def test_statuses_do_not_overlap(caseload: list[CaseRecord]) -> None:
    for record in caseload:
        rows = sorted(record.statuses or [], key=lambda row: row.start or dt.date.min)
        for row, following in pairwise(rows):
            assert row.end is not None
            assert following.start is not None
            assert row.end <= following.start
