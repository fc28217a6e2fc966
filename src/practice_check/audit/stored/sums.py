"""What is added up of a run while it goes on: the only part of it that stays in memory. It grows with rules and teams,
and not with cases (of a person it keeps where they lie, in eight bytes)."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from practice_check.audit.checked import CheckedCase
from practice_check.rulebook.model import VerdictWord


@dataclass(slots=True)
class CaseSum:
    """Of a case what is added up. ``told``: the rules that could be told, or asked of a person, of some occasion;
    ``untold``: by rule, how many findings could not; ``not_applicable``: by rule, how many do not apply;
    ``failed``: the rules that failed on it."""

    team: str | None
    checked: bool
    verdicts: dict[VerdictWord, int]
    told: list[str]
    untold: dict[str, int]
    not_applicable: dict[str, int]
    packs: tuple[str, ...]
    failed: list[str]

    @classmethod
    def of(cls, case: CheckedCase) -> "CaseSum":
        told: dict[str, None] = {}
        untold: dict[str, int] = {}
        failed: list[str] = []
        for rule, verdict in zip(case.carried.rules, case.carried.verdicts, strict=True):
            if verdict == "cannot_tell":
                untold[rule] = untold.get(rule, 0) + 1
            elif verdict == "not_checked":
                failed += [rule] if rule else []
            elif verdict != "not_applicable":
                told[rule] = None
        checked = case.worst != "not_checked"
        return cls(case.team, checked, case.counts, list(told), untold, case.not_applicable, case.packs, failed)

    def plain(self) -> tuple[object, ...]:
        return (
            self.team,
            self.checked,
            self.verdicts,
            self.told,
            self.untold,
            self.not_applicable,
            self.packs,
            self.failed,
        )


@dataclass
class Sums:
    """``told``: the rules that could be told of some case; ``untold``: by rule, how many findings could not be told,
    and in ``untold_cases``, of how many cases; ``not_applicable``: by rule, how many do not apply; ``failed``: by rule,
    on how many cases it failed; ``rules``: all that have a finding, carried or not. ``places``: by team, where those
    lie in the journal who have a case in it."""

    cases: int = 0
    not_checked: int = 0
    verdicts: Counter[VerdictWord] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)
    untold: Counter[str] = field(default_factory=Counter)
    untold_cases: Counter[str] = field(default_factory=Counter)
    not_applicable: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)
    packs: Counter[str] = field(default_factory=Counter)
    teams: Counter[str | None] = field(default_factory=Counter)
    places: dict[str | None, "array[int]"] = field(default_factory=lambda: defaultdict(lambda: array("Q")))

    def add(self, cases: Iterable[CaseSum], where: int) -> None:
        """The cases of a person, whose frame lies at ``where``."""
        teams: dict[str | None, None] = {}
        for case in cases:
            teams[case.team] = None
            self.cases += 1
            self.not_checked += not case.checked
            self.verdicts.update(case.verdicts)
            self.told.update(case.told)
            self.untold.update(case.untold)
            self.untold_cases.update(case.untold.keys())
            self.not_applicable.update(case.not_applicable)
            self.failed.update(case.failed)
            for rules in (case.told, case.untold, case.not_applicable, case.failed):
                self.rules.update(rules)
            self.packs.update(case.packs)
            self.teams[case.team] += 1
        for team in teams:
            self.places[team].append(where)
