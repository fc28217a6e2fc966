"""What assessors answered about one occasion: the answers to a rule's questions, taken together."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from practice_check.occasions.occasion import Occasion
from practice_check.records.codes import Answer
from practice_check.records.model import Judgement
from practice_check.rulebook.model import Rule


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers chosen, a question each, and what they come to. ``line`` None: a question that decides is open.

    ``open_questions``: how many of the rule's questions nobody has answered.
    """

    line: Answer | None
    chosen: tuple[Judgement, ...]
    open_questions: int = 0

    @property
    def telling(self) -> Judgement:
        """The latest of the answers that say what all come to."""
        saying = [each for each in self.chosen if each.answer == self.line] or list(self.chosen)
        return max(saying, key=lambda each: each.date or dt.date.min)


def answers_about(rule: Rule, occasion: Occasion, judgements: Sequence[Judgement]) -> Answered | None:
    """The answers about this occasion (docs/rule-language.md, section 9), or None where there is none."""
    about = [each for each in judgements if each.rule == rule.id and each.answer and _is_about(each, occasion)]
    if not about:
        return None
    questions = range(1, max(len(rule.judge), 1) + 1)
    chosen = [_chosen(about, number) for number in questions]
    deciding = [
        answer
        for number, answer in zip(questions, chosen, strict=True)
        if rule.judge and rule.judge[number - 1].decides
    ]
    given = tuple(answer for answer in chosen if answer is not None)
    if not given:
        return None
    return Answered(_line(given, deciding or given), given, chosen.count(None))


def _is_about(answer: Judgement, occasion: Occasion) -> bool:
    opening = occasion.opening
    same_day = answer.opened is None or answer.opened.toordinal() == opening.day
    return same_day and (not answer.about or answer.about == opening.about)


def _chosen(about: Sequence[Judgement], number: int) -> Judgement | None:
    """Of the answers to this question or to all: the one that says most closely what it is about, then the latest."""

    def closeness(answer: Judgement) -> tuple[bool, int, dt.date]:
        named = (answer.opened is not None) + bool(answer.about)
        return (answer.question is not None, named, answer.date or dt.date.min)

    return max((each for each in about if each.question in (None, number)), key=closeness, default=None)


def _line(given: Sequence[Judgement], deciding: Sequence[Judgement | None]) -> Answer | None:
    if any(answer.answer == "below" for answer in given):
        return "below"
    if any(answer is None for answer in deciding):
        return None
    relevant = any(answer.answer == "above" for answer in deciding if answer is not None)
    return "above" if relevant else "not_relevant"
