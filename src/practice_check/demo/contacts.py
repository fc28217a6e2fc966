"""The appointments of an order: the first, the induction, the steady run of sessions, and the next ones planned."""

import datetime as dt

from practice_check.demo import compliance, days, diary
from practice_check.demo.case import Case, Start
from practice_check.demo.staff import TEAMS

EVERY = {"low": 45.0, "medium": 29.0, "high": 18.0, "very_high": 12.0}  # days, in the first sixteen weeks
BY_A_COLLEAGUE = 0.12  # of first appointments
PURPOSES: dict[tuple[str, ...], float] = {
    ("supervision",): 0.45,
    ("supervision", "constructive_work"): 0.22,
    ("supervision", "motivational_work"): 0.12,
    ("assessment",): 0.06,
    ("review",): 0.04,
    ("monitoring",): 0.05,
    ("signposting",): 0.04,
    ("other",): 0.02,
}
ONLY_SEEN = 0.07  # of orders: the person reports, and nothing is worked on
ONLY_WATCHED = 0.35  # of stays in approved premises: nothing is worked on
KINDS = {"office": 0.72, "telephone": 0.15, "video": 0.05, "three_way_meeting": 0.04} | {
    "text_or_letter": 0.03,
    "other": 0.01,
}


def tell(case: Case) -> None:
    record = compliance.Compliance(case)
    only_seen = case.chance.yes(ONLY_SEEN)
    for start in case.starts:
        _open(case, start, record, only_seen)
    if not case.order.standalone:
        _run(case, record, only_seen)
        _planned(case)
    _handovers(case)
    if not case.order.follows:
        _in_premises(case)
    if case.order.licence:
        _before_release(case)


def _open(case: Case, start: Start, record: compliance.Compliance, only_seen: bool) -> None:
    """The first appointment, given at once or late, kept or not; and the induction."""
    first = case.done("first appointment", start.day, with_person=True)
    if first is None or (start.kind != "start" and case.chance.yes(0.3)):
        return
    given = case.done("appointment given", start.day) or first
    if start.kind == "start" and case.order.licence and case.chance.yes(0.4):
        given = start.day - case.chance.days(1, 20)  # told before release where to go
    kind = "office" if case.chance.yes(0.92) else "telephone"
    together = case.chance.yes(0.45)
    purposes = ["first_appointment", "induction"] if together else ["first_appointment"]
    by = _colleague(case, first) if case.chance.yes(BY_A_COLLEAGUE) else None
    row = diary.enter(case, first, kind, purposes, diary.outcome(case, first), made=min(given, first), by=by)
    record.note(row)
    if not together and (inducted := case.done("induction", start.day, with_person=True)):
        record.note(diary.enter(case, inducted, "office", ["induction"], diary.outcome(case, inducted)))
    if (
        not case.order.standalone
        and not only_seen
        and (begun := case.done("constructive work", start.day, with_person=True))
    ):
        work = [case.chance.choice(("constructive_work", "motivational_work"))]
        diary.enter(case, begun, "office", work, "attended")


def _colleague(case: Case, day: dt.date) -> str:
    """Somebody else of the officer's team, who happens to be on duty."""
    officer = case.officer(day)
    return case.chance.choice([other.name for other in TEAMS[officer.team] if other is not officer])


def _run(case: Case, record: compliance.Compliance, only_seen: bool) -> None:
    """Session after session, while the person is at liberty; a few contacts still happen while they are not."""
    chance = case.chance
    pace = chance.uniform(0.9, 1.25) * (1.7 if case.order.follows else 1.0)
    day = case.order.start + chance.days(4, 12)
    planned_on = case.order.start
    while True:
        early = (day - case.order.start).days < 112
        gap = EVERY[case.level(day)] * pace * (1.0 if early else 1.35) * chance.uniform(0.75, 1.3)
        if chance.yes(0.02):
            gap += 28  # leave, sickness, a vacancy
        day = days.working(day + dt.timedelta(days=max(3, round(gap))))
        if day > case.last:
            return
        if away := case.away(day):
            _while_away(case, away.kind, day)
            if away.end is None:
                return
            day = case.free(max(day, away.end)) or away.end
            continue
        _session(case, record, day, planned_on, ("supervision",) if only_seen else chance.weighted(PURPOSES))
        planned_on = day


def _session(
    case: Case, record: compliance.Compliance, day: dt.date, planned_on: dt.date, purpose: tuple[str, ...]
) -> None:
    chance = case.chance
    kind = chance.weighted(KINDS)
    if kind == "text_or_letter":
        diary.enter(case, day, kind, ["supervision"], None if chance.yes(0.5) else "attended")
        return
    made = planned_on if chance.yes(0.6) else None
    row = diary.enter(case, day, kind, purpose, diary.outcome(case, day), made=made)
    record.note(row)


def _while_away(case: Case, kind: str, day: dt.date) -> None:
    if kind in {"custody", "recall", "remand"} and case.chance.yes(0.4):
        contact = case.chance.weighted({"prison_visit": 0.35, "video": 0.4, "telephone": 0.25})
        purpose = "release_planning" if kind != "remand" else "supervision"
        diary.enter(case, day, contact, [purpose], "attended")


def _planned(case: Case) -> None:
    """What stands in the diary after the day of the export."""
    if not case.order.live or case.away(case.last):
        return
    day = case.last
    for _ in range(case.chance.choice((0, 1, 1, 2))):
        day = days.working(day + dt.timedelta(days=round(EVERY[case.level(day)] * case.chance.uniform(0.4, 1.2)) + 1))
        if day <= case.order.end:
            kind = case.chance.weighted({"office": 0.85, "home_visit": 0.15})
            diary.enter(case, day, kind, ["supervision"], None, made=case.last - case.chance.days(0, 14))


def _handovers(case: Case) -> None:
    """A meeting of the old and the new officer with the person, where they hold one."""
    for assigned in case.assigned[1:]:
        if met := case.done("handover", assigned.start, with_person=True):
            kind = case.chance.either(0.6, "three_way_meeting", "office")
            diary.enter(case, met, kind, ["handover"], case.kept(met, "attended"))


def _in_premises(case: Case) -> None:
    """Staff of approved premises see their residents daily; what is entered is the key-work session."""
    for start, end in case.life.in_premises:
        day = start + case.chance.days(3, 9)
        watched = case.chance.yes(ONLY_WATCHED)
        while day < min(end or case.last, case.last):
            if not case.away(day):
                work = 0.0 if watched else 0.35
                purpose = case.chance.weighted({"monitoring": 0.5, "other": 0.15, "constructive_work": work})
                diary.enter(case, day, "approved_premises", [purpose], "attended")
            day += case.chance.days(7, 16)


def _before_release(case: Case) -> None:
    chance, order = case.chance, case.order
    for _ in range(chance.choices((0, 1, 2), (28, 47, 25))[0]):  # bedfordshire 2/2.3: insufficient in 6 of 16
        earliest = max(order.sentence, order.start - dt.timedelta(days=110))
        kind = chance.weighted({"prison_visit": 0.4, "video": 0.35, "telephone": 0.15, "text_or_letter": 0.1})
        day = days.working(chance.day(earliest, order.start - dt.timedelta(days=6)))
        diary.enter(case, day, kind, ["release_planning"], case.kept(day, "attended"))
