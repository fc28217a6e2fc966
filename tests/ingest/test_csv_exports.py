"""Folders and zips of CSV tables, as many systems write them."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from practice_check import ingest
from tests.ingest.samples import faults, read_bytes

_CASES = "crn,event_number,start_date,name\nA000001,1,06/01/2025,Zoë\nA000002,1,07/01/2025,\n"


def _folder(folder: Path, files: dict[str, bytes | str]) -> Path:
    export = folder / "export"
    export.mkdir()
    for name, data in files.items():
        (export / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return export


def _zip(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    export = ingest.read([_folder(tmp_path, {"cases.csv": _CASES.replace(",", separator).encode(encoding)})])
    assert faults(export) == []
    assert [(record.crn, record.name) for record in export.records] == [("A000001", "Zoë"), ("A000002", None)]
    assert export.records[0].start_date == dt.date(2025, 1, 6)
    assert export.records[0].source == "export/cases.csv, row 2"


def test_excels_own_line_about_the_separator(tmp_path: Path) -> None:
    export = ingest.read([_folder(tmp_path, {"cases.csv": "sep=;\r\ncrn;event_number\r\nA000001;1\r\n"})])
    assert [record.source for record in export.records] == ["export/cases.csv, row 3"]


def test_a_file_in_an_unknown_encoding_leaves_its_table_unknown(tmp_path: Path) -> None:
    export = ingest.read([_folder(tmp_path, {"cases.csv": _CASES, "contacts.csv": b"crn,note\nA000001,\x81\x8d\n"})])
    (problem,) = faults(export)
    assert "is not text that we can read" in problem.message
    assert [record.contacts for record in export.records] == [None, None]


def test_a_row_of_too_many_cells_is_not_believed(tmp_path: Path) -> None:
    contacts = "crn,event_number,note,outcome\nA000001,1,came late, attended,attended\nA000001,1,came,attended\n"
    export = ingest.read([_folder(tmp_path, {"cases.csv": _CASES, "contacts.csv": contacts})])
    (problem,) = faults(export)
    assert problem.message == "the row has 5 cells and the headings 4: the row was left out"
    assert problem.row == 2
    assert [row.note for row in export.records[0].contacts or []] == ["came"]


def test_a_row_of_too_few_cells_leaves_the_rest_unknown(tmp_path: Path) -> None:
    export = ingest.read(
        [_folder(tmp_path, {"cases.csv": _CASES, "contacts.csv": "crn,event_number,note\nA000001,1\n"})]
    )
    (problem,) = faults(export)
    assert problem.message == "the row has 2 cells and the headings 3: the last were taken as unknown"
    (contact,) = export.records[0].contacts or []
    assert not contact.given("note")


def test_an_open_quotation_leaves_the_table_unknown(tmp_path: Path) -> None:
    contacts = 'crn,event_number,note\nA000001,1,fine\nA000001,1,"never closed\nA000002,1,fine\n'
    export = ingest.read([_folder(tmp_path, {"cases.csv": _CASES, "contacts.csv": contacts})])
    (problem,) = faults(export)
    assert (problem.row, problem.value) == (3, "export/contacts.csv")
    assert export.records[0].contacts is None


def test_a_table_without_even_headings_is_unknown(tmp_path: Path) -> None:
    export = ingest.read([_folder(tmp_path, {"cases.csv": _CASES, "contacts.csv": "", "plans.csv": "crn\n"})])
    (problem,) = faults(export)
    assert problem.message == "the sheet 'contacts' is empty, even of headings: what it would show is unknown"
    assert export.records[0].contacts is None
    assert export.records[0].plans == []


def test_files_that_are_not_tables_are_named(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "cases.csv": _CASES,
        "notes.txt": "x",
        ".DS_Store": "x",
        "contcts.csv": "crn\nA1\n",
    }
    messages = {(problem.message, problem.mend) for problem in faults(ingest.read([_folder(tmp_path, files)]))}
    assert messages == {
        ("'notes.txt' is not a CSV table: it was not read", "take it out, or give it to the check by itself"),
        ("the sheet 'contcts' is not one that we know: it was not read (1 row)", "did you mean 'contacts'? Rename it"),
    }


def test_a_folder_without_cases_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ingest.InputError, match="the sheet 'cases' is not in the folder"):
        ingest.read([_folder(tmp_path, {"contacts.csv": "crn\n"})])


def test_csv_files_of_one_folder_may_be_named_one_by_one(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"cases.csv": _CASES, "contacts.csv": "crn,note\nA000002,came\n", "old.csv": "x"})
    export = ingest.read([folder / "contacts.csv", folder / "cases.csv"])
    assert faults(export) == []
    assert [len(record.contacts or []) for record in export.records] == [0, 1]
    assert {given.name for given in export.inputs} == {"export/cases.csv", "export/contacts.csv"}


def test_a_zip_reads_like_a_folder(tmp_path: Path) -> None:
    data = _zip({"out/cases.csv": _CASES, "out/contacts.csv": "crn,note\nA000002,came\n", "__MACOSX/._cases.csv": "x"})
    export = read_bytes(tmp_path, "export.zip", data)
    assert faults(export) == []
    (contact,) = export.records[1].contacts or []
    assert contact.source == "export.zip/out/contacts.csv, row 2"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../cases.csv", "leads out of the zip file"),
        ("a/../../cases.csv", "leads out of the zip file"),
        ("/etc/cases.csv", "leads out of the zip file"),
        ("C:\\cases.csv", "leads out of the zip file"),
        ("inner.zip", "an archive or workbook inside a zip file"),
        ("inner.xlsx", "an archive or workbook inside a zip file"),
    ],
)
def test_a_zip_that_climbs_out_or_nests_is_refused(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(ingest.InputError, match=said):
        read_bytes(tmp_path, "export.zip", _zip({"cases.csv": _CASES, name: "x"}))


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ingest.InputError, match="times its size"):
        read_bytes(tmp_path, "export.zip", _zip({"cases.csv": _CASES, "contacts.csv": "0" * 20_000_000}))


def test_two_files_for_one_table_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ingest.InputError, match="two sheets of one name"):
        read_bytes(
            tmp_path, "export.zip", _zip({"cases.csv": _CASES, "a/contacts.csv": "crn\n", "b/contacts.csv": "crn\n"})
        )


def test_a_formula_written_as_text_reads_as_text(tmp_path: Path) -> None:
    contacts = "crn,note\nA000001,'=1+1\nA000001,''=1+1\nA000001,'tis\n"
    export = ingest.read([_folder(tmp_path, {"cases.csv": _CASES, "contacts.csv": contacts})])
    assert [row.note for row in export.records[0].contacts or []] == ["=1+1", "'=1+1", "'tis"]
