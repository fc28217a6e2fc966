"""``practice-check records``: what a case record is, an empty workbook for them, and what is wrong with an export."""

import json
from pathlib import Path
from typing import Annotated

import typer

from practice_check import ingest
from practice_check.cli import running
from practice_check.cli.delivery import save
from practice_check.cli.inspect_export import inspect_export
from practice_check.cli.options import Exports, Mappings
from practice_check.cli.screen import screen, write
from practice_check.cli.stopping import NOT_ALL_CHECKED, stop
from practice_check.records.model import CaseRecord
from practice_check.reports.terminal.problems_screen import print_problems
from practice_check.reports.words import number

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Case records: their form, an empty workbook, faults of an export."
)
app.command(name="inspect")(inspect_export)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a case record."""
    write((json.dumps(CaseRecord.model_json_schema(), indent=2, ensure_ascii=False) + "\n").encode())


@app.command()
def template(
    out: Annotated[Path, typer.Option(help="The workbook to write.", metavar="FILE.xlsx")] = Path("case-records.xlsx"),
) -> None:
    """Write an empty workbook to fill in: a sheet for each table, explained in its first sheet."""
    if out.exists() or out.is_symlink():
        stop(f"{out} is there already", "give another name with --out, or move it away")
    save(out, ingest.template())


@app.command()
def validate(
    exports: Exports,
    mapping: Mappings = None,
    *,
    each: Annotated[
        bool, typer.Option("--each", help="A line for every problem, and not for all that are alike.")
    ] = False,
) -> None:
    """Say what is wrong with an export, and what mends it."""
    export = running.read(running.Sources(exports, mapping or ()))
    console = screen()
    print_problems(export.problems, console, each=each)
    faults = sum(problem.is_fault for problem in export.problems)
    unread = len(export.not_read)
    counts = f"{number(len(export.records), 'case')} read, {unread} could not be read, {number(faults, 'problem')}"
    console.print(counts)
    if faults or unread:
        raise typer.Exit(NOT_ALL_CHECKED)
