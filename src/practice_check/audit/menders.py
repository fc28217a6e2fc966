"""Who can mend what is wrong with the data."""

from practice_check.audit.parts import Mender
from practice_check.ingest.problems import Problem
from practice_check.records.columns import CASES

#: Who keeps a table, where that is not the officer of the case.
_TABLES: dict[str, Mender] = {
    "oversight": "manager",
    "officers": "manager",
    "victims": "victim_unit",
    "victim_meetings": "victim_unit",
    "court_reports": "court_team",
    "hearings": "court_team",
}
#: What of the case itself is settled before it is allocated.
_AT_COURT = frozenset(
    {
        "previous_provider",
        "interpreter_required",
        "rsr_score",
        "rsr_date",
        "cas_date",
        "full_rosh_required",
        "allocated_to",
        "nps_criterion",
        "deportation",
        "deferred_sentence",
        "public_interest",
        "public_interest_reason",
        "in_allocation_document",
        "cas_answered_in_full",
        "cas_outstanding_actions",
    }
)


def of_place(table: str, field: str | None) -> Mender:
    """Who records what stands in a table, or in one of its fields."""
    if table == CASES and field in _AT_COURT:
        return "court_team"
    return _TABLES.get(table, "officer")


def of_problem(problem: Problem, table: str | None) -> Mender:
    """``table``: the one that the problem stands in, where that is known."""
    if problem.beside:
        return "keeper"
    names_a_case = problem.crn is not None and problem.kind in {"fault", "doubt"}
    if not names_a_case or table is None:
        return "exporter"
    return of_place(table, problem.fields[0] if problem.fields else None)
