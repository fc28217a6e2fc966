"""All that the checker knows of practice: rules, packs, words, numbers and the register behind them."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from practice_check.rulebook.case_history import HistoryForm
from practice_check.rulebook.caseload import WarningRule
from practice_check.rulebook.model import Pack, Rule
from practice_check.rulebook.parameters import Parameters
from practice_check.rulebook.register import Register
from practice_check.vocabulary.model import Vocabulary


@dataclass
class Rulebook:
    """``rules``, ``packs`` and caseload ``warnings`` by id; ``homes``: the pack in whose folder a rule stands.

    ``history``: what the history of a case shows.
    """

    rules: dict[str, Rule]
    packs: dict[str, Pack]
    parameters: Parameters
    vocabulary: Vocabulary
    register: Register
    rule_files: dict[str, Path]
    homes: dict[str, str]
    warnings: dict[str, WarningRule] = field(default_factory=dict)
    history: HistoryForm = field(default_factory=HistoryForm)

    def file_of(self, rule_id: str) -> Path:
        return self.rule_files[rule_id]

    def named(self, name: str) -> list[str]:
        """The rules that a person means: the one of this id, and those that answer this entry of the register."""
        own = [name] if name in self.rules else []
        return own + [rule.id for rule in self.rules.values() if name in rule.answers and rule.id != name]

    def rules_of(self, pack_id: str) -> list[str]:
        """The ids of a pack's rules: its own, then those that it takes in."""
        own = [rule for rule, home in self.homes.items() if home == pack_id]
        return list(dict.fromkeys([*own, *self.packs[pack_id].includes]))

    def packs_on(self, day: dt.date) -> list[str]:
        """The packs that are switched on and in force on the day."""
        return [
            pack.id
            for pack in self.packs.values()
            if pack.on
            and (pack.in_force.start is None or pack.in_force.start <= day)
            and (pack.in_force.end is None or day < pack.in_force.end)
        ]

    @cached_property
    def rests_on(self) -> dict[str, list[str]]:
        """For each rule all those that it rests on, the nearest first."""
        closed: dict[str, list[str]] = {}
        for rule in self.rules:
            found: list[str] = []
            waiting = list(self.rules[rule].rests_on)
            while waiting:
                nearest = waiting.pop(0)
                if nearest not in found and nearest in self.rules:
                    found.append(nearest)
                    waiting.extend(self.rules[nearest].rests_on)
            closed[rule] = found
        return closed

    @cached_property
    def rules_hash(self) -> str:
        digest = hashlib.sha256()
        for rule in sorted(self.rules):
            digest.update(self.rules[rule].model_dump_json(by_alias=True).encode())
        for warning in sorted(self.warnings):
            digest.update(self.warnings[warning].model_dump_json(by_alias=True).encode())
        digest.update(self.vocabulary.model_dump_json(by_alias=True).encode())
        return digest.hexdigest()

    @cached_property
    def params_hash(self) -> str:
        digest = hashlib.sha256()
        for name in sorted(self.parameters.dated):
            digest.update(f"{name}={self.parameters.dated[name]!r}\n".encode())
        return digest.hexdigest()
