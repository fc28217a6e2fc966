"""The files of caseload warnings: what is wrong with one is said with its line, and nobody is accused."""

import re
from pathlib import Path
from string import Formatter

import pytest

from practice_check.content.faults import RulebookError
from practice_check.rulebook import Rulebook, load
from practice_check.rulebook.caseload import SLOTS
from practice_check.rulebook.values import ParameterName

GOOD = """id: signed-at-once
title: Signed at once
for: manager
form:
  batch:
    of: countersignature
    by: manager
    at_least: $signed-on-one-day
message: "{who} signed {days}."
why: It looks like oversight.
do: Read some of them again.
sources:
  - {report: tr5, para: "3.44"}
"""


def _faults(tmp_path: Path, text: str, name: str = "signed-at-once") -> list[str]:
    (tmp_path / "_caseload").mkdir()
    (tmp_path / "_caseload" / f"{name}.yaml").write_text(text)
    try:
        load([tmp_path])
    except RulebookError as error:
        return [fault.removeprefix(f"{tmp_path / '_caseload'}/") for fault in error.faults]
    return []


def test_one_of_ones_own_is_laid_over_the_shipped_ones(tmp_path: Path, rulebook: Rulebook) -> None:
    assert _faults(tmp_path, GOOD) == []
    mine = load([tmp_path])
    assert set(mine.warnings) == set(rulebook.warnings) | {"signed-at-once"}
    assert mine.rules_hash != rulebook.rules_hash


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("of: countersignature", "of: countersignatur", 6, "is not an entry word; did you mean 'countersignature'?"),
        ("by: manager", "by: manger", 7, "'manger' is not a column of oversight; did you mean 'manager'?"),
        ("by: manager", "by: case.teem", 7, "'teem' is not a field of a case; did you mean 'team'?"),
        ("$signed-on-one-day", "$signed-on-a-day", 8, "is not a parameter; did you mean 'signed-on-one-day'?"),
        ("$signed-on-one-day", "$burst-lately", 8, "'burst-lately' is not a number"),
        ("at_least:", "at_lest:", 8, "the key 'at_lest' is not known"),
        ("{days}", "{dayz}", 9, "'{dayz}' cannot be filled in; known are who, days, most, cases"),
        ("{days}", "{days.real}", 9, "'{days.real}' cannot be filled in; known are who, days, most, cases"),
        ("batch:", "bunch:", 4, "form: a form has one of the keys burst, batch, one_text, share, missing, presence"),
        ("for: manager", "for: officer", 3, "for: 'officer' is not one of manager, quality_team"),
        ("sources:\n  - {report: tr5, para: \"3.44\"}", "sources: []", 12, "sources: List should have at least 1 item"),
        ("id: signed-at-once", "id: signed", 1, "the id must be the file's name, 'signed-at-once'"),
        ("title: Signed at once", "titel: Signed at once", 2, "the key 'titel' is not known; did you mean 'title'?"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(before: str, after: str, line: int, message: str, tmp_path: Path) -> None:
    faults = _faults(tmp_path, GOOD.replace(before, after, 1))
    assert any(f"signed-at-once.yaml:{line}: " in fault and message in fault for fault in faults), faults


def test_a_length_is_asked_for_where_a_length_stands(tmp_path: Path) -> None:
    burst = "burst: {of: review-written, last: $burst-least, before: 6 months, times: 3, at_least: 9}"
    text = re.sub(r"batch:.*?day\n", f"{burst}\n", GOOD, flags=re.DOTALL).replace("{who} signed {days}", "{count}")
    assert _faults(tmp_path, text) == ["signed-at-once.yaml:5: signed-at-once: 'burst-least' is not a length of time"]


def test_a_share_has_one_bound_and_missing_one_kind(tmp_path: Path) -> None:
    share = "share: {of: absence, in: offered-contact, base: 9}"
    text = re.sub(r"batch:.*?day\n", f"{share}\n", GOOD, flags=re.DOTALL).replace("{days}", "{part}")
    assert "exactly one of at_most and at_least" in _faults(tmp_path, text)[0]


def test_no_warning_takes_the_id_of_a_rule(tmp_path: Path) -> None:
    text = GOOD.replace("id: signed-at-once", "id: initial-home-visit")
    assert "a rule has this id already" in _faults(tmp_path, text, "initial-home-visit")[0]


def test_the_shipped_warnings_are_there_in_every_form(rulebook: Rulebook) -> None:
    assert {type(warning.form) for warning in rulebook.warnings.values()} == set(SLOTS)


def test_every_number_of_theirs_is_a_parameter(rulebook: Rulebook) -> None:
    for warning in rulebook.warnings.values():
        (form,) = (getattr(warning.form, name) for name in type(warning.form).model_fields)
        for name in ("last", "before", "times", "at_least", "at_most", "length", "base"):
            assert isinstance(getattr(form, name, None), ParameterName | None), (warning.id, name)


def test_nobody_is_accused_and_no_burst_is_recommended(rulebook: Rulebook) -> None:
    for warning in rulebook.warnings.values():
        text = " ".join((warning.title, warning.message, warning.do)).lower()
        assert not re.search(r"\b(gaps?|fail\w*|not done|guilty|blame|fraud|falsif\w*|cheat\w*|ready)\b", text), (
            warning.id
        )
    assert "never for one to be in time for an inspection" in " ".join(
        rulebook.warnings["reviews-in-a-burst"].do.split()
    )


def test_a_message_can_be_filled_in(rulebook: Rulebook) -> None:
    for warning in rulebook.warnings.values():
        slots = [name for _, name, _, _ in Formatter().parse(warning.message) if name]
        assert slots, warning.id
