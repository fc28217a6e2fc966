"""Parts of a run on disk: each case of a team is in one part of it, wherever the cases of a person are parted."""

import io
from dataclasses import dataclass

import pytest

from practice_check.audit.checked import CheckedCase, checked_of
from practice_check.audit.results import CaseSummary, Finding, Results
from practice_check.audit.stored import Journal, StoredRun, Sums
from practice_check.audit.stored.found import Added, Found
from practice_check.audit.stored.sums import CaseSum
from practice_check.reports import streams_of
from practice_check.reports.files.pieces import of_run
from tests.reports.report_sample import sample

#: By person the officers of their cases, all in one team but for the last.
OFFICERS = (("A", "A", "B"), ("B",), ("A",), ("A", "A"), (None, "B"))


@dataclass(frozen=True)
class Asked:
    team: str | None = "North"
    officers: frozenset[str | None] | None = None
    first: int = 0
    last: int | None = None


def _case(crn: str, event: int, officer: str | None, team: str | None, finding: Finding) -> CheckedCase:
    about = {"crn": crn, "event_number": event}
    summary = CaseSummary(**about, officer=officer, team=team, worst="gap", counts={"gap": 1})
    return checked_of(summary, [finding.model_copy(update=about)])


@pytest.fixture
def run() -> StoredRun:
    head: Results = sample().model_copy(update={"cases": [], "findings": [], "histories": [], "wanting": []})
    finding = next(one for one in sample().findings if one.verdict == "gap")
    journal, sums = Journal.unnamed({}), Sums()
    for place, officers in enumerate(OFFICERS):
        team = None if place == len(OFFICERS) - 1 else "North"
        cases = [_case(f"X{place}", event, officer, team, finding) for event, officer in enumerate(officers, 1)]
        added = Added(f"X{place}", [CaseSum.of(case) for case in cases])
        sums.add(added.sums, journal.append(Found(added, cases).frame()))
    return StoredRun(head, sums, journal, None)


def _keys(results: Results) -> list[tuple[str, int]]:
    assert [(one.crn, one.event_number) for one in results.findings] == [
        (case.crn, case.event_number) for case in results.cases
    ]
    return [(case.crn, case.event_number) for case in results.cases]


def test_a_team_and_its_officers_have_their_cases_in_order(run: StoredRun) -> None:
    of_a = [("X0", 1), ("X0", 2), ("X2", 1), ("X3", 1), ("X3", 2)]
    of_b = [("X0", 3), ("X1", 1)]
    assert _keys(run.part_results(Asked())) == sorted(of_a + of_b)
    assert _keys(run.part_results(Asked(officers=frozenset({"A"})))) == of_a
    assert _keys(run.part_results(Asked(officers=frozenset({"B"})))) == of_b
    assert _keys(run.part_results(Asked(team=None))) == [("X4", 1), ("X4", 2)]
    assert run.sums.officers("North") == {"A": 5, "B": 2}


@pytest.mark.parametrize("most", [1, 2, 3])
def test_cases_of_an_officer_are_parted_wherever_a_person_has_several(run: StoredRun, most: int) -> None:
    whole = _keys(run.part_results(Asked(officers=frozenset({"A"}))))
    parts = [Asked(officers=frozenset({"A"}), first=first, last=first + most) for first in range(0, 5, most)]
    assert [key for part in parts for key in _keys(run.part_results(part))] == whole
    for part in parts:
        assert run.part_wrong_data(part).head.run == run.part_results(part).run


@pytest.mark.parametrize("fmt", ["json", "jsonl", "csv"])
def test_a_case_that_carries_no_finding_is_written_all_the_same(fmt: str) -> None:
    """Nothing that was asked applies to it: its verdicts are counted, and none is shown."""
    bare = checked_of(CaseSummary(crn="X1", event_number=1, worst="not_applicable"), [])
    journal, sums = Journal.unnamed({}), Sums()
    added = Added("X1", [CaseSum.of(bare)])
    sums.add(added.sums, journal.append(Found(added, [bare]).frame()))
    head: Results = sample().model_copy(update={"cases": [], "findings": [], "histories": [], "wanting": []})
    with StoredRun(head, sums, journal, None) as run:
        for write in streams_of(of_run(run, {"gap"}), fmt).values():
            out = io.BytesIO()
            write(out)
            assert b"X1" in out.getvalue() or fmt == "csv"
        assert [case.findings() for case in run.cases()] == [[]]
