"""On which side of the line a verdict falls when cases are scored (Appendix 5 of the area reports)."""

from typing import Literal

from practice_check.rulebook.model import Rule, VerdictWord
from practice_check.verdicts.decide import Verdict

#: ``late``: done after its day, which is below the line unless a score says otherwise.
Line = Literal["above", "late", "below", "undecided"]

_LINES: dict[VerdictWord, Line] = {
    "met": "above",
    "met_late": "late",
    "gap": "below",
    "cannot_tell": "undecided",
    "not_checked": "undecided",
    "needs_judgement": "undecided",
}


def line_of(rule: Rule, verdict: Verdict) -> Line | None:
    """The side of the line, or None for what leaves the base: not applicable, not yet due, excepted.

    An assessor's answer about a recorded departure puts it back into the base. What was only counted or came about
    (a measure, an outcome) and is not so by the record is below the line, though it is no gap.
    """
    answer = verdict.answer.line if verdict.answer is not None else None
    if answer in ("above", "below") and verdict.word in ("excepted", "needs_judgement"):
        return answer
    unmet = verdict.word == "needs_judgement" and verdict.unmet
    if unmet and rule.kind != "duty" and not rule.only_asks:
        return "below"
    return _LINES.get(verdict.word)


def presence_only(rule: Rule, verdict: Verdict) -> bool:
    """Whether it is above or late only by what is recorded, with a question about its quality still open."""
    if verdict.word not in ("met", "met_late") or not rule.judge:
        return False
    return verdict.answer is None or verdict.answer.open_questions > 0
