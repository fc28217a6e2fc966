"""How much of the register the rules answer: an entry has a rule, a question, a written reason, or nothing.

Counted in principle, on the fields that nDelius and OASys export, and (``audit.coverage``) on a given export.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from practice_check.rulebook.model import Rule
from practice_check.rulebook.register import RegisterEntry
from practice_check.rulebook.rulebook import Rulebook

#: ``counted``: only measures and outcomes answer it. ``set aside``: no rule, for a written reason.
State = Literal["rule", "counted", "question", "set aside", "nothing yet"]
STATES: tuple[State, ...] = ("rule", "counted", "question", "set aside", "nothing yet")

_COMMON_SYSTEMS = frozenset({"ndelius", "oasys"})


@dataclass(frozen=True)
class Answered:
    """``on_common``: whether a rule that answers it can be decided from fields of nDelius and OASys."""

    entry: RegisterEntry
    state: State
    rules: tuple[str, ...]
    reason: str | None = None
    on_common: bool = False


@dataclass(frozen=True)
class Coverage:
    entries: list[Answered]

    def count(self, state: State, entries: Iterable[Answered] | None = None) -> int:
        return sum(each.state == state for each in (self.entries if entries is None else entries))

    @property
    def percent(self) -> float:
        """The share of entries that have a rule, a question or a reason, in per cent."""
        answered = len(self.entries) - self.count("nothing yet")
        return 100 * answered / len(self.entries) if self.entries else 100.0


def coverage(rulebook: Rulebook) -> Coverage:
    """Every adult entry of the register with the rules that answer it.

    A rule that only asks (what it expects is judged: `unmet`, and a question that decides) counts as a question.
    """
    answering: dict[str, list[Rule]] = {}
    for rule in rulebook.rules.values():
        for entry in rule.answers:
            answering.setdefault(entry, []).append(rule)
    return Coverage([_answered(rulebook, entry, answering.get(entry.id, [])) for entry in rulebook.register.adult()])


def _answered(rulebook: Rulebook, entry: RegisterEntry, rules: list[Rule]) -> Answered:
    aside = rulebook.register.aside(entry)
    if not rules:
        return Answered(entry, "set aside", (), aside.reason) if aside else Answered(entry, "nothing yet", ())
    telling = [rule for rule in rules if not _only_asks(rule)]
    state: State = "question" if not telling else "rule" if any(_duty(rule) for rule in telling) else "counted"
    common = any(_COMMON_SYSTEMS & set(rule.decidable_from) for rule in telling)
    return Answered(entry, state, tuple(rule.id for rule in rules), on_common=common)


def _duty(rule: Rule) -> bool:
    return rule.kind == "duty"


def _only_asks(rule: Rule) -> bool:
    return rule.unmet == "needs_judgement" and any(question.decides for question in rule.judge)
