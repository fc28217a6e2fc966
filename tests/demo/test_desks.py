"""What two managers do shows over the caseload and in no single case; else a note says something of its case."""

from collections import Counter, defaultdict

from practice_check.demo.desks import PASTED, PASTES, SIGNS_AT_ONCE
from practice_check.records.model import CaseRecord, Oversight


def _rows(caseload: list[CaseRecord]) -> list[tuple[str, Oversight]]:
    return [(record.crn, row) for record in caseload for row in record.oversight or []]


def test_one_manager_signs_a_pile_on_one_day(caseload: list[CaseRecord]) -> None:
    days = Counter((row.manager, row.date) for _, row in _rows(caseload[:400]) if row.kind == "countersign")
    (most, count), (_, next_count) = days.most_common(2)
    assert most[0] == SIGNS_AT_ONCE
    assert count >= 10 > next_count


def test_what_was_signed_says_the_day_on_which_it_was(caseload: list[CaseRecord]) -> None:
    for record in caseload:
        if record.oversight is None or record.assessments is None:
            continue
        signed = {row.date for row in record.oversight if row.kind == "countersign"}
        documents = [row.countersigned for row in record.assessments] + [
            row.countersigned for row in record.plans or []
        ]
        assert {day for day in documents if day} <= signed


def test_one_manager_pastes_a_note_and_no_other_note_comes_back(caseload: list[CaseRecord]) -> None:
    people: dict[str, set[str]] = defaultdict(set)
    for crn, row in _rows(caseload):
        if row.note:
            people[row.note].add(crn)
            assert (row.note == PASTED) <= (row.manager == PASTES)
    assert len(people.pop(PASTED)) > 100
    assert max(map(len, people.values())) < 10
