"""A run on disk: its head in memory, and its cases one by one from the journal."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from practice_check.audit.checked import CheckedCase
from practice_check.audit.parts import Wanting
from practice_check.audit.results import Results
from practice_check.audit.stored.found import cases_of
from practice_check.audit.stored.in_memory import InMemory
from practice_check.audit.stored.journal import Journal, JournalError
from practice_check.audit.stored.plain import NotPlainError
from practice_check.audit.stored.sums import Sums

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
        held = InMemory()
        wanting: list[list[bytes]] = []
        for of_person, wanted in self._frames(places):
            kept = [case for case in of_person if keep is None or keep(case)]
            for case in kept:
                held.add(case)
            if kept:
                wanting.append(wanted)
        named = list(_once(wanting))
        return held.whole(self.head, named) if keep is None else held.part(self.head, named)

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
