"""How a run that is too large for one report is parted into several: a report a team, and of a large team several."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from practice_check.audit import Sums
from practice_check.reports.names import folder_names
from practice_check.reports.selection.items import NO_OFFICER
from practice_check.reports.selection.whole_run import team_order

FOLDER = "teams"
NO_TEAM = "no team recorded"


@dataclass(frozen=True)
class PartOfRun:
    """Some cases of a team, with reports of their own. ``officers``: of these now; None: of all. ``first`` and
    ``last``: only these of their cases, from 0, ``last`` left out; None: all. ``number`` of ``of`` parts of the team.
    ``folder``: where the reports lie, from that of the whole run's."""

    team: str | None
    cases: int
    folder: str
    number: int = 1
    of: int = 1
    officers: frozenset[str | None] | None = None
    first: int = 0
    last: int | None = None
    said: str = ""

    @property
    def title(self) -> str:
        name = f"Team {self.team}" if self.team is not None else NO_TEAM.capitalize()
        return name if self.of == 1 else f"{name}, part {self.number} of {self.of} ({self.said})"

    @property
    def back(self) -> str:
        """From the folder to that of the whole run's reports."""
        return "../" * (self.folder.count("/") + 1)


def parts_of(sums: Sums, most: int) -> dict[str | None, list[PartOfRun]]:
    """The parts of each team, teams by name and last those cases that stand in none; none with more than ``most``
    cases. An officer's cases stay together, unless they alone are more."""
    teams = sorted(sums.teams, key=team_order)
    folders = folder_names(teams, "team", "no-team")
    return {team: _parts(team, sums.officers(team), f"{FOLDER}/{folders[team]}", most) for team in teams}


def _parts(team: str | None, officers: Counter[str | None], folder: str, most: int) -> list[PartOfRun]:
    if officers.total() <= most:
        return [PartOfRun(team, officers.total(), folder)]
    shares = list(_shares(officers, most))
    return [
        PartOfRun(
            team=team,
            cases=share.cases,
            folder=f"{folder}/part-{number}",
            number=number,
            of=len(shares),
            officers=frozenset(share.officers),
            first=share.first,
            last=share.last,
            said=share.said,
        )
        for number, share in enumerate(shares, start=1)
    ]


@dataclass
class _Share:
    officers: list[str | None] = field(default_factory=list)
    cases: int = 0
    first: int = 0
    last: int | None = None

    @property
    def said(self) -> str:
        named = [officer or NO_OFFICER for officer in self.officers]
        who = named[0] if len(named) == 1 else f"{named[0]} to {named[-1]}"
        return who if self.last is None else f"{who}, cases {self.first + 1:,} to {self.first + self.cases:,}"


def _shares(of_officers: Counter[str | None], most: int) -> Iterator[_Share]:
    """Officers in the order of the alphabet, as many together as there is room for; last the cases without one."""
    share = _Share()
    for officer in sorted(of_officers, key=lambda name: (name is None, (name or "").casefold(), name or "")):
        cases = of_officers[officer]
        if share.officers and share.cases + cases > most:
            yield share
            share = _Share()
        if cases > most:
            for first in range(0, cases, most):
                yield _Share([officer], min(most, cases - first), first, first + most)
        else:
            share.officers.append(officer)
            share.cases += cases
    if share.officers:
        yield share
