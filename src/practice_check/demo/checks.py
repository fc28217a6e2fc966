"""Checks with the police and children's services, and referrals: asked, answered, chased, acted on."""

import datetime as dt

from practice_check.demo import days
from practice_check.demo.case import Case

ANSWERED = 0.82
RESULTS = {"no_trace": 0.45, "known_no_concern": 0.24, "information": 0.27, "refused": 0.04}
ACTIONS = (
    "Assessment brought up to date with what the answer says.",
    "Manager told; plan changed.",
    "Rang the social worker and agreed who does what.",
    "Visit arranged for the same week.",
)


def tell(case: Case) -> None:
    """The checks at each start: routine with children's services, with the police where there is domestic abuse."""
    chance, person = case.chance, case.person
    for start in case.starts:
        wanted = {
            "childrens_services": 0.95 if person.children or person.child_concern else 0.6,
            "police_domestic_abuse": 0.97 if person.domestic_abuse else 0.42,
            "police": 0.12,
        }
        for agency, rate in wanted.items():
            if not chance.yes(rate):
                continue
            asked = case.done("check", start.day)
            if start.kind == "start" and case.report_day and chance.yes(0.55):
                asked = case.report_day - chance.either(0.75, chance.days(0, 9), chance.days(10, 35))
            if asked:
                ask(case, agency, asked, chance.either(0.75, "the person", "the address"))
    if person.mappa and chance.yes(0.6) and (asked := case.done("check", case.order.start)):
        ask(case, "police", asked, "the person")


def ask(case: Case, agency: str, asked: dt.date, about: str) -> None:
    """One check from the asking to what was done about its answer. Some answers stand without a question."""
    chance = case.chance
    answered: dt.date | None = asked + dt.timedelta(days=int(chance.triangular(0, 45, 5)))
    if not chance.yes(ANSWERED) or (answered and answered > case.as_of):
        answered = None
    chased = None
    slow = answered is None or answered > days.after(asked, 10)
    if slow and case.chance.yes(0.75):
        chased = case.done("check chased", asked, after_end=True)
        if chased and answered and answered < chased:
            chased = None
        if chased and answered is None and chance.yes(0.5):
            late = chased + chance.days(1, 14)
            answered = late if late <= case.as_of else None
    result = case.kept(asked, chance.weighted(RESULTS), 0.7) if answered else None
    acted = case.done("check acted on", answered, after_end=True) if answered and result == "information" else None
    if acted is None and answered and result == "known_no_concern" and chance.yes(0.3):
        acted = case.done("check acted on", answered, after_end=True)
    case.rows.add(
        "checks",
        agency=agency,
        about=about,
        requested=None if answered and chance.yes(0.03) else asked,
        chased=chased,
        answered=answered,
        result=result,
        acted=acted,
        action=case.kept(acted, chance.choice(ACTIONS)) if acted else None,
    )


def refer(case: Case, agency: str, day: dt.date, reason: str) -> None:
    """One referral, with its outcome or the chase for it, or neither."""
    chance = case.chance
    outcome_date: dt.date | None = day + chance.days(1, 25)
    if not chance.yes(0.62) or (outcome_date and outcome_date > case.as_of):
        outcome_date = None
    chased = (
        case.done("referral outcome chased", day, after_end=True) if outcome_date is None or chance.yes(0.25) else None
    )
    outcomes = ("No further action.", "Assessment begun.", "Accepted, waiting list.", "Strategy meeting called.")
    case.rows.add(
        "referrals",
        agency=agency,
        date=day,
        reason=case.kept(day, reason),
        outcome=chance.choice(outcomes) if outcome_date else None,
        outcome_date=outcome_date,
        chased=chased,
    )
