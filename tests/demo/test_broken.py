"""The broken rows are named, each of them, and no other case suffers from them."""

from pathlib import Path

from practice_check import ingest
from practice_check.demo import generate
from practice_check.demo.broken import BROKEN, Tables, plant_in_tables, plant_in_workbook


def test_each_planted_row_is_named_and_every_case_of_the_caseload_is_read(tmp_path: Path) -> None:
    records = list(generate(20))
    path = tmp_path / "caseload.xlsx"
    path.write_bytes(plant_in_workbook(ingest.workbook_of(records)))
    read = ingest.read([path])
    assert {record.key for record in records} <= {record.key for record in read.records}
    lines = [problem.message for problem in read.problems]
    for sign in ("31/02/2026", "very hgh", "Z999999", "twenty", "Z999993"):
        assert any(sign in f"{problem.value} {problem.message} {problem.crn}" for problem in read.problems), (
            sign,
            lines,
        )
    assert any(
        "crn" in f"{problem.column} {problem.message}".lower() and not problem.value for problem in read.problems
    )


def test_tables_as_rows_get_the_same_rows() -> None:
    tables: Tables = {"cases": [{"crn": "Z000001", "rar_days": 5}], "contacts": [], "rosh_levels": []}
    planted = plant_in_tables(tables)
    assert len(tables["cases"]) == 1
    assert sum(len(rows) for rows in planted.values()) == 1 + len(BROKEN)
    assert planted["cases"][-1] == {"crn": "Z999994", "rar_days": "twenty"}
