"""Any bytes, and real files with any bytes in them, in every reader: a right reading or a plain refusal, in time."""

import datetime as dt
import functools
import io
import json
import tempfile
import zipfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from practice_check import ingest
from tests.ingest.log_by_hand import HEADINGS, mappings

#: No example may take longer than this, in milliseconds, though other tests run beside it.
_PROPERTY = settings(
    max_examples=25,
    deadline=5000,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
_DAYS = [dt.date(2025, month, 29 - month) for month in range(1, 9)]


def _workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "log"
    sheet.append(["Contact log"])
    sheet.append(list(HEADINGS))
    for line in _lines():
        sheet.append(list(line))
    sheet.merge_cells("A1:D1")
    sheet["D5"] = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _text() -> str:
    rows = [["Contact log"], [], HEADINGS, *([crn, f"{day:%d/%m/%Y}", *rest] for crn, day, *rest in _lines())]
    return "".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


def _lines() -> list[tuple[str, dt.date, str, str]]:
    return [(f"X90000{number}", day, "CHVS", f"came, {number}") for number, day in enumerate(_DAYS)]


def _objects() -> list[dict[str, str]]:
    return [dict(zip(HEADINGS, (crn, day.isoformat(), *rest), strict=True)) for crn, day, *rest in _lines()]


def _parquet() -> bytes:
    values = ", ".join(f"('{crn}', DATE '{day}', '{kind}', '{note}')" for crn, day, kind, note in _lines())
    names = ", ".join(f'"{heading}"' for heading in HEADINGS)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:") as connection:
        path = Path(folder) / "log.parquet"
        connection.execute(f"COPY (SELECT * FROM (VALUES {values}) AS t({names})) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("log.csv", _text())
    return stream.getvalue()


@functools.cache
def _real(name: str) -> bytes:
    made = {
        "log.xlsx": _workbook,
        "log.csv": lambda: _text().encode(),
        "log.tsv": lambda: _text().replace(";", "\t").encode("utf-16"),
        "log.json": lambda: json.dumps(_objects()).encode(),
        "log.jsonl": lambda: "\n".join(json.dumps(one) for one in _objects()).encode(),
        "log.parquet": _parquet,
        "log.zip": _zip,
    }
    return made[name]()


_FILES = ("log.xlsx", "log.csv", "log.tsv", "log.json", "log.jsonl", "log.parquet", "log.zip")


def _read(name: str, data: bytes, *, mapped: bool) -> ingest.Export | None:
    """The export, or None where it was refused with a message and its mend."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            export = ingest.read([path], mappings() if mapped else None)
        except ingest.InputError as refusal:
            assert refusal.message and refusal.mend
            return None
    assert all(problem.message for problem in export.problems)
    export.model_dump_json()
    return export


@pytest.mark.parametrize("name", _FILES)
def test_the_real_files_read_right(name: str) -> None:
    export = _read(name, _real(name), mapped=True)
    assert export is not None
    found = {record.crn: [row.date for row in record.contacts or []] for record in export.records}
    assert found == {f"X90000{number}": [day] for number, day in enumerate(_DAYS)}


@pytest.mark.parametrize("name", _FILES)
@given(data=st.binary(max_size=300), mapped=st.booleans())
@_PROPERTY
def test_any_bytes(name: str, data: bytes, mapped: bool) -> None:
    _read(name, data, mapped=mapped)


@pytest.mark.parametrize("name", _FILES)
@given(at=st.floats(0, 1), put=st.binary(max_size=12), gone=st.integers(0, 40), mapped=st.booleans())
@_PROPERTY
def test_a_real_file_with_any_bytes_in_it(name: str, at: float, put: bytes, gone: int, mapped: bool) -> None:
    data = _real(name)
    cut = int(at * len(data))
    _read(name, data[:cut] + put + data[cut + gone :], mapped=mapped)


@given(
    part=st.sampled_from(sorted(zipfile.ZipFile(io.BytesIO(_workbook())).namelist())),
    at=st.floats(0, 1),
    put=st.binary(max_size=12) | st.sampled_from([b"<c/>", b"<v>9</v>", b'r="XFD1"', b"</row>", b"<f/>", b"<is>"]),
    gone=st.integers(0, 40),
    mapped=st.booleans(),
)
@settings(_PROPERTY, max_examples=100)
def test_a_workbook_with_any_bytes_in_one_of_its_parts(
    part: str, at: float, put: bytes, gone: int, mapped: bool
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_real("log.xlsx"))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            cut = int(at * len(data))
            new.writestr(name, data[:cut] + put + data[cut + gone :] if name == part else data)
    _read("log.xlsx", stream.getvalue(), mapped=mapped)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["X900001", "***"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*HEADINGS, "log", "crn", "id", "a.b", ""]) | st.text(max_size=4), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(whole=_JSON, lines=st.booleans())
@settings(_PROPERTY, max_examples=100)
def test_any_json(whole: object, lines: bool) -> None:
    _read("log.jsonl" if lines else "log.json", json.dumps(whole).encode(), mapped=True)
