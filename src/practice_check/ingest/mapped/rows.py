"""The rows of a known sheet, and the entries that each of them makes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from functools import cached_property

from practice_check.ingest.cells import is_blank
from practice_check.ingest.date_columns import doubt as doubt_of
from practice_check.ingest.fault import Unreadable
from practice_check.ingest.mapped.recognise import Known
from practice_check.ingest.mapped.worth import (
    ABSENT,
    ColumnReader,
    UnknownCode,
    as_text,
    by_plain_code,
    code_key,
    reader_of,
)
from practice_check.ingest.problems import Problem, in_words
from practice_check.ingest.suggest import nearest
from practice_check.ingest.title_rows import is_trailer
from practice_check.mapping.model import Entry, Value, When, heading_key
from practice_check.records.columns import NOT_IN_EXPORT, Column, Kind, fields_of

Row = tuple[int, Sequence[object]]
#: Rows by the cells that others join them by.
Index = dict[tuple[str, ...], list[Sequence[object]]]


@dataclass
class Told:
    """What is said once of a whole sheet, with the rows that it is true of."""

    left_out: dict[str, list[int]] = field(default_factory=dict)
    codes: dict[tuple[str, str], dict[int, None]] = field(default_factory=dict)
    unmatched: dict[str, dict[int, None]] = field(default_factory=dict)
    #: Rows that made an entry, or may have; and the blank column for want of which others made none.
    used: set[int] = field(default_factory=set)
    blank: dict[int, str] = field(default_factory=dict)


class SheetRows:
    """A known sheet with its rows at hand, read once; long sheets are turned."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.spec = known.spec
        self.columns = known.spec.every_column()
        self.told = Told()
        self.places = {key: place for key, place in known.columns.items() if not self.columns[key].guess}
        self.rows: list[Row] = []
        for number, cells in known.sheet.rows():
            if number <= known.heading_row or all(is_blank(cell) for cell in cells):
                continue
            if is_trailer(cells):
                self.told.left_out.setdefault("a total or the end of the report", []).append(number)
                continue
            self.rows.append((number, cells))
        if self.spec.long is not None:
            self._turn()
        #: Rows of the sheets that it is joined with, by the joined columns; filled in by whoever has all the sheets.
        self.joined: dict[str, list[tuple[SheetRows, Index]]] = {}

    def has(self, key: str) -> bool:
        """Whether the sheet, or a sheet that it is joined with, has the column."""
        if key in self.columns:
            return key in self.places
        name, _, rest = key.partition(".")
        if name in self.spec.joins:
            return any(other.has(rest) for other, _ in self.joined.get(name, []))
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

    def _turn(self) -> None:
        """A row for each question and its answer becomes a row for each key, a column for each question."""
        long = self.spec.long
        if long is None:
            return
        names = {heading_key(name): key for key, column in self.columns.items() for name in reversed(column.names)}
        fixed = [key for key in (*long.by, long.name, long.value) if key in self.places]
        order = list(dict.fromkeys([*fixed, *self.columns]))
        wide: dict[tuple[str, ...], tuple[int, list[object]]] = {}
        seen: set[str] = set()
        unknown: dict[str, list[int]] = {}
        for number, cells in self.rows:
            asked = self.raw(long.name, cells)
            column = None if is_blank(asked) else names.get(heading_key(str(asked)))
            if column is None:
                unknown.setdefault(str(asked), []).append(number)
                continue
            seen.add(column)
            key = tuple(as_text(self.raw(name, cells)) for name in long.by)
            if key not in wide:
                start: list[object] = [None] * len(order)
                for name in fixed:
                    start[order.index(name)] = self.raw(name, cells)
                wide[key] = (number, start)
            at = order.index(column)
            value = self.raw(long.value, cells)
            before = wide[key][1][at]
            if before is not None and before != value:
                text = f"{as_text(before)} / {as_text(value)}"
                message = f"'{self.columns[column].names[0]}' is answered twice, and not alike"
                value = Unreadable(text, message, "keep the answer that is right")
            wide[key][1][at] = value
        self.places = {name: order.index(name) for name in (*fixed, *seen)}
        self.rows = list(wide.values())
        for text, numbers in unknown.items():
            self.told.left_out.setdefault(f"'{text[:60]}' is no name that the mapping has", []).extend(numbers)

    # ------------------------------------------------------------ what stands in a row

    def worth(self, key: str, number: int, cells: Sequence[object]) -> object:
        """A column, an attribute of its code, or a column of a joined sheet.

        A text, number, date as it stands, list, None (not recorded), NOT_IN_EXPORT, ABSENT, Unreadable or UnknownCode.
        """
        if key in self.columns:
            if key not in self.places:
                return ABSENT
            said = self.readers[key].coded(self.raw(key, cells))
            return (
                self._seen(key, said, number)
                if not isinstance(said, dict)
                else self.readers[key].text(self.raw(key, cells))
            )
        name, _, rest = key.partition(".")
        if name in self.spec.joins:
            return self._of_join(name, rest, number, cells)
        if name not in self.places:
            return ABSENT
        said = self._seen(name, self.readers[name].coded(self.raw(name, cells)), number)
        if isinstance(said, dict):
            worth = said.get(rest, NOT_IN_EXPORT)
            return NOT_IN_EXPORT if worth == "(unknown)" else worth
        return said if said is None or isinstance(said, (Unreadable, UnknownCode)) else NOT_IN_EXPORT

    def _seen(self, key: str, said: object, number: int) -> object:
        if isinstance(said, UnknownCode):
            self.told.codes.setdefault((key, said.text), {})[number] = None
        return said

    def _of_join(self, name: str, rest: str, number: int, cells: Sequence[object]) -> object:
        if name not in self.joined:
            return ABSENT
        wanted = [self.raw(ours, cells) for ours in self.spec.joins[name].by]
        if any(is_blank(cell) for cell in wanted):
            return None
        key = tuple(as_text(cell).lower() for cell in wanted)
        found = [(other, row) for other, index in self.joined[name] for row in index.get(key, [])]
        worths = [other.worth(rest, number, row) for other, row in found]
        if len(worths) == 0 or any(worth != worths[0] for worth in worths):
            self.told.unmatched.setdefault(name, {})[number] = None
            return NOT_IN_EXPORT
        return worths[0]

    def holds(self, when: When, number: int, cells: Sequence[object]) -> bool | None:
        """Whether a row is such; None where a cell that it turns on is absent, unknown or cannot be read."""
        found: bool | None = True
        for key, values in when.has.items():
            one = self._is_one_of(key, values, number, cells)
            if one is False:
                found = False
                break
            found = None if one is None else found
        if found is not False and when.not_ is not None:
            other = self.holds(when.not_, number, cells)
            found = False if other is True else None if other is None else found
        return found

    def _is_one_of(self, key: str, values: list[str | None], number: int, cells: Sequence[object]) -> bool | None:
        wanted = {value.lower() for value in values if value is not None}
        if key in self.places:
            raw = self.raw(key, cells)
            if not is_blank(raw) and as_text(raw).lower() in wanted:
                return True
        worth = self._of_known_code(key, number, cells)
        if isinstance(worth, UnknownCode):
            return True if "recorded" in wanted else self._never(key, wanted)
        if worth is ABSENT or worth == NOT_IN_EXPORT or isinstance(worth, Unreadable):
            return True if "recorded" in wanted and isinstance(worth, Unreadable) else None
        if worth is None:
            return None in values or "not_recorded" in wanted
        said = {as_text(each).lower() for each in worth} if isinstance(worth, list) else {as_text(worth).lower()}
        return "recorded" in wanted or bool(said & wanted)

    def _never(self, key: str, wanted: set[str]) -> bool | None:
        """A code that nobody knows is none of those that are asked for by themselves; what it stands for is unknown."""
        codes = self.readers[key].codes if key in self.readers else None
        return False if codes is not None and all(code_key(value) in codes for value in wanted) else None

    def _of_known_code(self, key: str, number: int, cells: Sequence[object]) -> object:
        """A code that is in the table and does not have the attribute is not of that kind."""
        name, _, rest = key.partition(".")
        if rest and key not in self.columns and name in self.places and name not in self.spec.joins:
            said = self.readers[name].coded(self.raw(name, cells))
            if isinstance(said, dict) and rest not in said:
                return ""
        return self.worth(key, number, cells)

    # ------------------------------------------------------------ what a field of an entry is worth

    def field(self, value: Value, column: Column, number: int, cells: Sequence[object]) -> object:
        """What goes into the cell of an entry; ABSENT where the sheet does not have what it is made of."""
        match value.form:
            case "is_":
                return value.is_
            case "recorded":
                worth = self.worth(value.recorded or "", number, cells)
                if worth is ABSENT or worth == NOT_IN_EXPORT or isinstance(worth, Unreadable):
                    return worth
                return worth is not None
            case "masked":
                raw = self.raw(value.masked or "", cells)
                if raw is ABSENT or is_blank(raw):
                    return raw
                return str(raw).strip().strip("*") == ""
            case "first_of":
                return self._first(value.first_of or [], column, number, cells)
            case "joined":
                return self._joined(value, number, cells)
            case _:
                return self._of(value, value.reads[0], column, number, cells)

    def _of(self, value: Value, key: str, column: Column, number: int, cells: Sequence[object]) -> object:
        if value.codes is not None and key in self.places:
            reader = self.readers[key]
            codes = by_plain_code(value.codes)
            if column.many:
                return self._many(key, [reader.coded(part, codes) for part in self._parts(key, cells)], cells, number)
            return _plain(self._seen(key, reader.coded(self.raw(key, cells), codes), number))
        if column.kind is Kind.DATE and key in self.places:
            return self.readers[key].date(self.raw(key, cells))
        if column.many and key in self.places:
            return self._many(key, [self.readers[key].coded(part) for part in self._parts(key, cells)], cells, number)
        return self._as_date(_plain(self.worth(key, number, cells)), key, column)

    def _as_date(self, worth: object, key: str, column: Column) -> object:
        """A date of a joined sheet is written as that sheet writes it."""
        name, _, rest = key.partition(".")
        if column.kind is Kind.DATE and name in self.joined and worth is not ABSENT and worth is not None:
            for other, _ in self.joined[name]:
                if rest in other.readers:
                    return other.readers[rest].date(worth)
        return worth

    def _parts(self, key: str, cells: Sequence[object]) -> list[str]:
        return self.readers[key].parts(self.raw(key, cells)) or []

    def _many(self, key: str, worths: list[object], cells: Sequence[object], number: int) -> object:
        """Several values of one cell; one that is not known makes all unknown: a list says that there are no more."""
        whole = self.readers[key].text(self.raw(key, cells))
        if not worths or whole is None or whole == NOT_IN_EXPORT:
            return whole if not isinstance(whole, str) or whole == NOT_IN_EXPORT else None
        found: list[object] = []
        for worth in worths:
            if isinstance(worth, UnknownCode):
                self._seen(key, worth, number)
                return NOT_IN_EXPORT
            if worth == NOT_IN_EXPORT or isinstance(worth, (Unreadable, dict)):
                return worth if isinstance(worth, Unreadable) else NOT_IN_EXPORT
            found.extend(worth if isinstance(worth, list) else [] if worth is None else [worth])
        return found

    def _first(self, keys: list[str], column: Column, number: int, cells: Sequence[object]) -> object:
        """The first that is not blank; unknown where one before it is unknown."""
        last: object = ABSENT
        for key in keys:
            worth = self._of(Value(of=key), key, column, number, cells)
            if worth is ABSENT:
                continue
            if worth is not None:
                return worth
            last = None
        return last

    def _joined(self, value: Value, number: int, cells: Sequence[object]) -> object:
        worths = [self.worth(key, number, cells) for key in value.joined or []]
        there = [worth for worth in worths if worth is not ABSENT]
        if not there:
            return ABSENT
        texts = [as_text(worth) for worth in there if worth is not None and worth != NOT_IN_EXPORT]
        if texts:
            return value.with_.join(texts)
        return NOT_IN_EXPORT if NOT_IN_EXPORT in there else None


def _plain(worth: object) -> object:
    """A code that is not known, or whose several attributes are no one value, says nothing of the field."""
    return NOT_IN_EXPORT if isinstance(worth, (UnknownCode, dict)) else worth


def index_of(other: SheetRows, by: Names[str, str]) -> Index:
    """The rows of a sheet by the columns that others join it by."""
    found: Index = {}
    for _, cells in other.rows:
        key = [other.raw(theirs, cells) for theirs in by.values()]
        if not any(cell is ABSENT or is_blank(cell) for cell in key):
            found.setdefault(tuple(as_text(cell).lower() for cell in key), []).append(cells)
    return found


def report_rows(rows: SheetRows, problems: list[Problem]) -> None:
    """Say once of the sheet what was left out and why, which codes nobody knows, and what found no match."""
    sheet = rows.known.sheet
    mapping = rows.known.mapping.id
    for reason, numbers in rows.told.left_out.items():
        message = f"{_rows(numbers)} left out: {reason} ({_where(numbers)})"
        mend = f"nothing, if that is right (what is left out stands in the mapping {mapping})"
        problems.append(sheet.place().problem(message, mend, kind="left_out", rows=len(numbers)))
    for (key, text), found in rows.told.codes.items():
        numbers = sorted(found)
        codes = rows.columns[key].codes if key in rows.columns else None
        near = nearest(text, [str(code) for code in codes]) if isinstance(codes, dict) else None
        message = f"nobody has said what the code '{text[:60]}' means: {_rows(numbers)} ({_where(numbers)})"
        mend = f"add it to the codes of '{key}' in the mapping {mapping}" + (
            f"; did you mean '{near}'?" if near else ""
        )
        problems.append(
            sheet.place(numbers[0]).problem(message, mend, column=rows.heading(key), value=text, rows=len(numbers))
        )
    unused = [number for number, _ in rows.rows if number not in rows.told.used] if rows.spec.entries else []
    wanting: dict[str, list[int]] = {}
    for number in unused:
        wanting.setdefault(rows.told.blank.get(number, ""), []).append(number)
    for key, numbers in wanting.items():
        if not key:
            message = f"{_rows(numbers)} of kinds that make no entry ({_where(numbers)})"
            problems.append(
                sheet.place().problem(message, "nothing, if that is right", kind="left_out", rows=len(numbers))
            )
            continue
        heading = rows.heading(key)
        message = (
            f"{_rows(numbers)} without '{heading}': no entry could be made of {_them(numbers)} ({_where(numbers)})"
        )
        mend = "write it, or take the row out"
        problems.append(sheet.place(numbers[0]).problem(message, mend, column=heading, rows=len(numbers)))
    for name, unmatched in rows.told.unmatched.items():
        numbers = sorted(unmatched)
        join = rows.spec.joins[name]
        message = f"{_rows(numbers)} found no single match in the sheet '{join.sheet}' ({_where(numbers)})"
        mend = f"export '{join.sheet}' for the same cases and days"
        problems.append(
            sheet.place(numbers[0]).problem(message, mend, column=rows.heading(next(iter(join.by))), rows=len(numbers))
        )


def _rows(numbers: Sequence[int]) -> str:
    return "1 row" if len(numbers) == 1 else f"{len(numbers):,} rows"


def _them(numbers: Sequence[int]) -> str:
    return "it" if len(numbers) == 1 else "them"


def _where(numbers: Sequence[int]) -> str:
    shown = in_words(numbers[:40]) if len(numbers) <= 40 else in_words(numbers[:8]) + " and further"
    return f"{'row' if len(numbers) == 1 else 'rows'} {shown}"


def makeable(entry: Entry, rows: SheetRows) -> tuple[list[Entry], list[str]]:
    """The entries (one for each number repeated over) that the sheet has the columns for; else those it lacks."""
    found: list[Entry] = []
    lacking: list[str] = []
    for each in entry.each():
        wanted = [*each.needs, *([] if each.when is None else each.when.columns()), *each.fields["crn"].reads]
        missing = [key for key in wanted if not rows.has(key)]
        if missing:
            lacking += missing
        else:
            found.append(each)
    return found, [] if found else list(dict.fromkeys(lacking))


@dataclass(frozen=True)
class LostRow:
    """A row of which it cannot be told whether it makes an entry: for want of a cell, or (no column) of its kind."""

    number: int
    crn: object
    column: str | None = None
    worth: object = None


def entries_of(
    entry: Entry, rows: SheetRows, lost: list[LostRow], *, optional: bool = False
) -> Iterator[tuple[int, dict[str, object]]]:
    """The cells of each entry that the rows make; an ``optional`` one may be blank in every row."""
    fields = fields_of(entry.table)
    for number, cells in rows.rows:
        holds = True if entry.when is None else rows.holds(entry.when, number, cells)
        if holds is False:
            continue
        needed = {key: rows.worth(key, number, cells) for key in entry.needs}
        blank = [key for key, worth in needed.items() if worth is None]
        if blank:
            rows.told.blank.setdefault(number, "" if optional else blank[0])
            continue
        rows.told.used.add(number)
        values = {name: rows.field(value, fields[name], number, cells) for name, value in entry.fields.items()}
        unknown = [key for key, worth in needed.items() if _is_unknown(worth)]
        unread = [
            (value.reads[0], values[name])
            for name, value in entry.fields.items()
            if value.reads and value.reads[0] in needed and isinstance(values[name], Unreadable)
        ]
        if holds is None or unknown or unread:
            column, worth = unread[0] if unread else (None, None)
            lost.append(LostRow(number, values.get("crn"), column, worth))
            continue
        yield number, {name: value for name, value in values.items() if value is not ABSENT}


def _is_unknown(worth: object) -> bool:
    return worth == NOT_IN_EXPORT or isinstance(worth, (Unreadable, UnknownCode))


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
        kept: list[Row] = []
        for number, cells in rows.rows:
            said = tuple("" if is_blank(cell) else as_text(cell) for cell in (rows.raw(key, cells) for key in columns))
            own[said] += 1
            times, where = seen.get(said, (0, ""))
            if own[said] <= times:
                reason = f"the same stands in {where}"
                rows.told.left_out.setdefault(reason, []).append(number)
            else:
                kept.append((number, cells))
        rows.rows = kept
        for said, times in own.items():
            if times > seen.get(said, (0, ""))[0]:
                seen[said] = (times, rows.known.sheet.where)


def leave_out(rows: SheetRows) -> None:
    """Take out the rows that the mapping ignores."""
    kept: list[Row] = []
    for number, cells in rows.rows:
        reason = next((each.because for each in rows.spec.ignore if rows.holds(each.when, number, cells) is True), None)
        if reason is None:
            kept.append((number, cells))
        else:
            rows.told.left_out.setdefault(reason, []).append(number)
    rows.rows = kept
