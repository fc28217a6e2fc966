"""What was done about each incident: reviews, agencies told, referrals, visits, oversight, enforcement."""

import datetime as dt

from practice_check.demo import checks, days, particulars, reviewing
from practice_check.demo.case import Case
from practice_check.demo.incidents import Incident
from practice_check.demo.rows import RowDict

SOFT = 0.4  # how often a change in circumstances is looked at in a review
RESPONSES = (
    "Seen the next day; contact raised to weekly.",
    "Discussed with the manager and the police told.",
    "Plan changed: alcohol work brought forward.",
    "Noted at the next session.",
    "Warning given and the reason explained.",
    "Referral made to the crisis team.",
)


def tell(case: Case, incidents: list[Incident]) -> None:
    for incident in incidents:
        _agencies(case, incident)
        _reviews(case, incident)
        _children(case, incident)
        _homes(case, incident)
        _oversight(case, incident)
        particulars.tell(case, incident)
        for event in incident.events:
            if case.chance.yes(0.35 + 0.45 * case.officer(event["date"]).habits.reasons):
                event["response"] = case.kept(event["date"], case.chance.choice(RESPONSES))


def _first(incident: Incident) -> RowDict | None:
    return incident.events[0] if incident.events else None


def _reviews(case: Case, incident: Incident) -> None:
    """One review answers the whole incident, on or after its last entry; or it came first and raised the level."""
    chance = case.chance
    parts = [part for part in incident.recipe.reviews if part != "rmp" or case.medium(incident.day)]
    if incident.move is not None:
        parts = ["rmp"] if incident.children or incident.move.from_premises or case.high(incident.day) else []
    elif not incident.recipe.reviews and chance.yes(SOFT):
        parts = ["rosh", "rmp", "sentence_plan"] if case.medium(incident.day) else ["rosh", "sentence_plan"]
    if case.order.standalone:
        parts = [part for part in parts if part == "rosh" and case.medium(incident.day)]
    if not parts:
        return
    reason = incident.recipe.name
    if (incident.rose or incident.fell) and chance.yes(0.45):
        done: dt.date | None = max(case.order.start, incident.last - chance.days(0, 4))
    else:
        work = "review after change, high" if case.pressing(incident.last) else "review after change"
        done = case.done(work, incident.last)
    if done is not None:
        reviewing.write(case, [part for part in parts if chance.yes(0.88)], done, event=_first(incident), reason=reason)
    elif chance.yes(0.15) and incident.day > case.order.start + dt.timedelta(days=20):
        before = days.after(incident.day, -2)  # a review two days before the arrest: evidence of nothing
        reviewing.write(case, parts[:1], max(case.order.start, before), reason="planned review")


def _agencies(case: Case, incident: Incident) -> None:
    """Mostly one round of calls; now and then an agency is told on another day, or forgotten."""
    round_of_calls = case.done("agency told", incident.day)
    for agency in incident.recipe.tell:
        children = case.person.children or incident.children or case.concern(incident.day)
        if agency != "childrens_services" or children:
            same = case.chance.yes(0.75)
            case.told(agency, round_of_calls if same else case.done("agency told", incident.day), incident.recipe.name)


def _children(case: Case, incident: Incident) -> None:
    """A child concern is referred whatever the order's end; some refer late, some never, some give the wrong reason."""
    if not incident.recipe.child and not (incident.children and incident.recipe.household and case.chance.yes(0.3)):
        return
    day = incident.day
    referred = case.done("child concern referred", day, after_end=True)
    if referred:
        checks.refer(case, "childrens_services", referred, incident.recipe.name)
        return
    near_end = (case.last - day).days < 21 and not case.order.live
    if near_end or case.chance.yes(0.4):
        event = _first(incident)
        reason = "Not referred as the order is about to end." if near_end else "Already known to children's services."
        case.rows.add(
            "decisions",
            duty="referral",
            date=min(case.as_of, day + case.chance.days(0, 3)),
            reason=case.kept(day, reason),
            by=case.officer(day).name,
            agreed_by=case.chance.weighted({"nobody": 0.45, "manager": 0.4, None: 0.15}) if not near_end else "nobody",
            about=event["row_id"] if event else None,
        )


def _homes(case: Case, incident: Incident) -> None:
    """A new household is checked with the police and children's services, for the address and who lives there."""
    if not incident.recipe.household or not (incident.children or case.person.domestic_abuse or case.chance.yes(0.3)):
        return
    about = case.chance.choice(("the new partner", "the new address", "the person"))
    for agency in ("police_domestic_abuse", "childrens_services"):
        if asked := case.done("check on a household", incident.day):
            checks.ask(case, agency, asked, about)


def _oversight(case: Case, incident: Incident) -> None:
    serious = incident.recipe.reviews and (incident.rose or incident.recipe.child or incident.recipe.harmful)
    if not serious or not case.pressing(incident.day):
        return
    if done := case.done("oversight after an event", incident.day, manager=True):
        case.rows.add(
            "oversight",
            kind=case.chance.choice(("discussion", "direction", "high_risk_meeting")),
            of="case",
            date=done,
            manager=case.officer(done).manager.name,
            direction=case.kept(done, case.texts.deal("direction"), 3),
            action_due=days.after(done, 5) if case.chance.yes(0.6) else None,
            action_done=case.done("improvement", done, 8),
            note=case.texts.deal("discussion"),
        )
