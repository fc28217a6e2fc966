"""What assessors answered (the end of section 9 of docs/rule-language.md)."""

from dataclasses import replace

from practice_check.records.model import Judgement
from practice_check.rulebook import model as m

from .case import Case
from .occasion import Occasion, Outcome

#: In place of a rule's questions where it has none: one, that decides nothing.
ONE = (m.Question(ask="?"),)


def after_answer(case: Case, rule: m.Rule, outcome: Outcome) -> Outcome:
    verdict = outcome.verdict
    match together(case, rule, outcome.occasion):
        case None:
            if verdict in ("met", "met_late") and any(question.decides for question in rule.judge):
                verdict = "needs_judgement"
        case "not_relevant":
            verdict = "not_applicable"
        case "below":
            if verdict in ("met", "met_late", "needs_judgement", "cannot_tell"):
                verdict = "gap" if rule.kind == "duty" else "needs_judgement"
        case "above":
            if verdict in ("needs_judgement", "cannot_tell"):
                verdict = "met"
    return replace(outcome, verdict=verdict, could_be=outcome.could_be if verdict == "cannot_tell" else frozenset())


def together(case: Case, rule: m.Rule, occasion: Occasion | None) -> str | None:
    """What the answers to all of a rule's questions come to; None: nothing yet."""
    if occasion is None:
        return None
    rows = [row for row in case.record.judgements or [] if row.rule == rule.id and row.answer]
    rows = [row for row in rows if row.opened is None or row.opened.toordinal() == occasion.opened]
    rows = [row for row in rows if not row.about or row.about == about(rule, occasion)]
    questions = rule.judge or ONE
    answers = [_chosen(rows, number) for number in range(1, len(questions) + 1)]
    if "below" in answers:
        return "below"
    deciding = [answer for question, answer in zip(questions, answers, strict=True) if question.decides]
    if None in deciding:
        return None
    counting = deciding or [answer for answer in answers if answer is not None]
    if not counting:
        return None
    return "above" if "above" in counting else "not_relevant"


def about(rule: m.Rule, occasion: Occasion) -> str | None:
    """What an occasion is about: a value that is told apart, or else the row that opened it."""
    if occasion.row is None:
        return None
    if isinstance(rule.opens, m.OpensEach) and rule.opens.once_per is not None:
        value = getattr(occasion.row, rule.opens.once_per)
        if value not in (None, "", []):
            return str(value)
    return occasion.row.row_id


def _chosen(rows: list[Judgement], number: int) -> str | None:
    """The answer to one question: the first that no other beats."""
    best: Judgement | None = None
    for row in rows:
        if row.question in (None, number) and (best is None or _beats(row, best)):
            best = row
    return None if best is None else best.answer


def _beats(one: Judgement, other: Judgement) -> bool:
    if (one.question is None) != (other.question is None):
        return other.question is None
    given = [sum(1 for each in (row.opened, row.about) if each) for row in (one, other)]
    if given[0] != given[1]:
        return given[0] > given[1]
    if one.date is None or other.date is None:
        return one.date is not None and other.date is None
    return one.date > other.date
