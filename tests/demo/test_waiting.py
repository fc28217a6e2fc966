"""Something waits for a manager's signature on the day of the export, written by any officer, some of it overdue."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from practice_check.demo.days import after
from practice_check.demo.waiting import ANSWERS, WRITTEN_SINCE
from practice_check.records.model import Assessment, CaseRecord, Plan


def _waiting(caseload: list[CaseRecord]) -> list[tuple[CaseRecord, Assessment | Plan, dt.date]]:
    """What was submitted in the last weeks, and neither signed nor answered since."""
    return [
        (record, row, row.submitted)
        for record in caseload[:400]
        for row in _documents(record)
        if row.submitted and row.countersigned is None
        if record.exported_on and record.exported_on - row.submitted <= WRITTEN_SINCE
        if not any(seen >= row.submitted for seen in _answered(record))
    ]


def _documents(record: CaseRecord) -> Iterator[Assessment | Plan]:
    yield from record.assessments or []
    yield from record.plans or []


def _answered(record: CaseRecord) -> list[dt.date]:
    return [row.date for row in record.oversight or [] if row.kind in ANSWERS and row.date]


def test_some_of_it_is_overdue_and_some_is_not(caseload: list[CaseRecord]) -> None:
    found = _waiting(caseload)
    people = {record.crn for record, _, _ in found}
    overdue = {record.crn for record, _, on in found if record.exported_on and after(on, 5) < record.exported_on}
    assert 12 <= len(people) <= 60
    assert 5 <= len(overdue) < len(people)


def test_nothing_is_submitted_before_it_is_written_or_after_the_export(caseload: list[CaseRecord]) -> None:
    assert all(
        row.date is not None and record.exported_on is not None and row.date <= on <= record.exported_on
        for record, row, on in _waiting(caseload)
    )


def test_it_is_no_one_officers_habit(caseload: list[CaseRecord]) -> None:
    people: Counter[str] = Counter()
    for record in {record.crn: record for record, _, _ in _waiting(caseload)}.values():
        people.update({row.officer for row in record.officers or [] if row.officer and row.end is None})
    assert len(people) >= 6
    assert max(people.values()) <= 0.4 * people.total()
