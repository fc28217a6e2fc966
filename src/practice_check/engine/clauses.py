"""The part of durable-rules' language that is safe to write, and the only way in which the engine's rules are written.

What cannot be said here cannot go wrong there:

* there is no *or* (it drops or misreads comparisons with an earlier fact): write two rules;
* a comparison with an earlier fact is between whole numbers, never between strings (use after free);
* equality comes first among those comparisons, since the engine hashes it and would otherwise try every pair;
* a last comparison that is always true closes them (a false last one reads past the end of the engine's array);
* the sizes at which the engine fails, or crashes, are refused when the rules are compiled.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from practice_check.engine.situation import EngineFault

#: A field that every fact carries with the same value, so that comparing it with an earlier fact's is always true.
ALWAYS = "zero"
#: The kinds of the facts that open and close every batch, and the rule that fires once both were read.
FIRST = "first"
LAST = "last"
COMPLETE = "complete"

MAX_RULES = 150  # the engine's own limit is about 255 that share a first antecedent; near it, it can hang or crash
MAX_ANTECEDENTS = 16
MAX_COMPARISONS = 29
MAX_ANTECEDENTS_OF_A_KIND = 64  # as many tests as the engine can keep in mind while it reads one fact

_OPERATORS = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


@dataclass(frozen=True, slots=True)
class Own:
    """A field of the same fact."""

    field: str


@dataclass(frozen=True, slots=True)
class Of:
    """A field of the fact that fills an earlier antecedent of the rule."""

    antecedent: str
    field: str


@dataclass(frozen=True, slots=True)
class Compare:
    """The field ``field`` of a fact against a whole number, another of its fields, or one of an earlier fact."""

    field: str
    operator: Literal["==", "<", "<=", ">", ">="]
    against: int | Own | Of

    def written(self) -> dict[str, Any]:
        """The comparison in durable-rules' JSON."""
        match self.against:
            case Own(field):
                right: Any = {"$m": field}
            case Of(antecedent, field):
                right = {antecedent: field}
            case number:
                right = number
        comparison = {self.field: right}
        return comparison if self.operator == "==" else {_OPERATORS[self.operator]: comparison}


@dataclass(frozen=True, slots=True)
class Fact:
    """An antecedent: a fact of ``kind`` for which every comparison holds or, where ``absent``, that there is none."""

    name: str
    kind: str
    comparisons: tuple[Compare, ...] = ()
    absent: bool = False

    @property
    def across(self) -> list[Compare]:
        """The comparisons with earlier facts, equality first."""
        across = [comparison for comparison in self.comparisons if isinstance(comparison.against, Of)]
        return sorted(across, key=lambda comparison: comparison.operator != "==")

    def written(self) -> dict[str, Any]:
        """The antecedent in durable-rules' JSON: its kind, its own comparisons, those with earlier facts, the guard."""
        own = [comparison for comparison in self.comparisons if not isinstance(comparison.against, Of)]
        across = self.across
        guard = [
            Compare(ALWAYS, ">=", Of(comparison.against.antecedent, ALWAYS))
            for comparison in across[-1:]
            if isinstance(comparison.against, Of)
        ]
        parts = [{"kind": self.kind}, *(comparison.written() for comparison in own + across + guard)]
        return {self.name + ("$not" if self.absent else ""): {"$and": parts}}


@dataclass(frozen=True, slots=True)
class Rule:
    """What must be so, and what must not, for the rule to fire. ``repeats``: one fact may fill two antecedents."""

    name: str
    facts: tuple[Fact, ...]
    repeats: bool = False


def compiled(rules: Sequence[Rule], carried: Mapping[str, Sequence[str]]) -> str:
    """The rules in durable-rules' JSON, with the rule that fires when a batch was read from its first fact to its last.

    ``carried`` gives, for each kind of fact, the fields that every fact of the kind carries as whole numbers; kinds
    and fields are plain ASCII words. Raises EngineFault for rules that the engine would misread or fail on.
    """
    everything = [*rules, Rule(COMPLETE, (Fact(FIRST, FIRST), Fact(LAST, LAST)))]
    if len(everything) > MAX_RULES:
        raise EngineFault(f"{len(everything)} rules in one set; the engine holds {MAX_RULES} safely")
    if len({rule.name for rule in everything}) != len(everything):
        raise EngineFault("two rules of a set have one name")
    for rule in everything:
        _check(rule, carried)
    for kind, uses in Counter(fact.kind for rule in everything for fact in rule.facts).items():
        if uses > MAX_ANTECEDENTS_OF_A_KIND:
            raise EngineFault(f"{uses} antecedents read {kind!r}; the engine reads {MAX_ANTECEDENTS_OF_A_KIND} safely")
    return json.dumps(
        {
            rule.name: {"all": [fact.written() for fact in rule.facts], **({"dist": 0} if rule.repeats else {})}
            for rule in everything
        }
    )


def _check(rule: Rule, carried: Mapping[str, Sequence[str]]) -> None:
    if not rule.facts or rule.facts[0].absent:
        raise EngineFault(f"{rule.name}: a rule begins with a fact that is there")
    if len(rule.facts) > MAX_ANTECEDENTS:
        raise EngineFault(f"{rule.name}: {len(rule.facts)} antecedents; the engine takes {MAX_ANTECEDENTS}")
    earlier: dict[str, str] = {}
    names = set[str]()
    for fact in rule.facts:
        if fact.name in names:
            raise EngineFault(f"{rule.name}: two antecedents have the name {fact.name!r}")
        names.add(fact.name)
        across = len(fact.across)
        if across + 1 > MAX_COMPARISONS:
            raise EngineFault(f"{rule.name}: {across} comparisons; the engine takes {MAX_COMPARISONS - 1}")
        if fact.absent and not across:
            raise EngineFault(f"{rule.name}: {fact.name!r} is not compared with an earlier fact")
        for comparison in fact.comparisons:
            _check_comparison(rule, fact.kind, comparison, earlier, carried)
        if not fact.absent:
            earlier[fact.name] = fact.kind


def _check_comparison(
    rule: Rule, kind: str, comparison: Compare, earlier: Mapping[str, str], carried: Mapping[str, Sequence[str]]
) -> None:
    compared = [(kind, comparison.field)]
    match comparison.against:
        case Own(field):
            compared.append((kind, field))
        case Of(antecedent, field):
            if antecedent not in earlier:
                raise EngineFault(f"{rule.name}: {antecedent!r} is no earlier fact of this rule")
            compared.append((earlier[antecedent], field))
        case number:
            if type(number) is not int:
                raise EngineFault(f"{rule.name}: {number!r} is not a whole number")
    for of_kind, field in compared:
        if field not in carried.get(of_kind, ()):
            raise EngineFault(f"{rule.name}: no fact of the kind {of_kind!r} carries a number {field!r}")
