"""What a few happenings call for and no others: an escalation, a change for the victim, health on unpaid work."""

from practice_check.demo import reviewing
from practice_check.demo.case import Case
from practice_check.demo.incidents import Incident


def tell(case: Case, incident: Incident) -> None:
    _between_providers(case, incident)
    _victims(case, incident)
    _placement(case, incident)


def _between_providers(case: Case, incident: Incident) -> None:
    """An escalation is talked over beforehand, or not; and decided on, with the reason written down or not."""
    chance = case.chance
    for event in incident.events:
        if event["kind"] != "escalation":
            continue
        if chance.yes(0.4):
            before = max(case.order.start, event["date"] - chance.days(1, 20))
            case.told("other", before, "talked over a possible escalation")
        if decided := case.done("breach", event["date"], 5):
            case.rows.add(
                "decisions",
                duty="escalation",
                date=decided,
                reason="Stays where it is; the level has not risen." if case.reasoned(decided) else None,
                by=case.officer(decided).name,
                agreed_by=chance.weighted({"manager": 0.7, "nobody": 0.2, None: 0.1}),
                about=event["row_id"],
            )


def _victims(case: Case, incident: Incident) -> None:
    """A victim's move or worry may call for another condition of the licence."""
    kinds = {event["kind"] for event in incident.events}
    if not case.order.licence or not kinds & {"victim_moved", "victim_concern"} or not case.chance.yes(0.7):
        return
    if added := case.done("licence condition", incident.day):
        kind = case.chance.either(0.6, "exclusion", "non_contact")
        ended = case.last < case.as_of
        case.rows.add(
            "requirements",
            type=kind,
            start=added,
            end=case.last if ended else None,
            outcome=case.kept(case.last, "expired") if ended else None,
        )


def _placement(case: Case, incident: Incident) -> None:
    """Health and pregnancy are reasons to look at an unpaid work placement again."""
    kinds = {event["kind"] for event in incident.events}
    health = kinds & {"pregnancy", "self_harm", "mental_health_crisis"}
    if not health or "unpaid_work" not in case.order.requirements or not case.chance.yes(0.7):
        return
    if seen_to := case.done("review after change", incident.day):
        case.rows.add(
            "reviews",
            of="work",
            date=seen_to,
            form="contact_entry",
            status="complete",
            reason="unpaid work placement",
            states_change=True,
            reviewer=case.officer(seen_to).name,
            text=case.texts.write(reviewing.PERIODIC_DECKS),
        )
