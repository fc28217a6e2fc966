"""The cases that the sheets of an export tell of together: one for each person and order, field by field."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from practice_check.cells.fault import CellFault
from practice_check.cells.texts import shown
from practice_check.ingest.keys import as_given, read_crn, read_event, written
from practice_check.ingest.own.building import Cell, read_fields
from practice_check.ingest.own.case_sheet import Caseload, Order
from practice_check.ingest.problems import Place, Problem
from practice_check.ingest.sheets import Grid
from practice_check.records.columns import columns_of
from practice_check.records.model import CaseRecord
from practice_check.records.wording import spaced

_START = "start_date"
_WHERE = "among the orders of the export"
_MEND = "export the order too, or correct the CRN or event number"


@dataclass(frozen=True)
class CaseGrid:
    """Rows that give fields of cases. ``adds``: to the cases that others make."""

    grid: Grid
    adds: bool = False


@dataclass(frozen=True)
class _Given:
    crn: str
    event: int | None
    fields: dict[str, object]
    place: Place
    source: str
    headings: dict[str, str]

    @property
    def start(self) -> object:
        return self.fields.get(_START)


def read_cases(grids: Sequence[CaseGrid], problems: list[Problem]) -> Caseload:
    """One case for each person and order that a row names, with what all rows say of it."""
    caseload = Caseload(where=_WHERE, mend=_MEND)
    makers = _given([each.grid for each in grids if not each.adds], caseload, problems)
    adders = _given([each.grid for each in grids if each.adds], Caseload(), problems)
    by_person: dict[str, list[_Given]] = {}
    for given in makers:
        by_person.setdefault(given.crn, []).append(given)
    extra: dict[str, list[_Given]] = {}
    for given in adders:
        extra.setdefault(given.crn, []).append(given)
    for crn, all_given in by_person.items():
        for event, of_order in sorted(_orders(all_given, problems).items()):
            added = [given for given in extra.get(crn, []) if given.event in {None, event}]
            caseload.orders[crn, event] = _merged(crn, event, of_order, added, problems)
    for given in adders:
        if given.crn not in by_person:
            message = f"no sheet gives an order of {given.crn}: what this row says of the person was left out"
            problems.append(given.place.problem(message, "export the orders for the same people", value=given.crn))
    return caseload


def _given(grids: Iterable[Grid], caseload: Caseload, problems: list[Problem]) -> list[_Given]:
    columns = columns_of(CaseRecord)
    by_field = {column.field: column for column in columns.values()}
    found: list[_Given] = []
    for grid in grids:
        for line in grid.lines:
            crn: str | None = None
            column = "crn"
            try:
                crn = read_crn(line.cells.get("crn"))
                column = "event_number"
                event = read_event(line.cells.get("event_number"))
            except CellFault as fault:
                place, value = grid.sheet.place(line.number, crn), line.cells.get(column)
                heading = grid.headings.get(column, column)
                problems.append(place.problem(fault.message, fault.mend, column=heading, value=value))
                caseload.not_read.append((crn or as_given(line.cells.get("crn")), None))
                continue
            place = grid.sheet.place(line.number, crn)
            cells = [
                Cell(grid.headings.get(name, name), by_field[name], value)
                for name, value in line.cells.items()
                if name in by_field
            ]
            fields = read_fields(cells, place, problems)
            found.append(_Given(crn, event, fields, place, grid.sheet.source(line.number), grid.headings))
    return found


def _orders(given: Sequence[_Given], problems: list[Problem]) -> dict[int, list[_Given]]:
    """The rows of one person by the number of the order that they speak of."""
    found: dict[int, list[_Given]] = {}
    for each in given:
        if each.event is not None:
            found.setdefault(each.event, []).append(each)
    nameless = [each for each in given if each.event is None]
    if not found:
        return _numbered(nameless)
    starts = {event: {one.start for one in rows if one.start is not None} for event, rows in found.items()}
    for each in nameless:
        same = [event for event, days in starts.items() if each.start is not None and each.start in days]
        free = [event for event, days in starts.items() if each.start is None or not days]
        fitting = same or (free if len(found) == 1 else [])
        if len(fitting) == 1:
            found[fitting[0]].append(each)
            continue
        message = f"which order of {each.crn} it speaks of cannot be told: what it says was left out"
        mend = "give it the event number, or the day on which the order began"
        problems.append(each.place.problem(message, mend, column=each.headings.get("event_number"), value=each.crn))
    return found


def _numbered(given: Sequence[_Given]) -> dict[int, list[_Given]]:
    """Rows without any event number: one order for each day of beginning, numbered by it; without a day, the first."""
    days = sorted({each.start for each in given if isinstance(each.start, dt.date)})
    number = {day: position for position, day in enumerate(days, start=1)}
    found: dict[int, list[_Given]] = {}
    for each in given:
        event = number[each.start] if isinstance(each.start, dt.date) else 1
        found.setdefault(event, []).append(each)
    return found


def _merged(crn: str, event: int, given: Sequence[_Given], added: Sequence[_Given], problems: list[Problem]) -> Order:
    """What all rows say of one case; where two give a field two values, neither is used."""
    fields: dict[str, object] = {}
    told_by: dict[str, _Given] = {}
    apart: set[str] = set()
    for one in (*given, *added):
        for name, value in one.fields.items():
            if name in apart:
                continue
            before = fields.get(name)
            if before is None:
                fields[name] = value
                told_by[name] = one
            elif value is not None and value != before:
                apart.add(name)
                problems.append(_disagree(crn, event, name, (told_by[name], before), (one, value)))
    for name in apart:
        del fields[name]
    first = given[0]
    return Order({**fields, "crn": crn, "event_number": event, "source": first.source}, first.place)


def _disagree(crn: str, event: int, name: str, first: tuple[_Given, object], second: tuple[_Given, object]) -> Problem:
    (one, before), (other, value) = first, second
    message = (
        f"{spaced(name)} of {written(crn, event)} is {_words(before)} in {one.source}, and {_words(value)} here:"
        " neither was used"
    )
    heading = other.headings.get(name, name)
    return other.place.problem(
        message, "correct whichever is wrong", column=heading, value=_words(value), kind="fault", fields=[name]
    )


def _words(value: object) -> str:
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return spaced(shown(value))
