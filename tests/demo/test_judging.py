"""Assessors answer for rules that there are, and give the answers that there are."""

from practice_check.demo.judging import RULES
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook


def test_every_rule_that_is_answered_for_exists(rulebook: Rulebook) -> None:
    assert set(RULES) - set(rulebook.rules) == set()


def test_answers_below_the_line_have_a_reason(caseload: list[CaseRecord]) -> None:
    answers = [row for record in caseload for row in record.judgements or []]
    assert {row.answer for row in answers} == {"above", "below", "not_relevant"}
    assert all(row.reasons for row in answers if row.answer == "below")
    assert all(row.note for row in answers if row.answer == "not_relevant")
