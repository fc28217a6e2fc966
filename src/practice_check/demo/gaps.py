"""What an export leaves out: a table that is not there, contacts cut to the last months."""

import datetime as dt
from typing import Any

from practice_check.demo import days
from practice_check.demo.chance import Chance
from practice_check.demo.rows import RowDict

WITHOUT_A_TABLE = 0.03
CUT = 0.04
CUT_MONTHS = 6
#: Tables that an export can lack; those that come from another system more often.
OFTEN_LACKING = {
    "victims": 4,
    "checks": 3,
    "mappa_actions": 2,
    "child_protection": 2,
    "plan_objectives": 2,
    "plan_contingencies": 2,
    "requirements": 1,
    "residences": 1,
    "statuses": 1,
    "registrations": 1,
    "rosh_levels": 1,
    "reviews": 1,
    "oversight": 2,
    "enforcement": 1,
    "events": 2,
    "referrals": 1,
    "communications": 2,
    "documents": 1,
    "transfers": 1,
    "interventions": 1,
    "court_reports": 1,
    "children": 1,
    "officers": 1,
    "victim_meetings": 3,
    "factors": 4,
    "hearings": 1,
    "assessments": 1,
}


def leave_out(tables: dict[str, list[RowDict]], as_of: dt.date, chance: Chance) -> dict[str, Any]:
    """The tables as the export has them, with what they cover."""
    found: dict[str, Any] = dict(tables)
    if chance.yes(WITHOUT_A_TABLE):
        found[chance.weighted(OFTEN_LACKING)] = None
    elif chance.yes(CUT):
        since = days.months(as_of, -CUT_MONTHS)
        found["covers"] = {"contacts": {"from": since, "to": as_of}}
        found["contacts"] = [row for row in tables["contacts"] if row["date"] >= since]
    return found
