"""What the order consists of and what came of it: requirements, programmes, unpaid work, completions."""

import datetime as dt

from practice_check.demo import days, diary, reviewing
from practice_check.demo.case import Case
from practice_check.demo.compliance import Compliance
from practice_check.demo.recipes import Of
from practice_check.demo.rows import RowDict

PROGRAMMES = ("Building Better Ground", "Steady Steps", "Thinking Ahead", "Keeping the Peace")
SERVICES = {
    "alcohol_treatment": ("alcohol", "Marl Alcohol Service"),
    "drug_rehabilitation": ("drugs", "Quayside Recovery"),
    "mental_health_treatment": ("mental_health", "Fallow Lane Clinic"),
    "specified_activity": ("ete", "Work Ready"),
}
HELPED = {"alcohol": 0.3, "drugs": 0.25, "accommodation": 0.2, "ete": 0.25}  # of cases with the factor; others less
CURFEW_WEEKS = (8, 12, 16, 26)


def tell(case: Case) -> None:
    for kind in case.order.requirements:
        row = case.rows.add("requirements", type=kind, start=case.order.start)
        if kind == "unpaid_work":
            row["hours"] = case.order.hours
            _unpaid_work(case, row)
        elif kind == "accredited_programme":
            _programme(case, row)
        elif kind in {"curfew", "electronic_monitoring", "exclusion", "attendance_centre", "prohibited_activity"}:
            _runs_out(case, row)
        elif kind in SERVICES:
            _service(case, row)
        if row["end"] is None and case.last < case.as_of:
            row["end"] = case.last
            revoked = case.order.closed is not None and case.order.closed < case.order.end
            row["outcome"] = "revoked" if revoked else case.kept(case.last, "expired")
    for tag in case.person.factors:
        if case.chance.yes(HELPED.get(tag, 0.14)):
            _help(case, tag)


def _complete(case: Case, row: RowDict, day: dt.date) -> None:
    """A requirement is completed while others may remain; then the plan wants a look."""
    row["end"], row["outcome"] = day, "completed"
    if case.order.standalone or len(case.order.requirements) < 2 or (case.last - day).days < 30:
        return
    if done := case.done("review after completion", day):
        parts: tuple[Of, ...] = ("likelihood", "sentence_plan")
        reviewing.write(case, parts, done, reason="requirement completed")


def _runs_out(case: Case, row: RowDict) -> None:
    end = case.order.start + dt.timedelta(weeks=case.chance.choice(CURFEW_WEEKS))
    if end <= case.last:
        row["end"] = end
        row["outcome"] = case.chance.weighted(
            {"completed": 0.6, "expired": 0.3, "transferred": 0.03, "other": 0.04, None: 0.03}
        )


def _planned(case: Case, tag: str, name: str, provider: str, accredited: bool) -> RowDict:
    chance = case.chance
    planned = days.working(case.order.start + chance.days(20, 110))
    started = case.done("intervention started", planned - dt.timedelta(days=20), 25, with_person=True)
    return case.rows.add(
        "interventions",
        tag=tag,
        name=name,
        accredited=accredited,
        planned_start=planned if chance.yes(0.9) else None,
        started=started,
        provider=provider,
    )


def _programme(case: Case, row: RowDict) -> None:
    chance = case.chance
    if chance.yes(0.14):
        return  # required by the court, and never planned
    tag = "relationships" if case.person.domestic_abuse else "thinking_and_behaviour"
    work = _planned(case, tag, chance.choice(PROGRAMMES), "Marlshire programmes", accredited=True)
    if work["started"] is None:
        return
    day, sessions = work["started"], chance.randint(5, 8)
    for _ in range(sessions):
        if day > case.last:
            return
        if not case.away(day):
            diary.enter(case, day, "programme", ["programme"], diary.outcome(case, day))
        day = days.working(day + dt.timedelta(days=chance.choice((7, 7, 14))))
    if day <= case.last and chance.yes(0.8):
        work["completed"] = day
        work["feedback"] = case.done("plan sent", day)
        _complete(case, row, day)


def _service(case: Case, row: RowDict) -> None:
    if case.chance.yes(0.15):
        return
    tag, provider = SERVICES[row["type"]]
    work = _planned(case, tag, provider, provider, accredited=False)
    if work["started"]:
        done = work["started"] + case.chance.days(90, 200)
        if done <= case.last and case.chance.yes(0.6):
            work["completed"] = done
            work["feedback"] = case.done("plan sent", done)
            _complete(case, row, done)


def _help(case: Case, tag: str) -> None:
    """A voluntary intervention for one of the factors."""
    row = _planned(case, tag, f"Help with {tag.replace('_', ' ')}", "Kilnside Advice", accredited=False)
    if row["started"] and (row["started"] - case.order.start).days < 300 and case.chance.yes(0.5):
        done = row["started"] + case.chance.days(30, 120)
        row["completed"] = done if done <= case.last else None


def _unpaid_work(case: Case, row: RowDict) -> None:
    """A session a week of seven hours; here and there a placement that sends people home again and again."""
    chance = case.chance
    record = Compliance(case)
    begun = case.done("constructive work", case.order.start, with_person=True)
    if begun is None:
        return
    if case.order.standalone:
        diary.enter(case, begun, "unpaid_work", ["induction"], "attended")
    else:
        diary.enter(case, begun, "unpaid_work", ["unpaid_work"], "attended")
    sent_home = chance.either(0.18, 0.34, 0.03)
    hours, day = 7, begun
    while hours < case.order.hours:
        day = days.working(day + dt.timedelta(days=chance.choice((7, 7, 7, 14))))
        if day > case.last or len(case.rows["contacts"]) > 150:
            return
        if case.away(day):
            continue
        outcome = "stood_down" if chance.yes(sent_home) and day <= case.as_of else diary.outcome(case, day)
        contact = diary.enter(case, day, "unpaid_work", ["unpaid_work"], outcome)
        hours += 7 if outcome == "attended" else 0
        if case.order.standalone:
            record.note(contact)
    _complete(case, row, day)
    if case.order.standalone and case.order.end > day and case.order.closed is None and chance.yes(0.45):
        # bedfordshire 2/2.10: some files are closed when the hours are done, though the order runs on
        case.order.closed = min(case.as_of, day + chance.days(2, 20))
