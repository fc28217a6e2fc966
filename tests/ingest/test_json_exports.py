"""JSON and JSON Lines: absent is not blank, and one bad case leaves the others."""

import json
from pathlib import Path
from typing import Any

import pytest

from practice_check import ingest
from tests.ingest.samples import faults, read_bytes


def _read(folder: Path, value: Any) -> ingest.Export:
    return read_bytes(folder, "file.json", json.dumps(value).encode())


def test_absent_and_null_are_told_apart(tmp_path: Path) -> None:
    case = {
        "crn": "A123456",
        "name": None,
        "contacts": [{"date": "2025-01-01", "note": None}],
        "plans": None,
        "reviews": [],
    }
    (record,) = _read(tmp_path, case).records
    assert record.given("name") and record.name is None
    assert not record.given("area")
    assert record.contacts is not None
    assert record.contacts[0].given("note") and not record.contacts[0].given("outcome")
    assert record.given("plans") and record.plans is None
    assert record.reviews == []
    assert not record.given("events")


def test_a_row_says_where_it_was_read(tmp_path: Path) -> None:
    case = {"crn": "A123456", "event_number": 1, "contacts": [{}, {"source": "elsewhere"}, {"row_id": "x"}]}
    (record,) = _read(tmp_path, [case]).records
    assert record.source == "file.json, case A123456/1"
    assert [(row.source, row.row_id) for row in record.contacts or []] == [
        ("file.json, case A123456/1, contacts[1]", "contacts-1-1"),
        ("file.json, case A123456/1, contacts[2]", "contacts-1-2"),
        ("file.json, case A123456/1, contacts[3]", "x"),
    ]


@pytest.mark.parametrize("shape", [[{"crn": "A123456"}], {"crn": "A123456"}, {"cases": [{"crn": "A123456"}]}])
def test_the_shapes_of_a_file(tmp_path: Path, shape: Any) -> None:
    export = _read(tmp_path, shape)
    assert [record.crn for record in export.records] == ["A123456"]
    assert export.problems == []


def test_one_fault_costs_one_field(tmp_path: Path) -> None:
    rows = [{"date": "31/02/2025", "kind": "ofice"}, "not a row", {"kind": "office", "outcme": "x"}, {"outcme": 1}]
    case = {"crn": "A123456", "rar_days": "many", "contacts": rows, "plans": {"kind": "rmp"}, "eventz": []}
    export = _read(tmp_path, [case])
    unknown = "is not a name that we know: it was not read, here or further on"
    assert [(p.sheet, p.row, p.column, p.crn, p.message) for p in faults(export)] == [
        ("cases", 1, "eventz", None, f"'eventz' {unknown}"),
        ("cases", 1, "rar_days", "A123456", "'many' is not a whole number"),
        ("contacts", 1, "date", "A123456", "31/02/2025 is not a real date"),
        ("contacts", 1, "kind", "A123456", "'ofice' is not a kind of contact"),
        ("contacts", 2, None, "A123456", "what stands here is not a row: it was left out"),
        ("contacts", 3, "outcme", None, f"'outcme' {unknown}"),
        ("plans", None, None, "A123456", "the table 'plans' of A123456/1 is not a list of rows: it is unknown"),
    ]
    assert [problem.mend for problem in faults(export)][::5] == ["did you mean 'events'?", "did you mean 'outcome'?"]
    (record,) = export.records
    assert len(record.contacts or []) == 3
    assert record.plans is None
    assert list(record.covers) == ["contacts"]  # a row of it was lost: what is not there proves nothing


def test_cases_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    cases = [{"crn": "A000001"}, {"name": "x"}, {"crn": "12"}, 7, {"crn": "A000002", "event_number": "one"}]
    export = _read(tmp_path, cases)
    assert [record.crn for record in export.records] == ["A000001"]
    assert export.not_read == [("", None), ("12", None), ("", None), ("A000002", None)]
    assert [problem.row for problem in faults(export)] == [2, 3, 4, 5]


def test_a_malformed_line_costs_its_case_only(tmp_path: Path) -> None:
    lines = [
        b'{"crn": "A000001"}',
        b'{"crn": "A000002", "event_number": 3, "name": ',
        b"",
        b"\x81\x8d",
        b'{"crn": "A000003"}',
    ]
    export = read_bytes(tmp_path, "file.jsonl", b"\n".join(lines))
    assert [record.crn for record in export.records] == ["A000001", "A000003"]
    assert export.not_read == [("A000002", 3), ("", None)]
    assert [(problem.row, problem.crn) for problem in faults(export)] == [(2, "A000002"), (4, None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = '{"crn": "A000001", "name": "Zoë"}\n{"crn": "A000002"}\n'
    export = read_bytes(tmp_path, "file.jsonl", text.encode(encoding))
    assert [record.name for record in export.records] == ["Zoë", None]
    assert export.problems == []
    export = read_bytes(tmp_path, "file.json", text.splitlines()[0].encode(encoding))
    assert [record.name for record in export.records] == ["Zoë"]


def test_a_name_given_twice_has_no_value(tmp_path: Path) -> None:
    export = read_bytes(
        tmp_path, "file.json", b'{"crn": "A000001", "name": "x", "name": "y", "area": "z", "area": "z"}'
    )
    (problem,) = faults(export)
    assert (problem.column, problem.message) == ("name", "the field is given twice, and not with one value")
    assert not export.records[0].given("name")
    assert export.records[0].area == "z"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("[{]", r"is not sound JSON \(line 1, character 3\)"),
        ("3", "holds neither a case record nor a list"),
        ('{"people": []}', "holds neither a case record nor a list"),
        ("[" * 100_000, "is not JSON that we can read"),
        ("[" + "9" * 5000 + "]", "is not JSON that we can read"),
    ],
)
def test_a_file_that_cannot_be_opened(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ingest.InputError, match=said):
        read_bytes(tmp_path, "file.json", text.encode())


def test_a_line_longer_than_any_case_costs_itself_only(tmp_path: Path) -> None:
    """However long it is: of what is beyond the limit nothing is kept."""
    longer = 64 * 1024**2 + 1000
    data = b'{"crn": "A123456", ' + b"a" * longer + b'\n{"crn": "A123457"}\n'
    export = read_bytes(tmp_path, "file.jsonl", data)
    assert [record.crn for record in export.records] == ["A123457"]
    (problem,) = export.problems
    assert (problem.crn, problem.row) == ("A123456", 1)
    assert "the line is not a whole case record" in problem.message


def test_covers_of_a_case(tmp_path: Path) -> None:
    case = {"crn": "A123456", "covers": {"contacts": {"from": "2025-01-01", "to": None}, "plans": {"start": "soon"}}}
    (record,) = _read(tmp_path, case).records
    assert str(record.covers["contacts"].start) == "2025-01-01"
    assert str(record.covers["plans"].end) == "1900-01-01"  # unreadable: it covers nothing
    (record,) = _read(tmp_path, {"crn": "A123456", "covers": {"contcts": {"from": "2025-01-01"}}}).records
    assert str(record.covers["contacts"].end) == "1900-01-01"
    (record,) = _read(tmp_path, {"crn": "A123456", "covers": 7}).records
    assert str(record.covers["plans"].end) == "1900-01-01"
    (record,) = _read(tmp_path, {"crn": "A123456", "covers": None}).records
    assert record.covers == {}
