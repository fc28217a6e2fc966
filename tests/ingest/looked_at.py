"""Caseloads to look at as a whole: invented, regular, and cut or robbed of files on purpose."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from practice_check.demo import generate
from practice_check.records.model import CaseRecord

DAY = dt.date(2026, 10, 30)
TODAY = dt.date(2026, 11, 20)
TEAMS = ("Castle", "Harbour", "Riverside")


def case(number: int, **fields: Any) -> CaseRecord:
    """One person's order that began ``number`` fortnights before the day of the export, seen every ten days."""
    begin = DAY - dt.timedelta(days=14 * (number % 50) + 7)
    crn = f"X9{number:05d}"
    given: dict[str, Any] = {
        "crn": crn,
        "name": f"Ada {chr(65 + (number * 7) % 26)}stone",
        "source": f"cases.xlsx, cases, row {number + 2}",
        "team": TEAMS[number % 3],
        "officer": f"Officer {number % 3}",
        "order_type": "community_order",
        "sentence_date": begin,
        "start_date": begin,
        "end_date": begin + dt.timedelta(days=1000),
        "exported_on": DAY,
        "contacts": rows("contacts", number, [_seen(day) for day in days(begin, 10)]),
        "oversight": rows("oversight", number, [{"date": day} for day in days(begin, 60)]),
        "rosh_levels": [{"level": "high", "source_system": "register", "start": begin, "end": None}],
        "officers": [{"officer": f"Officer {number % 3}", "start": begin, "end": None}],
    }
    return CaseRecord.model_validate({**given, **fields})


def _seen(day: dt.date) -> dict[str, Any]:
    return {"date": day, "kind": "office", "outcome": "attended"}


def days(begin: dt.date, every: int) -> list[dt.date]:
    return [begin + dt.timedelta(days=3 + offset) for offset in range(0, (DAY - begin).days - 3, every)]


def rows(table: str, number: int, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with where they stand: ``cases.xlsx``, a sheet a table, a hundred lines for each person."""
    return [row | {"source": f"cases.xlsx, {table}, row {number * 100 + place + 2}"} for place, row in enumerate(found)]


@cache
def regular(size: int = 60) -> tuple[CaseRecord, ...]:
    return tuple(case(number) for number in range(size))


@cache
def demo(size: int, seed: int) -> tuple[CaseRecord, ...]:
    return tuple(generate(size, seed, DAY))


def keep(
    records: Sequence[CaseRecord],
    table: str,
    which: Callable[[Any], bool],
    of: Callable[[CaseRecord], bool] = lambda _: True,
) -> list[CaseRecord]:
    """The caseload with only those rows of a table, for the cases ``of``."""
    return [
        record.model_copy(update={table: [row for row in getattr(record, table) if which(row)]})
        if of(record) and getattr(record, table) is not None
        else record
        for record in records
    ]


def without(records: Sequence[CaseRecord], table: str, of: Callable[[CaseRecord], bool]) -> list[CaseRecord]:
    return keep(records, table, lambda _: False, of)
