"""CSV files as many systems and people leave them: separators, titles, encodings, and what is no table."""

import io
import itertools

import pytest

from practice_check.cells.fault import SheetFault
from practice_check.ingest.formats.csv_tables import raw_rows, table_of

_TITLES = "Contact list report\nRun by Ash Rowan, Northtown; printed 21/11/2025\n\n"


def _rows(data: bytes | str, name: str = "contacts.csv") -> list[list[object]]:
    raw = data.encode() if isinstance(data, str) else data
    return [list(cells) for _, cells in table_of(name, raw).rows()]


def _table(separator: str, rows: int = 6) -> str:
    lines = [["CRN", "Contact date", "Notes", "Type"]]
    for number in range(rows):
        note = f'"came, late; and | left {number}"'
        lines.append([f"X90000{number}", f"0{number + 1}/02/2025", note, "CHVS"])
    return "\n".join(separator.join(line) for line in lines) + "\n"


@pytest.mark.parametrize(
    ("separator", "titles", "end", "encoding"),
    [
        *itertools.product(",;\t|", ["", _TITLES], ["\n", "\r\n", "\r"], ["utf-8"]),
        *itertools.product(
            ",;", [_TITLES], ["\r\n"], ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
        ),
    ],
)
def test_separator_titles_line_ends_and_encodings(separator: str, titles: str, end: str, encoding: str) -> None:
    text = (titles + _table(separator)).replace("CHVS", "Café").replace("\n", end)
    rows = [row for row in _rows(text.encode(encoding)) if len(row) == 4]
    assert rows[0] == ["CRN", "Contact date", "Notes", "Type"]
    assert rows[2] == ["X900001", "02/02/2025", "came, late; and | left 1", "Café"]
    assert len(rows) == 7


def test_commas_within_cells_do_not_make_the_table() -> None:
    text = "crn;name;score\n" + "".join(f"X90000{n};Rowan, Ash;6,25\n" for n in range(9))
    assert _rows(text)[1] == ["X900000", "Rowan, Ash", "6,25"]


def test_lists_within_cells_do_not_make_the_table() -> None:
    text = "crn,a,b,purpose\n" + "".join(f"X90000{n},1,2,supervision; induction\n" for n in range(9)) + "X900009,1\n"
    assert _rows(text)[1] == ["X900000", "1", "2", "supervision; induction"]


def test_a_single_column_stays_one() -> None:
    assert _rows("crn\nX900001\nX900002\n") == [["crn"], ["X900001"], ["X900002"]]


def test_excel_names_the_separator() -> None:
    assert _rows("sep=|\r\na|b;c\r\n1|2;3\r\n") == [["a", "b;c"], ["1", "2;3"]]


def test_noughts_that_fill_up_a_file_are_nothing() -> None:
    assert _rows(b"crn,note\0\0\nX900001,came\n" + b"\0" * 500)[:2] == [["crn", "note"], ["X900001", "came"]]


def test_a_byte_that_is_not_utf8_does_not_spoil_the_rest() -> None:
    data = "crn,name\nX900001,Zoë Brontë Café\n".encode() + b"X900002,Ren\xe9\n"
    assert _rows(data)[1:] == [["X900001", "Zoë Brontë Café"], ["X900002", "Ren\ufffd"]]
    assert _rows("crn,name\nX900001,Zoë Renée\n".encode("cp1252"))[1] == ["X900001", "Zoë Renée"]


def test_blank_rows_and_breaks_within_quotes_are_counted_as_excel_counts() -> None:
    rows = list(table_of("a.csv", b'crn,note\n\nX900001,"one\r\ntwo"\n,\nX900002,three\n').rows())
    assert [(number, cells) for number, cells in rows if any(cells)] == [
        (1, ["crn", "note"]),
        (3, ["X900001", "one\r\ntwo"]),
        (5, ["X900002", "three"]),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + b"x" * 50, "is a workbook or zip file, whatever its name says"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 50, "is an old or protected workbook"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"\n <html><body><table>", "is a web page"),
        (b"<!DOCTYPE html>", "is a web page"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(1, 9)) * 30, "is not text that we can read"),
        (b"crn\n\x81\x8d\n", "is not text that we can read"),
    ],
)
def test_a_file_that_is_no_table_says_so(data: bytes, said: str) -> None:
    with pytest.raises(SheetFault) as raised:
        _rows(data)
    assert said in raised.value.message and raised.value.mend


def test_prose_is_read_and_is_nothing() -> None:
    assert len(_rows("Dear Ash,\n\nthank you, and see you soon.\n")) == 3


def test_a_separator_within_quoted_texts_is_none_of_the_table() -> None:
    rows = ["crn,rule,reason,by"] + [f'X90000{n},a,"=cmd|{"| | |" * 40}","me"' for n in range(9)]
    (number, heading), *_ = raw_rows("departures.csv", lambda: io.BytesIO("\n".join(rows).encode()))
    assert (number, heading) == (1, ["crn", "rule", "reason", "by"])
