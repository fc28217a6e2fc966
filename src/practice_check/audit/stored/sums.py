"""What is added up of a run while it goes on: the only part of it that stays in memory. It grows with rules, teams and
officers, and not with cases (of each it keeps where it lies, in eight bytes)."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import merge

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
    officer: str | None = None

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
        given = (case.counts, list(told), untold, case.not_applicable, case.packs, failed, case.officer)
        return cls(case.team, checked, *given)

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
            self.officer,
        )


@dataclass
class Sums:
    """``told``: the rules that could be told of some case; ``untold``: by rule, how many findings could not be told,
    and in ``untold_cases``, of how many cases; ``not_applicable``: by rule, how many do not apply; ``failed``: by rule,
    on how many cases it failed; ``rules``: all that have a finding, carried or not. ``places``: by team, and in it by
    officer now, where each of their cases lies in the journal."""

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
    places: dict[str | None, dict[str | None, "array[int]"]] = field(default_factory=lambda: defaultdict(_of_officers))

    def add(self, cases: Iterable[CaseSum], where: int) -> None:
        """The cases of a person, whose frame lies at ``where``."""
        for case in cases:
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
            self.places[case.team][case.officer].append(where)

    def officers(self, team: str | None) -> Counter[str | None]:
        """How many cases of the team each officer has now."""
        return Counter({officer: len(places) for officer, places in self.places.get(team, {}).items()})

    def places_of(self, team: str | None, officers: Container[str | None] | None = None) -> Sequence[int]:
        """Where the cases of the team lie, or those of some of its officers, in the order of the results."""
        found = [
            places for officer, places in self.places.get(team, {}).items() if officers is None or officer in officers
        ]
        return found[0] if len(found) == 1 else array("Q", merge(*found))


def _of_officers() -> "dict[str | None, array[int]]":
    return defaultdict(lambda: array("Q"))
