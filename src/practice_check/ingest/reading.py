"""Reading the inputs that the user named, each by its kind."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from practice_check.cells.texts import sound
from practice_check.ingest.folders import (
    LARGE,
    TABLE_SUFFIXES,
    Tables,
    files_of,
    is_large,
    read_cases_of,
    read_large_cases_of,
    tables_in_folder,
    tables_in_zip,
)
from practice_check.ingest.formats.json_sheets import sheets_of_json
from practice_check.ingest.formats.workbook import sheets_of
from practice_check.ingest.looking.by_processes import looked_at, looked_at_by_processes
from practice_check.ingest.mapped.reading import read_mapped
from practice_check.ingest.mapped.recognise import Known, recognise
from practice_check.ingest.own.json_files import read_json, read_json_lines
from practice_check.ingest.own.tabular import read_tables
from practice_check.ingest.part import Part
from practice_check.ingest.problems import InputError, Problem
from practice_check.ingest.result import Export, InputFile
from practice_check.ingest.sheets import Sheet
from practice_check.ingest.shelf import Shelf
from practice_check.mapping.model import Mappings

_WORKBOOKS = (".xlsx", ".xlsm")
_JSON_LINES = (".jsonl", ".ndjson")
_BUFFER = 1 << 20  # bytes that are read at once
_KINDS = "give a workbook (.xlsx), JSON (.json, .jsonl), Parquet, or a folder or zip of CSV tables"


@dataclass(frozen=True)
class _Source:
    label: str
    path: Path
    #: The CSV files, when the source is a folder of them or some of one folder's.
    tables: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        return self.tables or (self.path,)


def read(paths: Sequence[Path], mappings: Mappings | None = None, *, jobs: int = 1) -> Export:
    """Read every case of the exports, by the mappings where there are any.

    ``jobs``: processes that read what is large, where its form allows that; what is read does not hang on their number.

    Raises InputError when an export is missing, cannot be opened at all, or vanishes or breaks off while it is read.
    """
    inputs: list[InputFile] = []
    shelf = Shelf()
    try:
        sources = _opened(paths)
        before = {path: _standing(path) for source in sources for path in source.files}
        for part in _mapped(sources, mappings, inputs, jobs) if mappings else _own(sources, inputs, jobs):
            shelf.take(part)
        _refuse_changed(before)
    except OSError as error:
        raise InputError(
            f"{error.filename or 'the export'} cannot be read ({error.strerror})", "see who may open it"
        ) from error
    shelf.settle()
    when = (shelf.exported_on, dt.date.today(), shelf.made_of)
    packed = shelf.persons_as_bytes() if jobs > 1 else None
    look, holds = looked_at(shelf.persons(), *when) if packed is None else looked_at_by_processes(packed, *when, jobs)
    shelf.problems.extend(look.problems())
    look.narrow(holds)
    return Export(
        records=shelf.records(holds, look.change()),
        not_read=shelf.not_read,
        problems=shelf.problems.if_few(),
        inputs=inputs,
        exported_on=shelf.exported_on,
        mapping_hash=mappings.hash if mappings else None,
    )


_Standing = tuple[int, int, int]


def _standing(path: Path) -> _Standing:
    """What a file is like that nobody writes to."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _refuse_changed(before: Mapping[Path, _Standing]) -> None:
    """Raise InputError where an input is not what it was when we began: some of it may not have been read."""
    for path, standing in before.items():
        try:
            now = _standing(path)
        except OSError as error:
            raise InputError(
                f"{path} was taken away while it was read", "put it back, and check again when nothing moves it"
            ) from error
        if now != standing:
            raise InputError(f"{path} was written to while it was read", "check again when the export is complete")


def _own(sources: Sequence[_Source], inputs: list[InputFile], jobs: int) -> Iterator[Part]:
    """The inputs in our own form, part by part."""
    for source in sources:
        yield from _read(source, inputs, jobs)


def _mapped(sources: Sequence[_Source], mappings: Mappings, inputs: list[InputFile], jobs: int) -> Iterator[Part]:
    """All the inputs as one caseload; a JSON file that no mapping knows is taken to hold case records of ours."""
    sheets: list[Sheet] = []
    strays: list[Problem] = []
    ours = False
    for source in _apart(sources):
        is_json = source.path.is_file() and source.path.suffix.lower() in {".json", *_JSON_LINES}
        found: list[InputFile] = []
        tables = _tables(source, found)
        if is_json and not any(isinstance(recognise(sheet, mappings.each), Known) for sheet in tables.sheets):
            yield from _read(source, inputs, jobs)
            ours = True
            continue
        inputs += found
        sheets += tables.sheets
        strays += tables.strays
    if sheets or not ours:
        yield from read_mapped(sheets, mappings.each)
        yield Part(problems=strays)


def _opened(paths: Sequence[Path]) -> list[_Source]:
    """What the paths name: files, folders, and as one source the CSV files of one folder that are named one by one."""
    if not paths:
        raise InputError("no export was named", _KINDS)
    found: dict[Path, tuple[Path, ...]] = {}
    for path in {path.resolve(): path for path in paths}.values():
        if path.is_dir():
            found[path] = tuple(dict.fromkeys((*found.get(path, ()), *files_of(path))))
        elif path.is_file() and path.suffix.lower() in TABLE_SUFFIXES:
            found[path.parent] = tuple(dict.fromkeys((*found.get(path.parent, ()), path)))
        elif path.is_file():
            found[path] = ()
        elif path.exists():
            raise InputError(f"{path} is neither a file nor a folder", _KINDS)
        else:
            raise InputError(f"{path} is not there", "see that the name and the folder are right")
    names = Counter(_name(path) for path in found)
    return [
        _Source(sound(_name(path) if names[_name(path)] == 1 else str(path)), path, tables)
        for path, tables in found.items()
    ]


def _apart(sources: Sequence[_Source]) -> list[_Source]:
    """The workbooks, JSON files and zips of a folder as sources beside its tables."""
    found: list[_Source] = []
    for source in sources:
        books = [path for path in source.tables if path.suffix.lower() in {*_WORKBOOKS, ".json", *_JSON_LINES, ".zip"}]
        rest = tuple(path for path in source.tables if path not in books)
        if rest or not books:
            found.append(_Source(source.label, source.path, rest))
        found += [_Source(f"{source.label}/{sound(book.name)}", book) for book in books]
    return found


def _name(path: Path) -> str:
    return path.name or path.resolve().name


def _read(source: _Source, inputs: list[InputFile], jobs: int) -> Iterator[Part]:
    """The cases of a source in our own form."""
    label, path = source.label, source.path
    if path.suffix.lower() in _JSON_LINES and path.is_file():
        yield from _read_lines(label, path, inputs, jobs)
        return
    if path.suffix.lower() == ".json" and path.is_file():
        yield read_json(label, _data(label, path, inputs))
        return
    tables = _tables(source, inputs)
    if path.is_dir() and is_large(source.tables):
        yield from read_large_cases_of(label, tables)
    elif path.is_dir() or path.suffix.lower() == ".zip":
        yield read_cases_of(label, tables)
    else:
        yield read_tables(label, tables.container, tables.sheets)


def open_sheets(paths: Sequence[Path]) -> tuple[list[Sheet], list[Problem], list[InputFile]]:
    """Every sheet of the inputs, whatever form they have, not yet read as cases; and what in them is no table.

    Raises InputError when an input is missing or cannot be opened at all.
    """
    inputs: list[InputFile] = []
    sheets: list[Sheet] = []
    strays: list[Problem] = []
    for source in _apart(_opened(paths)):
        tables = _tables(source, inputs)
        sheets += tables.sheets
        strays += tables.strays
    return sheets, strays, inputs


def _tables(source: _Source, inputs: list[InputFile]) -> Tables:
    """The sheets of one source."""
    label, path = source.label, source.path
    if path.is_dir():
        files = [(f"{label}/{sound(table.name)}", table) for table in source.tables]
        inputs.extend(InputFile(name=name, sha256=_digest(table)) for name, table in files)
        return tables_in_folder(label, files)
    suffix = path.suffix.lower()
    if suffix not in {".json", *_JSON_LINES, ".zip", *_WORKBOOKS}:
        raise InputError(f"{label} is not of a kind that we read", _KINDS)
    data = _data(label, path, inputs)
    if suffix == ".zip":
        return tables_in_zip(label, data)
    if suffix in _WORKBOOKS:
        return Tables("workbook", sheets_of(label, data), [])
    return Tables("folder", sheets_of_json(label, data), [])


def _data(label: str, path: Path, inputs: list[InputFile]) -> bytes:
    data = path.read_bytes()
    if not data.strip():
        raise _empty(label)
    inputs.append(_input(label, data))
    return data


def _read_lines(label: str, path: Path, inputs: list[InputFile], jobs: int) -> Iterator[Part]:
    """A part for every few lines."""
    digest = hashlib.sha256()
    is_empty = True
    with path.open("rb", buffering=_BUFFER) as stream:
        for part in read_json_lines(label, stream, digest, jobs if path.stat().st_size >= LARGE else 1):
            is_empty = is_empty and not (part.records or part.pieces or part.not_read)
            yield part
    if is_empty:
        raise _empty(label)
    inputs.append(InputFile(name=label, sha256=digest.hexdigest()))


def _empty(label: str) -> InputError:
    return InputError(f"{label} is empty", "export it again")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _input(name: str, data: bytes) -> InputFile:
    return InputFile(name=name, sha256=hashlib.sha256(data).hexdigest())
