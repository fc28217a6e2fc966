"""After sentence: tier, scores, allocation and its papers; who goes to the NPS, and the few on the wrong side."""

import datetime as dt

from practice_check.demo import days, sections
from practice_check.demo.case import Case
from practice_check.demo.chance import Chance
from practice_check.demo.practice import WORK, wait

#: Grounds for the NPS beside risk, score and MAPPA; of the cases of the NPS and CRCs, more than in life.
GROUNDS = {"deportation": 0.08, "deferred_sentence": 0.08, "public_interest": 0.08}
DEPORTATION = 0.03  # of all other cases
BEFORE = {
    "trust": {"trust": 0.4, None: 0.6},
    "split": {"CRC": 0.25, "NPS": 0.05, "trust": 0.4, None: 0.3},
    "current": {"probation_service": 0.4, "CRC": 0.15, "NPS": 0.05, None: 0.4},
}
WRONG_SIDE = 0.12  # tr5 1.22
PUBLIC_INTEREST = (
    "Former councillor; the local press followed the trial.",
    "The victim's family speaks for a campaign that is often in the news.",
)
LEFT_TO_DO = (
    "Police answer on call-outs awaited; finish the full analysis when it is there.",
    "Children's services have not answered yet; ask again this week.",
    "Interview on earlier violence still to be held.",
)
RISK_REVIEW = 0.75  # of CRC cases with domestic abuse or a child concern


def tell(case: Case) -> None:
    chance, order, person = case.chance, case.order, case.person
    facts = case.facts
    facts["tier"] = case.kept(order.start, _tier(case))
    facts["mappa_eligible"] = case.kept(order.start, person.mappa)
    facts["previous_provider"] = chance.weighted(BEFORE[order.era])
    facts["deportation"] = case.kept(order.sentence, chance.yes(DEPORTATION))
    facts["interpreter_required"] = case.kept(order.sentence, "language" in person.barriers)
    facts["personality_disorder"] = case.kept(order.start, person.personality_disorder, 2)
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


def another_tier(tier: str, chance: Chance) -> str:
    """One step up or down from a tier."""
    ladder = "1234" if tier.isdecimal() else "DCBA"
    at = ladder.index(tier[0])
    return chance.choice([ladder[to] for to in (at - 1, at + 1) if 0 <= to < len(ladder)]) + tier[1:]


def _split(case: Case, day: dt.date | None) -> str:
    chance, order, person, facts = case.chance, case.order, case.person, case.facts
    grounds = {ground: chance.yes(rate) for ground, rate in GROUNDS.items()}
    facts.update({ground: case.kept(order.sentence, applies) for ground, applies in grounds.items()})
    if grounds["public_interest"] and chance.yes(0.7):
        facts["public_interest_reason"] = chance.choice(PUBLIC_INTEREST)
    facts["nps_criterion"] = any(grounds.values())
    score = _score(case)
    to_nps = person.high or person.mappa or score >= 6.9 or facts["nps_criterion"]
    if chance.yes(WRONG_SIDE):
        to_nps = not to_nps
    provider = "NPS" if to_nps else "CRC"
    if chance.yes(0.78 if to_nps else 0.96):  # tr5 1.13: not a few scores missing in NPS cases
        facts["rsr_score"], facts["rsr_date"] = score, _after(case, "allocation", order.sentence)
    full = case.medium(order.start) or person.domestic_abuse
    facts["full_rosh_required"] = case.kept(order.sentence, full, 2)
    facts["allocated_to"], facts["allocation_date"] = provider, day
    if chance.yes(0.93):
        facts["cas_date"] = (day or order.sentence) + dt.timedelta(days=chance.choice((-1, 0, 0, 0, 1, 3)))
        _document(case, provider, full)
    if provider == "CRC" and day and (person.domestic_abuse or person.child_concern) and chance.yes(RISK_REVIEW):
        due = days.months(day, chance.choice((2, 3))) if chance.yes(0.6) else None
        case.told("other", days.after(day, chance.choice((0, 0, 1, 3))), "risk review asked for by the NPS", due)
    return provider


def _document(case: Case, provider: str, full: bool) -> None:
    """What the allocation document holds, and whether the officer who gets it reads it."""
    chance, facts, day = case.chance, case.facts, case.order.sentence
    facts["in_allocation_document"] = sections.of(case, day, "allocation", care=0.95)
    facts["cas_answered_in_full"] = case.kept(day, chance.yes(0.72))
    if chance.yes(0.6 if full else 0.15):
        facts["cas_outstanding_actions"] = chance.choice(LEFT_TO_DO)
    if provider == "CRC":
        facts["cas_read"] = case.done("allocation document read", max(facts["cas_date"], day))


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
