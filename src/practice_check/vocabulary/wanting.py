"""Where in the record something would have to stand before a word, a period or a condition could be told."""

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
from practice_check.vocabulary.tests import blank, tests_of

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


def of_fields(row: Row, names: list[str], entry: str = "") -> list[Want]:
    """Those of the fields in which nothing stands."""
    columns = type(row).model_fields
    return [
        Want("blank" if row.given(name) else "unread", table_of(row), name, row.source, entry)
        for name in names
        if name in columns and blank(getattr(row, name))
    ]


def of_tests(
    row: Row, tests: m.Tests, reading: Reading, entry: str = "", *, opener: Row | None = None, day: int | None = None
) -> list[Want]:
    """What leaves the tests of a row open: its own fields, and those of the opener that they are compared with."""
    found: list[Want] = []
    for name, test in tests.items():
        if reading.tests.field_passes(row, name, test, opener, day) is not UNKNOWN:
            continue
        found += of_fields(row, tested({name: test}), entry)
        if opener is not None and isinstance(test, str) and test.startswith("opener."):
            found += of_fields(opener, [test.removeprefix("opener.")], "the entry that opens it")
    return found


def of_found(
    found: Found, reading: Reading, entry: m.Entry, opener: Row | None = None, day: int | None = None
) -> list[Want]:
    """What leaves open whether an entry is what its word, or the reference to the word, asks for."""
    said = entry_in_words(found, reading)
    wants = of_tests(found.row, reading.entries.where(found.word), reading, said)
    ties = {name: f"opener.{field}" for name, field in entry.matching.items()}
    as_on = found.day if day is None else day
    wants += of_tests(found.row, {**entry.where, **ties}, reading, said, opener=opener, day=as_on)
    if entry.not_before is not None:
        wants += of_word(entry.not_before, reading, found.day)
    return wants


def of_word(word: str, reading: Reading, last: int) -> list[Want]:
    """What leaves open whether there is an entry up to ``last``: unsure ones, and what is out of sight."""
    wants: list[Want] = []
    for found in reading.entries.of_word(word):
        if found.truth is UNKNOWN and found.day <= last:
            wants += of_found(found, reading, m.Entry(entry=word))
    return wants + out_of_sight(word, reading, reading.case.begin, last)


def out_of_sight(word: str, reading: Reading, first: int, last: int, where: m.Tests | None = None) -> list[Want]:
    """What hides entries of a word on some of the days: an absent table, rows without a date, days not covered.

    What else a row without a date leaves open is told with its date, since it would count as soon as it has one.
    """
    entries = reading.entries
    wants: list[Want] = []
    for leaf in entries.leaves(word):
        table, columns = entries.placed_by(leaf)
        seen = reading.case.table(table)
        wants += _hidden(seen, columns, entries.noun(word), first, last)
        if all(seen.all_given(column) for column in columns):
            continue
        tests = {**entries.where(leaf), **(where or {})}
        ready = tests_of(tests)
        for row in seen.rows or []:
            if not all(map(row.given, columns)) and reading.tests.passes(row, ready) is UNKNOWN:
                wants += of_tests(row, tests, reading, entries.noun(word))
    return wants


def of_period(name: str, reading: Reading, day: int, *, value: bool = True) -> list[Want]:
    """What leaves open which rows of a period are open on the day, and with ``value`` what they say."""
    word = reading.periods.word(name)
    wants = period_out_of_sight(name, reading, day, day)
    spans = reading.periods.open_on(name, day)
    for span in spans:
        wants += of_span(span, word, reading, value=value)
    if not spans and word.always and not reading.case.table(word.table).absent:
        wants.append(Want("no_row", word.table, word.value, None, word.noun))
    return wants


def of_span(span: Span, word: PeriodWord, reading: Reading, *, value: bool = True) -> list[Want]:
    """What leaves open whether a row is of the period, whether it has ended, and with ``value`` what it says."""
    names = ([] if span.end_given else [word.end]) + ([word.value] if value and word.value else [])
    return of_tests(span.row, word.where, reading, word.noun) + of_fields(span.row, names, word.noun)


def period_out_of_sight(name: str, reading: Reading, first: int, last: int) -> list[Want]:
    """What hides rows of a period on some of the days."""
    word = reading.periods.word(name)
    return _hidden(reading.case.table(word.table), [word.start], word.noun, first, last)


def of_condition(condition: m.ConditionForm, conditions: Conditions, day: int, opener: Row | None = None) -> list[Want]:
    """What leaves open a condition, which is unknown on the day; parts of it that are known are passed over."""
    if conditions.holds(condition, day, opener) is not UNKNOWN:
        return []
    match condition:
        case m.All(all=parts) | m.AnyOf(any=parts):
            return [want for part in parts for want in of_condition(part, conditions, day, opener)]
        case m.Not():
            return of_condition(condition.not_, conditions, day, opener)
        case m.Named():
            return of_condition(conditions.reading.vocabulary.conditions[condition.name], conditions, day, opener)
        case _:
            return of_leaf(condition, conditions, day, opener)


def of_leaf(condition: m.ConditionForm, conditions: Conditions, day: int, opener: Row | None = None) -> list[Want]:
    """What leaves open a condition that has no parts."""
    reading = conditions.reading
    match condition:
        case m.Has():
            return _of_has(condition, conditions, day, opener)
        case m.LatestIs():
            return _of_latest(condition, reading, day, opener)
        case m.PlanNames():
            return _of_plan(condition, reading, day, opener)
        case m.PeriodIs():
            return of_period(condition.period, reading, day, value=condition.value is not None)
        case m.Only():
            return of_period(condition.only, reading, day)
        case m.OthersOpen():
            return of_period(condition.others_open, reading, day, value=False)
        case m.CaseIs():
            return of_tests(reading.case.record, condition.case, reading, opener=opener, day=day)
        case m.OpenerIs():
            if opener is None:
                return []
            return of_tests(opener, condition.opener, reading, "the entry that opens it", opener=opener, day=day)
        case m.Remaining():
            return of_fields(reading.case.record, ["end_date"])
    return []


def _of_has(condition: m.Has, conditions: Conditions, day: int, opener: Row | None) -> list[Want]:
    reading = conditions.reading
    first, blind_from = conditions.window(condition, day)
    wants: list[Want] = []
    for found in reading.entries.of(condition.has, opener, day):
        if found.truth is UNKNOWN and first <= found.day <= day:
            wants += of_found(found, reading, condition.has, opener, day)
    return wants + out_of_sight(condition.has.entry, reading, blind_from, day, condition.has.where)


def _of_latest(condition: m.LatestIs, reading: Reading, day: int, opener: Row | None) -> list[Want]:
    found = [each for each in reading.entries.of(condition.latest, opener, day) if each.day <= day]
    word = condition.latest.entry
    wants = out_of_sight(word, reading, found[-1].day if found else reading.case.begin, day, condition.latest.where)
    if not found:
        nothing = [Want("no_row", table, None, None, reading.entries.noun(word)) for table in _tables(word, reading)]
        return wants or nothing
    last = found[-1]
    if last.truth is UNKNOWN:
        wants += of_found(last, reading, condition.latest, opener, day)
    said = entry_in_words(last, reading)
    return wants + of_tests(last.row, condition.tests, reading, said, opener=opener, day=day)


def _of_plan(condition: m.PlanNames, reading: Reading, day: int, opener: Row | None) -> list[Want]:
    word = condition.plan_names
    wants = [Want("absent", table) for table in reading.entries.absent_tables(word)]
    plans = [each for each in reading.entries.of_word(word) if each.truth is TRUE and each.day <= day]
    if plans and not plans[-1].row.given(condition.field):
        wants += of_fields(plans[-1].row, [condition.field], entry_in_words(plans[-1], reading))
    elif plans and opener is not None:
        wants += of_fields(opener, ["kind"], "the entry that opens it")
    return wants


def _tables(word: str, reading: Reading) -> list[str]:
    return list(dict.fromkeys(reading.entries.placed_by(leaf)[0] for leaf in reading.entries.leaves(word)))


def _hidden(table: Table, columns: list[str], noun: str, first: int, last: int) -> list[Want]:
    """What hides rows of a table on some of the days, from the first to the last."""
    if table.absent:
        return [Want("absent", table.name)]
    wants: list[Want] = []
    for row in [] if all(table.all_given(column) for column in columns) else table.rows or []:
        for column in columns:
            if not row.given(column):
                wants.append(Want("unread", table.name, column, row.source, noun))
    if table.blind(first, last):
        wants.append(Want("uncovered", table.name))
    return wants


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
