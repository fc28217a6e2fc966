"""Tables of our own form that do not fit in memory: their rows are put in order by person on disk, then read as ever.

Each row is laid on disk, and where it lies goes with whose it is to a table of an embedded database in a private
folder, which sorts it by people in the order of ``cases``. Some people's rows at a time then make small sheets, which
the readers of small tables read: with the numbers that the rows have in their files. What is said of a sheet as a whole
is said once.
"""

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import duckdb

from practice_check.cells.cell import is_blank
from practice_check.cells.fault import CellFault, SheetFault
from practice_check.cells.suggest import plain
from practice_check.ingest.formats.parquet import quoted
from practice_check.ingest.keys import read_crn
from practice_check.ingest.own.covers_sheet import TABLE
from practice_check.ingest.own.tabular import no_case, read_some
from practice_check.ingest.part import Part
from practice_check.ingest.private_folder import private_folder
from practice_check.ingest.problems import InputError
from practice_check.ingest.sheets import Container, Heading, Sheet, heading_of
from practice_check.ingest.stored import Problems, Spool, no_room
from practice_check.records.columns import CASES, COVERS, EXPORT, KEYS, names_of
from practice_check.records.model import CaseRecord, tables

#: Rows that make one lot to read, however many people they are of.
_LOT = 5000
_SHUT: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "memory_limit": "64MB",
    "threads": 1,
    "preserve_insertion_order": False,
}
_NOBODY = "-"
_FETCHED = 2000

Line = tuple[int, Sequence[object]]


@dataclass(frozen=True)
class _Opened:
    """A sheet, its headings where it has any, the rows that stand in every lot of it, and how its reading broke off."""

    sheet: Sheet
    heading: Heading | None
    of_all: Sequence[Line] = ()
    fault: SheetFault | None = None

    def part(self, rows: Sequence[Line]) -> Sheet:
        """The sheet with these of its rows only."""

        def read() -> Iterator[Line]:
            if self.heading is not None:
                yield self.heading.number, self.heading.cells
            yield from sorted([*self.of_all, *rows], key=lambda row: row[0])
            if self.fault is not None:
                raise self.fault

        return replace(self.sheet, rows=read)

    def shared(self) -> set[int | None]:
        """The rows of which every lot speaks."""
        found: set[int | None] = {number for number, _ in self.of_all}
        found |= {self.heading.number} if self.heading else set()
        return found | ({self.fault.row} if self.fault else set())


def read_large_tables(file: str, container: Container, sheets: Sequence[Sheet]) -> Iterator[Part]:
    """The cases of a folder, some people at a time. Raises InputError as ``read_tables`` does.

    Problems come last, by sheet and row where they are few enough to be sorted in memory.
    """
    problems = Problems()
    found_cases = False
    with private_folder() as folder, _database(folder) as database:
        ours = [sheet for sheet in sheets if _is_ours(sheet)]
        others = [sheet for sheet in sheets if not _is_ours(sheet)]
        spool = Spool()
        opened = _laid_down(ours, database, folder, spool)
        shared = {each.sheet.name: each.shared() for each in opened}
        told: set[tuple[object, ...]] = set()
        for number, lot in enumerate(_lots(database, spool)):
            part = read_some(
                file,
                container,
                [
                    *(each.part(lot.get(place, ())) for place, each in enumerate(opened)),
                    *(others if number == 0 else ()),
                ],
            )
            for problem in part.problems:
                if problem.row is None or problem.row in shared.get(problem.sheet or "", ()):
                    said = (problem.file, problem.sheet, problem.row, problem.column, problem.value, problem.message)
                    if said in told:
                        continue
                    told.add(said)
                problems.append(problem)
            part.problems = []
            found_cases = found_cases or bool(part.records or part.not_read)
            yield part
    if not found_cases:
        problems.append(no_case(file, sheets))
    order = {sheet.name: place for place, sheet in enumerate(sheets)}
    few = problems.if_few()
    if isinstance(few, list):
        few.sort(key=lambda problem: (order.get(problem.sheet or "", len(sheets)), problem.row or 0))
    yield from (Part(problems=[problem]) for problem in few)


def _is_ours(sheet: Sheet) -> bool:
    return plain(sheet.name) in {CASES, COVERS, EXPORT, *tables()}


@contextmanager
def _database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in the folder that reads and writes nothing outside it."""
    try:
        with duckdb.connect(str(folder / "rows.db"), config=_SHUT) as connection:
            connection.execute(f"SET temp_directory = {quoted(str(folder / 'spilt'))}")
            connection.execute(f"SET allowed_directories = [{quoted(str(folder))}]")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield connection
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        message = f"the tables are too large for memory, and could not be sorted in {folder.parent}"
        mend = "make room there, or name a folder with more of it in the environment variable TMPDIR"
        raise InputError(message, mend) from error


# ---------------------------------------------------------------- laying down


def _laid_down(
    sheets: Sequence[Sheet], database: duckdb.DuckDBPyConnection, folder: Path, spool: Spool
) -> list[_Opened]:
    """Put the rows of the sheets into the table ``lines``, by the place of their sheet, and give them in order."""
    path = folder / "rows.txt"
    opened: list[_Opened] = []
    with path.open("w", encoding="ascii") as stream:
        for place, sheet in enumerate(sheets):
            opened.append(_put(sheet, _Laying(stream, spool, place)))
    cases = next((place for place, each in enumerate(opened) if plain(each.sheet.name) == CASES), -1)
    columns = "{'sheet': 'INTEGER', 'row': 'BIGINT', 'crn': 'VARCHAR', 'begins': 'BIGINT', 'length': 'BIGINT'}"
    database.execute(
        f"CREATE TABLE lines AS SELECT * FROM read_csv({quoted(str(path))}, header = false, auto_detect = false, "
        f"delim = ' ', quote = '', escape = '', buffer_size = 4194304, columns = {columns})"
    )
    path.unlink()
    database.execute(
        f"CREATE TABLE people AS SELECT crn, min(row) AS first FROM lines WHERE sheet = {cases} GROUP BY crn"
    )
    return opened


@dataclass(frozen=True)
class _Laying:
    """Lays down rows of one sheet: the cells in ``spool``, and where they lie in ``stream``."""

    stream: TextIO
    spool: Spool
    place: int

    def put(self, number: int, crn: str, cells: Sequence[object]) -> None:
        data = pickle.dumps(list(cells), 5)
        try:
            self.stream.write(f"{self.place} {number} {crn} {self.spool.put(data)} {len(data)}\n")
        except OSError as error:
            raise no_room(error) from error


def _put(sheet: Sheet, to: _Laying) -> _Opened:
    """Put every row of a sheet with the CRN of whom it is; those that every lot is to have are kept."""
    name = plain(sheet.name)
    heading: Heading | None = None
    of_all: list[Line] = []
    try:
        for number, cells in sheet.rows():
            if all(is_blank(cell) for cell in cells):
                continue
            if heading is None:
                heading = heading_of(number, cells, [*KEYS, TABLE, *_columns(name)])
                continue
            crn = _crn_of(heading.cell(sheet, cells, "crn"))
            if name == EXPORT or (
                name == COVERS and (crn is None or not _names_table(heading.cell(sheet, cells, TABLE)))
            ):
                of_all.append((number, cells))
            else:
                to.put(number, crn or _NOBODY, cells)
    except SheetFault as fault:
        return _Opened(sheet, heading, of_all, fault)
    return _Opened(sheet, heading, of_all)


def _columns(name: str) -> Sequence[str]:
    model = CaseRecord if name == CASES else tables().get(name)
    return names_of(model) if model else ()


def _crn_of(cell: object) -> str | None:
    try:
        return read_crn(cell)
    except CellFault:
        return None


def _names_table(cell: object) -> bool:
    return cell is not None and plain(str(cell)) in tables()


# ---------------------------------------------------------------- taking up


def _lots(database: duckdb.DuckDBPyConnection, spool: Spool) -> Iterator[dict[int, list[Line]]]:
    """All rows in lots, by the place of their sheet; at least one lot. All rows of a person are in one of them."""
    lot: dict[int, list[Line]] = {}
    size, before, given = 0, "", False
    for place, number, crn, at, length in _in_order(database):
        if size >= _LOT and (crn != before or crn == _NOBODY):
            yield lot
            lot, size, given = {}, 0, True
        lot.setdefault(place, []).append((number, pickle.loads(spool.take(at, length))))
        size, before = size + 1, crn
    if lot or not given:
        yield lot


def _in_order(database: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int, str, int, int]]:
    """By people in the order of the sheet of cases, then those whom it does not have."""
    database.execute(
        "SELECT sheet, row, crn, begins, length FROM lines LEFT JOIN people USING (crn) "
        "ORDER BY people.first NULLS LAST, crn, sheet, row"
    )
    while rows := database.fetchmany(_FETCHED):
        yield from rows
