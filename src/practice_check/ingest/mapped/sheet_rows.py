"""The rows of a known sheet at hand, and what a column of theirs is worth."""

from collections import Counter
from collections.abc import Mapping as Names
from collections.abc import Sequence
from functools import cached_property

from practice_check.cells.cell import is_blank
from practice_check.cells.date_columns import doubt as doubt_of
from practice_check.cells.fault import Unreadable
from practice_check.ingest.formats.title_rows import is_trailer
from practice_check.ingest.many import Many
from practice_check.ingest.mapped.recognise import Known
from practice_check.ingest.mapped.told import Told
from practice_check.ingest.mapped.turning import Row, turned
from practice_check.ingest.mapped.worth import ABSENT, ColumnReader, UnknownCode, as_text, reader_of
from practice_check.mapping.model import UNKNOWN
from practice_check.records.columns import NOT_IN_EXPORT, Kind, fields_of

#: Rows by the cells that others join them by.
Index = dict[tuple[str, ...], list[Sequence[object]]]


class SheetRows:
    """A known sheet with its rows at hand, read once; long sheets are turned."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.spec = known.spec
        self.columns = known.spec.every_column()
        self.told = Told()
        self.places = {key: place for key, place in known.columns.items() if not self.columns[key].guess}
        self.rows: Many[Row] = Many()
        for number, cells in known.sheet.rows():
            if number <= known.heading_row or all(is_blank(cell) for cell in cells):
                continue
            if is_trailer(cells):
                self.told.leave_out(number, "a total or the end of the report")
                continue
            self.rows.append((number, cells))
        if self.spec.long is not None:
            self.places, wide = turned(known, self.places, self.rows, self.told)
            self.rows = Many(wide)
        #: Rows of the sheets that it is joined with, by the joined columns; filled in by whoever has all the sheets.
        self.joined: dict[str, list[tuple[SheetRows, Index]]] = {}

    def has(self, key: str) -> bool:
        """Whether the sheet, or a sheet that it is joined with, has the column."""
        if key in self.columns:
            return key in self.places
        name, _, rest = key.partition(".")
        if name in self.spec.joins:
            there = all(ours in self.places for ours in self.spec.joins[name].by)
            return there and any(other.has(rest) for other, _ in self.joined.get(name, []))
        return name in self.places

    def heading(self, key: str) -> str:
        """What the sheet calls the column."""
        if key in self.known.headings:
            return self.known.headings[key]
        return self.known.headings.get(key.partition(".")[0], key)

    def raw(self, key: str, cells: Sequence[object]) -> object:
        place = self.places.get(key)
        if place is None:
            return ABSENT
        return cells[place] if place < len(cells) else None

    @cached_property
    def readers(self) -> dict[str, ColumnReader]:
        return {key: self._reader(key) for key in self.places}

    def _reader(self, key: str) -> ColumnReader:
        reader = reader_of(self.known.mapping, self.spec, self.columns[key])
        if key not in self._date_columns:
            return reader
        cells = (reader.text(self.raw(key, cells)) for _, cells in self.rows)
        found = doubt_of((cell for cell in cells if cell is not None and cell != NOT_IN_EXPORT), reader.forms)
        if found is None:
            return reader
        return reader_of(self.known.mapping, self.spec, self.columns[key], found)

    @cached_property
    def _date_columns(self) -> frozenset[str]:
        found = {key for key, column in self.columns.items() if column.dates is not None}
        for entry in self.spec.entries:
            kinds = fields_of(entry.table)
            for each in entry.each():
                for name, value in each.fields.items():
                    if kinds[name].kind is Kind.DATE:
                        found |= set(value.reads)
        return frozenset(found)

    def worth(self, key: str, row: Row) -> object:
        """A column, an attribute of its code, or a column of a joined sheet.

        A text, number, date as it stands, list, None (not recorded), NOT_IN_EXPORT, ABSENT, Unreadable or UnknownCode.
        """
        if key in self.columns:
            if key not in self.places:
                return ABSENT
            said = self.readers[key].coded(self.raw(key, row[1]))
            return (
                self.seen(key, said, row[0])
                if not isinstance(said, dict)
                else self.readers[key].text(self.raw(key, row[1]))
            )
        name, _, rest = key.partition(".")
        if name in self.spec.joins:
            return self._of_join(name, rest, row)
        if name not in self.places:
            return ABSENT
        said = self.seen(name, self.readers[name].coded(self.raw(name, row[1])), row[0])
        if isinstance(said, dict):
            worth = said.get(rest, NOT_IN_EXPORT)
            return NOT_IN_EXPORT if worth == UNKNOWN else worth
        return said if said is None or isinstance(said, (Unreadable, UnknownCode)) else NOT_IN_EXPORT

    def seen(self, key: str, said: object, number: int) -> object:
        if isinstance(said, UnknownCode):
            self.told.codes.setdefault((key, said.text), {})[number] = None
        return said

    def _of_join(self, name: str, rest: str, row: Row) -> object:
        if not self.has(f"{name}.{rest}"):
            return ABSENT
        wanted = [self.raw(ours, row[1]) for ours in self.spec.joins[name].by]
        if any(is_blank(cell) for cell in wanted):
            return None
        key = tuple(as_text(cell).lower() for cell in wanted)
        found = [(other, cells) for other, index in self.joined[name] for cells in index.get(key, [])]
        worths = [other.worth(rest, (row[0], cells)) for other, cells in found]
        if len(worths) == 0 or any(worth != worths[0] for worth in worths):
            self.told.unmatched.setdefault(name, {})[row[0]] = None
            return NOT_IN_EXPORT
        return worths[0]


def index_of(other: SheetRows, by: Names[str, str]) -> Index:
    """The rows of a sheet by the columns that others join it by."""
    found: Index = {}
    for _, cells in other.rows:
        key = [other.raw(theirs, cells) for theirs in by.values()]
        if not any(cell is ABSENT or is_blank(cell) for cell in key):
            found.setdefault(tuple(as_text(cell).lower() for cell in key), []).append(cells)
    return found


def read_once(sheets: Sequence[SheetRows]) -> None:
    """Leave out of each sheet the rows that stand word for word in an earlier one of the same kind: exports overlap.

    What stands twice in one sheet is two entries.
    """
    if len(sheets) < 2:
        return
    columns = [key for key in sheets[0].columns if any(key in rows.places for rows in sheets)]
    seen: dict[tuple[str, ...], tuple[int, str]] = {}
    for rows in sheets:
        own: Counter[tuple[str, ...]] = Counter()
        kept: Many[Row] = Many()
        for number, cells in rows.rows:
            said = tuple("" if is_blank(cell) else as_text(cell) for cell in (rows.raw(key, cells) for key in columns))
            own[said] += 1
            times, where = seen.get(said, (0, ""))
            if own[said] <= times:
                reason = f"the same stands in {where}"
                rows.told.leave_out(number, reason)
            else:
                kept.append((number, cells))
        rows.rows = kept
        for said, times in own.items():
            if times > seen.get(said, (0, ""))[0]:
                seen[said] = (times, rows.known.sheet.where)
