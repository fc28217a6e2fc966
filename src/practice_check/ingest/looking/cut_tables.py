"""Tables cut to the last months, or that stop long before the day of the export.

A table that begins abruptly while many orders were already running was cut when it was exported: nobody can tell from
it what was done before. So it is taken as complete only from its first row on, and that is said once. Of a table of
periods that begins so, what began earlier and still runs is missing too: it covers nothing, and its rows stay.
"""

import datetime as dt
import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from heapq import nsmallest
from itertools import chain

from practice_check.ingest.looking.gathering import NO_TABLE, Gathered
from practice_check.ingest.looking.groups import Group, Units, files_of, kinds_of_groups, narrowed, units_of
from practice_check.ingest.looking.places import on_day, place_of_all
from practice_check.ingest.looking.thresholds import Limits, Thresholds
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.ingest.problems import Problem
from practice_check.records.model import tables

_MOST_STRAYS = 25  # however many rows there are
_WINDOW = 28  # days; rows of one person within them come of one thing, and count once

Days = Callable[[int], Sequence[int]]
#: From when to when somebody is seen.
Life = tuple[int, int]


@dataclass(frozen=True)
class Cut:
    """A table of a group, complete only from ``start`` or only to ``end``; ``strays`` rows stand outside."""

    table: str
    group: Group
    start: int | None = None
    end: int | None = None
    strays: int = 0


def narrow_cut_tables(
    gathered: Gathered,
    exported_on: dt.date | None,
    today: dt.date,
    by: Thresholds,
    made_of: Mapping[str, Set[str]],
) -> list[Problem]:
    """Narrow what tables cover that were cut, and one problem for each cut. (``made_of``: see ``look``.)

    Tables whose covers say from when (or to when) they reach are left as they are. Where the export does not say its
    day, and all of it stops long before ``today``, everything is complete only up to its last row.
    """
    if len(gathered) < by.limits.fewest_cases:
        return []
    problems: list[Problem] = []
    day = (exported_on or today).toordinal()
    last = _last_of_all(gathered, by, today.toordinal()) if exported_on is None else None
    if last is not None:
        day = last
        problems.append(_no_day(gathered, last))
    sheets = {table: gathered.tables[table].sheets | made_of.get(table, set()) for table in by.dated_by}
    told: set[str] = set()
    cuts: list[tuple[Cut, list[str]]] = []
    for table in sorted(by.dated_by, key=lambda table: -gathered.tables[table].count):
        if table in told:
            continue
        for cut in _cuts(gathered, table, day, by.limits):
            others = [
                other
                for other in by.dated_by
                if other != table and sheets[other] and sheets[other] <= sheets[table] and _within(gathered, cut, other)
            ]
            told.update(others)
            cuts.append((cut, others))
            problems.append(_said(gathered, cut, others))
    if last is not None:  # only now, since what the tables were said to cover decides what was cut
        _stop_all(gathered, last)
    for cut, others in cuts:
        for each in (cut.table, *others):
            _narrow(gathered, cut, each)
    return problems


def _narrow(gathered: Gathered, cut: Cut, table: str) -> None:
    nothing = cut.start is not None and _is_of_periods(table)
    for place in cut.group.orders():
        cover = COVERS_NOTHING if nothing else narrowed(gathered.cover(place, table), cut.start, cut.end)
        gathered.narrow(place, table, cover)


def _stop_all(gathered: Gathered, last: int) -> None:
    for name, table in gathered.tables.items():
        for place in range(len(gathered)):
            if table.rows[place] != NO_TABLE and not _is_said(gathered, place, name, end=True):
                gathered.narrow(place, name, narrowed(table.covers[place], None, last))


# ---------------------------------------------------------------- finding


def _cuts(gathered: Gathered, table: str, day: int, limits: Limits) -> list[Cut]:
    """The cuts of one table, at its start and at its end: of the whole caseload, or else of groups of it."""
    units = units_of(gathered, table, day)
    days = _days_until(gathered, table, day)
    found = []
    for end in (False, True):
        free = units.everybody()
        if not gathered.says_nothing_of(table):
            said = (any(_is_said(gathered, each, table, end=end) for each in units.orders(unit)) for unit in free)
            free = array("I", (unit for unit, is_said in zip(free, said, strict=True) if not is_said))
        if len(free) < limits.fewest_cases:
            continue
        find = partial(_find, days=days, table=table, end=end, day=day, limits=limits)
        whole = find(Group("", units, free))
        found += [whole] if whole else _of_groups(gathered, units, free, find)
    return found


def _of_groups(gathered: Gathered, of: Units, units: "array[int]", find: Callable[[Group], Cut | None]) -> list[Cut]:
    """The cuts of groups; nobody is told of twice, though they stand in several groups."""
    found: list[Cut] = []
    told = bytearray(len(of))
    for groups in kinds_of_groups(gathered, of, units):
        for group in groups:
            rest = replace(group, units=array("I", (unit for unit in group.units if not told[unit])))
            cut = find(rest)
            if cut is not None:
                found.append(cut)
                for unit in rest.all:
                    told[unit] = True
    return found


def _is_said(gathered: Gathered, place: int, table: str, *, end: bool) -> bool:
    cover = gathered.tables[table].covers[place]
    return cover is not None and (cover.end if end else cover.start) is not None


def _days_until(gathered: Gathered, table: str, day: int) -> Days:
    """The days of an order's rows, those after ``day`` left out."""
    load = gathered.tables[table].days.load()

    def days(place: int) -> Sequence[int]:
        return [each for twice in load(place) if (each := twice >> 1) <= day]

    return days


@dataclass(frozen=True)
class _Seen:
    """Units with the days of their rows; with ``around``, time is turned round that day."""

    of: Units
    units: Sequence[int]
    days: Days
    around: int | None = None

    def lives(self) -> Iterable[Life]:
        begin, end = self.of.begin, self.of.end
        if self.around is None:
            return ((begin[unit], end[unit]) for unit in self.units)
        twice = 2 * self.around
        return ((twice - end[unit], twice - begin[unit]) for unit in self.units)

    def own_days(self) -> Iterable[Sequence[int]]:
        """Those of each unit."""
        for unit in self.units:
            orders = self.of.orders(unit)
            own = self.days(orders[0]) if len(orders) == 1 else list(chain(*map(self.days, orders)))
            yield own if self.around is None else [2 * self.around - day for day in own]


def _find(group: Group, *, days: Days, table: str, end: bool, day: int, limits: Limits) -> Cut | None:
    """An end is a start with time turned round, from the day of the export."""
    found = _edge(_Seen(group.of, group.units, days, day if end else None), limits)
    if found is None:
        return None
    edge, strays = found
    if end:
        return Cut(table, group, end=2 * day - edge, strays=strays)
    return Cut(table, group, start=edge, strays=strays)


def _edge(seen: _Seen, limits: Limits) -> tuple[int, int] | None:
    """The day before which there is next to nothing where much was to be expected, and how many rows stand before it.

    How often whoever lives has a row is taken from the days after it.
    """
    count = 0
    first: list[int] = []
    for own in seen.own_days():
        count += len(own)
        if own and (len(first) <= _MOST_STRAYS or min(own) < first[-1]):
            first = nsmallest(_MOST_STRAYS + 1, [*first, *own])
    most_strays = min(1 + count * limits.cut_strays // 100, _MOST_STRAYS)
    lived = _Lived(seen.lives())
    best: tuple[float, int, int] | None = None
    for strays, edge in enumerate(first[: most_strays + 1]):
        if strays and edge == first[strays - 1]:
            continue
        before, after = lived.before(edge), lived.after(edge)
        if before <= 0 or after <= 0:
            continue
        likelihood = _log(strays, before) + _log(count - strays, after)
        if best is None or likelihood > best[0]:
            best = (likelihood, strays, edge)
    if best is None:
        return None
    _, strays, edge = best
    spans = Counter(span for begin, end in seen.lives() if (span := min(edge, end) - begin) >= limits.cut_margin)
    if spans.total() < limits.cut_expected:
        return None  # not even if each of them should have a row
    windows = sum(len({(day - edge) // _WINDOW for day in own if day >= edge}) for own in seen.own_days())
    rate = max(0.0, windows - 2 * math.sqrt(windows)) / lived.after(edge)  # the least that so few rows can stand for
    expected = sum(times * (1 - math.exp(-rate * span)) for span, times in spans.items())
    if expected < limits.cut_expected or strays * 100 > expected * limits.cut_strays * 5:
        return None
    return edge, strays


class _Lived:
    """Days lived before some day, and from it on, by all; each life begins no later than it ends."""

    def __init__(self, lives: Iterable[Life]) -> None:
        begins: Counter[int] = Counter()
        ends: Counter[int] = Counter()
        for begin, end in lives:
            begins[begin] += 1
            ends[end] += 1
        self._begins, self._ends = begins, ends

    def before(self, edge: int) -> int:
        return sum(times * (edge - day) for day, times in self._begins.items() if day < edge) - sum(
            times * (edge - day) for day, times in self._ends.items() if day < edge
        )

    def after(self, edge: int) -> int:
        return sum(times * (day - edge) for day, times in self._ends.items() if day > edge) - sum(
            times * (day - edge) for day, times in self._begins.items() if day > edge
        )


def _log(count: int, lived: int) -> float:
    return count * math.log(count / lived) if count else 0.0


def _is_of_periods(table: str) -> bool:
    return "end" in tables()[table].model_fields


def _last_of_all(gathered: Gathered, by: Thresholds, today: int) -> int | None:
    """The last day of any row, where so much was to be expected after it that the export must have been made then."""
    loads = [gathered.tables[table].days.load() for table in by.dated_by]

    def days(place: int) -> Sequence[int]:
        """Those of rows that cannot have been appointments when the export was made."""
        return [day for load in loads for twice in load(place) if not twice & 1 and (day := twice >> 1) <= today]

    units = Units()
    for place, begin in enumerate(gathered.begins):
        if begin and begin <= today:
            units.add((place,), begin, max(begin, min(gathered.closes[place], today)), 0)
    found = _edge(_Seen(units, range(len(units)), days, today), by.limits)
    return None if found is None else 2 * today - found[0]


# ---------------------------------------------------------------- what is of one sheet


def _within(gathered: Gathered, cut: Cut, table: str) -> bool:
    """Whether no row of a table made of the same sheet stands outside the cut, and nothing is said of it."""
    load = gathered.tables[table].days.load()
    for place in cut.group.orders():
        if _is_said(gathered, place, table, end=cut.end is not None):
            return False
        for twice in load(place):
            day = twice >> 1
            if (cut.start and day < cut.start) or (cut.end and day > cut.end):
                return False
    return True


# ---------------------------------------------------------------- saying


def _said(gathered: Gathered, cut: Cut, others: Sequence[str]) -> Problem:
    count = sum(1 for _ in cut.group.orders())
    whose = f" of {cut.group.name}" if cut.group.name else ""
    what = f"the table '{cut.table}'{whose}"
    if others:
        what = f"{what} (and {', '.join(others)}, of the same sheet)"
    strays = f" ({cut.strays} {'row stands' if cut.strays == 1 else 'rows stand'} outside)" if cut.strays else ""
    counted = f"of {count} orders"
    if cut.start is not None:
        older = sum(0 < gathered.begins[place] < cut.start for place in cut.group.orders())
        taken = _NOTHING if _is_of_periods(cut.table) else "taken as complete only from that day"
        day = on_day(dt.date.fromordinal(cut.start))
        message = f"{what} begins on {day}{strays}, though {older} {counted} began before: {taken}"
        mend = f"export it from the beginning; if nothing is missing, write an earlier 'from' for {cut.table} in covers"
    else:
        last = cut.end or dt.date.max.toordinal()
        running = sum(gathered.closes[place] > last for place in cut.group.orders())
        taken = "taken as complete only to that day"
        day = on_day(dt.date.fromordinal(last))
        message = f"{what} ends on {day}{strays}, though {running} {counted} ran on: {taken}"
        mend = (
            f"export it to the day of the export; if nothing is missing, write a later 'to' for {cut.table} in covers"
        )
    place = place_of_all(files_of(gathered, cut.table, cut.group.orders()), cut.table)
    return place.problem(message, mend, kind="doubt", table=cut.table)


_NOTHING = "what began earlier and still holds may be missing, so that no row means nothing here"


def _no_day(gathered: Gathered, last: int) -> Problem:
    day = dt.date.fromordinal(last)
    message = (
        f"the export does not say on which day it was made, and nothing in it is later than {on_day(day)}: "
        "taken as complete only to that day"
    )
    mend = f"check with --as-of {day.isoformat()}, or write the day in a sheet 'export'"
    return place_of_all(map(gathered.files.__getitem__, range(len(gathered))), None).problem(
        message, mend, kind="doubt"
    )
