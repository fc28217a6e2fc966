"""Each filling of ``expects``, made once from a rule, and what it gathers for an occasion."""

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from practice_check.occasions.evidence import Gatherer, Window, is_date, later
from practice_check.occasions.occasion import (
    Blind,
    Evidence,
    Expected,
    Limit,
    Opening,
    Part,
    Together,
    Wanted,
)
from practice_check.occasions.share import Member, longest_runs, too_many
from practice_check.records.model import Row
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import add, working_days_between
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.vocabulary.conditions import node_of
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.explain import Why, sheet
from practice_check.vocabulary.explain import words as in_words
from practice_check.vocabulary.nodes import Node
from practice_check.vocabulary.tests import FieldTest, test_of
from practice_check.vocabulary.wanting import Want, of_fields, of_period, out_of_sight, tested
from practice_check.vocabulary.words import Words

#: Shared, and so never changed.
_NO_DAYS: Final[list[int]] = []
_NOTHING: Final = Wanted("an assessor's answer", (), _NO_DAYS)


class Expecting:
    """What a rule expects. ``entries``: those of it that a recurring duty is counted from."""

    __slots__ = ("entries",)

    def __init__(self, entries: Sequence[m.Entry] = ()) -> None:
        self.entries = tuple(entries)

    def gathered(self, gatherer: Gatherer, opening: Opening, window: Window) -> Expected:
        """What there is of it for an occasion."""
        raise NotImplementedError

    def truth(self, _gatherer: Gatherer, _opening: Opening) -> Truth:
        """Whether it is expected at all, as a part of something."""
        return TRUE

    def part(self, gatherer: Gatherer, opening: Opening, window: Window, truth: Truth) -> Part:
        """It as a part of something, where it is expected or may be."""
        return Part(truth, self.gathered(gatherer, opening, window))


class Several(Expecting):
    """All of several things, or one of them."""

    __slots__ = ("_form", "_parts")

    def __init__(self, form: Literal["all", "any"], parts: Sequence[Expecting]) -> None:
        super().__init__([entry for part in parts for entry in part.entries])
        self._form: Literal["all", "any"] = form
        self._parts = tuple(parts)

    def gathered(self, gatherer: Gatherer, opening: Opening, window: Window) -> Expected:
        parts: list[Part] = []
        for part in self._parts:
            truth = part.truth(gatherer, opening)
            if truth is not FALSE:
                parts.append(part.part(gatherer, opening, window, truth))
        return Together(self._form, tuple(parts))


class When(Expecting):
    """What is expected only where a condition holds on the opening day."""

    __slots__ = ("_condition", "_expected", "_node")

    def __init__(self, condition: m.ConditionForm, node: Node, expected: Expecting) -> None:
        super().__init__(expected.entries)
        self._condition = condition
        self._node = node
        self._expected = expected

    def gathered(self, gatherer: Gatherer, opening: Opening, window: Window) -> Expected:
        return self._expected.gathered(gatherer, opening, window)

    def truth(self, gatherer: Gatherer, opening: Opening) -> Truth:
        return self._node.holds(gatherer.reading, opening.day, opening.row)

    def part(self, gatherer: Gatherer, opening: Opening, window: Window, truth: Truth) -> Part:
        expected = self._expected.gathered(gatherer, opening, window)
        if truth is TRUE:
            return Part(truth, expected)
        return Part(truth, expected, Why(self._condition, gatherer.conditions, opening.day, opening.row))


class OfEntry(Expecting):
    """An entry of a kind."""

    __slots__ = ("_by_day_alone", "_entry", "_form", "_later", "_none", "_not_before", "_noun")

    def __init__(self, entry: m.Entry, words: Words) -> None:
        super().__init__((entry,))
        self._entry = entry
        self._form = words.entry(entry)
        self._noun = self._form.word.noun
        self._later = entry.later
        self._not_before = entry.not_before is not None
        #: Whether it finds the same for every opening, and it hangs on the day of an entry alone if it counts.
        self._by_day_alone = self._form.moving is None and not (self._not_before or self._later)
        self._none = Wanted(self._noun, (), _NO_DAYS)

    def gathered(self, gatherer: Gatherer, opening: Opening, window: Window) -> Expected:
        entry, form = self._entry, self._form
        evidence: tuple[Evidence, ...] = ()
        days: list[int] | None = _NO_DAYS
        whole = gatherer.whole(form) if self._by_day_alone and not window.fresh else None
        if whole is not None:
            if whole.evidence:
                first, last = gatherer.span(opening, window)
                evidence, days = whole.within(first, last)
        else:
            found = gatherer.inside(gatherer.entries.of_form(form, opening.row, opening.day), opening, window)
            if found:
                if self._not_before:
                    found = gatherer._not_before(entry, found)
                found = later(found, opening, self._later)
                evidence, days = gatherer.evidence(found, entry, opening)
        blind = gatherer.blind(entry, form.word, opening, window)
        return Wanted(self._noun, evidence, days, blind) if evidence or blind else self._none


class AtLeast(Expecting):
    """So many entries of a kind."""

    __slots__ = ("_count", "_entry", "_word")

    def __init__(self, count: m.Count, words: Words) -> None:
        super().__init__()
        self._count = count
        self._entry = _entry_of(count)
        self._word = words.word(count.entry)

    def gathered(self, gatherer: Gatherer, opening: Opening, window: Window) -> Expected:
        count, entry = self._count, self._entry
        assert count.at_least is not None
        needed, why, wants = gatherer.number(count.at_least, opening)
        if needed is not None and count.tolerance_one_in is not None:
            one_in = int(gatherer.reading.resolve.number(count.tolerance_one_in, opening.day))
            needed -= needed // one_in
        found = later(gatherer.found(entry, opening), opening, count.later)
        inside = gatherer.inside(found, opening, window)
        evidence, days = gatherer.evidence(inside, entry, opening)
        noun, blind = self._word.noun, gatherer.blind(entry, self._word, opening, window)
        return Wanted(noun, evidence, days, blind, needed, why_unknown=why, wants=wants)


class AtMost(Expecting):
    """No more than so many entries of a kind."""

    __slots__ = ("_count", "_entry")

    def __init__(self, count: m.Count) -> None:
        super().__init__()
        self._count = count
        self._entry = _entry_of(count)

    def gathered(self, gatherer: Gatherer, opening: Opening, window: Window) -> Expected:
        count, entry, entries = self._count, self._entry, gatherer.entries
        assert count.at_most is not None
        found = later(gatherer.found(entry, opening), opening, count.later)
        allowed, why, wants = gatherer.number(count.at_most, opening)
        last = min(window.ends if count.in_any else window.due, window.as_of)
        first = opening.day if count.in_any else window.counts_from
        kept = gatherer.kept(found, window.fresh) if count.in_any else gatherer.inside(found, opening, window)
        inside = [each for each in kept if first <= each.day <= last]
        begin = first or gatherer.case.begin
        blind = entries.blind(count.entry, begin, last)
        if count.in_any is None:
            sure, possible = sum(each.truth is TRUE for each in inside), len(inside)
        else:
            length = gatherer.reading.resolve.duration(count.in_any, opening.day)
            sure = _most_within([each.day for each in inside if each.truth is TRUE], length)
            possible = _most_within([each.day for each in inside], length)
        if blind and not why:
            why = gatherer.why_blind(count.entry)
            wants = tuple(out_of_sight(count.entry, gatherer.reading, begin, last, count.where))
        shown, _ = gatherer.evidence(inside, entry, opening)
        return Limit(
            entries.noun(count.entry), sure, None if blind else possible, allowed, shown, why_unknown=why, wants=wants
        )


class OfShare(Expecting):
    """A share of entries that is not too great."""

    __slots__ = ("_among", "_of", "_share")

    def __init__(self, share: m.Share) -> None:
        super().__init__()
        self._share = share
        self._of = m.Entry(entry=share.of.entry, where=share.of.where)
        self._among = m.Entry(entry=share.among.entry, where=share.among.where)

    def gathered(self, gatherer: Gatherer, opening: Opening, window: Window) -> Expected:
        share, of, among = self._share, self._of, self._among
        entries, reading = gatherer.entries, gatherer.reading
        resolve = reading.resolve
        last = min(window.due, window.ends, window.as_of)
        whole = [each for each in gatherer.inside(gatherer.found(among, opening), opening, window) if each.day <= last]
        part: dict[tuple[str, int], Found] = {}
        for each in sorted(gatherer.found(of, opening), key=lambda found: found.truth):
            part[each.table, each.place] = each
        pairs = [(each, part.get((each.table, each.place))) for each in whole]
        members = [Member(each.truth, FALSE if other is None else other.truth) for each, other in pairs]
        first = window.counts_from or gatherer.case.begin
        blind = [word.entry for word in (among, of) if entries.blind(word.entry, first, last)]
        why = gatherer.why_blind(blind[0]) if blind else ""
        wants = tuple(want for word in blind for want in out_of_sight(word, reading, first, last))
        evidence = tuple(
            shown
            for each, other in pairs
            for found, word in ((each, among), (other, of))
            if found is not None and (found.truth is UNKNOWN or (found is other and each.truth is TRUE))
            for shown in gatherer.evidence([found], word, opening)[0]
        )

        def limit(noun: str, found: tuple[int, int], allowed: int) -> Limit:
            least, most = (0, None) if blind else found
            return Limit(noun, least, most, allowed, evidence, why_unknown=why, wants=wants)

        noun, at_most = entries.noun(of.entry), resolve.number(share.at_most, opening.day)
        beyond = too_many(members, at_most, resolve.number(share.base, opening.day))
        shared = limit(f"{noun} among every {entries.noun(among.entry)}", beyond, 0)
        if share.run is None:
            return shared
        longest = int(resolve.number(share.run, opening.day)) - 1
        in_a_row = limit(f"{noun} in a row", longest_runs(members), longest)
        return Together("all", (Part(TRUE, shared), Part(TRUE, in_a_row)))


class OfCover(Expecting):
    """Exactly one row of a period on every day."""

    __slots__ = ("_cover",)

    def __init__(self, cover: m.Cover) -> None:
        super().__init__()
        self._cover = cover

    def gathered(self, gatherer: Gatherer, opening: Opening, window: Window) -> Expected:
        cover, reading = self._cover, gatherer.reading
        periods = reading.periods
        noun = periods.word(cover.period).noun
        last = min(window.due, window.ends, window.as_of)
        length = reading.resolve.duration(cover.allow, opening.day) if cover.allow is not None else None
        working = length is not None and length.unit == "working_day"
        allowed = 0 if length is None else length.number if working else add(opening.day, length) - opening.day
        table = reading.case.table(periods.word(cover.period).table)
        hidden = table.absent or periods.undated(cover.period)
        spans = periods.spans(cover.period)
        ends = {day for span in spans for day in (span.start, span.end)}
        turns = {day for day in {opening.day, table.first, table.last + 1, *ends} if opening.day <= day <= last}
        sure = possible = sure_run = possible_run = 0
        for day, following in itertools.pairwise([*sorted(turns), last + 1]):
            on = [span for span in spans if span.open_on(day)]
            certain = sum(span.open_truth is TRUE for span in on)
            seen = not hidden and table.first <= day <= table.last
            known = seen and certain == len(on)
            run = working_days_between(day - 1, following - 1) if working else following - day
            sure_run = sure_run + run if certain > 1 or (known and certain == 0) else 0
            possible_run = possible_run + run if certain != 1 or not known else 0
            sure, possible = max(sure, sure_run), max(possible, possible_run)
        why = f"{noun} on every day ({sheet(table.name)})" if sure != possible else ""
        wants: dict[Want, None] = {}
        if sure != possible:
            for day in sorted(turns):
                wants.update(dict.fromkeys(of_period(cover.period, reading, day, value=False)))
        each_day = f"exactly one {noun} on every day"
        return Limit(each_day, sure, possible, allowed, why_unknown=why, wants=tuple(wants))


class OfFields(Expecting):
    """Tests of a row that the fields pass: the opener's, or with ``of_case`` the case's own."""

    __slots__ = ("_names", "_none", "_of_case", "_ready", "_tests")

    def __init__(self, tests: m.Tests, *, of_case: bool) -> None:
        super().__init__()
        self._tests = tests
        #: Each test with its field, and whether it is one of recording.
        self._ready: list[tuple[str, FieldTest, bool]] = [
            (name, test_of(name, test), test == "recorded") for name, test in tests.items()
        ]
        self._of_case = of_case
        self._names = " and ".join(in_words(name) for name in tests)
        self._none = Wanted(self._names, (), _NO_DAYS)

    def gathered(self, gatherer: Gatherer, opening: Opening, window: Window) -> Expected:
        row: Row | None = gatherer.case.record if self._of_case else opening.row
        names = self._names
        if row is None:
            return Wanted(names, (), _NO_DAYS, (Blind(window.counts_from, window.as_of, _NO_OPENER),))
        truth, blind = TRUE, False
        last = 0
        unknown: list[str] = []
        for name, test, of_recording in self._ready:
            came = test.passes(row, opening.row, opening.day, gatherer.reading.resolve)
            if of_recording:
                value = getattr(row, name)
                if isinstance(value, date):
                    day = value.toordinal()
                    came = TRUE if day <= window.as_of else FALSE
                    last = max(last, day)
            if came is FALSE:
                return self._none
            if came is UNKNOWN:
                truth = UNKNOWN
                unknown.append(name)
                blind = blind or (of_recording and is_date(type(row), name))
        last = last or window.counts_from or opening.day
        if not unknown:
            return Wanted(names, (Evidence(last, truth, names, row.source),), [last])
        why = UnknownFields(row, {name: self._tests[name] for name in unknown}, opening.noun)
        if blind:
            last_seen = max(window.as_of, window.counts_from)
            return Wanted(names, (), _NO_DAYS, (Blind(window.counts_from, last_seen, why),))
        return Wanted(names, (Evidence(last, truth, names, row.source, why),), None)


class OfAnswer(Expecting):
    """Nothing that a record can show."""

    __slots__ = ()

    def gathered(self, _gatherer: Gatherer, _opening: Opening, _window: Window) -> Expected:
        return _NOTHING


class UnknownFields:
    """Why tests of a row are unknown."""

    __slots__ = ("_noun", "_row", "_tests")

    def __init__(self, row: Row, tests: m.Tests, noun: str) -> None:
        self._row = row
        self._tests = tests
        self._noun = noun

    @property
    def blanks(self) -> tuple[str, ...]:
        found: list[str] = []
        for name, test in self._tests.items():
            blank = [each for each in tested({name: test}) if getattr(self._row, each, None) is None]
            found += [f"{in_words(each)} of {self._noun or 'the case'}" for each in blank or [name]]
        return tuple(found)

    @property
    def what(self) -> str:
        return ", ".join(self.blanks)

    @property
    def wants(self) -> tuple[Want, ...]:
        return tuple(
            want
            for name, test in self._tests.items()
            for want in of_fields(self._row, tested({name: test}), self._noun)
        )


class _Said:
    """Why days are blind, where there is nothing in the record that would show it."""

    __slots__ = ("wants", "what")

    def __init__(self, what: str) -> None:
        self.what = what
        self.wants: tuple[Want, ...] = ()


_NO_OPENER: Final = _Said("the entry that opens it")


def _entry_of(count: m.Count) -> m.Entry:
    return m.Entry(entry=count.entry, where=count.where, matching=count.matching)


def _most_within(days: Sequence[int], length: Duration) -> int:
    """The greatest number of the days that lie within the length of one of them."""
    ordered = sorted(days)
    return max((sum(day <= other < add(day, length) for other in ordered) for day in ordered), default=0)


def expecting(expects: object, words: Words) -> Expecting:
    """The form of what a rule expects."""
    match expects:
        case m.AllExpected():
            return Several("all", [expecting(part, words) for part in expects.all_of])
        case m.AnyExpected():
            return Several("any", [expecting(part, words) for part in expects.any_of])
        case m.WhenExpected():
            return When(expects.when, node_of(expects.when, words), expecting(expects.expects, words))
        case m.OpenerExpected():
            return OfFields(expects.opener, of_case=False)
        case m.StateExpected():
            return OfFields(expects.state, of_case=True)
        case m.CountExpected():
            return AtLeast(expects.count, words) if expects.count.at_least is not None else AtMost(expects.count)
        case m.ShareExpected():
            return OfShare(expects.share)
        case m.CoverExpected():
            return OfCover(expects.cover)
        case m.EntryExpected():
            return OfEntry(expects, words)
        case m.AnswerExpected():
            return OfAnswer()
    raise TypeError(f"cannot be expected: {expects!r}")
