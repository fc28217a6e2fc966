"""What an export can decide, by the sheets and columns that it holds: single rules, what is wanting, what unlocks."""

import datetime as dt

import pytest

from practice_check.records.model import CaseRecord, Contact
from practice_check.rulebook import Rulebook
from practice_check.rulebook.columns import CASE, TABLES, columns
from practice_check.rulebook.needs import Decidable, Need, RuleNeeds, decidable, everything, packs_between
from practice_check.rulebook.needs_held import Held, Holdings

SEEN_SOON = "seen-soon-after-start"
VISIT = "initial-home-visit"


def holding(*tables: str, without: tuple[Need, ...] = ()) -> Holdings:
    """Whole sheets with all their columns, and all fields of the case, but for what is left out."""
    held = {}
    for name in tables:
        lost = {need.column for need in without if need.table == name}
        whole = Need(name, whole=True) not in without
        held[name] = Held(frozenset(columns(name)) - lost, whole)
    return Holdings(held, frozenset(columns(CASE)) - {need.column for need in without if need.table == CASE})


def needs(rulebook: Rulebook, rule: str, held: Holdings) -> RuleNeeds:
    return Decidable(rulebook, held, [rule]).of_rules[rule]


def test_with_everything_there_only_people_s_questions_are_left(rulebook: Rulebook) -> None:
    found = decidable(rulebook, everything(), rulebook.packs)
    assert {each.standing for each in found.of_rules.values()} == {"decided", "asked"}
    assert found.alone == []
    assert found.together == []
    assert all(rulebook.rules[each.rule].only_asks for each in found.of("asked"))
    assert all(each.recorded and each.not_recorded for each in found.of("decided"))


def test_without_the_start_of_the_orders_nothing_can_be_told(rulebook: Rulebook) -> None:
    no_start = Need(CASE, "start_date")
    found = decidable(rulebook, holding(*TABLES, without=(no_start,)), rulebook.packs)
    assert found.count("never") == len(found.rules)
    assert {each.missing for each in found.of_rules.values()} == {(no_start,)}
    assert [(each.needs, each.rules) for each in found.alone] == [((no_start,), len(found.rules))]


def test_an_unknown_clock_leaves_only_what_is_recorded_to_be_told(rulebook: Rulebook) -> None:
    """Without custody and other absences nobody knows when a duty falls due: what is recorded in time still is."""
    found = needs(rulebook, SEEN_SOON, holding(*TABLES.keys() - {"statuses"}))
    assert (found.standing, found.recorded, found.not_recorded) == ("partly", True, False)
    assert found.missing == (Need("statuses"),)


def test_without_outcomes_it_is_never_known_that_somebody_came(rulebook: Rulebook) -> None:
    lost = Need("contacts", "outcome")
    found = needs(rulebook, SEEN_SOON, holding(*TABLES, without=(lost,)))
    assert (found.standing, found.recorded, found.not_recorded) == ("partly", False, True)
    assert found.missing == (lost,)


def test_a_sheet_that_is_only_evidence_never_shows_that_something_is_wanting(rulebook: Rulebook) -> None:
    only_evidence = Need("contacts", whole=True)
    found = needs(rulebook, SEEN_SOON, holding(*TABLES, without=(only_evidence,)))
    assert (found.standing, found.recorded, found.not_recorded) == ("partly", True, False)
    assert found.missing == (only_evidence,)


def test_reasoned_departures_that_cannot_be_seen_excuse_nothing_and_hide_nothing(rulebook: Rulebook) -> None:
    assert rulebook.rules[VISIT].unless
    seen = needs(rulebook, VISIT, everything())
    unseen = needs(rulebook, VISIT, holding(*TABLES.keys() - {"decisions"}))
    assert (seen.standing, unseen.standing) == ("decided", "decided")
    assert seen.says - unseen.says == {"departed"}


def test_nothing_can_be_told_where_what_is_expected_has_no_sheet(rulebook: Rulebook) -> None:
    found = needs(rulebook, VISIT, holding(*TABLES.keys() - {"contacts"}))
    assert (found.standing, found.recorded, found.not_recorded) == ("never", False, False)
    assert found.missing == (Need("contacts"),)


def test_a_question_for_people_wants_only_what_tells_if_it_applies(rulebook: Rulebook) -> None:
    asked = {each.rule for each in decidable(rulebook, everything(), rulebook.packs).of("asked")}
    found = Decidable(rulebook, holding("contacts"), sorted(asked)).of_rules
    assert {each.standing for each in found.values()} == {"asked", "partly", "never"}
    assert all(bool(each.missing) == (each.standing != "asked") for each in found.values())


@pytest.mark.parametrize("tables", [("contacts", "statuses", "registrations"), ("assessments", "plans")], ids="+".join)
def test_what_is_wanting_is_enough_and_no_more_than_that(tables: tuple[str, ...], rulebook: Rulebook) -> None:
    held = holding(*tables, without=(Need(CASE, "sentence_date"), Need("contacts", "outcome")))
    found = decidable(rulebook, held, ["current"])
    for each in [one for one in found.of_rules.values() if one.missing][::9]:
        with_all = needs(rulebook, each.rule, held.with_(each.missing))
        assert with_all.standing in ("decided", "asked"), each
        for need in each.missing:
            left = [other for other in each.missing if other != need]
            assert needs(rulebook, each.rule, held.with_(left)).missing, (each, need)


def test_what_would_unlock_most_counts_rules_that_can_then_be_decided(rulebook: Rulebook) -> None:
    held = holding("contacts", "statuses", "requirements", "registrations", "rosh_levels")
    found = decidable(rulebook, held, ["current"])
    before = found.count("decided")
    best = found.alone[0]
    assert best.rules == max(each.rules for each in found.alone) > 0
    assert decidable(rulebook, held.with_(best.needs), ["current"]).count("decided") == before + best.rules


def test_step_by_step_everything_is_unlocked(rulebook: Rulebook) -> None:
    held = holding("contacts")
    found = decidable(rulebook, held, ["current"])
    total = found.count("decided") + found.count("asked")
    for step in found.together:
        held = held.with_(step.needs)
        total += step.rules
    assert total == len(found.rules)
    assert not decidable(rulebook, held, ["current"]).together


def test_what_cases_hold_is_what_some_row_has() -> None:
    first = CaseRecord.model_validate({"crn": "X900001", "contacts": [{"date": "2025-01-02"}], "events": []})
    second = CaseRecord.model_validate({"crn": "X900002", "tier": "A", "contacts": [{"kind": "office"}]})
    held = Holdings.of_records([first, second])
    assert held.tables["contacts"] == Held(frozenset({"date", "kind"}))
    assert held.tables["events"] == Held(frozenset(columns("events"))), (
        "nobody has an event, and any column may be there"
    )
    assert held.case == {"crn", "tier"}
    assert set(Contact.model_fields) - held.tables["contacts"].columns >= {"outcome"}


def test_a_table_that_covers_no_day_of_any_order_is_only_evidence() -> None:
    raw = {"crn": "X900001", "start_date": "2025-01-01", "contacts": []}
    for covers, whole in (("1900-01-01", False), ("2025-03-01", True)):
        record = CaseRecord.model_validate({**raw, "covers": {"contacts": {"from": "1900-01-01", "to": covers}}})
        assert Holdings.of_records([record]).tables["contacts"].whole is whole


def test_the_packs_are_those_in_force_in_the_time_of_some_case(rulebook: Rulebook) -> None:
    of_today = packs_between(rulebook, [(dt.date(2025, 1, 1), dt.date(2026, 1, 1))])
    assert of_today == ["current"]
    both = packs_between(rulebook, [(dt.date(2013, 1, 1), dt.date(2013, 9, 1)), (None, dt.date(2026, 1, 1))])
    assert set(both) > {"current"}
    assert packs_between(rulebook, []) == []
