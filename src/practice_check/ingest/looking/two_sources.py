"""What one part of an export says and another denies: RoSH levels, MAPPA, the order's dates, the officer.

A message opens with its ``value``, what is particular to the case, so that the rest is the same for all of its kind.

Each is a doubt and not a fault: both were read. Of two RoSH levels on one day the higher counts wherever a rule asks
for the level, so that the doubt is on the safe side until somebody has put it right.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from practice_check.ingest.looking.places import file_of, is_sheet, number_of, on_day, place_of, place_of_all
from practice_check.ingest.looking.thresholds import Limits, Thresholds
from practice_check.ingest.problems import Problem
from practice_check.ingest.stored import Problems
from practice_check.records.codes import LevelSource
from practice_check.records.model import CaseRecord, LevelPeriod, Row

_LEVELS = ("low", "medium", "high", "very_high")
_SYSTEMS: dict[LevelSource, str] = {"register": "the register", "oasys": "OASys"}
_MOST = 10  # cases with one and the same doubt; where there are more it is a matter of the export, and said once


class Disagreements:
    """Every doubt of this kind, gathered person by person; those about RoSH once a person."""

    def __init__(self, exported_on: dt.date | None, today: dt.date, by: Thresholds) -> None:
        self._day = exported_on or today
        self._limits = by.limits
        self._of_persons = Problems()
        self._of_dates = Problems()
        self._officers = _Officers(self._day)

    def add(self, orders: Sequence[CaseRecord]) -> None:
        """Add all orders of one person."""
        crn, day, limits = orders[0].crn, self._day, self._limits
        problem = _two_levels(crn, orders, day, limits) or _assessed_otherwise(crn, orders, day, limits)
        if problem:
            self._of_persons.append(problem)
        self._of_persons.extend(_mappa(crn, orders, day))
        for record in orders:
            self._of_dates.extend(_dates(record, limits))
            self._officers.add(record)

    def join(self, later: "Disagreements") -> None:
        """Add what another saw of persons who come after these."""
        self._of_persons.extend(later._of_persons)
        self._of_dates.extend(later._of_dates)
        self._officers.join(later._officers)

    def problems(self) -> Iterator[Problem]:
        yield from self._of_persons
        yield from self._of_dates
        yield from self._officers.problems()


# ---------------------------------------------------------------- RoSH


@dataclass(frozen=True)
class _Overlap:
    """Two rows with different levels, from ``start`` to the day before ``end`` (None: still)."""

    higher: LevelPeriod
    lower: LevelPeriod
    start: dt.date
    end: dt.date | None


def _two_levels(crn: str, orders: Sequence[CaseRecord], day: dt.date, limits: Limits) -> Problem | None:
    overlaps = [each for each in _overlaps(_levels(orders)) if each.start <= day and _counts(each, day, limits)]
    if not overlaps:
        return None
    worst = max(overlaps, key=lambda each: (each.end is None or each.end > day, each.start))
    still = worst.end is None or worst.end > day
    when = f"since {on_day(worst.start)}" if still else f"from {on_day(worst.start)} to {on_day(worst.end or day)}"
    same = worst.higher.source_system == worst.lower.source_system
    what = f"{when} {_says(worst.higher)} and {_says(worst.lower)}"
    who = "one source gives two RoSH levels" if same else "two sources disagree on the RoSH level"
    message = f"{what}: {who}, and the higher counts"
    mend = "see which of the two is right, and mend the other where it stands"
    return place_of(worst.lower, "rosh_levels", crn).problem(message, mend, column="level", value=what, kind="doubt")


def _levels(orders: Sequence[CaseRecord]) -> list[LevelPeriod]:
    """The person's, each once however many orders it stands under."""
    rows = {
        (row.source, row.level, row.source_system, row.start, row.end): row
        for one in orders
        for row in one.rosh_levels or ()
    }
    return [row for row in rows.values() if row.level and row.start and row.given("end")]


def _overlaps(rows: Sequence[LevelPeriod]) -> Iterator[_Overlap]:
    for one, other in combinations(rows, 2):
        if one.level == other.level or one.start is None or other.start is None:
            continue
        start = max(one.start, other.start)
        end = min((end for end in (one.end, other.end) if end), default=None)
        if end is None or start < end:
            lower, higher = sorted((one, other), key=lambda row: _LEVELS.index(row.level or "low"))
            yield _Overlap(higher, lower, start, end)


def _counts(overlap: _Overlap, day: dt.date, limits: Limits) -> bool:
    """Whether it is more than one source following the other."""
    return overlap.end is None or overlap.end > day or (overlap.end - overlap.start).days > limits.levels_apart


def _says(row: LevelPeriod) -> str:
    system = _SYSTEMS[row.source_system] if row.source_system else "an entry"
    return f"{system} says {_spelt(row.level)}{_at(row)}"


def _spelt(level: str | None) -> str:
    return (level or "").replace("_", " ")


def _assessed_otherwise(crn: str, orders: Sequence[CaseRecord], day: dt.date, limits: Limits) -> Problem | None:
    """The latest complete full analysis against the level that held soon after it."""
    full = [
        (row.date, row)
        for order in orders
        for row in order.assessments or ()
        if row.kind == "rosh_full" and row.status == "complete" and row.level and row.date and row.date <= day
    ]
    if not full:
        return None
    signed, assessment = max(full, key=lambda pair: pair[0])
    settled = signed + dt.timedelta(days=limits.levels_apart)
    if settled > day:
        return None
    open_then = [
        row for row in _levels(orders) if row.start and row.start <= settled and (row.end is None or row.end > settled)
    ]
    if not open_then:
        return None
    held = max(open_then, key=lambda row: _LEVELS.index(row.level or "low"))
    if held.level == assessment.level:
        return None
    what = f"on {on_day(signed)} the full analysis finds {_spelt(assessment.level)}{_at(assessment)} and {_says(held)}"
    message = f"{what}: a full analysis and rosh_levels disagree, and rosh_levels counts"
    mend = "see which of the two is right, and mend the other where it stands"
    return place_of(held, "rosh_levels", crn).problem(message, mend, column="level", value=what, kind="doubt")


def _at(row: Row) -> str:
    """Which row it is: " (row 12)"."""
    number = number_of(row)
    return "" if number is None else f" ({'row' if is_sheet(row) else 'entry'} {number})"


# ---------------------------------------------------------------- registers, dates, officer


def _mappa(crn: str, orders: Sequence[CaseRecord], day: dt.date) -> Iterator[Problem]:
    told: set[tuple[dt.date | None, str]] = set()
    for row in (row for order in orders for row in order.registrations or ()):
        if row.type != "mappa" or (row.end and row.end <= day) or not (row.given("level") and row.given("category")):
            continue
        if (row.level is None) == (row.category is None):
            continue
        missing, has = ("category", "level") if row.category is None else ("level", "category")
        if (row.start, missing) in told:  # the person's, and so under each of several orders
            continue
        told.add((row.start, missing))
        message = f"the MAPPA registration has a {has} and no {missing}"
        mend = f"enter the {missing} in the register"
        yield place_of(row, "registrations", crn).problem(message, mend, column=missing, kind="doubt")


def _dates(record: CaseRecord, limits: Limits) -> Iterator[Problem]:
    """Dates of the order that contradict those of what belongs to it."""
    apart = dt.timedelta(days=limits.dates_apart)
    begins = [day for day in (record.sentence_date, record.start_date) if day]
    mend = "see which of the dates is right, and mend the other"
    for row in record.requirements or ():
        place = place_of(row, "requirements", record.crn)
        if row.start and begins and row.start < min(begins) - apart:
            message = f"{on_day(row.start)}: the requirement starts before its order was made"
            yield place.problem(message, mend, column="start", value=on_day(row.start), kind="doubt")
        if row.start and record.end_date and row.start > record.end_date + apart:
            message = f"{on_day(row.start)}: the requirement starts after its order has ended"
            yield place.problem(message, mend, column="start", value=on_day(row.start), kind="doubt")
    start = record.start_date
    if record.order_type != "licence" or start is None:
        return
    for status in record.statuses or ():
        if status.kind != "custody" or not (status.start and status.end):
            continue
        if status.start < start < status.end - apart:
            message = f"{on_day(status.end)}: custody ends after the licence began"
            place = place_of(status, "statuses", record.crn)
            yield place.problem(message, mend, column="end", value=on_day(status.end), kind="doubt")


class _Officers:
    """Cases whose officer is not the one who has the case by the officer periods."""

    def __init__(self, day: dt.date) -> None:
        self._day = day
        self._compared = 0
        self._found = 0
        self._first: list[Problem] = []
        self._in_periods = ""  # by those of the first case
        self._files: dict[str, None] = {}

    def add(self, record: CaseRecord) -> None:
        rows = [row for row in record.officers or () if _is_open(row.start, row.end, self._day) and row.given("end")]
        names = {_plain(row.officer) for row in rows if row.officer}
        if not record.officer or not names or record.closed_date:
            return
        self._compared += 1
        if _plain(record.officer) in names:
            return
        self._found += 1
        self._files[file_of(rows[0])] = None
        if self._found <= _MOST:
            said = ", ".join(dict.fromkeys(row.officer for row in rows if row.officer))
            self._in_periods = self._in_periods or said
            self._first.append(_other_officer(record, rows[0], said))

    def join(self, later: "_Officers") -> None:
        self._first += later._first[: max(0, _MOST - self._found)]
        self._in_periods = self._in_periods or later._in_periods
        self._files |= later._files
        self._found += later._found
        self._compared += later._compared

    def problems(self) -> Iterator[Problem]:
        """One a case; where there are many, one for them all."""
        if self._found <= _MOST:
            yield from self._first
            return
        message = (
            f"in {self._found} of {self._compared} cases the officer of the case is not the one of the officer "
            "periods: are they written in two ways?"
        )
        place, value = place_of_all(self._files, "officers"), self._in_periods
        yield place.problem(message, _MEND_OFFICER, column="officer", value=value, kind="doubt", rows=self._found)


_MEND_OFFICER = "see who has the case, and mend the other entry"


def _other_officer(record: CaseRecord, row: Row, named: str) -> Problem:
    what = f"{record.officer} and {named}"
    message = f"{what}: the case and the officer periods name different officers"
    place = place_of(row, "officers", record.crn)
    return place.problem(message, _MEND_OFFICER, column="officer", value=what, kind="doubt")


def _is_open(start: dt.date | None, end: dt.date | None, day: dt.date) -> bool:
    return start is not None and start <= day and (end is None or end > day)


def _plain(name: str | None) -> str:
    return "".join(letter for letter in (name or "").casefold() if letter.isalnum())
