"""The parts of the first screen that are no list of people: the desk's groups, changes, departures, themes, numbers."""

import datetime as dt
from typing import get_args

import pytest

from practice_check.audit.parts import Departure
from practice_check.audit.results import Finding, Results
from practice_check.reports import render
from practice_check.reports.selection.departures import STANDINGS, departures
from practice_check.reports.selection.desk import GROUPS, Desk
from practice_check.reports.selection.first_screen import first_screen
from practice_check.reports.selection.items import View
from practice_check.reports.selection.numbers import numbers
from practice_check.reports.selection.team_meeting import TeamTheme, team_themes
from practice_check.rulebook.model import Rule
from tests.reports.report_sample import CHANGES, DEPARTURES, sample

OPEN = dt.date(2013, 9, 20)


def _finding(results: Results, fingerprint: str) -> Finding:
    return next(one for one in results.findings if one.fingerprint == fingerprint)


def _desks(*more: Finding) -> dict[str, Desk]:
    results = sample()
    desks = first_screen(results.model_copy(update={"findings": [*results.findings, *more]})).managers_desk
    return {desk.name: desk for desk in desks}


def _countersignature(**change: object) -> Finding:
    (one,) = [one for one in sample().findings if one.rule == "countersignature"]
    return one.model_copy(update={"fingerprint": "new", **change})


# ---------------------------------------------------------------- the desk


def test_every_word_that_a_rule_may_say_of_the_desk_has_its_group() -> None:
    annotation = Rule.model_fields["desk"].annotation
    assert set(GROUPS) == {word for part in get_args(annotation) for word in get_args(part)}


def test_the_groups_stand_in_the_order_in_which_a_manager_takes_them() -> None:
    results = sample()
    rules = {
        name: info.model_copy(update={"owner": "manager", "desk": desk})
        for (name, info), desk in zip(results.rules.items(), [None, *reversed(GROUPS)], strict=False)
    }
    findings = [
        _countersignature(rule=name, fingerprint=name, root=None, consequence_of=None, because=None, officer_now=None)
        for name in rules
    ]
    results = results.model_copy(update={"rules": rules, "findings": findings})
    assert [desk.name for desk in first_screen(results).managers_desk] == [*GROUPS, "other"]


@pytest.mark.parametrize(("officer", "group"), [(None, "no-officer"), ("J Marsh", "other")])
def test_no_case_that_an_officer_has_stands_among_those_without_one(officer: str | None, group: str) -> None:
    results = sample()
    rules = {
        **results.rules,
        "countersignature": results.rules["countersignature"].model_copy(update={"desk": "no-officer"}),
    }
    one = _countersignature(officer_now=officer)
    (desk,) = first_screen(results.model_copy(update={"rules": rules, "findings": [one]})).managers_desk
    assert desk.name == group


def test_days_waiting_are_counted_from_the_opening_to_the_as_of_date() -> None:
    desk = _desks()["countersigning"]
    opened = desk.open[0].finding.occasion.opened
    assert opened is not None
    assert desk.days(desk.open[0]) == (dt.date(2013, 12, 16) - opened).days == desk.longest


def test_a_case_and_duty_has_one_row_the_oldest_with_the_others_under_it() -> None:
    earlier = _countersignature(occasion=_countersignature().occasion.model_copy(update={"opened": OPEN, "due": OPEN}))
    (row,) = _desks(earlier)["countersigning"].open
    assert (row.finding.fingerprint, [one.rule for one in row.again]) == ("new", ["countersignature"])


def test_what_is_open_and_falls_due_again_is_one_open_row() -> None:
    coming = _countersignature(
        verdict="due", occasion=_countersignature().occasion.model_copy(update={"due": dt.date(2013, 12, 20)})
    )
    desk = _desks(coming)["countersigning"]
    assert (len(desk.open), len(desk.due), len(desk.open[0].again)) == (1, 0, 1)


def test_the_oldest_stands_first() -> None:
    earlier = _countersignature(
        crn="X900007", occasion=_countersignature().occasion.model_copy(update={"opened": OPEN, "due": OPEN})
    )
    assert [row.finding.crn for row in _desks(earlier)["countersigning"].open] == ["X900007", "X900003"]


def test_without_a_day_nobody_says_how_long_it_has_waited() -> None:
    blank = _countersignature(crn="X900007", occasion=_countersignature().occasion.model_copy(update={"opened": None}))
    desk = _desks(blank)["countersigning"]
    assert {row.finding.crn: desk.days(row) for row in desk.open}["X900007"] is None


# ---------------------------------------------------------------- changes and departures


def test_without_a_run_before_nothing_has_changed() -> None:
    assert first_screen(sample()).changed is None


def test_only_what_is_open_longer_than_thirty_days_is_named_as_such() -> None:
    changed = first_screen(sample().model_copy(update={"changes": CHANGES})).changed
    assert changed is not None
    assert [(what, [one.crn for one in rows]) for what, rows in changed.numbers] == [
        ("closed", ["X900007"]),
        ("new", ["X900001"]),
        ("still open over 30 days", ["X900002"]),
        ("no longer judged", ["X900005"]),
    ]
    assert (changed.still_open, len(changed.long_open)) == (CHANGES.counts["still_open"], CHANGES.long_open)


def test_what_nobody_can_act_on_is_no_part_of_the_third_number_and_is_said_apart() -> None:
    past = CHANGES.model_copy(
        update={"changes": [one.model_copy(update={"to_mend": False}) for one in CHANGES.changes]}
    )
    changed = first_screen(sample().model_copy(update={"changes": past})).changed
    assert changed is not None
    assert dict(changed.numbers)["still open over 30 days"] == []
    assert [one.crn for one in changed.long_past] == ["X900002"]
    assert changed.past_words.startswith("1 more open as long cannot be put right now")
    page = render(sample().model_copy(update={"changes": past}), "md", set()).decode()
    assert f"{changed.past_words}." in page


def test_every_standing_of_a_departure_has_its_words() -> None:
    assert set(STANDINGS) == set(get_args(Departure.model_fields["status"].annotation))


def test_departures_are_counted_and_those_to_look_at_come_first() -> None:
    found = departures(DEPARTURES)
    assert found.counts == {"expired": 1, "waiting": 1, "used": 1}
    assert [one.status for one in found.to_look_at] == ["expired", "waiting"]
    assert found.sentence == "1 past their last day, 1 not agreed to yet, 1 in force. Look at X900002, X900003"
    assert departures([]).sentence == ""
    assert departures([one for one in DEPARTURES if one.status == "used"]).sentence == "1 in force"


# ---------------------------------------------------------------- the team meeting


def _themes(**changes: object) -> list[TeamTheme]:
    """Of a duty with three occasions: two in time, of which ``changes`` changes one, and one not recorded."""
    results = sample()
    one = _finding(results, "f02").model_copy(update={"rule": "sentence-plan", "root": None, "consequence_of": None})
    findings = [
        one.model_copy(update={"fingerprint": "a"}),
        one.model_copy(update={"fingerprint": "b", "verdict": "met"}),
        one.model_copy(update={"fingerprint": "c", "verdict": "met", **changes}),
    ]
    return team_themes(View(results.model_copy(update={"findings": findings})))


def test_a_theme_says_how_many_of_those_judged_are_not_recorded() -> None:
    (theme,) = _themes()
    assert (theme.rule, theme.title, theme.not_recorded, theme.judged) == (
        "sentence-plan",
        "Initial sentence plan on time",
        1,
        3,
    )


@pytest.mark.parametrize("verdict", ["cannot_tell", "needs_judgement", "excepted", "due", "not_applicable"])
def test_what_is_not_judged_is_in_no_base(verdict: str) -> None:
    assert _themes(verdict=verdict)[0].judged == 2


def test_what_follows_from_something_else_is_no_theme() -> None:
    (theme,) = _themes(verdict="gap", root="rosh-screening")
    assert (theme.not_recorded, theme.judged) == (1, 2)


@pytest.mark.parametrize(
    "change", [{"severity": "high"}, {"severity": "low"}, {"owner": "manager"}, {"kind": "outcome"}]
)
def test_only_duties_of_medium_severity_other_than_the_managers_are_themes(change: dict[str, object]) -> None:
    results = sample()
    rules = {**results.rules, "sentence-plan": results.rules["sentence-plan"].model_copy(update=change)}
    one = _finding(results, "f02").model_copy(update={"rule": "sentence-plan", "root": None, "consequence_of": None})
    assert team_themes(View(results.model_copy(update={"rules": rules, "findings": [one]}))) == []


# ---------------------------------------------------------------- what could not be seen, and the numbers


def test_what_could_not_be_seen_is_said_in_sentences_what_weighs_most_first() -> None:
    assert first_screen(sample()).could_not_see.sentences == [
        "1 case not checked: X900006.",
        "1 fault in caseload.xlsx, the first in cases, row 7: 31/02/2013 is not a real date.",
        "Not in the export: The workbook has no sheet 'checks'.",
        "The record cannot tell for want of: a RoSH level (1 case), the checks table (1 case).",
    ]


def test_the_file_that_a_fault_stands_in_is_named_whatever_was_read_from_it() -> None:
    (fault,) = [problem for problem in sample().problems if problem.is_fault]
    other = fault.model_copy(
        update={"file": "departures.csv", "sheet": None, "row": 5, "message": "no reason is given"}
    )
    alone = sample().model_copy(update={"problems": [other]})
    assert first_screen(alone).could_not_see.sentences[1] == (
        "1 fault in departures.csv, the first in row 5: no reason is given."
    )
    both = sample().model_copy(update={"problems": [other, fault, fault]})
    assert first_screen(both).could_not_see.sentences[1] == (
        "3 faults in 2 files (caseload.xlsx 2, departures.csv 1), "
        "the first in departures.csv, row 5: no reason is given."
    )


def test_a_run_that_saw_everything_says_so() -> None:
    results = sample().model_copy(update={"findings": [], "problems": [], "cases": []})
    assert first_screen(results).could_not_see.sentences == ["Nothing that the rules asked for."]


def test_every_number_has_a_label_of_its_own() -> None:
    found = numbers(sample(), first_screen(sample()))
    assert len({one.label for one in found}) == len(found)


def test_the_numbers_are_those_of_the_run_and_of_the_lists() -> None:
    found = {one.label: one.count for one in numbers(sample(), first_screen(sample()))}
    assert found["Not recorded"] == sample().run.counts["gap"]
    assert (found["Cases"], found["Cases not checked"], found["People to act on today"]) == (7, 1, 3)
    assert found["Manager's desk: Waiting for countersignature, open"] == 1
    assert found["Manager's desk: Management oversight, due"] == 1
    assert (found["Cases with something falling due"], found["Duties falling due"]) == (1, 2)


def test_what_is_to_be_judged_is_counted() -> None:
    judge = first_screen(sample()).to_judge
    assert (judge.findings, judge.cases) == (1, 1)
