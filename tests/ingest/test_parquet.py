"""Parquet tables: every kind of column that a data platform writes."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from practice_check.cells.fault import SheetFault, Unreadable
from practice_check.ingest.formats.parquet import parquet_sheet


def _written(path: Path, select: str) -> Path:
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"COPY ({select}) TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
    return path


def _rows(path: Path) -> list[tuple[int, list[object]]]:
    return [(number, list(cells)) for number, cells in parquet_sheet(path.name, path).rows()]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7::BIGINT", 7),
        ("7::UTINYINT", 7),
        ("7.00::DECIMAL(10,2)", 7),
        ("6.25::DECIMAL(10,2)", 6.25),
        ("6.5::DOUBLE", 6.5),
        ("true", True),
        ("'Ash Röwan'", "Ash Röwan"),
        ("'high'::ENUM('low','high')", "high"),
        ("NULL::VARCHAR", None),
        ("NULL::DATE", None),
        ("DATE '2025-01-31'", dt.date(2025, 1, 31)),
        ("TIMESTAMP '2025-01-31 09:30:00'", dt.datetime(2025, 1, 31, 9, 30)),
        ("TIMESTAMP_NS '2025-01-31 09:30:00.123456789'", dt.datetime(2025, 1, 31, 9, 30, 0, 123456)),
        ("TIMESTAMPTZ '2025-06-29 23:30:00+00'", dt.datetime(2025, 6, 30, 0, 30)),
        ("TIMESTAMPTZ '2025-01-29 23:30:00+00'", dt.datetime(2025, 1, 29, 23, 30)),
        ("['a', NULL, 'b']", ["a", None, "b"]),
        ("[DATE '2025-01-31']", [dt.date(2025, 1, 31)]),
        ("'bytes'::BLOB", "bytes"),
        ("UUID '00000000-0000-0000-0000-000000000001'", "00000000-0000-0000-0000-000000000001"),
        ("TIME '09:30:00'", "09:30:00"),
    ],
)
def test_reads_each_kind_of_column(tmp_path: Path, written: str, value: object) -> None:
    (heading, row) = _rows(_written(tmp_path / "contacts.parquet", f"SELECT {written} AS x"))
    assert (heading, row) == ((1, ["x"]), (2, [value]))
    assert type(row[1][0]) is type(value)


@pytest.mark.parametrize(
    "written", ["DATE 'infinity'", "TIMESTAMP '20000-01-01 00:00:00'", "'nan'::DOUBLE", "'\\xFF'::BLOB"]
)
def test_what_cannot_be_right_is_a_fault_of_its_cell(tmp_path: Path, written: str) -> None:
    cell = _rows(_written(tmp_path / "contacts.parquet", f"SELECT {written} AS x"))[1][1][0]
    assert isinstance(cell, Unreadable)


def test_groups_become_columns(tmp_path: Path) -> None:
    select = "SELECT 'X900001' AS crn, {'code': 'CHVS', 'of': {'day': DATE '2025-01-31'}} AS type"
    rows = _rows(_written(tmp_path / "contacts.parquet", select + " UNION ALL SELECT 'X900002', NULL"))
    assert rows == [
        (1, ["crn", "type.code", "type.of.day"]),
        (2, ["X900001", "CHVS", dt.date(2025, 1, 31)]),
        (3, ["X900002", None, None]),
    ]


def test_reads_in_order_over_many_batches_and_anew_each_time(tmp_path: Path) -> None:
    path = _written(tmp_path / "contacts.parquet", "SELECT range AS n FROM range(12345)")
    sheet = parquet_sheet("export/contacts.parquet", path)
    assert (sheet.name, sheet.source(2)) == ("contacts", "export/contacts.parquet, row 2")
    for _ in range(2):
        assert [cells[0] for number, cells in sheet.rows() if number > 1] == list(range(12345))


@pytest.mark.parametrize("name", ["a*b.parquet", "a[1].parquet", "a'b?.parquet", "a{b}.parquet"])
def test_a_name_stands_for_no_other_file(tmp_path: Path, name: str) -> None:
    _written(tmp_path / "aXb.parquet", "SELECT 'other' AS x")
    _written(tmp_path / "a1.parquet", "SELECT 'other' AS x")
    path = _written(tmp_path / "plain.parquet", "SELECT 'own' AS x").rename(tmp_path / name)
    assert _rows(path) == [(1, ["x"]), (2, ["own"])]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"crn,note\n", b"PAR1" + b"\0" * 200 + b"PAR1"])
def test_what_is_no_parquet_is_unknown(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "contacts.parquet"
    path.write_bytes(data)
    with pytest.raises(SheetFault, match="damaged or is not a Parquet file"):
        _rows(path)


def test_a_file_cut_short_is_unknown(tmp_path: Path) -> None:
    path = _written(tmp_path / "contacts.parquet", "SELECT range AS n, range::VARCHAR AS t FROM range(50000)")
    data = bytearray(path.read_bytes())
    data[100:2000] = b"\xff" * 1900
    path.write_bytes(bytes(data))
    with pytest.raises(SheetFault):
        _rows(path)
