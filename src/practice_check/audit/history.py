"""A case in time, as people look at it: what was last seen, the lanes of its timeline, its documents by version."""

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
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.explain import sheet, words
from practice_check.vocabulary.wanting import tested


class HistoryWriter:
    """Writes what a form asks for of one case after another; the form is made ready once."""

    __slots__ = ("around", "documents", "form", "lanes", "last", "tables")

    def __init__(self, form: h.HistoryForm) -> None:
        self.form = form
        self.around = form.around
        self.last = [(quoted(asked.what), asked.of) for asked in form.last]
        self.lanes = [_Lane(lane) for lane in form.lanes]
        self.documents = list(form.documents)
        #: The tables that the lanes read; empty until the first case.
        self.tables: list[str] = []

    def of(self, reading: Reading) -> bytes:
        """The JSON of a ``CaseHistory``. Nothing dated after the as-of date.

        No verdict rests on it, so a record that it fails on costs nobody theirs: the history says that there is none.
        """
        try:
            return _history(self, reading).encode()
        except Exception as error:
            crn, event_number = reading.case.record.key
            why = f"a history that can be drawn from this record ({type(error).__name__})"
            return json_of(CaseHistory(crn=crn, event_number=event_number, not_seen=[why]))


class _Lane:
    """A lane made ready. ``name``: as JSON; ``periods``: each word with what is said of its rows."""

    __slots__ = ("marks", "name", "periods")

    def __init__(self, lane: h.Lane) -> None:
        self.name = quoted(lane.lane)
        self.periods = [(period.of, period.say) for period in lane.periods]
        self.marks = [_Marks(drawn) for drawn in lane.marks]


class _Marks:
    __slots__ = ("of", "say", "sign")

    def __init__(self, drawn: h.MarksDrawn) -> None:
        self.of = list(drawn.of)
        self.say = drawn.say
        self.sign: h.Sign = drawn.sign


def _history(writer: HistoryWriter, reading: Reading) -> str:
    record = reading.case.record
    seen = _Seen(writer, reading)
    last = [_last(what, narrowed, reading) for what, narrowed in writer.last]
    spans = _order(quoted(writer.form.order), reading) + seen.spans()
    versions = [version for document in writer.documents for version in versions_of(document, reading)]
    return (
        f'{{"crn":{quoted(record.crn)},"event_number":{record.event_number},"last":[{",".join(last)}]'
        f',"spans":[{",".join(spans)}],"marks":[{",".join(seen.marks())}],"versions":[{",".join(versions)}]'
        f',"until":{date(seen.last) if seen.last < reading.case.as_of else "null"}'
        f',"not_seen":{listed(seen.not_seen())}}}'
    )


def _last(what: str, narrowed: m.Narrowed, reading: Reading) -> str:
    """The latest of what is sure; not known where a later one may be out of sight or hang on a blank."""
    case = reading.case
    found = [each for each in reading.entries.of(narrowed) if each.day <= case.as_of]
    last = 0
    for each in found:
        if each.truth is TRUE and each.day > last:
            last = each.day
    open_later = any(each.truth is not TRUE and each.day > last for each in found)
    blind = reading.entries.blind(narrowed.entry, last or case.begin, case.as_of)
    known = "false" if blind or open_later else "true"
    return f'{{"what":{what},"date":{date(last) if last else "null"},"known":{known}}}'


def _order(lane: str, reading: Reading) -> list[str]:
    case = reading.case
    start = ordinal(case.record.start_date)
    if start is None or start > case.as_of:
        return []
    return [_span(lane, plain_value(case.record.order_type or "order"), start, case.order_end, case.as_of)]


def _span(lane: str, what: str, start: int, end: int, as_of: int) -> str:
    """With the end as it stood on the as-of date: what ends later was still open. ``lane``: as JSON."""
    ended = date(end) if end <= as_of else "null"
    return f'{{"lane":{lane},"what":{quoted(what)},"start":{date(start)},"end":{ended}}}'


class _Seen:
    """The lanes of one case, from ``first`` to ``last``."""

    __slots__ = ("_as_of", "first", "last", "reading", "writer")

    def __init__(self, writer: HistoryWriter, reading: Reading) -> None:
        case = reading.case
        around = reading.resolve.duration(writer.around, case.as_of)
        self.writer = writer
        self.reading = reading
        self.first = subtract(case.begin, around) if case.begin > 1 else 1
        self.last = min(add(case.order_end, around), case.as_of) if case.order_end < case.as_of else case.as_of
        self._as_of = case.as_of

    def spans(self) -> list[str]:
        found: list[str] = []
        for lane in self.writer.lanes:
            if lane.periods:
                found += dict.fromkeys(self._periods(lane))
        return found

    def _periods(self, lane: _Lane) -> list[str]:
        """Each row once, by the first period word that it surely is of."""
        name, as_of = lane.name, self._as_of
        drawn: set[tuple[str, int]] = set()
        found: list[str] = []
        for of, say in lane.periods:
            word = self.reading.periods.word(of)
            table, noun = word.table, word.noun
            for span in self.reading.periods.spans(of):
                if span.truth is not TRUE or not self._overlaps(span.start, span.end) or (table, span.place) in drawn:
                    continue
                drawn.add((table, span.place))
                found.append(_span(name, said_of(span.row, say, noun), span.start, span.end, as_of))
        return found

    def _overlaps(self, start: int, end: int) -> bool:
        return start <= self.last and end > self.first and start < end

    def marks(self) -> list[str]:
        marks: list[str] = []
        for lane in self.writer.lanes:
            if lane.marks:
                found: dict[tuple[int, str], h.Sign] = {}
                self._lane(lane, found)
                for (on, what), sign in sorted(found.items(), key=_day_of):
                    marks.append(f'{{"date":{date(on)},"lane":{lane.name},"what":{quoted(what)},"sign":"{sign}"}}')
        return marks

    def _lane(self, lane: _Lane, marks: dict[tuple[int, str], h.Sign]) -> None:
        """Each row once, by its day and what is said of it: by the first word that surely finds it, else as one that a
        blank leaves open."""
        entries, columns, first, last = self.reading.entries, self.reading.vocabulary.entries, self.first, self.last
        drawn: set[tuple[str, int, str]] = set()
        unsure: dict[tuple[str, int, str], tuple[int, str]] = {}
        for drawing in lane.marks:
            say, sign = drawing.say, drawing.sign
            for narrowed in drawing.of:
                for found in entries.of(narrowed):
                    if found.day < first or found.day > last:
                        continue
                    place = (found.table, found.place, columns[found.word].date)
                    if place in drawn:
                        continue
                    if found.truth is TRUE:
                        drawn.add(place)
                        marks[found.day, said_of(found.row, say, entries.noun(found.word))] = sign
                    elif place not in unsure:
                        what = said_of(found.row, say, entries.noun(found.word))
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
        if not self.writer.tables:
            self.writer.tables = self._tables()
        return [text for table in self.writer.tables if (text := self._not_seen(table))]

    def _tables(self) -> list[str]:
        """Each once, in the order in which it is first read."""
        read: dict[str, None] = {}
        for lane in self.writer.lanes:
            for of, _ in lane.periods:
                read[self.reading.periods.word(of).table] = None
            for drawing in lane.marks:
                for narrowed in drawing.of:
                    for table in self.reading.entries.tables(narrowed.entry):
                        read[table] = None
        return list(read)

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
