"""What is written in our forms reads back as it was: given, blank, not in the export."""

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from practice_check import ingest
from practice_check.records.model import CaseRecord
from tests.ingest.samples import bare, caseloads, read_bytes

_PROPERTY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _same(export: ingest.Export, records: list[CaseRecord]) -> None:
    assert [problem for problem in export.problems if problem.is_fault] == []
    assert export.not_read == []
    assert [bare(record) for record in export.records] == [bare(record) for record in records]


@given(caseloads(lists_may_be_empty=False))
@_PROPERTY
def test_records_to_a_workbook_and_back(records: list[CaseRecord]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _same(read_bytes(Path(folder), "caseload.xlsx", ingest.workbook_of(records)), records)


@given(caseloads(lists_may_be_empty=False))
@_PROPERTY
def test_records_to_csv_tables_and_back(records: list[CaseRecord]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in ingest.csv_folder_of(records).items():
            (Path(folder) / name).write_bytes(data)
        _same(ingest.read([Path(folder)]), records)


@given(caseloads(lists_may_be_empty=True))
@_PROPERTY
def test_records_to_json_lines_and_back(records: list[CaseRecord]) -> None:
    lines = [
        json.dumps(record.model_dump(mode="json", exclude_unset=True, by_alias=True), ensure_ascii=False)
        for record in records
    ]
    with tempfile.TemporaryDirectory() as folder:
        _same(read_bytes(Path(folder), "caseload.jsonl", "\n".join(lines).encode()), records)


@given(caseloads(lists_may_be_empty=True))
@_PROPERTY
def test_records_to_json_and_back(records: list[CaseRecord]) -> None:
    whole = {"cases": [record.model_dump(mode="json", exclude_unset=True, by_alias=True) for record in records]}
    with tempfile.TemporaryDirectory() as folder:
        _same(read_bytes(Path(folder), "caseload.json", json.dumps(whole).encode()), records)
