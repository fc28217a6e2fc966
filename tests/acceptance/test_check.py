"""A caseload through the command: the published schema, the nine verdicts, their explanations, exit codes and order."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from practice_check.audit.results import VERDICTS
from practice_check.demo import generate
from practice_check.demo.broken import plant_in_workbook
from practice_check.ingest import workbook_of
from tests.acceptance.command import Ended, practice_check

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "results.schema.json"
SIZE = 20


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A caseload in which a few rows are broken."""
    path = tmp_path_factory.mktemp("export") / "caseload.xlsx"
    path.write_bytes(plant_in_workbook(workbook_of(list(generate(SIZE, 2013)))))
    return path


@pytest.fixture(scope="module")
def checked(workbook: Path) -> Ended:
    return practice_check("check", workbook, "--format", "json", "--show", "all", "--jobs", "2")


def test_the_json_is_pure_and_valid_against_the_published_schema(checked: Ended) -> None:
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(checked.json)
    assert checked.json["schema"] == "practice-check-results/1"


def test_each_of_the_nine_verdicts_occurs(checked: Ended) -> None:
    assert {finding["verdict"] for finding in checked.json["findings"]} == set(VERDICTS)


def test_every_number_of_the_run_adds_up(checked: Ended) -> None:
    results = checked.json
    assert results["run"]["cases"] == len(results["cases"])
    assert sum(results["run"]["counts"].values()) == len(results["findings"])
    assert results["run"]["cases_not_checked"] == sum(case["worst"] == "not_checked" for case in results["cases"])


def test_fingerprints_tell_the_occasions_apart_and_stay_from_run_to_run(checked: Ended, workbook: Path) -> None:
    seen = [finding["fingerprint"] for finding in checked.json["findings"]]
    assert len(set(seen)) == len(seen)
    again = practice_check("check", workbook, "--format", "json", "--show", "all", "--jobs", "1")
    assert again.out == checked.out


def words_of(finding: dict[str, Any]) -> list[str]:
    """What an explanation of the finding must name: the dates of the entries that were seen, or what is missing."""
    return [str(item["entry"]) for item in finding["evidence"][:2]] + [str(each) for each in finding["missing"][:1]]


@pytest.mark.parametrize("verdict", [word for word in VERDICTS if word != "not_checked"])
def test_explain_gives_the_reasons_of_each_verdict(verdict: str, checked: Ended, workbook: Path) -> None:
    found = next(
        finding
        for finding in checked.json["findings"]
        if finding["verdict"] == verdict and (finding["occasion"]["opened"] or verdict == "not_applicable")
    )
    explained = practice_check("explain", workbook, found["crn"], found["rule"], "--event", str(found["event_number"]))
    assert explained.code in (0, 3), explained.err
    told = " ".join(explained.out.split())
    assert " ".join(found["message"].split())[:60] in told
    for word in words_of(found):
        assert " ".join(word.split())[:40] in told


def test_a_run_with_cases_that_could_not_be_read_ends_with_3(checked: Ended) -> None:
    assert checked.code == 3


def test_fail_on_ends_with_1_where_a_gap_is_that_severe(tmp_path: Path) -> None:
    path = tmp_path / "caseload.jsonl"
    path.write_text("".join(record.model_dump_json(exclude_unset=True) + "\n" for record in generate(5, 2013)))
    assert practice_check("check", path, "--format", "json").code == 0
    assert practice_check("check", path, "--format", "json", "--fail-on", "high").code == 1


def test_files_are_the_owner_s_alone(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "audit"
    formats = [part for name in ("json", "jsonl", "csv", "html") for part in ("--format", name)]
    practice_check("check", workbook, *formats, "--out", out)
    names = {path.name: oct(path.stat().st_mode & 0o777) for path in out.iterdir()}
    results = ["results.json", "results.jsonl", "results.csv", "summary.csv", "report.html", "runs.sqlite"]
    assert names == dict.fromkeys([*results, "data-problems.csv", "data-problems.xlsx"], "0o600")
