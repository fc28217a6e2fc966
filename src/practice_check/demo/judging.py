"""Assessors' answers to what no record can decide: above the line, below it with a reason, or not relevant."""

import datetime as dt

from practice_check.demo.case import Case

ASSESSED = 0.25  # of cases were read by an assessor
ASSESSORS = ("S. Rushfold", "T. Sandquay", "V. Tarnside")
ANSWERS = {"above": 0.62, "below": 0.27, "not_relevant": 0.11}

#: Rules that assessors answer for here, with a reason each for an answer below the line.
RULES: dict[str, str] = {
    "initial-home-visit": "the purpose of the visit is not recorded",
    "home-visit-considered": "a visit was put off until it no longer mattered",
    "repeat-home-visit-interval": "the household has changed since the last visit",
    "rmp-protects-victims": "no victim is named or described",
    "rmp-is-not-a-copy": "events since the last plan are not in it",
    "rmp-on-time": "it says only that the person must not offend",
    "full-analysis-on-time": "earlier behaviour is not looked at",
    "full-harm-analysis-looks-beyond-index-offence": "earlier violence is on the record and not in the analysis",
    "accommodation-and-ete-assessed": "the section is empty",
    "interventions-for-identified-factors": "the factor was met with advice only",
    "enforcement-or-recall-for-increased-risk": "action came after the risk had passed",
    "checks-repeated": "the last answer is too old to rely on",
    "review-after-possible-change": "the change matters here and nothing was done",
    "management-oversight-first": "a signature, and no advice",
    "sentence-plan-on-time": "objectives do not follow from the assessment",
    "contact-as-planned": "the level was set too low",
}


def tell(case: Case) -> None:
    chance = case.chance
    if not chance.yes(ASSESSED) or (case.last - case.order.start).days < 40:
        return
    assessor = chance.choice(ASSESSORS)
    on = min(case.as_of, case.last + dt.timedelta(days=chance.randint(0, 30)))
    for rule in chance.sample(sorted(RULES), chance.randint(2, 8)):
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
