"""The numbers that every report prints, so that whoever reads two of them finds the same."""

from dataclasses import dataclass

from practice_check.audit.results import VERDICTS, Results
from practice_check.reports import words
from practice_check.reports.selection.first_screen import FirstScreen


@dataclass(frozen=True)
class Number:
    """``label`` is unique among the numbers of a run."""

    label: str
    count: int


def numbers(results: Results, screen: FirstScreen) -> list[Number]:
    """How many cases, findings by verdict (all nine), people to act on, things on the desk and due, data problems."""
    run = results.run
    return [
        Number("Cases", run.cases),
        Number("Cases not checked", run.cases_not_checked),
        *(Number(words.VERDICTS[verdict].capitalize(), run.counts.get(verdict, 0)) for verdict in VERDICTS),
        Number("Told once for the run, of what the record cannot tell", screen.could_not_see.told_once.findings),
        Number("People to act on today", len(screen.act_today)),
        *(Number(f"Manager's desk: {desk.title}, open", len(desk.open)) for desk in screen.managers_desk),
        *(Number(f"Manager's desk: {desk.title}, due", len(desk.due)) for desk in screen.managers_desk),
        Number("Cases with something falling due", len(screen.due_soon)),
        Number("Duties falling due", sum(len(case.items) for case in screen.due_soon)),
        Number("Kinds of data problem", len(results.data_problems)),
        Number("Verdicts that wait for one of them alone", sum(each.frees for each in results.data_problems)),
    ]
