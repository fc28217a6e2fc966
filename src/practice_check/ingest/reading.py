"""Reading the inputs that the user named, each by its kind."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from practice_check.ingest.duplicates import join
from practice_check.ingest.folders import TABLE_SUFFIXES, files_of, read_folder, read_zip
from practice_check.ingest.json_files import read_json, read_json_lines
from practice_check.ingest.part import Part
from practice_check.ingest.problems import InputError, sound
from practice_check.ingest.result import Export, InputFile
from practice_check.ingest.tabular import read_tables
from practice_check.ingest.workbook import sheets_of

_WORKBOOKS = (".xlsx", ".xlsm")
_KINDS = "give a workbook (.xlsx), JSON (.json, .jsonl), or a folder or zip of CSV tables"


@dataclass(frozen=True)
class _Source:
    label: str
    path: Path
    #: The CSV files, when the source is a folder of them or some of one folder's.
    tables: tuple[Path, ...] = ()


def read(paths: Sequence[Path]) -> Export:
    """Read every case of the exports. Raises InputError when one of them is missing or cannot be opened at all."""
    inputs: list[InputFile] = []
    try:
        parts = [_read(source, inputs) for source in _sources(paths)]
    except OSError as error:
        raise InputError(
            f"{error.filename or 'the export'} cannot be read ({error.strerror})", "see who may open it"
        ) from error
    whole = join(parts)
    return Export(
        records=[record for record, _ in whole.records],
        not_read=whole.not_read,
        problems=whole.problems,
        inputs=inputs,
        exported_on=whole.exported_on,
    )


def _sources(paths: Sequence[Path]) -> list[_Source]:
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


def _name(path: Path) -> str:
    return path.name or path.resolve().name


def _read(source: _Source, inputs: list[InputFile]) -> Part:
    label, path = source.label, source.path
    if path.is_dir():
        files = [(f"{label}/{sound(table.name)}", table.read_bytes()) for table in source.tables]
        inputs.extend(_input(name, data) for name, data in files)
        return read_folder(label, files)
    suffix = path.suffix.lower()
    if suffix in {".jsonl", ".ndjson"}:
        return _read_lines(label, path, inputs)
    if suffix not in {".json", ".zip", *_WORKBOOKS}:
        raise InputError(f"{label} is not of a kind that we read", _KINDS)
    data = path.read_bytes()
    if not data.strip():
        raise _empty(label)
    inputs.append(_input(label, data))
    if suffix == ".json":
        return read_json(label, data)
    if suffix == ".zip":
        return read_zip(label, data)
    return read_tables(label, "workbook", sheets_of(label, data))


def _read_lines(label: str, path: Path, inputs: list[InputFile]) -> Part:
    with path.open("rb") as stream:
        part, digest = read_json_lines(label, stream)
    if not part.records and not part.not_read:
        raise _empty(label)
    inputs.append(InputFile(name=label, sha256=digest))
    return part


def _empty(label: str) -> InputError:
    return InputError(f"{label} is empty", "export it again")


def _input(name: str, data: bytes) -> InputFile:
    return InputFile(name=name, sha256=hashlib.sha256(data).hexdigest())
