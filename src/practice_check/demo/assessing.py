"""Assessments as they are written down: screening, full analysis, likelihood; signed, countersigned or not."""

import datetime as dt

from practice_check.demo import days, sections
from practice_check.demo.case import LEVELS, RANK, Case
from practice_check.demo.rows import RowDict
from practice_check.demo.texts import about

STATUSES = {"complete": 0.875, "signed": 0.06, "open": 0.03, "locked_incomplete": 0.02, "guillotined": 0.015}
SOURCES = ("police", "police_domestic_abuse", "childrens_services", "prison", "health", "drug_or_alcohol_service")
#: How often a document of a high-risk or child concern case goes to the manager.
COUNTERSIGNED = {"rosh_screening": 0.1, "rosh_full": 0.8, "likelihood": 0.1, "sentence_plan": 0.2, "rmp": 0.5}
DECKS = ("opening", "progress", "harm", "children", "plan", "closing")
AFTER_EVENT = ("event", "opening", "progress", "harm", "plan", "closing")


def status(case: Case, day: dt.date) -> str | None:
    found = case.chance.weighted(STATUSES)
    if found == "open" and (case.as_of - day).days > 120:
        found = "guillotined"
    return found if case.kept(day, True, 0.3) else None


def signing(case: Case, of: str, day: dt.date, stands: str | None) -> dict[str, dt.date | None]:
    """When a document was submitted and countersigned. High-risk and child concern cases are; others now and then."""
    chance = case.chance
    wanted = COUNTERSIGNED[of] if case.pressing(day) else 0.06
    if stands not in {"complete", "signed"} or not chance.yes(wanted):
        return {"submitted": None, "countersigned": None}
    submitted = min(case.as_of, days.after(day, chance.choice((0, 0, 1, 3))))
    signed = case.done("countersignature", submitted, manager=True, after_end=True) if stands == "complete" else None
    if signed is not None:
        manager = case.officer(day).manager
        asks = chance.yes(0.3)
        due = days.after(signed, 15) if asks and chance.yes(0.75) else None
        case.rows.add(
            "oversight",
            kind="countersign",
            of=of,
            date=signed,
            manager=manager.name,
            direction=case.texts.deal("direction") if asks else None,
            action_due=due,
            action_done=case.done("improvement", signed, after_end=True) if asks else None,
            note=case.texts.deal("discussion") if chance.yes(0.25) else None,
        )
    return {"submitted": submitted, "countersigned": signed}


def write(
    case: Case,
    kind: str,
    day: dt.date,
    purpose: str,
    *,
    event: RowDict | None = None,
    copied: bool = False,
    **answers: object,
) -> RowDict:
    """One assessment as a row."""
    chance = case.chance
    stands = status(case, day)
    words = about(event) if event else {}
    rosh = kind != "likelihood"
    row = case.rows.add(
        "assessments",
        kind=kind,
        date=day,
        status=stands,
        purpose=purpose,
        assessor=case.officer(day).name,
        **signing(case, kind, day, stands),
        level=case.kept(day, case.level(day)) if rosh else None,
        risk_to_children=case.kept(day, _to_children(case, day), 2) if rosh else None,
        child_concern=case.kept(day, case.concern(day) if chance.yes(0.9) else False) if rosh else None,
        sources=case.kept(day, chance.some(SOURCES, 0.35) or None),
        factors=case.kept(day, _factors(case)) if kind != "rosh_screening" else None,
        names_event=event["row_id"] if event and chance.yes(0.7) else None,
        covers=sections.of(case, day, kind),
        barriers=_barriers(case, day) if kind == "likelihood" else None,
        text=case.texts.write(AFTER_EVENT if event else DECKS, **words),
        **answers,
    )
    if copied:
        case.texts.is_copy(row)
    return row


def _factors(case: Case) -> list[str] | None:
    return [tag for tag in case.person.factors if case.chance.yes(0.95)] or None


def _barriers(case: Case, day: dt.date) -> list[str] | None:
    """What was found to stand in the way, or that nothing was; not everybody looks."""
    if not case.chance.yes(0.6 + 0.4 * case.officer(day).habits.reasons):
        return None
    found = [name for name in case.person.barriers if case.chance.yes(0.92)] or ["none"]
    return found if case.kept(day, True) else None


def _to_children(case: Case, day: dt.date) -> str:
    if case.concern(day):
        return case.chance.choice(("medium", "medium", "high"))
    return LEVELS[min(1, RANK[case.level(day)])] if case.person.children else "low"


def screening(case: Case, day: dt.date, purpose: str, needed: bool) -> RowDict:
    """A screening, its own answer on the need for a full analysis, and the override where one is used."""
    chance = case.chance
    says = case.kept(day, needed if chance.yes(0.9) else not needed)
    override = bool(says) and chance.yes(0.08)
    return write(
        case,
        "rosh_screening",
        day,
        purpose,
        full_needed=says,
        override=override if says is not None else None,
        override_reason="Reoffending unlikely to cause serious harm; agreed in supervision."
        if override and case.reasoned(day)
        else None,
    )
