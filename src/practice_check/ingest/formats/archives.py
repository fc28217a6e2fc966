"""Opening a zip (a workbook is one too) without being harmed by it: bounded sizes, no path that climbs out."""

import io
import re
import stat
import zipfile

from practice_check.cells.texts import shown
from practice_check.ingest.problems import InputError

_LARGEST_WHOLE = 1024**3  # of all that is packed, unpacked
_LARGEST_COUNT = 10_000
_SUSPECT_SIZE = 10 * 1024**2
_SUSPECT_RATIO = 200
_NESTED = (".zip", ".xlsx", ".xlsm", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz")
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # what an encrypted workbook, and an old .xls, begins with


def open_zip(file: str, data: bytes) -> zipfile.ZipFile:
    """The archive, once its table of contents has been found safe to read from. Nothing is ever unpacked to disk."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # the zip reader raises errors of many kinds on bytes that are not a zip
        raise InputError(f"{file} is damaged or not a zip file", "make it again") from error
    entries = archive.infolist()
    if len(entries) > _LARGEST_COUNT:
        raise InputError(f"{file} holds more than {_LARGEST_COUNT:,} files", "put in one for each table, and no others")
    for entry in entries:
        _refuse_a_bomb(f"{file}: '{shown(entry.filename)}'", entry.file_size, entry.compress_size)
    whole = sum(entry.file_size for entry in entries)
    _refuse_a_bomb(f"{file} as a whole", whole, len(data))
    if whole > _LARGEST_WHOLE:
        raise InputError(f"{file} unpacks to more than we read at once (1 GB)", "split it by team or office")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise InputError(f"{file} is protected by a password", "save it without one, in a safe place")
    return archive


def _refuse_a_bomb(what: str, size: int, packed: int) -> None:
    ratio = size // max(packed, 1)
    if size > _SUSPECT_SIZE and ratio > _SUSPECT_RATIO:
        mend = "that is how a zip bomb looks: it was not opened. Make the file again"
        raise InputError(f"{what} unpacks to {ratio:,} times its size", mend)


def refuse_unsafe_names(file: str, archive: zipfile.ZipFile) -> None:
    """Refuse a zip of tables that holds a path out of itself, a link, or another archive."""
    for entry in archive.infolist():
        name = entry.filename
        if not name or "\0" in entry.orig_filename:
            message = f"{file}: '{shown(name)}' goes by a name that no file can have"
            raise InputError(message, "make the zip file again")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise InputError(f"{file}: '{shown(name)}' is a link, and not a table", "put the table itself in")
        if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
            raise InputError(f"{file}: the path '{shown(name)}' leads out of the zip file", "make the zip file again")
        if name.lower().endswith(_NESTED):
            message = f"{file}: '{shown(name)}' is an archive or workbook inside a zip file"
            raise InputError(message, "give it by itself, or put CSV tables in the zip file")


def refuse_compound(file: str, data: bytes) -> None:
    """Refuse a workbook that is encrypted, or of the old format: both begin alike."""
    if data.startswith(_COMPOUND):
        message = f"{file} is protected by a password, or is an old .xls workbook"
        raise InputError(message, "open it in Excel and save it without a password as .xlsx")
