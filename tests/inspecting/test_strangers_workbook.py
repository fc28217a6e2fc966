"""A stranger's workbook of 40 columns: a draft that needs few corrections, takes nothing wrongly and then reads."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from practice_check import ingest
from practice_check.ingest.reading import open_sheets
from practice_check.inspecting.draft import draft
from practice_check.inspecting.lexicon import lexicon, targets_of
from practice_check.inspecting.report import inspect
from practice_check.inspecting.wording import same
from practice_check.mapping import load, load_all
from practice_check.records.model import CaseRecord
from tests.inspecting.correcting import correct, key_of
from tests.inspecting.strangers_names import STRANGE_COLUMNS
from tests.inspecting.strangers_workbook import Half, Stranger, stranger

MOST_CORRECTIONS = 5
MOST_WHERE_ALL_IS_STRANGE = 16
#: Houses that spell by names which were looked at while the lexicon was made, and by others that were not.
HOUSES: list[tuple[int, Half]] = [(1, "seen"), (3, "unseen"), (4, "unseen"), (5, "unseen"), (6, "both")]
#: Houses of which not one name of a sheet or column stands in the lexicon.
STRANGE: list[tuple[int, Half]] = [(7, "strange"), (8, "strange unseen")]


def drafted(house: Stranger, folder: Path) -> tuple[Path, str]:
    path = house.save(folder / "stranger.xlsx")
    sheets, _, _ = open_sheets([path])
    return path, draft(inspect(sheets), [path.name])


@pytest.mark.parametrize(("seed", "half"), HOUSES)
def test_a_strangers_workbook_needs_few_corrections_and_then_reads_as_what_is_true(
    seed: int, half: Half, tmp_path: Path
) -> None:
    house = stranger(seed, half)
    assert sum(len(sheet.headings) for sheet in house.sheets) == 40
    export, text = drafted(house, tmp_path)
    proposed = tmp_path / "draft.yaml"
    proposed.write_text(text)
    load(proposed)

    done = correct(text, house)
    assert not done.silent
    assert len(done.corrections) <= MOST_CORRECTIONS, done.corrections

    mapping = tmp_path / "corrected.yaml"
    mapping.write_text(done.text)
    read = ingest.read([export], load_all([mapping]))
    assert not read.not_read
    assert cases_of(read.records, house) == house.cases
    assert {table: rows_of(read.records, table) for table in house.tables} == {
        table: sorted((crn, as_text(row)) for crn, row in rows) for table, rows in house.tables.items()
    }


def cases_of(records: Sequence[CaseRecord], house: Stranger) -> dict[str, dict[str, object]]:
    """The fields that are known of each case, of those that the house keeps."""
    kept = {name for fields in house.cases.values() for name in fields}
    return {
        record.crn: {name: getattr(record, name) for name in sorted(kept) if record.given(name)} for record in records
    }


def rows_of(records: Sequence[CaseRecord], table: str) -> list[tuple[str, str]]:
    return sorted(
        (record.crn, as_text({name: getattr(row, name) for name in row.model_fields_set - {"source", "row_id"}}))
        for record in records
        for row in getattr(record, table) or []
    )


def as_text(row: dict[str, object]) -> str:
    return ", ".join(f"{name}={row[name]}" for name in sorted(row))


def test_the_draft_by_itself_takes_nothing_that_is_wrong(tmp_path: Path) -> None:
    """Read without a correction: what is read is true, and what was guessed is unknown."""
    house = stranger(11, "unseen")
    export, text = drafted(house, tmp_path)
    mapping = tmp_path / "draft.yaml"
    mapping.write_text(text)
    read = ingest.read([export], load_all([mapping]))
    for record in read.records:
        for name, value in house.cases[record.crn].items():
            if record.given(name) and getattr(record, name) is not None:
                assert getattr(record, name) == value, name


@pytest.mark.parametrize(("seed", "half"), STRANGE)
def test_names_that_nobody_knows_are_guessed_or_left_and_never_taken(seed: int, half: Half, tmp_path: Path) -> None:
    house = stranger(seed, half)
    _, text = drafted(house, tmp_path)
    done = correct(text, house)
    assert not done.silent
    assert len(done.corrections) <= MOST_WHERE_ALL_IS_STRANGE, done.corrections


def test_not_one_of_the_strange_names_stands_in_the_lexicon() -> None:
    for meaning, names in STRANGE_COLUMNS.items():
        table = "cases" if meaning.split(".")[0] in {"made", "crn"} else meaning.split(".")[0]
        target = next(target for target in targets_of(table) if target.key == key_of(meaning))
        known = [(name, own.text) for name in names for own in target.names if same(name, own.text)]
        assert not known, (meaning, known)


def test_no_name_of_the_lexicon_means_two_fields_of_one_sheet() -> None:
    for table in ("cases", *lexicon().fields):
        if table == "every":
            continue
        sure = [
            (name.text, target.key) for target in targets_of(table) for name in target.names if name.surety == "alias"
        ]
        doubled = {
            (one, other, key, second)
            for one, key in sure
            for other, second in sure
            if key < second and same(one, other)
        }
        assert not doubled, (table, doubled)
