"""The data problems of a run in one small CSV table: a row a kind of problem, what waits for it and what mends it."""

from collections.abc import Iterator
from typing import BinaryIO

from practice_check.audit.parts import DataProblem
from practice_check.reports.files.pieces import Pieces
from practice_check.reports.files.table_file import write_csv

#: The columns, in order. ``frees``: the verdicts that wait for nothing else.
DATA_PROBLEM_COLUMNS = (
    *("what", "kind", "file", "sheet", "column", "rows", "cases", "people", "where", "examples", "who", "mend"),
    *("not_checked", "verdicts", "frees", "severity", "rules"),
)


def as_data_problems_csv(pieces: Pieces, out: BinaryIO) -> None:
    write_csv(out, DATA_PROBLEM_COLUMNS, map(_row, pieces.head.data_problems))


def _row(problem: DataProblem) -> Iterator[object]:
    said = problem.model_dump()
    said["examples"] = "; ".join(problem.examples) or None
    said["severity"] = problem.rules[0].severity if problem.rules else None
    said["rules"] = "; ".join(f"{each.rule} {each.verdicts}" for each in problem.rules) or None
    return (said[name] for name in DATA_PROBLEM_COLUMNS)
