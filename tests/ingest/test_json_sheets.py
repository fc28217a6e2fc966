"""JSON of other systems as sheets."""

import json

import pytest

from practice_check.cells.fault import Unreadable
from practice_check.ingest.formats.json_sheets import sheets_of_json
from practice_check.ingest.problems import InputError
from practice_check.records.columns import NOT_IN_EXPORT

_PERSON = {
    "crn": "X900001",
    "name": {"forename": "Ash", "surname": "Rowan"},
    "active": True,
    "registrations": [
        {"id": 1, "type": {"code": "RVHR"}, "startDate": "2025-01-31", "notes": None},
        {"id": 2, "type": {"code": "MAPP"}, "startDate": "2025-02-01", "flags": ["a", "b"]},
    ],
    "events": [
        {"eventNumber": 1, "startDate": "2025-01-06", "requirements": [{"code": "RAR", "length": 12}]},
        {"eventNumber": 2, "startDate": "2025-03-06", "requirements": []},
    ],
}


def _read(whole: object, file: str = "people.json") -> dict[str, list[dict[str, object]]]:
    found = {}
    for sheet in sheets_of_json(file, json.dumps(whole).encode()):
        (number, headings), *rows = list(sheet.rows())
        assert number == 0
        assert [number for number, _ in rows] == list(range(1, len(rows) + 1))
        found[sheet.name] = [dict(zip(map(str, headings), cells, strict=True)) for _, cells in rows]
    return found


def test_every_list_of_objects_is_a_sheet() -> None:
    found = _read([_PERSON])
    assert list(found) == ["people", "registrations", "events", "requirements"]
    assert found["people"] == [{"crn": "X900001", "name.forename": "Ash", "name.surname": "Rowan", "active": True}]
    first, second = found["registrations"]
    assert (first["type.code"], first["crn"], first["notes"], first["flags"]) == (
        "RVHR",
        "X900001",
        None,
        NOT_IN_EXPORT,
    )
    assert (second["notes"], second["flags"]) == (NOT_IN_EXPORT, ["a", "b"])


def test_what_identifies_is_carried_down_and_nothing_else_can_be_taken_for_the_objects_own() -> None:
    (requirement,) = _read([_PERSON])["requirements"]
    assert requirement == {
        "code": "RAR",
        "length": 12,
        "eventNumber": 1,
        "events.startDate": "2025-01-06",
        "crn": "X900001",
        "people.name.forename": "Ash",
        "people.name.surname": "Rowan",
        "people.active": True,
    }


def test_an_objects_own_name_goes_first() -> None:
    found = _read({"offenderId": 7, "contacts": [{"offenderId": 8}, {}]})
    assert found["contacts"] == [
        {"offenderId": 8, "people.offenderId": 7},
        {"offenderId": NOT_IN_EXPORT, "people.offenderId": 7},
    ]


def test_a_lone_object_is_a_sheet_of_one_row() -> None:
    assert _read({"crn": "X900001", "tier": None}) == {"people": [{"crn": "X900001", "tier": None}]}


def test_a_page_of_results_is_named_after_its_list() -> None:
    found = _read({"contacts": [{"crn": "X900001"}], "totalPages": 3}, "contacts.json")
    assert found["contacts"] == [{"crn": "X900001", "contacts.totalPages": 3}]
    assert found["contacts (2)"] == [{"totalPages": 3}]
    assert list(_read({"content": [{"crn": "X900001"}]}, "contacts.json")) == ["content"]


def test_a_null_group_is_blank_and_an_absent_one_is_not_in_the_export() -> None:
    found = _read([{"type": {"code": "A", "of": {"x": 1}}}, {"type": None}, {}])["people"]
    assert found == [
        {"type.code": "A", "type.of.x": 1},
        {"type.code": None, "type.of.x": None},
        {"type.code": NOT_IN_EXPORT, "type.of.x": NOT_IN_EXPORT},
    ]


def test_lists_of_one_name_in_two_places_stay_apart() -> None:
    found = _read([{"crn": "X900001", "notes": [{"a": 1}], "events": [{"notes": [{"a": 2}]}]}])
    assert [row["a"] for row in found["notes"]] == [1]
    assert [row["a"] for row in found["events.notes"]] == [2]


def test_a_list_that_holds_other_things_too_loses_none() -> None:
    found = _read([{"crn": "X900001", "notes": [{"text": "a"}, "b", [{"text": "c"}]]}])["notes"]
    assert [(row["text"], row["notes"]) for row in found] == [
        ("a", NOT_IN_EXPORT),
        (NOT_IN_EXPORT, "b"),
        ("c", NOT_IN_EXPORT),
    ]


def test_a_name_that_is_given_twice_has_no_value() -> None:
    (sheet,) = sheets_of_json("people.json", b'[{"crn": "X900001", "crn": "X900002", "a.b": 1, "a": {"b": 2}}]')
    _, (_, cells) = sheet.rows()
    assert all(isinstance(cell, Unreadable) for cell in cells)


def test_json_lines_and_a_line_that_is_broken() -> None:
    lines = b'{"crn": "X900001", "notes": [{"a": 1}]}\n\n{"crn": "X9000\n{"crn": "X900003"}\n'
    people, notes = sheets_of_json("people.jsonl", lines)
    rows = list(people.rows())
    assert [list(cells) for _, cells in rows[:3]] == [["crn"], ["X900001"], ["X900003"]]
    lost = rows[3][1][0]
    assert isinstance(lost, Unreadable) and lost.message == "line 3 is not sound JSON: nothing of it could be read"
    assert isinstance(list(notes.rows())[-1][1][0], Unreadable)
    assert notes.source(1) == "people.jsonl, notes, item 1"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings(encoding: str) -> None:
    (sheet,) = sheets_of_json("people.json", '{"name": "Zoë"}'.encode(encoding))
    assert list(sheet.rows())[1] == (1, ["Zoë"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "is not sound JSON (line 1, character 2)"),
        (b"[" * 100_000, "is not JSON that we can read"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "more than 40 deep"),
        (json.dumps({f"X{n}": n for n in range(2000)}).encode(), "more than 1,000 different names"),
        (json.dumps({f"X{n}": [{"a": 1}] for n in range(500)}).encode(), "more than 200 different lists"),
        (b"\x81\x8d\xff", "is not text that we can read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_mend(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as raised:
        sheets_of_json("people.json", data)
    assert said in raised.value.message and raised.value.mend


@pytest.mark.parametrize("data", [b"[]", b"{}", b'{"contacts": []}', b"[[], [{}]]"])
def test_nothing_is_no_sheet(data: bytes) -> None:
    sheets = sheets_of_json("people.json", data)
    assert [list(sheet.rows()) for sheet in sheets] in ([], [[(0, ["contacts"]), (1, [[]])]])
