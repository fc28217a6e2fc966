"""From the sheets of one workbook or folder to its case records."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from practice_check.cells.fault import SheetFault
from practice_check.cells.suggest import nearest, plain
from practice_check.ingest.own.building import Cell, build, read_fields
from practice_check.ingest.own.case_sheet import Caseload, Key, read_cases
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.ingest.own.covers_sheet import Covers, read_covers
from practice_check.ingest.own.table_sheet import TableRows, open_table, read_table
from practice_check.ingest.part import Part
from practice_check.ingest.problems import InputError, Place, Problem
from practice_check.ingest.sheets import Container, Sheet, open_grid
from practice_check.records.columns import CASES, COVERS, EXPORT, NOT_TABLES, columns_of
from practice_check.records.model import CaseRecord, Cover, Row, tables

_EXPORTED_ON = columns_of(CaseRecord)["exported_on"]


def read_tables(file: str, container: Container, sheets: Sequence[Sheet]) -> Part:
    """The cases of a workbook or folder. Raises InputError when it has no usable sheet ``cases``."""
    part = read_some(file, container, sheets)
    if not part.records and not part.not_read:
        part.problems.insert(0, no_case(file, sheets))
    return part


def no_case(file: str, sheets: Sequence[Sheet]) -> Problem:
    """What is said of sheets that hold no case at all."""
    name = next((sheet.name for sheet in sheets if plain(sheet.name) == CASES), CASES)
    return Place(file, name).problem("there is no case in the sheet 'cases'", "add one", kind="absent")


def read_some(file: str, container: Container, sheets: Sequence[Sheet]) -> Part:
    """The cases of sheets that may hold a part of all rows."""
    part = Part()
    by_name = _by_name(file, sheets)
    case_sheet = _case_sheet(file, container, by_name)
    try:
        caseload = read_cases(case_sheet, part.problems)
        covers = read_covers(by_name.get(COVERS), caseload, part.problems)
        part.exported_on = exported_on(by_name.get(EXPORT), part.problems)
    except SheetFault as fault:  # without these three nothing of the rest can be understood
        raise InputError(f"{file}: {fault.message}", fault.mend) from fault
    found: dict[str, TableRows] = {}
    absent: list[Problem] = []
    for table in tables():
        sheet = by_name.get(table)
        if sheet is None:
            absent.append(_absent(file, container, table))
            continue
        try:
            found[table] = read_table(table, [open_table(table, sheet, part.problems)], caseload, part.problems)
        except SheetFault as fault:
            place = sheet.place(fault.row)
            part.problems.append(place.problem(fault.message, fault.mend, value=fault.value, table=table))
    _unknown_sheets(by_name, part.problems)
    part.not_read = caseload.not_read
    part.records += records_of(part, caseload, lambda key: _tables_of(key, found, covers))
    order_of = {sheet.name: position for position, sheet in enumerate(sheets)}
    part.problems.sort(key=lambda problem: (order_of.get(problem.sheet or "", len(sheets)), problem.row or 0))
    part.problems += absent
    return part


def records_of(
    part: Part, caseload: Caseload, tables_of: Callable[[Key], Mapping[str, object]]
) -> Iterator[tuple[CaseRecord, Place]]:
    """Every case of the caseload, with its tables; what is wrong with it goes to the problems of the part."""
    for key, order in caseload.orders.items():
        fields = {**order.fields, **tables_of(key)}
        if part.exported_on is not None and fields.get("exported_on") is None:
            fields["exported_on"] = part.exported_on
        yield build(CaseRecord, fields, order.place, part.problems), order.place


def _tables_of(key: Key, found: dict[str, TableRows], covers: Covers) -> dict[str, list[Row] | dict[str, Cover]]:
    """A case's rows in every table that is there, and what the tables cover for it."""
    fields: dict[str, list[Row] | dict[str, Cover]] = {}
    said = covers.of(key)
    spans = {table: span for table, span in said.items() if span is not None}
    for table, rows in found.items():
        own = rows.rows.get(key, [])
        unknown = table in said and said[table] is None
        if own or not unknown:
            fields[table] = own
        if key in rows.incomplete or (own and unknown):
            spans[table] = COVERS_NOTHING
    if covers.given or spans:
        fields["covers"] = spans
    return fields


def _by_name(file: str, sheets: Sequence[Sheet]) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        name = plain(sheet.name)
        if name in found:
            message = f"{file}: '{found[name].name}' and '{sheet.name}' are two sheets of one name"
            raise InputError(message, "put their rows together in one sheet")
        found[name] = sheet
    return found


def _case_sheet(file: str, container: Container, by_name: dict[str, Sheet]) -> Sheet:
    if CASES in by_name:
        return by_name[CASES]
    known = {CASES, *tables(), COVERS, EXPORT}
    close = [name for name in by_name if name not in known and nearest(name, [CASES])]
    mend = "add a sheet 'cases' with a row for each case (practice-check records template writes an empty workbook)"
    if close:
        mend = f"is the sheet '{by_name[close[0]].name}' meant? Name it 'cases'"
    raise InputError(
        f"{file}: the sheet 'cases' is not in the {container}, and nothing can be checked without it", mend
    )


def _absent(file: str, container: Container, table: str) -> Problem:
    message = f"the sheet '{table}' is not in the {container}: what it would show is unknown"
    return Place(file, table).problem(
        message, "add the sheet if the system that the cases came from holds it", kind="absent", table=table
    )


def exported_on(sheet: Sheet | None, problems: list[Problem]) -> dt.date | None:
    grid = None if sheet is None else open_grid(sheet, [_EXPORTED_ON.name], problems)
    if sheet is None or grid is None:
        return None
    days: list[dt.date] = []
    for line in grid.lines:
        cells = [Cell(grid.headings[name], _EXPORTED_ON, value) for name, value in line.cells.items()]
        day = read_fields(cells, sheet.place(line.number), problems).get("exported_on")
        if isinstance(day, dt.date):
            days.append(day)
    if len(set(days)) > 1:
        message = "the sheet gives more than one day of export: the earliest was taken"
        problems.append(sheet.place(1).problem(message, "keep one", column=_EXPORTED_ON.name))
    return min(days, default=None)


def _unknown_sheets(by_name: dict[str, Sheet], problems: list[Problem]) -> None:
    known = {CASES, *tables(), COVERS, EXPORT}
    for name, sheet in by_name.items():
        if name in known or name in NOT_TABLES:
            continue
        try:
            rows = max(0, sum(any(cell is not None for cell in cells) for _, cells in sheet.rows()) - 1)
        except SheetFault:
            rows = 0
        near = nearest(name, known)
        mend = (
            f"did you mean '{near}'? Rename it" if near else "rename it to one of the template's sheets, or take it out"
        )
        message = (
            f"the sheet '{sheet.name}' is not one that we know: it was not read ({rows} row{'' if rows == 1 else 's'})"
        )
        problems.append(Place(sheet.file, sheet.name).problem(message, mend, value=sheet.name))
