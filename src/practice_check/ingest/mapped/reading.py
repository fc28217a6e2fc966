"""All the sheets of an export, whatever files they stand in, read by mappings into case records."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from practice_check.cells.cell import is_blank
from practice_check.cells.fault import CellFault, SheetFault
from practice_check.cells.suggest import plain
from practice_check.ingest.keys import read_crn
from practice_check.ingest.mapped.cases import CaseGrid, read_cases
from practice_check.ingest.mapped.conditions import leave_out
from practice_check.ingest.mapped.entries import Made, headings_of, make
from practice_check.ingest.mapped.making import LostRow, entries_of, makeable
from practice_check.ingest.mapped.own import is_own, reads_as_own
from practice_check.ingest.mapped.recognise import Known, NearMiss, recognise
from practice_check.ingest.mapped.reporting import report_columns, report_rows
from practice_check.ingest.mapped.sheet_rows import SheetRows, index_of, read_once
from practice_check.ingest.mapped.worth import as_text
from practice_check.ingest.own.case_sheet import Caseload, Key
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.ingest.own.covers_sheet import Covers, read_covers
from practice_check.ingest.own.table_sheet import TableRows, open_table, read_table
from practice_check.ingest.own.tabular import exported_on, records_of
from practice_check.ingest.part import Part
from practice_check.ingest.problems import InputError, Place, Problem
from practice_check.ingest.sheets import Grid, Line, Sheet, open_grid
from practice_check.mapping.model import Mapping, TableCover, heading_key
from practice_check.records.columns import CASES, COVERS, EXPORT, NOT_TABLES, names_of
from practice_check.records.model import CaseRecord, Cover, Row, tables

_ANY_DATE = re.compile(r"\d{1,4}[-/ .]\w{1,9}[-/ .]\d{2,4}")


#: How many cases are in memory at once.
_LOT = 100


def read_mapped(sheets: Sequence[Sheet], mappings: Sequence[Mapping]) -> Iterator[Part]:
    """The cases of the sheets, some at a time; the last part says what is wrong. Raises InputError where none is given.

    Whatever comes by the row lies on disk when it is much, and is gone through table by table.
    """
    yield from _Reading(sheets, mappings).read()


@dataclass(frozen=True)
class Covered:
    """What a mapping says that a table covers, and with what the sources of the rows begin that make it so."""

    cover: TableCover
    wheres: tuple[str, ...] = ()

    @property
    def of_all(self) -> bool:
        return self.cover.of == "all"

    def names(self, rows: Sequence[Row]) -> bool:
        """Whether the case has a row by which the table is known of it."""
        return self.cover.of == "named" and any((row.source or "").startswith(self.wheres) for row in rows)


class _Reading:
    def __init__(self, sheets: Sequence[Sheet], mappings: Sequence[Mapping]) -> None:
        self.part = Part()
        self.mappings = mappings
        self.rows: list[SheetRows] = []
        self.own: dict[str, list[Sheet]] = {}
        #: The day of export that each file gives.
        self.days: dict[str, dt.date] = {}
        for sheet in sheets:
            self._take(sheet)
        kinds: dict[tuple[str, str], list[SheetRows]] = {}
        for rows in self.rows:
            kinds.setdefault((rows.known.mapping.id, rows.known.name), []).append(rows)
        for alike in kinds.values():
            read_once(alike)
        for rows in self.rows:
            self._join(rows, kinds)
            leave_out(rows)

    def read(self) -> Iterator[Part]:
        part = self.part
        self._exported_on()
        caseload = self._cases()
        covers = self._own_covers(caseload)
        found: dict[str, TableRows] = {}
        complete: dict[str, list[Covered]] = {}
        for table in tables():
            made = make(table, self.rows, part.problems)
            grids = [*made.grids, *self._own_grids(table)]
            if not grids:
                self._say_absent(table, made)
                continue
            try:
                found[table] = read_table(table, grids, caseload, part.problems)
            except SheetFault as fault:
                place = grids[0].sheet.place(fault.row)
                part.problems.append(place.problem(fault.message, fault.mend, value=fault.value, table=table))
                continue
            found[table].incomplete |= _persons(made.lost, caseload)
            complete[table] = self._covered_by(table, made)
            part.made_of[table] = {grid.sheet.where for grid in grids}
        records = records_of(part, caseload, lambda key: _tables_of(key, found, complete, covers))
        while lot := list(islice(records, _LOT)):
            yield Part(records=lot)
        part.not_read = caseload.not_read
        for rows in self.rows:
            report_rows(rows, part.problems)
        part.problems[:] = _once(part.problems)
        yield part

    # ------------------------------------------------------------ sheets

    def _take(self, sheet: Sheet) -> None:
        try:
            known = recognise(sheet, self.mappings)
            if isinstance(known, Known) and not reads_as_own(sheet):
                report_columns(known, self.part.problems)
                self.rows.append(SheetRows(known))
            elif isinstance(known, Known) or is_own(sheet, known):
                self.own.setdefault(plain(sheet.name), []).append(sheet)
            elif plain(sheet.name) not in NOT_TABLES:
                self.part.problems.append(_not_read(sheet, known))
        except SheetFault as fault:
            place = sheet.place(fault.row)
            self.part.problems.append(place.problem(fault.message, fault.mend, value=fault.value))

    def _join(self, rows: SheetRows, kinds: dict[tuple[str, str], list[SheetRows]]) -> None:
        for name, join in rows.spec.joins.items():
            others = kinds.get((rows.known.mapping.id, join.sheet), [])
            if others:
                rows.joined[name] = [(other, index_of(other, join.by)) for other in others]

    def _own_grids(self, table: str) -> list[Grid]:
        found: list[Grid] = []
        for sheet in self.own.get(table, []):
            try:
                found.append(open_table(table, sheet, self.part.problems))
            except SheetFault as fault:
                place = sheet.place(fault.row)
                problem = place.problem(fault.message, fault.mend, value=fault.value, table=table)
                self.part.problems.append(problem)
        return found

    def _own_covers(self, caseload: Caseload) -> Covers:
        covers = Covers()
        for sheet in self.own.get(COVERS, []):
            try:
                covers = read_covers(sheet, caseload, self.part.problems)
            except SheetFault as fault:  # what it would have said is unknown: nothing counts as covered
                place = sheet.place(fault.row)
                self.part.problems.append(place.problem(fault.message, fault.mend, value=fault.value))
                covers = Covers(given=True)
        return covers

    # ------------------------------------------------------------ cases

    def _cases(self) -> Caseload:
        grids: list[CaseGrid] = []
        for rows in self.rows:
            for entry in rows.spec.entries:
                if entry.table != CASES:
                    continue
                for each in makeable(entry, rows)[0]:
                    lost: list[LostRow] = []
                    lines = [Line(number, cells) for number, cells in entries_of(each, rows, lost)]
                    grids.append(CaseGrid(Grid(rows.known.sheet, headings_of(each, rows), lines), entry.adds))
        for sheet in self.own.get(CASES, []):
            grid = open_grid(sheet, names_of(CaseRecord), self.part.problems)
            if grid is not None:
                grids.append(CaseGrid(grid))
        if all(each.adds for each in grids):
            known = ", ".join(f"'{rows.known.sheet.name}'" for rows in self.rows) or "no sheet"
            message = f"no sheet of the export gives the orders or licences themselves (recognised: {known})"
            unread = [each.message for each in self.part.problems if each.is_fault and each.row is None]
            mend = "add the sheet that lists them, or see with 'practice-check records inspect' what each sheet is"
            raise InputError("; ".join([message, *unread[:3]]), mend)
        return read_cases(grids, self.part.problems)

    def _exported_on(self) -> None:
        days: list[dt.date] = []
        for sheet in self.own.get(EXPORT, []):
            day = exported_on(sheet, self.part.problems)
            days += [] if day is None else [day]
        for rows in self.rows:
            found = _days_of_export(rows)
            days += found
            if found:
                self.days[rows.known.sheet.file] = max([*found, *self.days_of(rows)])
        self.part.exported_on = max(days, default=None)

    def days_of(self, rows: SheetRows) -> list[dt.date]:
        """The day on which the file of a sheet was exported, if it says so."""
        day = self.days.get(rows.known.sheet.file)
        return [] if day is None else [day]

    # ------------------------------------------------------------ what the tables cover

    def _covered_by(self, table: str, made: Made) -> list[Covered]:
        """What each mapping, or our own sheet, makes of the table: less, where a sheet or column of it is wanting."""
        if self.own.get(table):
            return [Covered(TableCover(of="all"))]
        found: list[Covered] = []
        for mapping in self.mappings:
            makers = [rows for rows in self.rows if rows.known.mapping.id == mapping.id and _makes(rows, table)]
            if table not in mapping.covers or not makers:
                continue
            cover = mapping.covers[table]
            wanted = set(cover.by or [name for name, sheet in mapping.sheets.items() if _spec_makes(sheet, table)])
            absent = wanted - {rows.known.name for rows in makers}
            lacking = [(rows, keys) for rows, keys in made.wanting if rows in makers and rows.known.name in wanted]
            if cover.of != "nothing":
                for rows, keys in lacking:
                    self._say_wanting(table, rows, keys)
                for name in sorted(absent):
                    self._say_part_absent(table, mapping, name)
            ends = [day for rows in makers for day in self.days_of(rows)]
            ends += [] if cover.end is None else [cover.end]
            if ends and min(ends) != self.part.exported_on:
                cover = cover.model_copy(update={"end": min(ends)})
            naming = set(cover.named_by or mapping.sheets)
            wheres = tuple(f"{rows.known.sheet.where}, " for rows in makers if rows.known.name in naming)
            found.append(Covered(TableCover(of="nothing") if absent or lacking else cover, wheres))
        return found

    def _say_absent(self, table: str, made: Made) -> None:
        place = Place(self._whole_file, table)
        message = f"nothing in the export gives '{table}': what it would show is unknown"
        for rows, keys in made.wanting[:1]:
            self._say_wanting(table, rows, keys)
        problem = place.problem(message, "add the sheet that holds it, if there is one", kind="absent", table=table)
        self.part.problems.append(problem)

    def _say_wanting(self, table: str, rows: SheetRows, keys: Sequence[str]) -> None:
        names = ", ".join(f"'{rows.columns[key].names[0] if key in rows.columns else key}'" for key in keys)
        message = (
            f"without {names} the sheet '{rows.known.sheet.name}' cannot give all '{table}': none is taken as absent"
        )
        place = Place(rows.known.sheet.file, rows.known.sheet.name)
        self.part.problems.append(place.problem(message, "export that column too", kind="absent", table=table))

    def _say_part_absent(self, table: str, mapping: Mapping, name: str) -> None:
        sheet = mapping.sheets[name].names[0]
        message = f"without the sheet '{sheet}' not all '{table}' are in the export: none is taken as absent"
        place = Place(self._whole_file, table)
        self.part.problems.append(place.problem(message, f"add the sheet '{sheet}'", kind="absent", table=table))

    @property
    def _whole_file(self) -> str:
        files = list(dict.fromkeys(rows.known.sheet.file for rows in self.rows))
        return files[0] if len(files) == 1 else "the export"


def _makes(rows: SheetRows, table: str) -> bool:
    return _spec_makes(rows.spec, table)


def _spec_makes(spec: object, table: str) -> bool:
    return any(entry.table == table for entry in getattr(spec, "entries", ()))


def _not_read(sheet: Sheet, miss: Known | NearMiss | None) -> Problem:
    place = Place(sheet.file, sheet.name)
    if isinstance(miss, NearMiss):
        lacking = ", ".join(f"'{name}'" for name in miss.lacking)
        message = (
            f"the sheet '{sheet.name}' has not the columns that '{miss.name}' of {miss.mapping.id} needs: {lacking}"
        )
        mend = "give the mapping the names that they have here; it was not read"
    else:
        message = f"the sheet '{sheet.name}' is none that the mapping knows: it was not read"
        mend = "add it to the mapping (practice-check records inspect drafts it), or take it out"
    return place.problem(message, mend, value=sheet.name)


def _tables_of(
    key: Key, found: dict[str, TableRows], complete: dict[str, list[Covered]], own: Covers
) -> dict[str, object]:
    """A case's rows in every table that is there, and what the tables cover for it."""
    fields: dict[str, object] = {}
    spans: dict[str, Cover] = {}
    said = own.of(key)
    for table, rows in found.items():
        mine = rows.rows.get(key, [])
        whole = [one.cover for one in complete[table] if one.of_all or one.names(mine)]
        cover = max(whole, key=lambda one: one.end or dt.date.max, default=None)
        unknown = table in said and said[table] is None
        if cover is None or unknown:
            if mine:
                fields[table] = mine
                spans[table] = COVERS_NOTHING
            continue
        fields[table] = mine
        span = said.get(table)
        if key in rows.incomplete:
            spans[table] = COVERS_NOTHING
        elif span is not None:
            spans[table] = span
        elif cover.start is not None or cover.end is not None:
            spans[table] = Cover.model_validate({"start": cover.start, "end": cover.end})
    if spans or own.given:
        fields["covers"] = spans
    return fields


def _persons(lost: Sequence[object], caseload: Caseload) -> set[Key]:
    """The cases of the people whose rows could not be told."""
    found: set[Key] = set()
    for raw in lost:
        try:
            crn = read_crn(raw)
        except CellFault:
            continue
        found |= {(crn, event) for event in caseload.orders_of(crn)}
    return found


def _days_of_export(rows: SheetRows) -> list[dt.date]:
    """The days of export that a title row, or a column, gives."""
    wanted = rows.spec.exported_on
    if wanted is None:
        return []
    found: list[dt.date] = []
    if wanted.column is not None and wanted.column in rows.places:
        reader = rows.readers[wanted.column]
        days = (reader.date(rows.raw(wanted.column, cells)) for _, cells in rows.rows)
        found += dict.fromkeys(day for day in days if isinstance(day, dt.date))
    forms = next(iter(rows.readers.values())).forms if rows.readers else None
    titles = [heading_key(title) for title in wanted.title]
    for number, cells in rows.known.sheet.rows():
        if number >= rows.known.heading_row or forms is None:
            break
        for place, cell in enumerate(cells):
            if is_blank(cell) or not any(heading_key(str(cell)).startswith(title) for title in titles):
                continue
            beside = [cell for cell in cells[place + 1 :] if not is_blank(cell)][:1]
            texts = _ANY_DATE.findall(as_text(cell))[:1]
            for value in [*texts, *beside]:
                try:
                    found.append(forms.read(value))
                    break
                except CellFault:
                    continue
    return found


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """Each problem once, though several entries are made of one cell."""
    found: dict[tuple[object, ...], Problem] = {}
    for each in problems:
        found.setdefault((each.file, each.sheet, each.row, each.column, each.value, each.message), each)
    return list(found.values())
