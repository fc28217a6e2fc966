"""Faults of the files that stand beside an export, put among those of a run that is over."""

from collections.abc import Sequence

from practice_check.audit.data_groups import order
from practice_check.audit.data_problems import grouped
from practice_check.audit.results import Results
from practice_check.ingest.problems import Problem, beside_the_export


def with_problems_beside(results: Results, problems: Sequence[Problem]) -> Results:
    """The results, or their head alone, with the problems and their groups. No verdict waits for them."""
    if not problems:
        return results
    beside = beside_the_export(problems)
    found = [*results.data_problems, *(group.problem for group in grouped(beside))]
    told = {"problems": [*results.problems, *beside], "data_problems": sorted(found, key=order)}
    return results.model_copy(update=told)
