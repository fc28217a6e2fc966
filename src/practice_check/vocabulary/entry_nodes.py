"""The conditions that look at entries."""

from bisect import bisect_right
from typing import Final

from practice_check.records.model import Row
from practice_check.rulebook.conditions import Has, LatestIs, PlanNames
from practice_check.timeline.days import NEVER, first_day_beyond, subtract
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth, of
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.forms import EntryForm, WordForm
from practice_check.vocabulary.nodes import Node, changes_of
from practice_check.vocabulary.reading import Reading
from practice_check.vocabulary.tests import tests_of

_KIND: Final = "kind"


class HasNode(Node):
    """Some entry on or before the day, no older than ``within``; ``since_start``: not before the latest start."""

    __slots__ = ("_entry", "_since_start", "_within")

    def __init__(self, number: int, model: Has, entry: EntryForm) -> None:
        super().__init__(number, model, by_opener=entry.by_opener, by_day=True)
        self._entry = entry
        self._within = model.within
        self._since_start = model.since_start

    def judged(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        entries, entry = reading.entries, self._entry
        first, blind_from = self.window(reading, day)
        if entry.moving is None:
            best = entries.days(entry).any_within(first, day)
        else:
            best = FALSE
            for each in entries.of_form(entry, opener, day):
                if first <= each.day <= day and each.truth is not FALSE:
                    best = each.truth
                    if best is TRUE:
                        break
        if best is FALSE and entries.sight_of_word(entry.word).blind(blind_from, day):
            return UNKNOWN
        return best

    def window(self, reading: Reading, day: int) -> tuple[int, int]:
        """The first day that counts, and the first on which being blind matters."""
        first = 0
        if self._within is not None:
            first = subtract(day, reading.resolve.duration(self._within, day))
        if self._since_start:
            for start in reading.case.starts:
                if first < start.day <= day:
                    first = start.day
        return first, first or reading.case.begin

    def turning(self, reading: Reading) -> set[int]:
        entries, entry = reading.entries, self._entry
        days = _turns_of_word(entry.word, reading) | changes_of(entry.tests, reading)
        if self._within is None:
            return days
        found = entries.of_form(entry) if entry.moving is None else entries.of_word(entry.word.name)
        last_days = {each.day for each in found} | {entries.sight_of_word(entry.word).first - 1}
        lengths, changes = reading.resolve.durations(self._within)
        days.update(changes)
        for last in last_days:
            if 0 < last < NEVER:
                for length in lengths:
                    days.add(first_day_beyond(last, length))
        return days


class LatestNode(Node):
    """The latest entry on or before the day passes."""

    __slots__ = ("_entry", "_of_none", "_tests")

    def __init__(self, number: int, model: LatestIs, entry: EntryForm) -> None:
        tests = tests_of(model.tests)
        super().__init__(number, model, by_opener=entry.by_opener or tests.by_opener, by_day=True)
        self._entry = entry
        self._tests = tests
        self._of_none = UNKNOWN if model.none == "unknown" else FALSE

    def judged(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        sight = reading.entries.sight_of_word(self._entry.word)
        last = self._last(reading, day, opener)
        if last is None:
            return UNKNOWN if sight.blind(reading.case.begin, day) else self._of_none
        if last.truth is UNKNOWN or sight.blind(last.day, day):
            return UNKNOWN
        return self._tests.passes(last.row, opener, day, reading.resolve)

    def _last(self, reading: Reading, day: int, opener: Row | None) -> Found | None:
        found = reading.entries.of_form(self._entry, opener, day)
        if self._entry.moving is None:
            place = bisect_right(reading.entries.days(self._entry).all, day)
            return found[place - 1] if place else None
        for each in reversed(found):
            if each.day <= day:
                return each
        return None

    def turning(self, reading: Reading) -> set[int]:
        changes = changes_of(self._entry.tests, reading) | changes_of(self._tests, reading)
        return _turns_of_word(self._entry.word, reading) | changes


class PlanNode(Node):
    """The latest plan of a word lists the opener's kind in a column."""

    __slots__ = ("_column", "_plan")

    def __init__(self, number: int, model: PlanNames, plan: WordForm) -> None:
        super().__init__(number, model, by_opener=True, by_day=True)
        self._plan = plan
        self._column = model.field

    def judged(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        entries = reading.entries
        if entries.sight_of_word(self._plan).absent:
            return UNKNOWN
        plans = [each for each in entries.of_word(self._plan.name) if each.day <= day and each.truth is TRUE]
        if not plans:
            return FALSE
        row = plans[-1].row
        if not row.given(self._column):
            return UNKNOWN
        named = getattr(row, self._column) or []
        if not named or opener is None or _KIND not in type(opener).model_fields:
            return FALSE
        kind = getattr(opener, _KIND)
        return UNKNOWN if kind is None else of(kind in named)

    def turning(self, reading: Reading) -> set[int]:
        return _turns_of_word(self._plan, reading)


def _turns_of_word(word: WordForm, reading: Reading) -> set[int]:
    """The days of its entries, and those on which they come into sight or go out of it."""
    days = {found.day for found in reading.entries.of_word(word.name)}
    sight = reading.entries.sight_of_word(word)
    days.add(sight.first)
    days.add(sight.last + 1)
    return days
