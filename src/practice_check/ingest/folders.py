"""A folder, or a zip file, of CSV tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from practice_check.ingest.formats.archives import open_zip, refuse_unsafe_names
from practice_check.ingest.formats.csv_tables import table_in, table_of
from practice_check.ingest.formats.parquet import parquet_sheet
from practice_check.ingest.own.large_tables import read_large_tables
from practice_check.ingest.own.tabular import read_tables
from practice_check.ingest.part import Part
from practice_check.ingest.problems import InputError, Place, Problem
from practice_check.ingest.sheets import Container, Sheet

TABLE_SUFFIXES = (".csv", ".tsv", ".parquet")
#: Bytes of text tables from which on they are sorted by person on disk; one byte of Parquet stands for several.
LARGE = 8 * 1024**2
_PACKED = 8
_TEXT_TABLES = (".csv", ".tsv")
_MEND = "put in one CSV file for each table, named after it: cases.csv, contacts.csv and so on"


@dataclass(frozen=True)
class Tables:
    """The tables of a folder or zip, and what in it is none."""

    container: Container
    sheets: list[Sheet]
    strays: list[Problem]


def tables_in_folder(label: str, files: Sequence[tuple[str, Path]]) -> Tables:
    """The tables among the files, each given with its name and where it is; they are read when their rows are."""
    sheets = [
        parquet_sheet(name, path) if name.lower().endswith(".parquet") else table_in(name, partial(_stream, path))
        for name, path in files
        if name.lower().endswith(TABLE_SUFFIXES)
    ]
    strays = [_stray(name) for name, _ in files if not name.lower().endswith(TABLE_SUFFIXES)]
    return _some(label, Tables("folder", sheets, strays))


def _stream(path: Path) -> BinaryIO:
    return path.open("rb")


def tables_in_zip(label: str, data: bytes) -> Tables:
    """The CSV tables of a zip."""
    archive = open_zip(label, data)
    refuse_unsafe_names(label, archive)
    files: list[tuple[str, bytes]] = []
    for entry in archive.infolist():
        if entry.is_dir() or _is_litter(entry.filename):
            continue
        try:
            files.append((f"{label}/{entry.filename}", archive.read(entry)))
        except Exception as error:  # the zip reader raises errors of many kinds on damaged bytes
            raise InputError(f"{label} is damaged: '{entry.filename}' cannot be unpacked", "make it again") from error
    sheets = [table_of(name, data) for name, data in files if name.lower().endswith(_TEXT_TABLES)]
    strays = [_stray(name) for name, _ in files if not name.lower().endswith(_TEXT_TABLES)]
    return _some(label, Tables("zip file", sheets, strays))


def read_cases_of(label: str, tables: Tables) -> Part:
    """The cases of tables in our own form."""
    part = read_tables(label, tables.container, tables.sheets)
    part.problems += tables.strays
    return part


def read_large_cases_of(label: str, tables: Tables) -> Iterator[Part]:
    """The same of tables that do not fit in memory, part by part."""
    yield from read_large_tables(label, tables.container, tables.sheets)
    yield Part(problems=tables.strays)


def is_large(files: Sequence[Path]) -> bool:
    """Whether the tables of a folder may be too much for memory."""
    return sum(path.stat().st_size * (_PACKED if path.suffix.lower() == ".parquet" else 1) for path in files) > LARGE


def files_of(folder: Path) -> list[Path]:
    """The files of a folder that are meant to be read."""
    return sorted(path for path in folder.iterdir() if path.is_file() and not _is_litter(path.name))


def _is_litter(path: str) -> bool:
    """Whether computers left the file there of their own accord."""
    parts = PurePosixPath(path).parts
    return any(part.startswith((".", "__MACOSX")) or part in {"Thumbs.db", "desktop.ini"} for part in parts)


def _some(label: str, tables: Tables) -> Tables:
    if not tables.sheets:
        raise InputError(f"there is no CSV table in {label}", _MEND)
    return tables


def _stray(name: str) -> Problem:
    mend = "take it out, or give it to the check by itself"
    return Place(name).problem(f"'{PurePosixPath(name).name}' is not a CSV table: it was not read", mend, value=name)
