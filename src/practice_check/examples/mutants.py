"""Whether the rules' own examples notice a changed rule: every mutant is run until one of its examples fails."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import yaml

from practice_check.content.yaml_file import read_yaml
from practice_check.engine import Engine, EngineFault
from practice_check.examples.mutating import Mutant, mutants
from practice_check.examples.running import run_example
from practice_check.rulebook import Rulebook
from practice_check.rulebook import model as m
from practice_check.rulebook.parameters import Parameters


@dataclass(frozen=True)
class RuleMutants:
    """Of one rule: how many mutants, those that no example notices, and those that are named as no change at all.

    ``wrong``: names in the list of equivalents that are noticed after all, or that are no mutant.
    """

    rule: str
    made: int
    survivors: tuple[str, ...]
    equivalent: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def caught(self) -> int:
        return self.made - len(self.survivors) - len(self.equivalent)


@dataclass(frozen=True)
class MutantReport:
    rules: list[RuleMutants] = field(default_factory=list)

    @property
    def made(self) -> int:
        return sum(each.made for each in self.rules)

    @property
    def caught(self) -> int:
        return sum(each.caught for each in self.rules)

    @property
    def equivalent(self) -> int:
        return sum(len(each.equivalent) for each in self.rules)

    @property
    def percent(self) -> float:
        """The share caught of those that change something, in per cent."""
        real = self.made - self.equivalent
        return 100 * self.caught / real if real else 100.0


def equivalents(path: Path) -> dict[str, dict[str, str]]:
    """By rule, the mutants that change nothing, each with the reason: ``{rule: {mutant: reason}}``."""
    if not path.exists():
        return {}
    found = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) or {}
    return {str(rule): {str(name): str(why) for name, why in listed.items()} for rule, listed in found.items()}


def run_mutants(
    rulebook: Rulebook, ids: Sequence[str] = (), named: dict[str, dict[str, str]] | None = None, jobs: int = 1
) -> MutantReport:
    """The mutants of the rules named, or of all. ``named``: the equivalents."""
    wanted = [rule for rule in rulebook.rules if not ids or rule in ids]
    work = partial(_of_rule, rulebook, named or {})
    if jobs == 1:
        return MutantReport([work(rule) for rule in wanted])
    with ProcessPoolExecutor(jobs) as pool:
        return MutantReport(list(pool.map(work, wanted, chunksize=4)))


def _of_rule(rulebook: Rulebook, named: dict[str, dict[str, str]], rule_id: str) -> RuleMutants:
    rule = rulebook.rules[rule_id]
    raw = read_yaml(rulebook.file_of(rule_id)).value
    engine = Engine()
    survivors = []
    made = set()
    for mutant in mutants(rule, raw, rulebook.parameters.dated):
        made.add(mutant.name)
        if not _noticed(rulebook, rule, mutant, engine):
            survivors.append(mutant.name)
    listed = named.get(rule_id, {})
    return RuleMutants(
        rule_id,
        len(made),
        tuple(name for name in survivors if name not in listed),
        tuple(name for name in survivors if name in listed),
        tuple(name for name in listed if name not in survivors),
    )


def _noticed(rulebook: Rulebook, rule: m.Rule, mutant: Mutant, engine: Engine) -> bool:
    parameters = rulebook.parameters
    rulebook.rules[rule.id] = mutant.rule
    if mutant.parameters:
        rulebook.parameters = Parameters({**parameters.dated, **mutant.parameters})
    try:
        return any(_fails(rulebook, mutant.rule, example, engine) for example in rule.examples)
    finally:
        rulebook.rules[rule.id] = rule
        rulebook.parameters = parameters


def _fails(rulebook: Rulebook, mutant: m.Rule, example: m.Example, engine: Engine) -> bool:
    """Whether the example does not hold for the mutant; one that cannot even be run is noticed too."""
    try:
        return not run_example(rulebook, mutant, example, engine).passed
    except (EngineFault, ArithmeticError, LookupError, TypeError, ValueError, AttributeError):
        return True
