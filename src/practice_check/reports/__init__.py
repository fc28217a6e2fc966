"""Reports: the results in each format. One module a format; ``first_screen`` is the selection that people see first."""

from practice_check.audit.results import Results
from practice_check.reports.as_csv import as_csv
from practice_check.reports.as_json import as_json
from practice_check.reports.as_jsonl import as_jsonl
from practice_check.reports.html import as_html
from practice_check.reports.select import shown
from practice_check.reports.table import as_table, print_table

#: The formats, with the name of the file that each is written to; the table is for the screen only.
FILES = {
    "json": "results.json",
    "jsonl": "results.jsonl",
    "csv": "results.csv",
    "html": "report.html",
}
FORMATS = ("table", *FILES)

_WRITERS = {"json": as_json, "jsonl": as_jsonl, "csv": as_csv}


def render(results: Results, fmt: str, show: set[str]) -> bytes:
    """The results in a format. ``show``: the verdicts to carry; empty: all but what does not apply; "all": all."""
    if fmt == "table":
        return as_table(results)
    if fmt == "html":
        return as_html(results, show)
    if fmt not in _WRITERS:
        raise ValueError(f"'{fmt}' is not a format: choose one of {', '.join(FORMATS)}")
    return _WRITERS[fmt](shown(results, show))


__all__ = ["FILES", "FORMATS", "print_table", "render"]
