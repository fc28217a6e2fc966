"""The victim contact scheme: a year or more for violence or a sexual offence; offers in time, late, never; and after.

One row for each victim; there may be several, and one may take up the offer while another does not.
"""

import datetime as dt

from practice_check.demo import days
from practice_check.demo.case import Case
from practice_check.demo.rows import RowDict

OFFERS = {"face_to_face": 0.82, "letter": 0.12, "telephone": 0.04, None: 0.02}
HOW_MANY = {1: 0.7, 2: 0.22, 3: 0.08}
LIAISON_OFFICERS = ("W. Amberquay", "Y. Stannerdale", "Z. Loxhollow")
HOSPITAL_ORDER = 0.03
RESTORATIVE = 0.3  # of those in contact, are offered restorative justice
KINDS = ("a letter of apology", "a meeting", "a message through the liaison officer")
OUTCOMES = (
    "The letter was read twice and kept; no answer is wanted.",
    "They met for an hour. She asked what she had wanted to ask.",
    "Broken off after the first talk; the victim was disappointed.",
)


def tell(case: Case) -> None:
    chance, order = case.chance, case.order
    planted = case.person.planted.name
    kept_for_it = planted in {"hospital order", "restorative justice"}
    if not order.licence or not (kept_for_it or chance.yes(0.97)):
        return
    grave = bool({"violent", "sexual", "against_a_child", "arson"} & set(case.person.offences))
    eligible = (order.custody_months or 0) >= 12 and (grave or chance.yes(0.2))
    hospital = planted == "hospital order" or chance.yes(HOSPITAL_ORDER)
    number = (2 if kept_for_it else chance.weighted(HOW_MANY)) if eligible else 1
    victims = [_victim(case, eligible, hospital, eligible and kept_for_it) for _ in range(number)]
    if not eligible:
        return
    if chance.yes(0.8):
        first = min((row["offered"] for row in victims if row["offered"]), default=order.sentence)
        case.rows.add("registrations", type="statutory_victim_contact", start=first)
    if chance.yes(0.8):
        case.told("victim_liaison", case.done("victim liaison told", order.sentence), "sentence")
    if any(row["accepted"] for row in victims):
        _exchange(case)


def _victim(case: Case, eligible: bool, hospital: bool, sure: bool) -> RowDict:
    """The offer, and what a victim who takes it up says, asks for and is told. ``sure``: this one takes it up."""
    chance, order = case.chance, case.order
    offered = case.done("victim offer", order.sentence) if eligible else None
    if sure:
        offered = offered or days.after(order.sentence, chance.randint(10, 35))
    accepted = sure or (chance.weighted({True: 0.53, False: 0.4, None: 0.07}) if offered else None)
    row = case.rows.add(
        "victims",
        eligible=eligible if chance.yes(0.96) else None,
        sentence_date=order.sentence,
        offered=offered,
        offer_kind=chance.weighted(OFFERS) if offered else None,
        accepted=accepted,
        hospital_order=case.kept(order.sentence, hospital, 2),
        liaison_officer=chance.choice(LIAISON_OFFICERS) if chance.yes(0.7 if accepted else 0.3) else None,
    )
    if accepted and offered:
        _before_release(case, row)
        row["told_how_to_complain"] = case.done("told how to complain", offered)
        _meetings(case, row)
        if chance.yes(RESTORATIVE) or (sure and case.person.planted.name == "restorative justice"):
            _restorative(case, row)
    return row


def _before_release(case: Case, row: RowDict) -> None:
    chance, order = case.chance, case.order
    before = order.start - chance.days(5, 60)
    if before <= row["offered"]:
        return
    row["views_on_conditions"] = before if chance.yes(0.75) else None
    row["told_of_release"] = before if chance.yes(0.75) else None
    if row["views_on_conditions"] and chance.yes(0.8):
        row["conditions_requested"] = min(case.last, days.after(before, chance.randint(0, 6)))
        decided = days.after(row["conditions_requested"], chance.randint(1, 15))
        row["conditions_decided"] = decided if chance.yes(0.8) and decided <= case.last else None


def _meetings(case: Case, row: RowDict) -> None:
    for _ in range(case.chance.choice((0, 1, 1, 2, 3))):
        met = days.working(case.chance.day(row["offered"], case.last - dt.timedelta(days=3)))
        agreed = case.done("notes agreed", met, after_end=True)
        note = case.texts.deal("victim_meeting")
        case.rows.add("victim_meetings", victim_id=row["row_id"], date=met, notes_agreed=agreed, note=note)


def _restorative(case: Case, row: RowDict) -> None:
    chance = case.chance
    soon = min(case.last, case.order.start + dt.timedelta(days=150))
    row["restorative_justice_offered"] = offered = chance.day(row["offered"], max(row["offered"], soon))
    taken_up = chance.weighted({True: 0.55, False: 0.2, None: 0.25})
    row["restorative_justice_taken_up"] = taken_up
    if taken_up and (case.as_of - offered).days > 30:
        row["restorative_justice_kind"] = chance.choice(KINDS)
        row["restorative_justice_outcome"] = chance.choice(OUTCOMES) if chance.yes(0.5) else None


def _exchange(case: Case) -> None:
    """The officer and the liaison officer in touch: news now and then, and each return to custody, or not."""
    chance = case.chance
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        case.told("victim_liaison", chance.day(case.order.sentence, case.last), "news for the victim")
    for away in case.life.away:
        if away.start > case.order.start and away.kind in {"recall", "custody"}:
            case.told("victim_liaison", case.done("victim liaison told", away.start), "recall")
