"""Two sources that disagree: said once a person, with both rows; and the higher level counts."""

import datetime as dt
from typing import Any

import pytest

from practice_check.audit import Options, check
from practice_check.ingest import Export, Problem
from practice_check.rulebook import Rulebook
from tests.ingest.looked_at import DAY, TODAY, case, demo
from tests.ingest.looking_on_lists import disagreements

BEGIN = DAY - dt.timedelta(days=14 * 20 + 7)


def level(name: str, system: str, start: int, end: int | None = None) -> dict[str, Any]:
    """A row of rosh_levels; days are counted from the order's start."""
    return {
        "level": name,
        "source_system": system,
        "start": BEGIN + dt.timedelta(days=start),
        "end": None if end is None else BEGIN + dt.timedelta(days=end),
        "source": f"caseload.xlsx, rosh_levels, row {start + 2}",
    }


def of(**fields: Any) -> list[Problem]:
    return disagreements([case(20, **fields)], DAY, TODAY)


def test_both_rows_are_named_and_since_when() -> None:
    (problem,) = of(rosh_levels=[level("high", "register", 30), level("medium", "oasys", 10)])
    assert problem.message == (
        "since 15 Feb 2026 the register says high (row 32) and OASys says medium (row 12): "
        "two sources disagree on the RoSH level, and the higher counts"
    )
    assert problem.value and problem.message.startswith(problem.value)
    assert (problem.kind, problem.crn, problem.row, problem.file) == ("doubt", "X900020", 12, "caseload.xlsx")


@pytest.mark.parametrize(
    "levels",
    [
        [level("high", "register", 0), level("high", "oasys", 0)],
        [level("high", "register", 0, 60), level("medium", "oasys", 60)],
        [level("high", "register", 0, 60), level("medium", "oasys", 50)],  # one follows the other
        [level("high", "register", 0)],
        [level("high", "register", 0), {"level": None, "source_system": "oasys", "start": BEGIN, "end": None}],
        [level("high", "register", 0), {"level": "low", "source_system": "oasys", "start": BEGIN}],  # end unknown
    ],
)
def test_no_disagreement(levels: list[dict[str, Any]]) -> None:
    assert of(rosh_levels=levels) == []


def test_a_disagreement_that_is_over() -> None:
    (problem,) = of(rosh_levels=[level("high", "register", 0, 90), level("medium", "oasys", 30)])
    assert problem.message.startswith("from 15 Feb 2026 to 16 Apr 2026 the register says high")


def test_it_is_said_once_a_person_whatever_the_orders_and_rows() -> None:
    levels = [level("high", "register", 0), level("medium", "oasys", 10, 40), level("low", "oasys", 40)]
    orders = [case(20, rosh_levels=levels), case(20, event_number=2, rosh_levels=levels)]
    (problem,) = disagreements(orders, DAY, TODAY)
    assert "OASys says low" in problem.message


@pytest.mark.parametrize("first", ["register", "oasys"])
def test_the_higher_level_governs_in_the_check(rulebook: Rulebook, first: str) -> None:
    """The high-risk visit is asked for, whichever system has the higher level; with neither high it is not."""
    second = "oasys" if first == "register" else "register"
    lists = ("statuses", "residences", "registrations", "events", "decisions", "requirements", "contacts")
    blank: dict[str, Any] = {name: [] for name in lists}
    told = {}
    for higher in ("high", "low"):
        record = case(20, **blank, rosh_levels=[level(higher, first, 0), level("low", second, 0)])
        export = Export(records=[record], not_read=[], problems=[], inputs=[], exported_on=DAY)
        results = check(export, rulebook, Options(packs=["current"], select=["initial-home-visit"]))
        told[higher] = {each.verdict for each in results.findings if each.rule == "initial-home-visit"}
    assert told == {"high": {"gap"}, "low": {"not_applicable"}}


def analysis(day: int, found: str, **fields: Any) -> dict[str, Any]:
    at = BEGIN + dt.timedelta(days=day)
    return {"kind": "rosh_full", "status": "complete", "date": at, "level": found, **fields}


def test_a_full_analysis_against_the_level_that_is_held_after_it() -> None:
    (problem,) = of(rosh_levels=[level("medium", "register", 0)], assessments=[analysis(50, "high")])
    assert problem.value == "on 7 Mar 2026 the full analysis finds high and the register says medium (row 2)"


@pytest.mark.parametrize(
    "assessment",
    [
        analysis(50, "medium"),
        analysis(50, "high", status="open"),
        analysis(50, "high", kind="rosh_screening"),
        analysis(280, "high"),  # a week ago: the register may follow
    ],
)
def test_an_analysis_that_contradicts_nothing(assessment: dict[str, Any]) -> None:
    assert of(rosh_levels=[level("medium", "register", 0)], assessments=[assessment]) == []


def test_the_register_followed_the_analysis() -> None:
    levels = [level("medium", "register", 0, 55), level("high", "register", 55)]
    assert of(rosh_levels=levels, assessments=[analysis(50, "high")]) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"level": "2", "category": None}, ["the MAPPA registration has a level and no category"]),
        ({"level": None, "category": "1"}, ["the MAPPA registration has a category and no level"]),
        ({"level": "2", "category": "1"}, []),
        ({"level": None, "category": None}, []),
        ({"level": "2"}, []),  # the column is not in the export
        ({"level": "2", "category": None, "end": BEGIN}, []),
        ({"level": "2", "category": None, "type": "marac"}, []),
    ],
)
def test_a_mappa_registration_half_filled_in(fields: dict[str, Any], said: list[str]) -> None:
    found = of(registrations=[{"type": "mappa", "start": BEGIN, "end": None, **fields}])
    assert [problem.message for problem in found] == said


@pytest.mark.parametrize(("days", "said"), [(-30, "before its order"), (-5, ""), (30, ""), (1100, "after its")])
def test_a_requirement_outside_its_order(days: int, said: str) -> None:
    found = of(requirements=[{"type": "curfew", "start": BEGIN + dt.timedelta(days=days)}])
    assert [said in problem.message for problem in found] == ([True] if said else [])


@pytest.mark.parametrize(("end", "said"), [(-1, 0), (0, 0), (5, 0), (40, 1)])
def test_custody_that_ends_after_the_licence_began(end: int, said: int) -> None:
    custody = {"kind": "custody", "start": BEGIN - dt.timedelta(days=90), "end": BEGIN + dt.timedelta(days=end)}
    assert len(of(order_type="licence", statuses=[custody])) == said


def test_the_officer_of_the_case_is_another_than_the_period_has() -> None:
    (problem,) = of(officer="A. Able", officers=[{"officer": "B. Baker", "start": BEGIN, "end": None}])
    assert problem.message == "A. Able and B. Baker: the case and the officer periods name different officers"


def test_an_officer_written_another_way_in_every_case_is_said_once() -> None:
    records = [case(number, officer=f"N0{number}") for number in range(20)]
    (problem,) = disagreements(records, DAY, TODAY)
    assert problem.rows == 20
    assert problem.message.startswith("in 20 of 20 cases the officer of the case is not the one")


def test_a_review_that_is_due_and_not_completed_is_no_doubt() -> None:
    registration = {"type": "marac", "start": BEGIN, "end": None, "review_due": DAY, "review_completed": None}
    assert of(registrations=[registration]) == []


def test_the_demo_caseload_has_few_doubts() -> None:
    records = demo(200, 1)
    assert 0 < len(disagreements(records, DAY, TODAY)) < len(records) / 8
