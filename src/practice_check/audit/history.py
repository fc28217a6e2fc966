"""A case in time, as people look at it: what was last seen, the lanes of its timeline, its documents by version."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from practice_check.audit.parts import CaseHistory, LastTime, Mark, Span
from practice_check.audit.said_of import plain_value, said_of
from practice_check.audit.versions import versions_of
from practice_check.records.model import Row
from practice_check.rulebook import case_history as h
from practice_check.rulebook import model as m
from practice_check.timeline.case import ordinal
from practice_check.timeline.days import add, as_date, subtract
from practice_check.timeline.truth import TRUE
from practice_check.verdicts.messages import day
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.entries import Found, sure
from practice_check.vocabulary.explain import sheet, words
from practice_check.vocabulary.wanting import tested


def history_of(form: h.HistoryForm, reading: Reading) -> CaseHistory:
    """What the form asks for of one case. Nothing dated after the as-of date.

    No verdict rests on it, so a record that it fails on costs nobody theirs: the history says that there is none.
    """
    try:
        return _history(form, reading)
    except Exception as error:
        crn, event_number = reading.case.record.key
        why = f"a history that can be drawn from this record ({type(error).__name__})"
        return CaseHistory(crn=crn, event_number=event_number, not_seen=[why])


def _history(form: h.HistoryForm, reading: Reading) -> CaseHistory:
    record = reading.case.record
    seen = _Seen.of(form, reading)
    return CaseHistory(
        crn=record.crn,
        event_number=record.event_number,
        last=[_last(asked, reading) for asked in form.last],
        spans=[*_order(form, reading), *seen.spans()],
        marks=list(seen.marks()),
        versions=[change for document in form.documents for change in versions_of(document, reading)],
        until=as_date(seen.last) if seen.last < reading.case.as_of else None,
        not_seen=seen.not_seen(),
    )


def entries_of(narrowed: m.Narrowed, reading: Reading) -> list[Found]:
    """The entries up to the as-of date, sure and unsure."""
    found = reading.entries.of(narrowed)
    return [each for each in found if each.day <= reading.case.as_of]


def _last(asked: h.LastAsked, reading: Reading) -> LastTime:
    """The latest of what is sure; not known where a later one may be out of sight or hang on a blank."""
    case, found = reading.case, entries_of(asked.of, reading)
    certain = [each.day for each in sure(found)]
    last = max(certain, default=None)
    open_later = any(each.truth is not TRUE and each.day > (last or 0) for each in found)
    blind = reading.entries.blind(asked.of.entry, case.begin if last is None else last, case.as_of)
    return LastTime(what=asked.what, date=as_date(last) if last else None, known=not (blind or open_later))


def _order(form: h.HistoryForm, reading: Reading) -> Iterator[Span]:
    case = reading.case
    start = ordinal(case.record.start_date)
    if start is not None and start <= case.as_of:
        what = plain_value(case.record.order_type or "order")
        yield Span(lane=form.order, what=what, start=as_date(start), end=_ended(case.order_end, case.as_of))


def _ended(end: int, as_of: int) -> dt.date | None:
    """The end as it stood on the as-of date: what ends later was still open."""
    return as_date(end) if end <= as_of else None


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

    def spans(self) -> Iterator[Span]:
        for lane in self.form.lanes:
            yield from dict.fromkeys(self._periods(lane))

    def _periods(self, lane: h.Lane) -> Iterator[Span]:
        """Each row once, by the first period word that it surely is of."""
        drawn: set[tuple[str, int]] = set()
        for period in lane.periods:
            word = self.reading.periods.word(period.of)
            for span in self.reading.periods.spans(period.of):
                place = (word.table, span.place)
                if span.truth is not TRUE or place in drawn or not self._overlaps(span.start, span.end):
                    continue
                drawn.add(place)
                yield Span(
                    lane=lane.lane,
                    what=said_of(span.row, period.say, word.noun),
                    start=as_date(span.start),
                    end=_ended(span.end, self.reading.case.as_of),
                )

    def _overlaps(self, start: int, end: int) -> bool:
        return start <= self.last and end > self.first and start < end

    def marks(self) -> Iterator[Mark]:
        for lane in self.form.lanes:
            found = {(mark.date, mark.what): mark for mark in self._lane(lane)}
            yield from sorted(found.values(), key=lambda mark: mark.date)

    def _lane(self, lane: h.Lane) -> Iterator[Mark]:
        """Each row once: by the first word that surely finds it, else as one that a blank leaves open."""
        drawn: set[tuple[str, int, str]] = set()
        unsure: dict[tuple[str, int, str], Mark] = {}
        for drawing in lane.marks:
            for narrowed in drawing.of:
                for found in entries_of(narrowed, self.reading):
                    place = (found.table, found.place, self._column(found.word))
                    if place in drawn or not self.first <= found.day <= self.last:
                        continue
                    what = said_of(found.row, drawing.say, self.reading.entries.noun(found.word))
                    if found.truth is TRUE:
                        drawn.add(place)
                        yield self._mark(found, lane.lane, what, drawing.sign)
                    elif place not in unsure:
                        blanks = self._blanks(found, narrowed)
                        unsure[place] = self._mark(
                            found, lane.lane, f"{what} ({blanks})" if blanks else what, "unclear"
                        )
        yield from (mark for place, mark in unsure.items() if place not in drawn)

    def _mark(self, found: Found, lane: str, what: str, sign: h.Sign) -> Mark:
        return Mark(date=dt.date.fromordinal(found.day), lane=lane, what=what, sign=sign)

    def _column(self, word: str) -> str:
        return self.reading.vocabulary.entries[word].date

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


def _holds(row: Row, name: str) -> bool:
    return getattr(row, name) not in (None, "", [])
