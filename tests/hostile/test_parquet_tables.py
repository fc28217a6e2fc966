"""Parquet tables that stand for far more than they hold, or for nothing."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.hostile.hostile import Hostile, run
from tests.hostile.watched import Commands

_READ = "1 case read, 0 could not be read, 0 problems"
_DAMAGED = "is damaged or is not a Parquet file"
_CASE = "'X900001' AS crn, DATE '2025-01-01' AS start_date"


def _of(select: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"COPY (SELECT {select}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")

    return make


def _changed(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        _of(_CASE)(path)
        path.write_bytes(change(path.read_bytes()))

    return make


def _parquet(name: str, make: Callable[[Path], object], sees: str, *, reads: bool = False) -> Hostile:
    return Hostile(name, "cases.parquet", make, sees, reads)


HOSTILE = [
    _parquet("3 million rows in 600 bytes", _of(f"{_CASE} FROM range(3_000_000)"), "no table does"),
    _parquet("2,500 columns", _of(", ".join(f"1 AS c{number}" for number in range(2_500))), "more than 2,000 cells"),
    _parquet(
        "a text of 20 MB in each of 40 rows, in 1 kB",
        _of("'X90' || (1000 + range) AS crn, repeat('a', 20_000_000) AS name FROM range(40)"),
        "40 cases read, 0 could not be read, 40 problems",
        reads=True,
    ),
    _parquet("a list of 300,000 items", _of(f"{_CASE}, range(300_000) AS name"), _DAMAGED),
    _parquet("bytes of 2 MB", _of(f"{_CASE}, repeat('a', 2_000_000)::BLOB AS name"), _DAMAGED),
    _parquet("groups 200 deep", _of(f"{_CASE}, {'{a: ' * 200}1{'}' * 200} AS name"), "", reads=True),
    _parquet("two columns of one name", _of(f"{_CASE}, 'X900002' AS CRN"), "", reads=True),
    _parquet(
        "a column by the name of a query",
        _of(f'{_CASE}, 1 AS "x""); COPY (SELECT 1) TO \'out-of-here"'),
        "",
        reads=True,
    ),
    _parquet("a number that is none", _of(f"{_CASE}, 'nan'::DOUBLE AS rar_days"), "1 problem", reads=True),
    _parquet("nothing", _changed(lambda _: b""), _DAMAGED),
    _parquet("its marks and nothing between", _changed(lambda _: b"PAR1" + bytes(4) + b"PAR1"), _DAMAGED),
    _parquet("its marks, and 4 GB that are claimed", _changed(lambda _: b"PAR1" + b"\xff" * 4 + b"PAR1"), _DAMAGED),
    _parquet("the first half of it", _changed(lambda whole: whole[: len(whole) // 2]), _DAMAGED),
    _parquet("its second half", _changed(lambda whole: whole[len(whole) // 2 :]), _DAMAGED),
    _parquet("a table that is encrypted", _changed(lambda whole: whole[:-4] + b"PARE"), _DAMAGED),
    _parquet("a table behind 1 MB of something else", _changed(lambda whole: bytes(10**6) + whole), _DAMAGED),
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_a_parquet_table(hostile: Hostile, commands: Commands, tmp_path: Path) -> None:
    run(commands, tmp_path, hostile)


def test_an_honest_table_of_the_same_making_is_read(commands: Commands, tmp_path: Path) -> None:
    run(commands, tmp_path, _parquet("honest", _of(_CASE), _READ, reads=True))
