"""Random small cases: few days on which much happens, so that boundaries meet; blanks, gaps and cuts in the export."""

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import Any

from practice_check.records.model import CaseRecord
from practice_check.rulebook import model as m

from .answering import Answering
from .small_world import ORIGIN

#: Lengths that the rules use, in days, so that what is due falls on or beside what is recorded.
LENGTHS = (0, 1, 5, 7, 10, 14, 21, 28, 30, 31, 42)
#: Lengths that the rules set between two dates of one row: the last two are those of a parameter that changes.
BETWEEN = (0, 5, 14, 21)

TEXTS = (
    "Spoke about the plan and the work to be done next week.",
    "Spoke about the plan and the work to be done next month.",
    "Spoke about the plan and the work to be done next week!",
    "Nothing of this kind was ever written before by anybody.",
    "",
)
SHARED_CODES: dict[str, tuple[object, ...]] = {
    "level": ("low", "medium", "high", "very_high"),
    "note": TEXTS,
    "text": TEXTS,
    "reason": TEXTS,
    "officer": ("A", "B"),
}
#: The columns of each table that the small world speaks of: dates are given by name in ``DATES``.
TABLES: dict[str, dict[str, tuple[object, ...]]] = {
    "contacts": {
        "kind": ("home_visit", "home_visit", "office", "programme"),
        "outcome": ("attended", "attended", "unacceptable_absence", "stood_down", "cancelled"),
        "purpose": (["review"], ["review", "induction"], ["induction"], []),
        "officer": ("A", "B"),
        "children_seen": (True, False),
        "note": TEXTS,
    },
    "assessments": {
        "kind": ("rosh_full", "rosh_full", "rosh_screening"),
        "status": ("complete", "open", "signed"),
        "level": ("low", "high"),
        "text": TEXTS,
    },
    "plans": {
        "kind": ("rmp", "rmp", "sentence"),
        "review_triggers": (["arrest"], ["arrest", "child_concern"], []),
        "contact_per_month": (0, 1, 2),
        "text": TEXTS,
    },
    "reviews": {"of": ("rmp", "rmp", "rosh"), "names_event": ("e0", "e1", "e2"), "text": TEXTS},
    "events": {"kind": ("arrest", "arrest", "child_concern", "other"), "with_children": (True, False)},
    "rosh_levels": {"level": ("low", "medium", "high", "very_high")},
    "registrations": {"type": ("mappa", "mappa", "marac"), "level": ("1", "2", "3")},
    "statuses": {"kind": ("custody", "recall", "remand", "hospital")},
    "residences": {"kind": ("own_home", "approved_premises", "family")},
    "decisions": {"duty": ("home_visit", "review"), "reason": TEXTS, "agreed_by": ("manager", "nobody")},
    "officers": {"officer": ("A", "B")},
    "requirements": {"type": ("unpaid_work", "curfew", "supervision"), "outcome": ("completed", "revoked")},
    "enforcement": {"kind": ("warning", "final_warning", "enquiry"), "reason": ("absence", "risk")},
    "transfers": {"direction": ("in", "out"), "of": ("area", "provider", "youth_service")},
}
DATES: dict[str, tuple[str, ...]] = {
    "contacts": ("date", "created"),
    "assessments": ("date", "submitted"),
    "plans": ("date", "review_due"),
    "registrations": ("start", "end", "review_due"),
    "transfers": ("accepted", "requested"),
}
PERIOD_TABLES = frozenset({"rosh_levels", "registrations", "statuses", "residences", "officers", "requirements"})
ROWS = {"contacts": 5, "events": 4, "reviews": 3, "rosh_levels": 3, "plans": 4, "registrations": 3, "transfers": 1}


class Days:
    """The days of one case: some few, and what lies a usual length before or after one of them."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.few = sorted({random.randrange(0, 150) for _ in range(4)})

    def any(self) -> dt.date:
        number = self.random.choice(self.few)
        if self.random.random() < 0.6:
            number += self.random.choice((1, 1, 1, -1)) * self.random.choice(LENGTHS)
        if self.random.random() < 0.4:
            number += self.random.choice((-1, 1))
        return ORIGIN + dt.timedelta(max(-20, min(number, 190)))

    def later_than(self, day: dt.date) -> dt.date:
        found = self.any()
        return found if found > day else day + dt.timedelta(self.random.choice(LENGTHS))


class Cases:
    """Makes the records of one person."""

    def __init__(self, random: Random, rules: Mapping[str, m.Rule]) -> None:
        self.random = random
        self.rules = rules
        self.hidden: set[str] = set()

    def person(self) -> tuple[list[CaseRecord], dt.date]:
        days = Days(self.random)
        as_of = ORIGIN + dt.timedelta(self.random.randrange(80, 170))
        if self.random.random() < 0.4:
            as_of = max(days.any(), ORIGIN + dt.timedelta(40))
        orders = self.random.choice((1, 1, 1, 1, 1, 1, 1, 2, 2, 3))
        shape = self._shape()
        self.hidden = {table for table in TABLES if self.random.random() < 0.04}
        records = [self._record(days, as_of, number, shape, orders) for number in range(1, orders + 1)]
        return records, as_of

    def _shape(self) -> dict[str, set[str]]:
        """The columns that the export does not have."""
        absent: dict[str, set[str]] = {}
        for table, columns in TABLES.items():
            if self.random.random() < 0.05:
                absent[table] = {self.random.choice([*columns, *(set(self._dates(table)) - {"end"})])}
        return absent

    def _dates(self, table: str) -> tuple[str, ...]:
        return DATES.get(table, ("start", "end") if table in PERIOD_TABLES else ("date",))

    def _record(self, days: Days, as_of: dt.date, number: int, shape: dict[str, set[str]], orders: int) -> CaseRecord:
        random = self.random
        start = (
            days.any()
            if random.random() < (0.4 if orders > 1 else 0.15)
            else ORIGIN + dt.timedelta(random.randrange(0, 30))
        )
        case: dict[str, Any] = {"crn": "X000001", "event_number": number}
        if random.random() < 0.97:
            case["start_date"] = start
        sentence = random.random()
        if sentence < 0.85:
            case["sentence_date"] = start if sentence < 0.5 else start - dt.timedelta(random.choice(LENGTHS))
        if random.random() < 0.85:
            case["allocation_date"] = start + dt.timedelta(random.choice((-1, 0, 1, 2, 5)))
        ends = random.random()
        if ends < 0.9:
            case["end_date"] = start + dt.timedelta(random.choice((60, 90, 120, 180, 365)))
        if ends < 0.2:
            case["closed_date"] = start + dt.timedelta(random.randrange(20, 120))
        self._maybe(case, "order_type", ("licence", "community_order"))
        self._maybe(case, "rsr_score", (3.0, 6.9, 7.5))
        self._maybe(case, "gp_registered", (True, False))
        self._maybe(case, "offence_types", (["violent"], ["violent", "drugs"], ["drugs"], []))
        if random.random() < 0.7:
            case["cas_date"] = days.any() if random.random() < 0.8 else None
            if case["cas_date"] and random.random() < 0.4:
                case["cas_date"] = start + dt.timedelta(self._between())
        exported = random.random()
        if exported < 0.85:
            case["exported_on"] = as_of if exported < 0.75 else as_of + dt.timedelta(random.choice((-20, -1, 5)))
        for table in TABLES:
            if table not in self.hidden and random.random() < 0.995:
                case[table] = self._rows(days, table, number, shape.get(table, set()))
        answering = Answering(random, self.rules)
        answering.add(case, number)
        self._second_copies(case, number)
        if random.random() < 0.2:
            table = random.choice(list(TABLES))
            first = days.any() if random.random() < 0.7 else None
            case["covers"] = {table: {"from": first, "to": days.any() if random.random() < 0.3 else None}}
        case["judgements"] = list(answering.judgements(case))
        return CaseRecord.model_validate(case)

    def _maybe(self, case: dict[str, Any], field: str, values: tuple[object, ...]) -> None:
        chance = self.random.random()
        if chance < 0.96:
            case[field] = self.random.choice(values) if chance < 0.9 else None

    def _rows(self, days: Days, table: str, number: int, absent: set[str]) -> list[dict[str, Any]]:
        rows = []
        for index in range(self.random.randrange(0, ROWS.get(table, 2) + 1)):
            row: dict[str, Any] = {"row_id": f"{'' if number == 1 else number}{table[0]}{index}"}
            for column, values in TABLES[table].items():
                self._maybe(row, column, values)
            for column in self._dates(table):
                chance = self.random.random()
                if chance < 0.993 or column == "end":
                    row[column] = days.any() if chance < 0.97 else None
            self._one_after_the_other(row, self._dates(table))
            if table in PERIOD_TABLES and row.get("start") and row.get("end"):
                row["end"] = days.later_than(row["start"]) if self.random.random() < 0.6 else None
            rows.append({key: value for key, value in row.items() if key not in absent})
        return rows

    def _one_after_the_other(self, row: dict[str, Any], columns: tuple[str, ...]) -> None:
        """The second date of a row, as often as not, a usual length after the first."""
        both = len(columns) > 1 and columns[1] != "end" and row.get(columns[0]) and row.get(columns[1])
        if both and self.random.random() < 0.5:
            row[columns[1]] = row[columns[0]] + dt.timedelta(self._between())

    def _between(self) -> int:
        return self.random.choice(BETWEEN) + self.random.choice((-1, 0, 0, 0, 1))

    def _second_copies(self, case: dict[str, Any], number: int) -> None:
        """Some rows say where they were read; an order that is exported twice repeats them."""
        for table in ("contacts", "events"):
            for index, row in enumerate(case.get(table) or []):
                if self.random.random() < 0.2:
                    row["source"] = f"{table} {index}" if self.random.random() < 0.5 else f"{number} {table} {index}"
