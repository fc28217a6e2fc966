"""What a field of an entry is worth, by the form in which the mapping says it."""

from collections.abc import Callable

from practice_check.cells.cell import NO, YES, is_blank
from practice_check.cells.fault import Unreadable
from practice_check.ingest.mapped.sheet_rows import SheetRows
from practice_check.ingest.mapped.turning import Row
from practice_check.ingest.mapped.worth import ABSENT, UnknownCode, as_text, by_plain_code
from practice_check.mapping.model import Value
from practice_check.records.columns import NOT_IN_EXPORT, Column, Kind


def field_reader(rows: SheetRows, value: Value, column: Column) -> Callable[[Row], object]:
    """What goes into the cell of an entry, of each row; ABSENT where the sheet does not have what it is made of."""
    if value.form == "is_":
        return lambda _: value.is_
    key = value.of
    if key is None or value.codes is not None or column.many:
        return lambda row: _field(rows, value, column, row)
    if key in rows.places:
        place, reader = rows.places[key], rows.readers[key]
        if column.kind is Kind.DATE:
            return lambda row: reader.date(row[1][place] if place < len(row[1]) else None)
        if reader.codes is None:
            return lambda row: reader.text(row[1][place] if place < len(row[1]) else None)
    elif not rows.has(key):
        return lambda _: ABSENT
    return lambda row: _field(rows, value, column, row)


def _field(rows: SheetRows, value: Value, column: Column, row: Row) -> object:
    match value.form:
        case "recorded":
            worth = rows.worth(value.recorded or "", row)
            if worth is ABSENT or worth == NOT_IN_EXPORT or isinstance(worth, Unreadable):
                return worth
            return worth is not None
        case "masked":
            raw = rows.raw(value.masked or "", row[1])
            if raw is ABSENT or is_blank(raw):
                return raw
            return str(raw).strip().strip("*") == ""
        case "first_of" | "until_next":
            return _first(rows, value.reads, column, row)
        case "those_of":
            return _those_of(rows, value.those_of or {}, row)
        case "joined":
            return _joined(rows, value, row)
        case _:
            return _of(rows, value, value.reads[0], column, row)


def _of(rows: SheetRows, value: Value, key: str, column: Column, row: Row) -> object:
    if value.codes is not None and key in rows.places:
        reader = rows.readers[key]
        codes = by_plain_code(value.codes)
        if column.many:
            return _many(rows, key, [reader.coded(part, codes) for part in _parts(rows, key, row)], row)
        return _plain(rows.seen(key, reader.coded(rows.raw(key, row[1]), codes), row[0]))
    if column.kind is Kind.DATE and key in rows.places:
        return rows.readers[key].date(rows.raw(key, row[1]))
    if column.many and key in rows.places:
        return _many(rows, key, [rows.readers[key].coded(part) for part in _parts(rows, key, row)], row)
    return _as_date(rows, _plain(rows.worth(key, row)), key, column)


def _as_date(rows: SheetRows, worth: object, key: str, column: Column) -> object:
    """A date of a joined sheet is written as that sheet writes it."""
    name, _, rest = key.partition(".")
    if column.kind is Kind.DATE and name in rows.joined and worth is not ABSENT and worth is not None:
        for other, _ in rows.joined[name]:
            if rest in other.readers:
                return other.readers[rest].date(worth)
    return worth


def _parts(rows: SheetRows, key: str, row: Row) -> list[str]:
    return rows.readers[key].parts(rows.raw(key, row[1])) or []


def _many(rows: SheetRows, key: str, worths: list[object], row: Row) -> object:
    """Several values of one cell; one that is not known makes all unknown: a list says that there are no more."""
    whole = rows.readers[key].text(rows.raw(key, row[1]))
    if not worths or whole is None or whole == NOT_IN_EXPORT:
        return whole if not isinstance(whole, str) or whole == NOT_IN_EXPORT else None
    found: list[object] = []
    for worth in worths:
        if isinstance(worth, UnknownCode):
            rows.seen(key, worth, row[0])
            return NOT_IN_EXPORT
        if worth == NOT_IN_EXPORT or isinstance(worth, (Unreadable, dict)):
            return worth if isinstance(worth, Unreadable) else NOT_IN_EXPORT
        found.extend(worth if isinstance(worth, list) else [] if worth is None else [worth])
    return found


def _first(rows: SheetRows, keys: list[str], column: Column, row: Row) -> object:
    """The first that is not blank; unknown where one before it is unknown."""
    last: object = ABSENT
    for key in keys:
        worth = _of(rows, Value(of=key), key, column, row)
        if worth is ABSENT:
            continue
        if worth is not None:
            return worth
        last = None
    return last


def _those_of(rows: SheetRows, columns: dict[str, str], row: Row) -> object:
    """The codes whose columns say yes; unknown where one of the columns is: a list says that there are no more."""
    worths = {code: rows.worth(key, row) for code, key in columns.items()}
    if all(worth is ABSENT for worth in worths.values()):
        return ABSENT
    said = {code: "no" if worth is None else as_text(worth).lower() for code, worth in worths.items()}
    for code, worth in worths.items():
        if isinstance(worth, Unreadable):
            return worth
        if worth is not ABSENT and worth != NOT_IN_EXPORT and said[code] not in YES | NO:
            message = f"{rows.heading(columns[code])}: '{said[code][:40]}' is not yes or no"
            return Unreadable(said[code], message, "write yes or no, or leave the cell blank when it is not recorded")
    if any(worth is ABSENT or worth == NOT_IN_EXPORT for worth in worths.values()):
        return NOT_IN_EXPORT
    return [code for code, word in said.items() if word in YES]


def _joined(rows: SheetRows, value: Value, row: Row) -> object:
    worths = [rows.worth(key, row) for key in value.joined or []]
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
