"""Zips that no honest program writes."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

CASES = b"crn,event_number,start_date\nX900001,1,2025-01-01\n"
BOMB = 100 * 1024**2


def of(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(zipped(*members, method=method))


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data, compress_type=method)
    return stream.getvalue()


def member(name: str, *, mode: int = 0o100644) -> zipfile.ZipInfo:
    """A member under a name that Python would not write."""
    info = zipfile.ZipInfo("x")
    info.filename = name
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def link(name: str) -> zipfile.ZipInfo:
    return member(name, mode=stat.S_IFLNK | 0o777)


def noughts(size: int) -> bytes:
    return bytes(size)


def raw(entries: Sequence[tuple[bytes, int, bytes, int, int, int]]) -> bytes:
    """A zip written by hand: name, flags, stored bytes, method, size that is claimed, checksum that is claimed."""
    body, contents = b"", b""
    for name, flags, data, method, size, checksum in entries:
        offset = len(body)
        fixed = struct.pack("<HHHHHLLLHH", 20, flags, method, 0, 33, checksum, len(data), size, len(name), 0)
        body += b"PK\x03\x04" + fixed + name + data
        contents += b"PK\x01\x02" + struct.pack("<H", 20) + fixed + struct.pack("<HHHLL", 0, 0, 0, 0, offset) + name
    return body + contents + _end(len(entries), len(contents), len(body))


def overlapping(count: int, kernel: bytes) -> bytes:
    """Many members that are all the same bytes of the file: each name unpacks the same again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(kernel) + packer.flush()
    fixed = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, zlib.crc32(kernel), len(packed), len(kernel), 8, 0)
    body = b"PK\x03\x04" + fixed + b"0000.csv" + packed
    contents = b"".join(
        b"PK\x01\x02" + struct.pack("<H", 20) + fixed + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + b"%04d.csv" % number
        for number in range(count)
    )
    return body + contents + _end(count, len(contents), len(body))


def _end(count: int, size: int, offset: int) -> bytes:
    return b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, size, offset, 0)


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()
