"""Reports: the results in each format. One module a format; ``first_screen`` is the selection that people see first."""

from practice_check.audit.results import Results
from practice_check.reports.files.as_csv import as_csv
from practice_check.reports.files.as_data_problems_csv import as_data_problems_csv
from practice_check.reports.files.as_json import as_json
from practice_check.reports.files.as_jsonl import as_jsonl
from practice_check.reports.files.as_md import as_md
from practice_check.reports.files.as_summary import as_summary
from practice_check.reports.html.manager_report import as_html
from practice_check.reports.selection.select import shown
from practice_check.reports.terminal.table import as_table, print_table
from practice_check.reports.workbook import as_xlsx, data_problems_workbook, officer_workbooks

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
#: What is written beside the file of a format.
_BESIDE = {"csv": {"summary.csv": as_summary, "data-problems.csv": as_data_problems_csv}}
FORMATS = ("table", *FILES)

_OF_THE_WHOLE_RUN = {"table": as_table, "md": as_md}
_WRITERS = {"json": as_json, "jsonl": as_jsonl, "csv": as_csv}


def render(results: Results, fmt: str, show: set[str]) -> bytes:
    """The results in a format. ``show``: the verdicts to carry; empty: all but what does not apply; "all": all."""
    if fmt in _OF_THE_WHOLE_RUN:
        return _OF_THE_WHOLE_RUN[fmt](results)
    if fmt == "html":
        return as_html(results, show)
    if fmt == "xlsx":
        return as_xlsx(results, show)
    if fmt not in _WRITERS:
        raise ValueError(f"'{fmt}' is not a format: choose one of {', '.join(FORMATS)}")
    return _WRITERS[fmt](shown(results, show))


def files_of(results: Results, fmt: str, show: set[str]) -> dict[str, bytes]:
    """What a folder gets for a format: each file by its name. What stands beside it is of the whole run."""
    beside = {name: writer(results) for name, writer in _BESIDE.get(fmt, {}).items()}
    return {FILES[fmt]: render(results, fmt, show), **beside}


__all__ = [
    "DATA_PROBLEMS",
    "FILES",
    "FORMATS",
    "as_table",
    "data_problems_workbook",
    "files_of",
    "officer_workbooks",
    "print_table",
    "render",
]
