"""The scores of four cases, recomputed by hand.

question                          Ash     Birch   Cedar   Damson    above / base
rosh-screening-on-time (4.1)      above   late    above   above     3 / 4  = 75 %; with late counted 4 / 4
initial-home-visit (4.2)          above   below   –       unknown   1 / 3 to 2 / 3 (Cedar: low, not in the base)
sentence-plan-on-time (2.1)       above   below   below   above     2 / 4  = 50 % (Birch judged below)
no-further-offence (2.3)          above   below   above   above     3 / 4  = 75 % (an outcome: no gap, and scored)
"""

import json
from pathlib import Path
from typing import Any

import pytest

from practice_check.rulebook import Rulebook
from tests.acceptance.command import practice_check

RULES = ("rosh-screening-on-time", "initial-home-visit", "sentence-plan-on-time", "no-further-offence")
SCREENED = {"kind": "rosh_screening", "status": "complete"}
PLANNED = {"kind": "sentence", "status": "complete", "date": "2013-06-10"}
VISITED = {"kind": "home_visit", "outcome": "attended", "date": "2013-06-10"}
BASE: dict[str, Any] = {
    "event_number": 1,
    "order_type": "community_order",
    "sentence_date": "2013-06-03",
    "start_date": "2013-06-03",
    "end_date": "2014-06-02",
    "exported_on": "2014-03-31",
    "team": "North",
    "requirements": [{"type": "supervision", "start": "2013-06-03", "end": None, "outcome": None}],
    "rosh_levels": [{"level": "high", "start": "2013-06-03", "end": None}],
    "assessments": [{**SCREENED, "date": "2013-06-03"}],
    "plans": [PLANNED],
    "contacts": [VISITED],
    "statuses": [],
    "transfers": [],
    "registrations": [],
    "residences": [],
    "events": [],
    "decisions": [],
    "enforcement": [],
    "child_protection": [],
}
ASH = {**BASE, "crn": "X000001"}
BIRCH = {
    **BASE,
    "crn": "X000002",
    "team": "South",
    "assessments": [{**SCREENED, "date": "2013-07-03"}],
    "contacts": [],
    "events": [{"kind": "conviction", "date": "2013-12-02", "offence_type": "acquisitive"}],
}
LOW = [{"level": "low", "start": "2013-06-03", "end": None}]
CEDAR = {**BASE, "crn": "X000003", "rosh_levels": LOW, "plans": []}
DAMSON = {name: value for name, value in BASE.items() if name != "contacts"} | {"crn": "X000004", "team": "South"}
ANSWERS = """\
crn,event_number,rule,answer,assessor,date,reasons
X000002,1,sentence-plan-on-time,below,A. Marsh,2014-02-20,it repeats an old plan
"""


def also_named(rulebook: Rulebook) -> set[str]:
    """Rules that answer an expectation of the register that has the name of one of ours."""
    return {each for rule in RULES for each in rulebook.named(rule)} - set(RULES)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook) -> Path:
    folder = tmp_path_factory.mktemp("scores")
    (folder / "cases.json").write_text(json.dumps([ASH, BIRCH, CEDAR, DAMSON]))
    (folder / "answers.csv").write_text(ANSWERS)
    select = [word for rule in RULES for word in ("--select", rule)]
    arguments = [
        *("check", folder / "cases.json", "--pack", "iaow-2013", *select),
        *(word for rule in sorted(also_named(rulebook)) for word in ("--ignore", rule)),
        *("--judgements", folder / "answers.csv", "--out", folder / "out"),
    ]
    ended = practice_check(*map(str, arguments))
    assert ended.code == 0, ended.err
    return folder / "out"


def scored(results: Path, *options: str) -> Any:
    ended = practice_check("score", results, "--format", "json", *options)
    assert ended.code == 0, ended.err
    return ended.json


def shares(parts: list[dict[str, Any]], key: str) -> dict[str, Any]:
    return {part[key]: (part["score"]["low"], part["score"]["high"]) for part in parts}


def test_each_question_is_the_share_of_its_relevant_cases(results: Path) -> None:
    found = scored(results)
    assert shares(found["questions"], "rule") == {
        "initial-home-visit": (pytest.approx(1 / 3), pytest.approx(2 / 3)),
        "no-further-offence": (0.75, 0.75),
        "rosh-screening-on-time": (0.75, 0.75),
        "sentence-plan-on-time": (0.5, 0.5),
    }
    assert {each["rule"]: each["base"] for each in found["questions"]}["initial-home-visit"] == 3


def test_an_outcome_is_the_mean_of_its_questions(results: Path) -> None:
    """Protecting the public: (3/4 + 1/3) / 2 to (3/4 + 2/3) / 2. Delivering the sentence: (2/4 + 3/4) / 2."""
    found = shares(scored(results)["outcomes"], "outcome")
    assert found["protecting-the-public"] == (pytest.approx(13 / 24), pytest.approx(17 / 24))
    assert found["delivering-the-sentence"] == (0.625, 0.625)
    assert found["victims"] == (None, None)


def test_criteria_first_gives_the_same_where_each_has_one_question(results: Path) -> None:
    found = scored(results, "--reading", "criteria")
    public = next(each for each in found["outcomes"] if each["outcome"] == "protecting-the-public")
    assert shares(public["criteria"], "criterion") == {
        "4.1": (0.75, 0.75),
        "4.2": (pytest.approx(1 / 3), pytest.approx(2 / 3)),
    }
    assert public["score"]["low"] == pytest.approx((3 / 4 + 1 / 3) / 2)


def test_pooled_answers_weigh_each_answer_alike(results: Path) -> None:
    """Protecting the public: 3 + 1 above of 4 + 3 answers, one of them undecided: 4/7 to 5/7."""
    found = shares(scored(results, "--reading", "answers")["outcomes"], "outcome")
    assert found["protecting-the-public"] == (pytest.approx(4 / 7), pytest.approx(5 / 7))


def test_late_is_below_the_line_unless_it_is_switched(results: Path) -> None:
    found = shares(scored(results, "--late-counts")["questions"], "rule")
    assert found["rosh-screening-on-time"] == (1.0, 1.0)


def test_what_became_of_the_person_can_be_left_out(results: Path) -> None:
    found = shares(scored(results, "--without-outcomes")["outcomes"], "outcome")
    assert found["delivering-the-sentence"] == (0.5, 0.5)


def test_groups_are_scored_by_themselves_and_small_ones_not_at_all(results: Path) -> None:
    """South: Birch late and below, Damson above and unknown: (1/2 + 0/2) / 2 to (1/2 + 1/2) / 2."""
    groups = {each["value"]: each for each in scored(results, "--by", "team", "--smallest-group", "2")["groups"]}
    south = shares(groups["South"]["outcomes"], "outcome")
    assert south["protecting-the-public"] == (0.25, 0.5)
    assert not any(each["outcomes"] for each in scored(results, "--by", "team")["groups"])


def test_presence_only_is_shown_beside_the_score(results: Path) -> None:
    """Every plan that is above the line is so by the record alone: nobody judged Ash's or Damson's."""
    plan = next(each for each in scored(results)["questions"] if each["rule"] == "sentence-plan-on-time")
    assert plan["cases"] == {"above": 2, "late": 0, "below": 2, "undecided": 0, "presence_only": 2}


def test_the_screen_shows_base_range_and_how(results: Path) -> None:
    ended = practice_check("score", results, "--by", "rosh", "--questions")
    assert "54–71%" in ended.out
    assert "Not broken out, fewer than 10 cases: low (1), high (3)" in ended.out
    assert "late is below the line" in ended.out


def test_cut_results_are_not_scored(results: Path, tmp_path: Path) -> None:
    ended = practice_check(
        *("check", results.parent / "cases.json", "--pack", "iaow-2013", "--show", "gap", "--out", tmp_path)
    )
    assert ended.code == 0
    ended = practice_check("score", tmp_path)
    assert ended.code == 2
    assert "carry only some of their findings" in ended.err
