"""What the forms share: one sees a person, adds up what was seen, and tells what there is to look at twice."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from practice_check.caseload.person import Case, Person

S = TypeVar("S")


@dataclass
class Cases:
    """The first cases of many, and how many there are."""

    MOST = 50

    first: list[Case] = field(default_factory=list)
    total: int = 0

    def add(self, cases: Iterable[Case]) -> None:
        """Cases of one person, who has not been added before."""
        for case in dict.fromkeys(cases):
            self.total += 1
            if len(self.first) < self.MOST:
                self.first.append(case)


@dataclass(frozen=True)
class Told:
    """Something to look at twice: what fills the slots of its message, and the cases."""

    slots: dict[str, str]
    cases: Cases


class Form(ABC, Generic[S]):
    """``see``, ``first`` and ``again`` are called in a worker, all else afterwards; what they give is small and plain.

    A form that looks for what few people have in common need not hold what it sees of all: with the ``first`` of
    everybody it finds out what may be worth a look, and takes only that of their ``again``.
    """

    @abstractmethod
    def unseen(self, person: Person) -> str | None:
        """What is not in the export, so that nothing could be seen of this person."""

    @abstractmethod
    def see(self, person: Person) -> S: ...

    def first(self, seen: S) -> Any:
        """What ``add`` is given."""
        return seen

    def again(self, seen: S) -> Any:  # noqa: ARG002 - for the forms that do look again
        """What ``look_again`` is given once everybody was added; None where there is nothing."""
        return None

    @abstractmethod
    def add(self, first: Any) -> None: ...

    def look_again(self, again: Any) -> None:
        """The same people, in the same order."""

    @abstractmethod
    def told(self) -> list[Told]: ...


def number(count: float) -> str:
    return f"{count:,}"


def of_cases(count: int) -> str:
    return f"{count:,} case{'' if count == 1 else 's'}"


def in_a_hundred(part: int, whole: int) -> str:
    """A percentage in whole numbers; what is neither none nor all is never said to be."""
    share = round(100 * part / whole)
    return f"{min(max(share, part > 0), 100 - (part < whole))}%"
