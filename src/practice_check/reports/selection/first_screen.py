"""What a manager must see first, in this order, whatever the screen: the selection behind every report.

1. Act today. 2. The manager's desk. 3. What falls due in ten working days. 4. What changed since the run before.
5. Whose. 6. What this run could not see; and with it what to look at twice, the departures, and how much is left to
judge.

The selection is whole: a screen cuts it to its own size and says what it left out.
"""

from dataclasses import dataclass

from practice_check.audit.results import Results
from practice_check.reports.selection.act_today import Person, act_today
from practice_check.reports.selection.changed import Changed, changed
from practice_check.reports.selection.departures import Departures, departures
from practice_check.reports.selection.desk import Desk, managers_desk
from practice_check.reports.selection.due_soon import DueCase, due_soon
from practice_check.reports.selection.items import View
from practice_check.reports.selection.look_twice import LookTwice, look_twice
from practice_check.reports.selection.select import key_of
from practice_check.reports.selection.unseen import Unseen, unseen
from practice_check.reports.selection.whose import Whose, whose


@dataclass(frozen=True)
class ToJudge:
    """What no record can decide: folded away on a manager's screen, since most expectations have such a question."""

    findings: int
    cases: int


@dataclass(frozen=True)
class FirstScreen:
    act_today: list[Person]
    managers_desk: list[Desk]
    due_soon: list[DueCase]
    #: None where no run before was named (``--baseline``).
    changed: Changed | None
    whose: Whose
    look_twice: LookTwice
    departures: Departures
    to_judge: ToJudge
    could_not_see: Unseen


def first_screen(results: Results) -> FirstScreen:
    view = View(results)
    return FirstScreen(
        act_today=act_today(view),
        managers_desk=managers_desk(view),
        due_soon=due_soon(view),
        changed=changed(results.changes),
        whose=whose(view),
        look_twice=look_twice(view),
        departures=departures(results.departures),
        to_judge=_to_judge(results),
        could_not_see=unseen(view),
    )


def _to_judge(results: Results) -> ToJudge:
    waiting = [finding for finding in results.findings if finding.verdict == "needs_judgement"]
    return ToJudge(len(waiting), len({key_of(finding) for finding in waiting}))
