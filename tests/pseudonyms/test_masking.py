"""What a problem says under pseudonyms: where it stands and what mends it, and nothing that stood there."""

import pytest

from practice_check.ingest.problems import Place, Problem
from practice_check.pseudonyms import Pseudonymiser

PLACE = Place("caseload.xlsx", "contacts", 12, "X912345", "caseload.xlsx, contacts, row 12")


def masked(under: Pseudonymiser, message: str, mend: str = "correct it", **more: object) -> Problem:
    return under.problem(PLACE.problem(message, mend, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("message", "value", "left"),
    [
        ("'Mark Young' is not a date", "Mark Young", "'[…]' is not a date"),
        ("'O'Brien, Pat' is not yes or no", "O'Brien, Pat", "'[…]' is not yes or no"),
        ("'mark will' is not a number", "mark will", "'[…]' is not a number"),
        ("'31/02/2025' is not a date", "31/02/2025", "'31/02/2025' is not a date"),
        ("'07700 900123' is not a date", "07700 900123", "'[…]' is not a date"),
        ("'900123' is not a date", "900123", "'[…]' is not a date"),
        ("'office' is not a date", "office", "'office' is not a date"),
        ("there is no case x912399 in the export", None, "there is no case {X912399} in the export"),
        (f"'{'Zebediah ' * 5}' is not a date", "Zebediah " * 9, "'[…]' is not a date"),
    ],
)
def test_what_stood_there_is_left_out(under: Pseudonymiser, message: str, value: str | None, left: str) -> None:
    found = masked(under, message, value=value).message
    assert found == left.replace("{X912399}", under.names.crn("X912399"))


def test_a_day_of_birth_is_not_shown_and_another_is(under: Pseudonymiser) -> None:
    said = "the date of birth is not before the order: was the century mistaken?"
    assert masked(under, said, column="date_of_birth", value="3 Mar 2031", kind="doubt").value == "[…]"
    assert masked(under, "the end 02/03/2031 is before the start 03/03/2031").message == (
        "the end 02/03/2031 is before the start 03/03/2031"
    )


def test_two_officers_who_are_named_are_not(under: Pseudonymiser) -> None:
    what = "mark will and Ana Marsh"
    said = f"{what}: the case and the officer periods name different officers"
    found = masked(under, said, column="officer", value=what, kind="doubt")
    assert found.message == "[…]: the case and the officer periods name different officers"
    assert found.value == "[…]"


def test_files_sheets_and_headings_keep_their_names_only_where_those_are_of_the_form(under: Pseudonymiser) -> None:
    place = Place("Team Quillfeather/contacts of Zeb.csv", "Zebs Fälle", 3, "X912345", "Zeb.xlsx, contacts, row 3")
    found = under.problem(place.problem("it was not read", "mend it", column="seen by Zeb"))
    assert "Quillfeather" not in found.file
    assert found.file.endswith(".csv")
    assert found.sheet is not None
    assert found.sheet.startswith("sheet-")
    assert found.column is not None
    assert found.column.startswith("column-")
    assert found.source is not None
    assert found.source.endswith(".xlsx, contacts, row 3")
    kept = masked(under, "it was not read", column="Event number")
    assert (kept.file, kept.sheet, kept.column) == ("caseload.xlsx", "contacts", "Event number")
    assert kept.source == PLACE.source


def test_places_stay_apart_and_name_the_same_row_as_its_record(under: Pseudonymiser) -> None:
    sources = [
        f"{file}, {rest}" for file in ("Zeb.xlsx", "Ana.xlsx") for rest in ("Zeb, row 1", "Ana, row 1", "Ana, row 2")
    ]
    sources += [f"Zeb.jsonl, case X91234{number}/1, contacts[{row}]" for number in (1, 2) for row in (1, 2)]
    assert len({under.places.source(source) for source in sources}) == len(sources)
    assert not any("Zeb" in under.places.source(source) or "X91" in under.places.source(source) for source in sources)
