"""The assessor's answer (section 9 of docs/rule-language.md)."""

import datetime as dt
from dataclasses import replace

from practice_check.records.model import Judgement
from practice_check.rulebook import model as m

from .case import Case
from .occasion import Outcome


def after_answer(case: Case, rule: m.Rule, outcome: Outcome) -> Outcome:
    answer = _answer(case, rule, outcome)
    verdict = outcome.verdict
    if answer is None:
        if any(question.decides for question in rule.judge) and verdict in ("met", "met_late"):
            verdict = "needs_judgement"
    elif answer == "not_relevant":
        verdict = "not_applicable"
    elif answer == "below" and verdict in ("met", "met_late", "needs_judgement", "cannot_tell"):
        verdict = "gap"
    elif answer == "above" and verdict in ("needs_judgement", "cannot_tell"):
        verdict = "met"
    return replace(outcome, verdict=verdict, could_be=outcome.could_be if verdict == "cannot_tell" else frozenset())


def _answer(case: Case, rule: m.Rule, outcome: Outcome) -> str | None:
    found: list[Judgement] = [each for each in case.record.judgements or [] if each.rule == rule.id and each.answer]
    opened = None if outcome.occasion is None else outcome.occasion.opened
    own = [each for each in found if each.opened is not None and each.opened.toordinal() == opened]
    whole = [each for each in found if each.opened is None]
    chosen = own or whole
    if not chosen:
        return None
    return max(chosen, key=lambda each: each.date or dt.date.min).answer
