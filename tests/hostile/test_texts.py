"""CSV tables, JSON and JSON Lines that have no end, no sense, or two senses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.hostile import Hostile, run
from tests.hostile.watched import Commands

_M = 1_000_000
_HEADINGS, _CASE = b"crn,event_number,start_date,name\n", b"X900001,1,2025-01-01,N\n"
_READ = "1 case read, 0 could not be read, 0 problems"
_UNREADABLE = "is not text that we can read"
_LONG = "field larger than field limit"
_ONE = ("records validate",)
_NOT_JSON = "cases.json is not JSON that we can read"
_NEITHER = "holds neither a case record nor a list of them"


def _hostile(file: str) -> Callable[..., Hostile]:
    def made(
        name: str,
        data: bytes | Callable[[], bytes],
        sees: str,
        *,
        reads: bool = False,
        commands: tuple[str, ...] = (),
    ) -> Hostile:
        def write(path: Path) -> None:
            path.write_bytes(data() if callable(data) else data)

        return Hostile(name, file, write, sees, reads, commands)

    return made


_csv, _json, _lines = _hostile("cases.csv"), _hostile("cases.json"), _hostile("cases.jsonl")


def _case(fields: str) -> bytes:
    return f'[{{"crn": "X900001", "start_date": "2025-01-01", {fields}}}]'.encode()


def _deep(levels: int) -> bytes:
    return b"[" * levels + b"]" * levels


CSV = [
    _csv("a cell of 20 MB", lambda: _HEADINGS + b'X900001,1,,"' + b"a" * 20 * _M + b'"\n', _LONG, commands=_ONE),
    _csv("a line of 10 MB", lambda: _HEADINGS + b"a" * 10 * _M, _LONG, commands=_ONE),
    _csv("a line of 5 million commas", lambda: _HEADINGS + b"," * 5 * _M, "more than 2,000 cells", commands=_ONE),
    _csv("100,000 columns", lambda: b",".join(b"h%d" % n for n in range(100_000)) + b"\n" + _CASE, "more than 2,000"),
    _csv("a million NULs behind the table", _HEADINGS + _CASE + bytes(_M), _READ, reads=True, commands=_ONE),
    _csv("a NUL in the CRN", _HEADINGS + _CASE.replace(b"X90", b"X90\0"), _READ, reads=True, commands=_ONE),
    _csv("a quotation that nothing ends", _HEADINGS + _CASE[:-2] + b'"N\n' + b"X900002,1,,\n" * 1000, "row 2 of"),
    _csv("3 million quotation marks", lambda: _HEADINGS + b'"' * 3 * _M, _LONG, commands=_ONE),
    _csv("10 MB of UTF-16 without a line end", lambda: ("a" * 5 * _M).encode("utf-16"), _LONG, commands=_ONE),
    _csv("UTF-16 with half a letter at its end", (_HEADINGS + _CASE).decode().encode("utf-16") + b"a", _UNREADABLE),
    _csv("UTF-32", (_HEADINGS + _CASE).decode().encode("utf-32"), _READ, reads=True, commands=_ONE),
    _csv("bytes that are no text", bytes(range(256)) * 4000, _UNREADABLE),
    _csv("300,000 blank lines", _HEADINGS + _CASE + b"\n" * 300_000, _READ, reads=True, commands=_ONE),
    _csv("four separators 300,000 times", _HEADINGS + b";|\t," * 300_000, "no single column 'crn'", commands=_ONE),
    _csv("300,000 line ends and nothing else", b"\r" * 300_000, "is empty", commands=_ONE),
]
JSON = [
    _json("100,000 lists within one another", _deep(100_000), _NOT_JSON),
    _json("100,000 groups within one another", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, _NOT_JSON),
    _json("100,000 lists within one another in a field", _case('"name": ' + _deep(100_000).decode()), _NOT_JSON),
    _json(
        "900 lists within one another in a field",
        _case('"name": ' + _deep(900).decode()),
        "a list",
        reads=True,
        commands=("records validate", "records inspect", "check"),
    ),
    _json("a number of 4,000 digits", _case('"rar_days": ' + "9" * 4_000), "1 problem", reads=True),
    _json("a number of a million digits", lambda: _case('"rar_days": ' + "9" * _M), _NOT_JSON),
    _json("the number 1e999", _case('"rar_days": 1e999'), "'inf'", reads=True),
    _json("NaN for a number", _case('"rar_days": NaN'), "'nan'", reads=True),
    _json(
        "-Infinity for the number of an order",
        _case('"event_number": -Infinity'),
        "'-inf' is not the number of an",
        reads=True,
    ),
    _json("two CRNs in one case", b'[{"crn": "X900001", "crn": "X900002"}]', "given twice", reads=True),
    _json("two dates in one field", _case('"start_date": "2019-01-01"'), "1 problem", reads=True),
    _json(
        "half letters in a name",
        _case(r'"name": "\ud800\udfff\ud800"'),
        "half a character",
        reads=True,
        commands=("records validate", "check", "case"),
    ),
    _json("half a letter in a CRN", b'[{"crn": "X90000\\ud8001"}]', "is not a CRN", reads=True),
    _json("a text of 10 MB", lambda: _case('"name": "' + "a" * 10 * _M + '"'), "the text is longer", reads=True),
    _json(
        "10,000 fields that nobody knows",
        lambda: _case(", ".join(f'"k{number}": 1' for number in range(10_000))),
        "more than 1,000",
        reads=True,
        commands=_ONE,
    ),
    _json("300,000 empty groups", b"[" + b"{}," * 300_000 + b"{}]", "none of the first 10,000 items", commands=_ONE),
    _json("a name of a million dots", b'[{"' + b"a." * _M + b'": 1}]', "a.a.a.a", reads=True),
    _json("a number and nothing else", b"1", _NEITHER),
    _json("null and nothing else", b"null", _NEITHER),
    _json("a mark of UTF-8 and nothing else", b"\xef\xbb\xbf", "is not sound JSON"),
    _json("5 million NULs", bytes(5 * _M), "is not sound JSON"),
]
LINES = [
    _lines(
        "a line of 10 MB that does not end",
        lambda: b'{"crn":"X900001","name":"' + b"a" * 10 * _M,
        "the line is not a whole case record",
        reads=True,
        commands=_ONE,
    ),
    _lines(
        "a case behind a line of 70 MB",
        lambda: b"a" * 70 * _M + b'\n{"crn":"X900001"}\n',
        "1 case read, 1 could not be read",
        reads=True,
        commands=_ONE,
    ),
    _lines("2 million brackets in a line", lambda: b"[" * 2 * _M, "not a whole case record", reads=True, commands=_ONE),
    _lines("50,000 lines of a NUL", b"\0\n" * 50_000, "is empty", commands=_ONE),
    _lines("12,000 lines that are no JSON", b"{\n" * 12_000, "none of the first 10,000 items", commands=_ONE),
]


@pytest.mark.parametrize("hostile", CSV, ids=str)
def test_a_csv_table(hostile: Hostile, commands: Commands, tmp_path: Path) -> None:
    run(commands, tmp_path, hostile)


@pytest.mark.parametrize("hostile", JSON, ids=str)
def test_json(hostile: Hostile, commands: Commands, tmp_path: Path) -> None:
    run(commands, tmp_path, hostile)


@pytest.mark.parametrize("hostile", LINES, ids=str)
def test_json_lines(hostile: Hostile, commands: Commands, tmp_path: Path) -> None:
    run(commands, tmp_path, hostile)
