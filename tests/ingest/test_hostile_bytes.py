"""Whatever bytes come in, what comes out is an export or a plain refusal."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practice_check import ingest
from practice_check.records.model import CaseRecord, case_fields, tables
from tests.ingest.samples import Rows, read_bytes, workbook_bytes

_PROPERTY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
_BOOK = workbook_bytes(
    {"cases": [["crn", "start_date", "name"], ["A000001", "=1", "x"]], "contacts": [["crn", "note"], ["A000001", "y"]]}
)
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["A000001", "\ud800"])
)
_JSON = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def _reads_or_refuses(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            export = read_bytes(Path(folder), name, data)
        except ingest.InputError as refusal:
            assert refusal.message and refusal.mend
            return
        assert isinstance(export, ingest.Export)
        export.model_dump_json()


@pytest.mark.parametrize("suffix", ["xlsx", "json", "jsonl", "csv", "zip"])
@given(data=st.binary(max_size=400))
@_PROPERTY
def test_any_bytes(suffix: str, data: bytes) -> None:
    _reads_or_refuses(f"cases.{suffix}", data)


@given(data=st.binary(max_size=300))
@_PROPERTY
def test_any_bytes_after_good_headings(data: bytes) -> None:
    _reads_or_refuses("cases.csv", b"crn,event_number,start_date,name\nA000001,1,2025-01-01,x\n" + data)


@given(data=st.binary(max_size=300))
@_PROPERTY
def test_any_bytes_in_a_zip(data: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("cases.csv", "crn,name\nA000001,x\n")
        archive.writestr("contacts.csv", data)
    _reads_or_refuses("cases.zip", stream.getvalue())


@given(
    part=st.sampled_from(sorted(zipfile.ZipFile(io.BytesIO(_BOOK)).namelist())),
    at=st.floats(0, 1),
    put=st.binary(max_size=40),
)
@_PROPERTY
def test_any_bytes_inside_a_workbook(part: str, at: float, put: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_BOOK)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                cut = int(at * len(data))
                data = data[:cut] + put + data[cut + len(put) :]
            new.writestr(name, data)
    _reads_or_refuses("cases.xlsx", stream.getvalue())


@given(at=st.integers(0, len(_BOOK)), put=st.binary(min_size=1, max_size=20))
@_PROPERTY
def test_any_bytes_over_a_workbook(at: int, put: bytes) -> None:
    _reads_or_refuses("cases.xlsx", _BOOK[:at] + put + _BOOK[at + len(put) :])


@given(
    fields=st.dictionaries(st.sampled_from([*case_fields(), *tables(), "covers", "row_id"]), _JSON, max_size=5),
    rows=st.dictionaries(
        st.sampled_from(list(tables())),
        st.lists(
            st.dictionaries(st.sampled_from(["row_id", "start", "end", "date", "kind", "note"]), _JSON), max_size=3
        ),
        max_size=3,
    ),
)
@_PROPERTY
def test_any_values_in_a_case(fields: dict[str, object], rows: dict[str, object]) -> None:
    case = {**fields, **rows, "crn": "A000001"}
    with tempfile.TemporaryDirectory() as folder:
        export = read_bytes(Path(folder), "cases.json", json.dumps([case]).encode())
    for record in export.records:
        CaseRecord.model_validate_json(record.model_dump_json(exclude_unset=True, by_alias=True))


_PRINTED = st.text(st.characters(categories=["L", "N", "P"]), max_size=10)
_CELLS = st.none() | st.booleans() | st.integers() | st.floats() | st.datetimes() | st.timedeltas() | _PRINTED


@given(cells=st.lists(st.lists(_CELLS, min_size=4, max_size=5), max_size=4))
@_PROPERTY
def test_any_values_in_a_workbook(cells: list[list[object]]) -> None:
    cases: Rows = [["crn", "start_date", "rar_days", "name"], ["A000001", *([None] * 3)], *cells]
    _reads_or_refuses("cases.xlsx", workbook_bytes({"cases": cases, "contacts": cells}))
