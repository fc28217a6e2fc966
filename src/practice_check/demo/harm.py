"""The RoSH level and the registrations as they stand at the start; what changes later is in ``incidents.py``."""

import datetime as dt

from practice_check.demo import days
from practice_check.demo.case import LEVELS, RANK, Case
from practice_check.demo.rows import RowDict

NO_LEVEL = 0.035  # northumbria 4/1.2: none recorded in two of 86
DISAGREE = 0.05
LAPSED = 0.09
REVIEW_MONTHS = {"mappa": 3, "child_protection": 3, "child_concern": 3, "domestic_abuse_perpetrator": 3}


def tell(case: Case) -> None:
    _level(case)
    _registrations(case)
    _children(case)


def _level(case: Case) -> None:
    chance, order, person = case.chance, case.order, case.person
    case.life.levels = [(order.begin, person.level)]
    if chance.yes(NO_LEVEL):
        return
    day = order.begin
    if chance.yes(0.2):
        day = min(order.start + chance.days(2, 40), case.last)
    case.rows.add("rosh_levels", level=person.level, source_system="register", start=day)
    if chance.yes(DISAGREE):
        other = LEVELS[max(0, RANK[person.level] - 1) if chance.yes(0.6) else min(3, RANK[person.level] + 1)]
        case.rows.add("rosh_levels", level=other, source_system="oasys", start=day)
    elif chance.yes(0.25):
        case.rows.add("rosh_levels", level=person.level, source_system="oasys", start=day)


def change_level(case: Case, day: dt.date, up: bool) -> str | None:
    """A rise or a fall of one step from that day, as rows; None where the scale ends."""
    old = case.level(day)
    rank = RANK[old] + (1 if up else -1)
    if not 0 <= rank <= 3:
        return None
    for row in case.rows["rosh_levels"]:
        if row["end"] is None and row["start"] < day:
            row["end"] = day
    case.rows.add("rosh_levels", level=LEVELS[rank], source_system="register", start=day)
    case.life.levels.append((day, LEVELS[rank]))
    case.life.levels.sort()
    return LEVELS[rank]


def lapse(case: Case) -> None:
    """In a few cases the level runs out before anybody records the next one."""
    rows = [row for row in case.rows["rosh_levels"] if row["end"] is None]
    if len(rows) != 1 or (case.last - rows[0]["start"]).days < 120 or not case.chance.yes(LAPSED):
        return
    rows[0]["end"] = case.chance.day(rows[0]["start"] + dt.timedelta(days=60), case.last - dt.timedelta(days=2))
    if again := case.done("screening", rows[0]["end"]):
        level = case.level(again)
        case.rows.add("rosh_levels", level=level, source_system="register", start=again)


def register(case: Case, kind: str, day: dt.date, *, level: str | None = None, category: str | None = None) -> RowDict:
    """A registration from that day, with its reviews as the officer keeps them."""
    due = days.months(day, REVIEW_MONTHS.get(kind, 6))
    row = case.rows.add("registrations", type=kind, level=level, category=category, start=day, review_due=due)
    while due <= case.last and (done := case.done("periodic review", days.after(due, -20))):
        row["review_completed"] = done
        due = row["review_due"] = days.months(max(due, done), REVIEW_MONTHS.get(kind, 6))
    if kind in {"child_protection", "child_concern"} or (kind == "risk_to_children" and level != "low"):
        case.life.concern_from = min(day, case.life.concern_from or day)
    return row


def _registrations(case: Case) -> None:
    """What applies from the start; most of it registered at once, some weeks late, some not at all."""
    chance, person, order = case.chance, case.person, case.order

    def now_and_then(kind: str, rate: float, **more: str | None) -> None:
        if not chance.yes(rate):
            return
        day = order.begin + chance.either(0.82, chance.days(0, 4), chance.days(8, 50))
        if chance.yes(0.5):
            day = order.begin - chance.days(1, 400)  # known from before
        if day <= case.last:
            register(case, kind, day, **more)

    if person.domestic_abuse:
        now_and_then(
            "domestic_abuse_perpetrator" if "domestic_abuse" in person.offences else "domestic_abuse_history", 0.9
        )
    if person.child_concern:
        kind = "child_protection" if person.procedures else chance.either(0.6, "child_concern", "risk_to_children")
        now_and_then(kind, 0.95, level=chance.choice(("medium", "high")) if kind == "risk_to_children" else None)
    elif person.children:
        now_and_then("risk_to_children", 0.15, level="low")
    if person.mappa:
        _mappa(case)
    rates = {
        "registered_sexual_offender": 0.85 if "sexual" in person.offences else 0.0,
        "marac": 0.22 if "domestic_abuse" in person.offences else 0.01,
        "known_adult_at_risk": 0.3 if person.domestic_abuse else 0.04,
        "public_at_risk": 0.3 if person.high else 0.05,
        "staff_at_risk": 0.04,
        "domestic_abuse_victim": 0.25 if person.gender == "female" else 0.01,
        "integrated_offender_management": 0.2 if "acquisitive" in person.offences else 0.02,
        "suicide_or_self_harm": 0.06,
        "other": 0.02,
    }
    for kind, rate in rates.items():
        now_and_then(kind, rate, level=chance.choice(LEVELS[1:]) if kind.endswith("at_risk") else None)


def _mappa(case: Case) -> None:
    chance, person = case.chance, case.person
    if not chance.yes(0.95):  # bedfordshire 4/1.7: two of 14 not identified
        return
    level = chance.weighted({"1": 0.62, "2": 0.32, "3": 0.06} if person.high else {"1": 0.92, "2": 0.08})
    category = "1" if "sexual" in person.offences else chance.either(0.85, "2", "3")
    day = case.order.begin + chance.either(0.85, chance.days(0, 6), chance.days(12, 60))
    if chance.yes(0.35):
        day = case.order.begin - chance.days(1, 400)
    if day > case.last:
        return
    row = register(case, "mappa", day, level=case.kept(day, level), category=case.kept(day, category))
    if level != "1" and chance.yes(0.7) and day + dt.timedelta(days=120) < case.last:
        row["end"] = day + chance.days(90, 120)
        register(case, "mappa", row["end"], level="1", category=category)
    if chance.yes(0.86):  # northumbria 4/1.11 and york 4/1.10: 27 of 31
        register(case, "visor", min(case.last, day + chance.days(0, 20)))


def _children(case: Case) -> None:
    chance, person = case.chance, case.person
    for _ in range(person.children if chance.yes(0.9) else 0):
        noted = case.order.begin + chance.days(0, 25)
        case.rows.add(
            "children",
            lives_with=case.kept(noted, person.lives_with_children),
            in_contact=chance.weighted({True: 0.6, False: 0.3, None: 0.1}),
            known_to_childrens_services=chance.weighted({True: 0.35, False: 0.4, None: 0.25}),
            noted=min(noted, case.last),
        )
