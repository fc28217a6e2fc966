"""Recorded decisions not to do a thing: with a reason or without, agreed by a manager or by nobody."""

import datetime as dt

from practice_check.demo import days
from practice_check.demo.case import Case
from practice_check.demo.rows import RowDict

REASONS: dict[str, tuple[float, str]] = {
    "full_analysis": (0.02, "One minor assault, long ago, in circumstances that cannot return."),
    "check": (0.03, "Checked for the court report a fortnight ago; nothing has changed since."),
    "review": (0.05, "The incident was known when the plan was written, and the plan foresees it."),
    "contact_level": (0.2, "Nights at work: seen monthly, with a call in the weeks between."),
    "victim_contact": (0.01, "The victim has asked not to be written to."),
    "enforcement": (0.015, "Returned to treatment within the week; breach would undo it."),
    "group_programme": (0.06, "Cannot sit in a group after the injury; seen alone, with the workbook."),
    "other": (0.015, "Induction by telephone because of a broken leg."),
}
AGREED = {"manager": 0.55, "nobody": 0.28, "mappa": 0.04, "court": 0.03, None: 0.10}


def tell(case: Case) -> None:
    for duty, (rate, reason) in REASONS.items():
        if not case.chance.yes(rate):
            continue
        about = _about(case, duty)
        first: dt.date = about["date"] if about else days.after(case.order.start, case.chance.randint(1, 12))
        decided = min(case.as_of, first + case.chance.days(0, 5))
        if decided < case.order.start:
            continue
        case.rows.add(
            "decisions",
            duty=duty,
            date=decided,
            reason=reason if case.reasoned(decided) and case.chance.yes(0.9) else None,
            by=case.officer(decided).name,
            agreed_by=case.chance.weighted(AGREED),
            about=about["row_id"] if about else None,
        )


def _about(case: Case, duty: str) -> RowDict | None:
    """The entry that a decision is about, where there is one of its kind."""
    if duty == "review" and case.rows["events"]:
        return case.chance.choice(case.rows["events"])
    return None
