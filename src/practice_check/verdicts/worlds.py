"""Fills the blanks of an occasion every way that matters, and asks the engine to decide each.

What the engine answers for all ways is joined again by ``outcomes``. Each way is two-valued: a *situation*. Most
occasions have no blank and are in one situation; they take the same road with nothing to fill.
"""

from collections.abc import Sequence
from itertools import product
from typing import Final

from practice_check.engine import IRRELEVANT, Frame, Outcome
from practice_check.engine import NEVER as ENGINE_NEVER
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

_ONLY: Final = {outcome: frozenset((outcome,)) for outcome in Outcome}


class Ways:
    """Which situations an occasion, or one thing that it expects, may be in: places on the sheet that has them."""

    __slots__ = ()

    def outcomes(self, decided: list[Outcome]) -> frozenset[Outcome]:
        """What it may come to. ``decided``: the outcomes of the sheet's situations."""
        raise NotImplementedError


class Alone(Ways):
    """One situation: there is nothing to fill."""

    __slots__ = ("place",)

    def __init__(self, place: int) -> None:
        self.place = place

    def outcomes(self, decided: list[Outcome]) -> frozenset[Outcome]:
        return _ONLY[decided[self.place]]


class One(Ways):
    """One thing expected, in one of several situations."""

    __slots__ = ("places",)

    def __init__(self, places: tuple[int, ...]) -> None:
        self.places = places

    def outcomes(self, decided: list[Outcome]) -> frozenset[Outcome]:
        return frozenset([decided[place] for place in self.places])


class Sure(Ways):
    """Several things that are all expected, or of which one is, each in one situation."""

    __slots__ = ("order", "places")

    def __init__(self, order: tuple[Outcome, ...], places: list[int]) -> None:
        self.order = order
        self.places = places

    def outcomes(self, decided: list[Outcome]) -> frozenset[Outcome]:
        came = [decided[place] for place in self.places]
        for each in self.order:
            if each in came:
                return _ONLY[each]
        raise ValueError("nothing is expected")


class Many(Ways):
    """Several things expected, each surely or perhaps (UNKNOWN). ``nothing``: what it comes to where none is."""

    __slots__ = ("nothing", "order", "parts")

    def __init__(
        self, order: tuple[Outcome, ...], parts: tuple[tuple[Ways, Truth], ...], nothing: Outcome = Outcome.IRRELEVANT
    ) -> None:
        self.order = order
        self.parts = parts
        self.nothing = nothing

    def outcomes(self, decided: list[Outcome]) -> frozenset[Outcome]:
        """Part by part: of each two the first in the order, so that many blanks take no longer than few."""
        so_far: set[Outcome | None] = {None}
        for way, truth in self.parts:
            ways: set[Outcome | None] = set(way.outcomes(decided))
            if truth is not TRUE:
                ways.add(None)
            so_far = {self._joined(one, other) for one in so_far for other in ways}
        return frozenset([self.nothing if each is None else each for each in so_far])

    def _joined(self, one: Outcome | None, other: Outcome | None) -> Outcome | None:
        found = [each for each in (one, other) if each is not None]
        return min(found, key=self.order.index, default=None)


class Either(Ways):
    """For each filling of what concerns the whole occasion, the ways that are left."""

    __slots__ = ("ways",)

    def __init__(self, ways: Sequence[Ways]) -> None:
        self.ways = ways

    def outcomes(self, decided: list[Outcome]) -> frozenset[Outcome]:
        return frozenset([outcome for way in self.ways for outcome in way.outcomes(decided)])


class Sheet:
    """The situations of many occasions, each written once and in the order of its days, to be decided in one go."""

    __slots__ = ("_alone", "_frames", "orders")

    def __init__(self) -> None:
        self.orders: list[int] = []
        self._alone: dict[int, Alone] = {}
        self._frames: dict[tuple[int, int, int, bool, bool], Frame] = {}

    def frame(self, occasion: Occasion, due: int, as_of: int) -> Frame:
        """The days that the situations of an occasion have in common."""
        departures, excepted = occasion.departures, len(occasion.exceptions) > 0
        departed = len(departures) > 0 and any(each.holds for each in departures)
        counts_from, ends = occasion.counts_from, occasion.ends
        key = (counts_from, due, ends, excepted, departed)
        found = self._frames.get(key)
        if found is None:
            found = self._frames[key] = Frame(
                counts_from,
                due if due < NEVER else ENGINE_NEVER,
                as_of,
                ends if ends < NEVER else ENGINE_NEVER,
                excepted=excepted,
                departed=departed,
            )
        return found

    def irrelevant(self) -> Alone:
        """What is not relevant."""
        return self._alone.get(IRRELEVANT) or self._written(IRRELEVANT)

    def wanted(self, frame: Frame, days: Sequence[int], needed: int) -> Alone:
        """What wants ``needed`` (1 or more) of the entries of these days, which are in order."""
        order = frame.wanted(days if needed == 1 else days[needed - 1 :])
        return self._alone.get(order) or self._written(order)

    def at_most(self, frame: Frame, tally: int, allowed: int) -> Alone:
        """What allows so many."""
        order = frame.at_most(tally, allowed)
        return self._alone.get(order) or self._written(order)

    def _written(self, order: int) -> Alone:
        found = self._alone[order] = Alone(len(self.orders))
        self.orders.append(order)
        return found


class Filling:
    """One way of filling the blanks that concern the whole occasion, where the duty is relevant."""

    __slots__ = ("_as_of", "_counts_from", "_due", "_frame", "_sheet")

    def __init__(self, occasion: Occasion, due: int, as_of: int, sheet: Sheet) -> None:
        self._counts_from = occasion.counts_from
        self._due = due
        self._as_of = as_of
        self._sheet = sheet
        self._frame = sheet.frame(occasion, due, as_of)

    def ways(self, expected: Expected) -> Ways:
        if isinstance(expected, Wanted):
            days = expected.days  # of one entry or more, all sure and all in sight: by far the most
            if days is not None and expected.needed and expected.needed > 0 and not expected.blind:
                return self._sheet.wanted(self._frame, days, expected.needed)
            return self._wanted(expected)
        if isinstance(expected, Together):
            return self._together(expected)
        return self._limit(expected)

    def _together(self, expected: Together) -> Ways:
        order = _ALL_ORDER if expected.form == "all" else _ANY_ORDER
        parts = expected.parts
        found = [self.ways(part.expected) for part in parts]
        places: list[int] = []
        for number, ways in enumerate(found):
            if parts[number].truth is TRUE and isinstance(ways, Alone):
                places.append(ways.place)
        if not places or len(places) < len(parts):
            return Many(order, tuple([(ways, parts[number].truth) for number, ways in enumerate(found)]))
        first = places[0]
        return found[0] if all(place == first for place in places) else Sure(order, places)

    def _limit(self, limit: Limit) -> Ways:
        allowed = limit.allowed
        if allowed is None:
            tallies, allowed = {0, 1}, 0
        else:
            tallies = {limit.sure, allowed + 1 + limit.sure if limit.possible is None else limit.possible}
        return _one([self._sheet.at_most(self._frame, tally, allowed) for tally in sorted(tallies)])

    def _wanted(self, wanted: Wanted) -> Ways:
        if wanted.needed is None:
            ways: list[Alone] = []
            for number in range(len(wanted.evidence) + 2):
                ways += self._filled(wanted, number)
            return _one(ways)
        return _one(self._filled(wanted, wanted.needed))

    def _filled(self, wanted: Wanted, needed: int) -> list[Alone]:
        """Sure evidence always; of the unsure, every number that could matter in time and late."""
        sheet, frame = self._sheet, self._frame
        if needed <= 0:
            return [sheet.wanted(frame, [self._counts_from], 1)]
        due, as_of = self._due, self._as_of
        sure = [each.day for each in wanted.evidence if each.truth is TRUE]
        unsure = [each.day for each in wanted.evidence if each.truth is UNKNOWN]
        in_time = sorted(day for day in unsure if day <= due)[:needed]
        late = sorted(day for day in unsure if due < day <= as_of)[:needed]
        first = max(self._counts_from, 1)
        if any(blind.start <= min(due, as_of) and blind.end >= first for blind in wanted.blind):
            in_time = (in_time + [min(due, as_of)] * needed)[:needed]
        if as_of > due and any(blind.end > due for blind in wanted.blind):
            late = (late + [as_of] * needed)[:needed]
        return [
            sheet.wanted(frame, sorted([*sure, *in_time[:many_in_time], *late[:many_late]]), needed)
            for many_in_time, many_late in product(range(len(in_time) + 1), range(len(late) + 1))
        ]


def _one(ways: Sequence[Alone]) -> Ways:
    """One thing expected, in any of these ways."""
    kept = tuple(dict.fromkeys(way.place for way in ways))
    return ways[0] if len(kept) == 1 else One(kept)


def ways_of(occasion: Occasion, as_of: int, sheet: Sheet) -> Ways:
    """Writes the occasion's situations on the sheet and says where they stand."""
    if not occasion.due_unknown:
        if occasion.relevant is FALSE:
            return sheet.irrelevant()
        if occasion.relevant is TRUE:
            return Filling(occasion, occasion.due, as_of, sheet).ways(occasion.expected)
    ways: list[Ways] = []
    if occasion.relevant is not TRUE:
        ways.append(sheet.irrelevant())
    if occasion.relevant is not FALSE:
        ways.append(Filling(occasion, occasion.due, as_of, sheet).ways(occasion.expected))
    if occasion.due_unknown:
        if occasion.relevant_not_yet is not TRUE:
            ways.append(sheet.irrelevant())
        if occasion.relevant_not_yet is not FALSE:
            expected = occasion.expected_not_yet or occasion.expected
            ways.append(Filling(occasion, NEVER, as_of, sheet).ways(expected))
    return Either(ways)
