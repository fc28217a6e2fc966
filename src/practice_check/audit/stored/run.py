"""A run on disk: its head in memory, and its cases one by one from the journal."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from practice_check.audit.checked import CheckedCase
from practice_check.audit.data_problems import with_data_problems
from practice_check.audit.parts import CaseHistory, Wanting
from practice_check.audit.results import VERDICTS, CaseSummary, Finding, Results
from practice_check.audit.stored.found import cases_of
from practice_check.audit.stored.journal import Journal, JournalError
from practice_check.audit.stored.plain import NotPlainError
from practice_check.audit.stored.sums import Sums
from practice_check.audit.wanted import id_of, waits_for
from practice_check.rulebook.model import VerdictWord

Keep = Callable[[CheckedCase], bool]


class StoredRun:
    """What a run found.

    ``head``: the results of the whole run but for what has a line a case or more: ``cases``, ``findings``,
    ``histories`` and ``wanting`` are empty. ``sums``: what was added up of it.
    """

    def __init__(self, head: Results, sums: Sums, journal: Journal, folder: Path | None) -> None:
        self.head = head
        self.sums = sums
        self._journal = journal
        self._folder = folder

    # ------------------------------------------------------------ what was found

    def cases(self) -> Iterator[CheckedCase]:
        """Every case, in the order of the results. Raises JournalError."""
        for cases, _ in self._frames(self._journal.places()):
            yield from cases

    def wanting(self) -> Iterator[Wanting]:
        """What was wanting, in the order in which it is named; what the whole export lacks is named once."""
        return _once(wanting for _, wanting in self._frames(self._journal.places()))

    def teams(self) -> list[tuple[str | None, int]]:
        """The teams by name, each with the number of its cases; last those that stand in no team (None)."""
        return sorted(self.sums.teams.items(), key=lambda each: (each[0] is None, each[0] or ""))

    def of_team(self, team: str | None) -> Iterator[CheckedCase]:
        """The cases of a team, in the order of the results; nothing else is read."""
        for cases, _ in self._frames(self.sums.places.get(team, ())):
            yield from (case for case in cases if case.team == team)

    def results(self, keep: Keep | None = None) -> Results:
        """The run in memory, or as a run of its own those cases that are kept."""
        return self._results(self._journal.places(), keep)

    def team_results(self, team: str | None, keep: Keep | None = None) -> Results:
        """The cases of a team in memory, or those of them that are kept, as a run of its own; nothing else is read."""

        def kept(case: CheckedCase) -> bool:
            return case.team == team and (keep is None or keep(case))

        return self._results(self.sums.places.get(team, ()), kept)

    def _results(self, places: Iterable[int], keep: Keep | None) -> Results:
        cases: list[CheckedCase] = []
        wanting: list[list[bytes]] = []
        for of_person, wanted in self._frames(places):
            kept = [case for case in of_person if keep is None or keep(case)]
            cases += kept
            if kept:
                wanting.append(wanted)
        return _in_memory(self.head, cases, list(_once(wanting)), whole=keep is None)

    def _frames(self, places: Iterable[int]) -> Iterator[tuple[list[CheckedCase], list[bytes]]]:
        for where in places:
            try:
                yield cases_of(self._journal.read(where))
            except NotPlainError as error:
                raise JournalError(
                    "what was found is no longer whole on the disk", "see to the disk, and check again"
                ) from error

    # ------------------------------------------------------------ ending

    def done(self) -> None:
        """All that is wanted of it was written: take it away."""
        self._journal.drop()
        if self._folder is not None:
            with suppress(OSError):  # somebody else has put something there
                self._folder.rmdir()

    def close(self) -> None:
        """Let go of it. What lies in a folder stays there, for a run that goes on."""
        self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _once(of_persons: Iterable[Iterable[bytes]]) -> Iterator[Wanting]:
    of_the_export: set[int] = set()
    for wanting in of_persons:
        for place in map(Wanting.model_validate_json, wanting):
            if place.crn is None:
                if place.number in of_the_export:
                    continue
                of_the_export.add(place.number)
            yield place


def _in_memory(head: Results, cases: list[CheckedCase], wanting: list[Wanting], *, whole: bool) -> Results:
    summaries: list[CaseSummary] = [case.summary() for case in cases]
    findings: list[Finding] = [finding for case in cases for finding in case.findings()]
    histories: list[CaseHistory] = [history for case in cases if (history := case.history()) is not None]
    found = {"cases": summaries, "findings": findings, "histories": histories}
    if whole:
        return head.model_copy(update={**found, "wanting": wanting})
    crns = {case.crn for case in cases}
    named = {one for finding in findings for one in waits_for(finding)}
    used = {rule for case in cases for rule in case.rules}
    not_applicable: Counter[str] = Counter()
    counts: dict[VerdictWord, int] = {}
    packs: dict[str, int] = {}
    for case in cases:
        for verdict, count in case.counts.items():
            counts[verdict] = counts.get(verdict, 0) + count
        for pack in case.packs:
            packs[pack] = packs.get(pack, 0) + 1
        not_applicable.update(case.not_applicable)
    run = head.run.model_copy(
        update={
            "counts": {verdict: counts[verdict] for verdict in VERDICTS if verdict in counts},
            "packs": packs,
            "cases": len(cases),
            "cases_not_checked": sum(case.worst == "not_checked" for case in cases),
        }
    )
    part = {
        **found,
        "run": run,
        "rules": {
            name: rule.model_copy(update={"not_applicable": not_applicable[name]})
            for name, rule in head.rules.items()
            if name in used
        },
        "problems": [problem for problem in head.problems if problem.crn is None or problem.crn in crns],
        "wanting": [place for place in wanting if id_of(place) in named],
        "departures": [each for each in head.departures if each.crn in crns],
        "noted": [each for each in head.noted if each.crn in crns],
    }
    return with_data_problems(head.model_copy(update=part))
