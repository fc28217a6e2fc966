"""Tables cut to the last months: what came before is unknown, never "not recorded"."""

import datetime as dt

import pytest

from practice_check.audit import Options, check
from practice_check.ingest import Export
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.records.model import CaseRecord, Cover
from practice_check.rulebook import Rulebook
from tests.ingest.looked_at import DAY, TODAY, case, demo, keep, regular, rows
from tests.ingest.looking_on_lists import cut_covers

SINCE = DAY - dt.timedelta(days=150)


def since(row: object) -> bool:
    return bool(getattr(row, "date") >= SINCE)  # noqa: B009


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("size", [60, 200])
def test_a_caseload_that_is_whole_is_left_alone(size: int, seed: int) -> None:
    records = demo(size, seed)
    assert cut_covers(records, DAY, TODAY) == (list(records), [])


def test_a_regular_caseload_is_left_alone() -> None:
    assert cut_covers(regular(), DAY, TODAY) == (list(regular()), [])


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("months", [1, 6, 12])
def test_contacts_of_the_last_months_only_are_noticed(seed: int, months: int) -> None:
    cut = DAY - dt.timedelta(days=30 * months)
    records = keep(demo(60, seed), "contacts", lambda row: row.date >= cut)
    found, problems = cut_covers(records, DAY, TODAY)
    first = min(row.date for record in records for row in record.contacts or () if row.date)
    said = {record.crn for record in records if "contacts" in record.covers}
    for before, after in zip(records, found, strict=True):
        if before.contacts is not None and before.crn not in said:
            assert after.covers["contacts"] == Cover.model_validate({"from": first})
    assert [(problem.kind, problem.sheet, problem.table) for problem in problems] == [("doubt", "contacts", "contacts")]


def test_it_says_since_when_and_how_many_orders_are_older() -> None:
    records = keep(regular(40), "contacts", since)
    _, (problem,) = cut_covers(records, DAY, TODAY)
    older = sum(record.start_date < dt.date(2026, 6, 2) for record in records if record.start_date)
    assert problem.message == (
        f"the table 'contacts' begins on 2 Jun 2026, though {older} of 40 orders began before: "
        "taken as complete only from that day"
    )
    assert problem.file == "cases.xlsx"
    assert "covers" in problem.mend


def test_only_covers_change() -> None:
    records = keep(regular(), "contacts", since)
    found, _ = cut_covers(records, DAY, TODAY)
    assert [record.model_copy(update={"covers": {}}) for record in found] == list(records)


def test_what_the_export_says_of_its_tables_stands() -> None:
    said = {"covers": {"contacts": Cover.model_validate({"from": dt.date(2020, 1, 1)})}}
    records = [record.model_copy(update=said) for record in keep(regular(), "contacts", since)]
    assert cut_covers(records, DAY, TODAY) == (records, [])


def test_an_end_that_is_said_is_kept_beside_the_start() -> None:
    said = {"covers": {"contacts": Cover.model_validate({"to": dt.date(2026, 10, 1)})}}
    records = [record.model_copy(update=said) for record in keep(regular(), "contacts", since)]
    found, _ = cut_covers(records, DAY, TODAY)
    assert {record.covers["contacts"].end for record in found} == {dt.date(2026, 10, 1)}
    assert {record.covers["contacts"].start for record in found} == {dt.date(2026, 6, 2)}


def test_few_cases_show_nothing() -> None:
    records = keep(regular(19), "contacts", since)
    assert cut_covers(records, DAY, TODAY) == (records, [])


def test_one_row_with_a_wrong_date_does_not_hide_a_cut() -> None:
    records = keep(regular(), "contacts", since)
    stray = rows("contacts", 49, [{"date": dt.date(2025, 1, 7), "outcome": "attended"}])
    records[49] = case(49, contacts=[*stray, *(row.model_dump() for row in records[49].contacts or ())])
    _, (problem,) = cut_covers(records, DAY, TODAY)
    assert "begins on 2 Jun 2026 (1 row stands outside)" in problem.message


def test_a_table_that_stops_long_before_the_day_of_the_export() -> None:
    records = keep(regular(), "contacts", lambda row: row.date <= SINCE)
    found, (problem,) = cut_covers(records, DAY, TODAY)
    last = max(row.date for record in records for row in record.contacts or () if row.date)
    assert {record.covers["contacts"].end for record in found} == {last}
    assert "taken as complete only to that day" in problem.message


def test_appointments_ahead_do_not_hide_an_end() -> None:
    records = keep(regular(), "contacts", lambda row: row.date <= SINCE)
    ahead = [{"date": DAY + dt.timedelta(days=9), "outcome": None}]
    records = [
        record.model_copy(update={"contacts": [*(record.contacts or ()), *(case(1, contacts=ahead).contacts or ())]})
        for record in records
    ]
    _, problems = cut_covers(records, DAY, TODAY)
    assert len(problems) == 1


def test_the_contacts_of_one_team_cut() -> None:
    records = keep(regular(90), "contacts", since, lambda record: record.team == "Castle")
    found, (problem,) = cut_covers(records, DAY, TODAY)
    assert "'contacts' of team Castle begins" in problem.message
    for record in found:
        assert ("contacts" in record.covers) == (record.team == "Castle")


def test_whoever_has_an_order_in_the_cut_team_and_in_another_is_unknown_too() -> None:
    records = keep(regular(90), "contacts", since, lambda record: record.team == "Castle")
    second = case(1, crn="X900000", event_number=2, team="Harbour")
    found, _ = cut_covers([*records, second], DAY, TODAY)
    assert found[0].team == "Castle"
    assert found[-1].covers["contacts"].start == dt.date(2026, 6, 2)


def test_levels_that_began_lately_only_show_nothing_of_those_that_began_before() -> None:
    records = keep(regular(60), "rosh_levels", lambda row: row.start >= SINCE)
    found, (problem,) = cut_covers(records, DAY, TODAY)
    assert {record.covers["rosh_levels"] for record in found} == {COVERS_NOTHING}
    assert "no row means nothing" in problem.message


def test_tables_made_of_one_sheet_are_cut_together() -> None:
    checks = [
        {"requested": DAY - dt.timedelta(days=20), "source": "log.csv, row 4"},
        {"requested": DAY - dt.timedelta(days=90), "source": "log.csv, row 5"},
    ]
    records = []
    for record in keep(regular(), "contacts", since):
        contacts = [row.model_copy(update={"source": "log.csv, row 9"}) for row in record.contacts or ()]
        known = case(0, checks=checks).checks if record.crn == "X900003" else []
        records.append(record.model_copy(update={"contacts": contacts, "checks": known}))
    found, (problem,) = cut_covers(records, DAY, TODAY)
    assert {record.covers["checks"].start for record in found} == {dt.date(2026, 6, 2)}
    assert "(and checks, of the same sheet)" in problem.message


def test_an_export_that_does_not_say_its_day_and_stops() -> None:
    records = [record.model_copy(update={"exported_on": None}) for record in regular()]
    found, (problem,) = cut_covers(records, None, dt.date(2027, 5, 1))
    assert "does not say on which day it was made" in problem.message
    last = max(row.date for record in records for row in record.contacts or () if row.date)
    assert f"--as-of {last.isoformat()}" in problem.mend
    for table in ("contacts", "oversight", "rosh_levels", "officers"):
        assert {record.covers[table].end for record in found} == {last}


@pytest.mark.parametrize("cut", [False, True])
def test_a_visit_before_the_cut_cannot_be_told(rulebook: Rulebook, cut: bool) -> None:
    """Through the real checker: with the cut unnoticed, every old case would be a gap."""
    records: list[CaseRecord] = keep(regular(40), "contacts", since)
    blank: dict[str, list[object]] = {name: [] for name in ("statuses", "residences", "registrations", "events")}
    records = [record.model_copy(update={**blank, "decisions": [], "requirements": []}) for record in records]
    looked = cut_covers(records, DAY, TODAY)[0] if cut else records
    old = [record for record in looked if record.start_date and record.start_date < SINCE - dt.timedelta(days=60)]
    results = check(
        Export(records=old[:5], not_read=[], problems=[], inputs=[], exported_on=DAY),
        rulebook,
        Options(packs=["current"], select=["initial-home-visit"]),
    )
    told = {finding.verdict for finding in results.findings if finding.rule == "initial-home-visit"}
    assert told == ({"cannot_tell"} if cut else {"gap"})
