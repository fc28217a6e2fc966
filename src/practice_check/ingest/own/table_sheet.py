"""The sheet of one table: its rows, each given to the case that it belongs to.

A row of a table that belongs to the person (``CaseRecord.PERSON_TABLES``) and names no order of theirs that was read is
given to the person's first order, the one with the lowest event number, and to that one only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from practice_check.cells.fault import CellFault, SheetFault
from practice_check.cells.texts import in_words
from practice_check.ingest.keys import read_event, written
from practice_check.ingest.many import RowsOfCases
from practice_check.ingest.own.building import Cell, build, read_fields
from practice_check.ingest.own.case_sheet import Caseload, Key
from practice_check.ingest.own.identity import settle_ids
from practice_check.ingest.problems import Problem
from practice_check.ingest.sheets import Grid, Line, Sheet, need_columns, open_grid
from practice_check.records.columns import columns_of, names_of
from practice_check.records.model import CaseRecord, Row, tables


@dataclass
class TableRows:
    """A table's rows by case, and the cases that lost a row of it: nothing may be concluded from its absence there."""

    rows: Mapping[Key, list[Row]] = field(default_factory=dict)
    incomplete: set[Key] = field(default_factory=set)


@dataclass(frozen=True)
class _Lost:
    """Why a row was left out; rows lost for the same reason are reported together."""

    message: str
    mend: str
    column: str | None
    value: str | None
    crn: str | None


def open_table(table: str, sheet: Sheet, problems: list[Problem]) -> Grid:
    """A sheet of our own form. Raises SheetFault when it as a whole cannot be relied on."""
    grid = open_grid(sheet, names_of(tables()[table]), problems)
    if grid is None:
        raise SheetFault(
            f"the sheet '{sheet.name}' is empty, even of headings: what it would show is unknown",
            "give it its headings if there is nothing to record, or take it out",
            value=sheet.name,
        )
    need_columns(sheet, grid, "crn")
    return grid


def read_table(table: str, grids: Sequence[Grid], caseload: Caseload, problems: list[Problem]) -> TableRows:
    """Every row of the sheets, given to its case. Raises SheetFault when one of them breaks off."""
    model = tables()[table]
    columns = columns_of(model)
    result = TableRows()
    placed = RowsOfCases(model, lambda: caseload.orders)
    for grid in grids:
        sheet, found = grid.sheet, list[Problem]()
        owners = _Owners(table, sheet, grid.headings, caseload, result, found)
        lost: dict[_Lost, list[int]] = {}
        for line in grid.lines:
            owner = owners.owner_of(line)
            if isinstance(owner, _Lost):
                lost.setdefault(owner, []).append(line.number)
                continue
            place = sheet.place(line.number, owner[0])
            cells = (
                Cell(grid.headings[name], columns[name], value) for name, value in line.cells.items() if name in columns
            )
            fields = read_fields(cells, place, found)
            fields["source"] = sheet.source(line.number)
            placed.add(owner, build(model, fields, place, found), place)
        found += [_report(table, sheet, reason, numbers) for reason, numbers in lost.items()]
        found += [_stray(sheet, key, numbers, caseload) for key, numbers in owners.strays.items()]
        problems.extend(sorted(found, key=lambda problem: problem.row or 0))
    result.rows = placed.settled(lambda key, rows: settle_ids(table, key[1], rows, problems))
    return result


@dataclass(frozen=True)
class _Owners:
    """Finds the case that each row of a sheet belongs to."""

    table: str
    sheet: Sheet
    headings: dict[str, str]
    caseload: Caseload
    result: TableRows
    problems: list[Problem]
    #: Rows of the person that name an order which was not read, by that order.
    strays: dict[Key, list[int]] = field(default_factory=dict)

    def owner_of(self, line: Line) -> Key | _Lost:
        """The case that a row belongs to, or why it belongs to none that was read."""
        raw, column = line.cells.get("crn"), self.headings["crn"]
        try:
            crn = self.caseload.crn_in(raw)
        except CellFault as fault:
            return _Lost(fault.message, fault.mend, column, None if raw is None else str(raw), None)
        orders = self.caseload.orders_of(crn)
        of_person = self.table in CaseRecord.PERSON_TABLES
        raw, column = line.cells.get("event_number"), self.headings.get("event_number", "event_number")
        try:
            event = read_event(raw)
        except CellFault as fault:
            if not (of_person and orders):
                return self._in_doubt(crn, _Lost(fault.message, fault.mend, column, str(raw), crn))
            place = self.sheet.place(line.number, crn)
            self.problems.append(place.problem(fault.message, fault.mend, column=column, value=raw))
            return crn, orders[0]
        if event is not None and (crn, event) in self.caseload.orders:
            return crn, event
        if of_person and orders:
            if event is not None:
                self.strays.setdefault((crn, event), []).append(line.number)
            return crn, orders[0]
        if event is None and len(orders) == 1 and not self.caseload.was_not_read(crn, None):
            return crn, orders[0]
        if event is None and orders:
            message = f"{crn} has several orders and the row does not say which it belongs to:"
            return self._in_doubt(crn, _Lost(message, "write the event number", column, None, crn))
        case = written(crn, event)
        if self.caseload.was_not_read(crn, event):
            return _Lost(f"the case {case} could not be read, and so", "mend the case's own row", None, case, crn)
        message = f"there is no case {case} {self.caseload.where}:"
        return _Lost(message, self.caseload.mend, None, case, crn)

    def _in_doubt(self, crn: str, lost: _Lost) -> _Lost:
        """A lost row that belongs to one of the person's orders: none of them has all its rows now."""
        self.result.incomplete |= {(crn, order) for order in self.caseload.orders_of(crn)}
        return lost


def _stray(sheet: Sheet, key: Key, numbers: list[int], caseload: Caseload) -> Problem:
    crn, event = key
    kept = "the row was" if len(numbers) == 1 else f"rows {in_words(numbers)} were"
    why = "could not be read" if caseload.was_not_read(crn, event) else f"is not {caseload.where}"
    first = written(crn, caseload.orders_of(crn)[0])
    message = f"the order {written(crn, event)} {why}: {kept} kept as the person's, under {first}"
    return sheet.place(numbers[0], crn).problem(
        message, "add the order, or correct the event number", value=written(crn, event), rows=len(numbers)
    )


def _report(table: str, sheet: Sheet, reason: _Lost, numbers: list[int]) -> Problem:
    left_out = "the row was left out" if len(numbers) == 1 else f"rows {in_words(numbers)} were left out"
    joint = " " if reason.message.endswith((":", "so")) else ": "
    place = sheet.place(numbers[0], reason.crn)
    message = reason.message + joint + left_out
    return place.problem(message, reason.mend, column=reason.column, value=reason.value, rows=len(numbers), table=table)
