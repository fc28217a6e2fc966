"""The work that each start calls for: screening, analysis, likelihood, plans, induction papers."""

import datetime as dt

from practice_check.demo import assessing, planning
from practice_check.demo.case import Case, Start

PURPOSE = {"start": "start", "release": "review", "transfer": "transfer"}
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

    screened = _screened(case, start, purpose, full, ahead)
    overridden = screened is not None and bool(screened["override"])
    if full and not overridden and (screened or chance.yes(0.3)):
        on = when("full analysis", 5 if case.high(day) else None)
        if on:
            assessing.write(case, "rosh_full", on, purpose)
    if not case.order.standalone or chance.yes(0.2):
        on = when("likelihood", 5 if case.high(day) else None)
        if on:
            assessing.write(case, "likelihood", on, purpose)
    if not case.order.standalone and (on := when("sentence plan", 5 if case.high(day) else None)):
        planning.write(case, "sentence", on, purpose, copied=start.kind != "start" and case.copied(on))
    if case.medium(day) and (screened or chance.yes(0.5)):
        on = when("rmp", 5 if case.high(day) else None)
        if on:
            planning.write(case, "rmp", on, purpose, copied=start.kind != "start" and case.copied(on))


def _ahead(case: Case, start: Start) -> dt.date | None:
    """An assessment finished in custody, some weeks before release."""
    if start.kind == "transfer" or not case.order.licence or not case.chance.yes(0.3):
        return None
    longest = 70 if start.kind == "start" else 24
    return start.day - case.chance.days(4, min(longest, (start.day - case.order.sentence).days))


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
