"""How much of the register the rules answer: an entry has a rule, a question for an assessor, or nothing yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from practice_check.rulebook.register import RegisterEntry
from practice_check.rulebook.rulebook import Rulebook

State = Literal["rule", "question", "nothing yet"]
STATES: tuple[State, ...] = ("rule", "question", "nothing yet")


@dataclass(frozen=True)
class Answered:
    entry: RegisterEntry
    state: State
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    entries: list[Answered]

    def count(self, state: State, entries: Iterable[Answered] | None = None) -> int:
        return sum(each.state == state for each in (self.entries if entries is None else entries))

    @property
    def percent(self) -> float:
        """The share of entries that have a rule or a question, in per cent."""
        answered = len(self.entries) - self.count("nothing yet")
        return 100 * answered / len(self.entries) if self.entries else 100.0


def coverage(rulebook: Rulebook) -> Coverage:
    """Every adult entry of the register with the rules that answer it.

    A rule that only asks (what it expects is judged, `unmet` and a question that decides) counts as a question.
    """
    answering: dict[str, list[str]] = {}
    for rule in rulebook.rules.values():
        for entry in rule.answers:
            answering.setdefault(entry, []).append(rule.id)
    return Coverage([_answered(rulebook, entry, answering.get(entry.id, [])) for entry in rulebook.register.adult()])


def _answered(rulebook: Rulebook, entry: RegisterEntry, rules: list[str]) -> Answered:
    if not rules:
        return Answered(entry, "nothing yet", ())
    only_asks = all(
        any(question.decides for question in rulebook.rules[rule].judge)
        and rulebook.rules[rule].unmet == "needs_judgement"
        for rule in rules
    )
    return Answered(entry, "question" if only_asks else "rule", tuple(rules))
