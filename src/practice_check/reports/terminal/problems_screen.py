"""What is wrong with an export in a terminal: like problems together, or each by itself."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from practice_check.audit.data_problems import grouped
from practice_check.audit.parts import DataProblem
from practice_check.ingest.problems import Problem
from practice_check.records.model import tables
from practice_check.records.spelling import spelt
from practice_check.reports.escape import for_terminal


def print_problems(problems: Sequence[Problem], console: Console, *, each: bool = False) -> None:
    """File by file. ``each``: a line for every problem; else a line for all that are alike, with the first rows."""
    for file, own in _by_file(problems).items():
        console.print(for_terminal(file, "bold"))
        told = [problem for problem in own if problem.kind in {"fault", "doubt"}]
        if told:
            console.print(_each(told) if each else _alike(told))
        rest = [problem for problem in own if problem.kind not in {"fault", "doubt"}]
        absent = [problem for problem in rest if problem.table in tables() and problem.table == problem.sheet]
        several = len({problem.sheet for problem in own if problem.sheet and problem not in absent}) > 1
        for problem in rest:
            if problem not in absent:
                sheet = f"{problem.sheet}: " if several and problem.sheet else ""
                console.print(for_terminal(f"{sheet}{problem.message}: {problem.mend}"))
        if absent:
            names = dict.fromkeys(spelt(problem.table or "") for problem in absent)
            console.print(for_terminal(f"Not in it, and so unknown: {', '.join(names)}."))
        console.print()


def _by_file(problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.file, []).append(problem)
    return files


def _alike(problems: Sequence[Problem]) -> Table:
    table = _table("what is wrong", "where", "what mends it")
    for group in grouped(problems):
        problem = group.problem
        table.add_row(*map(for_terminal, (_what(problem), _where(problem), problem.mend)))
    return table


def _what(problem: DataProblem) -> str:
    such = ", ".join(f"'{value}'" for value in problem.examples)
    return f"{problem.what}, such as {such}" if such and problem.rows > 1 else problem.what


def _where(problem: DataProblem) -> str:
    return ", ".join(part for part in (problem.sheet, problem.where) if part)


def _each(problems: Sequence[Problem]) -> Table:
    table = _table("where", "CRN", "what is wrong", "what mends it")
    for problem in problems:
        row = None if problem.row is None else f"row {problem.row}"
        where = ", ".join(part for part in (problem.sheet, row, problem.column) if part)
        table.add_row(*map(for_terminal, (where, problem.crn or "", problem.message, problem.mend)))
    return table


def _table(*headings: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        if heading == "where":
            table.add_column(heading, max_width=26, overflow="fold")
        elif heading == "CRN":
            table.add_column(heading, no_wrap=True)
        else:
            table.add_column(heading, ratio=1, overflow="fold")
    return table
