"""Faults of a file that is given beside an export, named on stderr: where each stands, what is wrong and its mend."""

from collections.abc import Sequence

from practice_check.cli.stopping import complain
from practice_check.ingest import Problem

_MOST = 20


def complain_of(problems: Sequence[Problem]) -> None:
    for problem in problems[:_MOST]:
        complain(_where(problem), problem.mend)
    if len(problems) > _MOST:
        complain(f"{problems[_MOST].file}: {len(problems) - _MOST} more such faults", "mend these first")


def _where(problem: Problem) -> str:
    parts = [problem.file, problem.sheet, f"row {problem.row}" if problem.row else None, problem.column]
    return f"{', '.join(filter(None, parts))}: {problem.message}"
