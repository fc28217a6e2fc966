"""JSON of other systems, read as sheets: every list of objects is one, with a row for each object.

``{"crn": "X900001", "registrations": [{"type": {"code": "RVHR"}, "notes": null}]}`` has a sheet ``registrations`` with
the columns ``type.code``, ``notes`` and ``crn``. A null is blank; a name that an object does not have is "not in the
export". What identifies the object above (its ``crn``, its ``eventNumber``) is a column of its own name; all else that
stands there (its ``active``, its ``startDate``) bears the name of its list as well, ``events.startDate``: so nothing
that an object itself leaves out is taken from the one above it.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from practice_check.cells.fault import Unreadable
from practice_check.ingest.formats.encodings import decoded
from practice_check.ingest.own.json_cases import GIVEN_TWICE, unique_pairs
from practice_check.ingest.problems import InputError
from practice_check.ingest.sheets import Sheet
from practice_check.records.columns import NOT_IN_EXPORT

_JSON_LINES = (".jsonl", ".ndjson")
_DEEPEST = 40
_MOST_COLUMNS = 1000
_MOST_SHEETS = 200
_BLANK_NAME = "(blank)"
_NOT_TEXT = "save it as UTF-8 text"

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_OWN_IDENTITY = frozenset({"crn", "pnc", "cro", "noms"})
_IDENTITY = _OWN_IDENTITY | {"id", "uuid", "number", "no", "ref", "reference"}


def sheets_of_json(file: str, data: bytes) -> list[Sheet]:
    """The sheets of a JSON file, or by its name of JSON Lines. Raises InputError when it is not sound JSON."""
    text = decoded(data)
    if text is None:
        raise InputError(f"{file} is not text that we can read", _NOT_TEXT)
    path = PurePosixPath(file)
    unread: list[Unreadable] = []
    whole = _lines(text, unread) if path.suffix.lower() in _JSON_LINES else _whole(file, text)
    tables = _Tables(file, path.stem, unread)
    tables.add_whole(whole)
    return tables.sheets()


@dataclass(frozen=True)
class _Row:
    """An object of a list: its own plain values by their dotted names, and the object above."""

    own: dict[str, object]
    above: "_Row | None"


@dataclass
class _Table:
    """The lists that stand in one place: under the same names, whatever object they are of."""

    path: tuple[str, ...]
    above: "_Table | None"
    rows: list[_Row] = field(default_factory=list)
    columns: dict[str, None] = field(default_factory=dict)


class _Tables:
    """Finds every list of objects of a file."""

    def __init__(self, file: str, stem: str, unread: Sequence[Unreadable]) -> None:
        self._file = file
        self._unread = unread
        self._top = _Table((stem,), None)
        self._found: dict[tuple[str, ...], _Table] = {self._top.path: self._top}
        self._is_list = False

    def add_whole(self, whole: object) -> None:
        self._is_list = isinstance(whole, list)
        for item in _items(whole) if isinstance(whole, list) else [whole]:
            self._add(self._top, item, None, 1)

    def sheets(self) -> list[Sheet]:
        """A sheet for each table that has columns of its own."""
        kept = [table for table in self._found.values() if _own_columns(table, self._found)]
        if not self._is_list:  # what wraps the lists is named after them
            kept.sort(key=lambda table: table is self._top)
        names: dict[str, _Table] = {}
        for table in kept:
            names[_free_name(table, names)] = table
        order = {id(table): position for position, table in enumerate(self._found.values())}
        found = sorted(names.items(), key=lambda pair: order[id(pair[1])])
        return [
            Sheet(self._file, name, self._reader(table), f"{self._file}, {name}", ragged=False, unit="item")
            for name, table in found
        ]

    def _reader(self, table: _Table) -> Callable[[], Iterator[tuple[int, Sequence[object]]]]:
        """The rows of a table, and at the end one for each line of the file that may have held some and is lost."""
        own = _own_columns(table, self._found)
        headings = list(own)
        carried: list[tuple[int, str]] = []
        above, steps = table.above, 1
        while above is not None:
            for name in _own_columns(above, self._found):
                heading = name
                if not _identifies(name) or heading in headings:
                    heading = f"{above.path[-1].rpartition('.')[2]}.{name}"
                if heading not in headings:
                    headings.append(heading)
                    carried.append((steps, name))
            above, steps = above.above, steps + 1

        def rows() -> Iterator[tuple[int, Sequence[object]]]:
            yield 0, headings
            number = 0
            for number, row in enumerate(table.rows, start=1):
                chain = [row]
                while (higher := chain[-1].above) is not None:
                    chain.append(higher)
                cells = [_cell(row, name) for name in own]
                yield number, cells + [_cell(chain[step], name) for step, name in carried]
            for lost in self._unread:
                number += 1
                yield number, [lost] * len(headings)

        return rows

    def _add(self, table: _Table, item: object, above: _Row | None, depth: int) -> None:
        row = _Row({}, above)
        table.rows.append(row)
        if isinstance(item, dict):
            self._flatten(table, row, item, "", depth)
        else:
            self._put(table, row, table.path[-1].rpartition(".")[2], item)

    def _flatten(self, table: _Table, row: _Row, group: dict[str, object], prefix: str, depth: int) -> None:
        if depth > _DEEPEST:
            mend = "export it as a list of records"
            raise InputError(f"{self._file} has groups within groups more than {_DEEPEST} deep", mend)
        for name, value in group.items():
            dotted = prefix + (name.strip() or _BLANK_NAME)
            if isinstance(value, dict):
                self._flatten(table, row, value, dotted + ".", depth + 1)
            elif isinstance(value, list) and _holds_objects(value):
                inner = self._table(table, dotted)
                for item in _items(value):
                    self._add(inner, item, row, depth + 1)
            else:
                self._put(table, row, dotted, list(_items(value)) if isinstance(value, list) else value)

    def _table(self, above: _Table, dotted: str) -> _Table:
        path = (*above.path, dotted)
        if path not in self._found:
            if len(self._found) >= _MOST_SHEETS:
                mend = "export it as lists of records that all have the same names"
                raise InputError(f"{self._file} holds more than {_MOST_SHEETS} different lists", mend)
            self._found[path] = _Table(path, above)
        return self._found[path]

    def _put(self, table: _Table, row: _Row, name: str, value: object) -> None:
        if name in row.own and row.own[name] != value:
            value = GIVEN_TWICE
        row.own[name] = value
        table.columns[name] = None
        if len(table.columns) > _MOST_COLUMNS:
            mend = "export it as a list of records that all have the same names"
            raise InputError(f"{self._file} gives more than {_MOST_COLUMNS:,} different names to one record", mend)


def _whole(file: str, text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=unique_pairs)
    except json.JSONDecodeError as error:
        mend = "correct it there, or export it again (a file with a record on each line is named .jsonl)"
        raise InputError(f"{file} is not sound JSON (line {error.lineno}, character {error.colno})", mend) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is not JSON that we can read", "export it again") from error


def _lines(text: str, unread: list[Unreadable]) -> list[object]:
    """What each line holds. Lines that are not sound JSON are put with those that could not be read."""
    found: list[object] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(json.loads(line, object_pairs_hook=unique_pairs))
        except (ValueError, RecursionError):
            message = f"line {number} is not sound JSON: nothing of it could be read"
            unread.append(Unreadable(line.strip()[:200], message, "export it again"))
    return found


def _items(value: list[object]) -> Iterator[object]:
    """What a list holds, lists within it being the same list."""
    for item in value:
        if isinstance(item, list):
            yield from _items(item)
        else:
            yield item


def _holds_objects(value: list[object]) -> bool:
    return any(isinstance(item, dict) for item in _items(value))


def _own_columns(table: _Table, found: dict[tuple[str, ...], _Table]) -> list[str]:
    """The columns of a table itself, without names that elsewhere hold a group or a list and here are only blank."""
    kept = []
    for name in table.columns:
        is_group = (*table.path, name) in found or any(other.startswith(name + ".") for other in table.columns)
        if not is_group or any(row.own.get(name) not in (None, []) for row in table.rows):
            kept.append(name)
    return kept


def _free_name(table: _Table, taken: dict[str, _Table]) -> str:
    """The last name of the list's place, with more of it where two lists would else be called alike."""
    parts = [part for step in table.path for part in step.split(".")] if table.above else list(table.path)
    for length in range(1, len(parts) + 1):
        name = ".".join(parts[-length:])
        if name not in taken:
            return name
    number = 2
    while f"{'.'.join(parts)} ({number})" in taken:
        number += 1
    return f"{'.'.join(parts)} ({number})"


def _cell(row: _Row, name: str) -> object:
    """What the object says under the name; blank where a group that would hold it is null."""
    if name in row.own:
        return row.own[name]
    group = name
    while "." in group:
        group = group.rpartition(".")[0]
        if group in row.own:
            return None if row.own[group] is None else NOT_IN_EXPORT
    return NOT_IN_EXPORT


def _identifies(name: str) -> bool:
    """Whether a name says which person or order it is of, and cannot be meant of anything below it."""
    words = [word.lower() for word in _WORDS.findall(name.rpartition(".")[2])]
    if len(words) == 1:
        return words[0] in _OWN_IDENTITY
    return bool(words) and words[-1] in _IDENTITY
