"""Which pack judges: by the opening day those that are switched on, and one that is off only where it is named."""

import datetime as dt

import pytest

from practice_check.audit import Options, Results, check
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook

OFF = "local-instructions"


def of_2013(rulebook: Rulebook, *packs: str) -> Results:
    """A supervision order of 2013, nine months old, with nothing recorded of any programme."""
    record = CaseRecord.model_validate(
        {
            "crn": "X000001",
            "order_type": "community_order",
            "start_date": "2013-06-03",
            "sentence_date": "2013-06-03",
            "end_date": "2014-06-02",
            "exported_on": "2014-02-28",
            "requirements": [{"type": "supervision", "start": "2013-06-03", "end": None}],
            "statuses": [],
            "transfers": [],
            "interventions": [],
            "decisions": [],
        }
    )
    export = Export(records=[record], not_read=[], problems=[], inputs=[], exported_on=dt.date(2014, 2, 28))
    return check(export, rulebook, Options(packs=packs))


def own_rules(rulebook: Rulebook) -> set[str]:
    return {rule for rule, home in rulebook.homes.items() if home == OFF}


def test_the_example_of_local_instructions_ships_switched_off(rulebook: Rulebook) -> None:
    assert [pack.id for pack in rulebook.packs.values() if not pack.on] == [OFF]
    assert not own_rules(rulebook) & {rule for pack in rulebook.packs.values() if pack.on for rule in pack.includes}
    assert len(own_rules(rulebook)) >= 3


def test_a_pack_that_is_off_judges_nothing(rulebook: Rulebook) -> None:
    results = of_2013(rulebook)
    assert OFF not in results.run.packs
    assert results.run.packs == {"iaow-2013": 1}
    assert not own_rules(rulebook) & {finding.rule for finding in results.findings}


@pytest.mark.parametrize("packs", [(OFF,), (OFF, "iaow-2013")])
def test_a_pack_that_is_off_judges_where_it_is_named(packs: tuple[str, ...], rulebook: Rulebook) -> None:
    results = of_2013(rulebook, *packs)
    assert set(results.run.packs) == set(packs)
    verdicts = {finding.rule: finding.verdict for finding in results.findings if finding.rule in own_rules(rulebook)}
    assert verdicts["structured-programme-in-first-months"] == "gap"


def test_a_named_pack_judges_cases_of_any_time(rulebook: Rulebook) -> None:
    assert set(of_2013(rulebook, "current").run.packs) == {"current"}


def test_every_day_since_the_first_pack_has_one_pack_and_only_one(rulebook: Rulebook) -> None:
    first = dt.date(2013, 4, 1)
    for day in (first + dt.timedelta(days=number) for number in range(0, 365 * 15, 7)):
        assert len(rulebook.packs_on(day)) == 1, day


def test_the_pack_of_today_asks_nothing_that_only_an_assessor_can_answer(rulebook: Rulebook) -> None:
    """A manager's week is not spent on questions: those stand in the packs that a quality team names."""
    assert not [rule for rule in rulebook.rules_of("current") if rulebook.rules[rule].only_asks]


def test_the_pack_of_today_asks_once_for_a_first_home_visit(rulebook: Rulebook) -> None:
    today = set(rulebook.rules_of("current"))
    assert {"initial-home-visit", "initial-home-visit-medium", "initial-home-visit-low"} <= today
    assert "home-visit-considered" not in today
