"""What a manager must see first, in this order, whatever the screen: the selection behind the table and the page.

1. Act today. 2. The manager's desk. 3. What to look at twice. 4. What falls due in ten working days. 5. What this run
could not see.

The selection is whole: a screen cuts it to its own size and says what it left out.
"""

from dataclasses import dataclass

from practice_check.audit.results import Results
from practice_check.reports.act_today import Person, act_today
from practice_check.reports.desk import Desk, DueCase, due_soon, managers_desk
from practice_check.reports.items import View
from practice_check.reports.look_twice import LookTwice, look_twice
from practice_check.reports.unseen import Unseen, unseen


@dataclass(frozen=True)
class FirstScreen:
    act_today: list[Person]
    managers_desk: list[Desk]
    look_twice: LookTwice
    due_soon: list[DueCase]
    could_not_see: Unseen


def first_screen(results: Results) -> FirstScreen:
    view = View(results)
    return FirstScreen(
        act_today=act_today(view),
        managers_desk=managers_desk(view),
        look_twice=look_twice(view),
        due_soon=due_soon(view),
        could_not_see=unseen(view),
    )
