"""The work that each start calls for: screening, analysis, likelihood, plans, induction papers."""

import datetime as dt

from practice_check.demo import assessing, days, planning
from practice_check.demo.case import Case, Start

PURPOSE = {"start": "start", "release": "review", "transfer": "transfer"}
FROM_CUSTODY = 0.5  # of licences, with an assessment of the time in custody
TOGETHER = 0.72  # how often the parts of one assessment are signed on one day


def tell(case: Case) -> None:
    for start in case.starts:
        _documents(case, start)
    _asked(case)


def _needs_full(case: Case, day: dt.date) -> bool:
    grave = {"violent", "sexual", "domestic_abuse", "against_a_child"} & set(case.person.offences)
    return case.medium(day) or bool(grave) or case.concern(day)


def _documents(case: Case, start: Start) -> None:
    chance, day = case.chance, start.day
    purpose = PURPOSE[start.kind]
    ahead = _ahead(case, start)
    full = _needs_full(case, day)
    one_day = ahead or (case.done("likelihood", day, 5 if case.high(day) else None) if chance.yes(TOGETHER) else None)

    def when(work: str, limit: int | None = None) -> dt.date | None:
        return one_day if one_day and chance.yes(0.93) else case.done(work, day, limit)

    if start.kind == "start" and case.order.licence and chance.yes(FROM_CUSTODY):
        _in_custody(case)
    screened = _screened(case, start, purpose, full, ahead)
    overridden = screened is not None and bool(screened["override"])
    if full and not overridden and (screened or chance.yes(0.3)):
        at_court = _at_court(case, start)
        on = at_court or when("full analysis", 5 if case.high(day) else None)
        if on:
            copied = start.kind == "start" and case.order.licence and case.copied(on)
            assessing.write(case, "rosh_full", on, "court" if at_court else purpose, copied=copied)
    if not case.order.standalone or chance.yes(0.2):
        on = when("likelihood", 5 if case.high(day) else None)
        if on:
            copied = start.kind == "start" and case.order.licence and case.copied(on)
            assessing.write(case, "likelihood", on, purpose, copied=copied)
    if not case.order.standalone and (on := when("sentence plan", 5 if case.high(day) else None)):
        planning.write(case, "sentence", on, purpose, copied=start.kind != "start" and case.copied(on))
    if case.medium(day) and (screened or chance.yes(0.5)):
        on = when("rmp", 5 if case.high(day) else None)
        if on:
            _old_plan(case, start)
            planning.write(case, "rmp", on, purpose, copied=case.copied(on))


def _in_custody(case: Case) -> None:
    """An assessment of the time in custody, which the first one after release may repeat."""
    earliest = max(case.order.sentence, case.order.start - dt.timedelta(days=240))
    day = days.working(case.chance.day(earliest, case.order.start - dt.timedelta(days=90)))
    if day >= case.order.start - dt.timedelta(days=15):
        return
    for kind in ("likelihood", "rosh_full"):
        if case.chance.yes(0.8):
            assessing.write(case, kind, day, "review")


def _old_plan(case: Case, start: Start) -> None:
    """A plan from the time in custody, which the plan at release may repeat (northumbria 4/1.8: historical plans)."""
    if start.kind == "start" and case.order.licence and case.chance.yes(0.35):
        earliest = max(case.order.sentence, start.day - dt.timedelta(days=300))
        planning.write(case, "rmp", case.chance.day(earliest, start.day - dt.timedelta(days=15)), "start")


def _at_court(case: Case, start: Start) -> dt.date | None:
    """tr5 1.19: in half of the cases the analysis was finished before allocation; before 2014 it was seldom so."""
    report = case.report_day
    if start.kind != "start" or report is None or case.order.licence:
        return None
    return report if case.chance.yes(0.06 if case.order.era == "trust" else 0.35) else None


def _ahead(case: Case, start: Start) -> dt.date | None:
    """An assessment finished in custody, some weeks before release."""
    if start.kind == "transfer" or not case.order.licence or not case.chance.yes(0.3):
        return None
    longest = 70 if start.kind == "start" else 24
    earliest = max(case.order.sentence, start.day - dt.timedelta(days=longest))
    return days.working(case.chance.day(earliest, start.day - dt.timedelta(days=6)))


def _screened(case: Case, start: Start, purpose: str, full: bool, ahead: dt.date | None) -> dict[str, object] | None:
    if start.kind == "start" and case.report_day is not None and case.chance.yes(0.42):
        at_court = assessing.screening(case, case.report_day, "court", full)
        if case.chance.yes(0.7):
            return at_court
    on = ahead or case.done("screening", start.day)
    return assessing.screening(case, on, purpose, full) if on else None


def _asked(case: Case) -> None:
    """Questions put at the start, and the papers that go with them."""
    chance, order = case.chance, case.order
    asked = case.done("children asked", order.start)
    case.facts["children_asked"] = asked
    known = "some" if case.person.children else "none"
    case.facts["children_known"] = case.kept(order.start, known) if asked or chance.yes(0.4) else None
    case.facts["gp_registered"] = chance.weighted({True: 0.66, False: 0.14, None: 0.2})
    if copy := case.done("copy of the order", order.start):
        case.rows.add("documents", document_class="licence" if order.licence else "court_order", date=copy)
    if rights := case.done("induction", order.start):
        case.rows.add("documents", document_class="rights_and_obligations", date=rights)
    if chance.yes(0.06):
        case.rows.add("documents", document_class="other", date=chance.day(order.start, case.last))
