"""What could discharge an occasion: gathered and dated, not judged (docs/rule-language.md, section 8).

A form is made once from what a rule expects, ``expecting.py`` has them. A ``Gatherer`` reads one case for all of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from practice_check.occasions.likeness import Likeness
from practice_check.occasions.occasion import Blind, Evidence, Opening
from practice_check.records.model import Row
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Number
from practice_check.timeline.days import NEVER, as_date, subtract
from practice_check.timeline.truth import TRUE, UNKNOWN
from practice_check.vocabulary.conditions import Conditions
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.explain import sheet, words
from practice_check.vocabulary.forms import EntryForm, WordForm
from practice_check.vocabulary.wanting import Want, of_fields, of_found, of_word, out_of_sight, tested

SIGNIFICANT_CHANGE: Final = "significant-change"


class Window:
    """From which day evidence counts, to when the duty runs, and the as-of date. ``in_force``: the look-back's form.

    ``fresh``: whether a near copy of the text before it counts as well as any.
    """

    __slots__ = ("as_of", "counts_from", "due", "ends", "fresh", "in_force")

    def __init__(self, counts_from: int, due: int, ends: int, as_of: int, *, in_force: bool, fresh: bool) -> None:
        self.counts_from = counts_from
        self.due = due
        self.ends = ends
        self.as_of = as_of
        self.in_force = in_force
        self.fresh = fresh


class Shown:
    """Sure evidence in order of day, and its days. What it gives is shared: nobody changes it."""

    __slots__ = ("days", "evidence", "first")

    def __init__(self, evidence: tuple[Evidence, ...], days: list[int]) -> None:
        self.evidence = evidence
        self.days = days
        self.first = days[0] if days else NEVER

    def within(self, first: int, last: int) -> tuple[tuple[Evidence, ...], list[int]]:
        """What is dated from the first day to the last."""
        days = self.days
        start = 0 if first <= self.first else bisect_left(days, first)
        end = bisect_right(days, last, start) if last < NEVER else len(days)
        return (self.evidence, days) if end - start == len(days) else (self.evidence[start:end], days[start:end])


#: In place of evidence that is not all sure.
_UNSURE: Final = Shown((), [])


class Sure(Evidence):
    """A sure entry as evidence. ``found``: is held on to, so that nothing else takes its place."""

    __slots__ = ("found",)

    def __init__(self, found: Found, noun: str) -> None:
        super().__init__(found.day, found.truth, noun, found.row.source)
        self.found = found


class UnsureEntry:
    """Why an entry perhaps does not count: what of its row, or of the row that it is compared with, is blank."""

    __slots__ = ("_entry", "_found", "_gatherer", "_opening")

    def __init__(self, gatherer: "Gatherer", found: Found, entry: m.Entry, opening: Opening) -> None:
        self._gatherer = gatherer
        self._found = found
        self._entry = entry
        self._opening = opening

    @property
    def blanks(self) -> tuple[str, ...]:
        found, entries = self._found, self._gatherer.entries
        noun, date = entries.noun(found.word), as_date(found.day)
        names = dict.fromkeys([*tested(entries.where(found.word)), *tested(self._entry.where)])
        blank = [
            f"{words(name)} ({noun}, {date:%-d %b %Y})" for name in names if getattr(found.row, name, None) is None
        ]
        return tuple(blank) or (f"whether the {noun} of {date:%-d %b %Y} counts",)

    @property
    def wants(self) -> tuple[Want, ...]:
        reading, opening = self._gatherer.reading, self._opening
        return tuple(of_found(self._found, reading, self._entry, opening.row, opening.day))


class OutOfSight:
    """What hides entries of a word from the first day to the last."""

    __slots__ = ("_entry", "_first", "_gatherer", "_last")

    def __init__(self, gatherer: "Gatherer", entry: m.Entry, first: int, last: int) -> None:
        self._gatherer = gatherer
        self._entry = entry
        self._first = first
        self._last = last

    @property
    def what(self) -> str:
        return self._gatherer.why_blind(self._entry.entry)

    @property
    def wants(self) -> tuple[Want, ...]:
        entry, reading = self._entry, self._gatherer.reading
        return tuple(out_of_sight(entry.entry, reading, self._first, self._last, entry.where))


class Gatherer:
    """Gathers the evidence of one case. What occasions share is made once."""

    __slots__ = ("_changes", "_likeness", "_sure", "_whole", "case", "conditions", "entries", "reading")

    def __init__(self, conditions: Conditions, likeness: Likeness) -> None:
        self.conditions = conditions
        self.reading = conditions.reading
        self.case = self.reading.case
        self.entries = self.reading.entries
        self._likeness = likeness
        #: By the identity of the entry.
        self._sure: dict[int, Sure] = {}
        self._changes: dict[int, int] = {}
        self._whole: dict[int, Shown] = {}

    def found(self, entry: m.Entry, opening: Opening) -> list[Found]:
        """The entries that the reference finds for the opening, in order of day."""
        return self.entries.of(entry, opening.row, opening.day)

    def evidence(
        self, found: list[Found], entry: m.Entry, opening: Opening
    ) -> tuple[tuple[Evidence, ...], list[int] | None]:
        """The entries as evidence, and the days of all of them where all are sure."""
        shown: list[Evidence] = []
        days: list[int] = []
        for each in found:
            if each.truth is UNKNOWN:
                noun, why = self.entries.noun(each.word), UnsureEntry(self, each, entry, opening)
                shown.append(Evidence(each.day, UNKNOWN, noun, each.row.source, why))
            else:
                shown.append(self._sure_one(each))
                days.append(each.day)
        return tuple(shown), days if len(days) == len(shown) else None

    def _sure_one(self, found: Found) -> Evidence:
        key = id(found)
        known = self._sure.get(key)
        if known is None:
            known = self._sure[key] = Sure(found, self.entries.noun(found.word))
        return known

    def whole(self, form: EntryForm) -> Shown | None:
        """All evidence of a reference that finds the same for every opening; None where some of it is unsure."""
        shown = self._whole.get(form.place)
        if shown is None:
            shown = self._whole[form.place] = self._all_sure(self.entries.of_form(form))
        return None if shown is _UNSURE else shown

    def _all_sure(self, found: list[Found]) -> Shown:
        evidence: list[Evidence] = []
        days: list[int] = []
        for each in found:
            if each.truth is UNKNOWN:
                return _UNSURE
            evidence.append(self._sure_one(each))
            days.append(each.day)
        return Shown(tuple(evidence), days)

    def span(self, opening: Opening, window: Window) -> tuple[int, int]:
        """The first and the last day of what counts by its day and, in force, is not overtaken."""
        first = window.counts_from
        if window.in_force:
            first = max(first, self._since(opening.last))
        return first, window.due if opening.kind == "window" else NEVER

    def _since(self, last: int) -> int:
        return min(last, self._last_change(last))

    def inside(self, found: list[Found], opening: Opening, window: Window) -> list[Found]:
        """Those that count by their day and, in force, are not overtaken."""
        first = window.counts_from
        if opening.kind == "window":
            inside = [each for each in self.kept(found, window.fresh) if first <= each.day <= window.due]
        elif window.fresh or (found and first > found[0].day):
            inside = [each for each in self.kept(found, window.fresh) if first <= each.day]
        else:
            inside = found
        if not inside or not window.in_force:
            return inside
        since = self._since(opening.last)
        return inside if inside[0].day >= since else [each for each in inside if each.day >= since]

    def kept(self, found: list[Found], fresh: bool) -> list[Found]:
        """Without near copies, where only what is fresh counts."""
        return [each for each in found if not self._likeness.is_copy(each)] if fresh else found

    def _last_change(self, day: int) -> int:
        """The day from which what was made is not overtaken by a significant change up to ``day``."""
        known = self._changes.get(day)
        if known is not None:
            return known
        entries = self.entries
        look_back = self.reading.resolve.duration_named("produced-look-back", day)
        starts = {start.day for start in self.case.starts}
        last = 0
        for change in entries.of_word(SIGNIFICANT_CHANGE):
            if change.truth is not TRUE or change.day > day:
                continue
            if not entries.produced(change.word):
                last = max(last, change.day)
            elif change.day not in starts:
                last = max(last, subtract(change.day, look_back))
        self._changes[day] = last
        return last

    def _not_before(self, entry: m.Entry, found: list[Found]) -> list[Found]:
        """Without what lies before the first entry of the word that it names; unsure where that is unsure."""
        if entry.not_before is None or not found:
            return found
        firsts = self.entries.of_word(entry.not_before)
        sure = next((each.day for each in firsts if each.truth is TRUE), NEVER)
        kept = []
        for each in found:
            if each.day >= sure:
                kept.append(each)
            elif any(one.truth is UNKNOWN and one.day <= each.day for one in firsts) or self.entries.blind(
                entry.not_before, self.case.begin, each.day
            ):
                kept.append(_unsure(each))
        return kept

    def chain_days(self, entries: Sequence[m.Entry], fresh: bool, first: int, last: int) -> list[int]:
        """The days from ``first`` to ``last`` of sure evidence: what a recurring duty is counted from."""
        days: set[int] = set()
        for entry in entries:
            found = self._not_before(entry, self.kept(self.entries.of(entry, day=first), fresh))
            start = first + 1 if entry.later else first
            days |= {each.day for each in found if each.truth is TRUE and start <= each.day <= last}
        return sorted(days)

    def blind(self, entry: m.Entry, word: WordForm, opening: Opening, window: Window) -> tuple[Blind, ...]:
        """The blind days from where evidence counts to the as-of date, or to the end of a window."""
        case, entries = self.case, self.entries
        first = window.counts_from or case.begin
        as_of = min(window.as_of, window.due) if opening.kind == "window" else window.as_of
        sight = entries.sight_of_word(word)
        if not sight.blind(first, as_of):
            return ()
        why = OutOfSight(self, entry, first, as_of)
        found = []
        for name in word.tables:
            table = case.table(name)
            hidden = table.absent or sight.undated
            found.append((first, as_of, hidden))
            if not hidden:
                found.append((first, min(table.first - 1, as_of), first < table.first))
                found.append((max(table.last + 1, first), as_of, as_of > table.last))
        return tuple([Blind(start, end, why) for start, end, really in found if really and start <= end])

    def why_blind(self, word: str) -> str:
        entries, case = self.entries, self.case
        absent = entries.absent_tables(word)
        if absent:
            return " and ".join(sheet(table) for table in absent)
        if entries.undated(word):
            return f"the date of a {entries.noun(word)}"
        names = entries.tables(word)
        return "; ".join(_covers(sheet(name), case.table(name).first, case.table(name).last) for name in names)

    def number(self, number: Number | m.PlanField, opening: Opening) -> tuple[int | None, str, tuple[Want, ...]]:
        """The number, or why it is unknown and what is wanting."""
        if not isinstance(number, m.PlanField):
            return int(self.reading.resolve.number(number, opening.day)), "", ()
        entries = self.entries
        found = [each for each in entries.of_word(number.of) if each.truth is TRUE and each.day <= opening.day]
        value = getattr(found[-1].row, number.field) if found else None
        if value is not None:
            return int(value), "", ()
        why = f"{words(number.field)} of the {entries.noun(number.of)}"
        if found:
            return None, why, tuple(of_fields(found[-1].row, [number.field], entries.noun(number.of)))
        return None, why, tuple(of_word(number.of, self.reading, opening.day))


def _covers(name: str, first: int, last: int) -> str:
    if first == last:  # what covers no day of any order
        return f"{name} is in the export only in part"
    start, end = as_date(first) if first else None, as_date(last)
    reach = " ".join(
        part for part in (f"from {start:%-d %b %Y}" if start else "", f"to {end:%-d %b %Y}" if end else "") if part
    )
    return f"{name} covers only {reach}"


def _unsure(found: Found) -> Found:
    return Found(found.day, found.word, found.table, found.place, found.row, truth=UNKNOWN)


def later(found: list[Found], opening: Opening, wanted: bool) -> list[Found]:
    """Only what is dated after the opening, where that is wanted."""
    if not wanted:
        return found
    last = opening.last
    return [each for each in found if each.day > last]


def is_date(row: type[Row], name: str) -> bool:
    return "date" in str(row.model_fields[name].annotation)
