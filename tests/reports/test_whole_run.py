"""A run in sums: whoever adds it up case by case finds the numbers of the usual first screen."""

from collections import Counter

import pytest

from practice_check.audit.results import Results
from practice_check.audit.undecidable import Undecidable
from practice_check.reports.selection.first_screen import first_screen
from practice_check.reports.selection.items import View
from practice_check.reports.selection.numbers import numbers
from practice_check.reports.selection.undecidable import for_people
from practice_check.reports.selection.whole_run import WholeRun, whole_run
from tests.browser.report_of_demo import with_a_full_desk, with_everything
from tests.reports.held_run import HeldRun
from tests.reports.report_sample import sample


@pytest.fixture(scope="module")
def full(demo_results: Results) -> Results:
    return with_a_full_desk(with_everything(demo_results))


@pytest.fixture(scope="module")
def whole(full: Results) -> WholeRun:
    return whole_run(HeldRun(full))


@pytest.mark.parametrize("part", ["numbers", "to_judge", "could_not_see", "look_twice", "departures", "changed"])
def test_it_says_what_the_first_screen_says(part: str, full: Results, whole: WholeRun) -> None:
    results = for_people(full)
    screen = first_screen(results)
    expected = numbers(results, screen) if part == "numbers" else getattr(screen, part)
    assert getattr(whole, part) == expected


def test_the_hand_made_run_has_the_same_numbers() -> None:
    results = for_people(sample())
    screen = first_screen(results)
    found = whole_run(HeldRun(sample()))
    assert (found.numbers, found.could_not_see) == (numbers(results, screen), screen.could_not_see)


def test_what_is_told_once_is_no_teams(full: Results) -> None:
    untold = Counter(one.rule for one in full.findings if one.verdict == "cannot_tell").most_common(1)[0][0]
    once = [Undecidable(rule=untold, missing=[], cases=1, findings=1)]
    found = whole_run(HeldRun(full.model_copy(update={"undecidable": once})))
    told = sum(team.told_once for team in found.teams)
    assert told == sum(one.rule == untold and one.verdict == "cannot_tell" for one in full.findings) > 0
    before = whole_run(HeldRun(full))
    assert sum(team.untold_percent(1) or 0 for team in found.teams) < sum(
        team.untold_percent(1) or 0 for team in before.teams
    )


def test_the_teams_add_up_to_the_run(full: Results, whole: WholeRun) -> None:
    assert sum(team.cases for team in whole.teams) == len(full.cases)
    assert len(whole.teams) > 1
    sums = HeldRun(full).sums
    gaps = Counter(one.severity for one in full.findings if one.verdict == "gap")
    assert sum((team.gaps for team in whole.teams), Counter()) == gaps
    for team in whole.teams:
        mine = [case for case in full.cases if case.team == team.name]
        assert sums.officers(team.name) == Counter(case.officer for case in mine)
        assert team.not_checked == sum(case.worst == "not_checked" for case in mine)


def test_no_rate_rests_on_few_cases(whole: WholeRun) -> None:
    team = max(whole.teams, key=lambda team: team.cases)
    assert team.per_case("high", team.cases) == round(team.gaps["high"] / team.cases, 1)
    assert team.per_case("high", team.cases + 1) is None
    assert team.untold_percent(team.cases + 1) is None


def test_the_rules_are_those_not_recorded_most_often(full: Results, whole: WholeRun) -> None:
    view = View(for_people(full))
    alone = Counter(item.finding.rule for item in view.open if full.rules[item.finding.rule].kind == "duty")
    assert {rule.rule: rule.times for rule in whole.not_recorded} == dict(alone)
    assert [rule.times for rule in whole.not_recorded] == sorted(alone.values(), reverse=True)
    for rule in whole.not_recorded:
        assert rule.cases <= rule.times <= rule.judged
