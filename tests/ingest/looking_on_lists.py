"""Looking at a caseload that stands in a list: what the reader does person by person, for tests of one part of it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence, Set
from typing import NamedTuple

from practice_check.ingest.looking import Look
from practice_check.ingest.looking.absent_cases import FullFiles, narrow_only_in_case_list
from practice_check.ingest.looking.cut_tables import narrow_cut_tables
from practice_check.ingest.looking.forgotten_rows import narrow_forgotten_rows
from practice_check.ingest.looking.thresholds import Thresholds, thresholds
from practice_check.ingest.looking.two_sources import Disagreements
from practice_check.ingest.looking.unlikely_days import UnlikelyDays
from practice_check.ingest.problems import Problem
from practice_check.ingest.stored import by_person
from practice_check.records.model import CaseRecord


class Looked(NamedTuple):
    """The records as a check gets them, in the order in which they were given, and what was found."""

    records: list[CaseRecord]
    problems: list[Problem]


def look(
    records: Sequence[CaseRecord],
    exported_on: dt.date | None,
    today: dt.date,
    made_of: Mapping[str, Set[str]] | None = None,
) -> Looked:
    return _looked(records, exported_on, today, lambda look: list(look.problems()), made_of)


def cut_covers(
    records: Sequence[CaseRecord],
    exported_on: dt.date | None,
    today: dt.date,
    made_of: Mapping[str, Set[str]] | None = None,
) -> Looked:
    def narrow(look: Look) -> list[Problem]:
        return narrow_cut_tables(look.gathered, exported_on, today, thresholds(), made_of or {})

    return _looked(records, exported_on, today, narrow)


def only_in_case_list(records: Sequence[CaseRecord], exported_on: dt.date | None, today: dt.date) -> Looked:
    def narrow(look: Look) -> list[Problem]:
        return narrow_only_in_case_list(look.gathered, exported_on, today, thresholds())

    return _looked(records, exported_on, today, narrow)


def forgotten_covers(records: Sequence[CaseRecord], exported_on: dt.date | None, today: dt.date) -> Looked:
    def narrow(look: Look) -> list[Problem]:
        return narrow_forgotten_rows(look.gathered, exported_on, today, thresholds())

    return _looked(records, exported_on, today, narrow)


def full_files(records: Sequence[CaseRecord], by: Thresholds | None = None) -> list[Problem]:
    found = FullFiles(by or thresholds())
    for record in records:
        found.add(record)
    return list(found.problems())


def disagreements(records: Sequence[CaseRecord], exported_on: dt.date | None, today: dt.date) -> list[Problem]:
    found = Disagreements(exported_on, today, thresholds())
    for orders in by_person(records):
        found.add(orders)
    return list(found.problems())


def unlikely_days(records: Sequence[CaseRecord], exported_on: dt.date | None, today: dt.date) -> list[Problem]:
    found = UnlikelyDays(exported_on, today, thresholds())
    for record in records:
        found.add(record)
    return list(found.problems())


def _looked(
    records: Sequence[CaseRecord],
    exported_on: dt.date | None,
    today: dt.date,
    narrow: Callable[[Look], list[Problem]],
    made_of: Mapping[str, Set[str]] | None = None,
) -> Looked:
    persons = by_person(records)
    look = Look(exported_on, today, made_of)
    for orders in persons:
        look.add(orders)
    problems = narrow(look)
    change = look.change() or (lambda _: None)
    found = {}
    for place, record in enumerate(record for orders in persons for record in orders):
        made = change(place)
        found[id(record)] = record if made is None else made.on(record)
    return Looked([found[id(record)] for record in records], problems)
