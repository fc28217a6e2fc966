"""Who is responsible for the case, from when to when: prompt or late at the start, with gaps and overlaps."""

import datetime as dt

from practice_check.demo import days
from practice_check.demo.case import Assigned, Case
from practice_check.demo.names import AREA
from practice_check.demo.practice import WORK, wait
from practice_check.demo.rows import RowDict
from practice_check.demo.staff import OFFICERS, QUALIFIED, TEAMS, Officer

JOINT = 0.45  # of cases that ask for more than the officer's grade
ACTING = 0.02  # somebody stands in who is neither officer nor trainee
CHANGES = 0.26  # of cases that have run four months


def tell(case: Case, before: Officer | None = None) -> None:
    """Officer periods as rows; ``before`` is the officer whom the person already has under an earlier order."""
    chance, order = case.chance, case.order
    officer = before or chance.choice(OFFICERS)
    anchor = order.sentence if order.licence else order.start
    if order.licence and chance.yes(0.25):
        anchor = max(order.sentence, order.start - dt.timedelta(days=90))
    waited = wait(chance, officer.habits, WORK["assignment"]) or 0
    start = min(days.after(anchor, waited), case.last)
    while True:
        change = _change_day(case, start)
        case.assigned.append(Assigned(officer, start, change))
        end = change
        nxt = _next(case, officer)
        begins = change
        if change is not None and chance.yes(0.3):
            gap = chance.days(2, 16)
            if chance.yes(0.65):
                begins = min(change + gap, case.last)
            else:
                end = min(change + gap, case.last)
        case.rows.add(
            "officers",
            officer=officer.name,
            team=officer.team,
            area=AREA,
            manager=officer.manager.name,
            **_standing(case, officer, start),
            start=start,
            end=end,
        )
        if begins is None:
            break
        officer, start = nxt, begins
    now = case.assigned[-1].officer
    case.facts.update(officer=now.name, team=now.team, manager=now.manager.name, area=AREA)


def _standing(case: Case, officer: Officer, day: dt.date) -> RowDict:
    """The officer's grade and training; with a case beyond these, somebody experienced beside them, or nobody."""
    chance = case.chance
    grade = "other" if chance.yes(ACTING) else officer.grade
    demanding = case.person.high or case.person.domestic_abuse or case.person.child_concern
    beside = None
    if grade != QUALIFIED and demanding and chance.yes(JOINT):
        beside = chance.choice([other.name for other in OFFICERS if other.grade == QUALIFIED])
    return {"grade": case.kept(day, grade), "trained_in": list(officer.trained_in) or None, "joint_with": beside}


def _change_day(case: Case, start: dt.date) -> dt.date | None:
    first = max(start, case.order.start) + dt.timedelta(days=60)
    rate = CHANGES if len(case.assigned) == 0 else 0.15
    if first + dt.timedelta(days=50) > case.last or not case.chance.yes(rate):
        return None
    return days.working(case.chance.day(first, case.last - dt.timedelta(days=6)))


def _next(case: Case, officer: Officer) -> Officer:
    """Mostly somebody of the same team."""
    pool = TEAMS[officer.team] if case.chance.yes(0.8) else OFFICERS
    return case.chance.choice([other for other in pool if other is not officer])
