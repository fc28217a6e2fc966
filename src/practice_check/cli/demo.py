"""``practice-check demo``: an invented caseload, checked."""

import os
from pathlib import Path
from typing import Annotated

import typer

from practice_check import ingest
from practice_check.audit import Options
from practice_check.cli import running, screen
from practice_check.cli.delivery import folder, save, write_files
from practice_check.cli.stopping import note
from practice_check.demo import generate
from practice_check.reports import of_results

_CASES = 400
_SEED = 1


def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where to leave the files.")] = Path("practice-check-demo"),
    cases: Annotated[int, typer.Option(min=1, metavar="N", help="How many cases to invent.")] = _CASES,
) -> None:
    """Invent a caseload, check it and show the first screen. Nobody in it is real."""
    records = list(generate(cases, _SEED))
    folder(out)
    lines = "".join(record.model_dump_json(exclude_unset=True, by_alias=True) + "\n" for record in records)
    save(out / "caseload.jsonl", lines.encode())
    save(out / "caseload.xlsx", ingest.workbook_of(records))
    results = running.run(
        running.Sources([out / "caseload.jsonl"]), running.load_rules(), Options(jobs=os.cpu_count() or 1)
    )
    write_files(of_results(results, set()), lambda: results, ("json", "html", "xlsx"), set(), out)
    screen.show_table(results)
    note(f"Open {out / 'report.html'} in a browser, or see one case: practice-check case {out / 'caseload.jsonl'} CRN")
