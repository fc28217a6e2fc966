"""Runs of a sample are kept apart from those of a whole caseload, and a comparison says so."""

from practice_check.audit.results import Results
from practice_check.history import compare
from tests.history.made import BEFORE, NOW, finding, run


def of_sample(results: Results, digest: str | None) -> Results:
    asked = results.run.asked.model_copy(update={"sample": digest})
    return results.model_copy(update={"run": results.run.model_copy(update={"asked": asked})})


def notes(before: str | None, now: str | None) -> list[str]:
    gaps = [finding("a", "gap")]
    return compare(of_sample(run(BEFORE, gaps), before), of_sample(run(NOW, gaps), now)).notes


def test_a_sample_against_a_caseload_or_another_sample_is_told() -> None:
    told = "The runs are of different cases: one or both are of a sample."
    assert told in notes(None, "1f")
    assert told in notes("2e", "1f")
    assert told not in notes("1f", "1f")
    assert told not in notes(None, None)
