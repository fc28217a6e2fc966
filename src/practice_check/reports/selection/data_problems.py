"""What is wrong with the data, as every report says it: the groups, who can mend each, and each row of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from practice_check.audit.data_problems import DataRow, WrongData
from practice_check.audit.parts import DataProblem
from practice_check.audit.results import Results
from practice_check.reports import words
from practice_check.reports.selection.select import Key, title_of

MENDERS = {
    "officer": "the officer of the case",
    "manager": "the manager",
    "court_team": "the court team",
    "victim_unit": "the victim unit",
    "exporter": "whoever makes the export",
    "keeper": "whoever keeps this file",
}
_MOST_RULES = 3


@dataclass(frozen=True)
class EachRow:
    """A row of a group. ``number``: the group's place in the list, from 1; ``officer``: who has the case now."""

    number: int
    problem: DataProblem
    row: DataRow
    officer: str | None


def each_row(wrong: WrongData) -> Iterator[EachRow]:
    """Every row of every group, in the order of the groups."""
    officers = _Officers(wrong.officers)
    for number, group in enumerate(wrong.groups(), start=1):
        for row in group.rows:
            yield EachRow(number, group.problem, row, officers.of(row.crn, row.event_number))


def worth_most(results: Results, most: int) -> list[DataProblem]:
    """The first groups of which the mending would let a case be checked, or free a verdict."""
    return [each for each in results.data_problems if each.not_checked or each.frees][:most]


def who(problem: DataProblem) -> str:
    return MENDERS[problem.who]


def frees(problem: DataProblem) -> str:
    """What its mending would bring, in a few words; empty where nothing waits for it."""
    parts = [f"lets {words.number(problem.not_checked, 'case')} be checked"] if problem.not_checked else []
    parts += [f"frees {words.number(problem.frees, 'verdict')}"] if problem.frees else []
    beside = problem.verdicts - problem.frees
    parts += [f"{words.number(beside, 'verdict')} waiting for other things too"] if beside else []
    return ", ".join(parts)


def rules_waiting(results: Results, problem: DataProblem, most: int = _MOST_RULES) -> str:
    """The rules with verdicts that wait, the most severe first."""
    named = [f"{title_of(results, each.rule)} ({each.verdicts:,})" for each in problem.rules]
    rest = len(named) - most
    return "; ".join(named[:most]) + (f"; and {words.number(rest, 'more rule')}" if rest > 0 else "")


def place(problem: DataProblem) -> str:
    """File, sheet, column and first rows."""
    column = f"column '{problem.column}'" if problem.column else None
    return ", ".join(part for part in (problem.file, problem.sheet, column, problem.where) if part)


class _Officers:
    def __init__(self, of_case: Mapping[Key, str | None]) -> None:
        self._of_case = of_case
        self._of_person: dict[str, str | None] = {}
        for (crn, _), officer in of_case.items():
            self._of_person.setdefault(crn, officer)

    def of(self, crn: str | None, event_number: int | None) -> str | None:
        if crn is None:
            return None
        known = self._of_case.get((crn, event_number)) if event_number is not None else None
        return known or self._of_person.get(crn)


def of_officer(rows: Sequence[EachRow], officer: str | None) -> list[EachRow]:
    """What the officer can mend in the officer's own cases."""
    return [each for each in rows if each.problem.who == "officer" and each.row.crn and each.officer == officer]
