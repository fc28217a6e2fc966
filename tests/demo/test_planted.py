"""What is planted is there, whatever the seed."""

import pytest

from practice_check.demo import generate, planted
from practice_check.demo.people import crn
from practice_check.records.model import CaseRecord


@pytest.fixture(scope="module", params=[1, 2])
def by_name(request: pytest.FixtureRequest) -> dict[str, list[CaseRecord]]:
    """The first orders of the people in whom something is planted, of 400 cases."""
    names = {crn(index): planted.of(index).name for index in range(400)}
    found: dict[str, list[CaseRecord]] = {}
    for record in generate(400, request.param):
        name = names[record.crn]
        if name and record.event_number == 1:
            found.setdefault(name, []).append(record)
    return found


def test_each_circumstance_is_planted_several_times(by_name: dict[str, list[CaseRecord]]) -> None:
    assert set(by_name) == {each.name for each in planted.ALL}
    assert min(map(len, by_name.values())) >= 3


def test_what_is_sure_of_them_is_so(by_name: dict[str, list[CaseRecord]]) -> None:
    order = {each.name: each.order for each in planted.ALL if each.order}
    for name, records in by_name.items():
        assert all(record.order_type == order.get(name, record.order_type) for record in records)
    assert {record.gender for record in by_name["a woman's needs"]} == {"female"}
    assert all(row.accepted for record in by_name["hospital order"] for row in record.victims or [])
    assert any(row.restorative_justice_offered for r in by_name["restorative justice"] for row in r.victims or [])
    assert any(row.of == "youth_service" for r in by_name["youth service"] for row in r.transfers or [])
    found = {barrier for r in by_name["faith"] for row in r.assessments or [] for barrier in row.barriers or []}
    assert "faith" in found
