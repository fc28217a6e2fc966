"""Which sheet of a mapping a sheet of the export is, and where its columns stand."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from itertools import islice

from practice_check.cells.cell import is_blank
from practice_check.cells.texts import shown
from practice_check.ingest.sheets import Sheet
from practice_check.mapping.model import Column, Mapping, heading_key
from practice_check.mapping.model import Sheet as MappedSheet

#: How far down a heading row is looked for.
MOST_TITLE_ROWS = 50


@dataclass(frozen=True)
class Known:
    """A sheet of the export that a mapping knows: ``columns`` gives each column's position, ``headings`` its name."""

    sheet: Sheet
    mapping: Mapping
    name: str
    spec: MappedSheet
    heading_row: int
    columns: dict[str, int]
    headings: dict[str, str]
    #: Headings that the mapping does not name.
    unused: list[str] = field(default_factory=list)
    #: Headings of one name that stands twice, with the column that they would have been.
    twice: dict[str, str] = field(default_factory=dict)

    @property
    def guessed(self) -> list[str]:
        return [key for key in self.columns if self.spec.every_column()[key].guess]


@dataclass(frozen=True)
class NearMiss:
    """A sheet that bears a name of a mapping's and lacks columns that it needs."""

    mapping: Mapping
    name: str
    lacking: list[str]
    headings: list[str]


def recognise(sheet: Sheet, mappings: Sequence[Mapping]) -> Known | NearMiss | None:
    """The mapping's sheet that this one is: by its name first, then the one with most columns."""
    top = first_rows(sheet)
    found: list[tuple[tuple[bool, int], Known]] = []
    misses: list[NearMiss] = []
    for mapping in mappings:
        for name, spec in mapping.sheets.items():
            named = heading_key(sheet.name) in {heading_key(each) for each in spec.names}
            known = _read_as(sheet, mapping, name, spec, top)
            if isinstance(known, Known):
                found.append(((named, len(known.columns)), known))
            elif named:
                misses.append(known)
    if found:
        return max(found, key=lambda pair: pair[0])[1]
    return misses[0] if misses else None


def first_rows(sheet: Sheet) -> list[tuple[int, Sequence[object]]]:
    """The rows among which a heading row is looked for."""
    return list(islice(sheet.rows(), MOST_TITLE_ROWS))


def _read_as(
    sheet: Sheet, mapping: Mapping, name: str, spec: MappedSheet, top: Sequence[tuple[int, Sequence[object]]]
) -> Known | NearMiss:
    columns = spec.every_column()
    needed = {key for key, column in columns.items() if column.needed}
    best: tuple[int, set[str], list[str]] = (-1, needed, [])
    above: Sequence[object] = ()
    for number, cells in top:
        if all(is_blank(cell) for cell in cells):
            continue
        places, twice = _places(columns, cells, above)
        lacking = needed - places.keys()
        if not lacking:
            used = set(places.values())
            others = [str(cell).strip() for place, cell in enumerate(cells) if place not in used and not is_blank(cell)]
            headings = {key: str(cells[place]).strip() for key, place in places.items()}
            return Known(sheet, mapping, name, spec, number, places, headings, others, twice)
        if len(places) > best[0]:
            best = (len(places), lacking, [shown(cell) for cell in cells if not is_blank(cell)])
        above = cells
    wanting = [columns[key].names[0] for key in columns if key in best[1]]
    return NearMiss(mapping, name, wanting, best[2])


def _places(
    columns: Names[str, Column], cells: Sequence[object], above: Sequence[object]
) -> tuple[dict[str, int], dict[str, str]]:
    """Where each column stands, by the first of its names that is there; and those whose name stands twice."""
    by_name: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        for text in _names_of(cell, above[place] if place < len(above) else None):
            by_name.setdefault(text, []).append(place)
    found: dict[str, int] = {}
    twice: dict[str, str] = {}
    taken: set[int] = set()
    for _, key, text in sorted(_wanted(columns)):
        if key in found or text not in by_name:
            continue
        free = [place for place in by_name[text] if place not in taken]
        if len(free) == 1:
            found[key] = free[0]
            taken.add(free[0])
        elif len(free) > 1:
            twice[key] = str(cells[free[0]]).strip()
    return found, {key: heading for key, heading in twice.items() if key not in found}


def _wanted(columns: Names[str, Column]) -> Iterator[tuple[int, str, str]]:
    """Every name of every column: a column's own first name goes before another's second."""
    for key, column in columns.items():
        for rank, name in enumerate(column.names):
            text = heading_key(name)
            if text:
                yield rank, key, text


def _names_of(cell: object, above: object) -> list[str]:
    """What a heading may be called: by itself, and after the heading that spans it."""
    if is_blank(cell):
        return []
    own = heading_key(str(cell))
    over = "" if is_blank(above) else heading_key(str(above))
    return [name for name in dict.fromkeys([own, over + own]) if name]
