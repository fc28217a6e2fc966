"""What a word of the vocabulary finds in a case: its entries, sure and unsure, and where it is blind."""

import datetime as dt
import itertools
from dataclasses import dataclass, replace

from practice_check.records.model import Row
from practice_check.rulebook.model import Entry, Tests
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.vocabulary.model import EntryWord, PeriodWord, Vocabulary
from practice_check.vocabulary.tests import FieldTests


@dataclass(frozen=True, slots=True)
class Found:
    """A dated entry: ``truth`` is TRUE where it is sure, UNKNOWN where a blank leaves it open."""

    day: int
    word: str
    table: str
    place: int
    row: Row
    truth: Truth


class Entries:
    """The entries of one case by word. Each word is read once."""

    def __init__(self, case: CaseInTime, vocabulary: Vocabulary, tests: FieldTests) -> None:
        self._case = case
        self._vocabulary = vocabulary
        self._tests = tests
        self._found: dict[str, list[Found]] = {}
        self._leaves: dict[str, list[str]] = {}
        self._undated: dict[str, bool] = {}

    def noun(self, word: str) -> str:
        return self._vocabulary.entries[word].noun

    def of_word(self, word: str) -> list[Found]:
        """All entries of the word up to the as-of date, in order of day."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._read(word)
        return found

    def of(self, entry: Entry, opener: Row | None = None, day: int | None = None) -> list[Found]:
        """The entries of a rule's reference: the word's, narrowed by ``where`` and ``matching``.

        ``day``: as on which parameters stand; None: for each entry its own.
        """
        found = self.of_word(entry.entry)
        if not entry.where and not entry.matching:
            return found
        ties = {name: f"opener.{field}" for name, field in entry.matching.items()}
        narrowed = []
        for each in found:
            as_on = each.day if day is None else day
            narrowing = self._tests.passes(each.row, entry.where, opener, as_on)
            truth = min(each.truth, narrowing, self._tests.passes(each.row, ties, opener, as_on))
            if truth is not FALSE:
                narrowed.append(each if truth is each.truth else replace(each, truth=truth))
        return narrowed

    def blind(self, word: str, start: int, end: int) -> bool:
        """Whether an entry of the word dated from ``start`` to ``end`` could be out of sight."""
        if start > end:
            return False
        return any(
            self._case.table(self._table(leaf)).blind(start, end) or self._has_undated(leaf)
            for leaf in self.leaves(word)
        )

    def undated(self, word: str) -> bool:
        """Whether what places an entry was not given in some row, so that one may lie on any day."""
        return any(self._has_undated(leaf) for leaf in self.leaves(word))

    def where(self, word: str) -> Tests:
        return self._vocabulary.entries[word].where

    def absent_tables(self, word: str) -> list[str]:
        return [name for name in self.tables(word) if self._case.table(name).absent]

    def tables(self, word: str) -> list[str]:
        return list(dict.fromkeys(self._table(leaf) for leaf in self.leaves(word)))

    def leaves(self, word: str) -> list[str]:
        """The words that read a table, of which this one is made."""
        found = self._leaves.get(word)
        if found is None:
            model = self._vocabulary.entries[word]
            parts = [leaf for part in model.any_of or () for leaf in self.leaves(part)]
            found = self._leaves[word] = list(dict.fromkeys(parts)) if model.any_of else [word]
        return found

    def placed_by(self, leaf: str) -> tuple[str, list[str]]:
        """The table that a word without parts is read from, and the columns that place its entries: without one of
        them it cannot be seen on any day. They are its date, and of a rise or fall the value too.
        """
        word = self._vocabulary.entries[leaf]
        period = self._vocabulary.periods.get(word.rise_of or word.fall_of or "")
        if period is None:
            return word.table or "", [word.date]
        return period.table, [period.start, *([period.value] if period.value else [])]

    def produced(self, word: str) -> bool:
        return self._vocabulary.entries[word].produced

    def _table(self, leaf: str) -> str:
        return self.placed_by(leaf)[0]

    def _has_undated(self, leaf: str) -> bool:
        known = self._undated.get(leaf)
        if known is None:
            table, columns = self.placed_by(leaf)
            known = any(not row.given(column) for row in self._case.rows(table) for column in columns)
            self._undated[leaf] = known
        return known

    def _read(self, word: str) -> list[Found]:
        model = self._vocabulary.entries[word]
        if model.any_of:
            return self._together(word)
        if model.rise_of or model.fall_of:
            return self._turns(
                word, self._vocabulary.periods[model.rise_of or model.fall_of or ""], up=bool(model.rise_of)
            )
        return self._rows(word, model)

    def _rows(self, word: str, model: EntryWord) -> list[Found]:
        found = []
        table = model.table or ""
        for place, row in enumerate(self._case.rows(table)):
            day = getattr(row, model.date)
            if not isinstance(day, dt.date):
                continue
            number = day.toordinal()
            if number > self._case.as_of and not model.counts_when_future:
                continue
            truth = self._tests.passes(row, model.where)
            if truth is not FALSE:
                found.append(Found(number, word, table, place, row, truth))
        return sorted(found, key=_order)

    def _together(self, word: str) -> list[Found]:
        kept: dict[tuple[int, str, int], Found] = {}
        for leaf in self.leaves(word):
            for found in self.of_word(leaf):
                key = (found.day, found.table, found.place)
                if key not in kept or kept[key].truth < found.truth:
                    kept[key] = found
        return sorted(kept.values(), key=_order)

    def _turns(self, word: str, period: PeriodWord, *, up: bool) -> list[Found]:
        order = period.order or []
        rows = [
            (getattr(row, period.start).toordinal(), place, row)
            for place, row in enumerate(self._case.rows(period.table))
            if getattr(row, period.start) and self._tests.passes(row, period.where) is not FALSE
        ]
        rows.sort(key=lambda each: each[:2])
        found = []
        for (_, _, before), (day, place, row) in itertools.pairwise(rows):
            was, now = getattr(before, period.value or ""), getattr(row, period.value or "")
            if was is None or now is None or day > self._case.as_of:
                continue
            higher = order.index(now) - order.index(was)
            if (higher > 0) if up else (higher < 0):
                truth = min(self._tests.passes(before, period.where), self._tests.passes(row, period.where))
                found.append(Found(day, word, period.table, place, row, truth))
        return found


def _order(found: Found) -> tuple[int, str, int]:
    return (found.day, found.table, found.place)


def sure(found: list[Found]) -> list[Found]:
    return [each for each in found if each.truth is TRUE]


def unsure(found: list[Found]) -> list[Found]:
    return [each for each in found if each.truth is UNKNOWN]
