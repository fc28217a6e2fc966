"""Days that cannot be, or that no working record has: before the birth, before 1990, years ahead; and appointments.

Each is said once a table and column, with the number of rows and the first of them. The rows are read as they stand.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from practice_check.cells.texts import in_words
from practice_check.ingest.looking.places import is_sheet, number_of, on_day, place_of, sheet_of
from practice_check.ingest.looking.thresholds import Thresholds, thresholds
from practice_check.ingest.problems import Problem
from practice_check.records.columns import CASES, Kind, columns_of
from practice_check.records.model import CaseRecord, Row, tables

_CONTACTS = "contacts"
_NAMED = 20  # rows that a sentence names


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as it stands in the record: in which row and column of which table."""

    record: CaseRecord
    table: str
    column: str
    row: Row
    at: dt.date


def unlikely_days(
    records: Sequence[CaseRecord], exported_on: dt.date | None, today: dt.date, by: Thresholds | None = None
) -> list[Problem]:
    """Doubts about days; and, as a note, how many contacts lie ahead of the day of the export."""
    by = by or thresholds()
    day = exported_on or today
    found: dict[tuple[str, str, str], list[_Day]] = {}
    for record in records:
        for each in _days(record):
            words = _wrong(each, day, by)
            if words:
                found.setdefault((each.table, each.column, words), []).append(each)
    problems = [_problem(words, days) for (_, _, words), days in found.items()]
    return [*problems, *_appointments(records, day, by)]


def _days(record: CaseRecord) -> Iterator[_Day]:
    for column, name in _date_columns(CaseRecord):
        at = getattr(record, name)
        if at is not None:
            yield _Day(record, CASES, column, record, at)
    for table, model in tables().items():
        for row in getattr(record, table) or ():
            for column, name in _date_columns(model):
                at = getattr(row, name)
                if at is not None:
                    yield _Day(record, table, column, row, at)


@cache
def _date_columns(model: type[Row]) -> Sequence[tuple[str, str]]:
    """The columns that hold a day, with the names of their fields."""
    return [(column, of.field) for column, of in columns_of(model).items() if of.kind is Kind.DATE]


def _wrong(found: _Day, day: dt.date, by: Thresholds) -> str:
    """What is unlikely about a day, or "". Ends of orders and what falls due may lie far ahead."""
    record, at = found.record, found.at
    begin = min(begin for begin in (record.start_date, record.sentence_date, day) if begin)
    if found.column == "date_of_birth":
        return "is not before the order: was the century mistaken?" if at >= begin else ""
    if at.year < by.limits.earliest_year:
        return f"is before {by.limits.earliest_year}: systems write such a day where they have none"
    if record.date_of_birth is not None and at < record.date_of_birth < begin:
        return "is before the person was born"
    ahead = by.dated_by.get(found.table) == found.column
    if ahead and at > day + dt.timedelta(days=by.limits.furthest_ahead):
        return "is more than two years after the export"
    return ""


def _problem(words: str, days: Sequence[_Day]) -> Problem:
    first, count = days[0], len(days)
    column = first.column.replace("_", " ")
    numbers = [number for each in days if (number := number_of(each.row)) is not None]
    one_sheet = len({sheet_of(each.row, each.table) for each in days}) == 1 and is_sheet(first.row)
    where = f" (rows {in_words(numbers[:_NAMED])}{', and more' if count > _NAMED else ''})" if one_sheet else ""
    message = f"the {column} {words}" if count == 1 else f"in {count} rows the {column} {words}{where}"
    place = place_of(first.row, first.table, first.record.crn if count == 1 else None)
    mend = "correct the day where it was entered; until then it is taken as it stands"
    return place.problem(message, mend, column=first.column, value=on_day(first.at), kind="doubt", rows=count)


def _appointments(records: Sequence[CaseRecord], day: dt.date, by: Thresholds) -> Iterator[Problem]:
    furthest = day + dt.timedelta(days=by.limits.furthest_ahead)
    ahead = [
        (row.date, row, record.crn)
        for record in records
        for row in record.contacts or ()
        if row.date is not None and day < row.date <= furthest
    ]
    if not ahead:
        return
    _, first, _ = ahead[0]
    last = max(at for at, _, _ in ahead)
    what = "1 contact is" if len(ahead) == 1 else f"{len(ahead):,} contacts are"
    message = (
        f"{what} dated after the day of the export ({on_day(day)}), up to {on_day(last)}: "
        "taken as appointments, which show nothing done yet"
    )
    place = place_of(first, _CONTACTS)
    yield place.problem(message, "nothing to mend", column="date", kind="left_out", rows=len(ahead))
    done = [(at, row, crn) for at, row, crn in ahead if row.outcome == "attended"]
    if done:
        at, row, crn = done[0]
        rows = "1 of them says" if len(done) == 1 else f"{len(done)} of them say"
        message = f"{rows} already that the person attended"
        mend = "correct the date or the outcome: it counts as nothing done until its day"
        place = place_of(row, _CONTACTS, crn if len(done) == 1 else None)
        yield place.problem(message, mend, column="outcome", value=on_day(at), kind="doubt", rows=len(done))
