"""What words and conditions can come to in any case of an export, by what it holds (docs/rule-language.md, 3 to 5).

A condition comes to a set of truths: those that some case could give it. Over a column that no row has, it can only be
unknown. Days are not looked at, nor how one condition hangs together with another, so that a set may hold more than
ever comes about; it never holds less.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from practice_check.rulebook import model as m
from practice_check.rulebook.columns import CASE, columns
from practice_check.rulebook.fields import tables_of
from practice_check.rulebook.needs_held import Holdings, Need
from practice_check.vocabulary.model import EntryWord, PeriodWord, Vocabulary

FALSE, UNKNOWN, TRUE = 0, 1, 2
Truths = frozenset[int]

UNTOLD: Truths = frozenset({UNKNOWN})
SURE: Truths = frozenset({TRUE})
NEVER_SO: Truths = frozenset({FALSE})
EITHER: Truths = frozenset({FALSE, TRUE})


def least(parts: Iterable[Truths]) -> Truths:
    """All of them."""
    found = SURE
    for part in parts:
        found = frozenset(min(one, other) for one in found for other in part)
    return found


def greatest(parts: Iterable[Truths]) -> Truths:
    """Any of them."""
    found = NEVER_SO
    for part in parts:
        found = frozenset(max(one, other) for one in found for other in part)
    return found


def turned(part: Truths) -> Truths:
    return frozenset(TRUE - each for each in part)


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be seen of the entries of a word: one for sure, an unsure one, surely none; or the look is blind."""

    sure: bool
    unsure: bool
    none: bool
    blind: bool

    @property
    def unknown(self) -> bool:
        return self.unsure or self.blind

    @property
    def truths(self) -> Truths:
        """Whether there is such an entry."""
        came = ((self.sure, TRUE), (self.unknown, UNKNOWN), (self.none, FALSE))
        return frozenset(truth for so, truth in came if so)


@dataclass(frozen=True)
class Sight:
    """Looks at an export through the vocabulary.

    ``blanks``: cells may be blank in it; False: every cell that it has is filled in. ``asked`` gathers what was looked
    at and is wanting. ``openers``: the tables of the rows that open, empty where no row does.
    """

    vocabulary: Vocabulary
    held: Holdings
    blanks: bool
    openers: frozenset[str] = frozenset()
    asked: set[Need] = field(default_factory=set)

    @property
    def known(self) -> Truths:
        """What a test of a value comes to where its column is there."""
        return EITHER | UNTOLD if self.blanks else EITHER

    def has(self, table: str, column: str) -> bool:
        if table == CASE or self.present(table):
            if self.held.has(table, column):
                return True
            if column in columns(table):
                self.asked.add(Need(table, column))
        return False

    def has_some(self, wanted: Iterable[tuple[str, str]]) -> bool:
        """Whether it has one of the columns. All are looked at, so that each that is wanting is named."""
        found = [self.has(table, column) for table, column in wanted]
        return any(found)

    def present(self, table: str) -> bool:
        if not self.held.present(table):
            self.asked.add(Need(table))
        return self.held.present(table)

    def whole(self, table: str) -> bool:
        """Whether a case without such an entry is known to have none."""
        if self.present(table) and not self.held.whole(table):
            self.asked.add(Need(table, whole=True))
        return self.held.whole(table)

    # ------------------------------------------------------------ rows

    def passes(self, table: str, tests: m.Tests) -> Truths:
        return least([self.test(table, name, test) for name, test in tests.items()])

    def test(self, table: str, name: str, test: m.Test) -> Truths:
        if not self.has(table, name):
            return UNTOLD
        if test in ("recorded", "not_recorded"):
            return EITHER
        if isinstance(test, m.Compare):
            return self._compares(table, name, test)
        if isinstance(test, str) and test.startswith("opener."):
            return self.known if self.of_opener(test.removeprefix("opener.")) else UNTOLD
        return self.known

    def _compares(self, table: str, name: str, test: m.Compare) -> Truths:
        if isinstance(test.is_not, m.Compare):
            return turned(self.test(table, name, test.is_not))
        if test.not_recorded_as is not None:
            return EITHER
        other = test.by.field if test.by is not None else test.after
        return self.known if other is None or self.has(table, other) else UNTOLD

    def of_opener(self, name: str) -> bool:
        """Whether some row that opens can have the field."""
        return self.has_some((table, name) for table in self.openers if name in columns(table))

    # ------------------------------------------------------------ entries

    def entries(self, entry: m.Entry | m.Narrowed | m.Count) -> Seen:
        """The entries of a rule's reference, as far as they can be seen."""
        ties: m.Tests = {}
        if not isinstance(entry, m.Narrowed):
            ties = {name: f"opener.{of_opener}" for name, of_opener in entry.matching.items()}
        seen = self.word(entry.entry, {**entry.where}, ties)
        if not isinstance(entry, m.Entry) or entry.not_before is None:
            return seen
        first = self.word(entry.not_before)
        unsure = seen.unsure or (seen.sure and first.unknown)
        return Seen(seen.sure and first.sure, unsure, seen.none or (first.none and not seen.blind), seen.blind)

    def word(self, name: str, where: m.Tests | None = None, ties: m.Tests | None = None) -> Seen:
        parts = [self._leaf(leaf, where or {}, ties or {}) for leaf in self._leaves(name)]
        return Seen(
            any(part.sure for part in parts),
            any(part.unsure for part in parts),
            all(part.none for part in parts),
            any(part.blind for part in parts),
        )

    def _leaves(self, name: str) -> list[EntryWord]:
        word = self.vocabulary.entries[name]
        return [leaf for part in word.any_of for leaf in self._leaves(part)] if word.any_of else [word]

    def _leaf(self, word: EntryWord, where: m.Tests, ties: m.Tests) -> Seen:
        period = self.vocabulary.periods.get(word.rise_of or word.fall_of or "")
        table, date = (period.table, period.start) if period else (word.table or "", word.date)
        if not self.present(table):
            return Seen(sure=False, unsure=False, none=False, blind=True)
        truths = least(
            [self.passes(table, tests) for tests in (period.where if period else word.where, where, ties) if tests]
        )
        dated, whole = self.has(table, date), self.whole(table)
        if period is not None:
            dated = self.has(table, period.value or "") and dated
        return Seen(dated and TRUE in truths, dated and UNKNOWN in truths, whole, not whole or not dated)

    # ------------------------------------------------------------ periods

    def period(self, word: PeriodWord) -> "Spans":
        table = word.table
        present, whole = self.present(table), self.whole(table)
        started, ended = self.has(table, word.start), self.has(table, word.end)
        truths = self.passes(table, word.where) if present else UNTOLD
        return Spans(
            begun=present and started and TRUE in truths,
            sure=present and started and ended and TRUE in truths,
            unsure=present and started and (UNKNOWN in truths or not ended),
            none=whole,
            blind=not whole or not started,
            valued=word.value is not None and self.has(table, word.value),
        )

    # ------------------------------------------------------------ conditions

    def holds(self, condition: m.ConditionForm) -> Truths:
        match condition:
            case m.All():
                return least([self.holds(part) for part in condition.all])
            case m.AnyOf():
                return greatest([self.holds(part) for part in condition.any])
            case m.Not():
                return turned(self.holds(condition.not_))
            case m.Named():
                return self.holds(self.vocabulary.conditions[condition.name])
            case m.Has():
                return self.entries(condition.has).truths
            case m.PeriodIs() | m.Only() | m.OthersOpen():
                return self._of_period(condition)
            case m.CaseIs():
                return self.passes(CASE, condition.case)
            case m.OpenerIs():
                return self._of_opener(condition.opener)
            case m.LatestIs():
                return self._latest(condition)
            case m.Remaining():
                return self.known if self.has(CASE, "end_date") else UNTOLD
            case m.PlanNames():
                return self._plan_names(condition)

    def _of_opener(self, tests: m.Tests) -> Truths:
        came = [self.passes(table, tests) for table in sorted(self.openers) if self.present(table)]
        return frozenset[int]().union(*came) or UNTOLD

    def _of_period(self, condition: m.PeriodIs | m.Only | m.OthersOpen) -> Truths:
        match condition:
            case m.PeriodIs():
                return self._period_is(self.vocabulary.periods[condition.period], condition.value)
            case m.Only():
                spans = self.period(self.vocabulary.periods[condition.only])
                valued = spans.valued and spans.sure
                found = {TRUE} if valued and not spans.blind else set()
                found |= {FALSE} if spans.none else set()
                return frozenset(found | ({UNKNOWN} if spans.unknown or not spans.valued or self.blanks else set()))
            case m.OthersOpen():
                return self.period(self.vocabulary.periods[condition.others_open]).truths

    def _period_is(self, word: PeriodWord, test: m.Test | None) -> Truths:
        spans = self.period(word)
        if test is None:
            truths = spans.truths
        else:
            of_value = self.test(word.table, word.value or "", test)
            told = of_value - UNTOLD if spans.sure and not (word.order and spans.blind) else frozenset[int]()
            if not word.order and spans.unsure and FALSE in of_value and not spans.blind:
                told |= NEVER_SO
            truths = told | (NEVER_SO if spans.none and not word.always else frozenset())
            if spans.unknown or UNKNOWN in of_value:
                truths |= UNTOLD
            if spans.blind and not spans.none:
                truths -= NEVER_SO
        if word.always and test is None:
            truths -= NEVER_SO
        if word.always and self.blanks:
            truths |= UNTOLD
        return truths or UNTOLD

    def _latest(self, condition: m.LatestIs) -> Truths:
        seen = self.entries(condition.latest)
        found = UNTOLD if seen.unknown or self.blanks else frozenset[int]()
        came = [
            self.passes(table, condition.tests)
            for table in sorted(tables_of(condition.latest.entry, self.vocabulary))
            if self.present(table)
        ]
        if seen.sure and seen.none:
            found |= frozenset[int]().union(*came)
        if seen.none and condition.none == "false":
            found |= NEVER_SO
        return found or UNTOLD

    def _plan_names(self, condition: m.PlanNames) -> Truths:
        tables = sorted(tables_of(condition.plan_names, self.vocabulary))
        present = [self.present(table) for table in tables]
        if not all(present):
            return UNTOLD
        seen = self.word(condition.plan_names)
        listed = self.has_some((table, condition.field) for table in tables)
        found = NEVER_SO | (UNTOLD if self.blanks or not listed else frozenset())
        if not seen.sure or not listed:
            return found
        return found | (self.known if self.of_opener("kind") else UNTOLD)


@dataclass(frozen=True, slots=True)
class Spans:
    """What can be seen of the rows of a period that are open on a day.

    ``begun``: that one began can be seen, be it open or not. ``valued``: their value can be read.
    """

    begun: bool
    sure: bool
    unsure: bool
    none: bool
    blind: bool
    valued: bool

    @property
    def unknown(self) -> bool:
        return self.unsure or self.blind

    @property
    def truths(self) -> Truths:
        """Whether one is open."""
        return Seen(self.sure, self.unsure, self.none, self.blind).truths
