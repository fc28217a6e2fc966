"""A check of the cases of a sample alone."""

from pathlib import Path

from practice_check import sampling
from practice_check.audit import Options
from practice_check.audit.data_problems import with_data_problems
from practice_check.audit.results import Results
from practice_check.cli.running import Sources
from practice_check.cli.stopping import stop
from practice_check.ingest import Problem
from practice_check.ingest.problems import beside_the_export

Cases = frozenset[tuple[str, int]]


def cases_of(path: Path | None) -> tuple[Cases | None, list[Problem]]:
    """The cases of a sample, and what of it could not be read; None where no sample is named."""
    if path is None:
        return None, []
    try:
        return sampling.read_sample(path)
    except sampling.NotASampleError as error:
        stop(str(error), error.mend)


def told(
    results: Results, path: Path | None, cases: Cases | None, problems: list[Problem], sources: Sources
) -> Results:
    """The results with what was wrong with the sample, and with each of its cases that the export does not hold."""
    if path is None or cases is None:
        return results
    known = {(case.crn, case.event_number) for case in results.cases}
    asked = sources.asked(Options(cases=cases)).cases or cases
    beside = beside_the_export([*problems, *sampling.not_in(known, asked, path.name)])
    if sources.under:
        beside = list(map(sources.under.problem, beside))
    whole = [*results.problems, *beside]
    return with_data_problems(results.model_copy(update={"problems": whole}))
