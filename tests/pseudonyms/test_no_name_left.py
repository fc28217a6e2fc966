"""No name, CRN, address, telephone number or date of birth is left in anything that a run under pseudonyms writes."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from practice_check import audit, ingest
from practice_check.audit import Options
from practice_check.pseudonyms import Pseudonymiser
from practice_check.rulebook import Rulebook
from tests.pseudonyms.named import (
    BORN_IN_WORDS,
    MAIL,
    NOMIS,
    PHONE,
    PNC,
    POSTCODE,
    cases,
    folded,
    parts_of,
    with_faults,
    written,
)

NAMES = (
    "Zebediah Quillfeather",
    "Åse Ødegårdsen",
    "Siobhán O'Grathaidh",
    "Ngozi Vanterpool-Whittlesea",
    "Jörg Müllerström",
)
HIDDEN = re.compile("[\u2c00-\u2c5f\ua000-\ua48c]")
FORMATS = ("table", "json", "jsonl", "csv", "html", "xlsx", "md")

#: Four letters at least, so that no word of ours has it in it by chance; in capitals, small letters, with accents.
_PART = st.text(st.sampled_from("AEIOUÄÉØaeiouåéîõüBDFGKLMNRSTVZbdfgklmnrstvzñçž"), min_size=6, max_size=10)
INVENTED = st.lists(st.tuples(_PART, _PART).map(" ".join), min_size=2, max_size=4, unique=True)


def traces(texts: Iterator[tuple[str, str]], sought: set[str]) -> list[tuple[str, str]]:
    """Where one of what is sought stands, in a text or in the name of its file, and where a hidden text does."""
    found = []
    pattern = re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, sorted(sought)))})(?:'?s)?(?![a-z])")
    for name, text in texts:
        found += [(name, each) for each in pattern.findall(folded(f"{name}\n{text}"))]
        found += [(name, "a hidden text")] if HIDDEN.search(text) else []
    return found


def sought(names: list[str] | tuple[str, ...]) -> set[str]:
    return parts_of(names) | {folded(each) for each in (POSTCODE, PHONE, MAIL, PNC, NOMIS, *BORN_IN_WORDS)}


def crns(given: list[dict[str, object]]) -> set[str]:
    return {str(case["crn"]).casefold() for case in given}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """A run of the command in every format, and what must not stand in what it wrote."""
    root = tmp_path_factory.mktemp("run")
    folder = root / "Zebediah Quillfeather X912345"
    folder.mkdir()
    given = cases(NAMES)
    given.append(with_faults(given[0], NAMES))
    unread = {**given[1], "crn": "Quillfeather, Z"}
    export = folder / "cases of Ngozi X912345.jsonl"
    export.write_text("\n".join(map(json.dumps, [*given, unread])))
    said = {"rule": "no-such-rule-of-müllerström", "answer": "above", "assessor": NAMES[0], "note": NAMES[1]}
    answers = folder / "Answers of Åse Ødegårdsen.json"
    answers.write_text(json.dumps([{"crn": case["crn"], **said} for case in given]))
    departures = root / "departures X912345.csv"
    departures.write_text(
        "crn,rule,reason,by,agreed_by\n"
        + f"{given[0]['crn']},initial-home-visit,{NAMES[2]} was ill,{NAMES[3]},{NAMES[4]}\n"
        + f"X912345,initial-home-visit,{NAMES[2]} was ill,{NAMES[3]},{NAMES[4]}\n"
    )
    key = root / "key"
    key.write_text("0123456789abcdef" * 2)
    key.chmod(0o600)
    out = root / "out"
    formats = [part for each in FORMATS for part in ("--format", each)]
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "practice_check", "check", str(export), "--judgements", str(answers)),
            *("--exceptions", str(departures), "--pseudonymise", "--key", str(key), "--show", "all", "--per-officer"),
            *("--out", str(out), "--jobs", "1", *formats),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )
    assert ended.returncode == 3, ended.stderr
    (out / "stdout").write_text(ended.stdout)
    (out / "stderr").write_text(ended.stderr)
    return out, sought(NAMES) | crns(given) | {"x912345", "no-such-rule-of"}


def test_nothing_that_the_command_wrote_names_anybody(ran: tuple[Path, set[str]]) -> None:
    out, sought = ran
    names = {name for name, _ in written(out)}
    assert {"results.json", "results.jsonl", "results.csv", "report.html", "report.md", "runs.sqlite"} <= names
    assert {"report.xlsx/xl/workbook.xml", "data-problems.xlsx/xl/workbook.xml", "officers"} <= names
    assert traces(written(out), sought) == []


def test_what_was_searched_for_was_there_to_be_found(ran: tuple[Path, set[str]]) -> None:
    out, sought = ran
    results = json.loads((out / "results.json").read_text())
    assert results["run"]["pseudonymised"] is True
    assert results["run"]["cases_not_checked"] == 1
    assert len(results["problems"]) > 15
    assert {case["officer"] for case in results["cases"]} - {None}
    export = folded(" ".join(map(str, map(json.loads, next(out.parent.glob("*/*.jsonl")).read_text().splitlines()))))
    named = {each for each in sought if each in export}
    assert parts_of(NAMES) | {folded(each) for each in (POSTCODE, PHONE, MAIL, PNC, NOMIS, BORN_IN_WORDS[-1])} <= named


def test_the_reader_is_told_that_names_are_replaced(ran: tuple[Path, set[str]]) -> None:
    out, _ = ran
    assert "Names and CRNs are replaced" in (out / "report.html").read_text()


def test_whatever_people_are_called(book: Rulebook, under: Pseudonymiser, tmp_path: Path) -> None:
    @settings(max_examples=4, deadline=None, phases=[Phase.generate], derandomize=True)
    @given(names=INVENTED)
    def nobody_is_named(names: list[str]) -> None:
        _nobody_is_named(names, book, under, tmp_path / "export.json")

    nobody_is_named()


def _nobody_is_named(names: list[str], book: Rulebook, under: Pseudonymiser, export: Path) -> None:
    given = cases(names, 2)
    given.append(with_faults(given[0], names))
    export.write_text(json.dumps(given))
    read = under.export(ingest.read([export]))
    results = audit.check(read, book, Options(select=["initial-home-visit-low"]))
    texts = [("results", results.model_dump_json())]
    texts += [(f"record {place}", readable_part(record.model_dump_json())) for place, record in enumerate(read.records)]
    assert traces(iter(texts), parts_of(names) | crns(given)) == []


def readable_part(record: str) -> str:
    """A record as it is judged, without its hidden texts, which hold no name either."""
    return HIDDEN.sub("", record)
