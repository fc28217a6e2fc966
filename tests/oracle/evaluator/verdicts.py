"""All occasions of one rule in one case, each with its verdict; and what a finding rests on."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord
from practice_check.rulebook import model as m
from practice_check.rulebook.parameters import Parameters
from practice_check.vocabulary.model import Vocabulary

from .answers import after_answer
from .case import Case
from .departures import names
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


class Oracle:
    """One order of a person, as of a day: its answers are worked out once and kept."""

    def __init__(
        self,
        records: Sequence[CaseRecord],
        record: CaseRecord,
        *,
        as_of: dt.date,
        parameters: Parameters,
        vocabulary: Vocabulary,
        rules: Mapping[str, m.Rule],
        departures: Sequence[DepartureRow] = (),
    ) -> None:
        self.rules = rules
        self.case: Case | None = None
        if record.start_date is not None:
            named = {rule.id: [row for row in departures if names(row, rule, rules)] for rule in rules.values()}
            self.case = Case(record, records, as_of.toordinal(), parameters, vocabulary, departures=named)

    def verdicts(self, rule: m.Rule) -> list[Answer]:
        if self.case is None:
            return [(None, None, "cannot_tell", could_be_anything(rule), None)]
        return [
            (
                _date(each.occasion.opened if each.occasion else None),
                _date(each.due),
                each.verdict,
                each.could_be,
                each.missed,
            )
            for each in joined(outcomes(self.case, rule, self.rules))
        ]

    def worst(self, rule: m.Rule) -> str:
        return min((answer[2] for answer in self.verdicts(rule)), key=WORST_FIRST.index)

    def full(self, rule: m.Rule) -> list[tuple[Answer, str | None, str | None]]:
        """The verdicts, each with the rule whose gap explains it: the nearest, and the first."""
        found = []
        for answer in self.verdicts(rule):
            causes = because(rule, self.worst, self.rules) if answer[2] in ("gap", "cannot_tell") else (None, None)
            found.append((answer, *causes))
        return found


def verdicts(
    rule: m.Rule,
    records: Sequence[CaseRecord],
    record: CaseRecord,
    *,
    as_of: dt.date,
    parameters: Parameters,
    vocabulary: Vocabulary,
    rules: Mapping[str, m.Rule],
) -> list[Answer]:
    return Oracle(records, record, as_of=as_of, parameters=parameters, vocabulary=vocabulary, rules=rules).verdicts(
        rule
    )


def _date(day: int | None) -> dt.date | None:
    return dt.date.fromordinal(day) if day else None


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
        decided = verdicts_of(case, rule, occasion, case.departures.get(rule.id, ()))
        if decided is None:
            continue
        due, words, met_on = decided
        verdict = next(iter(words)) if len(words) == 1 else "cannot_tell"
        could_be = frozenset() if len(words) == 1 else frozenset(words)
        if "departed" in words:
            verdict, could_be = "excepted", frozenset()
        came_to = "gap" if verdict == rule.unmet else verdict
        outcome = Outcome(occasion, due, verdict, could_be, None, came_to, met_on)
        outcome = after_answer(case, rule, outcome)
        found.append(missed_of(case, rule, outcome))
    if not found:
        watched_blindly = any(each.occasion is None and each.verdict == "cannot_tell" for each in watched)
        if watched_blindly or blind_to_openers(case, rule):
            return [Outcome(None, None, "cannot_tell", could_be_anything(rule))]
        return [Outcome(None, None, "not_applicable")]
    return found


def could_be_anything(rule: m.Rule) -> frozenset[str]:
    return frozenset({rule.unmet, "met", "met_late", "due", "not_applicable"})


def because(rule: m.Rule, worst: Callable[[m.Rule], str], rules: Mapping[str, m.Rule]) -> tuple[str | None, str | None]:
    """The nearest rule with a gap that this one rests on, and the first of the chain."""
    gaps = [name for name in rested_on(rule, rules) if worst(rules[name]) == "gap"]
    if not gaps:
        return None, None
    firsts = [name for name in gaps if not any(other in gaps for other in rested_on(rules[name], rules))]
    return gaps[0], firsts[-1]


def rested_on(rule: m.Rule, rules: Mapping[str, m.Rule]) -> list[str]:
    """What a rule rests on, and what those rest on, the nearest first."""
    waiting = list(rule.rests_on)
    found: list[str] = []
    while waiting:
        name = waiting.pop(0)
        if name not in found and name in rules:
            found.append(name)
            waiting += rules[name].rests_on
    return found
