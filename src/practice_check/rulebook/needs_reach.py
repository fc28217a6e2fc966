"""What a rule can come to in any case of an export, by what the export holds (docs/rule-language.md, 6 to 9).

A duty's evidence is looked at as on a day before or after the due date, with and without a recorded departure. Each
time every way of filling what cannot be seen is followed, as ``verdicts.worlds`` does it in a case: where all ways
agree the record tells, and where they differ it cannot.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from typing import Literal

from practice_check.rulebook import model as m
from practice_check.rulebook.columns import CASE, columns
from practice_check.rulebook.fields import opening_tables
from practice_check.rulebook.needs_held import Holdings
from practice_check.rulebook.needs_seen import (
    EITHER,
    FALSE,
    SURE,
    TRUE,
    UNKNOWN,
    UNTOLD,
    Seen,
    Sight,
    Truths,
    greatest,
    least,
)
from practice_check.vocabulary.model import Vocabulary

#: What becomes of an occasion, as the engine says it; a duty that has ended does not apply either.
Fate = Literal["does not apply", "met", "late", "departed", "due", "not recorded"]
#: Evidence: in time, late, none.
Evidence = Literal["met", "late", "none"]

_ALL: tuple[Fate, ...] = ("does not apply", "departed", "not recorded", "due", "late", "met")
_ANY: tuple[Fate, ...] = ("does not apply", "met", "departed", "late", "due", "not recorded")
#: What stops the clock of a rule that does not say.
_USUAL_PAUSES: tuple[m.ConditionForm, ...] = (m.Named(name="not-supervised-in-community"),)

#: What may be so of the evidence, for all that can be seen: any one of these.
State = frozenset[Evidence]
#: What an occasion may come to in each way of taking an unknown due date.
Ways = tuple[frozenset[Fate | None], ...]

_MET, _LATE, _NONE = (frozenset[Evidence]({each}) for each in ("met", "late", "none"))
_NOT_APPLICABLE = frozenset[Fate]({"does not apply"})
_MET_OR_NOT: State = _MET | _NONE


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which an occasion is looked at. ``unsure``: for all that can be seen, it may not be due yet."""

    past_due: bool
    unsure: bool


#: The due date is known.
_DATED = frozenset({Day(past_due=False, unsure=False), Day(past_due=True, unsure=False)})
_STANDS = frozenset({Day(past_due=False, unsure=False)})
_UNDATED = frozenset({Day(past_due=False, unsure=True), Day(past_due=True, unsure=True)})


@dataclass(frozen=True, slots=True)
class Reached:
    """``told``: what the record can show it to be, in some case. ``untold``: there are cases in which it cannot."""

    told: frozenset[Fate]
    untold: bool


@dataclass(frozen=True)
class Reach:
    """Looks at rules through an export. ``sight.asked`` gathers what is wanting."""

    rules: Mapping[str, m.Rule]
    vocabulary: Vocabulary
    sight: Sight

    @classmethod
    def over(cls, rules: Mapping[str, m.Rule], vocabulary: Vocabulary, held: Holdings, *, blanks: bool) -> "Reach":
        return cls(rules, vocabulary, Sight(vocabulary, held, blanks))

    def rule(self, rule: m.Rule) -> Reached:
        openers = opening_tables(rule, self.rules, self.vocabulary) or frozenset()
        return replace(self, sight=replace(self.sight, openers=openers))._rule(rule)

    def _rule(self, rule: m.Rule) -> Reached:
        if not self.sight.has(CASE, "start_date"):
            return Reached(frozenset(), untold=True)
        opened, hidden = self._opens(rule.opens)
        clock = self._clock(rule)
        when = SURE if rule.when is None else self.sight.holds(rule.when)
        in_windows = _is_in_windows(rule)
        days = _DATED if in_windows else self._days(rule, _running(clock))
        relevant = least([opened, when, frozenset(max(each, TRUE - each) for each in clock) if in_windows else SURE])
        excepted = {False} | ({True} if rule.unless is not None and self.sight.entries(rule.unless).sure else set())
        told = _NOT_APPLICABLE if FALSE in relevant else frozenset[Fate]()
        untold = self._starts_out_of_sight(rule.opens) or hidden
        for day, departed in product(days, excepted):
            for ways in self._expected(rule.expects, day, departed=departed):
                fates = frozenset(fate for way in ways for fate in way if fate is not None)
                for truth in relevant - {FALSE}:
                    came = fates if truth == TRUE else fates | _NOT_APPLICABLE
                    if len(came) == 1:
                        told |= came
                    else:
                        untold = True
        return Reached(told, untold)

    # ------------------------------------------------------------ opens

    def _opens(self, opens: m.Opens) -> tuple[Truths, bool]:
        """Whether an occasion is one, and whether one may be out of sight."""
        sight = self.sight
        match opens:
            case m.OpensAt(at=anchor):
                return self._at(anchor)
            case m.OpensEach():
                seen = [sight.entries(entry) for entry in opens.each]
                found = {TRUE} if any(each.sure for each in seen) else set()
                found |= {UNKNOWN} if any(each.unsure for each in seen) else set()
                found |= {FALSE} if all(each.none for each in seen) else set()
                return frozenset(found), any(each.blind for each in seen)
            case m.OpensBecomes():
                return sight.holds(opens.becomes), False
            case m.OpensEvery():
                return sight.holds(opens.while_), False
            case m.OpensChange(change_of=period):
                spans = sight.period(self.vocabulary.periods[period])
                found = {TRUE} if spans.valued and spans.begun else set()
                found |= {UNKNOWN} if not (spans.valued and spans.begun) or sight.blanks else set()
                return frozenset(found), spans.blind
            case m.OpensOverdue(overdue=other):
                if other not in self.rules:
                    return UNTOLD, False
                watched = replace(self, sight=replace(sight, openers=frozenset())).rule(self.rules[other])
                found = {TRUE} if watched.told & {"late", "not recorded"} else set()
                return frozenset(found | ({UNKNOWN} if watched.untold else set())), False

    def _starts_out_of_sight(self, opens: m.Opens) -> bool:
        """Whether occasions may be wanting since it is not known when the order, or a time of it, began."""
        match opens:
            case m.OpensEach():
                return opens.earlier is None and not self.sight.has(CASE, "sentence_date")
            case m.OpensAt(at="start" | "release") | m.OpensBecomes() | m.OpensEvery():
                return self.sight.present("statuses") and not self._releases()
            case _:
                return False

    def _at(self, anchor: m.Anchor) -> tuple[Truths, bool]:
        sight = self.sight
        match anchor:
            case "start":
                return SURE, False
            case "end":
                return (SURE if self._ends() else frozenset({FALSE})), False
            case "release":
                of_order = sight.known if sight.has(CASE, "order_type") else UNTOLD
                return greatest([of_order, EITHER if self._releases() else frozenset({FALSE})]), not sight.whole(
                    "statuses"
                )
            case _:
                given = sight.has(CASE, f"{anchor}_date")
                return (SURE | UNTOLD if sight.blanks else SURE) if given else UNTOLD, False

    def _ends(self) -> bool:
        return self.sight.has_some((CASE, name) for name in ("end_date", "closed_date"))

    def _releases(self) -> bool:
        found = [self.sight.has("statuses", name) for name in ("kind", "start", "end")]
        return all(found)

    # ------------------------------------------------------------ closes

    def _clock(self, rule: m.Rule) -> Truths:
        """Whether the clock stands on a day."""
        pauses = _USUAL_PAUSES if rule.pauses_while is None else rule.pauses_while
        return greatest([self.sight.holds(pause) for pause in pauses])

    def _days(self, rule: m.Rule, running: frozenset[Day]) -> frozenset[Day]:
        """The days on which an occasion may be looked at."""
        if isinstance(rule.opens, m.OpensEvery):
            return running
        match rule.closes:
            case m.ClosesWithin():
                return running
            case m.ClosesUntilNext():
                return running | (_DATED if self.sight.entries(rule.closes.until_next).sure else frozenset())
            case m.ClosesBy():
                return self._by(rule.closes, running)

    def _by(self, closes: m.ClosesBy, running: frozenset[Day]) -> frozenset[Day]:
        sight = self.sight
        if closes.by.startswith("opener."):
            if not sight.of_opener(closes.by.removeprefix("opener.")):
                return _UNDATED
            return _DATED | (running if closes.otherwise != "none" else frozenset())
        match closes.by:
            case "start":
                known = True
            case "end":
                known = self._ends()
            case "release":
                known = sight.has(CASE, "order_type") | self._releases()
            case anchor:
                known = sight.has(CASE, f"{anchor}_date")
        return _DATED if known else _STANDS

    # ------------------------------------------------------------ expects

    def _expected(self, expects: object, day: Day, *, departed: bool) -> frozenset[Ways]:
        """Everything that what is expected can come to."""
        match expects:
            case m.AllExpected():
                return self._together(expects.all_of, _ALL, day, departed=departed)
            case m.AnyExpected():
                return self._together(expects.any_of, _ANY, day, departed=departed)
            case _:
                states = frozenset(self._states(expects, late=day.past_due))
                return frozenset(_fates(state, day, departed=departed) for state in states)

    def _together(
        self, parts: Iterable[object], order: tuple[Fate, ...], day: Day, *, departed: bool
    ) -> frozenset[Ways]:
        def join(one: frozenset[Ways], other: frozenset[Ways]) -> frozenset[Ways]:
            return frozenset(
                tuple(_joined(first, second, order) for first, second in zip(left, right, strict=True))
                for left, right in product(one, other)
            )

        nothing: Ways = (frozenset({None}),) * (2 if day.unsure else 1)
        found = reduce(
            join, (self._part(part, nothing, day, departed=departed) for part in parts), frozenset({nothing})
        )
        left_over: dict[Fate | None, Fate] = {None: "does not apply"}
        return frozenset(tuple(frozenset(left_over.get(fate, fate) for fate in way) for way in ways) for ways in found)

    def _part(self, part: object, nothing: Ways, day: Day, *, departed: bool) -> frozenset[Ways]:
        if not isinstance(part, m.WhenExpected):
            return self._expected(part, day, departed=departed)
        found = self._expected(part.expects, day, departed=departed)
        asked: set[Ways] = set()
        for truth in self.sight.holds(part.when):
            if truth == FALSE:
                asked.add(nothing)
            elif truth == TRUE:
                asked |= found
            else:
                asked |= {tuple(way | {None} for way in ways) for ways in found}
        return frozenset(asked)

    def _states(self, expects: object, *, late: bool) -> Iterator[State]:
        match expects:
            case m.EntryExpected():
                yield from _wanted(self.sight.entries(expects), late=late)
            case m.OpenerExpected():
                for table in sorted(self.sight.openers):
                    if self.sight.present(table):
                        yield from self._fields(table, expects.opener, late=late)
                if not any(self.sight.held.present(table) for table in self.sight.openers):
                    yield _MET_OR_NOT
            case m.StateExpected():
                yield from self._fields(CASE, expects.state, late=late)
            case m.CountExpected():
                yield from self._count(expects.count, late=late)
            case m.ShareExpected():
                yield from self._share(expects.share)
            case m.CoverExpected():
                yield from self._cover(expects.cover)
            case m.AnswerExpected():
                yield _NONE

    def _fields(self, table: str, tests: m.Tests, *, late: bool) -> Iterator[State]:
        came = self.sight.passes(table, tests)
        if TRUE in came:
            yield _MET
            if late and any(test == "recorded" and columns(table)[name].kind == "date" for name, test in tests.items()):
                yield _LATE
        if FALSE in came:
            yield _NONE
        if UNKNOWN in came:
            yield _MET_OR_NOT

    def _count(self, count: m.Count, *, late: bool) -> Iterator[State]:
        seen = self.sight.entries(count)
        bound = count.at_most if count.at_least is None else count.at_least
        if isinstance(bound, m.PlanField):
            of = self.sight.word(bound.of)
            listed = self._column_of(bound.of, bound.field)
            if self.sight.blanks or not (of.sure and listed):
                yield _MET_OR_NOT
            if not (of.sure and listed):
                return
        if count.at_least is None:
            yield from _limited(seen)
        elif bound == 0:
            yield _MET
        else:
            yield from _wanted(seen, late=late)

    def _column_of(self, word: str, name: str) -> bool:
        vocabulary = self.vocabulary
        entry = vocabulary.entries[word]
        if entry.any_of:
            found = [self._column_of(part, name) for part in entry.any_of]
            return any(found)
        period = vocabulary.periods.get(entry.rise_of or entry.fall_of or "")
        return self.sight.has(period.table if period else entry.table or "", name)

    def _share(self, share: m.Share) -> Iterator[State]:
        whole, part = self.sight.entries(share.among), self.sight.entries(share.of)
        if whole.none and part.none:
            yield _MET
            if whole.sure and part.sure:
                yield _NONE
        if whole.unknown or part.unknown:
            yield _MET_OR_NOT

    def _cover(self, cover: m.Cover) -> Iterator[State]:
        spans = self.sight.period(self.vocabulary.periods[cover.period])
        if spans.sure and spans.none:
            yield _MET
        if spans.sure or spans.none:
            yield _NONE
        if spans.unknown:
            yield _MET_OR_NOT


def _is_in_windows(rule: m.Rule) -> bool:
    """Whether its occasions are windows one after the other: one whose clock is unknown is perhaps none."""
    of_grid = isinstance(rule.opens, m.OpensEvery) and rule.opens.counted_from == "condition"
    return of_grid or (isinstance(rule.expects, m.CountExpected) and rule.expects.count.per is not None)


def _running(clock: Truths) -> frozenset[Day]:
    """The days of a duty that falls due by the clock."""
    found = _DATED if FALSE in clock or not clock else frozenset[Day]()
    found |= _STANDS if TRUE in clock else frozenset()
    return found | (_UNDATED if UNKNOWN in clock else frozenset())


def _wanted(seen: Seen, *, late: bool) -> Iterator[State]:
    """What may be so of evidence that is wanted."""
    if seen.sure:
        yield _MET
        if late and seen.none:
            yield _LATE
        if late and seen.unknown:
            yield _MET | _LATE
    if seen.none:
        yield _NONE
    if seen.unknown:
        yield _MET_OR_NOT
        if late:
            yield _MET | _LATE | _NONE
    if seen.unsure and seen.none and late:
        yield _LATE | _NONE


def _limited(seen: Seen) -> Iterator[State]:
    """What may be so where no more than a number may be found."""
    if seen.none:
        yield _MET
    if seen.sure:
        yield _NONE
    if seen.unknown:
        yield _MET_OR_NOT


def _fates(state: State, day: Day, *, departed: bool) -> Ways:
    """What evidence in that state comes to: by the due date, and where that is unsure, as if it were not yet due."""
    unmet: Fate = "departed" if departed else "not recorded" if day.past_due else "due"
    late: Fate = "departed" if departed else "late"
    known: dict[Evidence, Fate] = {"met": "met", "late": late, "none": unmet}
    not_yet: dict[Evidence, Fate] = {"met": "met", "late": "met", "none": "departed" if departed else "due"}
    ways = (known, not_yet) if day.unsure else (known,)
    return tuple(frozenset(way[each] for each in state) for way in ways)


def _joined(
    one: frozenset[Fate | None], other: frozenset[Fate | None], order: tuple[Fate, ...]
) -> frozenset[Fate | None]:
    """Of each two the first in the order; None is nothing expected."""
    return frozenset(
        min((fate for fate in pair if fate is not None), key=order.index, default=None) for pair in product(one, other)
    )
