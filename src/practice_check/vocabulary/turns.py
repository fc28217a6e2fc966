"""The days on which a condition can change, so that it need not be judged on every day."""

from practice_check.rulebook import model as m
from practice_check.timeline.days import NEVER, add, subtract
from practice_check.vocabulary.conditions import Reading


def turning_days(condition: m.ConditionForm, reading: Reading, first: int) -> set[int]:
    """All days on which the condition may come to something else than on the day before."""
    case = reading.case
    days: set[int] = {start.day for start in case.starts}
    _collect(condition, reading, first, days)
    return {day for day in days if 0 < day < NEVER}


def _collect(condition: m.ConditionForm, reading: Reading, first: int, days: set[int]) -> None:
    match condition:
        case m.All():
            for part in condition.all:
                _collect(part, reading, first, days)
        case m.AnyOf():
            for part in condition.any:
                _collect(part, reading, first, days)
        case m.Not():
            _collect(condition.not_, reading, first, days)
        case m.Named():
            _collect(reading.vocabulary.conditions[condition.name], reading, first, days)
        case m.Has():
            _entries(condition.has.entry, reading, days)
            if condition.within is not None:
                # Parameters may change from day to day; a window ends the day after its last day.
                length = reading.resolve.duration(condition.within, first)
                sights = [reading.case.table(name).first - 1 for name in reading.entries.tables(condition.has.entry)]
                seen = [found.day for found in reading.entries.of(condition.has)]
                days |= {day for last in [*seen, *sights] if 0 < last < NEVER for day in _window_ends(last, length)}
        case m.LatestIs():
            _entries(condition.latest.entry, reading, days)
        case m.PlanNames():
            _entries(condition.plan_names, reading, days)
        case m.PeriodIs():
            _period(condition.period, reading, days)
        case m.Only():
            _period(condition.only, reading, days)
        case m.OthersOpen():
            _period(condition.others_open, reading, days)
        case m.Remaining():
            if reading.case.record.end_date:
                end = reading.case.record.end_date.toordinal()
                length = reading.resolve.duration(condition.remaining, first)
                near = subtract(end, length)
                days |= set(range(near - 8, near + 9))
        case _:
            pass


def _window_ends(day: int, length: object) -> range:
    near = add(day, length)  # type: ignore[arg-type]
    return range(near - 8, near + 9)


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
