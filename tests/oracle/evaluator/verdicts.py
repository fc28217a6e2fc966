"""All occasions of one rule in one case, each with its verdict; and what a finding rests on."""

import datetime as dt
from collections.abc import Mapping, Sequence

from practice_check.records.model import CaseRecord
from practice_check.rulebook import model as m
from practice_check.rulebook.parameters import Parameters
from practice_check.vocabulary.model import Vocabulary

from .answers import after_answer
from .case import Case
from .fillings import verdicts_of
from .missed import joined, missed_of
from .occasion import Outcome
from .opens import blind_to_openers, occasions

#: Opened, due, verdict, could be, missed.
Answer = tuple[dt.date | None, dt.date | None, str, frozenset[str], int | None]

WORST_FIRST = (
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


def verdicts(
    rule: m.Rule,
    records: Sequence[CaseRecord],
    record: CaseRecord,
    as_of: dt.date,
    parameters: Parameters,
    vocabulary: Vocabulary,
    rules: Mapping[str, m.Rule],
    case: Case | None = None,
) -> list[Answer]:
    if record.start_date is None:
        return [(None, None, "cannot_tell", frozenset(), None)]
    case = case or Case(record, records, as_of.toordinal(), parameters, vocabulary)
    return [
        (
            None if each.occasion is None or each.occasion.opened == 0 else dt.date.fromordinal(each.occasion.opened),
            None if each.due is None else dt.date.fromordinal(each.due),
            each.verdict,
            each.could_be,
            each.missed,
        )
        for each in joined(rule, outcomes(case, rule, rules))
    ]


def outcomes(case: Case, rule: m.Rule, rules: Mapping[str, m.Rule]) -> list[Outcome]:
    key = ("outcomes", rule.id)
    if key not in case.memo:
        case.memo[key] = _outcomes(case, rule, rules)
    found = case.memo[key]
    assert isinstance(found, list)
    return found


def _outcomes(case: Case, rule: m.Rule, rules: Mapping[str, m.Rule]) -> list[Outcome]:
    watched: list[Outcome] = []
    if isinstance(rule.opens, m.OpensOverdue):
        watched = outcomes(case, rules[rule.opens.overdue], rules)
    found = []
    for occasion in occasions(case, rule, watched):
        decided = verdicts_of(case, rule, occasion)
        if decided is None:
            continue
        due, words = decided
        verdict = next(iter(words)) if len(words) == 1 else "cannot_tell"
        could_be = frozenset() if len(words) == 1 else frozenset(words)
        outcome = Outcome(occasion, due, verdict, could_be)
        outcome = after_answer(case, rule, outcome)
        found.append(missed_of(case, rule, outcome))
    if not found:
        return [Outcome(None, None, "cannot_tell" if blind_to_openers(case, rule) else "not_applicable")]
    return found


def because(rule: m.Rule, worst: Mapping[str, str], rules: Mapping[str, m.Rule]) -> tuple[str | None, str | None]:
    """The nearest rule with a gap that this one rests on, and the first: ``worst`` is each rule's verdict."""
    waiting = [(name, name) for name in rule.rests_on]
    seen = set()
    while waiting:
        name, _ = waiting.pop(0)
        if name in seen or name not in rules:
            continue
        seen.add(name)
        if worst.get(name) == "gap":
            root = because(rules[name], worst, rules)[1]
            return name, root or name
        waiting += [(each, each) for each in rules[name].rests_on]
    return None, None
