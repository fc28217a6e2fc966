import csv
import io
import json

import pytest
from openpyxl import load_workbook

from practice_check.audit.results import COLUMNS
from practice_check.reports import FORMATS, render
from practice_check.reports.selection.select import shown
from tests.reports.report_sample import sample


def _verdicts(show: set[str]) -> set[str]:
    return {finding["verdict"] for finding in json.loads(render(sample(), "json", show))["findings"]}


def test_all_but_what_does_not_apply_is_carried() -> None:
    assert len(_verdicts(set())) == 8
    assert "not_applicable" not in _verdicts(set())


def test_all_adds_what_does_not_apply() -> None:
    assert "not_applicable" in _verdicts({"all"})


def test_named_verdicts_are_carried_alone() -> None:
    assert _verdicts({"gap", "not_applicable"}) == {"gap", "not_applicable"}


def test_the_counts_stay_those_of_the_whole_run() -> None:
    assert shown(sample(), {"met"}).run.counts == sample().run.counts


def test_each_line_of_json_lines_says_its_type() -> None:
    lines = [json.loads(line) for line in render(sample(), "jsonl", set()).splitlines()]
    types = [line["type"] for line in lines]
    assert types[0] == "run"
    assert lines[0]["schema"] == "practice-check-results/1"
    assert list(dict.fromkeys(types)) == ["run", "rule", "case", "finding", "problem", "data_problem"]
    assert types.count("finding") == len(sample().findings) - 1
    assert all("id" in line for line in lines if line["type"] == "rule")


def test_each_finding_of_the_json_has_a_line_to_itself() -> None:
    lines = render(sample(), "json", {"all"}).decode().splitlines()
    assert sum(line.startswith('{"crn"') and '"fingerprint"' in line for line in lines) == len(sample().findings)


def test_csv_has_its_headings_and_one_row_a_finding() -> None:
    written = render(sample(), "csv", {"all"})
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(sample().findings) + 1


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS if fmt != "xlsx"])
def test_every_format_is_the_same_twice(fmt: str) -> None:
    assert render(sample(), fmt, set()) == render(sample(), fmt, set())


def test_a_workbook_says_the_same_twice() -> None:
    """Byte by byte it differs: an archive keeps the time at which it was packed."""

    def cells() -> list[list[tuple[object, ...]]]:
        book = load_workbook(io.BytesIO(render(sample(), "xlsx", set())))
        return [list(sheet.values) for sheet in book.worksheets]

    assert cells() == cells()


def test_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="'pdf' is not a format"):
        render(sample(), "pdf", set())
