"""Cases and rows that should be there and are not: people in one sheet and not in another, full files, lost orders."""

import datetime as dt
from collections.abc import Collection, Sequence

from practice_check.ingest.keys import written
from practice_check.ingest.looking.groups import begin_of
from practice_check.ingest.looking.places import is_sheet, number_of, place_of_all, sheet_of
from practice_check.ingest.looking.thresholds import Thresholds, thresholds
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.ingest.problems import Problem
from practice_check.records.columns import CASES
from practice_check.records.model import CaseRecord, Row, tables

_NAMED = 5  # cases that a sentence names
_FEWEST_TABLES = 3  # with rows of nearly everybody, for a person with no row in any to be strange


# ---------------------------------------------------------------- while reading


def only_in_case_list(
    records: Sequence[CaseRecord], exported_on: dt.date | None, today: dt.date, by: Thresholds | None = None
) -> tuple[list[CaseRecord], list[Problem]]:
    """People who stand in the list of cases and in no extract, though nearly everybody else does: not exported.

    Their tables cover nothing, and one problem names them. Orders of the last weeks may have no row yet.
    """
    by = by or thresholds()
    limits = by.limits
    day = exported_on or today
    if len(records) < limits.fewest_cases:
        return list(records), []
    full = [
        table
        for table in tables()
        if table not in by.of_assessors
        and sum(bool(getattr(record, table)) for record in records) * 100 >= len(records) * limits.nearly_every
    ]
    if len(full) < _FEWEST_TABLES:
        return list(records), []
    seen = {record.crn for record in records if any(getattr(record, table) for table in tables())}
    lost = [
        record
        for record in records
        if record.crn not in seen
        and (begin := begin_of(record)) is not None
        and (day - begin).days >= limits.group_life
        and all(getattr(record, table) is not None for table in full)
    ]
    if not lost:
        return list(records), []
    keys = {record.key for record in lost}
    found = [_blinded(record) if record.key in keys else record for record in records]
    what = "1 order stands" if len(lost) == 1 else f"{len(lost)} orders stand"
    message = (
        f"{what} in the list of cases and in no other sheet ({_first(keys)}), "
        "though nearly all others do: taken as not exported, not as empty"
    )
    place = place_of_all(lost, CASES)
    mend = "export the other sheets for these people too, or take the orders out if they are another office's"
    return found, [place.problem(message, mend, kind="doubt", rows=len(lost))]


def full_files(records: Sequence[CaseRecord], by: Thresholds | None = None) -> list[Problem]:
    """Sheets that hold exactly as many rows as an export stops at."""
    by = by or thresholds()
    last: dict[str, tuple[int, str, Row]] = {}
    for record in records:
        for table in tables():
            for row in getattr(record, table) or ():
                number = number_of(row) if is_sheet(row) else None
                sheet = sheet_of(row, table)
                if number is not None and (sheet not in last or number > last[sheet][0]):
                    last[sheet] = (number, table, row)
    found = []
    for sheet, (number, table, row) in last.items():
        if number - 1 in by.limits.full_files:
            message = f"{sheet} holds exactly {number - 1:,} rows, where exports are often cut off: rows may be missing"
            place = place_of_all([row], table)
            found.append(place.problem(message, "see whether the export stopped there", kind="doubt"))
    return found


# ---------------------------------------------------------------- before a check (which says these in its own words)


def adrift(
    records: Sequence[CaseRecord], exported_on: dt.date | None, today: dt.date, by: Thresholds | None = None
) -> list[Problem]:
    """Orders closed while they run, without an end or an officer, and people whose earlier orders are not there.

    A check says these as warnings about the caseload; this is for whoever looks at an export before it.
    """
    by = by or thresholds()
    day = exported_on or today
    closed = [record for record in records if _is_closed_and_runs(record, day)]
    with_work = [record for record in closed if _closed_with_work(record, by)]
    others = [record for record in closed if not _closed_with_work(record, by)]
    endless = [record for record in records if _blank(record, "end_date") and _blank(record, "closed_date")]
    nobody = [record for record in records if _runs_with_nobody(record, day)]
    return [
        *_adrift(
            with_work,
            "a suspended sentence order was closed when the unpaid work ended, and runs on",
            "{} suspended sentence orders were closed when the unpaid work ended, and run on",
            "reopen them: such an order is in force to its last day",
        ),
        *_adrift(
            others,
            "a file is closed, and its order runs on",
            "{} files are closed, and their orders run on",
            "reopen them, or record how each came to end early",
        ),
        *_adrift(
            endless,
            "an order has neither a date of ending nor a closing",
            "{} orders have neither a date of ending nor a closing",
            "take the date from the order or licence, enter it and export again",
        ),
        *_adrift(
            nobody,
            "an order runs and has no officer on record",
            "{} orders run and have no officer on record",
            "assign each of them, or export the officers too",
        ),
        *_earlier(records),
    ]


def _is_closed_and_runs(record: CaseRecord, day: dt.date) -> bool:
    return bool(record.closed_date and record.end_date and record.end_date > day >= record.closed_date)


def _runs_with_nobody(record: CaseRecord, day: dt.date) -> bool:
    if record.closed_date or (record.end_date and record.end_date < day) or record.officers is None:
        return False
    return _blank(record, "officer") and all(row.end is not None and row.end <= day for row in record.officers)


def _closed_with_work(record: CaseRecord, by: Thresholds) -> bool:
    if record.order_type != "suspended_sentence_order" or record.closed_date is None:
        return False
    ends = [row.end for row in record.requirements or () if row.type == "unpaid_work" and row.end]
    return any(abs((record.closed_date - end).days) <= by.limits.closed_with_work for end in ends)


def _earlier(records: Sequence[CaseRecord]) -> list[Problem]:
    numbers: dict[str, set[int]] = {}
    for record in records:
        if record.given("event_number"):
            numbers.setdefault(record.crn, set()).add(record.event_number)
    left_out = [crn for crn, own in numbers.items() if len(own) < max(own)]
    if not left_out:
        return []
    what = "1 person" if len(left_out) == 1 else f"{len(left_out)} people"
    message = f"of {what} an earlier order is not in the export ({_listed(left_out)})"
    mend = "export all orders of these people: what was recorded under the earlier ones is not seen"
    place = place_of_all([record for record in records if record.crn in set(left_out)], CASES)
    return [place.problem(message, mend, kind="absent", rows=len(left_out))]


def _adrift(found: Sequence[CaseRecord], one: str, several: str, mend: str) -> list[Problem]:
    if not found:
        return []
    words = one if len(found) == 1 else several.format(len(found))
    message = f"{words} ({_first({record.key for record in found})})"
    return [place_of_all(found, CASES).problem(message, mend, kind="doubt", rows=len(found))]


def _blank(record: CaseRecord, field: str) -> bool:
    return record.given(field) and getattr(record, field) is None


def _first(keys: Collection[tuple[str, int]]) -> str:
    return _listed([written(*key) for key in sorted(keys)])


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _blinded(record: CaseRecord) -> CaseRecord:
    spans = {table: COVERS_NOTHING for table in tables() if getattr(record, table) is not None}
    return record.model_copy(update={"covers": {**record.covers, **spans}})
