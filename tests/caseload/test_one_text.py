"""One text in many people's records."""

from typing import Any

from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook

from .people import order, said, warning

ONE = warning(
    {"one_text": {"of": "oversight", "field": "note", "at_least": 3, "length": 20}}, "{people}, {cases}: {text}"
)
NOTE = "Case discussed, to continue as planned."


def noted(number: int, *notes: str | None, **more: Any) -> CaseRecord:
    rows = [{"kind": "discussion", "date": "2013-09-03", "note": note} for note in notes]
    return order(number, **{"oversight": rows, "name": None, **more})


def test_one_text_in_so_many_records_is_one_too_many(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, ONE, [noted(n, NOTE) for n in (1, 2, 3)])
    assert found.message == f"3, 3 cases: {NOTE}"


def test_in_one_record_fewer_it_is_not(rulebook: Rulebook) -> None:
    """Twice with one person counts once."""
    assert said(rulebook, ONE, [noted(1, NOTE, NOTE), noted(2, NOTE), noted(3, NOTE + " Seen.")]) == []


def test_capitals_white_space_and_the_persons_name_are_no_difference(rulebook: Rulebook) -> None:
    people = [
        noted(1, "Discussed Robert Hale: level  unchanged", name="Robert Hale"),
        noted(2, "discussed SUSAN Moor:\nlevel unchanged", name="Susan Moor"),
        noted(3, "Discussed Zoë O'Neill: level unchanged ", name="Zoë O'Neill"),
    ]
    (found,) = said(rulebook, ONE, people)
    assert found.message == "3, 3 cases: Discussed …: level unchanged"


def test_a_short_text_may_well_be_written_twice(rulebook: Rulebook) -> None:
    assert said(rulebook, ONE, [noted(n, "x" * 20) for n in (1, 2, 3)]) != []
    assert said(rulebook, ONE, [noted(n, "x" * 19) for n in (1, 2, 3)]) == []


def test_a_blank_is_no_text(rulebook: Rulebook) -> None:
    assert said(rulebook, ONE, [noted(n, None, "") for n in (1, 2, 3)]) == []


def test_each_text_is_a_warning_of_its_own_the_most_frequent_first(rulebook: Rulebook) -> None:
    other = "Level and plan are appropriate."
    people = [noted(n, other) for n in (1, 2, 3)] + [noted(n, NOTE) for n in (4, 5, 6, 7)]
    assert [each.message[:1] for each in said(rulebook, ONE, people)] == ["4", "3"]


def test_of_a_limited_access_case_no_text_is_shown(rulebook: Rulebook) -> None:
    hidden = [noted(n, NOTE, limited_access=True) for n in (1, 2, 3)]
    assert said(rulebook, ONE, hidden)[0].message == "3, 3 cases: ***"
    assert said(rulebook, ONE, [*hidden, noted(4, NOTE)])[0].message.endswith(NOTE)


def test_a_long_text_is_shown_by_how_it_begins(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, ONE, [noted(n, NOTE * 10) for n in (1, 2, 3)])
    assert len(found.message) < 80
    assert found.message.endswith("…")


def test_the_first_fifty_cases_are_named_and_all_counted(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, ONE, [noted(n, NOTE) for n in range(1, 61)])
    assert (len(found.cases), found.total) == (50, 60)


def test_an_absent_table_gives_no_warning_and_says_so(rulebook: Rulebook) -> None:
    (found,) = said(rulebook, ONE, [order(1), noted(2, NOTE)])
    assert not found.warns
    assert found.message == "Could not be looked at for 1 of 2 people, for want of the oversight table."
