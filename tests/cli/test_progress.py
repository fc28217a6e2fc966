"""How far a run has come: of the people that it goes through, be they asked for or not."""

from pathlib import Path

import pytest

from practice_check.cli import running
from practice_check.demo import generate
from tests.cli.given import run


class _Kept:
    """In place of what shows progress."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.done: list[int] = []
        _MADE.append(self)

    def __call__(self, done: int) -> None:
        self.done.append(done)

    def close(self) -> None: ...


_MADE: list[_Kept] = []


def test_a_run_of_a_few_goes_through_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "Progress", _Kept)
    records = list(generate(4, 5))
    export, sample = tmp_path / "cases.jsonl", tmp_path / "sample.csv"
    export.write_text("".join(record.model_dump_json(exclude_unset=True, by_alias=True) + "\n" for record in records))
    sample.write_text(f"crn,event_number\n{records[0].crn},{records[0].event_number}\n")
    asked = ("--sample", str(sample), "--select", "initial-home-visit", "--jobs", "1")
    assert run("check", str(export), *asked)[0] == 0
    people = len({record.crn for record in records})
    assert [(kept.people, kept.done[-1]) for kept in _MADE] == [(people, people)]
