"""Fills the blanks of an occasion every way that matters, and asks the engine to decide each.

What the engine answers for all ways is joined again by ``outcomes``. Each way is two-valued: a *situation*.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from practice_check.engine import NEVER as ENGINE_NEVER
from practice_check.engine import Outcome, Situation
from practice_check.occasions.occasion import Expected, Limit, Occasion, Together, Wanted
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth

#: Of several parts that are all expected, the first of these that any has is the whole's.
_ALL_ORDER = (
    Outcome.IRRELEVANT,
    Outcome.EXCEPTED,
    Outcome.CLOSED,
    Outcome.DEPARTED,
    Outcome.GAP,
    Outcome.DUE,
    Outcome.LATE,
    Outcome.MET,
)
#: Of several parts of which one is expected.
_ANY_ORDER = (
    Outcome.IRRELEVANT,
    Outcome.MET,
    Outcome.EXCEPTED,
    Outcome.CLOSED,
    Outcome.LATE,
    Outcome.DEPARTED,
    Outcome.DUE,
    Outcome.GAP,
)


@dataclass
class Sheet:
    """The situations of many occasions, each written once, to be decided in one go."""

    situations: list[Situation] = field(default_factory=list)
    _places: dict[Situation, int] = field(default_factory=dict)

    def place(self, situation: Situation) -> int:
        found = self._places.get(situation)
        if found is None:
            found = self._places[situation] = len(self.situations)
            self.situations.append(situation)
        return found


@dataclass(frozen=True)
class One:
    """One thing expected: the places of the situations that it may be in."""

    places: tuple[int, ...]

    def outcomes(self, decided: Sequence[Outcome]) -> set[Outcome]:
        return {decided[place] for place in self.places}


@dataclass(frozen=True)
class Many:
    """Several things expected; ``None`` among a part's ways: it may not be expected at all."""

    order: tuple[Outcome, ...]
    parts: tuple[tuple["Tree", Truth], ...]
    nothing: Outcome

    def outcomes(self, decided: Sequence[Outcome]) -> set[Outcome]:
        """Part by part: of each two the first in the order, so that many blanks take no longer than few."""
        so_far: set[Outcome | None] = {None}
        for tree, truth in self.parts:
            ways: set[Outcome | None] = set(tree.outcomes(decided)) if truth is not FALSE else set()
            if truth is not TRUE:
                ways.add(None)
            so_far = {self._joined(one, other) for one in so_far for other in ways}
        return {self.nothing if each is None else each for each in so_far}

    def _joined(self, one: Outcome | None, other: Outcome | None) -> Outcome | None:
        found = [each for each in (one, other) if each is not None]
        return min(found, key=self.order.index, default=None)


Tree = One | Many


@dataclass(frozen=True)
class Ways:
    """For each filling of what concerns the whole occasion: which situations each thing expected may be in."""

    trees: tuple[Tree, ...]

    def outcomes(self, decided: Sequence[Outcome]) -> set[Outcome]:
        return {outcome for tree in self.trees for outcome in tree.outcomes(decided)}


@dataclass(frozen=True)
class Filling:
    """One way of filling the blanks that concern the whole occasion, where the duty is relevant."""

    occasion: Occasion
    as_of: int
    excepted: bool
    due: int
    sheet: Sheet

    def tree(self, expected: Expected) -> Tree:
        match expected:
            case Together():
                order = _ALL_ORDER if expected.form == "all" else _ANY_ORDER
                parts = tuple((self.tree(part.expected), part.truth) for part in expected.parts)
                return Many(order, parts, Outcome.IRRELEVANT)
            case Limit():
                return One(tuple(self._limit_places(expected)))
            case Wanted():
                return One(tuple(self._wanted_places(expected)))

    def _limit_places(self, limit: Limit) -> list[int]:
        allowed = limit.allowed
        if allowed is None:
            tallies, allowed = {0, 1}, 0
        else:
            tallies = {limit.sure, allowed + 1 + limit.sure if limit.possible is None else limit.possible}
        day = _engine_day(self.occasion.counts_from)
        return [self._place(allowed, ((day, tally),), at_most=True) for tally in sorted(tallies)]

    def _wanted_places(self, wanted: Wanted) -> list[int]:
        """Sure evidence always; of the unsure, every number that could matter in time and late."""
        if wanted.needed is None:
            each_number = (replace(wanted, needed=needed) for needed in range(len(wanted.evidence) + 2))
            return list(dict.fromkeys(place for known in each_number for place in self._wanted_places(known)))
        if wanted.needed <= 0:
            return [self._place(1, _tally([self.occasion.counts_from]))]
        needed, due, as_of = wanted.needed, self.due, self.as_of
        sure = [each.day for each in wanted.evidence if each.truth is TRUE]
        unsure = [each.day for each in wanted.evidence if each.truth is UNKNOWN]
        in_time = sorted(day for day in unsure if day <= due)[:needed]
        late = sorted(day for day in unsure if due < day <= as_of)[:needed]
        first = max(self.occasion.counts_from, 1)
        if any(blind.start <= min(due, as_of) and blind.end >= first for blind in wanted.blind):
            in_time = (in_time + [min(due, as_of)] * needed)[:needed]
        if as_of > due and any(blind.end > due for blind in wanted.blind):
            late = (late + [as_of] * needed)[:needed]
        places = []
        for many_in_time, many_late in product(range(len(in_time) + 1), range(len(late) + 1)):
            days = [*sure, *in_time[:many_in_time], *late[:many_late]]
            places.append(self._place(needed, _tally(days)))
        return list(dict.fromkeys(places))

    def _place(self, needed: int, evidence: tuple[tuple[int, int], ...], *, at_most: bool = False) -> int:
        return self.sheet.place(
            Situation(
                relevant=True,
                excepted=self.excepted,
                counts_from=_engine_day(self.occasion.counts_from),
                due=_engine_day(self.due),
                as_of=self.as_of,
                ends=_engine_day(self.occasion.ends),
                needed=needed,
                at_most=at_most,
                evidence=evidence,
                departed=any(each.holds for each in self.occasion.departures),
            )
        )


def ways_of(occasion: Occasion, as_of: int, sheet: Sheet) -> Ways:
    """Writes the occasion's situations on the sheet and says where they stand."""
    ways = [(occasion.relevant, occasion.due, occasion.expected)]
    if occasion.due_unknown:
        ways.append((occasion.relevant_not_yet, NEVER, occasion.expected_not_yet or occasion.expected))
    trees: list[Tree] = []
    for relevant, due, expected in ways:
        if relevant is not TRUE:
            trees.append(One((sheet.place(_irrelevant(occasion, as_of)),)))
        if relevant is not FALSE:
            trees.append(Filling(occasion, as_of, bool(occasion.exceptions), due, sheet).tree(expected))
    return Ways(tuple(trees))


def _irrelevant(occasion: Occasion, as_of: int) -> Situation:
    return Situation(
        relevant=False,
        excepted=False,
        counts_from=_engine_day(occasion.counts_from),
        due=_engine_day(occasion.due),
        as_of=as_of,
        ends=_engine_day(occasion.ends),
        needed=1,
        at_most=False,
        evidence=(),
    )


def _tally(days: list[int]) -> tuple[tuple[int, int], ...]:
    return tuple((day, number) for number, day in enumerate(sorted(days), start=1))


def _engine_day(day: int) -> int:
    return ENGINE_NEVER if day >= NEVER else day
