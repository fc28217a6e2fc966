"""``practice-check records``: what a case record is, an empty workbook for them, and what is wrong with an export."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from practice_check import ingest
from practice_check.cli.delivery import save
from practice_check.cli.screen import screen, write
from practice_check.cli.stopping import NOT_ALL_CHECKED, stop
from practice_check.records.model import CaseRecord, tables
from practice_check.reports.escape import for_terminal
from practice_check.reports.words import number

app = typer.Typer(no_args_is_help=True, help="Case records: their form, an empty workbook, faults of an export.")


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
    exports: Annotated[list[Path], typer.Argument(metavar="EXPORT...", help="Workbooks, JSON files, folders or zips.")],
) -> None:
    """Say what is wrong with an export, and what mends it."""
    try:
        export = ingest.read(exports)
    except ingest.InputError as error:
        stop(error.message, error.mend)
    console = screen()
    for file, problems in _by_file(export.problems).items():
        _show(console, file, problems)
    faults = sum(problem.is_fault for problem in export.problems)
    unread = len(export.not_read)
    counts = f"{number(len(export.records), 'case')} read, {unread} could not be read, {number(faults, 'problem')}"
    console.print(counts)
    if faults or unread:
        raise typer.Exit(NOT_ALL_CHECKED)


def _by_file(problems: Sequence[ingest.Problem]) -> dict[str, list[ingest.Problem]]:
    files: dict[str, list[ingest.Problem]] = {}
    for problem in problems:
        files.setdefault(problem.file, []).append(problem)
    return files


def _show(console: Console, file: str, problems: Sequence[ingest.Problem]) -> None:
    """The problems of one file as a table; below it, in a line, the sheets that it does not have."""
    console.print(for_terminal(file, "bold"))
    faults = [problem for problem in problems if problem.is_fault]
    if faults:
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
        table.add_column("where", max_width=26, overflow="fold")
        table.add_column("CRN", no_wrap=True)
        table.add_column("what is wrong", ratio=1, overflow="fold")
        table.add_column("mend", ratio=1, overflow="fold")
        for problem in faults:
            cells = (_where(problem), problem.crn or "", problem.message, problem.mend)
            table.add_row(*(for_terminal(cell) for cell in cells))
        console.print(table)
    notes = [problem for problem in problems if not problem.is_fault]
    absent = [problem.sheet for problem in notes if problem.sheet in tables()]
    for problem in notes:
        if problem.sheet not in tables():
            console.print(for_terminal(f"{problem.message}: {problem.mend}"))
    if absent:
        console.print(for_terminal(f"Not in it, and so unknown: {', '.join(sheet for sheet in absent if sheet)}."))
    console.print()


def _where(problem: ingest.Problem) -> str:
    row = None if problem.row is None else f"row {problem.row}"
    return ", ".join(part for part in (problem.sheet, row, problem.column) if part)
