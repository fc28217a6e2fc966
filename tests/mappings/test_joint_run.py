"""nDelius, OASys and a victim unit's list in one run: one caseload, and the higher of two RoSH levels governs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from practice_check.cli import app
from tests.mappings import joint_export as people

RULES = (
    "full-analysis-on-time-high",
    "initial-home-visit",
    "countersigned-in-time",
    "victim-offered-meeting-within-eight-weeks",
)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    folder: Path = tmp_path_factory.mktemp("joint")
    command = ["check", *map(str, people.write(folder)), "--as-of", "2025-11-21", "--jobs", "1", "--show", "all"]
    for mapping in ("ndelius", "oasys", "victim-contact"):
        command += ["--mapping", mapping]
    for rule in RULES:
        command += ["--select", rule]
    run = CliRunner().invoke(app, [*command, "--no-history", "--format", "json", "--out", str(folder / "out")])
    assert run.exit_code == 0, run.output
    found: Mapping[str, Any] = json.loads((folder / "out" / "results.json").read_text())
    return found


def _verdicts(results: Mapping[str, Any], rule: str) -> dict[str, list[tuple[str, str | None]]]:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for one in results["findings"]:
        if one["rule"] == rule:
            found.setdefault(one["crn"], []).append((one["verdict"], (one["occasion"] or {}).get("due")))
    return found


def test_the_files_of_three_systems_are_one_caseload(results: Mapping[str, Any]) -> None:
    assert [(each["crn"], each["event_number"]) for each in results["cases"]] == [
        (crn, 1)
        for crn in (people.OASYS_HIGHER, people.REGISTER_HIGHER, people.ALIKE, people.UNFINISHED, people.WAITING)
    ]


def test_the_higher_level_governs_from_the_day_on_which_either_system_has_it(results: Mapping[str, Any]) -> None:
    assert _verdicts(results, "full-analysis-on-time-high") == {
        people.OASYS_HIGHER: [("met", "2025-01-17")],  # high from its assessment of 10 January
        people.REGISTER_HIGHER: [("met", "2025-01-13")],  # high on the register from the start
        people.ALIKE: [("not_applicable", None)],
        people.UNFINISHED: [("gap", "2025-01-13")],  # all its sections are filled in, and it was guillotined
        people.WAITING: [("met", "2025-01-13")],  # done by the assessor, whoever has yet to sign it
    }
    visits = _verdicts(results, "initial-home-visit")
    assert [verdict for verdict, _ in visits[people.OASYS_HIGHER]] == ["gap"]
    assert [verdict for verdict, _ in visits[people.REGISTER_HIGHER]] == ["gap"], "nobody came to the door"
    assert "gap" not in [verdict for verdict, _ in visits[people.ALIKE]]


def test_that_the_two_systems_disagree_is_said_and_of_nobody_else(results: Mapping[str, Any]) -> None:
    said = {problem["crn"]: problem["message"] for problem in results["problems"] if "disagree" in problem["message"]}
    assert said.keys() == {people.OASYS_HIGHER, people.REGISTER_HIGHER}
    assert "OASys says high" in said[people.OASYS_HIGHER]
    assert "the register says high" in said[people.REGISTER_HIGHER]


def test_a_countersignature_of_oasys_and_an_offer_of_the_victim_unit_count_in_the_same_run(
    results: Mapping[str, Any],
) -> None:
    signed = {
        crn: {verdict for verdict, _ in each} for crn, each in _verdicts(results, "countersigned-in-time").items()
    }
    assert signed == {
        **{key: {"met"} for key in (people.OASYS_HIGHER, people.REGISTER_HIGHER, people.ALIKE)},
        people.UNFINISHED: {"not_applicable"},
        people.WAITING: {"gap"},
    }
    assert _verdicts(results, "victim-offered-meeting-within-eight-weeks") == {
        people.OASYS_HIGHER: [("gap", "2025-03-03")],
        people.REGISTER_HIGHER: [("met", "2025-03-03")],
        # Not in the list: nothing is known of a victim.
        **{key: [("cannot_tell", None)] for key in (people.ALIKE, people.UNFINISHED, people.WAITING)},
    }
