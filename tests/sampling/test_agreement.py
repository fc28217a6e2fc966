"""Two assessors' answers compared, with the arithmetic shown."""

import datetime as dt

import pytest

from practice_check.records.model import Judgement
from practice_check.rulebook import Rulebook
from practice_check.sampling import agreement_of, latest


@pytest.fixture(scope="module")
def rule(rulebook: Rulebook) -> str:
    return next(name for name, each in rulebook.rules.items() if len(each.judge) > 1)


def answers(rule: str, given: str, question: int | None = 1) -> list[tuple[tuple[str, int], Judgement]]:
    """An answer a case: a above, b below, n not relevant, a dot none."""
    words = {"a": "above", "b": "below", "n": "not_relevant"}
    return [
        ((f"X{number:06}", 1), Judgement(rule=rule, question=question, answer=words[letter]))
        for number, letter in enumerate(given)
        if letter != "."
    ]


def test_what_both_answered_is_counted_and_the_rest_is_not_compared(rulebook: Rulebook, rule: str) -> None:
    found = agreement_of(latest(answers(rule, "aab.a")), latest(answers(rule, "abba.")), rulebook, 10)
    assert (found.both, found.same, found.cases, found.only_first, found.only_second) == (3, 2, 3, 1, 1)
    (question,) = found.questions
    assert (question.both, question.same, question.text) == (3, 2, rulebook.rules[rule].judge[0].ask)
    (differs,) = question.differ
    assert (differs.asked.crn, differs.first.answer, differs.second.answer) == ("X000001", "above", "below")


def test_kappa_by_hand(rulebook: Rulebook, rule: str) -> None:
    # Of ten, both say above in 5 and below in 3: alike 0.8. By chance 0.6 x 0.6 + 0.4 x 0.4 = 0.52.
    found = agreement_of(latest(answers(rule, "aaaaabbbab")), latest(answers(rule, "aaaaabbbba")), rulebook, 10)
    assert found.kappa == pytest.approx((0.8 - 0.52) / (1 - 0.52))


def test_no_kappa_on_a_small_base_or_where_nothing_varies(rulebook: Rulebook, rule: str) -> None:
    small = agreement_of(latest(answers(rule, "aaaaabbbb")), latest(answers(rule, "aaaaabbba")), rulebook, 10)
    alike = agreement_of(latest(answers(rule, "a" * 12)), latest(answers(rule, "a" * 12)), rulebook, 10)
    assert small.kappa is alike.kappa is None
    assert alike.same == alike.both == 12


def test_questions_stand_apart_and_those_that_differ_most_come_first(rulebook: Rulebook, rule: str) -> None:
    first = latest([*answers(rule, "aaa", 1), *answers(rule, "aaa", 2)])
    second = latest([*answers(rule, "aab", 1), *answers(rule, "bba", 2)])
    found = agreement_of(first, second, rulebook, 10)
    assert [(each.question, each.same) for each in found.questions] == [(2, 1), (1, 2)]


def test_of_two_answers_the_later_counts(rule: str) -> None:
    key = ("X000001", 1)
    early = Judgement(rule=rule, question=1, answer="above", date=dt.date(2014, 1, 1))
    late = Judgement(rule=rule, question=1, answer="below", date=dt.date(2014, 2, 1))
    for order in ([(key, early), (key, late)], [(key, late), (key, early)]):
        assert [each.answer for each in latest(order).values()] == ["below"]


def test_answers_about_different_times_are_different_questions(rulebook: Rulebook, rule: str) -> None:
    key = ("X000001", 1)
    one, other = (
        latest([(key, Judgement(rule=rule, question=1, answer="above", opened=dt.date(2014, 1, day)))])
        for day in (1, 2)
    )
    assert agreement_of(one, other, rulebook, 10).both == 0
