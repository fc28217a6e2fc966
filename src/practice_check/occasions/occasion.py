"""An occasion: one time that a rule bites in a case, with everything the engine needs to decide it.

Days are ordinals. Nothing is decided here: evidence is only gathered and dated. What is only shown, and what cannot
matter to an occasion that does not concern the case, is worked out when it is read.
"""

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from practice_check.records.departure import DepartureRow
from practice_check.records.model import Row
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import NEVER, Stretches
from practice_check.timeline.truth import TRUE, Truth
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.explain import Came
from practice_check.vocabulary.wanting import Want


class Opening:
    """What opens an occasion: an entry, an anchor, or the day on which a condition came to hold.

    Rules that open alike share it: it is never changed. ``last_day`` and ``last_produced`` are of the last event of a
    cluster, ``last`` is its day. ``ends``: the day on which the condition of ``becomes`` or ``while`` turned false.
    ``about``: the value of ``once_per``'s field, else the opener's row_id. ``due`` and ``counts_from`` are given where
    the form itself fixes them. ``wants``: for want of what its ``truth`` is unknown, where its form alone knows.
    """

    __slots__ = (
        "about",
        "counts_from",
        "day",
        "due",
        "ends",
        "every",
        "found",
        "key",
        "kind",
        "last",
        "last_day",
        "last_produced",
        "noun",
        "row",
        "truth",
        "wants",
    )

    def __init__(
        self,
        day: int,
        kind: str,
        truth: Truth = TRUE,
        row: Row | None = None,
        found: Found | None = None,
        *,
        last_day: int = 0,
        last_produced: bool = False,
        ends: int = NEVER,
        counts_from: int | None = None,
        due: int | None = None,
        noun: str = "",
        key: str = "",
        about: str = "",
        every: Duration | None = None,
        wants: tuple[Want, ...] = (),
    ) -> None:
        self.day = day
        self.kind = kind
        self.truth: Truth = truth
        self.row: Row | None = row
        self.found = found
        self.last_day = last_day
        self.last_produced = last_produced
        self.ends = ends
        self.counts_from = counts_from
        self.due = due
        self.noun = noun
        self.key = key
        self.about = about
        self.every: Duration | None = every
        self.wants: tuple[Want, ...] = wants
        self.last = last_day if last_day > day else day

    def window(self, day: int, due: int, truth: Truth, *, ends: int, wants: tuple[Want, ...]) -> "Opening":
        """A window of its duty, from the day to the due date."""
        return Opening(
            day,
            "window",
            truth,
            self.row,
            self.found,
            last_produced=self.last_produced,
            ends=ends,
            counts_from=self.counts_from,
            due=due,
            noun=self.noun,
            key=self.key,
            about=self.about,
            every=self.every,
            wants=wants,
        )


class Unsure(Protocol):
    """Why something is unknown: the blanks in words, and where in the record they stand."""

    @property
    def blanks(self) -> tuple[str, ...]: ...

    @property
    def wants(self) -> tuple[Want, ...]: ...


class Blanks:
    """Blanks that are known already."""

    __slots__ = ("blanks", "wants")

    def __init__(self, blanks: tuple[str, ...] = (), wants: tuple[Want, ...] = ()) -> None:
        self.blanks = blanks
        self.wants = wants


NO_BLANKS: Final = Blanks()


class Evidence:
    """An entry that may discharge. ``truth`` is UNKNOWN where a blank leaves open whether it counts."""

    __slots__ = ("_why", "day", "noun", "source", "truth")

    def __init__(self, day: int, truth: Truth, noun: str, source: str | None, why: Unsure = NO_BLANKS) -> None:
        self.day = day
        self.truth = truth
        self.noun = noun
        self.source = source
        self._why = why

    @property
    def blanks(self) -> tuple[str, ...]:
        return self._why.blanks

    @property
    def wants(self) -> tuple[Want, ...]:
        return self._why.wants


class Hidden(Protocol):
    """What is out of sight, in words, and what of the record would show it."""

    @property
    def what(self) -> str: ...

    @property
    def wants(self) -> tuple[Want, ...]: ...


class Blind:
    """Days on which evidence could be out of sight, and why."""

    __slots__ = ("_why", "end", "start")

    def __init__(self, start: int, end: int, why: Hidden) -> None:
        self.start = start
        self.end = end
        self._why = why

    @property
    def what(self) -> str:
        return self._why.what

    @property
    def wants(self) -> tuple[Want, ...]:
        return self._why.wants


class Wanted:
    """Evidence is wanted: ``needed`` entries (None: how many is unknown).

    ``evidence`` is in order of day. ``days``: those of all of it, where all of it is sure; else None.
    """

    __slots__ = ("blind", "days", "evidence", "needed", "noun", "wants", "why_unknown")

    def __init__(
        self,
        noun: str,
        evidence: tuple[Evidence, ...],
        days: list[int] | None,
        blind: tuple[Blind, ...] = (),
        needed: int | None = 1,
        *,
        why_unknown: str = "",
        wants: tuple[Want, ...] = (),
    ) -> None:
        self.noun = noun
        self.evidence = evidence
        self.days = days
        self.blind = blind
        self.needed = needed
        self.why_unknown = why_unknown
        self.wants = wants


class Limit:
    """No more than ``allowed`` may be found; ``sure`` are, and ``possible`` could be (None: any number)."""

    __slots__ = ("allowed", "evidence", "noun", "possible", "sure", "wants", "why_unknown")

    def __init__(
        self,
        noun: str,
        sure: int,
        possible: int | None,
        allowed: int | None,
        evidence: tuple[Evidence, ...] = (),
        *,
        why_unknown: str = "",
        wants: tuple[Want, ...] = (),
    ) -> None:
        self.noun = noun
        self.sure = sure
        self.possible = possible
        self.allowed = allowed
        self.evidence = evidence
        self.why_unknown = why_unknown
        self.wants = wants


class Together:
    """Several things expected: all, or one of them. What is surely not expected here is none of its parts."""

    __slots__ = ("form", "parts")

    def __init__(self, form: Literal["all", "any"], parts: tuple["Part", ...]) -> None:
        self.form: Literal["all", "any"] = form
        self.parts = parts


class Part:
    """One of several things expected; perhaps it is not (UNKNOWN)."""

    __slots__ = ("_why", "expected", "truth")

    def __init__(self, truth: Truth, expected: "Expected", why: Unsure = NO_BLANKS) -> None:
        self.truth = truth
        self.expected = expected
        self._why = why

    @property
    def why_unknown(self) -> tuple[str, ...]:
        return self._why.blanks

    @property
    def wants(self) -> tuple[Want, ...]:
        return self._why.wants


Expected = Wanted | Limit | Together


@dataclass(frozen=True, slots=True)
class Departed:
    """A departure of an exceptions file that is about the occasion. ``lacks``: why it does not hold."""

    row: DepartureRow
    state: Literal["holds", "waiting", "expired"] = "holds"
    lacks: str = ""

    @property
    def holds(self) -> bool:
        return self.state == "holds"


class Due:
    """``day`` is NEVER while the clock stands. ``unknown`` says why it may be "not yet"; empty where it is known.

    ``within``: the limit that it was counted by. ``outer``: the day of the outer limit. Shared, and so never changed.
    """

    __slots__ = ("day", "outer", "unknown", "within")

    def __init__(self, day: int, unknown: str = "", within: Duration | None = None, outer: int | None = None) -> None:
        self.day = day
        self.unknown = unknown
        self.within: Duration | None = within
        self.outer = outer


class Source:
    """Works out what an occasion leaves for when it is read."""

    __slots__ = ()

    def expected(self, occasion: "Occasion", due: int) -> Expected:
        raise NotImplementedError

    def exceptions(self, occasion: "Occasion") -> tuple[Evidence, ...]:
        raise NotImplementedError

    def ends_why(self, occasion: "Occasion") -> str:
        raise NotImplementedError

    def judged_under(self, occasion: "Occasion") -> int | None:
        raise NotImplementedError

    def stopped(self, occasion: "Occasion") -> Stretches:
        raise NotImplementedError

    def conditions(self, occasion: "Occasion") -> tuple[Came, ...]:
        raise NotImplementedError

    def opening_unknown(self, occasion: "Occasion") -> Unsure:
        raise NotImplementedError

    def due_wants(self, occasion: "Occasion") -> tuple[Want, ...]:
        raise NotImplementedError


class Occasion:
    """``relevant``: the rule's condition. ``due`` is NEVER while the clock stands.

    ``due_unknown`` says why the due date may be "not yet" (empty where it is known); then ``relevant_not_yet`` and
    ``expected_not_yet`` are the condition and the evidence as they would be. ``departures`` is set by whoever reads
    the exceptions files. ``within``: the limit that the due date was counted by; ``outer``: the day after which it is
    more severe. ``exceptions``: the entries of the record that excuse it; like what is expected, gathered once they are
    read.
    """

    __slots__ = (
        "_exceptions",
        "_expected",
        "_expected_not_yet",
        "counts_from",
        "departures",
        "due",
        "due_unknown",
        "ends",
        "opening",
        "outer",
        "relevant",
        "relevant_not_yet",
        "rule",
        "source",
        "within",
    )

    def __init__(
        self,
        rule: str,
        opening: Opening,
        due: Due,
        relevant: Truth,
        *,
        ends: int,
        counts_from: int,
        relevant_not_yet: Truth,
        source: Source,
    ) -> None:
        self.rule = rule
        self.opening = opening
        self.due = due.day
        self.due_unknown = due.unknown
        self.ends = ends
        self.counts_from = counts_from
        self.relevant = relevant
        self.relevant_not_yet = relevant_not_yet
        self.departures: tuple[Departed, ...] = ()
        self.source = source
        self.within = due.within
        self.outer = due.outer
        self._expected: Expected | None = None
        self._expected_not_yet: Expected | None = None
        self._exceptions: tuple[Evidence, ...] | None = None

    @property
    def expected(self) -> Expected:
        found = self._expected
        if found is None:
            found = self._expected = self.source.expected(self, self.due)
        return found

    @property
    def expected_not_yet(self) -> Expected | None:
        if not self.due_unknown:
            return None
        found = self._expected_not_yet
        if found is None:
            found = self._expected_not_yet = self.source.expected(self, NEVER)
        return found

    @property
    def exceptions(self) -> tuple[Evidence, ...]:
        found = self._exceptions
        if found is None:
            found = self._exceptions = self.source.exceptions(self)
        return found

    @property
    def ends_why(self) -> str:
        return self.source.ends_why(self)

    @property
    def judged_under(self) -> int | None:
        """The event number of the order that it is judged under, where that is another one of the person."""
        return self.source.judged_under(self)

    @property
    def stopped(self) -> Stretches:
        """The half-open stretches between opening and due date in which the clock stood still."""
        return self.source.stopped(self)

    @property
    def conditions(self) -> tuple[Came, ...]:
        """Each condition of the rule and what it came to."""
        return self.source.conditions(self)

    @property
    def irrelevant_blanks(self) -> tuple[str, ...]:
        """What leaves the relevance open."""
        parts: list[Unsure] = [self.source.opening_unknown(self), *self.conditions]
        return tuple(dict.fromkeys(blank for each in parts for blank in each.blanks))

    @property
    def irrelevant_wants(self) -> tuple[Want, ...]:
        """Where in the record that would stand."""
        parts: list[Unsure] = [self.source.opening_unknown(self), *self.conditions]
        return tuple(dict.fromkeys(want for each in parts for want in each.wants))

    @property
    def due_wants(self) -> tuple[Want, ...]:
        """Where in the record would stand what leaves the due date open."""
        return self.source.due_wants(self) if self.due_unknown else ()


class NoOccasion:
    """The rule found nothing that opens it. ``blind``: what could hide one; empty where there surely is none.

    ``wants``: where in the record that would stand.
    """

    __slots__ = ("blind", "rule", "wants", "why")

    def __init__(self, rule: str, blind: tuple[str, ...] = (), why: str = "", wants: tuple[Want, ...] = ()) -> None:
        self.rule = rule
        self.blind = blind
        self.why = why
        self.wants = wants


class RuleOccasions:
    """The occasions of one rule in a case; ``none``: why it has none, where nothing opens it. Never changed."""

    __slots__ = ("none", "occasions")

    def __init__(self, occasions: list[Occasion], none: NoOccasion | None = None) -> None:
        self.occasions = occasions
        self.none = none
