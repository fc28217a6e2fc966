"""One contact as it is entered: when it was made, how it went, what the officer left blank."""

import datetime as dt
from collections.abc import Iterable

from practice_check.demo.case import Case
from practice_check.demo.rows import RowDict

COUNTS = {"office", "home_visit", "video", "unpaid_work", "programme", "three_way_meeting"}
REASONS = ("Medical, note seen.", "Work shift changed.", "Child ill.", "Funeral.", "Job interview.", "Court elsewhere.")


def enter(
    case: Case,
    day: dt.date,
    kind: str,
    purpose: Iterable[str],
    outcome: str | None,
    *,
    made: dt.date | None = None,
    by: str | None = None,
    note: str | None = None,
    children_seen: bool | None = None,
) -> RowDict:
    """A contact row; ``made`` is the day on which it was planned, else it is entered on the day or some days after.

    ``by``: somebody else than the officer of that day.
    """
    chance, officer = case.chance, case.officer(day)
    created = made or day + dt.timedelta(days=_entered(case, officer.habits.entered))
    return case.rows.add(
        "contacts",
        date=day,
        created=min(created, case.as_of),
        kind=kind,
        purpose=list(purpose) or None,
        outcome=outcome,
        officer=by or officer.name if chance.yes(0.93) else case.officer(case.last).name,
        counts_for_compliance=kind in COUNTS,
        absence_reason=case.kept(day, chance.choice(REASONS), 4) if outcome == "acceptable_absence" else None,
        children_seen=children_seen,
        note=note if note is not None or not chance.yes(0.35) else _note(case, outcome),
    )


def _note(case: Case, outcome: str | None) -> str | None:
    if outcome == "attended":
        return case.texts.deal("session")
    return case.texts.deal("missed") if outcome and outcome.endswith(("absence", "access")) else None


def _entered(case: Case, days: int) -> int:
    return 0 if case.chance.yes(0.55) else case.chance.randint(0, days)


def outcome(case: Case, day: dt.date) -> str | None:
    """How an appointment went; blank where it is still to come, now and then where it is not."""
    if day > case.as_of:
        return None
    recent = (case.as_of - day).days <= 6
    if case.kept(day, True, 1.0) is None or (recent and case.chance.yes(0.25)):
        return None
    if case.chance.yes(case.person.compliance - (0.3 if case.person.excused else 0)):
        return "attended"
    if case.person.excused and case.chance.yes(0.8):
        return "acceptable_absence"
    return case.chance.weighted(
        {
            "acceptable_absence": 0.4,
            "unacceptable_absence": 0.43,
            "rescheduled_by_service": 0.1,
            "failed_to_comply": 0.03,
            "cancelled": 0.04,
        }
    )
