"""What two managers do that no single case shows: one signs a pile on one day, one pastes a note from case to case.

Chance is drawn here from a stream of its own, so that all else in the caseload stays as it is.
"""

import datetime as dt

from practice_check.demo import days
from practice_check.demo.case import Case
from practice_check.demo.chance import Chance
from practice_check.demo.rows import RowDict

SIGNS_AT_ONCE = "N. Pentlowe"
SIGNING = dt.timedelta(days=9)  # before the export
PILED_UP = dt.timedelta(days=130)  # since then nothing had been signed
PASTES = "P. Quillmere"
PASTED_SINCE = dt.timedelta(days=270)
PASTED = (
    "Case discussed. Risk and plan appropriate at this time. Officer to continue to monitor and report any concerns."
)

#: What a note of oversight says of the one case that it is about.
DETAILS = (
    "{n} sessions left of this piece of work; we look again on {day}.",
    "The call-out of {day} stands at the centre of it.",
    "Next meeting of the agencies on {day}; {n} questions for it are written down.",
    "By {day} I want the answer of the {n} people named in the plan.",
    "Seen {n} times since we last spoke; the visit of {day} changes the picture.",
    "Asked for {n} things to be put right by {day}.",
    "Worried since {day}; the contact level goes to {n} a month.",
    "Partner's account of {day} is to be set beside the first one within {n} days.",
)


def tell(case: Case) -> None:
    oversight = case.rows["oversight"]
    for row in oversight:
        if row["note"]:
            pasted = row["manager"] == PASTES and row["kind"] != "countersign"
            pasted = pasted and row["date"] >= case.as_of - PASTED_SINCE
            row["note"] = PASTED if pasted else f"{row['note']} {_detail(case, row)}"
    _sign_at_once(case, [row for row in oversight if row["kind"] == "countersign"])


def _detail(case: Case, row: RowDict) -> str:
    own = Chance(f"{case.person.crn}:{row['row_id']}")
    day = row["date"] + own.days(-20, 60)
    return own.choice(DETAILS).format(n=own.randint(2, 9), day=f"{day.day} {day:%B}")


def _sign_at_once(case: Case, signatures: list[RowDict]) -> None:
    """What was signed in the last months was signed on one day, and nothing was asked for."""
    on = days.working(case.as_of - SIGNING)
    recent = [row for row in signatures if case.as_of - PILED_UP <= row["date"] < on]
    kept = {row["date"] for row in recent if row["manager"] != SIGNS_AT_ONCE}
    moved = {row["date"] for row in recent} - kept
    for row in recent:
        if row["date"] in moved:
            row.update(date=on, direction=None, action_due=None, action_done=None)
    for document in (*case.rows["assessments"], *case.rows["plans"]):
        if document["countersigned"] in moved:
            document["countersigned"] = on
