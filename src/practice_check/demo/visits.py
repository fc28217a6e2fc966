"""Home visits: at each start, after a change, again and again; in time, late, to a closed door, to the doorstep."""

import datetime as dt

from practice_check.demo import days, diary
from practice_check.demo.case import Case
from practice_check.demo.incidents import Incident

WANTED = {"low": 0.12, "medium": 0.4}  # of cases with nothing that presses
FAILS = {"no_access": 0.5, "unacceptable_absence": 0.3, "acceptable_absence": 0.2}


def tell(case: Case, incidents: list[Incident]) -> None:
    for start in case.starts:
        _first(case, _at_home_from(case, start.day))
        if any(begin <= start.day and (end is None or start.day < end) for begin, end in case.life.no_home):
            _where_they_stay(case, start.day)
    for incident in incidents:
        calls = incident.rose or incident.recipe.household or incident.recipe.child or incident.move is not None
        if calls and (case.pressing(incident.day) or case.chance.yes(0.25)):
            _go(case, case.done("visit after change", _at_home_from(case, incident.day), with_person=True))
    _again(case)


def _where_they_stay(case: Case, day: dt.date) -> None:
    """Nobody can be visited at home who has none; some officers go and see where the person sleeps."""
    if seen := case.done("home visit", day, with_person=True):
        diary.enter(case, seen, "doorstep", ["supervision"], "attended")


def _at_home_from(case: Case, day: dt.date) -> dt.date:
    """The day, or the day on which the person moves on from approved premises or finds a home."""
    for start, end in (*case.life.in_premises, *case.life.no_home):
        if start <= day and (end is None or day < end):
            return end or case.last + dt.timedelta(days=1)
    return day


def _first(case: Case, day: dt.date) -> None:
    if day > case.last:
        return
    if not case.pressing(day) and not case.chance.yes(WANTED.get(case.level(day), 0.9)):
        return
    visited = case.done("home visit", day, with_person=True)
    if visited is None and case.chance.yes(0.3):
        _not_needed(case, day)
    _go(case, visited)


def _not_needed(case: Case, day: dt.date) -> None:
    decided = min(case.last, days.after(day, case.chance.randint(2, 15)))
    case.rows.add(
        "decisions",
        duty="home_visit",
        date=decided,
        reason="Lives in supported housing; staff see the room daily." if case.reasoned(decided) else None,
        by=case.officer(decided).name,
        agreed_by=case.chance.weighted({"manager": 0.6, "nobody": 0.3, None: 0.1}),
    )


def _go(case: Case, day: dt.date | None) -> None:
    """One visit; where nobody opens, another try in time, late or never."""
    if day is None or case.away(day):
        return
    chance = case.chance
    how = chance.weighted({"seen": 0.78, "failed": 0.13, "doorstep": 0.04, "blank": 0.05})
    made = day - chance.days(0, 10) if chance.yes(0.5) else None
    if how == "doorstep":
        diary.enter(case, day, "doorstep", ["supervision"], "attended")
        return
    if how == "failed":
        diary.enter(case, day, "home_visit", ["supervision"], chance.weighted(FAILS), made=made)
        again = case.done("visit again", day, with_person=True)
        if again and not case.away(again):
            _seen(case, again, "attended")
        return
    recent_blank = how == "blank" and (case.officer(day).habits.blanks > 0.02 or (case.as_of - day).days < 8)
    _seen(case, day, None if recent_blank else "attended", made)


def _seen(case: Case, day: dt.date, outcome: str | None, made: dt.date | None = None) -> None:
    chance = case.chance
    seen = chance.weighted({True: 0.6, False: 0.25, None: 0.15}) if case.person.lives_with_children else None
    purpose = chance.weighted({("supervision",): 0.5, ("safeguarding",): 0.25, ("assessment",): 0.15, (): 0.1})
    note = case.texts.deal("visit") if chance.yes(0.75) else None
    diary.enter(case, day, "home_visit", purpose, outcome, made=made, note=note, children_seen=seen)


def _again(case: Case) -> None:
    """Repeated about every three months where the level is high or a child is a worry; now and then otherwise."""
    day = case.order.start + dt.timedelta(days=75)
    while day < case.last:
        if case.pressing(day) or case.chance.yes(0.08):
            _go(case, case.done("repeat visit", _at_home_from(case, day), 25, with_person=True))
        day += case.chance.days(75, 120)
