"""Times in which a person is not supervised in the community: custody, recall, remand, hospital, on the run, abroad."""

import datetime as dt

from practice_check.demo import days
from practice_check.demo.case import Away, Case, Start

UNSEEN = 0.35  # after a re-release: nobody sees the person for some weeks
RECALLED = 0.16  # of licences that have run two months
#: (how often in a case that has run three months, shortest, longest stay in days)
_OTHERS: dict[str, tuple[float, int, int]] = {
    "remand": (0.03, 12, 60),
    "custody": (0.014, 30, 100),
    "hospital": (0.018, 6, 50),
    "unlawfully_at_large": (0.018, 8, 60),
    "out_of_country": (0.014, 10, 40),
    "contact_suspended": (0.022, 10, 45),
}


def tell(case: Case) -> None:
    """Lay down the times away, as rows and for the rest of the story."""
    order = case.order
    if order.licence:
        _away(case, "custody", order.sentence, order.start)
        if (order.last - order.start).days > 60 and case.chance.yes(RECALLED):
            _recall(case)
    for kind, (rate, shortest, longest) in _OTHERS.items():
        if (order.last - order.start).days > 90 and case.chance.yes(rate):
            start = case.chance.day(order.start + dt.timedelta(days=40), order.last - dt.timedelta(days=5))
            end = start + case.chance.days(shortest, longest)
            if not any(_overlap(away, start, end) for away in case.life.away):
                _away(case, kind, start, end)
    case.life.away.sort(key=lambda away: away.start)


def _recall(case: Case) -> None:
    """A recall, sometimes after some weeks on the run; some are still in prison, most are released again."""
    order, chance = case.order, case.chance
    start = days.working(chance.day(order.start + dt.timedelta(days=30), order.last - dt.timedelta(days=12)))
    if chance.yes(0.35):
        caught = start + chance.days(5, 40)
        _away(case, "unlawfully_at_large", start, min(caught, order.last))
        start = caught
    if start < order.last:
        end = start + chance.either(0.55, dt.timedelta(days=28), chance.days(50, 160))
        _away(case, "recall", start, end)
        if chance.yes(UNSEEN):
            case.life.unseen.append((end, end + chance.days(30, 50)))


def _away(case: Case, kind: str, start: dt.date, end: dt.date) -> None:
    seen = end if end <= case.last else None
    case.life.away.append(Away(kind, start, seen))
    case.rows.add("statuses", kind=kind, start=start, end=seen)


def _overlap(away: Away, start: dt.date, end: dt.date) -> bool:
    return away.start <= end + dt.timedelta(days=7) and (away.end is None or start <= away.end + dt.timedelta(days=7))


def starts(case: Case) -> list[Start]:
    """The order's start, and each release after a recall or four weeks' custody."""
    found = [Start("start", case.order.start)]
    for away in case.life.away:
        if away.end is None or away.start < case.order.start or away.end > case.last:
            continue
        if away.kind == "recall" or (away.kind == "custody" and (away.end - away.start).days >= 28):
            found.append(Start("release", away.end))
    return found
