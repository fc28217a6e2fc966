"""A folder, or a zip file, of CSV tables."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from practice_check.ingest.archives import open_zip, refuse_unsafe_names
from practice_check.ingest.csv_tables import table_of
from practice_check.ingest.part import Part
from practice_check.ingest.problems import InputError, Place, Problem
from practice_check.ingest.sheets import Container
from practice_check.ingest.tabular import read_tables

TABLE_SUFFIXES = (".csv", ".tsv")
_MEND = "put in one CSV file for each table, named after it: cases.csv, contacts.csv and so on"


def read_folder(label: str, files: Sequence[tuple[str, bytes]]) -> Part:
    """The cases of CSV files, each given with its name."""
    return _read(label, "folder", files)


def read_zip(label: str, data: bytes) -> Part:
    """The cases of a zip of CSV files."""
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
    return _read(label, "zip file", files)


def files_of(folder: Path) -> list[Path]:
    """The files of a folder that are meant to be read."""
    return sorted(path for path in folder.iterdir() if path.is_file() and not _is_litter(path.name))


def _is_litter(path: str) -> bool:
    """Whether computers left the file there of their own accord."""
    parts = PurePosixPath(path).parts
    return any(part.startswith((".", "__MACOSX")) or part in {"Thumbs.db", "desktop.ini"} for part in parts)


def _read(label: str, container: Container, files: Sequence[tuple[str, bytes]]) -> Part:
    found = [(name, data) for name, data in files if name.lower().endswith(TABLE_SUFFIXES)]
    if not found:
        raise InputError(f"there is no CSV table in {label}", _MEND)
    part = read_tables(label, container, [table_of(name, data) for name, data in found])
    part.problems += [_stray(name) for name, _ in files if not name.lower().endswith(TABLE_SUFFIXES)]
    return part


def _stray(name: str) -> Problem:
    mend = "take it out, or give it to the check by itself"
    return Place(name).problem(f"'{PurePosixPath(name).name}' is not a CSV table: it was not read", mend, value=name)
