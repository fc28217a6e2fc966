"""One random person and some random rules through the whole checker and through the oracle, side by side."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from practice_check.answers.departures import Departures
from practice_check.audit.person import Checker, Scope
from practice_check.engine import Engine
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook import model as m
from practice_check.rulebook.parameters import Parameters
from practice_check.rulebook.register import Register
from practice_check.vocabulary.model import Vocabulary

from .evaluator import Oracle
from .evaluator.verdicts import Answer
from .random_cases import Cases
from .random_departures import departures, with_severity
from .random_rules import Rules
from .small_world import NOWHERE, parameters, vocabulary

RULES_A_CASE = 6
VOCABULARY = vocabulary()
PARAMETERS = parameters()

#: An answer with what it is a consequence of: because and root.
Full = tuple[Answer, str | None, str | None]


@dataclass(frozen=True)
class Case:
    """One case of the comparison: a person's records, the day, and the rules held against them."""

    seed: int
    records: list[CaseRecord]
    as_of: dt.date
    rules: dict[str, m.Rule]
    parameters: Parameters = PARAMETERS
    vocabulary: Vocabulary = VOCABULARY
    departures: Sequence[DepartureRow] = ()


@dataclass(frozen=True)
class Difference:
    case: Case
    event_number: int
    rule: str
    checker: list[Full]
    oracle: list[Full]


@dataclass
class Compared:
    """What was compared: ``answers`` by rule, for the tables."""

    differences: list[Difference] = field(default_factory=list)
    answers: list[tuple[m.Rule, list[Full]]] = field(default_factory=list)


def make(seed: int, rules: int = RULES_A_CASE) -> Case:
    random = Random(seed)
    made = Rules(random, seed).some(rules)
    records, as_of = Cases(random, made).person()
    apart = Random(f"departures {seed}")
    made = {name: with_severity(apart, rule) for name, rule in made.items()}
    return Case(seed, records, as_of, made, departures=departures(apart, records, made, as_of))


def rulebook_of(case: Case) -> Rulebook:
    pack = m.Pack.model_validate({"id": "oracle", "title": "The oracle's", "in_force": {}})
    return Rulebook(
        rules=case.rules,
        packs={"oracle": pack},
        parameters=case.parameters,
        vocabulary=case.vocabulary,
        register=Register({}),
        rule_files=dict.fromkeys(case.rules, NOWHERE),
        homes=dict.fromkeys(case.rules, "oracle"),
    )


def compare(case: Case, engine: Engine, rulebook: Rulebook | None = None) -> Compared:
    rulebook = rulebook or rulebook_of(case)
    scope = Scope(tuple(rulebook.packs), frozenset(case.rules))
    checker = Checker(rulebook, scope, engine, Departures.of(case.departures, rulebook))
    results = checker.person(case.records, case.as_of.toordinal())
    compared = Compared()
    for record, result in zip(case.records, results, strict=True):
        road: dict[str, list[Full]] = {name: [] for name in case.rules}
        for finding in result.findings():
            answer = (
                finding.occasion.opened,
                finding.occasion.due,
                finding.verdict,
                frozenset(map(str, finding.could_be)),
                finding.occasion.missed,
            )
            road[finding.rule].append((answer, finding.because, finding.root))
        ours = oracle_of(case, record)
        for name, rule in case.rules.items():
            compared.answers.append((rule, ours[name]))
            if Counter(road[name]) != Counter(ours[name]):
                compared.differences.append(Difference(case, record.event_number, name, road[name], ours[name]))
    return compared


def oracle_of(case: Case, record: CaseRecord) -> dict[str, list[Full]]:
    oracle = Oracle(
        case.records,
        record,
        as_of=case.as_of,
        parameters=case.parameters,
        vocabulary=case.vocabulary,
        rules=case.rules,
        departures=case.departures,
    )
    return {name: oracle.full(rule) for name, rule in case.rules.items()}


def rests_on(rules: Mapping[str, m.Rule], names: Sequence[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name in rules:
            found.add(name)
            opens = rules[name].opens
            waiting += [*rules[name].rests_on, *([opens.overdue] if isinstance(opens, m.OpensOverdue) else [])]
    return found
