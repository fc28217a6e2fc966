"""A run on disk: its head in memory, and its cases one by one from the journal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from practice_check.audit.checked import CheckedCase
from practice_check.audit.data_problems import WrongData
from practice_check.audit.parts import Wanting
from practice_check.audit.results import Results
from practice_check.audit.stored.found import cases_of
from practice_check.audit.stored.in_memory import InMemory, InSums, named_once
from practice_check.audit.stored.journal import Journal, not_whole
from practice_check.audit.stored.plain import NotPlainError
from practice_check.audit.stored.sums import Sums

Taking = TypeVar("Taking", InSums, InMemory)
Person = tuple[list[CheckedCase], list[bytes]]


class Part(Protocol):
    """Cases of a team: of these ``officers`` now (None: of all), and of their cases from the ``first`` (counted from 0)
    to before the ``last`` (None: all)."""

    @property
    def team(self) -> str | None: ...
    @property
    def officers(self) -> frozenset[str | None] | None: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int | None: ...


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
        """Every case, in the order of the results. Raises JournalError, and so may the bodies of a case."""
        for cases, _ in self._persons():
            yield from cases

    def wanting(self) -> Iterator[Wanting]:
        """What was wanting, in the order in which it is named; what the whole export lacks is named once."""
        return named_once(each for _, wanting in self._persons() for each in wanting)

    def teams(self) -> list[tuple[str | None, int]]:
        """The teams by name, each with the number of its cases; last those that stand in no team (None)."""
        return sorted(self.sums.teams.items(), key=lambda each: (each[0] is None, each[0] or ""))

    def results(self) -> Results:
        """The run in memory."""
        return _all(self._persons(), InMemory()).whole(self.head)

    def wrong_data(self) -> WrongData:
        """What is wrong with its data, with what waits for each of it in memory."""
        return _all(self._persons(), InSums()).whole(self.head)

    def part_results(self, part: Part) -> Results:
        """Some of its cases in memory, as a run of its own; nothing else is read."""
        return _all(self._persons_of(part), InMemory()).part(self.head)

    def part_wrong_data(self, part: Part) -> WrongData:
        """What is wrong with the data of some of its cases, as of a run of its own; nothing else is read."""
        return _all(self._persons_of(part), InSums()).part(self.head)

    def _persons(self) -> Iterator[Person]:
        return (_opened(frame) for _, frame in self._journal.frames())

    def _persons_of(self, part: Part) -> Iterator[Person]:
        """The people who have cases in the part: those cases of theirs, and what was wanting of them."""
        places = self.sums.places_of(part.team, part.officers)
        for where, count in Counter(places[part.first : part.last]).items():
            cases, wanting = _opened(self._journal.read(where))
            theirs = [case for case in cases if case.team == part.team and _has(part.officers, case.officer)]
            start = _earlier(places, part.first) if where == places[part.first] else 0
            yield theirs[start : start + count], wanting

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


def _opened(frame: bytes) -> Person:
    try:
        return cases_of(frame)
    except NotPlainError as error:
        raise not_whole() from error


def _has(officers: frozenset[str | None] | None, officer: str | None) -> bool:
    return officers is None or officer in officers


def _earlier(places: Sequence[int], first: int) -> int:
    """How many cases of the person whose case is the ``first`` stand right before it."""
    count = 0
    while count < first and places[first - count - 1] == places[first]:
        count += 1
    return count


def _all(persons: Iterable[Person], taking: Taking) -> Taking:
    for cases, wanting in persons:
        taking.add(cases, wanting)
    return taking
