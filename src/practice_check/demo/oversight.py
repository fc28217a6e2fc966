"""Management oversight: at allocation, soon after the start, every few months; for some, none at all."""

import datetime as dt

from practice_check.demo import days
from practice_check.demo.case import Case

KINDS = {"discussion": 0.55, "direction": 0.25, "high_risk_meeting": 0.2}


def tell(case: Case) -> None:
    chance, start = case.chance, case.order.start
    if chance.yes(0.35):
        _enter(case, "allocation", min(case.last, days.after(start, chance.randint(0, 4))), directed=chance.yes(0.2))
    for begun in case.starts:
        if case.pressing(begun.day) and (day := case.done("oversight", begun.day, manager=True)):
            _discuss(case, day)
    from_day = start + dt.timedelta(days=70)
    while from_day < case.last:
        if (case.pressing(from_day) or chance.yes(0.15)) and not case.away(from_day):
            day = case.done("further oversight", from_day, 20, manager=True)
            if day:
                _discuss(case, day)
        from_day += chance.days(75, 110)
    changed = case.life.concern_from
    if changed and changed > start and (day := case.done("oversight", changed, manager=True)):
        _discuss(case, day)


def _discuss(case: Case, day: dt.date) -> None:
    _enter(case, case.chance.weighted(KINDS), day, directed=case.chance.yes(0.6))


def _enter(case: Case, kind: str, day: dt.date, *, directed: bool) -> None:
    directed = directed or kind == "direction"
    due = days.after(day, case.chance.choice((5, 10, 20))) if directed and case.chance.yes(0.7) else None
    case.rows.add(
        "oversight",
        kind=kind,
        of="case",
        date=day,
        manager=case.officer(day).manager.name,
        direction=case.kept(day, case.texts.deal("direction")) if directed else None,
        action_due=due,
        action_done=case.done("improvement", day, 8) if directed else None,
        note=case.texts.deal("discussion") if case.chance.yes(0.7) else None,
    )
