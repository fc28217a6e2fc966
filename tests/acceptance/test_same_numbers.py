"""One run in every format: whoever reads two of them finds the same numbers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from practice_check.demo import generate
from practice_check.demo.broken import plant_in_workbook
from practice_check.ingest import workbook_of
from tests.acceptance import reading_back
from tests.acceptance.command import practice_check
from tests.acceptance.reading_back import Numbers

SIZE = 24
FORMATS = ("table", "json", "jsonl", "csv", "html", "xlsx", "md")

READERS: dict[str, tuple[str, Callable[[bytes], Numbers]]] = {
    "table": ("table", reading_back.of_table),
    "json": ("results.json", reading_back.of_json),
    "jsonl": ("results.jsonl", reading_back.of_jsonl),
    "csv": ("results.csv", reading_back.of_csv),
    "csv summary": ("summary.csv", reading_back.of_summary),
    "html": ("report.html", reading_back.of_html),
    "workbook": ("report.xlsx", reading_back.of_xlsx),
    "workbook's lists": ("report.xlsx", reading_back.workbook_lists),
    "Markdown": ("report.md", reading_back.of_md),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each file of a run, with what it printed, by name; some of its cases cannot be read."""
    folder = tmp_path_factory.mktemp("same")
    (folder / "caseload.xlsx").write_bytes(plant_in_workbook(workbook_of(list(generate(SIZE, 7)))))
    formats = [word for fmt in FORMATS for word in ("--format", fmt)]
    ended = practice_check(
        "check",
        folder / "caseload.xlsx",
        *formats,
        "--show",
        "all",
        "--jobs",
        "2",
        "--no-history",
        "--out",
        folder / "out",
    )
    assert ended.code == 3, ended.err
    files = {path.name: path.read_bytes() for path in Path(folder / "out").iterdir()}
    return {**files, "table": ended.out.encode()}


@pytest.fixture(scope="module")
def counted(written: dict[str, bytes]) -> Numbers:
    """The numbers as they are counted a second time."""
    return reading_back.of_json(written["results.json"])


def test_the_run_has_something_of_each_number(counted: Numbers) -> None:
    assert counted.cases
    assert counted.not_checked
    assert counted.people
    assert counted.due
    assert counted.due[1] > counted.due[0] > 0
    assert counted.desk
    assert len(counted.desk) >= 3
    assert any(opened for opened, _ in counted.desk.values())
    assert any(due for _, due in counted.desk.values())
    assert sum(count > 0 for count in counted.verdicts.values()) >= 8


def test_the_counts_of_the_run_are_those_of_its_findings(written: dict[str, bytes], counted: Numbers) -> None:
    assert reading_back.of_findings(written["results.json"]) == counted.verdicts


@pytest.mark.parametrize("name", READERS)
def test_every_format_prints_the_same_numbers(name: str, written: dict[str, bytes], counted: Numbers) -> None:
    file, read = READERS[name]
    said = read(written[file])
    assert said.verdicts == counted.verdicts
    for number in ("cases", "not_checked", "people", "desk", "due"):
        if (found := getattr(said, number)) is not None:
            assert found == getattr(counted, number), number


@pytest.mark.parametrize("name", ["table", "json", "jsonl", "html", "workbook", "Markdown"])
def test_the_reports_say_all_of_them(name: str, written: dict[str, bytes]) -> None:
    file, read = READERS[name]
    assert None not in vars(read(written[file])).values()


def test_a_file_is_written_for_every_format(written: dict[str, bytes]) -> None:
    assert {file for file, _ in READERS.values()} <= set(written)
