"""The numbers that every report prints, so that whoever reads two of them finds the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from practice_check.audit.results import VERDICTS, Results
from practice_check.reports import words
from practice_check.reports.selection.first_screen import FirstScreen
from practice_check.reports.selection.undecidable import ToldOnce


@dataclass(frozen=True)
class Number:
    """``label`` is unique among the numbers of a run."""

    label: str
    count: int


@dataclass(frozen=True)
class Lists:
    """How long the lists of a first screen are. ``desks``: of each group its title, how many are open and how many
    fall due."""

    people: int
    desks: Sequence[tuple[str, int, int]]
    due_cases: int
    due_duties: int


def numbers(results: Results, screen: FirstScreen) -> list[Number]:
    """How many cases, findings by verdict (all nine), people to act on, things on the desk and due, data problems."""
    lists = Lists(
        people=len(screen.act_today),
        desks=[(desk.title, len(desk.open), len(desk.due)) for desk in screen.managers_desk],
        due_cases=len(screen.due_soon),
        due_duties=sum(len(case.items) for case in screen.due_soon),
    )
    return numbers_of(results, screen.could_not_see.told_once, lists)


def numbers_of(head: Results, told_once: ToldOnce, lists: Lists) -> list[Number]:
    """The same, of a run whose lists were only counted."""
    run = head.run
    return [
        Number("Cases", run.cases),
        Number("Cases not checked", run.cases_not_checked),
        *(Number(words.VERDICTS[verdict].capitalize(), run.counts.get(verdict, 0)) for verdict in VERDICTS),
        Number("Told once for the run, of what the record cannot tell", told_once.findings),
        Number("People to act on today", lists.people),
        *(Number(f"Manager's desk: {title}, open", count) for title, count, _ in lists.desks),
        *(Number(f"Manager's desk: {title}, due", count) for title, _, count in lists.desks),
        Number("Cases with something falling due", lists.due_cases),
        Number("Duties falling due", lists.due_duties),
        Number("Kinds of data problem", len(head.data_problems)),
        Number("Verdicts that wait for one of them alone", sum(each.frees for each in head.data_problems)),
    ]
