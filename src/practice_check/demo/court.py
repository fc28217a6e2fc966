"""Before supervision: the court report, the scores and the allocation, the victim's place in the scheme."""

import datetime as dt

from practice_check.demo import days
from practice_check.demo.case import Case
from practice_check.demo.practice import WORK, wait

REPORTED = 0.84  # york 1/1.1: 26 of 31 community orders
ORAL = 0.18  # 19 of 106 reports (york 1/1.2, northumbria 1/1.1, bedfordshire 1/1.1)
WRITTEN = 0.36  # 5 of 13 oral reports (york 1/1.2, bedfordshire 1/1.1)
PROPOSALS = (
    "A community order with rehabilitation activity days for relationships and drinking.",
    "A suspended sentence with an accredited programme and a curfew.",
    "Unpaid work, the risk of harm being low and work being kept.",
    "Custody appears inevitable; should the court draw back, a programme place is held.",
)
OFFERS = {"face_to_face": 0.82, "letter": 0.12, "telephone": 0.04, None: 0.02}
PROPOSED = {"rehabilitation_activity": 0.5, "accredited_programme": 0.4, "unpaid_work": 0.35, "curfew": 0.2}


def report(case: Case) -> None:
    """The court report, on the day for the quick ones, with a written copy of the oral ones or without."""
    chance, order = case.chance, case.order
    if not chance.yes(REPORTED if not order.licence else 0.45):
        return
    kind = "oral" if chance.yes(ORAL) else chance.either(0.5, "standard", "fast")
    day = days.after(order.sentence, -chance.choice((0, 0, 1) if kind == "oral" else (0, 1, 2, 3, 5, 7)))
    case.report_day = day
    written = None
    if kind == "oral" and chance.yes(WRITTEN):
        written = min(case.last, days.after(day, chance.choice((0, 1, 2, 4, 9))))
        case.rows.add("documents", document_class="court_report_written_copy", date=written)
    elif kind != "oral" and chance.yes(0.93):
        case.rows.add("documents", document_class="court_report", date=day)
    case.rows.add(
        "court_reports",
        kind=kind,
        date=day,
        proposal=chance.choice(PROPOSALS) if chance.yes(0.88) else None,
        proposed_requirements=_proposed(case, day),
        written_copy=written,
    )


def _proposed(case: Case, day: dt.date) -> list[str] | None:
    chance = case.chance
    if chance.yes(0.7):
        return [kind for kind in case.order.requirements if kind not in {"restraining_order", "residence"}][:3] or None
    found = [kind for kind, rate in PROPOSED.items() if chance.yes(rate)]
    if day < dt.date(2015, 2, 1):
        found = ["supervision" if kind == "rehabilitation_activity" else kind for kind in found]
    return found or None


def allocation(case: Case) -> None:
    """Tier, scores and allocation; who goes to the NPS, and the few who go to the wrong side."""
    chance, order, person = case.chance, case.order, case.person
    facts = case.facts
    facts["tier"] = case.kept(order.start, _tier(case))
    facts["mappa_eligible"] = case.kept(order.start, person.mappa)
    provider = {"trust": "trust", "current": "probation_service"}.get(order.era)
    day = _after(case, "allocation", order.sentence)
    if order.era == "split":
        provider = _split(case, day)
    elif order.era == "current":
        facts["allocation_date"] = day
        facts["allocated_to"] = "probation_service"
        if chance.yes(0.85):
            facts["rsr_score"], facts["rsr_date"] = _score(case), _after(case, "allocation", order.sentence)
    facts["provider"] = provider


def _split(case: Case, day: dt.date | None) -> str:
    chance, order, person, facts = case.chance, case.order, case.person, case.facts
    facts["nps_criterion"] = chance.yes(0.02)
    score = _score(case)
    to_nps = person.high or person.mappa or score >= 6.9 or facts["nps_criterion"]
    if chance.yes(0.12):
        to_nps = not to_nps  # tr5 1.22: sent to the wrong side
    provider = "NPS" if to_nps else "CRC"
    if chance.yes(0.78 if to_nps else 0.96):  # tr5 1.13: not a few scores missing in NPS cases
        facts["rsr_score"], facts["rsr_date"] = score, _after(case, "allocation", order.sentence)
    if chance.yes(0.93):
        facts["cas_date"] = (day or order.sentence) + dt.timedelta(days=chance.choice((-1, 0, 0, 0, 1, 3)))
    facts["full_rosh_required"] = case.kept(order.sentence, case.medium(order.start) or person.domestic_abuse, 2)
    facts["allocated_to"], facts["allocation_date"] = provider, day
    return provider


def _score(case: Case) -> float:
    high = 9.0 if case.person.high else 4.5
    return round(case.chance.triangular(0.3, high * 1.5, high * 0.5), 2)


def _tier(case: Case) -> str:
    rank = {"low": 1, "medium": 2, "high": 3, "very_high": 4}[case.person.level]
    if case.order.era == "trust":
        return str(rank)
    return f"{'ABCD'[4 - rank]}{case.chance.randint(0, 3)}"


def _after(case: Case, work: str, day: dt.date) -> dt.date | None:
    waited = wait(case.chance, case.officer(day).habits, WORK[work])
    found = days.after(day, waited) if waited is not None else None
    return found if found and found <= case.last else None


def victims(case: Case) -> None:
    """The victim contact scheme: a year or more for violence or a sexual offence. Offers in time, late, never."""
    chance, order = case.chance, case.order
    months = order.custody_months or 0
    grave = bool({"violent", "sexual", "against_a_child", "arson"} & set(case.person.offences))
    if not order.licence or not chance.yes(0.97):
        return
    eligible = months >= 12 and (grave or chance.yes(0.2))
    offered = case.done("victim offer", order.sentence) if eligible else None
    if eligible and chance.yes(0.8):
        case.rows.add("registrations", type="statutory_victim_contact", start=offered or order.sentence)
    accepted = chance.weighted({True: 0.5, False: 0.42, None: 0.08}) if offered else None
    before = order.start - chance.days(5, 60)
    case.rows.add(
        "victims",
        eligible=eligible if chance.yes(0.96) else None,
        sentence_date=order.sentence,
        offered=offered,
        offer_kind=chance.weighted(OFFERS) if offered else None,
        accepted=accepted,
        views_on_conditions=before if accepted and chance.yes(0.75) and before > order.sentence else None,
        told_of_release=before if accepted and chance.yes(0.75) and before > order.sentence else None,
    )
    if eligible and chance.yes(0.8):
        case.told("victim_liaison", case.done("victim liaison told", order.sentence), "sentence")
    if accepted:
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            case.told("victim_liaison", chance.day(order.sentence, case.last), "news for the victim")
    for away in case.life.away:
        if accepted and away.start > order.start and away.kind in {"recall", "custody"}:
            case.told("victim_liaison", case.done("victim liaison told", away.start), "recall")
