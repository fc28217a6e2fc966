"""Cases that should be there and are not, files that were cut off, and all of it through the reader."""

from pathlib import Path
from typing import Any

import pytest

from practice_check.content.faults import MappingError
from practice_check.ingest.looking import before_a_check, grouped
from practice_check.ingest.looking.thresholds import read_thresholds
from practice_check.paths import rules_folder
from tests.ingest.looked_at import DAY, TODAY, case, demo, regular
from tests.ingest.looking_on_lists import Looked, full_files, look


def adrift(**fields: Any) -> list[str]:
    return [problem.message for problem in before_a_check([case(20, **fields)], DAY, TODAY)]


def test_a_regular_caseload_has_nothing_adrift() -> None:
    assert before_a_check(regular(), DAY, TODAY) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"closed_date": "2026-09-01"}, "a file is closed, and its order runs on (X900020/1)"),
        (
            {
                "closed_date": "2026-09-01",
                "order_type": "suspended_sentence_order",
                "requirements": [{"type": "unpaid_work", "start": "2026-02-01", "end": "2026-08-28"}],
            },
            "a suspended sentence order was closed when the unpaid work ended, and runs on (X900020/1)",
        ),
        (
            {"end_date": None, "closed_date": None},
            "an order has neither a date of ending nor a closing (X900020/1)",
        ),
        ({"officer": None, "officers": []}, "an order runs and has no officer on record (X900020/1)"),
        ({"event_number": 3}, "of 1 person an earlier order is not in the export (X900020)"),
    ],
)
def test_an_order_adrift(fields: dict[str, Any], said: str) -> None:
    assert adrift(**fields) == [said]


@pytest.mark.parametrize(
    "fields",
    [
        {"closed_date": "2026-09-01", "end_date": "2026-09-01"},
        {"officer": None, "officers": [{"officer": "A", "start": "2026-02-01", "end": None}]},
        {"officer": None, "officers": None},  # the sheet is not there: said where it is absent
        {"officer": None, "officers": [], "end_date": "2026-06-01"},
    ],
)
def test_an_order_that_is_not(fields: dict[str, Any]) -> None:
    assert adrift(**fields) == []


def test_many_are_counted_and_some_of_them_named() -> None:
    records = [case(number, end_date=None, closed_date=None) for number in range(8)]
    (problem,) = before_a_check(records, DAY, TODAY)
    assert problem.message == (
        "8 orders have neither a date of ending nor a closing "
        "(X900000/1, X900001/1, X900002/1, X900003/1, X900004/1 and 3 more)"
    )
    assert problem.rows == 8


@pytest.mark.parametrize(("last", "said"), [(65_536, 1), (65_535, 0), (5_001, 1), (734, 0)])
def test_a_sheet_that_holds_as_many_rows_as_an_export_stops_at(last: int, said: int) -> None:
    rows = [{"date": "2026-05-04", "source": f"contacts.csv, row {number}"} for number in (2, last)]
    found = full_files([case(20, contacts=rows)])
    assert len(found) == said
    assert all(f"exactly {last - 1:,} rows" in problem.message for problem in found)


def test_lists_of_json_are_not_counted_as_rows_of_a_sheet() -> None:
    rows = [{"date": "2026-05-04", "source": "cases.json, case X900020/1, contacts[1001]"}]
    assert full_files([case(20, contacts=rows)]) == []


def test_a_whole_caseload_keeps_its_records() -> None:
    records = list(demo(200, 2))
    looked = look(records, DAY, TODAY)
    assert looked.records == records
    assert {problem.kind for problem in looked.problems} == {"doubt", "left_out"}


def test_an_empty_export_is_looked_at_too() -> None:
    assert look([], None, TODAY) == Looked([], [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value: 20, unit: cases", "value: 0, unit: cases", "greater than 0"),
        ("cut-margin:", "cut-margins:", "cut-margins"),
        ("contacts: date", "contacts: dates", "did you mean 'date'"),
        ("never_empty: [contacts", "never_empty: [contcts", "did you mean 'contacts'"),
        ("unit: rows each, source: local default", "unit: rows each", "source"),
        ("\nthresholds:", "\nthresholds: [", "not valid YAML"),
    ],
)
def test_a_fault_of_the_thresholds_names_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (rules_folder() / "_mappings" / "reading.yaml").read_text()
    assert old in text
    path = tmp_path / "reading.yaml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(MappingError) as error:
        read_thresholds(path)
    assert any(said in fault and fault.startswith(f"{path}:") for fault in error.value.faults)


def test_doubts_of_a_kind_are_told_together() -> None:
    other = [{"officer": "Someone Else", "start": "2020-01-01", "end": None}]
    records = [case(number, officers=other) for number in range(7)] + [case(8, date_of_birth="2060-01-01")]
    birth, officers = grouped(look(records, DAY, TODAY).problems)[::-1]
    assert officers.message == (
        "the case and the officer periods name different officers: "
        "7 people (X900000, X900001, X900002, X900003, X900004 and 2 more)"
    )
    assert (officers.rows, officers.crn, birth.crn) == (7, None, "X900008")
