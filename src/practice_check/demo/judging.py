"""Assessors' answers to what no record can decide: above the line, below it with a reason, or not relevant."""

import datetime as dt

from practice_check.demo.case import Case

ASSESSED = 0.16  # of cases were read by an assessor
ASSESSORS = ("S. Thornmere", "T. Wagtailby", "V. Rookwater")
ANSWERS = {"above": 0.62, "below": 0.27, "not_relevant": 0.11}

#: Rules that assessors answer for here, with a reason each for an answer below the line.
RULES: dict[str, str] = {
    "initial-home-visit": "purpose not recorded",
    "rmp-explains-how-victims-are-protected": "says only that the person must not offend",
}


def tell(case: Case) -> None:
    chance = case.chance
    if not chance.yes(ASSESSED) or (case.last - case.order.start).days < 40:
        return
    assessor = chance.choice(ASSESSORS)
    on = min(case.as_of, case.last + dt.timedelta(days=chance.randint(0, 30)))
    for rule in chance.sample(sorted(RULES), min(len(RULES), chance.randint(1, 4))):
        answer = chance.weighted(ANSWERS)
        case.rows.add(
            "judgements",
            rule=rule,
            answer=answer,
            assessor=assessor,
            date=on,
            reasons=[RULES[rule]] if answer == "below" else None,
            note="Staffed housing; the room is seen every day." if answer == "not_relevant" else None,
        )
