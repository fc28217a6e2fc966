"""Exports that a mapping reads and that do not fit in memory: what is read of them is what is read of small ones."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from practice_check.ingest import Export, Problem, many, read, shelf
from practice_check.ingest.looking import columns
from practice_check.ingest.many import Many, Placed, StoredRows
from practice_check.ingest.mapped import reading, worth
from practice_check.ingest.problems import Place
from practice_check.ingest.stored import StoredRecords
from practice_check.mapping import load_all
from practice_check.records.model import Contact, Row
from tests.mappings import case_list_export, joint_export, oasys_export
from tests.mappings.ndelius_export import Extract

_DAMAGES = 6


@pytest.fixture
def lay_on_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called on, everything lies on disk that may."""

    def lay() -> None:
        monkeypatch.setattr(many, "MOST_HELD", 3)
        monkeypatch.setattr(many, "MOST_ROWS", 3)
        monkeypatch.setattr(many, "_PIECE", 2)
        monkeypatch.setattr(reading, "_LOT", 2)
        monkeypatch.setattr(worth, "MOST_KNOWN", 3)
        monkeypatch.setattr(shelf, "MOST_HELD", 2)
        monkeypatch.setattr(shelf, "_HELD_THEN", 1)
        monkeypatch.setattr(columns, "_IN_MEMORY", 8)

    return lay


def said(export: Export) -> dict[str, object]:
    return {
        "records": [record.model_dump_json(exclude_unset=True, by_alias=True) for record in export.records],
        "persons": [[record.key for record in orders] for orders in export.persons()],
        "not read": export.not_read,
        "problems": [problem.model_dump() for problem in export.problems],
        "exported on": export.exported_on,
        "holds": export.holds,
        "inputs": export.inputs,
    }


def alike(paths: Sequence[Path], names: Sequence[str], lay: Callable[[], None]) -> tuple[Export, Sequence[Problem]]:
    mappings = load_all(names)
    small = read(paths, mappings)
    whole = said(small)
    lay()
    large = read(paths, mappings)
    assert isinstance(small.records, list) and isinstance(large.records, StoredRecords)
    assert said(large) == whole
    return large, small.problems


@pytest.mark.parametrize(
    ("write", "names"),
    [
        (Extract().write, ["ndelius"]),
        (case_list_export.write, ["case-list"]),
        (oasys_export.write, ["oasys"]),
        (joint_export.write, ["ndelius", "oasys", "victim-contact"]),
    ],
    ids=["ndelius", "case list", "oasys", "three systems"],
)
def test_exports_are_read_alike_on_disk_and_in_memory(
    write: Callable[[Path], list[Path]], names: list[str], tmp_path: Path, lay_on_disk: Callable[[], None]
) -> None:
    large, _ = alike(write(tmp_path), names, lay_on_disk)
    assert len(large.records) > 2


def damaged(path: Path, random: Random) -> None:
    """Cells emptied, changed about or made unreadable, dates of another country, and rows that stand twice."""
    text = path.read_text(encoding="utf-8-sig")
    delimiter = max(",;|\t", key=text.splitlines()[0].count)
    rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
    for row in rows[1:]:
        for place in range(len(row)):
            if random.random() < 0.08:
                row[place] = random.choice(["", "?", "ZZZZ", "31/02/2025", "06/25/2025", "X900999", "yes", "X900011"])
    rows += random.choices(rows[1:], k=6)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)


@pytest.mark.parametrize("seed", range(_DAMAGES))
def test_damaged_exports_are_read_alike_on_disk_and_in_memory(
    seed: int, tmp_path: Path, lay_on_disk: Callable[[], None]
) -> None:
    random = Random(seed)
    paths = Extract().write(tmp_path)
    tables = [path for path in paths if path.suffix == ".csv"]
    assert tables
    for path in tables:
        damaged(path, random)
    _, problems = alike(paths, ["ndelius"], lay_on_disk)
    assert sum(problem.is_fault for problem in problems) > 5


def test_a_long_list_is_gone_through_again_and_again(lay_on_disk: Callable[[], None]) -> None:
    lay_on_disk()
    found = Many(range(20))
    assert list(found) == list(found) == list(range(20)) and len(found) == 20


def test_rows_of_a_case_come_back_in_the_order_in_which_they_stood(lay_on_disk: Callable[[], None]) -> None:
    lay_on_disk()
    keys = [("X900001", 1), ("X900002", 1), ("X900003", 2)]
    rows = many.RowsOfCases(Contact, lambda: keys)
    place = Place("contacts.csv")
    for number in range(11):
        rows.add(keys[(number * 2) % 3], Contact.model_validate({"row_id": str(number), "date": None}), place)
    asked: list[tuple[str, int]] = []

    def settle(key: tuple[str, int], found: Sequence[Placed]) -> list[Row]:
        asked.append(key)
        return [row for row, _ in found]

    settled = rows.settled(settle)
    assert isinstance(settled, StoredRows)
    assert asked == [keys[0], keys[2], keys[1]]  # as they first came
    assert [row.row_id for row in settled[keys[0]]] == ["0", "3", "6", "9"]
    assert [row.model_fields_set for row in settled[keys[1]]] == [{"row_id", "date"}] * 3
    assert set(settled) == set(keys) and len(settled) == 3 and settled.get(("X900009", 1)) is None
