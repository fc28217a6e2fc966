"""A file that was forgotten: whole groups without a row are unknown, and one person without one stays a finding."""

import datetime as dt

import pytest

from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.records.model import CaseRecord, tables
from tests.ingest.looked_at import DAY, TODAY, case, demo, keep, regular, without
from tests.ingest.looking_on_lists import forgotten_covers, only_in_case_list


def unknown(records: list[CaseRecord], table: str = "contacts") -> set[str]:
    return {record.crn for record in records if record.covers.get(table) == COVERS_NOTHING}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("size", [60, 200])
def test_a_caseload_that_is_whole_is_left_alone(size: int, seed: int) -> None:
    records = demo(size, seed)
    assert forgotten_covers(records, DAY, TODAY) == (list(records), [])


@pytest.mark.parametrize("seed", [1, 2])
def test_a_team_whose_file_was_forgotten_is_unknown(seed: int) -> None:
    records = without(demo(200, seed), "contacts", lambda record: record.team == "Castle")
    found, (problem,) = forgotten_covers(records, DAY, TODAY)
    assert {record.crn for record in records if record.team == "Castle" and record.contacts is not None} <= unknown(
        found
    )
    assert "the table 'contacts' has no row of team Castle" in problem.message
    assert (problem.kind, problem.table) == ("doubt", "contacts")


def test_nobody_outside_the_team_is_touched() -> None:
    records = without(regular(90), "contacts", lambda record: record.team == "Castle")
    found, _ = forgotten_covers(records, DAY, TODAY)
    assert unknown(found) == {record.crn for record in records if record.team == "Castle"}


@pytest.mark.parametrize(
    ("half", "words"),
    [
        (lambda record: record.crn < "X900030", "the people from X900000 to X900029"),
        (lambda record: str(record.name).split()[-1] < "M", "by name"),
    ],
)
def test_half_of_the_people_in_a_second_file(half, words: str) -> None:  # type: ignore[no-untyped-def]
    records = without(regular(60), "contacts", half)
    found, problems = forgotten_covers(records, DAY, TODAY)
    assert unknown(found) == {record.crn for record in records if half(record)}
    assert any(words in problem.message for problem in problems)


def test_half_of_the_people_in_no_order_at_all() -> None:
    some = {f"X9{number:05d}" for number in range(60) if (number * number) % 7 in (1, 2)}
    records = without(regular(60), "contacts", lambda record: record.crn in some)
    found, _ = forgotten_covers(records, DAY, TODAY)
    old = {record.crn for record in records if record.start_date and record.start_date <= DAY - dt.timedelta(days=60)}
    assert unknown(found) == some & old


@pytest.mark.parametrize("few", [1, 3])
def test_one_person_without_a_contact_stays_a_finding(few: int) -> None:
    lost = {f"X9{number:05d}" for number in (10, 31, 44)[:few]}
    records = without(regular(60), "contacts", lambda record: record.crn in lost)
    assert forgotten_covers(records, DAY, TODAY) == (records, [])


def test_orders_of_the_last_weeks_show_nothing() -> None:
    young = [
        case(number, team="New", officer="New", start_date=DAY - dt.timedelta(days=20), contacts=[])
        for number in range(100, 115)
    ]
    records = [*regular(60), *young]
    assert forgotten_covers(records, DAY, TODAY) == (records, [])


def test_a_team_without_what_half_of_the_others_have_may_be_practice() -> None:
    """One sheet holds all teams: perhaps nobody there does it. It is said, and stays "not recorded"."""
    often = without(regular(90), "oversight", lambda record: int(record.crn[-2:]) % 2 == 0)
    records = without(often, "oversight", lambda record: record.team == "Castle")
    found, (problem,) = forgotten_covers(records, DAY, TODAY)
    assert found == records
    assert "taken as none recorded" in problem.message
    assert problem.table is None


def test_with_a_file_for_each_team_it_is_a_file_that_is_missing() -> None:
    often = without(regular(90), "oversight", lambda record: int(record.crn[-2:]) % 2 == 0)
    records = []
    for record in without(often, "oversight", lambda record: record.team == "Castle"):
        source = f"oversight-{record.team}.csv, row 4"
        rows = [row.model_copy(update={"source": source}) for row in record.oversight or ()]
        records.append(record.model_copy(update={"oversight": rows}))
    found, _ = forgotten_covers(records, DAY, TODAY)
    assert unknown(found, "oversight") == {record.crn for record in records if record.team == "Castle"}


def test_a_table_with_headings_only_was_not_exported() -> None:
    records = without(regular(40), "contacts", lambda _: True)
    found, (problem,) = forgotten_covers(records, DAY, TODAY)
    assert unknown(found) == {record.crn for record in records}
    assert problem.message == "the table 'contacts' has no row at all (40 orders): taken as not exported, not as empty"


def test_a_table_that_may_well_be_empty_is_left_alone() -> None:
    records = [record.model_copy(update={"mappa_actions": []}) for record in regular(40)]
    assert forgotten_covers(records, DAY, TODAY) == (records, [])


def test_few_cases_show_nothing() -> None:
    records = without(regular(19), "contacts", lambda _: True)
    assert forgotten_covers(records, DAY, TODAY) == (records, [])


def test_assessors_answer_for_the_cases_that_they_looked_at() -> None:
    answers = [{"rule": "a", "answer": "above"}]
    records = [
        record.model_copy(update={"judgements": case(0, judgements=answers).judgements if number < 45 else []})
        for number, record in enumerate(regular(90))
    ]
    assert forgotten_covers(records, DAY, TODAY) == (records, [])


def test_people_who_stand_in_the_list_of_cases_only_are_unknown() -> None:
    records = list(regular(60))
    for table in tables():
        if records[0].__getattribute__(table) is not None:
            records = keep(records, table, lambda _: False, lambda record: record.crn == "X900020")
    found, (problem,) = only_in_case_list(records, DAY, TODAY)
    assert unknown(found) == unknown(found, "officers") == {"X900020"}
    assert problem.message.startswith("1 order stands in the list of cases and in no other sheet (X900020/1)")


def test_where_one_sheet_was_given_nobody_is_taken_as_lost() -> None:
    only = {"oversight": None, "rosh_levels": None, "officers": None}
    records = without(
        [record.model_copy(update=only) for record in regular(60)], "contacts", lambda r: r.crn == "X900020"
    )
    assert only_in_case_list(records, DAY, TODAY) == (records, [])
