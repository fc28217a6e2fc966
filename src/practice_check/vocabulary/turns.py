"""The days on which a condition can change, so that it need not be judged on every day."""

from collections.abc import Iterable

from practice_check.rulebook import model as m
from practice_check.rulebook.values import Length, ParameterName
from practice_check.timeline.days import NEVER, add, subtract
from practice_check.vocabulary.conditions import Reading


def turning_days(condition: m.ConditionForm, reading: Reading) -> set[int]:
    """All days on which the condition may come to something else than on the day before."""
    case = reading.case
    days: set[int] = {start.day for start in case.starts}
    _collect(condition, reading, days)
    return {day for day in days if 0 < day < NEVER}


def _collect(condition: m.ConditionForm, reading: Reading, days: set[int]) -> None:
    match condition:
        case m.All():
            for part in condition.all:
                _collect(part, reading, days)
        case m.AnyOf():
            for part in condition.any:
                _collect(part, reading, days)
        case m.Not():
            _collect(condition.not_, reading, days)
        case m.Named():
            _collect(reading.vocabulary.conditions[condition.name], reading, days)
        case m.Has():
            _entries(condition.has.entry, reading, days)
            _parameters(condition.has.where.values(), reading, days)
            if condition.within is not None:
                tables = [reading.case.table(name) for name in reading.entries.tables(condition.has.entry)]
                changing = bool(_names(condition.has.where.values()))  # what the test lets through then turns with it
                entries = reading.entries
                found = entries.of_word(condition.has.entry) if changing else entries.of(condition.has)
                last_days = [each.day for each in found]
                _beyond([*last_days, *(table.first - 1 for table in tables)], condition.within, reading, days)
        case m.LatestIs():
            _entries(condition.latest.entry, reading, days)
            _parameters([*condition.latest.where.values(), *condition.tests.values()], reading, days)
        case m.CaseIs():
            _parameters(condition.case.values(), reading, days)
        case m.PlanNames():
            _entries(condition.plan_names, reading, days)
        case m.PeriodIs():
            _period(condition.period, reading, days)
            _parameters([condition.value], reading, days)
        case m.Only():
            _period(condition.only, reading, days)
        case m.OthersOpen():
            _period(condition.others_open, reading, days)
        case m.Remaining():
            if reading.case.record.end_date:
                lengths, changes = reading.resolve.durations(condition.remaining)
                days.update(changes)
                end = reading.case.record.end_date.toordinal()
                days.update(day for length in lengths for day in _near(subtract(end, length)))
        case _:
            pass


def _beyond(last_days: list[int], length: Length, reading: Reading, days: set[int]) -> None:
    """The days around which a window of the length no longer reaches back to one of the last days."""
    lengths, changes = reading.resolve.durations(length)
    days.update(changes)
    for last in last_days:
        if 0 < last < NEVER:
            days.update(day for each in lengths for day in _near(add(last, each)))


def _parameters(tests: Iterable[object], reading: Reading, days: set[int]) -> None:
    """The days on which a number or a length in one of the tests changes."""
    for name in _names(tests):
        days.update(reading.resolve.changes(name))


def _names(tests: Iterable[object]) -> list[ParameterName]:
    comparisons = [m.innermost(test) for test in tests if isinstance(test, m.Compare)]
    values = [
        value for each in comparisons for value in (each.at_least, each.at_most, each.by.within if each.by else None)
    ]
    return [value for value in values if isinstance(value, ParameterName)]


def _near(day: int) -> range:
    """Working days and month ends make a way back longer or shorter than the way there, by no more than this."""
    return range(day - 8, day + 9)


def _entries(word: str, reading: Reading, days: set[int]) -> None:
    days |= {found.day for found in reading.entries.of_word(word)}
    for table in reading.entries.tables(word):
        _coverage(table, reading, days)


def _period(name: str, reading: Reading, days: set[int]) -> None:
    for span in reading.periods.spans(name):
        days |= {span.start, span.end}
    _coverage(reading.periods.word(name).table, reading, days)


def _coverage(table: str, reading: Reading, days: set[int]) -> None:
    view = reading.case.table(table)
    days |= {view.first, view.last + 1}
