"""Reports: the results in each format. One module a format; ``first_screen`` is the selection that people see first."""

import io
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from practice_check.audit.results import Results
from practice_check.reports.files.as_csv import as_csv
from practice_check.reports.files.as_data_problems_csv import as_data_problems_csv
from practice_check.reports.files.as_json import as_json
from practice_check.reports.files.as_jsonl import as_jsonl
from practice_check.reports.files.as_md import as_md, whole_md
from practice_check.reports.files.as_summary import as_summary
from practice_check.reports.files.pieces import Pieces, of_results, of_run
from practice_check.reports.html.manager_report import as_html
from practice_check.reports.html.whole_page import whole_html
from practice_check.reports.selection.parts_of_run import PartOfRun
from practice_check.reports.selection.whole_run import WholeRun
from practice_check.reports.terminal.table import as_table, print_table
from practice_check.reports.workbook import (
    as_xlsx,
    data_problems_workbook,
    officer_workbooks,
    whole_data_problems_workbook,
    whole_workbook,
)

#: The formats, with the name of the file that each is written to; the table is for the screen only.
FILES = {
    "json": "results.json",
    "jsonl": "results.jsonl",
    "csv": "results.csv",
    "html": "report.html",
    "xlsx": "report.xlsx",
    "md": "report.md",
}
#: What is wrong with the data, to be sent by itself: a folder gets it whatever the formats.
DATA_PROBLEMS = "data-problems.xlsx"
#: Those that are written as a stream, whatever the size of a run, and what is written beside the file of one.
STREAMED = {"json": as_json, "jsonl": as_jsonl, "csv": as_csv}
_BESIDE = {"csv": {"summary.csv": as_summary, "data-problems.csv": as_data_problems_csv}}
FORMATS = ("table", *FILES)

_OF_THE_WHOLE = {"html": whole_html, "xlsx": whole_workbook, "md": whole_md}

Write = Callable[[BinaryIO], None]


def render(results: Results, fmt: str, show: set[str]) -> bytes:
    """The results in a format. ``show``: the verdicts to carry; empty: all but what does not apply; "all": all."""
    match fmt:
        case "table":
            return as_table(results)
        case "md":
            return as_md(results)
        case "html":
            return as_html(results, show)
        case "xlsx":
            return as_xlsx(results, show)
    if fmt not in STREAMED:
        raise ValueError(f"'{fmt}' is not a format: choose one of {', '.join(FORMATS)}")
    out = io.BytesIO()
    STREAMED[fmt](of_results(results, show), out)
    return out.getvalue()


def part_of_run(results: Results, fmt: str, show: set[str], part: PartOfRun) -> bytes:
    """The usual report of a part of a run: as HTML, which leads back to the whole, or as a workbook."""
    return as_html(results, show, part) if fmt == "html" else as_xlsx(results, show)


def render_whole(whole: WholeRun, fmt: str, parts: dict[str | None, list[PartOfRun]]) -> bytes:
    """A run in sums, in a format that is no stream. ``parts``: of each team, those that have a report of their own."""
    return _OF_THE_WHOLE[fmt](whole, parts)


def streams_of(pieces: Pieces, fmt: str) -> dict[str, Write]:
    """What a folder gets for a format of ``STREAMED``: by the name of each file what writes it. What stands beside the
    file of the format is of the whole run."""
    writers = {FILES[fmt]: STREAMED[fmt], **_BESIDE.get(fmt, {})}
    return {name: partial(writer, pieces) for name, writer in writers.items()}


__all__ = [
    "DATA_PROBLEMS",
    "FILES",
    "FORMATS",
    "STREAMED",
    "Pieces",
    "Write",
    "as_table",
    "data_problems_workbook",
    "of_results",
    "of_run",
    "officer_workbooks",
    "part_of_run",
    "print_table",
    "render",
    "render_whole",
    "streams_of",
    "whole_data_problems_workbook",
]
