"""How far two assessors of the same cases agree, question by question. Never assessor by assessor."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from practice_check.records.model import Judgement
from practice_check.rulebook import Rulebook


class Asked(NamedTuple):
    """A question as it was put about a case. ``question`` None: about the rule as a whole; blanks: each time."""

    crn: str
    event_number: int
    rule: str
    question: int | None
    opened: str
    about: str


@dataclass(frozen=True)
class Differs:
    """A question that the two answered differently."""

    asked: Asked
    first: Judgement
    second: Judgement


@dataclass(frozen=True)
class QuestionAgreement:
    """``text``: the question itself. ``same`` of ``both`` are alike. ``kappa``: None where it says nothing."""

    rule: str
    question: int | None
    outcome: str
    text: str
    both: int
    same: int
    kappa: float | None
    differ: list[Differs] = field(default_factory=list)


@dataclass(frozen=True)
class Agreement:
    """``questions``: those that both answered at least once, the most differences first.

    ``smallest_base``: with fewer answers by both no share and no kappa is given.
    """

    questions: list[QuestionAgreement]
    cases: int
    both: int
    same: int
    kappa: float | None
    only_first: int
    only_second: int
    smallest_base: int


Answers = Mapping[Asked, Judgement]


def latest(judgements: Sequence[tuple[tuple[str, int], Judgement]]) -> dict[Asked, Judgement]:
    """The answer to each question about each case; of two the later, and of two of one day the one given last."""
    found: dict[Asked, Judgement] = {}
    for (crn, event), judgement in judgements:
        opened = judgement.opened.isoformat() if judgement.opened else ""
        asked = Asked(crn, event, judgement.rule or "", judgement.question, opened, judgement.about or "")
        before = found.get(asked)
        if before is None or not (before.date and judgement.date and judgement.date < before.date):
            found[asked] = judgement
    return found


def agreement_of(first: Answers, second: Answers, rulebook: Rulebook, smallest_base: int) -> Agreement:
    """What both answered, compared. Answers of one alone are counted and compared with nothing."""
    both = sorted((asked for asked in first if asked in second), key=_order)
    questions: dict[tuple[str, int | None], list[Asked]] = {}
    for asked in both:
        questions.setdefault((asked.rule, asked.question), []).append(asked)
    compared = []
    for (rule, question), all_asked in questions.items():
        pairs = [_pair(first[asked], second[asked]) for asked in all_asked]
        differ = [
            Differs(asked, first[asked], second[asked])
            for asked, (one, other) in zip(all_asked, pairs, strict=True)
            if one != other
        ]
        outcome, text = _asked_of(rulebook, rule, question)
        kappa = _kappa(pairs, smallest_base)
        alike = len(pairs) - len(differ)
        compared.append(QuestionAgreement(rule, question, outcome, text, len(pairs), alike, kappa, differ))
    same = sum(each.same for each in compared)
    return Agreement(
        questions=sorted(
            compared, key=lambda each: (each.same - each.both, each.outcome, each.rule, each.question or 0)
        ),
        cases=len({(asked.crn, asked.event_number) for asked in both}),
        both=len(both),
        same=same,
        kappa=_kappa([_pair(first[asked], second[asked]) for asked in both], smallest_base),
        only_first=len(first) - len(both),
        only_second=len(second) - len(both),
        smallest_base=smallest_base,
    )


def _asked_of(rulebook: Rulebook, rule: str, question: int | None) -> tuple[str, str]:
    """The outcome and the words of a question."""
    known = rulebook.rules[rule]
    return known.outcome, known.judge[question - 1].ask if question is not None else known.question or known.title


def _kappa(pairs: Sequence[tuple[str, str]], smallest_base: int) -> float | None:
    """Cohen's kappa: how much of what chance alone would leave them to differ on they agree on.

    None on too small a base, and where both gave one and the same answer throughout.
    """
    whole = len(pairs)
    if whole < smallest_base:
        return None
    alike = sum(one == other for one, other in pairs) / whole
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(ones[answer] * others[answer] for answer in ones) / whole**2
    return None if by_chance == 1 else (alike - by_chance) / (1 - by_chance)


def _pair(first: Judgement, second: Judgement) -> tuple[str, str]:
    return first.answer or "", second.answer or ""


def _order(asked: Asked) -> tuple[str, int, str, int, str, str]:
    return (asked.crn, asked.event_number, asked.rule, asked.question or 0, asked.opened, asked.about)
