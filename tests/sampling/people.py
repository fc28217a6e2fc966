"""Invented cases around a day of fieldwork, and the population that they make."""

import datetime as dt
from typing import Any

from practice_check.ingest import Export
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.sampling import Population, population_of, read_programmes

EXPORTED = dt.date(2014, 1, 10)
FIELDWORK = dt.date(2014, 3, 21)
#: Nine months before fieldwork.
STARTED = dt.date(2013, 6, 20)

LEVELS = ("low", "medium", "medium", "medium", "high")
ORDERS = ("community_order", "community_order", "suspended_sentence_order", "licence")
TEAMS = ("North", "South", "East")


def case(number: int, event: int = 1, **fields: Any) -> CaseRecord:
    """A case that would be looked at, unless the fields say otherwise."""
    usual: dict[str, Any] = {
        "crn": f"X{number:06}",
        "event_number": event,
        "start_date": STARTED,
        "end_date": dt.date(2015, 6, 20),
        "closed_date": None,
        "date_of_birth": dt.date(1980, 1, 1),
        "order_type": "community_order",
        "gender": "male",
        "team": "North",
        "requirements": [{"type": "supervision", "start": STARTED, "end": None}],
        "transfers": [],
        "statuses": [],
        "rosh_levels": [{"level": "medium", "start": STARTED, "end": None}],
    }
    return CaseRecord.model_validate({**usual, **fields})


def mixed(number: int) -> CaseRecord:
    """One of many cases of different kinds, in uneven shares."""
    return case(
        number,
        order_type=ORDERS[number % 4],
        gender="female" if number % 7 == 0 else "male",
        team=TEAMS[(number // 3) % 3],
        rosh_levels=[{"level": LEVELS[(number * 3) % 5], "start": STARTED, "end": None}],
    )


def export_of(*records: CaseRecord, not_read: list[tuple[str, int | None]] | None = None) -> Export:
    return Export(records=list(records), not_read=not_read or [], problems=[], inputs=[], exported_on=EXPORTED)


def population(rulebook: Rulebook, export: Export, programme: str = "area") -> Population:
    named = (programme, read_programmes(rulebook)[programme])
    return population_of(export, rulebook, named, EXPORTED, FIELDWORK)
