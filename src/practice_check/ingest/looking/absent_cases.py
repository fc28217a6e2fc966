"""Cases and rows that should be there and are not: people in one sheet and not in another, full files, lost orders."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from practice_check.ingest.keys import written
from practice_check.ingest.looking.gathering import NO_TABLE, Gathered
from practice_check.ingest.looking.places import Sources, file_of, number_of, place_of_all
from practice_check.ingest.looking.thresholds import Thresholds, thresholds
from practice_check.ingest.problems import Problem
from practice_check.records.columns import CASES
from practice_check.records.model import CaseRecord, tables

_NAMED = 5  # cases that a sentence names
_FEWEST_TABLES = 3  # with rows of nearly everybody, for a person with no row in any to be strange


# ---------------------------------------------------------------- while reading


def narrow_only_in_case_list(
    gathered: Gathered, exported_on: dt.date | None, today: dt.date, by: Thresholds
) -> list[Problem]:
    """People who stand in the list of cases and in no extract, though nearly everybody else does: not exported.

    Their tables cover nothing, and one problem names them. Orders of the last weeks may have no row yet.
    """
    limits = by.limits
    day = (exported_on or today).toordinal()
    if len(gathered) < limits.fewest_cases:
        return []
    full = [
        table
        for name, table in gathered.tables.items()
        if name not in by.of_assessors and table.with_rows * 100 >= len(gathered) * limits.nearly_every
    ]
    if len(full) < _FEWEST_TABLES:
        return []
    lost: list[int] = []
    for orders in gathered.persons_orders():
        if any(table.rows[place] not in (0, NO_TABLE) for place in orders for table in gathered.tables.values()):
            continue
        lost += [
            place
            for place in orders
            if gathered.begins[place]
            and day - gathered.begins[place] >= limits.group_life
            and all(table.rows[place] != NO_TABLE for table in full)
        ]
    if not lost:
        return []
    for place in lost:
        gathered.blind(place, gathered.tables)
    what = "1 order stands" if len(lost) == 1 else f"{len(lost)} orders stand"
    message = (
        f"{what} in the list of cases and in no other sheet ({_first(gathered.keys(set(lost)))}), "
        "though nearly all others do: taken as not exported, not as empty"
    )
    where = place_of_all(map(gathered.files.__getitem__, lost), CASES)
    mend = "export the other sheets for these people too, or take the orders out if they are another office's"
    return [where.problem(message, mend, kind="doubt", rows=len(lost))]


class FullFiles:
    """Sheets that hold exactly as many rows as an export stops at."""

    def __init__(self, by: Thresholds) -> None:
        self._sizes = frozenset(by.limits.full_files)
        self._sources = Sources()
        self._last: dict[str, tuple[int, str, str]] = {}

    def add(self, record: CaseRecord) -> None:
        for table in tables():
            for row in getattr(record, table) or ():
                standing = self._sources.of(row)
                if standing.sheet is None or not standing.counts_rows:
                    continue
                self._see(standing.sheet, (number_of(row) or 0, table, standing.file))

    def join(self, later: "FullFiles") -> None:
        """Add what another saw of records that come after these."""
        for sheet, last in later._last.items():
            self._see(sheet, last)

    def _see(self, sheet: str, last: tuple[int, str, str]) -> None:
        if sheet not in self._last or last[0] > self._last[sheet][0]:
            self._last[sheet] = last

    def problems(self) -> Iterator[Problem]:
        for sheet, (number, table, file) in self._last.items():
            if number - 1 in self._sizes:
                message = (
                    f"{sheet} holds exactly {number - 1:,} rows, where exports are often cut off: rows may be missing"
                )
                place = place_of_all([file], table)
                yield place.problem(message, "see whether the export stopped there", kind="doubt")


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
    people = set(left_out)
    what = "1 person" if len(left_out) == 1 else f"{len(left_out)} people"
    message = f"of {what} an earlier order is not in the export ({_listed(left_out)})"
    mend = "export all orders of these people: what was recorded under the earlier ones is not seen"
    place = place_of_all((file_of(record) for record in records if record.crn in people), CASES)
    return [place.problem(message, mend, kind="absent", rows=len(left_out))]


def _adrift(found: Sequence[CaseRecord], one: str, several: str, mend: str) -> list[Problem]:
    if not found:
        return []
    words = one if len(found) == 1 else several.format(len(found))
    message = f"{words} ({_first({record.key for record in found})})"
    return [place_of_all(map(file_of, found), CASES).problem(message, mend, kind="doubt", rows=len(found))]


def _blank(record: CaseRecord, field: str) -> bool:
    return record.given(field) and getattr(record, field) is None


def _first(keys: Collection[tuple[str, int]]) -> str:
    return _listed([written(*key) for key in sorted(keys)])


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
