"""The truth table: what the engine answered for every way of filling the blanks, to one of the nine words.

| the ways came to | verdict |
|---|---|
| all ``irrelevant`` or ``closed`` | not_applicable |
| all ``met`` / ``late`` / ``excepted`` / ``due`` | met / met_late / excepted / due |
| any ``departed`` | excepted |
| all ``gap`` | gap, or what the rule's ``unmet`` says |
| different words | cannot_tell, with ``could_be`` |

Then the assessor's answer, where there is one (docs/rule-language.md, section 9).
"""

from bisect import bisect_left
from typing import Final, Literal

from practice_check.engine import Outcome
from practice_check.occasions.occasion import Expected, Limit, Occasion, Together
from practice_check.records.codes import Answer
from practice_check.rulebook.model import Rule, VerdictWord
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import TRUE
from practice_check.verdicts.answers import Answered
from practice_check.verdicts.worlds import Ways

WORDS: Final[dict[Outcome, VerdictWord]] = {
    Outcome.IRRELEVANT: "not_applicable",
    Outcome.CLOSED: "not_applicable",
    Outcome.MET: "met",
    Outcome.LATE: "met_late",
    Outcome.EXCEPTED: "excepted",
    Outcome.DUE: "due",
}

#: A rule's verdict on a case is the first of these that any occasion has.
ORDER: Final[tuple[VerdictWord, ...]] = (
    "gap",
    "not_checked",
    "cannot_tell",
    "met_late",
    "needs_judgement",
    "met",
    "excepted",
    "due",
    "not_applicable",
)

DecidedBy = Literal["record", "assessor", "exception"]

_GAP: Final = frozenset((Outcome.GAP,))
_CLOSED: Final = frozenset((Outcome.CLOSED,))


class Verdict:
    """``outcomes``: what the engine answered; ``met_on``: the day of the evidence that discharged. Never changed."""

    __slots__ = ("answer", "could_be", "decided_by", "met_on", "outcomes", "word")

    def __init__(
        self,
        word: VerdictWord,
        could_be: tuple[VerdictWord, ...],
        outcomes: frozenset[Outcome],
        met_on: int | None = None,
        *,
        decided_by: DecidedBy = "record",
        answer: Answered | None = None,
    ) -> None:
        self.word = word
        self.could_be = could_be
        self.outcomes = outcomes
        self.met_on = met_on
        self.decided_by = decided_by
        self.answer = answer

    @property
    def unmet(self) -> bool:
        """Whether the record shows that what was expected did not come about in time or later."""
        return self.outcomes == _GAP

    @property
    def closed(self) -> bool:
        return self.outcomes == _CLOSED


class RecordVerdicts:
    """The record's own verdicts on one rule, before any assessor's answer. ``unmet``: what it makes of a gap."""

    __slots__ = ("_known", "_unmet")

    def __init__(self, unmet: VerdictWord) -> None:
        self._unmet = unmet
        #: By what the engine answered, the verdict but for the day of the evidence.
        self._known: dict[frozenset[Outcome], Verdict] = {}

    def of(self, occasion: Occasion, ways: Ways, decided: list[Outcome]) -> Verdict:
        outcomes = ways.outcomes(decided)
        verdict = self._known.get(outcomes)
        if verdict is None:
            verdict = self._known[outcomes] = self._joined(outcomes)
        word = verdict.word
        if word in ("met", "met_late"):
            return Verdict(word, (), outcomes, met_day(occasion.expected, occasion.counts_from))
        return verdict

    def _joined(self, outcomes: frozenset[Outcome]) -> Verdict:
        if Outcome.DEPARTED in outcomes:
            return Verdict("excepted", (), outcomes, decided_by="exception")
        words = {WORDS.get(outcome, self._unmet) for outcome in outcomes}
        could_be = tuple(word for word in ORDER if word in words)
        return Verdict(could_be[0], (), outcomes) if len(could_be) == 1 else Verdict("cannot_tell", could_be, outcomes)


def met_day(expected: Expected, counts_from: int) -> int | None:
    """The day on which the sure evidence was complete, or None."""
    if isinstance(expected, Limit):
        return None
    if isinstance(expected, Together):
        return _met_together(expected, counts_from)
    needed, days = expected.needed, expected.days
    if needed is None:
        return None
    if days is None:
        days = sorted([each.day for each in expected.evidence if each.truth is TRUE])
    place = bisect_left(days, counts_from) + needed - 1
    return days[place] if needed > 0 and place < len(days) else None


def _met_together(expected: Together, counts_from: int) -> int | None:
    days = []
    of_all = expected.form == "all"
    for part in expected.parts:
        if part.truth is TRUE and not isinstance(part.expected, Limit):
            day = met_day(part.expected, counts_from)
            if day is not None:
                days.append(day)
            elif of_all:
                return None
    if not days:
        return None
    return max(days) if of_all else min(days)


def answered(rule: Rule, verdict: Verdict, answer: Answered | None) -> Verdict:
    """The verdict with the assessor's answer, or with the want of one where a question decides."""
    word = verdict.word
    line = answer.line if answer is not None else None
    answerable = word not in ("not_applicable", "due", "excepted")
    if line is not None and (answerable or (line == "not_relevant" and word != "not_applicable")):
        new = _with_answer(rule, word, line)
        if new != word or word == "needs_judgement":
            return Verdict(new, (), verdict.outcomes, verdict.met_on, decided_by="assessor", answer=answer)
    elif line is None and word in {"met", "met_late"} and any(question.decides for question in rule.judge):
        return _with(verdict, "needs_judgement", answer)
    return verdict if answer is None else _with(verdict, word, answer)


def _with(verdict: Verdict, word: VerdictWord, answer: Answered | None) -> Verdict:
    return Verdict(
        word,
        verdict.could_be,
        verdict.outcomes,
        verdict.met_on,
        decided_by=verdict.decided_by,
        answer=answer,
    )


def _with_answer(rule: Rule, word: VerdictWord, line: Answer) -> VerdictWord:
    if line == "not_relevant":
        return "not_applicable"
    if line == "below":
        return "gap" if rule.kind == "duty" else "needs_judgement"
    return "met" if word in ("needs_judgement", "cannot_tell") else word


def days_late(occasion: Occasion, met_on: int | None) -> int | None:
    if met_on is None or occasion.due >= NEVER or met_on <= occasion.due:
        return None
    return met_on - occasion.due
