"""Assessors answer what the shipped rules ask, in the rules' own words."""

import datetime as dt

from practice_check.demo import questions
from practice_check.records.model import CaseRecord, Judgement
from practice_check.rulebook import Rulebook

SINCE, UNTIL = dt.date(2013, 4, 1), dt.date(2026, 10, 30)


def _answers(caseload: list[CaseRecord]) -> list[Judgement]:
    return [row for record in caseload for row in record.judgements or []]


def test_what_is_read_of_the_rules_is_what_the_rulebook_says(rulebook: Rulebook) -> None:
    on = [pack.id for pack in rulebook.packs.values() if pack.on]
    asking = {name for pack in on for name in rulebook.rules_of(pack) if rulebook.rules[name].judge}
    read = {each.rule: each for each in questions.asked(SINCE, UNTIL)}
    assert set(read) == asking
    for name, each in read.items():
        rule = rulebook.rules[name]
        assert each.owner == rule.owner
        assert each.reasons == tuple(tuple(question.reasons) for question in rule.judge)
        decides = any(question.decides for question in rule.judge)
        assert each.telling == (rule.unmet == "needs_judgement" or decides)


def test_only_rules_in_force_are_asked_about(rulebook: Rulebook) -> None:
    read = {each.rule for each in questions.asked(dt.date(2026, 1, 1), UNTIL)}
    assert read == {name for name in rulebook.rules_of("current") if rulebook.rules[name].judge}


def test_every_rule_that_asks_is_answered_for(caseload: list[CaseRecord]) -> None:
    asked = {each.rule for each in questions.asked(SINCE, UNTIL)}
    assert {row.rule for row in _answers(caseload)} == asked


def test_a_quarter_of_the_cases_was_read(caseload: list[CaseRecord]) -> None:
    read = sum(bool(record.judgements) for record in caseload) / len(caseload)
    assert 0.2 < read < 0.3


def test_answers_below_the_line_have_a_reason_of_the_rule(caseload: list[CaseRecord], rulebook: Rulebook) -> None:
    answers = _answers(caseload)
    assert {row.answer for row in answers} == {"above", "below", "not_relevant"}
    for row in answers:
        if row.answer == "below":
            question = rulebook.rules[row.rule or ""].judge[(row.question or 1) - 1]
            assert row.reasons
            assert set(row.reasons) <= set(question.reasons)
        if row.answer == "not_relevant":
            assert row.note


def test_an_answer_about_a_factor_names_one_that_the_record_lists(caseload: list[CaseRecord]) -> None:
    about = 0
    for record in caseload:
        listed = {row.tag for row in record.factors or []}
        for row in record.judgements or []:
            if row.about and record.factors is not None:
                about += 1
                assert row.about in listed
    assert about > 100
