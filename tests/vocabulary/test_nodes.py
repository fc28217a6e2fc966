"""Conditions made ready: once for all that say the same, worked out once a day, and turning on their days alone."""

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter

from practice_check.records.model import CaseRecord, Row
from practice_check.rulebook import model as m
from practice_check.rulebook.parameters import Dated, Parameters
from practice_check.rulebook.values import Duration
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.vocabulary.conditions import Conditions, Reading, node_of
from practice_check.vocabulary.explain import Why
from practice_check.vocabulary.model import Vocabulary
from practice_check.vocabulary.nodes import Node
from practice_check.vocabulary.resolve import Resolve
from practice_check.vocabulary.turns import stretches_of

FIRST = dt.date(2025, 1, 6)
LAST = FIRST + dt.timedelta(200)
CHANGE = FIRST + dt.timedelta(90)

CONDITIONS: dict[str, Any] = {
    "visited": {"has": "visit"},
    "seen-lately": {"has": {"entry": "contact", "where": {"outcome": "attended"}}, "within": "1 month"},
    "seen-in-days": {"has": "contact", "within": "$lately"},
    "seen-since": {"has": "contact", "since_start": True, "within": "10 working days"},
    "last-attended": {"latest": "contact", "is": {"outcome": {"not": "unacceptable_absence"}}, "none": "false"},
    "high": {"period": "level", "is": ["high", "very_high"]},
    "levelled": {"period": "level"},
    "only-work": {"only": "requirement", "among": ["unpaid_work"]},
    "long": {"remaining": "3 months"},
    "licence": {"case": {"order_type": "licence"}},
    "scored": {"case": {"rsr_score": {"at_least": "$score"}}},
    "both": {"all": ["high", {"not": "seen-lately"}]},
    "either": {"any": ["licence", "seen-in-days", {"not": {"any": ["long", "only-work"]}}]},
}

VOCABULARY = Vocabulary.model_validate(
    {
        "entries": {
            "contact": {"noun": "contact", "table": "contacts"},
            "visit": {"noun": "visit", "table": "contacts", "where": {"kind": "home_visit"}},
        },
        "periods": {
            "level": {
                "noun": "level",
                "table": "rosh_levels",
                "value": "level",
                "order": ["low", "medium", "high", "very_high"],
            },
            "requirement": {"noun": "requirement", "table": "requirements", "value": "type"},
        },
        "conditions": CONDITIONS,
    }
)

PARAMETERS = Parameters(
    {
        "lately": [
            Dated(value="20 days", source="x", **{"to": CHANGE}),
            Dated(value="5 working days", source="x", **{"from": CHANGE}),
        ],
        "score": [
            Dated(value=3, source="x", **{"to": CHANGE}),
            Dated(value=7, source="x", **{"from": CHANGE}),
        ],
    }
)


def after(days: int) -> str:
    return (FIRST + dt.timedelta(days)).isoformat()


def record(**changed: Any) -> CaseRecord:
    case = {
        "crn": "X900001",
        "exported_on": LAST,
        "order_type": "community_order",
        "sentence_date": FIRST,
        "start_date": FIRST,
        "end_date": after(170),
        "rsr_score": 5.0,
        "covers": {"contacts": {"from": after(12), "to": after(150)}},
        "contacts": [
            {"row_id": "1", "date": after(14), "kind": "office", "outcome": "attended"},
            {"row_id": "2", "date": after(40), "kind": "home_visit", "outcome": None},
            {"row_id": "3", "date": after(95), "kind": None, "outcome": "unacceptable_absence"},
            {"row_id": "4", "date": after(120), "kind": "home_visit", "outcome": "attended"},
        ],
        "rosh_levels": [
            {"row_id": "1", "start": after(3), "end": after(60), "level": "medium"},
            {"row_id": "2", "start": after(60), "end": after(100), "level": "high"},
            {"row_id": "3", "start": after(110), "level": None},
        ],
        "requirements": [
            {"row_id": "1", "start": after(0), "end": after(80), "type": "unpaid_work"},
            {"row_id": "2", "start": after(50), "type": "supervision"},
        ],
    }
    return CaseRecord.model_validate({**case, **changed})


def reading_of(case: CaseRecord) -> Reading:
    in_time = CaseInTime(case, [case], LAST.toordinal(), Duration(2, "week"))
    return Reading.of(in_time, VOCABULARY, Resolve(PARAMETERS))


def named(name: str) -> m.ConditionForm:
    return VOCABULARY.conditions[name]


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_turns_on_no_day_but_its_turning_days(name: str) -> None:
    reading = reading_of(record())
    node = node_of(named(name), reading.words)
    turns = {start.day for start in reading.case.starts} | node.turns(reading)
    days = range(FIRST.toordinal() - 5, LAST.toordinal() + 1)
    came = {day: Conditions(reading_of(record())).holds(named(name), day) for day in days}
    turned = {day for day in days[1:] if came[day] is not came[day - 1]}
    assert turned <= turns
    stretches = stretches_of(node, reading, days[0], days[-1])
    assert [each.start for each in stretches] == sorted({days[0], *turned})
    assert [each.truth for each in stretches] == [came[each.start] for each in stretches]
    # A bound on how many are looked at: where nothing turns there is little to look at.
    assert len(turns) <= 40


@pytest.mark.parametrize("name", ["seen-lately", "seen-in-days", "high", "scored", "either"])
def test_the_conditions_of_the_test_above_do_turn(name: str) -> None:
    conditions = Conditions(reading_of(record()))
    came = {conditions.holds(named(name), day) for day in range(FIRST.toordinal(), LAST.toordinal() + 1)}
    assert len(came) > 1


def test_what_says_the_same_is_made_once_and_what_says_otherwise_is_not() -> None:
    conditions = Conditions(reading_of(record()))
    form: TypeAdapter[m.ConditionForm] = TypeAdapter(m.Condition)
    said = form.validate_python({"has": {"entry": "contact", "where": {"outcome": "attended"}}, "within": "1 month"})
    other = form.validate_python({"has": {"entry": "contact", "where": {"outcome": "attended"}}, "within": "1 day"})
    assert conditions.node(said) is conditions.node(named("seen-lately"))
    assert conditions.node(other) is not conditions.node(said)
    longer = m.Has(has=m.Entry(entry="contact"), within=Duration(1, "month", more=1))
    assert conditions.node(longer) is not conditions.node(
        m.Has(has=m.Entry(entry="contact"), within=Duration(1, "month"))
    )


def test_a_condition_is_worked_out_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    conditions = Conditions(reading_of(record()))
    node = conditions.node(named("seen-lately"))
    asked: list[int] = []
    judged = type(node).judged

    def counted(self: Node, reading: Reading, day: int, opener: Row | None) -> Truth:
        asked.append(day)
        return judged(self, reading, day, opener)

    monkeypatch.setattr(type(node), "judged", counted)
    for day in (5, 9, 5, 5, 9):
        conditions.holds(named("seen-lately"), FIRST.toordinal() + day)
    assert asked == [FIRST.toordinal() + 5, FIRST.toordinal() + 9]


def test_what_depends_on_the_opener_is_worked_out_for_each() -> None:
    reading = reading_of(record())
    conditions = Conditions(reading)
    same_kind = m.Has(has=m.Entry(entry="contact", matching={"kind": "kind"}))
    rows = reading.case.rows("contacts")
    came = [conditions.holds(same_kind, FIRST.toordinal() + 20, row) for row in rows]
    assert came == [TRUE, UNKNOWN, UNKNOWN, UNKNOWN]  # what lies before the cover could be of any kind
    early = record(covers={})
    rows = [*(early.contacts or [])]
    conditions = Conditions(reading_of(early))
    assert [conditions.holds(same_kind, FIRST.toordinal() + 20, row) for row in rows] == [TRUE, FALSE, UNKNOWN, FALSE]


def test_why_says_each_leaf_with_its_nots_and_what_is_missing_only_where_that_is_unknown() -> None:
    conditions = Conditions(reading_of(record(contacts=None)))
    came = Why(named("both"), conditions, FIRST.toordinal() + 70).came
    assert [(each.text, each.truth) for each in came] == [
        ("level: high or very high", TRUE),
        ("not: recorded: contact", UNKNOWN),
    ]
    assert [each.blanks for each in came] == [(), ("the 'contacts' sheet",)]
    assert [want.table for want in Why(named("both"), conditions, FIRST.toordinal() + 70).wants] == ["contacts"]
