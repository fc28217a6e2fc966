"""Word passed to and fro with the other agencies at work in a case: prison, approved premises, MARAC, jobs, the VLO."""

import datetime as dt

from practice_check.demo import checks, days
from practice_check.demo.case import Case

NEEDS = {"ete": ("education_or_employment", 0.4), "drugs": ("drug_or_alcohol_service", 0.25)} | {
    "alcohol": ("drug_or_alcohol_service", 0.2),
    "accommodation": ("housing", 0.35),
    "mental_health": ("health", 0.3),
    "finance": ("other", 0.3),
}


def tell(case: Case) -> None:
    _with_prison(case)
    _with_premises(case)
    _referrals(case)
    _after_assessment(case)
    _personality_disorder(case)


def _with_prison(case: Case) -> None:
    """Northumbria 5/4.2: exchange between the officer and prison staff before release."""
    if not case.order.licence or not case.chance.yes(0.65):
        return
    earliest = max(case.order.sentence, case.order.start - dt.timedelta(days=80))
    agency = "resettlement" if case.order.era != "trust" and case.chance.yes(0.3) else "prison"
    case.told(agency, days.working(case.chance.day(earliest, case.order.start - dt.timedelta(days=5))), "release plan")
    if case.person.child_concern and case.chance.yes(0.5):
        case.told("childrens_services", case.chance.day(earliest, case.order.start), "release date and conditions")


def _with_premises(case: Case) -> None:
    for start, _ in case.life.in_premises:
        if case.chance.yes(0.7):
            case.told("approved_premises", case.done("agency told", start), "risk management plan")


def _referrals(case: Case) -> None:
    for tag, (agency, rate) in NEEDS.items():
        if tag in case.person.factors and case.chance.yes(rate):
            day = case.done("constructive work", case.order.start)
            if day:
                checks.refer(case, agency, day, tag.replace("_", " "))
    for row in case.rows["registrations"]:
        if row["type"] == "marac" and (day := case.done("mappa referral", max(row["start"], case.order.start))):
            checks.refer(case, "marac", day, "domestic abuse")
            case.told("marac", day, "level and address")


def _after_assessment(case: Case) -> None:
    """What an assessment of harm says is passed on to those who work with the person."""
    for row in list(case.rows["assessments"]):
        if row["kind"] == "rosh_full" and case.chance.yes(0.2):
            agency = case.chance.choice(("police", "childrens_services", "programme_provider", "health"))
            case.told(agency, case.done("plan sent", row["date"]), "risk of harm")


def _personality_disorder(case: Case) -> None:
    """Advice from the specialist team where a personality disorder is noted: a referral, or a talk."""
    if not case.person.personality_disorder or not case.chance.yes(0.55):
        return
    day = case.done("constructive work", case.order.start)
    if day and case.chance.yes(0.5):
        checks.refer(case, "health", day, "personality disorder")
    else:
        case.told("health", day, "advice on personality disorder")
