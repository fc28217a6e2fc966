"""What a word of the vocabulary finds in a case: its entries, sure and unsure, and where it is blind."""

from bisect import bisect_right
from typing import Final

from practice_check.records.model import Row
from practice_check.rulebook.model import Tests
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.vocabulary.forms import EntryForm, EntryRef, PeriodForm, Sources, WordForm
from practice_check.vocabulary.resolve import Resolve
from practice_check.vocabulary.sight import Sight, sight_of
from practice_check.vocabulary.words import Words


class Found:
    """A dated entry, never changed. ``truth``: TRUE where it is sure, UNKNOWN where a blank leaves it open."""

    __slots__ = ("day", "place", "row", "table", "truth", "word")

    def __init__(self, day: int, word: str, table: str, place: int, row: Row, *, truth: Truth) -> None:
        self.day = day
        self.word = word
        self.table = table
        self.place = place
        self.row = row
        self.truth = truth


class Days:
    """The days of some entries in order: of ``all`` of them, of the ``sure`` and of the ``unsure`` ones."""

    __slots__ = ("all", "sure", "unsure")

    def __init__(self, found: list[Found]) -> None:
        self.all = [each.day for each in found]
        self.unsure = [each.day for each in found if each.truth is UNKNOWN]
        self.sure = [each.day for each in found if each.truth is TRUE] if self.unsure else self.all

    def any_within(self, first: int, last: int) -> Truth:
        """The greatest truth of those from the first day to the last."""
        place = bisect_right(self.sure, last)
        if place and self.sure[place - 1] >= first:
            return TRUE
        if not self.unsure:
            return FALSE
        place = bisect_right(self.unsure, last)
        return UNKNOWN if place and self.unsure[place - 1] >= first else FALSE


class Entries:
    """The entries of one case by word. Each word, and each narrowing of one, is read once.

    The lists given are shared: nobody changes them.
    """

    __slots__ = (
        "_by_place",
        "_case",
        "_days",
        "_found",
        "_known_forms",
        "_known_words",
        "_narrowed",
        "_nouns",
        "_resolve",
        "_sights",
        "_words",
    )

    def __init__(self, case: CaseInTime, words: Words, resolve: Resolve) -> None:
        self._case = case
        self._words = words
        self._resolve = resolve
        self._found: dict[str, list[Found]] = {}
        self._by_place: dict[str, dict[int, Found]] = {}
        self._narrowed: dict[EntryForm, list[Found]] = {}
        self._days: dict[EntryForm, Days] = {}
        self._sights: dict[Sources, Sight] = {}
        self._nouns = words.nouns
        self._known_words = words.known
        self._known_forms = words.forms_by_id

    def noun(self, word: str) -> str:
        return self._nouns[word]

    def of_word(self, word: str) -> list[Found]:
        """All entries of the word up to the as-of date, in order of day."""
        found = self._found.get(word)
        return self._of(self._words.word(word)) if found is None else found

    def _of(self, word: WordForm) -> list[Found]:
        found = self._found.get(word.name)
        if found is None:
            found = self._found[word.name] = self._read(word)
        return found

    def of(self, entry: EntryRef, opener: Row | None = None, day: int | None = None) -> list[Found]:
        """The entries of a rule's reference: the word's, narrowed by ``where`` and ``matching``.

        ``day``: as on which parameters stand; None: for each entry its own.
        """
        return self.of_form(self._known_forms.get(id(entry)) or self._words.entry(entry), opener, day)

    def of_form(self, form: EntryForm, opener: Row | None = None, day: int | None = None) -> list[Found]:
        """The same, of a reference made ready."""
        found = self._narrowed.get(form)
        if found is None:
            found = self._narrowed[form] = self._fixed(form)
        moving = form.moving
        if moving is None or not found:
            return found
        narrowed = []
        for each in found:
            truth = moving.passes(each.row, opener, each.day if day is None else day, self._resolve)
            if truth is not FALSE:
                narrowed.append(_with(each, truth))
        return narrowed

    def days(self, form: EntryForm) -> Days:
        """The days of a reference's entries, where none of its tests moves with the opener or the day."""
        days = self._days.get(form)
        if days is None:
            days = self._days[form] = Days(self.of_form(form))
        return days

    def sight(self, word: str) -> Sight:
        """On which days entries of the word can be seen."""
        return self.sight_of_word(self._known_words.get(word) or self._words.word(word))

    def sight_of_word(self, word: WordForm) -> Sight:
        """The same, of a word made ready."""
        sight = self._sights.get(word.sources)
        if sight is None:
            sight = self._sights[word.sources] = sight_of(self._case, word.sources.placed)
        return sight

    def blind(self, word: str, start: int, end: int) -> bool:
        """Whether an entry of the word dated from ``start`` to ``end`` could be out of sight."""
        return self.sight(word).blind(start, end)

    def undated(self, word: str) -> bool:
        """Whether what places an entry was not given in some row, so that one may lie on any day."""
        return self.sight(word).undated

    def where(self, word: str) -> Tests:
        return self._words.word(word).where

    def absent_tables(self, word: str) -> list[str]:
        return [name for name in self.tables(word) if self._case.table(name).absent]

    def tables(self, word: str) -> list[str]:
        return self._words.word(word).tables

    def leaves(self, word: str) -> list[str]:
        """The words that read a table, of which this one is made."""
        return [leaf.name for leaf in self._words.word(word).leaves]

    def placed_by(self, leaf: str) -> tuple[str, list[str]]:
        """The table that a word without parts is read from, and the columns that place its entries."""
        word = self._words.word(leaf)
        return word.table, word.placed_by

    def produced(self, word: str) -> bool:
        return self._words.word(word).produced

    # ------------------------------------------------------------ reading

    def _fixed(self, form: EntryForm) -> list[Found]:
        """The entries that pass the tests that do not move."""
        word = form.word
        found = self._of(word)
        sieve = form.fixed
        if sieve is None or not found:
            return found
        tests = sieve.tests
        if sieve.codes and not word.together and len(found) >= _MANY:
            by_code = self._case.table(word.table).columns.by_code(sieve.column)
            found = self._at(by_code.perhaps(sieve.codes), found, word.name)
            if not by_code.open:  # they have one of the codes
                tests = sieve.others
        if tests is None:
            return found
        narrowed = []
        for each in found:
            truth = tests.passes(each.row, None, each.day, self._resolve)
            if truth is not FALSE:
                narrowed.append(_with(each, truth))
        return narrowed

    def _at(self, places: list[int], found: list[Found], word: str) -> list[Found]:
        """Those of a word's entries that stand at some places of its table."""
        by_place = self._by_place.get(word)
        if by_place is None:
            by_place = self._by_place[word] = {each.place: each for each in found}
        there = [by_place[place] for place in places if place in by_place]
        there.sort(key=_day)
        return there

    def _read(self, word: WordForm) -> list[Found]:
        if word.together:
            return self._together(word)
        if word.period is not None:
            return self._turns(word, word.period)
        return self._rows(word)

    def _rows(self, word: WordForm) -> list[Found]:
        case, sieve, name = self._case, word.sieve, word.name
        table = case.table(word.table)
        rows = table.rows
        if not rows:
            return _NONE
        tests = sieve.tests
        if sieve.codes:
            by_code = table.columns.by_code(sieve.column)
            places = by_code.perhaps(sieve.codes)
            if not by_code.open:  # they have one of the codes
                tests = sieve.others
            if not places:
                return _NONE
        else:
            places = list(range(len(rows)))
        found: list[Found] = []
        days, as_of, resolve = table.columns.days(word.date), case.as_of, self._resolve
        of_table = word.table
        last = NEVER if word.counts_when_future else as_of
        before, in_order = 0, True
        for place in places:
            day = days[place]
            if day is None or day > last:
                continue
            row = rows[place]
            truth = TRUE if tests is None else tests.passes(row, None, as_of, resolve)
            if truth is not FALSE:
                found.append(Found(day, name, of_table, place, row, truth=truth))
                in_order = in_order and before <= day
                before = day
        if not in_order:
            found.sort(key=_day)
        return found

    def _together(self, word: WordForm) -> list[Found]:
        of_leaves = [found for leaf in word.leaves if (found := self._of(leaf))]
        if len(of_leaves) < 2:  # in order as they are
            return of_leaves[0] if of_leaves else _NONE
        kept: dict[tuple[int, str, int], Found] = {}
        for of_leaf in of_leaves:
            for each in of_leaf:
                key = _order(each)
                known = kept.get(key)
                if known is None or known.truth < each.truth:
                    kept[key] = each
        return [kept[key] for key in sorted(kept)]

    def _turns(self, word: WordForm, period: PeriodForm) -> list[Found]:
        tests, resolve, as_of = period.tests, self._resolve, self._case.as_of
        table = self._case.table(period.table)
        if table.rows is None:
            return _NONE
        days = table.columns.days(period.start)
        starts: list[Found] = []
        for place, row in enumerate(table.rows):
            day = days[place]
            if day is None:
                continue
            truth = tests.passes(row, None, as_of, resolve)
            if truth is not FALSE:
                starts.append(Found(day, word.name, period.table, place, row, truth=truth))
        starts.sort(key=_day)
        found = []
        for number in range(1, len(starts)):
            before, start = starts[number - 1], starts[number]
            was, now = getattr(before.row, period.value), getattr(start.row, period.value)
            if was is None or now is None or start.day > as_of:
                continue
            higher = period.rank[now] - period.rank[was]
            if (higher > 0) if word.rises else (higher < 0):
                found.append(_with(start, before.truth))
        return found


#: No entries: shared as all lists of them are.
_NONE: Final[list[Found]] = []

#: From so many entries on it is quicker to look for those of a code than to test each.
_MANY: Final = 6


def _day(found: Found) -> int:
    return found.day


def _order(found: Found) -> tuple[int, str, int]:
    return (found.day, found.table, found.place)


def _with(found: Found, truth: Truth) -> Found:
    """An entry of which something more is asked, that came to ``truth``, which is not FALSE."""
    if truth is UNKNOWN and found.truth is TRUE:
        return Found(found.day, found.word, found.table, found.place, found.row, truth=UNKNOWN)
    return found


def sure(found: list[Found]) -> list[Found]:
    return [each for each in found if each.truth is TRUE]


def unsure(found: list[Found]) -> list[Found]:
    return [each for each in found if each.truth is UNKNOWN]
