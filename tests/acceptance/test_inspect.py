"""``records inspect`` as a user runs it: a stranger's workbook, our own, none at all, and the check after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from practice_check import ingest
from practice_check.cli import app, running
from practice_check.mapping import load
from practice_check.rulebook import Rulebook
from tests.inspecting.correcting import correct
from tests.inspecting.strangers_workbook import stranger

SEED = 21


@pytest.fixture(autouse=True, scope="module")
def _rules_loaded_once(rulebook: Rulebook) -> Iterator[None]:
    """The shipped rules as the other tests have them: how they load is held elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "load_rules", lambda *_: rulebook)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stranger")


@pytest.fixture(scope="module")
def inspected(folder: Path) -> str:
    """What is said of a stranger's workbook; the draft stands beside it."""
    stranger(SEED).save(folder / "stranger.xlsx")
    done = CliRunner().invoke(
        app, ["records", "inspect", str(folder / "stranger.xlsx"), "--out", str(folder / "draft.yaml")]
    )
    assert done.exit_code == 0, done.output
    return done.stdout


def test_it_says_first_how_much_was_recognised_and_last_what_to_do(inspected: str) -> None:
    assert "4 sheets, 40 columns" in inspected.splitlines()[0]
    places = [
        inspected.index(f"\n{title}")
        for title in ("To answer", "To confirm", "Recognised", "What it can decide", "Next")
    ]
    assert places == sorted(places)
    assert "records inspect" in inspected[places[-1] :]


def test_the_draft_loads_and_once_corrected_the_check_runs(inspected: str, folder: Path) -> None:
    assert inspected
    text = (folder / "draft.yaml").read_text()
    load(folder / "draft.yaml")
    done = correct(text, stranger(SEED))
    assert not done.silent
    assert len(done.corrections) <= 5
    (folder / "corrected.yaml").write_text(done.text)
    checked = CliRunner().invoke(
        app,
        [
            "check",
            str(folder / "stranger.xlsx"),
            *("--mapping", str(folder / "corrected.yaml")),
            *("--as-of", "2025-11-14"),
            *("--format", "csv"),
            *("--jobs", "1"),
        ],
    )
    assert checked.exit_code == 0, checked.output
    assert all(crn in checked.stdout for crn in stranger(SEED).cases)


def test_with_the_mapping_it_says_what_that_makes_of_the_export(inspected: str, folder: Path) -> None:
    assert inspected
    done = CliRunner().invoke(
        app, ["records", "inspect", str(folder / "stranger.xlsx"), "--mapping", str(folder / "draft.yaml")]
    )
    assert done.exit_code == 0, done.output
    assert f"{len(stranger(SEED).cases)} cases" in done.stdout
    assert "not confirmed" in done.stdout


def test_a_draft_is_not_written_over(inspected: str, folder: Path) -> None:
    assert inspected
    before = (folder / "draft.yaml").read_bytes()
    done = CliRunner().invoke(
        app, ["records", "inspect", str(folder / "stranger.xlsx"), "--out", str(folder / "draft.yaml")]
    )
    assert done.exit_code == 2
    assert "is there already" in done.output
    assert (folder / "draft.yaml").read_bytes() == before


def test_our_own_workbook_needs_no_mapping(tmp_path: Path) -> None:
    (tmp_path / "ours.xlsx").write_bytes(ingest.template())
    out = tmp_path / "draft.yaml"
    done = CliRunner().invoke(app, ["records", "inspect", str(tmp_path / "ours.xlsx"), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "In our own form" in done.stdout
    assert not out.exists()


def test_an_export_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["records", "inspect", str(tmp_path / "nowhere.xlsx")])
    assert done.exit_code == 2
    assert "is not there" in done.output
