"""A sheet of a workbook or a table of a folder: its heading row, and its rows by heading."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from practice_check.cells.cell import is_blank
from practice_check.cells.fault import SheetFault, Unreadable
from practice_check.cells.suggest import by_plain_name, nearest, plain
from practice_check.cells.texts import in_words, shown
from practice_check.ingest.problems import Place, Problem

Container = Literal["workbook", "folder", "zip file"]


@dataclass(frozen=True)
class Sheet:
    """``rows`` reads the sheet anew each time: the number of each row and what stands in its cells."""

    file: str
    name: str
    rows: Callable[[], Iterator[tuple[int, Sequence[object]]]]
    #: Where its rows are said to come from: "caseload.xlsx, contacts".
    where: str
    #: Whether a row of too few or too many cells has lost its columns, as in CSV. (A worksheet stores no empty cells.)
    ragged: bool
    #: What its rows are counted in.
    unit: str = "row"

    def place(self, row: int | None = None, crn: str | None = None) -> Place:
        return Place(self.file, self.name, row, crn, None if row is None else self.source(row))

    def source(self, row: int) -> str:
        return f"{self.where}, {self.unit} {row}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what stands under each heading that we know, by the column's own name."""

    number: int
    cells: dict[str, object]


@dataclass(frozen=True)
class Grid:
    """A sheet with its headings understood: ``headings`` gives each known column the name that the sheet gives it."""

    sheet: Sheet
    headings: dict[str, str]
    lines: Iterable[Line]


def open_grid(sheet: Sheet, known: Sequence[str], problems: list[Problem]) -> Grid | None:
    """The sheet by its headings; None when it is empty. Unknown headings are named, and what is under them left out."""
    rows = sheet.rows()
    for number, cells in rows:
        if any(not is_blank(cell) for cell in cells):
            layout = _layout(sheet.place(number), cells, known, problems)
            headings = {name: str(cells[position]).strip() for position, name in layout.positions.items()}
            return Grid(sheet, headings, _lines(sheet, rows, layout, problems))
    return None


@dataclass(frozen=True)
class Heading:
    """The heading row of a sheet: its number and cells, and where the columns that we asked for stand in a row."""

    number: int
    cells: Sequence[object]
    places: dict[str, int]
    width: int

    def cell(self, sheet: Sheet, cells: Sequence[object], name: str) -> object:
        """What a row says in a column, as ``open_grid`` would have it; None where it has no such column or cell."""
        place = self.places.get(name)
        if sheet.ragged and any(not is_blank(cell) for cell in cells[self.width :]):
            cells = _shifted(cells, self.width)
        return cells[place] if place is not None and place < len(cells) else None


def heading_of(number: int, cells: Sequence[object], known: Sequence[str]) -> Heading:
    """A row as the headings of a sheet that has these columns."""
    layout = _layout(Place(""), cells, known, [])
    return Heading(number, cells, {name: place for place, name in layout.positions.items()}, layout.width)


@dataclass(frozen=True)
class _Layout:
    """Where the columns that we know stand, which columns have a heading at all, and how wide the headings reach."""

    positions: dict[int, str]
    named: frozenset[int]
    width: int


def _layout(place: Place, cells: Sequence[object], known: Sequence[str], problems: list[Problem]) -> _Layout:
    by_plain = by_plain_name(tuple(known))
    found: dict[str, list[int]] = {}
    named = frozenset(position for position, cell in enumerate(cells) if not is_blank(cell))
    for position in sorted(named):
        heading = str(cells[position]).strip()
        name = by_plain.get(plain(heading))
        if name is not None:
            found.setdefault(name, []).append(position)
            continue
        message = f"the column '{shown(heading)[:60]}' is not one of this sheet's: it was not read"
        near = nearest(heading, known)
        mend = f"did you mean '{near}'?" if near else "rename it, or take it out: the template has the names"
        problems.append(place.problem(message, mend, column=heading))
    for where in found.values():
        if len(where) > 1:
            heading = str(cells[where[0]]).strip()
            message = f"the column '{heading}' stands {len(where)} times: none of them was read"
            problems.append(place.problem(message, "take out all but one", column=heading))
    return _Layout({where[0]: name for name, where in found.items() if len(where) == 1}, named, len(cells))


def _lines(
    sheet: Sheet, rows: Iterator[tuple[int, Sequence[object]]], layout: _Layout, problems: list[Problem]
) -> Iterator[Line]:
    unnamed: list[int] = []
    for number, stored in rows:
        if all(is_blank(cell) for cell in stored):
            continue
        cells, short = stored, False
        if sheet.ragged:
            short = len(stored) < layout.width
            if any(not is_blank(cell) for cell in stored[layout.width :]):
                cells = _shifted(stored, layout.width)
        if any(not is_blank(cell) for position, cell in enumerate(cells) if position not in layout.named):
            unnamed.append(number)
        if short:
            message = f"the row has {len(cells)} cells and the headings {layout.width}: the last were taken as unknown"
            mend = "export the table again, with a cell for every column"
            lacking = [name for position, name in layout.positions.items() if position >= len(cells)]
            problems.append(sheet.place(number).problem(message, mend, value=len(cells), fields=lacking))
        yield Line(
            number,
            {
                name: cells[position] if position < len(cells) else None
                for position, name in layout.positions.items()
                if position < len(cells) or not short
            },
        )
    if unnamed:
        rows_of = "row" if len(unnamed) == 1 else "rows"
        message = f"cells stand in a column without a heading in {rows_of} {in_words(unnamed)}: they were not read"
        mend = "give the column a heading, or clear the cells"
        problems.append(sheet.place(unnamed[0]).problem(message, mend, rows=len(unnamed)))


def _shifted(cells: Sequence[object], width: int) -> list[object]:
    """A row of too many cells: a separator inside a text has moved the rest along, so nothing in it can be trusted."""
    message = f"the row has {len(cells)} cells and the headings {width}"
    mend = "put texts that hold the separator in quotation marks, and export the table again"
    return [Unreadable(str(cell), message, mend) for cell in cells[:width]]


def need_columns(sheet: Sheet, grid: Grid, *names: str) -> None:
    for name in names:
        if name not in grid.headings:
            message = f"the sheet '{sheet.name}' has no single column '{name}': none of it could be read"
            raise SheetFault(message, f"add the column '{name}'", value=sheet.name)
