"""The sheet ``covers``: from which day to which day each table is complete, for every case or for one.

A row that says "(not in the export)" for both days says that the table itself is not: for the case that it names, or
for all. Of two rows about one table, the one that names the case goes before the one that names none.
"""

from dataclasses import dataclass, field

from practice_check.cells.cell import is_blank, is_not_in_export
from practice_check.cells.fault import CellFault
from practice_check.cells.suggest import nearest, plain
from practice_check.ingest.keys import read_crn, read_event, written
from practice_check.ingest.own.building import Cell
from practice_check.ingest.own.case_sheet import Caseload, Key
from practice_check.ingest.own.coverage import COVERS_NOTHING, read_cover
from practice_check.ingest.problems import Problem
from practice_check.ingest.sheets import Line, Sheet, need_columns, open_grid
from practice_check.records.columns import KEYS, columns_of
from practice_check.records.model import Cover, tables

TABLE = "table"
Span = Cover | None  # None: the table is not in the export


@dataclass
class Covers:
    """What the sheet says; ``given`` False when there is no such sheet."""

    given: bool = False
    of_all: dict[str, Span] = field(default_factory=dict)
    of_one: dict[Key, dict[str, Span]] = field(default_factory=dict)

    def of(self, key: Key) -> dict[str, Span]:
        return {**self.of_all, **self.of_one.get(key, {})}


def read_covers(sheet: Sheet | None, caseload: Caseload, problems: list[Problem]) -> Covers:
    """Raises SheetFault when the sheet has not its columns."""
    names = list(columns_of(Cover))
    grid = None if sheet is None else open_grid(sheet, [TABLE, *names, *KEYS], problems)
    if sheet is None or grid is None:
        return Covers()
    need_columns(sheet, grid, TABLE, *names)
    reader = _Reader(sheet, grid.headings, caseload, problems)
    for line in grid.lines:
        reader.read(line)
    return reader.covers


class _Reader:
    def __init__(self, sheet: Sheet, headings: dict[str, str], caseload: Caseload, problems: list[Problem]) -> None:
        self.covers = Covers(given=True)
        self._sheet = sheet
        self._headings = headings
        self._caseload = caseload
        self._problems = problems
        self._told: set[tuple[Key | None, str]] = set()

    def read(self, line: Line) -> None:
        table = self._table(line)
        if table is None:
            return
        span = self._span(line)
        try:
            for key in self._keys(line):
                self._tell(line, key, table, span)
        except CellFault as fault:  # it is some case's table that it speaks of, and we do not know whose
            place = self._sheet.place(line.number)
            self._problems.append(place.problem(fault.message, fault.mend, column="crn", value=line.cells.get("crn")))
            self.covers.of_all[table] = COVERS_NOTHING

    def _table(self, line: Line) -> str | None:
        named = line.cells.get(TABLE)
        table = "" if named is None else plain(str(named))
        if table in tables():
            return table
        near = nearest(table, tables())
        mend = f"did you mean '{near}'?" if near else "write the name of a sheet"
        message = f"'{table}' is not the name of a sheet: until it is mended, those not named cover nothing"
        self._problems.append(self._sheet.place(line.number).problem(message, mend, column=TABLE, value=named))
        self.covers.of_all = {**dict.fromkeys(tables(), COVERS_NOTHING), **self.covers.of_all}
        return None

    def _span(self, line: Line) -> Span:
        columns = columns_of(Cover)
        if all(is_not_in_export(line.cells.get(name)) for name in columns):
            return None
        cells = [
            Cell(self._headings[name], columns[name], value) for name, value in line.cells.items() if name in columns
        ]
        return read_cover(cells, self._sheet.place(line.number), self._problems)

    def _keys(self, line: Line) -> list[Key | None]:
        """The cases that a row speaks of; None is every case. Raises CellFault when that cannot be told."""
        crn, number = line.cells.get("crn"), line.cells.get("event_number")
        if is_blank(crn) and is_blank(number):
            return [None]
        person, event = read_crn(crn), read_event(number)
        orders = self._caseload.orders_of(person)
        found: list[Key | None] = [(person, order) for order in orders if event in {None, order}]
        if not found:
            message = f"there is no case {written(person, event)} in the sheet 'cases': the row was left out"
            place = self._sheet.place(line.number, person)
            self._problems.append(
                place.problem(message, "correct the CRN or event number", value=written(person, event))
            )
        return found

    def _tell(self, line: Line, key: Key | None, table: str, span: Span) -> None:
        said = self.covers.of_all if key is None else self.covers.of_one.setdefault(key, {})
        if (key, table) in self._told and said[table] != span:
            message = f"'{table}' stands twice: it counts as covering nothing"
            mend = "take out one of the two"
            self._problems.append(self._sheet.place(line.number).problem(message, mend, column=TABLE, value=table))
            span = COVERS_NOTHING
        self._told.add((key, table))
        said[table] = span
