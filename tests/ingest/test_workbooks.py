"""Excel workbooks: headings, keys, covers, formulas, and what cannot be opened."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from practice_check import ingest
from tests.ingest.samples import Rows, faults, read_bytes, read_workbook, workbook_bytes

_CASES: Rows = [["CRN", "Event Number", "Start Date"], ["A000001", 2, "06/01/2025"], ["a000001 ", 1, None]]


def _contacts(export: ingest.Export, event: int) -> list[str | None]:
    record = next(record for record in export.records if record.event_number == event)
    return [row.note for row in record.contacts or []]


def test_headings_may_have_spaces_and_capitals(tmp_path: Path) -> None:
    export = read_workbook(
        tmp_path, {"Cases": _CASES, "Rosh Levels": [["CRN", "event-number", "Level"], ["A000001", 1, "High"]]}
    )
    assert faults(export) == []
    assert [record.key for record in export.records] == [("A000001", 2), ("A000001", 1)]
    assert export.records[1].rosh_levels is not None


def test_an_unknown_or_repeated_heading_is_named_and_not_read(tmp_path: Path) -> None:
    contacts: Rows = [
        ["crn", "event_number", "notte", "date", "Date", "blood group"],
        ["A000001", 1, "x", "2025-01-01", "2025-01-02", "O"],
    ]
    export = read_workbook(tmp_path, {"cases": _CASES, "contacts": contacts})
    assert [(problem.column, problem.row, problem.mend) for problem in faults(export)] == [
        ("notte", 1, "did you mean 'note'?"),
        ("blood group", 1, "rename it, or take it out: the template has the names"),
        ("date", 1, "take out all but one"),
    ]
    (contact,) = export.records[1].contacts or []
    assert not contact.given("date")


def test_cells_without_a_heading_are_named(tmp_path: Path) -> None:
    contacts: Rows = [["crn", None, "note"], ["A000001", "lost", "x", "lost"], ["A000001", None, "x"]]
    (problem,) = faults(read_workbook(tmp_path, {"cases": _CASES, "contacts": contacts}))
    assert problem.message == "cells stand in a column without a heading in row 2: they were not read"


def test_a_row_of_the_person_goes_to_their_first_order(tmp_path: Path) -> None:
    contacts: Rows = [
        ["crn", "event_number", "note"],
        ["A000001", None, "blank"],
        ["A000001", 2, "second"],
        ["A000001", 7, "an order that is not exported"],
        ["A000001", "?", "unreadable"],
    ]
    export = read_workbook(tmp_path, {"cases": _CASES, "contacts": contacts})
    assert _contacts(export, 1) == ["blank", "an order that is not exported", "unreadable"]
    assert _contacts(export, 2) == ["second"]
    assert [(problem.row, problem.message) for problem in faults(export)] == [
        (4, "the order A000001/7 is not in the sheet 'cases': the row was kept as the person's, under A000001/1"),
        (5, "'?' is not the number of an order"),
    ]
    absent = read_workbook(tmp_path, {"cases": _CASES, "contacts": [["crn", "note"], ["A000001", "no column"]]})
    assert (_contacts(absent, 1), _contacts(absent, 2)) == (["no column"], [])


def test_a_row_of_an_order_must_say_which(tmp_path: Path) -> None:
    one: Rows = [["crn"], ["A000001"]]
    documents: Rows = [["crn", "date"], ["A000001", "2025-01-01"]]
    export = read_workbook(tmp_path, {"cases": one, "documents": documents})
    assert faults(export) == []
    assert len(export.records[0].documents or []) == 1

    export = read_workbook(tmp_path, {"cases": _CASES, "documents": documents})
    (problem,) = faults(export)
    assert (
        problem.message
        == "A000001 has several orders and the row does not say which it belongs to: the row was left out"
    )
    # Each order may lack the row: that nothing is there proves nothing.
    assert [record.covers["documents"].end for record in export.records] == [dt.date(1900, 1, 1)] * 2


def test_rows_of_one_unknown_case_are_named_together(tmp_path: Path) -> None:
    contacts: Rows = [["crn", "event_number"], *[["B000001", 1]] * 3, ["A000001", 1], ["B000001", 1], ["B1", 1]]
    messages = [problem.message for problem in faults(read_workbook(tmp_path, {"cases": _CASES, "contacts": contacts}))]
    assert messages == [
        "there is no case B000001/1 in the sheet 'cases': rows 2 to 4 and 6 were left out",
        "'B1' is not a CRN: the row was left out",
    ]


def test_rows_get_a_row_id_of_the_export_or_of_ours(tmp_path: Path) -> None:
    contacts: Rows = [
        ["crn", "event_number", "row_id"],
        ["A000001", 1, "contacts-1-2"],
        ["A000001", 1, None],
        ["A000001", 1, 77],
    ]
    export = read_workbook(
        tmp_path, {"cases": _CASES, "contacts": contacts, "documents": [["crn", "event_number"], ["A000001", 2]]}
    )
    ids = [row.row_id for row in export.records[1].contacts or []]
    assert ids[0] == "contacts-1-2" and ids[2] == "77" and len(set(ids)) == 3
    assert [row.row_id for row in export.records[0].documents or []] == ["documents-2-1"]


def test_covers_and_the_day_of_export(tmp_path: Path) -> None:
    covers: Rows = [["table", "from", "to"], ["Contacts", "01/01/2025", None], ["plans", None, dt.date(2025, 6, 1)]]
    export = read_workbook(tmp_path, {"cases": _CASES, "covers": covers, "export": [["exported_on"], ["30/06/2025"]]})
    assert faults(export) == []
    assert export.exported_on == dt.date(2025, 6, 30)
    for record in export.records:
        assert record.exported_on == dt.date(2025, 6, 30)
        assert record.covers["contacts"].start == dt.date(2025, 1, 1)
        assert record.covers["contacts"].end is None
        assert record.covers["plans"].end == dt.date(2025, 6, 1)


def test_the_day_of_export_may_stand_with_the_case(tmp_path: Path) -> None:
    cases: Rows = [["crn", "exported_on"], ["A000001", "2025-06-01"], ["A000002", "2025-06-02"]]
    export = read_workbook(tmp_path, {"cases": cases})
    assert export.exported_on == dt.date(2025, 6, 2)
    assert export.records[0].exported_on == dt.date(2025, 6, 1)


@pytest.mark.parametrize(
    ("row", "covered"),
    [
        (["contacts", "31/02/2025", "2025-06-01"], (dt.date(2025, 6, 1), dt.date(2025, 6, 1))),
        (["contacts", "2025-01-01", "soon"], (dt.date(2025, 1, 1), dt.date(2025, 1, 1))),
        (["contacts", "then", "soon"], (dt.date(1900, 1, 1), dt.date(1900, 1, 1))),
        (["contacts", "2025-06-01", "2025-01-01"], (dt.date(1900, 1, 1), dt.date(1900, 1, 1))),
        (["contcts", "2025-06-01", None], (dt.date(1900, 1, 1), dt.date(1900, 1, 1))),
    ],
)
def test_a_cover_that_cannot_be_read_proves_nothing(
    tmp_path: Path, row: list[object], covered: tuple[dt.date, dt.date]
) -> None:
    export = read_workbook(tmp_path, {"cases": _CASES, "covers": [["table", "from", "to"], row]})
    cover = export.records[0].covers["contacts"]
    assert faults(export)
    assert (cover.start, cover.end) == covered


def test_covers_of_one_case(tmp_path: Path) -> None:
    covers: Rows = [
        ["table", "from", "to", "crn", "event_number"],
        ["contacts", "2025-01-01", None, None, None],
        ["contacts", "2025-03-01", None, "A000001", 2],
        ["plans", "(not in the export)", "(not in the export)", "A000001", None],
        ["reviews", "(not in the export)", "(not in the export)", None, None],
        ["events", "2025-03-01", None, "A12", None],
        ["checks", "2025-03-01", None, "B000001", None],
    ]
    sheets: dict[str, Rows] = {
        "cases": [*_CASES, ["A000003", 1, None]],
        "covers": covers,
        "contacts": [["crn"]],
        "plans": [["crn", "event_number"], ["A000001", 1]],
        "reviews": [["crn"]],
        "events": [["crn"]],
    }
    export = read_workbook(tmp_path, sheets)
    assert [(problem.row, problem.message) for problem in faults(export)] == [
        (6, "'A12' is not a CRN"),
        (7, "there is no case B000001 in the sheet 'cases': the row was left out"),
    ]
    second, first, other = export.records
    assert [str(record.covers["contacts"].start) for record in export.records] == [
        "2025-03-01",
        "2025-01-01",
        "2025-01-01",
    ]
    assert second.plans is None and other.plans == []
    assert first.plans is not None and str(first.covers["plans"].end) == "1900-01-01"  # there are some after all
    assert other.reviews is None
    assert str(other.covers["events"].end) == "1900-01-01"  # some case's events are covered, and nobody knows whose


def test_a_cell_may_say_that_it_is_not_in_the_export(tmp_path: Path) -> None:
    cases: Rows = [
        ["crn", "start_date", "name"],
        ["A000001", "(not in the export)", "(Not in the export)"],
        ["A000002", None, None],
    ]
    export = read_workbook(tmp_path, {"cases": cases})
    assert faults(export) == []
    assert [record.given("start_date") for record in export.records] == [False, True]
    assert [record.given("name") for record in export.records] == [False, True]


def test_a_formula_without_its_result_is_a_fault(tmp_path: Path) -> None:
    cases: Rows = [["crn", "rar_days", "name"], ["A000001", "=10+10", "x"]]
    export = read_workbook(tmp_path, {"cases": cases})
    (problem,) = faults(export)
    assert (problem.column, problem.message) == ("rar_days", "the formula has no saved result")
    assert not export.records[0].given("rar_days")


def test_a_formula_reads_as_the_result_saved_with_it(tmp_path: Path) -> None:
    data = workbook_bytes({"cases": [["crn", "rar_days", "name"], ["A000001", "=10+10", '=""']]})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            text = text.replace(b"<f>10+10</f><v></v>", b"<f>10+10</f><v>20</v>")
            text = text.replace(b"<f>10+10</f><v />", b"<f>10+10</f><v>20</v>")
            text = text.replace(b'<c r="C2"><f>', b'<c r="C2" t="str"><f>')
            new.writestr(name, text)
    export = read_bytes(tmp_path, "caseload.xlsx", stream.getvalue())
    assert faults(export) == []
    assert export.records[0].rar_days == 20
    assert export.records[0].given("name") and export.records[0].name is None


def test_excels_errors_and_dates_out_of_reach_are_faults(tmp_path: Path) -> None:
    cases: Rows = [["crn", "name", "start_date"], ["A000001", "#N/A", dt.datetime(9999, 12, 31)]]
    export = read_workbook(tmp_path, {"cases": cases})
    assert [problem.message for problem in faults(export)] == [
        "the cell holds Excel's error #N/A",
        "9999-12-31 cannot be right: the year is 9999",
    ]


def test_an_error_of_excel_in_a_csv_table_is_a_fault(tmp_path: Path) -> None:
    export = read_bytes(tmp_path, "cases.csv", b"crn,name\nA000001,#REF!\n")
    assert [problem.message for problem in faults(export)] == ["the cell holds Excel's error #REF!"]
    assert not export.records[0].given("name")


def test_a_repeated_case_that_says_the_same_is_read_once(tmp_path: Path) -> None:
    cases: Rows = [["crn", "name"], ["A000001", "x"], ["A000002", "y"], ["A000001", "x"]]
    export = read_workbook(tmp_path, {"cases": cases})
    (problem,) = faults(export)
    assert problem.message == "the case A000001/1 stands in rows 2 and 4 with the same words: it was read once"
    assert (len(export.records), export.not_read) == (2, [])


def test_without_cases_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(ingest.InputError, match="the sheet 'cases' is not in the workbook") as raised:
        read_workbook(tmp_path, {"case": _CASES})
    assert raised.value.mend == "is the sheet 'case' meant? Name it 'cases'"
    with pytest.raises(ingest.InputError, match="the sheet 'cases' is empty"):
        read_workbook(tmp_path, {"cases": []})
    with pytest.raises(ingest.InputError, match="has no single column 'crn'"):
        read_workbook(tmp_path, {"cases": [["name"], ["x"]]})


def test_a_table_without_crns_is_unknown(tmp_path: Path) -> None:
    export = read_workbook(tmp_path, {"cases": _CASES, "contacts": [["note"], ["x"]]})
    assert "the sheet 'contacts' has no single column 'crn': none of it could be read" in {
        problem.message for problem in faults(export)
    }
    assert export.records[0].contacts is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600, "is protected by a password, or is an old .xls workbook"),
        (b"PK\x03\x04 no more", "is damaged"),
        (b"just text", "is damaged"),
        (b"", "is empty"),
    ],
)
def test_a_workbook_that_cannot_be_opened(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(ingest.InputError, match=said):
        read_bytes(tmp_path, "caseload.xlsx", data)


def test_a_workbook_cut_short_cannot_be_read(tmp_path: Path) -> None:
    data = workbook_bytes({"cases": _CASES})
    with pytest.raises(ingest.InputError, match="is damaged"):
        read_bytes(tmp_path, "caseload.xlsx", data[: len(data) // 2])
