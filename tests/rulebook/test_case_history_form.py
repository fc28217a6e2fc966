"""The file of case histories: what is wrong with it is said with its line; one's own takes its place."""

from pathlib import Path

from practice_check.content.faults import RulebookError
from practice_check.rulebook import Rulebook, load

GOOD = """around: 3 months
order: The order
last:
  - {what: home visit, of: home-visit}
lanes:
  - lane: Level
    periods:
      - {of: rosh-level, say: "{level}"}
  - lane: Contact
    marks:
      - of: [home-visit, meeting]
        say: "seen: {kind}"
        sign: seen
documents:
  - document: risk management plan
    of: rmp
    happened: rmp-change
    reviewed: rmp-review-entry
    fields:
      - {field: text, say: text}
    parts:
      - {of: plan-action, by: plan_id, field: action, named: tag, say: actions}
"""


def _write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "_reports" / "case-history.yaml"
    file.parent.mkdir()
    file.write_text(text)
    return file


def _faults(tmp_path: Path, text: str) -> list[str]:
    file = _write(tmp_path, text)
    try:
        load([tmp_path])
    except RulebookError as error:
        return [fault.removeprefix(f"{file}:") for fault in error.faults]
    return []


def test_one_of_ones_own_is_followed_in_place_of_the_shipped_one(tmp_path: Path, rulebook: Rulebook) -> None:
    _write(tmp_path, GOOD)
    mine = load([tmp_path])
    assert [lane.lane for lane in mine.history.lanes] == ["Level", "Contact"]
    assert [one.entry for one in mine.history.lanes[1].marks[0].of] == ["home-visit", "meeting"]
    assert len(rulebook.history.lanes) > 2
    assert mine.rules_hash == rulebook.rules_hash, "no verdict rests on it"


def test_the_shipped_one_has_the_two_dates_and_the_plans(rulebook: Rulebook) -> None:
    history = rulebook.history
    assert [asked.what for asked in history.last] == ["seen in person", "home visit"]
    assert {"risk management plan", "sentence plan"} <= {each.document for each in history.documents}
    assert len({lane.lane for lane in history.lanes}) == len(history.lanes)


WRONG_NAMES = """around: $clone-likeness
last:
  - {what: home visit, of: home-vist}
  - {what: office, of: {entry: home-visit, where: {knd: office}}}
lanes:
  - lane: Level
    periods:
      - {of: rosh-levl}
      - {of: rosh-level, say: "{levl}"}
  - lane: Bare
  - lane: Contact
    marks:
      - of: [home-visit, meetin]
        say: "seen: {knd}"
      - {of: home-visit, say: "seen: {kind"}
documents:
  - document: risk management plan
    of: rmp-review
    happened: rmp-chnge
    reviewed: rmp-reviewed-entry
  - document: sentence plan
    of: sentence-plan
    happened: rmp-change
    fields:
      - {field: txt, say: text}
    parts:
      - {of: plan-acton, by: plan_id, field: action, say: actions}
      - {of: plan-action, by: planid, field: actoin, named: tagg, say: actions}
"""

NAME_FAULTS = [
    (1, "'clone-likeness' is not a length of time"),
    (3, "'home-vist' is not an entry word; did you mean 'home-visit'?"),
    (4, "'knd' is not a column of contacts; did you mean 'kind'?"),
    (8, "'rosh-levl' is not a period; did you mean 'rosh-level'?"),
    (9, "'levl' is not a column of rosh_levels; did you mean 'level'?"),
    (10, "the lane 'Bare' has neither periods nor marks"),
    (13, "'meetin' is not an entry word; did you mean 'meeting'?"),
    (14, "'knd' is not a column of contacts; did you mean 'kind'?"),
    (15, "'seen: {kind' is no sentence: a brace stands alone"),
    (18, "'rmp-review' stands in several tables, which cannot be compared"),
    (19, "'rmp-chnge' is not an entry word; did you mean 'rmp-change'?"),
    (20, "'rmp-reviewed-entry' is not an entry word; did you mean 'rmp-review-entry'?"),
    (25, "'txt' is not a column of plans; did you mean 'text'?"),
    (27, "'plan-acton' is not an entry word; did you mean 'plan-action'?"),
    (28, "'actoin' is not a column of plan_actions; did you mean 'action'?"),
    (28, "'planid' is not a column of plan_actions; did you mean 'plan_id'?"),
    (28, "'tagg' is not a column of plan_actions; did you mean 'tag'?"),
]


def test_each_name_that_is_not_there_is_named_with_its_line_and_what_was_meant(tmp_path: Path) -> None:
    assert sorted(_faults(tmp_path, WRONG_NAMES)) == sorted(
        f"{line}: case-history: {message}" for line, message in NAME_FAULTS
    )


def test_what_no_such_file_can_hold_is_said_with_its_line(tmp_path: Path) -> None:
    text = GOOD.replace("3 months", "3 moons").replace("sign: seen", "sign: sen").replace("order:", "ordr:")
    faults = _faults(tmp_path, text)
    assert [fault.split(":")[0] for fault in faults] == ["1", "2", "13"]
    assert "'3 moons' is not a duration" in faults[0]
    assert "the key 'ordr' is not known; did you mean 'order'?" in faults[1]
    assert "'sen' is not one of seen, missed, document, event, step, unclear; did you mean 'seen'?" in faults[2]


def test_a_file_that_is_no_yaml_is_a_fault_with_its_line(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, "lanes:\n  - [\n")
    assert fault.startswith("3: case-history: not valid YAML")
