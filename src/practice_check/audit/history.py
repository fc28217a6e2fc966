"""A case in time, as people look at it: what was last seen, the lanes of its timeline, its documents by version."""

from collections.abc import Iterator
from dataclasses import dataclass

from practice_check.audit.checked import json_of
from practice_check.audit.json_text import date, listed, quoted
from practice_check.audit.parts import CaseHistory
from practice_check.audit.said_of import plain_value, said_of
from practice_check.audit.versions import versions_of
from practice_check.records.model import Row
from practice_check.rulebook import case_history as h
from practice_check.rulebook import model as m
from practice_check.timeline.case import ordinal
from practice_check.timeline.days import add, subtract
from practice_check.timeline.truth import TRUE
from practice_check.verdicts.messages import day
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.entries import Found, sure
from practice_check.vocabulary.explain import sheet, words
from practice_check.vocabulary.wanting import tested


def history_of(form: h.HistoryForm, reading: Reading) -> bytes:
    """What the form asks for of one case, as the JSON of a ``CaseHistory``. Nothing dated after the as-of date.

    No verdict rests on it, so a record that it fails on costs nobody theirs: the history says that there is none.
    """
    try:
        return _history(form, reading).encode()
    except Exception as error:
        crn, event_number = reading.case.record.key
        why = f"a history that can be drawn from this record ({type(error).__name__})"
        return json_of(CaseHistory(crn=crn, event_number=event_number, not_seen=[why]))


def _history(form: h.HistoryForm, reading: Reading) -> str:
    record = reading.case.record
    seen = _Seen.of(form, reading)
    last = [_last(asked, reading) for asked in form.last]
    spans = [*_order(form, reading), *seen.spans()]
    versions = [
        change.model_dump_json(by_alias=True)
        for document in form.documents
        for change in versions_of(document, reading)
    ]
    return (
        f'{{"crn":{quoted(record.crn)},"event_number":{record.event_number},"last":[{",".join(last)}]'
        f',"spans":[{",".join(spans)}],"marks":[{",".join(seen.marks())}],"versions":[{",".join(versions)}]'
        f',"until":{date(seen.last) if seen.last < reading.case.as_of else "null"}'
        f',"not_seen":{listed(seen.not_seen())}}}'
    )


def entries_of(narrowed: m.Narrowed, reading: Reading) -> list[Found]:
    """The entries up to the as-of date, sure and unsure."""
    found = reading.entries.of(narrowed)
    return [each for each in found if each.day <= reading.case.as_of]


def _last(asked: h.LastAsked, reading: Reading) -> str:
    """The latest of what is sure; not known where a later one may be out of sight or hang on a blank."""
    case, found = reading.case, entries_of(asked.of, reading)
    certain = [each.day for each in sure(found)]
    last = max(certain, default=None)
    open_later = any(each.truth is not TRUE and each.day > (last or 0) for each in found)
    blind = reading.entries.blind(asked.of.entry, case.begin if last is None else last, case.as_of)
    known = "false" if blind or open_later else "true"
    return f'{{"what":{quoted(asked.what)},"date":{date(last) if last else "null"},"known":{known}}}'


def _order(form: h.HistoryForm, reading: Reading) -> Iterator[str]:
    case = reading.case
    start = ordinal(case.record.start_date)
    if start is not None and start <= case.as_of:
        what = plain_value(case.record.order_type or "order")
        yield _span(form.order, what, start, case.order_end, case.as_of)


def _span(lane: str, what: str, start: int, end: int, as_of: int) -> str:
    """With the end as it stood on the as-of date: what ends later was still open."""
    ended = date(end) if end <= as_of else "null"
    return f'{{"lane":{quoted(lane)},"what":{quoted(what)},"start":{date(start)},"end":{ended}}}'


@dataclass(frozen=True)
class _Seen:
    """The lanes of one case, from ``first`` to ``last``."""

    form: h.HistoryForm
    reading: Reading
    first: int
    last: int

    @classmethod
    def of(cls, form: h.HistoryForm, reading: Reading) -> "_Seen":
        case = reading.case
        around = reading.resolve.duration(form.around, case.as_of)
        first = subtract(case.begin, around) if case.begin > 1 else 1
        last = add(case.order_end, around) if case.order_end < case.as_of else case.as_of
        return cls(form, reading, first, min(last, case.as_of))

    def spans(self) -> Iterator[str]:
        for lane in self.form.lanes:
            yield from dict.fromkeys(self._periods(lane))

    def _periods(self, lane: h.Lane) -> Iterator[str]:
        """Each row once, by the first period word that it surely is of."""
        drawn: set[tuple[str, int]] = set()
        for period in lane.periods:
            word = self.reading.periods.word(period.of)
            for span in self.reading.periods.spans(period.of):
                place = (word.table, span.place)
                if span.truth is not TRUE or place in drawn or not self._overlaps(span.start, span.end):
                    continue
                drawn.add(place)
                what = said_of(span.row, period.say, word.noun)
                yield _span(lane.lane, what, span.start, span.end, self.reading.case.as_of)

    def _overlaps(self, start: int, end: int) -> bool:
        return start <= self.last and end > self.first and start < end

    def marks(self) -> Iterator[str]:
        for lane in self.form.lanes:
            found: dict[tuple[int, str], h.Sign] = {}
            if lane.marks:
                self._lane(lane, found)
            name = quoted(lane.lane)
            for (on, what), sign in sorted(found.items(), key=_day_of):
                yield f'{{"date":{date(on)},"lane":{name},"what":{quoted(what)},"sign":"{sign}"}}'

    def _lane(self, lane: h.Lane, marks: dict[tuple[int, str], h.Sign]) -> None:
        """Each row once, by its day and what is said of it: by the first word that surely finds it, else as one that a
        blank leaves open."""
        entries, columns, first, last = self.reading.entries, self.reading.vocabulary.entries, self.first, self.last
        drawn: set[tuple[str, int, str]] = set()
        unsure: dict[tuple[str, int, str], tuple[int, str]] = {}
        for drawing in lane.marks:
            for narrowed in drawing.of:
                for found in entries.of(narrowed):
                    if not first <= found.day <= last:
                        continue
                    place = (found.table, found.place, columns[found.word].date)
                    if place in drawn:
                        continue
                    if found.truth is TRUE:
                        drawn.add(place)
                        marks[found.day, said_of(found.row, drawing.say, entries.noun(found.word))] = drawing.sign
                    elif place not in unsure:
                        what = said_of(found.row, drawing.say, entries.noun(found.word))
                        blanks = self._blanks(found, narrowed)
                        unsure[place] = (found.day, f"{what} ({blanks})" if blanks else what)
        for place, mark in unsure.items():
            if place not in drawn:
                marks[mark] = "unclear"

    def _blanks(self, found: Found, narrowed: m.Narrowed) -> str:
        """The columns that leave open what the entry is, where the sentence does not say so already."""
        names = tested({**self.reading.entries.where(found.word), **narrowed.where})
        blank = [words(name) for name in names if not _holds(found.row, name)]
        return f"{', '.join(blank)} not recorded" if blank else ""

    def not_seen(self) -> list[str]:
        """The tables that the lanes read and that the export lacks, or covers only for some of the days."""
        return [text for table in dict.fromkeys(self._tables()) if (text := self._not_seen(table))]

    def _tables(self) -> Iterator[str]:
        for lane in self.form.lanes:
            for period in lane.periods:
                yield self.reading.periods.word(period.of).table
            for drawing in lane.marks:
                for narrowed in drawing.of:
                    yield from self.reading.entries.tables(narrowed.entry)

    def _not_seen(self, name: str) -> str:
        table, case = self.reading.case.table(name), self.reading.case
        if table.absent:
            return f"{sheet(name)} is not in the export"
        begin = case.begin if case.begin > 1 else table.first
        parts = []
        if table.first > begin:
            parts.append(f"begins on {day(table.first)}")
        if table.last < self.last:
            parts.append(f"ends on {day(table.last)}")
        return f"{sheet(name)} {' and '.join(parts)}" if parts else ""


def _day_of(mark: tuple[tuple[int, str], h.Sign]) -> int:
    return mark[0][0]


def _holds(row: Row, name: str) -> bool:
    return getattr(row, name) not in (None, "", [])
