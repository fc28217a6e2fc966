"""Exceptions files through the command, on the case whose order was about to end: a reason alone excuses nothing."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import practice_check as package
from practice_check.paths import fixtures_folder
from practice_check.records.model import CaseRecord
from tests.acceptance.command import Ended, practice_check

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "results.schema.json"
RULE = "child-concern-referred-whenever-it-arises"
REVIEW = "harm-review-after-significant-change-high"
CRN = "X100004"
HEADINGS = "crn,event_number,rule,opened,about,reason,by,agreed_by,expires,date\n"
ALONE = f"{CRN},1,{RULE},18/11/2013,E1,The order is about to end,Officer D,,,20/11/2013\n"
AGREED = f"{CRN},1,{RULE},18/11/2013,E1,Children's services hold the concern,Officer D,Manager B,,19/11/2013\n"
AS_YAML = f"""
- crn: {CRN}
  event_number: 1
  rule: {RULE}
  opened: 2013-11-18
  about: E1
  reason: Children's services hold the concern
  by: Officer D
  agreed_by: Manager B
  date: 2013-11-19
"""


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told = yaml.safe_load((fixtures_folder() / "cases" / "the-order-was-ending.yaml").read_text())
    record = CaseRecord.model_validate({**told["case"], "event_number": 1, "decisions": []})
    path = tmp_path_factory.mktemp("export") / "caseload.json"
    path.write_text(json.dumps([record.model_dump(mode="json", by_alias=True, exclude_unset=True)]))
    return path


def check(export: Path, *files: Path, select: tuple[str, ...] = (RULE,)) -> Ended:
    given = [part for file in files for part in ("--exceptions", file)]
    chosen = [part for rule in select for part in ("--select", rule)]
    asked = ("--pack", "iaow-2013", "--as-of", "2013-12-16", "--jobs", "1", "--fail-on", "high")
    return practice_check("check", export, *given, *chosen, *asked, "--format", "json", "--show", "all")


def written(folder: Path, text: str, name: str = "departures.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def of(ended: Ended, rule: str = RULE) -> dict[str, Any]:
    (found,) = [each for each in ended.json["findings"] if each["rule"] == rule]
    return dict(found)


def test_a_reason_alone_waits_and_excuses_nothing(export: Path, tmp_path: Path) -> None:
    ended = check(export, written(tmp_path, HEADINGS + ALONE))
    assert (ended.code, of(ended)["verdict"]) == (1, "gap")
    (departure,) = ended.json["departures"]
    assert (departure["status"], departure["uses"]) == ("waiting", 0)
    assert "nobody's agreement" in departure["why"]


def test_an_agreed_departure_excuses_the_gap_is_counted_and_ends_the_exit_code(export: Path, tmp_path: Path) -> None:
    file = written(tmp_path, HEADINGS + AGREED)
    without, ended = check(export), check(export, file)
    assert (without.code, of(without)["verdict"], without.json["departures"]) == (1, "gap", [])
    assert without.json["run"]["hashes"]["exceptions"] is None
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(ended.json)
    assert ended.code == 0
    assert (of(ended)["verdict"], of(ended)["decided_by"], of(ended)["do"]) == ("excepted", "exception", None)
    assert of(ended)["evidence"][-1] == {"entry": "departure", "date": "2013-11-19", "source": "departures.csv, row 2"}
    assert of(ended)["fingerprint"] == of(without)["fingerprint"]
    assert ended.json["run"]["counts"] == {"excepted": 1}
    assert ended.json["run"]["hashes"]["exceptions"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert ended.json["run"]["inputs"] == ["caseload.json", "departures.csv"]
    (departure,) = ended.json["departures"]
    assert (departure["status"], departure["uses"], departure["agreed_by"]) == ("used", 1, "Manager B")


def test_csv_and_yaml_say_the_same(export: Path, tmp_path: Path) -> None:
    def told(text: str, name: str, source: str) -> str:
        file = written(tmp_path, text, name)
        results = package.check(export, exceptions=[file], packs=("iaow-2013",), select=(RULE,))
        said = results.model_dump(mode="json", include={"findings", "departures", "problems"})
        return json.dumps(said).replace(source, "…")

    one, other = told(HEADINGS + AGREED, "d.csv", "d.csv, row 2"), told(AS_YAML, "d.yaml", "d.yaml, line 2")
    assert one == other
    assert "…" in one


def test_every_row_of_two_files_is_listed_and_a_faulty_one_is_a_problem(export: Path, tmp_path: Path) -> None:
    first = written(
        tmp_path,
        HEADINGS
        + AGREED.replace("Manager B,,", "Manager B,15/12/2013,")  # expired the day before
        + AGREED.replace("18/11/2013", "17/11/2013")  # nothing opened on that day
        + AGREED.replace("Children's services hold the concern", "")
        + AGREED.replace(RULE, RULE[:-1]),
    )
    second = written(tmp_path, HEADINGS + AGREED.replace(RULE, REVIEW), "more.csv")
    ended = check(export, first, second, select=(RULE, REVIEW))
    assert [(each["source"], each["status"], each["uses"]) for each in ended.json["departures"]] == [
        ("departures.csv, row 2", "expired", 0),
        ("departures.csv, row 3", "unmatched", 0),
        ("more.csv, row 2", "used", 1),
    ]
    assert (of(ended)["verdict"], of(ended, REVIEW)["verdict"], ended.code) == ("gap", "excepted", 1)
    faults = [each for each in ended.json["problems"] if each["file"] == "departures.csv"]
    assert [(each["row"], each["column"], each["mend"]) for each in faults] == [
        (4, "reason", "write why the duty is departed from"),
        (5, "rule", f"did you mean '{RULE}'?"),
    ]
    assert ended.json["run"]["inputs"] == ["caseload.json", "departures.csv", "more.csv"]


def test_an_explanation_says_which_departure_it_took_and_which_not(export: Path, tmp_path: Path) -> None:
    file = written(tmp_path, HEADINGS + ALONE + AGREED + AGREED.replace("18/11/2013", "17/11/2013"))
    asked = ("--pack", "iaow-2013", "--as-of", "2013-12-16", "--exceptions", file)
    ended = practice_check("explain", export, CRN, RULE, *asked)
    said = " ".join(ended.out.split())
    assert ended.code == 0
    assert "Departed from by Officer D on 19 Nov 2013: Children's services hold the concern." in said
    assert "(departures.csv, row 2) excuses nothing: the duty is of high severity" in said
    assert "(departures.csv, row 3) excuses it" in said
    assert "(departures.csv, row 4) excuses nothing: the duty did not begin on 17 Nov 2013" in said
    assert practice_check("case", export, CRN, *asked).code == 0


def test_a_file_that_is_not_there_ends_the_command(export: Path, tmp_path: Path) -> None:
    ended = check(export, tmp_path / "none.csv")
    assert ended.code == 2
    assert "none.csv cannot be read" in ended.err


def test_python_takes_them_too(export: Path, tmp_path: Path) -> None:
    files = [written(tmp_path, HEADINGS + AGREED)]
    results = package.check(export, exceptions=files, packs=("iaow-2013",), select=(RULE,))
    assert [each.verdict for each in results.findings] == ["excepted"]
    assert [each.status for each in results.departures] == ["used"]
