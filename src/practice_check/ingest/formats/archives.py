"""Opening a zip (a workbook is one too) without being harmed by it: bounded sizes, no path that climbs out."""

import io
import re
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
    if len(entries) > _LARGEST_COUNT or sum(entry.file_size for entry in entries) > _LARGEST_WHOLE:
        raise InputError(f"{file} unpacks to more than we read at once (1 GB)", "split it by team or office")
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > _SUSPECT_SIZE and entry.file_size / packed > _SUSPECT_RATIO:
            message = f"{file}: '{shown(entry.filename)}' unpacks to {entry.file_size // packed} times its size"
            raise InputError(message, "that is how a zip bomb looks: it was not opened. Make the file again")
        if entry.flag_bits & 0x1:
            raise InputError(f"{file} is protected by a password", "save it without one, in a safe place")
    return archive


def refuse_unsafe_names(file: str, archive: zipfile.ZipFile) -> None:
    """Refuse a zip of tables that holds a path out of itself, or another archive."""
    for entry in archive.infolist():
        name = entry.filename
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
