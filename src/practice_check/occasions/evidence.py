"""What could discharge an occasion: gathered and dated, not judged (docs/rule-language.md, section 8)."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from practice_check.occasions.likeness import Likeness
from practice_check.occasions.occasion import Blind, Evidence, Expected, Limit, Opening, Part, Together, Wanted
from practice_check.occasions.share import Member, longest_runs, too_many
from practice_check.records.model import Row
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration, Number
from practice_check.timeline.days import NEVER, add, as_date, subtract, working_days_between
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN
from practice_check.vocabulary.conditions import Conditions
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.explain import leaves, sheet, words
from practice_check.vocabulary.wanting import Want, of_fields, of_found, of_period, of_word, out_of_sight, tested

SIGNIFICANT_CHANGE = "significant-change"


@dataclass(frozen=True)
class Window:
    """From which day evidence counts, to when the duty runs, and the as-of date. ``in_force``: the look-back's form."""

    counts_from: int
    due: int
    ends: int
    as_of: int
    in_force: bool


@dataclass
class Gatherer:
    """Gathers the evidence of one rule in one case."""

    rule: m.Rule
    conditions: Conditions
    likeness: Likeness

    def expected(self, expects: object, opening: Opening, window: Window) -> Expected:
        match expects:
            case m.AllExpected():
                return Together("all", tuple(self._part(part, opening, window) for part in expects.all_of))
            case m.AnyExpected():
                return Together("any", tuple(self._part(part, opening, window) for part in expects.any_of))
            case m.OpenerExpected():
                return self._fields(expects.opener, opening.row, opening, window)
            case m.StateExpected():
                return self._fields(expects.state, self.conditions.reading.case.record, opening, window)
            case m.CountExpected():
                return self._count(expects.count, opening, window)
            case m.ShareExpected():
                return self._share(expects.share, opening, window)
            case m.CoverExpected():
                return self._cover(expects.cover, opening, window)
            case m.EntryExpected():
                return self._entry(expects, opening, window)
            case m.AnswerExpected():
                return Wanted("an assessor's answer", ())
        raise TypeError(f"cannot be expected: {expects!r}")

    def chain_days(self, first: int, last: int) -> list[int]:
        """The days from ``first`` to ``last`` of sure evidence: what a recurring duty is counted from."""
        days: set[int] = set()
        for entry in _entries(self.rule.expects):
            found = self._not_before(entry, self._kept(self.conditions.reading.entries.of(entry, day=first)))
            start = first + 1 if entry.later else first
            days |= {each.day for each in found if each.truth is TRUE and start <= each.day <= last}
        return sorted(days)

    def exceptions(self, opening: Opening, window: Window) -> tuple[Evidence, ...]:
        if self.rule.unless is None:
            return ()
        found = self.conditions.reading.entries.of(self.rule.unless, opening.row, opening.day)
        inside = [each for each in found if each.truth is TRUE and window.counts_from <= each.day <= window.as_of]
        return tuple(self._evidence(each, self.rule.unless) for each in inside)

    # ------------------------------------------------------------ the forms

    def _part(self, expects: object, opening: Opening, window: Window) -> Part:
        if isinstance(expects, m.WhenExpected):
            truth = self.conditions.holds(expects.when, opening.day, opening.row)
            blanks: tuple[str, ...] = ()
            wants: tuple[Want, ...] = ()
            if truth is UNKNOWN:
                came = list(leaves(expects.when, self.conditions, opening.day, opening.row))
                blanks = tuple(blank for each in came for blank in each.blanks)
                wants = tuple(want for each in came for want in each.wants)
            return Part(truth, self.expected(expects.expects, opening, window), blanks, wants)
        return Part(TRUE, self.expected(expects, opening, window))

    def _entry(self, entry: m.Entry, opening: Opening, window: Window) -> Wanted:
        found = self.conditions.reading.entries.of(entry, opening.row, opening.day)
        found = self._inside(found, opening, window)
        found = _later(self._not_before(entry, found), entry.later, opening)
        evidence = tuple(self._evidence(each, entry, opening) for each in found)
        blind = self._blind(entry, opening, window)
        return Wanted(self.conditions.reading.entries.noun(entry.entry), evidence, blind)

    def _count(self, count: m.Count, opening: Opening, window: Window) -> Expected:
        entries = self.conditions.reading.entries
        entry = m.Entry(entry=count.entry, where=count.where, matching=count.matching)
        found = _later(entries.of(entry, opening.row, opening.day), count.later, opening)
        noun = entries.noun(count.entry)
        if count.at_least is not None:
            needed, why, wants = self._number(count.at_least, opening)
            if needed is not None and count.tolerance_one_in is not None:
                one_in = int(self.conditions.reading.resolve.number(count.tolerance_one_in, opening.day))
                needed -= needed // one_in
            inside = self._inside(found, opening, window)
            evidence = tuple(self._evidence(each, entry, opening) for each in inside)
            return Wanted(noun, evidence, self._blind(entry, opening, window), needed, why, wants)
        assert count.at_most is not None
        allowed, why, wants = self._number(count.at_most, opening)
        last = min(window.ends if count.in_any else window.due, window.as_of)
        first = opening.day if count.in_any else window.counts_from
        kept = self._kept(found) if count.in_any else self._inside(found, opening, window)
        inside = [each for each in kept if first <= each.day <= last]
        begin = first or self.conditions.reading.case.begin
        blind = entries.blind(count.entry, begin, last)
        if count.in_any is None:
            sure, possible = sum(each.truth is TRUE for each in inside), len(inside)
        else:
            length = self.conditions.reading.resolve.duration(count.in_any, opening.day)
            sure = _most_within([each.day for each in inside if each.truth is TRUE], length)
            possible = _most_within([each.day for each in inside], length)
        if blind and not why:
            why = self._why_blind(count.entry)
            wants = tuple(out_of_sight(count.entry, self.conditions.reading, begin, last, count.where))
        shown = tuple(self._evidence(each, entry, opening) for each in inside)
        return Limit(noun, sure, None if blind else possible, allowed, shown, why, wants)

    def _share(self, share: m.Share, opening: Opening, window: Window) -> Expected:
        entries, resolve = self.conditions.reading.entries, self.conditions.reading.resolve
        last = min(window.due, window.ends, window.as_of)
        whole = [
            each for each in self._inside(self._narrowed(share.among, opening), opening, window) if each.day <= last
        ]
        part: dict[tuple[str, int], Found] = {}
        for each in sorted(self._narrowed(share.of, opening), key=lambda found: found.truth):
            part[each.table, each.place] = each
        pairs = [(each, part.get((each.table, each.place))) for each in whole]
        members = [Member(each.truth, FALSE if other is None else other.truth) for each, other in pairs]
        first = window.counts_from or self.conditions.reading.case.begin
        blind = [word.entry for word in (share.among, share.of) if entries.blind(word.entry, first, last)]
        why = self._why_blind(blind[0]) if blind else ""
        wants = tuple(want for word in blind for want in out_of_sight(word, self.conditions.reading, first, last))
        evidence = tuple(
            self._evidence(found, m.Entry(entry=word.entry, where=word.where), opening)
            for each, other in pairs
            for found, word in ((each, share.among), (other, share.of))
            if found is not None and (found.truth is UNKNOWN or (found is other and each.truth is TRUE))
        )

        def limit(noun: str, found: tuple[int, int], allowed: int) -> Limit:
            least, most = (0, None) if blind else found
            return Limit(noun, least, most, allowed, evidence, why, wants)

        noun, at_most = entries.noun(share.of.entry), resolve.number(share.at_most, opening.day)
        beyond = too_many(members, at_most, resolve.number(share.base, opening.day))
        shared = limit(f"{noun} among every {entries.noun(share.among.entry)}", beyond, 0)
        if share.run is None:
            return shared
        longest = int(resolve.number(share.run, opening.day)) - 1
        in_a_row = limit(f"{noun} in a row", longest_runs(members), longest)
        return Together("all", (Part(TRUE, shared), Part(TRUE, in_a_row)))

    def _narrowed(self, word: m.Narrowed, opening: Opening) -> list[Found]:
        entry = m.Entry(entry=word.entry, where=word.where)
        return self.conditions.reading.entries.of(entry, opening.row, opening.day)

    def _cover(self, cover: m.Cover, opening: Opening, window: Window) -> Limit:
        periods = self.conditions.reading.periods
        noun = periods.word(cover.period).noun
        last = min(window.due, window.ends, window.as_of)
        resolve = self.conditions.reading.resolve
        length = resolve.duration(cover.allow, opening.day) if cover.allow is not None else None
        working = length is not None and length.unit == "working_day"
        allowed = 0 if length is None else length.number if working else add(opening.day, length) - opening.day
        table = self.conditions.reading.case.table(periods.word(cover.period).table)
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
                wants.update(dict.fromkeys(of_period(cover.period, self.conditions.reading, day, value=False)))
        return Limit(f"exactly one {noun} on every day", sure, possible, allowed, (), why, tuple(wants))

    def _fields(self, tests: m.Tests, row: Row | None, opening: Opening, window: Window) -> Wanted:
        names = " and ".join(words(name) for name in tests)
        if row is None:
            return Wanted(names, (), (Blind(window.counts_from, window.as_of, "the entry that opens it"),))
        day, truth, blind = window.counts_from or opening.day, TRUE, False
        dated: list[int] = []
        blanks: list[str] = []
        wants: list[Want] = []
        for name, test in tests.items():
            came = self.conditions.reading.tests.field_passes(row, name, test, opening.row, opening.day)
            value = getattr(row, name)
            if test == "recorded" and isinstance(value, dt.date):
                dated.append(value.toordinal())
                came = TRUE if value.toordinal() <= window.as_of else FALSE
            if came is UNKNOWN:
                blank = [each for each in tested({name: test}) if getattr(row, each, None) is None]
                wants += of_fields(row, tested({name: test}), opening.noun)
                blanks += [f"{words(each)} of {opening.noun or 'the case'}" for each in blank or [name]]
                blind = blind or (test == "recorded" and _is_date(type(row), name))
            truth = min(truth, came)
        if truth is FALSE:
            return Wanted(names, ())
        if blind:
            last = max(window.as_of, window.counts_from)
            return Wanted(names, (), (Blind(window.counts_from, last, ", ".join(blanks), tuple(wants)),))
        found = Evidence(max(dated, default=day), truth, names, row.source, tuple(blanks), tuple(wants))
        return Wanted(names, (found,))

    # ------------------------------------------------------------ helpers

    def _number(self, number: Number | m.PlanField, opening: Opening) -> tuple[int | None, str, tuple[Want, ...]]:
        """The number, or why it is unknown and what is wanting."""
        if not isinstance(number, m.PlanField):
            return int(self.conditions.reading.resolve.number(number, opening.day)), "", ()
        entries = self.conditions.reading.entries
        found = [each for each in entries.of_word(number.of) if each.truth is TRUE and each.day <= opening.day]
        value = getattr(found[-1].row, number.field) if found else None
        if value is not None:
            return int(value), "", ()
        why = f"{words(number.field)} of the {entries.noun(number.of)}"
        if found:
            return None, why, tuple(of_fields(found[-1].row, [number.field], entries.noun(number.of)))
        return None, why, tuple(of_word(number.of, self.conditions.reading, opening.day))

    def _kept(self, found: list[Found]) -> list[Found]:
        return [each for each in found if not self.likeness.is_copy(each)] if self.rule.fresh else found

    def _inside(self, found: list[Found], opening: Opening, window: Window) -> list[Found]:
        last = window.due if opening.kind == "window" else NEVER
        inside = [each for each in self._kept(found) if window.counts_from <= each.day <= last]
        if not window.in_force:
            return inside
        changed = self._last_change(opening.last)
        return [each for each in inside if each.day >= min(opening.last, changed)]

    def _last_change(self, day: int) -> int:
        """The day from which what was made is not overtaken by a significant change up to ``day``."""
        entries = self.conditions.reading.entries
        look_back = self.conditions.reading.resolve.duration_named("produced-look-back", day)
        starts = {start.day for start in self.conditions.reading.case.starts}
        days = [0]
        for change in entries.of_word(SIGNIFICANT_CHANGE):
            if change.truth is not TRUE or change.day > day:
                continue
            if not entries.produced(change.word):
                days.append(change.day)
            elif change.day not in starts:
                days.append(subtract(change.day, look_back))
        return max(days)

    def _not_before(self, entry: m.Entry, found: list[Found]) -> list[Found]:
        if entry.not_before is None:
            return found
        entries, case = self.conditions.reading.entries, self.conditions.reading.case
        firsts = entries.of_word(entry.not_before)
        sure = next((each.day for each in firsts if each.truth is TRUE), NEVER)
        kept = []
        for each in found:
            if each.day >= sure:
                kept.append(each)
            elif any(one.truth is UNKNOWN and one.day <= each.day for one in firsts) or entries.blind(
                entry.not_before, case.begin, each.day
            ):
                kept.append(_unsure(each))
        return kept

    def _blind(self, entry: m.Entry, opening: Opening, window: Window) -> tuple[Blind, ...]:
        """The blind days from where evidence counts to the as-of date, or to the end of a window."""
        entries, case, word = self.conditions.reading.entries, self.conditions.reading.case, entry.entry
        first = window.counts_from or case.begin
        as_of = min(window.as_of, window.due) if opening.kind == "window" else window.as_of
        if not entries.blind(word, first, as_of):
            return ()
        why = self._why_blind(word)
        found = []
        for name in entries.tables(word):
            table = case.table(name)
            hidden = table.absent or entries.undated(word)
            found.append((first, as_of, hidden))
            if not hidden:
                found.append((first, min(table.first - 1, as_of), first < table.first))
                found.append((max(table.last + 1, first), as_of, as_of > table.last))
        wants = tuple(out_of_sight(word, self.conditions.reading, first, as_of, entry.where))
        return tuple(Blind(start, end, why, wants) for start, end, really in found if really and start <= end)

    def _why_blind(self, word: str) -> str:
        entries, case = self.conditions.reading.entries, self.conditions.reading.case
        absent = entries.absent_tables(word)
        if absent:
            return " and ".join(sheet(table) for table in absent)
        if entries.undated(word):
            return f"the date of a {entries.noun(word)}"
        names = entries.tables(word)
        return "; ".join(_covers(sheet(name), case.table(name).first, case.table(name).last) for name in names)

    def _evidence(self, found: Found, entry: m.Entry, opening: Opening | None = None) -> Evidence:
        reading = self.conditions.reading
        noun = reading.entries.noun(found.word)
        if found.truth is not UNKNOWN:
            return Evidence(found.day, found.truth, noun, found.row.source)
        names = dict.fromkeys([*tested(reading.entries.where(found.word)), *tested(entry.where)])
        date = as_date(found.day)
        blanks = tuple(
            f"{words(name)} ({noun}, {date:%-d %b %Y})" for name in names if getattr(found.row, name, None) is None
        ) or (f"whether the {noun} of {date:%-d %b %Y} counts",)
        opener, day = (opening.row, opening.day) if opening else (None, None)
        wants = tuple(of_found(found, reading, entry, opener, day))
        return Evidence(found.day, found.truth, noun, found.row.source, blanks, wants)


def _later(found: list[Found], later: bool, opening: Opening) -> list[Found]:
    """Only what is dated after the opening, where that is wanted."""
    return [each for each in found if each.day > opening.last] if later else found


def _covers(name: str, first: int, last: int) -> str:
    if first == last:  # what covers no day of any order
        return f"{name} is in the export only in part"
    start, end = as_date(first) if first else None, as_date(last)
    reach = " ".join(
        part for part in (f"from {start:%-d %b %Y}" if start else "", f"to {end:%-d %b %Y}" if end else "") if part
    )
    return f"{name} covers only {reach}"


def _unsure(found: Found) -> Found:
    return Found(found.day, found.word, found.table, found.place, found.row, UNKNOWN)


def _is_date(row: type[Row], name: str) -> bool:
    return "date" in str(row.model_fields[name].annotation)


def _most_within(days: Sequence[int], length: Duration) -> int:
    """The greatest number of the days that lie within the length of one of them."""
    ordered = sorted(days)
    return max((sum(day <= other < add(day, length) for other in ordered) for day in ordered), default=0)


def _entries(expects: object) -> Iterable[m.Entry]:
    match expects:
        case m.EntryExpected():
            yield expects
        case m.AnyExpected():
            for part in expects.any_of:
                yield from _entries(part)
        case m.AllExpected():
            for part in expects.all_of:
                yield from _entries(part)
        case m.WhenExpected():
            yield from _entries(expects.expects)
