"""The same caseload every time, as a stream, in the form of an export."""

import datetime as dt
from itertools import islice
from pathlib import Path

import pytest

from practice_check import ingest
from practice_check.demo import generate
from practice_check.records.model import CaseRecord, tables


def _dumped(records: list[CaseRecord]) -> list[str]:
    return [record.model_dump_json() for record in records]


def test_the_same_seed_gives_the_same_caseload() -> None:
    assert _dumped(list(generate(60, seed=4))) == _dumped(list(generate(60, seed=4)))


def test_another_seed_gives_another_caseload() -> None:
    assert _dumped(list(generate(60, seed=4))) != _dumped(list(generate(60, seed=5)))


def test_the_first_cases_are_the_same_whatever_the_size() -> None:
    assert _dumped(list(generate(150)))[:40] == _dumped(list(generate(40)))


def test_it_is_a_stream() -> None:
    """A caseload larger than could ever be held begins at once."""
    first = list(islice(generate(10**9), 3))
    assert [record.crn for record in first] == [record.crn for record in generate(3)]


@pytest.mark.parametrize("size", [0, 1, 7, 200])
def test_the_size_counts_case_records(size: int) -> None:
    assert len(list(generate(size))) == size


def test_a_day_before_the_archive_has_ended_is_refused() -> None:
    with pytest.raises(ValueError, match="after 2018"):
        generate(1, as_of=dt.date(2015, 1, 1))


def test_no_two_cases_share_a_key(caseload: list[CaseRecord]) -> None:
    assert len({record.key for record in caseload}) == len(caseload)


def test_reference_numbers_are_plainly_invented(caseload: list[CaseRecord]) -> None:
    assert {record.crn[0] for record in caseload} == {"Z"}


def test_every_record_survives_a_round_trip_through_json(caseload: list[CaseRecord]) -> None:
    for record in caseload:
        again = CaseRecord.model_validate_json(record.model_dump_json(by_alias=True, exclude_unset=True))
        assert again == record
        assert again.model_fields_set == record.model_fields_set


def test_a_blank_cell_is_never_a_missing_column(caseload: list[CaseRecord]) -> None:
    for record in caseload:
        assert set(CaseRecord.model_fields) - record.model_fields_set == {"row_id", "source"}
        for name, model in tables().items():
            for row in getattr(record, name) or []:
                assert set(model.model_fields) - row.model_fields_set == {"source"}


def test_row_numbers_are_unique_within_a_person(caseload: list[CaseRecord]) -> None:
    """Where two orders of a person hold a row of one number, it is the same row."""
    for name in tables():
        seen: dict[tuple[str, str], object] = {}
        for record in caseload:
            rows = getattr(record, name) or []
            assert len({row.row_id for row in rows}) == len(rows)
            for row in rows:
                assert seen.setdefault((record.crn, row.row_id), row) == row


def test_the_caseload_can_be_written_as_a_workbook_and_read_again(tmp_path: Path) -> None:
    """What single cases lack of tables and days stays lacking."""
    records = list(generate(80))
    assert any(record.covers for record in records)
    (tmp_path / "caseload.xlsx").write_bytes(ingest.workbook_of(records))
    read = ingest.read([tmp_path / "caseload.xlsx"])
    assert {problem.kind for problem in read.problems} <= {"doubt", "left_out"}  # of what it tells, none of how
    for record, again in zip(records, read.records, strict=True):
        assert (record.key, record.covers) == (again.key, again.covers)
        for name in tables():
            rows, rows_again = getattr(record, name), getattr(again, name)
            assert (rows is None, len(rows or [])) == (rows_again is None, len(rows_again or []))
