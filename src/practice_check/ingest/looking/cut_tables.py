"""Tables cut to the last months, or that stop long before the day of the export.

A table that begins abruptly while many orders were already running was cut when it was exported: nobody can tell from
it what was done before. So it is taken as complete only from its first row on, and that is said once. Of a table of
periods that begins so, what began earlier and still runs is missing too: it covers nothing, and its rows stay.
"""

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial

from practice_check.ingest.looking.groups import Group, Unit, begin_of, groups_of, narrowed, units_of
from practice_check.ingest.looking.places import on_day, place_of_all, sheet_of
from practice_check.ingest.looking.thresholds import Limits, Thresholds, thresholds
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.ingest.problems import Problem
from practice_check.records.model import CaseRecord, Cover, Row, tables

_MOST_STRAYS = 25  # however many rows there are
_WINDOW = 28  # days; rows of one person within them come of one thing, and count once


@dataclass(frozen=True)
class Cut:
    """A table of a group, complete only from ``start`` or only to ``end``; ``strays`` rows stand outside."""

    table: str
    group: Group
    start: dt.date | None = None
    end: dt.date | None = None
    strays: int = 0


@dataclass
class _Covers:
    """The covers to take, by the case's place and the table."""

    given: Sequence[CaseRecord]
    spans: dict[tuple[int, str], Cover] = field(default_factory=dict)

    def narrow(self, cut: Cut, table: str) -> None:
        nothing = cut.start is not None and _is_of_periods(table)
        for unit in cut.group.all:
            for place, _ in unit.records:
                cover = self.spans.get((place, table), self.given[place].covers.get(table))
                self.spans[place, table] = COVERS_NOTHING if nothing else narrowed(cover, cut.start, cut.end)

    def stop_all(self, last: dt.date) -> None:
        for place, record in enumerate(self.given):
            for table in tables():
                if getattr(record, table) is not None and _cover(record, table).end is None:
                    self.spans[place, table] = narrowed(record.covers.get(table), None, last)

    def applied(self) -> list[CaseRecord]:
        found = list(self.given)
        for (place, table), cover in self.spans.items():
            found[place] = found[place].model_copy(update={"covers": {**found[place].covers, table: cover}})
        return found


def cut_covers(
    records: Sequence[CaseRecord],
    exported_on: dt.date | None,
    today: dt.date,
    by: Thresholds | None = None,
    made_of: Mapping[str, Set[str]] | None = None,
) -> tuple[list[CaseRecord], list[Problem]]:
    """The records with the covers of tables that were cut, and one problem for each cut. (``made_of``: see ``look``.)

    Tables whose covers say from when (or to when) they reach are left as they are. Where the export does not say its
    day, and all of it stops long before ``today``, everything is complete only up to its last row.
    """
    by = by or thresholds()
    if len(records) < by.limits.fewest_cases:
        return list(records), []
    covers = _Covers(records)
    problems: list[Problem] = []
    day = exported_on or today
    if exported_on is None:
        last = _last_of_all(records, by, today)
        if last is not None:
            day = last
            covers.stop_all(last)
            problems.append(_no_day(records, last))
    sheets = {table: _sheets(records, table) | (made_of or {}).get(table, set()) for table in by.dated_by}
    told: set[str] = set()
    for table in sorted(by.dated_by, key=lambda table: -_count(records, table)):
        if table in told:
            continue
        for cut in _cuts(records, table, by.dated_by[table], day, by.limits):
            others = [
                other
                for other, column in by.dated_by.items()
                if other != table and sheets[other] and sheets[other] <= sheets[table] and _within(cut, other, column)
            ]
            for each in (table, *others):
                covers.narrow(cut, each)
            told.update(others)
            problems.append(_said(cut, others))
    return covers.applied(), problems


# ---------------------------------------------------------------- finding


def _cuts(records: Sequence[CaseRecord], table: str, column: str, day: dt.date, limits: Limits) -> list[Cut]:
    """The cuts of one table, at its start and at its end: of the whole caseload, or else of groups of it."""
    units = units_of(records, table, column, day)
    found = []
    for end in (False, True):
        free = [unit for unit in units if not any(_is_said(record, table, end=end) for _, record in unit.records)]
        if len(free) < limits.fewest_cases:
            continue
        find = partial(_find, table=table, end=end, day=day, limits=limits)
        whole = find(Group("", tuple(free)))
        found += [whole] if whole else _of_groups(free, find)
    return found


def _of_groups(units: Sequence[Unit], find: Callable[[Group], Cut | None]) -> list[Cut]:
    """The cuts of groups; nobody is told of twice, though they stand in several groups."""
    found: list[Cut] = []
    told: set[int] = set()
    for group in groups_of(units):
        rest = Group(group.name, tuple(unit for unit in group.units if id(unit) not in told), group.mixed)
        cut = find(rest)
        if cut is not None:
            found.append(cut)
            told |= {id(unit) for unit in rest.all}
    return found


def _is_said(record: CaseRecord, table: str, *, end: bool) -> bool:
    cover = _cover(record, table)
    return (cover.end if end else cover.start) is not None


def _find(group: Group, *, table: str, end: bool, day: dt.date, limits: Limits) -> Cut | None:
    """An end is a start with time turned round, from the day of the export."""
    if not end:
        found = _edge([unit.days for unit in group.units], [(unit.begin, unit.end) for unit in group.units], limits)
        return None if found is None else Cut(table, group, start=found[0], strays=found[1])
    turned = [tuple(sorted(_turned(one, day) for one in unit.days)) for unit in group.units]
    lives = [(_turned(unit.end, day), _turned(unit.begin, day)) for unit in group.units]
    found = _edge(turned, lives, limits)
    return None if found is None else Cut(table, group, end=_turned(found[0], day), strays=found[1])


def _turned(day: dt.date, around: dt.date) -> dt.date:
    return around - (day - around)


def _edge(
    days: Sequence[Sequence[dt.date]], lives: Sequence[tuple[dt.date, dt.date]], limits: Limits
) -> tuple[dt.date, int] | None:
    """The day before which there is next to nothing where much was to be expected, and how many rows stand before it.

    How often whoever lives has a row is taken from the days after it.
    """
    events = sorted(day for own in days for day in own)
    most_strays = min(1 + len(events) * limits.cut_strays // 100, _MOST_STRAYS)
    best: tuple[float, int, dt.date] | None = None
    for strays, edge in enumerate(events[: most_strays + 1]):
        if strays and edge == events[strays - 1]:
            continue
        before, after = _lived(lives, edge)
        if before <= 0 or after <= 0:
            continue
        likelihood = _log(strays, before) + _log(len(events) - strays, after)
        if best is None or likelihood > best[0]:
            best = (likelihood, strays, edge)
    if best is None:
        return None
    _, strays, edge = best
    _, after = _lived(lives, edge)
    seen = sum(len({(day - edge).days // _WINDOW for day in own if day >= edge}) for own in days)
    rate = max(0.0, seen - 2 * math.sqrt(seen)) / after  # the least that so few rows can stand for
    spans = [(min(edge, end) - begin).days for begin, end in lives]
    expected = sum(1 - math.exp(-rate * span) for span in spans if span >= limits.cut_margin)
    if expected < limits.cut_expected or strays * 100 > expected * limits.cut_strays * 5:
        return None
    return edge, strays


def _lived(lives: Sequence[tuple[dt.date, dt.date]], edge: dt.date) -> tuple[int, int]:
    """Days lived before the edge, and from it on, by all."""
    before = sum(max(0, (min(edge, end) - begin).days) for begin, end in lives)
    after = sum(max(0, (end - max(edge, begin)).days) for begin, end in lives)
    return before, after


def _log(count: int, lived: int) -> float:
    return count * math.log(count / lived) if count else 0.0


def _cover(record: CaseRecord, table: str) -> Cover:
    return record.covers.get(table) or Cover.model_validate({})


def _is_of_periods(table: str) -> bool:
    return "end" in tables()[table].model_fields


def _last_of_all(records: Sequence[CaseRecord], by: Thresholds, today: dt.date) -> dt.date | None:
    """The last day of any row, where so much was to be expected after it that the export must have been made then."""
    lives, days = [], []
    for record in records:
        begin = begin_of(record)
        if begin is None or begin > today:
            continue
        own = [
            getattr(row, by.dated_by[table])
            for table in by.dated_by
            for row in getattr(record, table) or ()
            if not _may_lie_ahead(row)
        ]
        days.append(sorted(_turned(day, today) for day in own if day is not None and day <= today))
        end = min(end for end in (record.closed_date, record.end_date, today) if end)
        lives.append((_turned(max(begin, end), today), _turned(begin, today)))
    found = _edge(days, lives, by.limits)
    return None if found is None else _turned(found[0], today)


def _may_lie_ahead(row: Row) -> bool:
    """Whether it may have been an appointment when the export was made."""
    return row.given("outcome") and getattr(row, "outcome", None) is None


# ---------------------------------------------------------------- what is of one sheet


def _sheets(records: Sequence[CaseRecord], table: str) -> set[str]:
    return {sheet_of(row, table) for record in records for row in getattr(record, table) or ()}


def _count(records: Sequence[CaseRecord], table: str) -> int:
    return sum(len(getattr(record, table) or ()) for record in records)


def _within(cut: Cut, table: str, column: str) -> bool:
    """Whether no row of a table made of the same sheet stands outside the cut, and nothing is said of it."""
    for unit in cut.group.all:
        for _, record in unit.records:
            if _is_said(record, table, end=cut.end is not None):
                return False
            for row in getattr(record, table) or ():
                day = getattr(row, column)
                if day and ((cut.start and day < cut.start) or (cut.end and day > cut.end)):
                    return False
    return True


# ---------------------------------------------------------------- saying


def _said(cut: Cut, others: Sequence[str]) -> Problem:
    records = [record for unit in cut.group.all for _, record in unit.records]
    whose = f" of {cut.group.name}" if cut.group.name else ""
    rows = [row for unit in cut.group.all for row in unit.rows]
    what = f"the table '{cut.table}'{whose}"
    if others:
        what = f"{what} (and {', '.join(others)}, of the same sheet)"
    strays = f" ({cut.strays} {'row stands' if cut.strays == 1 else 'rows stand'} outside)" if cut.strays else ""
    orders = f"of {len(records)} orders"
    if cut.start is not None:
        older = sum(begin < cut.start for record in records if (begin := begin_of(record)))
        taken = _NOTHING if _is_of_periods(cut.table) else "taken as complete only from that day"
        message = f"{what} begins on {on_day(cut.start)}{strays}, though {older} {orders} began before: {taken}"
        mend = f"export it from the beginning; if nothing is missing, write an earlier 'from' for {cut.table} in covers"
    else:
        last = cut.end or dt.date.max
        running = sum(_end_of(record) > last for record in records)
        taken = "taken as complete only to that day"
        message = f"{what} ends on {on_day(last)}{strays}, though {running} {orders} ran on: {taken}"
        mend = (
            f"export it to the day of the export; if nothing is missing, write a later 'to' for {cut.table} in covers"
        )
    place = place_of_all(rows, cut.table)
    return place.problem(message, mend, kind="doubt", table=cut.table)


def _end_of(record: CaseRecord) -> dt.date:
    return min(day for day in (record.closed_date, record.end_date, dt.date.max) if day)


_NOTHING = "what began earlier and still holds may be missing, so that no row means nothing here"


def _no_day(records: Sequence[CaseRecord], last: dt.date) -> Problem:
    message = (
        f"the export does not say on which day it was made, and nothing in it is later than {on_day(last)}: "
        "taken as complete only to that day"
    )
    mend = f"check with --as-of {last.isoformat()}, or write the day in a sheet 'export'"
    return place_of_all(records, None).problem(message, mend, kind="doubt")
