"""The report to court: on the day or after some, in writing or spoken, with what it covers and proposes."""

import datetime as dt

from practice_check.demo import days, sections
from practice_check.demo.case import Case

REPORTED = 0.84  # york 1/1.1: 26 of 31 community orders
ORAL = 0.18  # 19 of 106 reports (york 1/1.2, northumbria 1/1.1, bedfordshire 1/1.1)
WRITTEN = 0.36  # 5 of 13 oral reports (york 1/1.2, bedfordshire 1/1.1)
PROPOSALS = (
    "A community order with rehabilitation activity days for relationships and drinking.",
    "A suspended sentence with an accredited programme and a curfew.",
    "Unpaid work, the risk of harm being low and work being kept.",
    "Custody appears inevitable; should the court draw back, a programme place is held.",
)
CONSULTED = {"trust": 0.0, "split": 0.5, "current": 0.05}
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
    said = chance.yes(0.88)
    case.rows.add(
        "court_reports",
        kind=kind,
        date=day,
        proposal=chance.choice(PROPOSALS) if said else None,
        proposed_requirements=_proposed(case, day, said),
        written_copy=written,
        provider_consulted=days.after(day, -chance.choice((0, 1, 3, 5))) if chance.yes(CONSULTED[order.era]) else None,
        covers=sections.of(case, day, kind, care=0.97),
    )


def _proposed(case: Case, day: dt.date, said: bool) -> list[str] | None:
    """The requirements proposed; where the report does not say in words what it proposes, they are missing as well."""
    chance = case.chance
    if not said and chance.yes(0.5):
        return None
    if chance.yes(0.7):
        return [kind for kind in case.order.requirements if kind not in {"restraining_order", "residence"}][:3] or None
    found = [kind for kind, rate in PROPOSED.items() if chance.yes(rate)]
    if day < dt.date(2015, 2, 1):
        found = ["supervision" if kind == "rehabilitation_activity" else kind for kind in found]
    return found or None
