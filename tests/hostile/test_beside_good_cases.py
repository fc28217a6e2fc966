"""What can be read of hostile input, beside good cases: it changes nothing that is found of them."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from practice_check.demo import generate
from tests.hostile.hostile import Hostile
from tests.hostile.test_archives import HOSTILE as ZIPS
from tests.hostile.test_texts import CSV, JSON, LINES
from tests.hostile.test_workbooks import HOSTILE as WORKBOOKS
from tests.hostile.watched import Commands

#: Larger ones are read in the tests of their kind; what is judged of them is no more than of these.
_LARGEST = 6_000_000
_GOOD = [json.loads(record.model_dump_json(exclude_unset=True)) for record in generate(3, 7)]


def _readable(hostile: Iterable[Hostile], folder: Path) -> list[Path]:
    """Each that is read and is not too large, in a folder of its own."""
    made = []
    for number, each in enumerate(each for each in hostile if each.reads):
        file = folder / str(number) / each.file
        file.parent.mkdir(parents=True)
        each.make(file)
        if file.stat().st_size < _LARGEST:
            made.append(file.relative_to(folder.parent))
        else:
            file.unlink()
    return made


def _found(commands: Commands, stand: Path, *exports: str | Path) -> list[dict[str, object]]:
    """What is found of the good cases."""
    day = max(case["exported_on"] for case in _GOOD)
    asked = ("--as-of", day, "--format", "json", "--show", "all", "--jobs", "1")
    ended = commands.run(stand, "check", *exports, *asked, every_rule=True, seconds=60)
    assert not ended.refused, ended.err
    whole = json.loads(ended.out)
    ours = {case["crn"] for case in _GOOD}
    assert ours <= {case["crn"] for case in whole["cases"] if case["worst"] != "not_checked"}
    keys = ("crn", "event_number", "rule", "occasion", "verdict", "message", "due", "met_on")
    return [{key: finding.get(key) for key in keys} for finding in whole["findings"] if finding["crn"] in ours]


@pytest.fixture
def alone(commands: Commands, tmp_path: Path) -> list[dict[str, object]]:
    (tmp_path / "good.json").write_text(json.dumps(_GOOD))
    found = _found(commands, tmp_path, "good.json")
    assert {"met", "gap"} <= {finding["verdict"] for finding in found}
    return found


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_in_files_of_its_own(commands: Commands, tmp_path: Path, alone: list[dict[str, object]]) -> None:
    beside = _readable([*ZIPS, *WORKBOOKS, *CSV, *JSON, *LINES], tmp_path / "beside")
    assert len(beside) >= 25
    assert _found(commands, tmp_path, *beside[:12], "good.json", *beside[12:]) == alone


def test_in_the_same_file(commands: Commands, tmp_path: Path, alone: list[dict[str, object]]) -> None:
    """Every case record of JSON that is read, between the good ones; and lines that are none, between good lines."""
    cases = [each for file in _readable(JSON, tmp_path / "beside") for each in _cases((tmp_path / file).read_text())]
    assert len(cases) >= 9
    first, *rest = [json.dumps(case) for case in _GOOD]
    (tmp_path / "all.json").write_text(f"[{', '.join([first, *cases, *rest])}]")
    lines = [first, *cases, "[" * 10_000, '{"crn": "X9', "\0" * 5000, "null", *rest]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    for file in ("all.json", "all.jsonl"):
        assert _found(commands, tmp_path, file) == alone, file


def _cases(text: str) -> list[str]:
    """The case records of a list, as they are written there."""
    return [text[1:-1]] if text.startswith("[{") and text.endswith("}]") and "\n" not in text else []
