"""Zips of tables: bombs, paths that lead out, names and sizes that lie."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.hostile import Hostile, run
from tests.hostile.watched import Commands
from tests.hostile.zips import BOMB, CASES, deflated, link, member, of, overlapping, raw, zipped

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")
_NINE_MB = 9 * 1024**2
_OUT = "leads out of the zip file"
_BOMB = "that is how a zip bomb looks: it was not opened"
_READ = "1 case read, 0 could not be read, 0 problems"


def _zip(name: str, make: Callable[[Path], object], sees: str, *, reads: bool = False) -> Hostile:
    return Hostile(name, "export.zip", make, sees, reads)


def _written(data: Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data())


def _nines() -> bytes:
    noughts = bytes(_NINE_MB)
    packed, checksum = deflated(noughts), zlib.crc32(noughts)
    return raw([(b"%d.csv" % number, 0, packed, 8, _NINE_MB, checksum) for number in range(100)])


def _stored(*, flags: int = 0, method: int = 0, checksum: int = zlib.crc32(CASES)) -> bytes:
    return raw([(b"cases.csv", flags, CASES, method, len(CASES), checksum)])


HOSTILE = [
    _zip("a table of 100 MB of noughts", of(("cases.csv", bytes(BOMB))), _BOMB),
    _zip("a hundred tables of 9 MB of noughts, each below the limit", _written(_nines), _BOMB),
    _zip(
        "members that overlap in the file",
        _written(lambda: overlapping(1000, b"crn,event_number\n" + b"X900001,1\n" * 50_000)),
        _BOMB,
    ),
    _zip("two members that are the same bytes", _written(lambda: overlapping(2, CASES)), "is damaged"),
    _zip("20,000 members", of(*((f"{number}.csv", b"") for number in range(20_000))), "more than 10,000 files"),
    _zip(
        "a size that is claimed smaller than it is",
        _written(lambda: raw([(b"cases.csv", 0, deflated(bytes(BOMB)), 8, 10, zlib.crc32(bytes(BOMB)))])),
        "'cases.csv' cannot be unpacked",
    ),
    _zip(
        "a size that is claimed to be 4 GB",
        _written(lambda: raw([(b"cases.csv", 0, CASES, 0, 2**32 - 2, zlib.crc32(CASES))])),
        _BOMB,
    ),
    _zip("a wrong checksum", _written(lambda: _stored(checksum=5)), "'cases.csv' cannot be unpacked"),
    _zip("a member that is said to be encrypted", _written(lambda: _stored(flags=1)), "is protected by a password"),
    _zip("a way of packing that nobody has", _written(lambda: _stored(method=99)), "'cases.csv' cannot be unpacked"),
    _zip(
        "a packing that asks for a dictionary of 4 GB",
        _written(lambda: raw([(b"cases.csv", 0, b"\x09\x14\x05\0\x5d\xff\xff\xff\xff" + bytes(100), 14, 99, 1)])),
        "'cases.csv' cannot be unpacked",
    ),
    _zip("a zip in the zip", of(("a.zip", zipped(("cases.csv", CASES)))), "is an archive or workbook inside a zip"),
    _zip(
        "a zip in the zip by the name of a table", of(("cases.csv", zipped(("cases.csv", CASES)))), "whatever its name"
    ),
    *(
        _zip(f"the path {path} in the zip", of((member(path), CASES)), _OUT)
        for path in (
            *("../cases.csv", "../../../../tmp/cases.csv", "/etc/cases.csv", "a/../../cases.csv"),
            *("C:\\cases.csv", "c:cases.csv", "..\\cases.csv", "\\\\server\\share\\cases.csv", "a\\..\\..\\cases.csv"),
        )
    ),
    _zip(
        "a member that is a link to /etc/passwd", of((link("cases.csv"), b"/etc/passwd")), "is a link, and not a table"
    ),
    _zip("a name that goes on behind a NUL", of((member("cases.csv\0.exe"), CASES)), "a name that no file can have"),
    _zip("a member without a name", _written(lambda: raw([(b"", 0, CASES, 0, len(CASES), 0)])), "a name that no file"),
    _zip("the name of a device, CON.csv", of((member("CON.csv"), CASES)), "the sheet 'cases' is not in the zip file"),
    _zip("the name of a stream, cases.csv:x", of((member("cases.csv:x"), CASES)), "there is no CSV table"),
    _zip("a name of 60,000 characters", of((member("c" * 60_000 + ".csv"), CASES)), "the sheet 'cases' is not in"),
    _zip("a name with terminal escapes", of((member("\x1b[2Jcases.csv"), CASES)), "the sheet 'cases' is not in"),
    _zip("a name that reads backwards", of((member("\u202evsc.sesac"), CASES)), "there is no CSV table"),
    _zip("the path ./a//cases.csv", of((member("./a//cases.csv"), CASES)), _READ, reads=True),
    _zip("two members of one name", of(("cases.csv", CASES), ("cases.csv", CASES)), "are two sheets of one name"),
    _zip(
        "two members of one name but for its case", of(("cases.csv", CASES), ("CASES.csv", CASES)), "two sheets of one"
    ),
    _zip(
        "two tables of one name in two folders", of(("a/cases.csv", CASES), ("b/cases.csv", CASES)), "two sheets of one"
    ),
    _zip("a zip of nothing", of(), "there is no CSV table"),
    _zip("a zip of folders only", of(("a/", b""), ("b/", b"")), "there is no CSV table"),
    _zip("a zip that is cut off", _written(lambda: zipped(("cases.csv", CASES))[:-30]), "damaged or not a zip file"),
    _zip(
        "a zip behind 1 MB of something else",
        _written(lambda: bytes(10**6) + zipped(("cases.csv", CASES))),
        _READ,
        reads=True,
    ),
    _zip("a zip in name only", _written(lambda: CASES), "damaged or not a zip file"),
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_a_zip(hostile: Hostile, commands: Commands, tmp_path: Path) -> None:
    run(commands, tmp_path, hostile)


def test_what_such_zips_are_made_of_is_read_where_it_is_honest(commands: Commands, tmp_path: Path) -> None:
    """Else the refusals above would show nothing."""
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        run(
            commands, tmp_path / str(method), _zip("honest", of(("cases.csv", CASES), method=method), _READ, reads=True)
        )
    run(commands, tmp_path, _zip("honest", _written(_stored), _READ, reads=True))
