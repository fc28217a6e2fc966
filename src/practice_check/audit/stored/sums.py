"""What is added up of a run while it goes on: the only part of it that stays in memory. It grows with rules, teams and
officers, and not with cases (of a case it keeps where it lies, in eight bytes)."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from practice_check.audit.checked import CheckedCase
from practice_check.rulebook.model import Severity, VerdictWord

#: Findings that are carried, by rule, verdict, severity and owner. With ``not_applicable`` by rule it is all there are.
Counted = dict[tuple[str, VerdictWord, Severity, str], int]


@dataclass
class Tally:
    """Of some cases: how many there are, their worst verdicts, and their findings."""

    cases: int = 0
    worst: Counter[VerdictWord] = field(default_factory=Counter)
    verdicts: Counter[VerdictWord] = field(default_factory=Counter)
    #: Gaps by severity.
    gaps: Counter[Severity] = field(default_factory=Counter)


@dataclass
class Sums:
    """``rules``: by rule and verdict how many findings; ``of_officer``: by team and officer now."""

    whole: Tally = field(default_factory=Tally)
    of_team: dict[str | None, Tally] = field(default_factory=lambda: defaultdict(Tally))
    of_officer: dict[tuple[str | None, str | None], Tally] = field(default_factory=lambda: defaultdict(Tally))
    rules: dict[str, Counter[VerdictWord]] = field(default_factory=lambda: defaultdict(Counter))
    #: Cases in which a rule could not be told, by rule.
    untold: Counter[str] = field(default_factory=Counter)
    packs: Counter[str] = field(default_factory=Counter)
    #: By team, where the persons lie that have a case in it.
    places: dict[str | None, "array[int]"] = field(default_factory=lambda: defaultdict(lambda: array("Q")))

    @property
    def cases(self) -> int:
        return self.whole.cases

    @property
    def not_checked(self) -> int:
        return self.whole.worst["not_checked"]

    def add(self, cases: "Iterable[CaseSum]", where: int) -> None:
        """The cases of a person, whose frame lies at ``where``."""
        teams: dict[str | None, None] = {}
        for case in cases:
            teams[case.team] = None
            self.packs.update(case.packs)
            gaps: Counter[Severity] = Counter()
            untold = set()
            for (rule, verdict, severity, _), count in case.counted.items():
                self.rules[rule][verdict] += count
                if verdict == "gap":
                    gaps[severity] += count
                elif verdict == "cannot_tell":
                    untold.add(rule)
            for rule, count in case.not_applicable.items():
                self.rules[rule]["not_applicable"] += count
            self.untold.update(untold)
            for tally in (self.whole, self.of_team[case.team], self.of_officer[case.team, case.officer]):
                tally.cases += 1
                tally.worst[case.worst] += 1
                tally.verdicts.update(case.verdicts)
                tally.gaps.update(gaps)
        for team in teams:
            self.places[team].append(where)


@dataclass(slots=True)
class CaseSum:
    """What is added up of a case."""

    team: str | None
    officer: str | None
    worst: VerdictWord
    verdicts: dict[VerdictWord, int]
    counted: Counted
    not_applicable: dict[str, int]
    packs: tuple[str, ...]

    @classmethod
    def of(cls, case: CheckedCase) -> "CaseSum":
        carried = case.carried
        counted: Counted = {}
        for key in zip(carried.rules, carried.verdicts, carried.severities, carried.owners, strict=True):
            if key[1] != "not_applicable":
                counted[key] = counted.get(key, 0) + 1
        return cls(case.team, case.officer, case.worst, case.counts, counted, case.not_applicable, case.packs)

    def plain(self) -> tuple[object, ...]:
        return (
            self.team,
            self.officer,
            self.worst,
            self.verdicts,
            self.counted,
            self.not_applicable,
            self.packs,
        )
