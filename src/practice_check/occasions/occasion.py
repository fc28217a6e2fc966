"""An occasion: one time that a rule bites in a case, with everything the engine needs to decide it.

Days are ordinals. Nothing is decided here: evidence is only gathered and dated.
"""

from dataclasses import dataclass, field
from typing import Literal

from practice_check.records.departure import DepartureRow
from practice_check.records.model import Row
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import TRUE, Truth
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.wanting import Want


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens an occasion: an entry, an anchor, or the day on which a condition came to hold.

    ``last_day`` and ``last_produced`` are of the last event of a cluster. ``ends``: the day on which the condition of
    ``becomes`` or ``while`` turned false. ``about``: the value of ``once_per``'s field, else the opener's row_id.
    ``due`` and ``counts_from`` are given where the form itself fixes them. ``wants``: for want of what its ``truth`` is
    unknown, where its form alone knows.
    """

    day: int
    kind: str
    truth: Truth = TRUE
    row: Row | None = None
    found: Found | None = None
    last_day: int = 0
    last_produced: bool = False
    ends: int = NEVER
    counts_from: int | None = None
    due: int | None = None
    noun: str = ""
    key: str = ""
    about: str = ""
    every: Duration | None = None
    wants: tuple[Want, ...] = ()

    @property
    def last(self) -> int:
        return max(self.day, self.last_day)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry that may discharge. ``truth`` is UNKNOWN where a blank leaves open whether it counts."""

    day: int
    truth: Truth
    noun: str
    source: str | None
    blanks: tuple[str, ...] = ()
    wants: tuple[Want, ...] = ()


@dataclass(frozen=True, slots=True)
class Blind:
    """Days on which evidence could be out of sight, and why."""

    start: int
    end: int
    what: str
    wants: tuple[Want, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Evidence is wanted: ``needed`` entries (None: how many is unknown)."""

    noun: str
    evidence: tuple[Evidence, ...]
    blind: tuple[Blind, ...] = ()
    needed: int | None = 1
    why_unknown: str = ""
    wants: tuple[Want, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """No more than ``allowed`` may be found; ``sure`` are, and ``possible`` could be (None: any number)."""

    noun: str
    sure: int
    possible: int | None
    allowed: int | None
    evidence: tuple[Evidence, ...] = ()
    why_unknown: str = ""
    wants: tuple[Want, ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """Several things expected: all, or one of them. A part may be expected only perhaps (UNKNOWN)."""

    form: Literal["all", "any"]
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Part:
    truth: Truth
    expected: "Expected"
    why_unknown: tuple[str, ...] = ()
    wants: tuple[Want, ...] = ()


Expected = Wanted | Limit | Together


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition or fact and what it came to, for the reader."""

    text: str
    truth: Truth


@dataclass(frozen=True, slots=True)
class Departed:
    """A departure of an exceptions file that is about the occasion. ``lacks``: why it does not hold."""

    row: DepartureRow
    state: Literal["holds", "waiting", "expired"] = "holds"
    lacks: str = ""

    @property
    def holds(self) -> bool:
        return self.state == "holds"


@dataclass(frozen=True)
class Occasion:
    """``relevant``: the rule's condition. ``due`` is NEVER while the clock stands.

    ``due_unknown`` says why the due date may be "not yet" (empty where it is known); then ``relevant_not_yet`` and
    ``expected_not_yet`` are the condition and the evidence as they would be. ``stopped``: the half-open stretches
    between opening and due date in which the clock stood still. ``irrelevant_wants`` and ``due_wants``: where in the
    record would stand what leaves the relevance, or the due date, open.
    """

    rule: str
    opening: Opening
    relevant: Truth
    due: int
    due_unknown: str
    outer: int | None
    ends: int
    ends_why: str
    counts_from: int
    expected: Expected
    exceptions: tuple[Evidence, ...] = ()
    judged_under: int | None = None
    relevant_not_yet: Truth = TRUE
    expected_not_yet: Expected | None = None
    within: Duration | None = None
    stopped: tuple[tuple[int, int], ...] = ()
    conditions: tuple[Reason, ...] = ()
    irrelevant_blanks: tuple[str, ...] = ()
    irrelevant_wants: tuple[Want, ...] = ()
    due_wants: tuple[Want, ...] = ()
    departures: tuple[Departed, ...] = ()


@dataclass(frozen=True)
class NoOccasion:
    """The rule found nothing that opens it. ``blind``: what could hide one; empty where there surely is none.

    ``wants``: where in the record that would stand.
    """

    rule: str
    blind: tuple[str, ...] = ()
    why: str = ""
    wants: tuple[Want, ...] = ()


@dataclass
class RuleOccasions:
    occasions: list[Occasion] = field(default_factory=list)
    none: NoOccasion | None = None
