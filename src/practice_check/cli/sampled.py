"""A check of the cases of a sample alone."""

from pathlib import Path

from practice_check import sampling
from practice_check.audit import Options, StoredRun
from practice_check.audit.beside import with_problems_beside
from practice_check.audit.results import Results
from practice_check.cli.running import Sources
from practice_check.cli.stopping import stop
from practice_check.ingest import Problem

Cases = frozenset[tuple[str, int]]


def cases_of(path: Path | None) -> tuple[Cases | None, list[Problem]]:
    """The cases of a sample, and what of it could not be read; None where no sample is named."""
    if path is None:
        return None, []
    try:
        return sampling.read_sample(path)
    except sampling.NotASampleError as error:
        stop(str(error), error.mend)


def told(run: StoredRun, path: Path | None, cases: Cases | None, problems: list[Problem], sources: Sources) -> Results:
    """The head of the run with what was wrong with the sample, and each of its cases that the export does not hold."""
    if path is None or cases is None:
        return run.head
    known = {case.key for case in run.cases()}
    asked = sources.asked(Options(cases=cases)).cases or cases
    found = [*problems, *sampling.not_in(known, asked, path.name)]
    return with_problems_beside(run.head, list(map(sources.under.problem, found)) if sources.under else found)
