"""What the engine is asked, and what it answers."""

import enum
from dataclasses import dataclass

#: The day number of what never comes: after every calendar day (``date.max.toordinal()`` is 3,652,059).
NEVER = 9_999_999


class EngineFault(Exception):  # noqa: N818 - the name is part of the interface
    """The rules engine did not decide what it was given. Nothing that the same call asked is decided."""


class Outcome(enum.Enum):
    """What the engine decides of a situation. ``truth.py`` has the table."""

    IRRELEVANT = "irrelevant"
    MET = "met"
    EXCEPTED = "excepted"
    CLOSED = "closed"
    LATE = "late"
    DEPARTED = "departed"
    DUE = "due"
    GAP = "gap"

    __hash__ = object.__hash__  # that of Enum is slow, and outcomes are looked up for every occasion


@dataclass(frozen=True, slots=True)
class Situation:
    """One occasion with its blanks filled one way, in whole calendar-day numbers (``date.toordinal()``).

    Raises ValueError for an ``at_most`` situation that does not carry exactly one tally.
    """

    #: The rule's condition on the opening day.
    relevant: bool
    #: A recorded, reasoned departure.
    excepted: bool
    #: First day whose evidence counts.
    counts_from: int
    #: Last day in time (inclusive); ``NEVER`` when the clock stands still.
    due: int
    #: The day that the audit speaks of.
    as_of: int
    #: The day the duty ended (order ended, recall, condition ended); ``NEVER`` if it did not.
    ends: int
    #: How many it takes (at least), or how many are allowed (at most).
    needed: int
    #: False: evidence is wanted. True: the tally must not exceed ``needed``.
    at_most: bool
    #: (day, tally): the day of an entry and its running number 1, 2, 3…; for ``at_most`` one pair (counts_from, tally).
    evidence: tuple[tuple[int, int], ...]
    #: A reasoned departure of an exceptions file, that holds: it excuses what is not recorded, and nothing else.
    departed: bool = False

    def __post_init__(self) -> None:
        if self.at_most and len(self.evidence) != 1:
            raise ValueError(f"an at-most situation carries exactly one tally, not {len(self.evidence)}")
