"""Careful officers fill in more of their documents, and assessors find more of their work good."""

from collections import defaultdict

from practice_check.demo.staff import OFFICERS, PUNCTUAL, THIN
from practice_check.records.model import CaseRecord

NAMES = {habits: {officer.name for officer in OFFICERS if officer.habits is habits} for habits in (PUNCTUAL, THIN)}


def test_careful_officers_fill_in_more_sections(caseload: list[CaseRecord]) -> None:
    filled: dict[str | None, list[int]] = defaultdict(list)
    for record in caseload:
        for row in record.assessments or []:
            if row.kind == "likelihood":
                filled[row.assessor].append(len(row.covers or []))
    mean = {name: sum(counts) / len(counts) for name, counts in filled.items()}
    assert min(mean[name] for name in NAMES[PUNCTUAL]) > max(mean[name] for name in NAMES[THIN]) + 2


def test_their_work_is_found_good_more_often(caseload: list[CaseRecord]) -> None:
    above: dict[str | None, list[bool]] = defaultdict(list)
    for record in caseload:
        above[record.officer] += [row.answer == "above" for row in record.judgements or []]
    share = {name: sum(answers) / len(answers) for name, answers in above.items() if answers}
    assert min(share[name] for name in NAMES[PUNCTUAL]) > max(share[name] for name in NAMES[THIN])


def test_a_document_that_is_blank_throughout_is_rare(caseload: list[CaseRecord]) -> None:
    blank = [row.covers is None for record in caseload for row in record.court_reports or []]
    assert 0.01 < sum(blank) / len(blank) < 0.2
