"""Sentence plans and risk management plans as they are written down, with objectives, actions and contingencies."""

import datetime as dt
from typing import Any

from practice_check.demo import assessing, by_tag, days, needs, sections
from practice_check.demo.case import Case
from practice_check.demo.rows import RowDict
from practice_check.demo.texts import about

AGENCIES = ("police", "childrens_services", "drug_or_alcohol_service", "housing", "health", "programme_provider")
TRIGGERS = (
    "arrest",
    "charge",
    "police_call_out",
    "new_partner",
    "new_household",
    "address_change",
    "loss_of_accommodation",
    "loss_of_job",
    "relapse",
    "relationship_breakdown",
    "bereavement",
    "self_harm",
    "mental_health_crisis",
    "child_concern",
    "breach_of_restriction",
    "contact_with_victim",
)
A_MONTH = {"low": (1,), "medium": (1, 1, 2), "high": (2, 2, 3), "very_high": (3, 3, 4)}
MONTHS = {"low": (6, 6, 6, 9), "medium": (4, 6, 6, 9), "high": (3, 4, 4, 6), "very_high": (2, 3, 4, 4)}


def write(
    case: Case, kind: str, day: dt.date, purpose: str, *, event: RowDict | None = None, copied: bool = False
) -> RowDict:
    """One plan with what hangs on it."""
    chance, level = case.chance, case.level(day)
    stands = assessing.status(case, day)
    rmp = kind == "rmp"
    words = about(event) if event else {}
    review_due = days.months(day, chance.choice(MONTHS[level])) if chance.yes(0.86) else None
    plan = case.rows.add(
        "plans",
        kind=kind,
        date=day,
        status=stands,
        purpose=purpose,
        author=case.officer(day).name,
        **assessing.signing(case, "rmp" if rmp else "sentence_plan", day, stands),
        review_due=case.kept(day, review_due),
        review_triggers=case.kept(day, chance.some(TRIGGERS, 0.3) or None) if chance.yes(0.72) else None,
        contact_per_month=case.kept(day, chance.choice(A_MONTH[level]) if chance.yes(0.92) else None),
        victims=_victims(case, day) if rmp or chance.yes(0.2) else None,
        agencies=case.kept(day, chance.some(AGENCIES, 0.3) or None),
        person_involved=case.kept(day, chance.yes(0.85), 2),
        names_event=event["row_id"] if event and chance.yes(0.7) else None,
        no_change_reason="Looked at in full; nothing in the circumstances has altered."
        if copied and chance.yes(0.3)
        else None,
        covers=sections.of(case, day, kind),
        text=case.texts.write(assessing.AFTER_EVENT if event else assessing.DECKS, **words),
    )
    if copied:
        case.texts.is_copy(plan)
    if rmp:
        _actions(case, plan, day, ("risk_of_harm", "victim_safety", "child_protection"), chance.randint(1, 3))
        _contingencies(case, plan, day)
    else:
        _objectives(case, plan, day)
        _actions(case, plan, day, case.person.factors or ("other",), chance.randint(0, 1))
        _against_barriers(case, plan, day)
        _activity_days(case, plan, day)
        if case.chance.yes(0.6) and (sent := case.done("plan sent", day)):
            case.told(
                chance.choice(("programme_provider", "drug_or_alcohol_service", "housing")), sent, "sentence plan"
            )
    return plan


def _victims(case: Case, day: dt.date) -> str | None:
    """Northumbria 5/1.1 and 4/1.10: about half of plans say how victims are protected."""
    if not case.chance.yes(0.66):
        return None
    text = f"{case.texts.deal('victims')} {case.texts.deal('victims')}"
    return text if case.kept(day, True, 2) else None


def _objectives(case: Case, plan: RowDict, day: dt.date) -> None:
    chance = case.chance
    tags = [tag for tag in case.person.factors if chance.yes(0.4)][:2]
    if "alcohol" in case.person.factors and chance.yes(0.6) and "alcohol" not in tags:
        tags.append("alcohol")
    if case.medium(day) and chance.yes(0.78):
        tags.append("risk_of_harm")
    if case.concern(day) and chance.yes(0.55):  # york 2/1.7: none in 7 of 24; bedfordshire 2/1.6: in 17 of 21
        tags.append("child_protection")
    if case.rows.latest("registrations", day, type="mappa") and chance.yes(0.5):
        tags.append("mappa")
    if "attitude" in case.person.barriers and chance.yes(0.4):
        tags.append("compliance")
    tags = tags or [chance.choice(("compliance", "other", "lifestyle"))]
    spelt_out = chance.yes(case.officer(day).habits.reasons)
    for tag in tags:
        done = chance.weighted({"open": 0.55, "partly_achieved": 0.22, "achieved": 0.18, "withdrawn": 0.05})
        case.rows.add(
            "plan_objectives",
            plan_id=plan["row_id"],
            plan_date=day,
            tag=case.kept(day, tag, 0.5),
            owner=case.kept(day, _owner(case, day), 2),
            text=chance.choice(by_tag.AIMS.get(tag, by_tag.OTHER_AIMS)),
            individual_action=chance.choice(by_tag.OWN_PART) if spelt_out or chance.yes(0.3) else None,
            status=done if (case.as_of - day).days > 60 else "open",
        )
        if tag == "child_protection" and chance.yes(0.35):
            action(case, plan, day, tag, frequency=chance.choice(("weekly", "fortnightly", "monthly")))


def _owner(case: Case, day: dt.date) -> str:
    return case.chance.choice((case.officer(day).name, "the person", "alcohol worker", "programme staff", "housing"))


def _actions(case: Case, plan: RowDict, day: dt.date, tags: tuple[str, ...], number: int) -> None:
    for _ in range(number):
        action(case, plan, day, case.chance.choice(tags))


def _against_barriers(case: Case, plan: RowDict, day: dt.date) -> None:
    for barrier in case.person.barriers:
        if case.chance.yes(0.45):
            tag, step = needs.STEPS[barrier]
            action(case, plan, day, tag, action=step, barrier=barrier)


def _activity_days(case: Case, plan: RowDict, day: dt.date) -> None:
    """How the rehabilitation activity days are to be used; often not said, now and then more than were ordered."""
    ordered, chance = case.order.rar_days, case.chance
    if not ordered or not chance.yes(0.35 + 0.45 * case.officer(day).habits.reasons):
        return
    first = chance.choice((ordered // 3, ordered // 2, ordered))
    for number in filter(None, (first, ordered - first if chance.yes(0.6) else 0)):
        action(case, plan, day, chance.choice(case.person.factors or ("other",)), rar_days=number)


def action(case: Case, plan: RowDict, day: dt.date, tag: str, **more: Any) -> RowDict:
    """One planned action, done in time, late or never."""
    chance = case.chance
    due = days.after(day, chance.choice((5, 10, 20, 40, 60))) if chance.yes(0.8) else None
    done = case.done("improvement", day) if due and chance.yes(0.85) else None
    values: RowDict = {
        "plan_id": plan["row_id"],
        "plan_date": day,
        "tag": tag,
        "action": chance.choice(by_tag.WORK.get(tag, by_tag.OTHER_WORK)),
        "owner": case.kept(day, _owner(case, day), 2),
        "due": due,
        "done": done,
        "frequency": chance.choice(("weekly", "fortnightly", "monthly")) if due is None and chance.yes(0.6) else None,
    }
    return case.rows.add("plan_actions", **(values | more))


def _contingencies(case: Case, plan: RowDict, day: dt.date) -> None:
    """Northumbria 4/1.8: some plans hold a stock phrase, some nothing."""
    chance = case.chance
    for _ in range(chance.choices((0, 1, 2, 3), (25, 35, 30, 10))[0]):
        stock = chance.yes(0.12)
        case.rows.add(
            "plan_contingencies",
            plan_id=plan["row_id"],
            plan_date=day,
            trigger="Does not comply" if stock else case.texts.deal("trigger"),
            action="Breach" if stock else case.kept(day, case.texts.deal("answer"), 1.5),
        )
