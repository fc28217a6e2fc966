"""MAPPA and child protection: meetings, their actions and decisions, and whether our own plans took them up."""

import datetime as dt

from practice_check.demo import days, planning
from practice_check.demo.case import Case
from practice_check.demo.rows import RowDict

MAPPA_ACTIONS = (
    "Police to visit the new address unannounced.",
    "Licence condition on contact to be sought.",
    "Housing to look for a place outside the exclusion zone.",
    "Risk management plan to name the new partner.",
    "Approved premises place to be kept in reserve.",
    "Polygraph to be considered.",
)
DECISIONS = (
    "Contact only when supervised by the grandparents.",
    "Written agreement on no overnight stays.",
    "Children to stay on a plan; core group monthly.",
    "Parenting assessment to be made.",
)


def tell(case: Case) -> None:
    for row in [row for row in case.rows["registrations"] if row["type"] == "mappa"]:
        _mappa(case, row)
    for row in [row for row in case.rows["registrations"] if row["type"] == "child_protection"]:
        _child_protection(case, row)


def _plan_for(case: Case, day: dt.date) -> RowDict | None:
    return case.rows.latest("plans", day, kind="rmp") or case.rows.latest("plans", day, kind="sentence")


def _take_up(case: Case, work: str, day: dt.date, tag: str, answers: RowDict) -> None:
    """The action stands in our own plan afterwards, or it does not."""
    taken = case.done(work, day)
    plan = _plan_for(case, taken) if taken else None
    if taken and plan:
        planning.action(case, {**plan, "date": taken}, taken, tag, answers=answers["row_id"])


def _mappa(case: Case, registration: RowDict) -> None:
    chance = case.chance
    level = registration["level"]
    day: dt.date = max(registration["start"], case.order.start)
    until = min(case.last, registration["end"] or case.last)
    number = {"2": 6, "3": 8}.get(level or "", 1 if chance.yes(0.3) else 0)
    if level in {"2", "3"} and (referred := case.done("mappa referral", registration["start"])):
        case.rows.add("referrals", agency="mappa", date=referred, reason=f"level {level}", outcome="Accepted.")
    for _ in range(number):
        day = days.working(day + chance.days(20, 115))
        if day > until:
            break
        _meeting(case, day, level)
    if registration["end"] and chance.yes(0.65):
        written = registration["end"] + chance.either(0.7, -chance.days(0, 10), chance.days(3, 30))
        case.rows.add("documents", document_class="mappa_exit_plan", date=min(written, case.last))


def _meeting(case: Case, day: dt.date, level: str | None) -> None:
    chance = case.chance
    manager = case.officer(day).manager
    if level != "1" and chance.yes(0.8):
        note = case.texts.deal("discussion")
        case.rows.add("oversight", kind="mappa_meeting", of="case", date=day, manager=manager.name, note=note)
    if chance.yes(0.8):
        case.rows.add("documents", document_class="mappa_minutes", date=min(case.last, day + chance.days(1, 20)))
    for _ in range(chance.choice((0, 1, 1, 2))):
        done = case.done("improvement", day)
        row = case.rows.add(
            "mappa_actions",
            meeting=day,
            level=level,
            action=chance.choice(MAPPA_ACTIONS),
            owner=case.kept(day, chance.choice((case.officer(day).name, "police", "housing"))),
            due=days.after(day, chance.choice((5, 10, 20))) if chance.yes(0.9) else None,
            done=done,
        )
        _take_up(case, "mappa action into plan", day, "mappa", row)
    case.told("police", case.done("agency told", day) if chance.yes(0.5) else None, "MAPPA actions")


def _child_protection(case: Case, registration: RowDict) -> None:
    """A conference, a plan, core groups, and the review conference three months on."""
    chance = case.chance
    begun: dt.date = max(registration["start"], case.order.start - dt.timedelta(days=80))
    conference = days.working(begun + chance.days(5, 25))
    if conference > case.last:
        return
    _entry(case, "conference", conference)
    if chance.yes(0.6):
        _entry(case, "plan", conference)
    day = conference
    for number in range(1, chance.choice((1, 1, 2, 3, 4, 5))):
        day = days.working(day + chance.days(25, 75))
        if day > case.last:
            return
        _entry(case, "review_conference" if number % 3 == 0 else "core_group", day)
    if chance.yes(0.35):
        _entry(case, "decision", day)
    if chance.yes(0.4) and day + dt.timedelta(days=20) < case.last:
        registration["end"] = day + dt.timedelta(days=14)


def _entry(case: Case, kind: str, day: dt.date) -> None:
    chance = case.chance
    meeting = kind in {"conference", "review_conference", "core_group"}
    attends = chance.yes(0.62) if meeting else None
    reports = meeting and chance.yes(0.5)
    report = day - dt.timedelta(days=chance.choice((1, 2, 3, 5, 8, -2))) if reports else None
    decides = kind != "core_group" or chance.yes(0.2)
    row = case.rows.add(
        "child_protection",
        kind=kind,
        date=day,
        attended=case.kept(day, attends, 2) if meeting else None,
        report_date=min(report, case.last) if report else None,
        decision=case.kept(day, chance.choice(DECISIONS)) if decides else None,
        outcome="Carried out." if decides and chance.yes(0.45) and (case.as_of - day).days > 40 else None,
        review_date=days.months(day, chance.choice((3, 3, 6))) if decides and chance.yes(0.75) else None,
    )
    if report and chance.yes(0.6):
        case.rows.add("documents", document_class="child_protection_report", date=min(report, case.last))
    if decides and kind != "core_group":
        _take_up(case, "child protection into plan", day, "child_protection", row)
