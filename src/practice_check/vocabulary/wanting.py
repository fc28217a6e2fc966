"""Where in the record something would have to stand before a word, a period or a condition could be told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from practice_check.records.columns import CASES
from practice_check.records.model import CaseRecord, Row, tables
from practice_check.rulebook import model as m
from practice_check.timeline.days import as_date
from practice_check.timeline.tables import Table
from practice_check.timeline.truth import TRUE, UNKNOWN
from practice_check.vocabulary.conditions import Conditions, Reading
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.model import PeriodWord
from practice_check.vocabulary.periods import Span
from practice_check.vocabulary.tests import tests_of

#: ``blank``: the cell is there and empty. ``unread``: the row has no such cell, or it could not be read. ``absent``:
#: the table is not in the export. ``uncovered``: it is, and not for all days. ``no_row``: no row of it says it.
Lack = Literal["blank", "unread", "absent", "uncovered", "no_row"]


@dataclass(frozen=True, slots=True)
class Want:
    """Something wanting: a field of a row, a row, or a table. ``entry``: what the row is, in words."""

    lack: Lack
    table: str
    field: str | None = None
    source: str | None = None
    entry: str = ""


def of_fields(row: Row, names: Mapping[str, object] | list[str], entry: str = "") -> Iterator[Want]:
    """Those of the fields in which nothing stands."""
    for name in names:
        if name in type(row).model_fields and getattr(row, name) in (None, "", []):
            yield Want("blank" if row.given(name) else "unread", table_of(row), name, row.source, entry)


def of_tests(
    row: Row, tests: m.Tests, reading: Reading, entry: str = "", *, opener: Row | None = None, day: int | None = None
) -> Iterator[Want]:
    """What leaves the tests of a row open: its own fields, and those of the opener that they are compared with."""
    for name, test in tests.items():
        if reading.tests.field_passes(row, name, test, opener, day) is not UNKNOWN:
            continue
        yield from of_fields(row, tested({name: test}), entry)
        if opener is not None and isinstance(test, str) and test.startswith("opener."):
            yield from of_fields(opener, [test.removeprefix("opener.")], "the entry that opens it")


def of_found(
    found: Found, reading: Reading, entry: m.Entry, opener: Row | None = None, day: int | None = None
) -> Iterator[Want]:
    """What leaves open whether an entry is what its word, or the reference to the word, asks for."""
    said = entry_in_words(found, reading)
    yield from of_tests(found.row, reading.entries.where(found.word), reading, said)
    ties = {name: f"opener.{field}" for name, field in entry.matching.items()}
    as_on = found.day if day is None else day
    yield from of_tests(found.row, {**entry.where, **ties}, reading, said, opener=opener, day=as_on)
    if entry.not_before is not None:
        yield from of_word(entry.not_before, reading, found.day)


def of_word(word: str, reading: Reading, last: int) -> Iterator[Want]:
    """What leaves open whether there is an entry up to ``last``: unsure ones, and what is out of sight."""
    for found in reading.entries.of_word(word):
        if found.truth is UNKNOWN and found.day <= last:
            yield from of_found(found, reading, m.Entry(entry=word))
    yield from out_of_sight(word, reading, reading.case.begin, last)


def out_of_sight(word: str, reading: Reading, first: int, last: int, where: m.Tests | None = None) -> Iterator[Want]:
    """What hides entries of a word on some of the days: an absent table, rows without a date, days not covered.

    What else a row without a date leaves open is told with its date, since it would count as soon as it has one.
    """
    entries = reading.entries
    for leaf in entries.leaves(word):
        table, columns = entries.placed_by(leaf)
        seen = reading.case.table(table)
        yield from _hidden(seen, columns, entries.noun(word), (first, last))
        tests = {**entries.where(leaf), **(where or {})}
        for row in seen.rows or ():
            if not all(map(row.given, columns)) and reading.tests.passes(row, tests_of(tests)) is UNKNOWN:
                yield from of_tests(row, tests, reading, entries.noun(word))


def of_period(name: str, reading: Reading, day: int, *, value: bool = True) -> Iterator[Want]:
    """What leaves open which rows of a period are open on the day, and with ``value`` what they say."""
    word = reading.periods.word(name)
    yield from period_out_of_sight(name, reading, day, day)
    spans = reading.periods.open_on(name, day)
    for span in spans:
        yield from of_span(span, word, reading, value=value)
    if not spans and word.always and not reading.case.table(word.table).absent:
        yield Want("no_row", word.table, word.value, None, word.noun)


def of_span(span: Span, word: PeriodWord, reading: Reading, *, value: bool = True) -> Iterator[Want]:
    """What leaves open whether a row is of the period, whether it has ended, and with ``value`` what it says."""
    yield from of_tests(span.row, word.where, reading, word.noun)
    names = ([] if span.end_given else [word.end]) + ([word.value] if value and word.value else [])
    yield from of_fields(span.row, names, word.noun)


def period_out_of_sight(name: str, reading: Reading, first: int, last: int) -> Iterator[Want]:
    """What hides rows of a period on some of the days."""
    word = reading.periods.word(name)
    yield from _hidden(reading.case.table(word.table), [word.start], word.noun, (first, last))


def of_condition(
    condition: m.ConditionForm, conditions: Conditions, day: int, opener: Row | None = None
) -> Iterator[Want]:
    """What leaves open a condition, which is unknown on the day; parts of it that are known are passed over."""
    if conditions.holds(condition, day, opener) is not UNKNOWN:
        return
    match condition:
        case m.All(all=parts) | m.AnyOf(any=parts):
            for part in parts:
                yield from of_condition(part, conditions, day, opener)
        case m.Not():
            yield from of_condition(condition.not_, conditions, day, opener)
        case m.Named():
            named = conditions.reading.vocabulary.conditions[condition.name]
            yield from of_condition(named, conditions, day, opener)
        case _:
            yield from of_leaf(condition, conditions, day, opener)


def of_leaf(condition: m.ConditionForm, conditions: Conditions, day: int, opener: Row | None = None) -> Iterator[Want]:
    """What leaves open a condition that has no parts."""
    reading = conditions.reading
    match condition:
        case m.Has():
            first, blind_from = conditions.window(condition, day)
            for found in reading.entries.of(condition.has, opener, day):
                if found.truth is UNKNOWN and first <= found.day <= day:
                    yield from of_found(found, reading, condition.has, opener, day)
            yield from out_of_sight(condition.has.entry, reading, blind_from, day, condition.has.where)
        case m.LatestIs():
            yield from _of_latest(condition, reading, day, opener)
        case m.PlanNames():
            yield from _of_plan(condition, reading, day, opener)
        case m.PeriodIs():
            yield from of_period(condition.period, reading, day, value=condition.value is not None)
        case m.Only():
            yield from of_period(condition.only, reading, day)
        case m.OthersOpen():
            yield from of_period(condition.others_open, reading, day, value=False)
        case m.CaseIs():
            yield from of_tests(reading.case.record, condition.case, reading, opener=opener, day=day)
        case m.OpenerIs():
            if opener is not None:
                yield from of_tests(
                    opener, condition.opener, reading, "the entry that opens it", opener=opener, day=day
                )
        case m.Remaining():
            yield from of_fields(reading.case.record, ["end_date"])


def _of_latest(condition: m.LatestIs, reading: Reading, day: int, opener: Row | None) -> Iterator[Want]:
    found = [each for each in reading.entries.of(condition.latest, opener, day) if each.day <= day]
    word = condition.latest.entry
    hidden = list(
        out_of_sight(word, reading, found[-1].day if found else reading.case.begin, day, condition.latest.where)
    )
    yield from hidden
    if not found:
        if not hidden:
            yield from (
                Want("no_row", table, None, None, reading.entries.noun(word)) for table in _tables(word, reading)
            )
        return
    last = found[-1]
    if last.truth is UNKNOWN:
        yield from of_found(last, reading, condition.latest, opener, day)
    yield from of_tests(last.row, condition.tests, reading, entry_in_words(last, reading), opener=opener, day=day)


def _of_plan(condition: m.PlanNames, reading: Reading, day: int, opener: Row | None) -> Iterator[Want]:
    word = condition.plan_names
    absent = reading.entries.absent_tables(word)
    yield from (Want("absent", table) for table in absent)
    plans = [each for each in reading.entries.of_word(word) if each.truth is TRUE and each.day <= day]
    if plans and not plans[-1].row.given(condition.field):
        yield from of_fields(plans[-1].row, [condition.field], entry_in_words(plans[-1], reading))
    elif plans and opener is not None:
        yield from of_fields(opener, ["kind"], "the entry that opens it")


def _tables(word: str, reading: Reading) -> list[str]:
    return list(dict.fromkeys(reading.entries.placed_by(leaf)[0] for leaf in reading.entries.leaves(word)))


def _hidden(table: Table, columns: Sequence[str], noun: str, days: tuple[int, int]) -> Iterator[Want]:
    """What hides rows of a table on some of the days, from the first to the last."""
    if table.absent:
        yield Want("absent", table.name)
        return
    for row in table.rows or ():
        for column in columns:
            if not row.given(column):
                yield Want("unread", table.name, column, row.source, noun)
    if table.blind(*days):
        yield Want("uncovered", table.name)


def entry_in_words(found: Found, reading: Reading) -> str:
    date = as_date(found.day)
    noun = reading.entries.noun(found.word)
    return f"{noun}, {date:%-d %b %Y}" if date else noun


def tested(tests: m.Tests) -> list[str]:
    """The fields that the tests look at, those among them with which others are compared."""
    found = list(tests)
    for test in tests.values():
        if isinstance(test, m.Compare):
            inner = m.innermost(test)
            found += [name for name in (inner.after, inner.by.field if inner.by else None) if name]
    return list(dict.fromkeys(found))


def table_of(row: Row) -> str:
    """The table whose rows are of this kind."""
    return _tables_by_row()[type(row)]


@cache
def _tables_by_row() -> dict[type[Row], str]:
    return {CaseRecord: CASES, **{row: table for table, row in tables().items()}}
