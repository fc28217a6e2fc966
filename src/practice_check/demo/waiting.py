"""What lies on the managers' desks on the day of the export: submitted, and neither signed nor sent back.

Any officer submits, in whatever case; some of it has lain longer than a week. Chance is drawn here from a stream of its
own, so that all else in the caseload stays as it is.
"""

import datetime as dt

from practice_check.demo import days
from practice_check.demo.case import Case
from practice_check.demo.chance import Chance
from practice_check.demo.rows import RowDict

WRITTEN_SINCE = dt.timedelta(days=40)
SUBMITTED = 0.6  # of the cases of today with something written in that time
KINDS = {"assessments": ("rosh_full", "likelihood"), "plans": ("rmp", "sentence")}
#: What a manager writes who has seen what was submitted.
ANSWERS = ("countersign", "direction")


def tell(case: Case) -> None:
    """Submit what was written last in a case that runs, unless a manager has seen to the case since."""
    written = _written(case) if case.order.live else []
    if not written:
        return
    own = Chance(f"{case.person.crn}:{case.order.number}:submitted")
    on = min(case.as_of, days.after(written[0]["date"], own.choice((0, 0, 1, 2, 4))))
    seen = any(row["kind"] in ANSWERS and row["date"] >= on for row in case.rows["oversight"])
    if seen or not own.yes(SUBMITTED):
        return
    for document in written:
        document.update(status="signed", submitted=on)


def _written(case: Case) -> list[RowDict]:
    """The documents of the last day on which any was written that a manager could sign, and that none has."""
    found = [
        row
        for table, kinds in KINDS.items()
        for row in case.rows[table]
        if row["kind"] in kinds
        and row["date"] is not None
        and case.as_of - WRITTEN_SINCE <= row["date"] <= case.as_of
        and row["status"] in {"complete", "signed"}
        and row["countersigned"] is None
    ]
    last = max((row["date"] for row in found), default=None)
    return [row for row in found if row["date"] == last]
