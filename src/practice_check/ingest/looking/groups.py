"""People and orders as a table sees them, and the groups in which a file or a part of one can be missing."""

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from practice_check.ingest.looking.gathering import NO_TABLE, Gathered
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.records.model import CaseRecord, Cover


class Units:
    """Whoever a table's rows belong to, by number: a person with all orders, or one order; a few bytes each.

    Seen from the day ``begin`` to ``end``; ``rows`` is how many they have.
    """

    def __init__(self) -> None:
        self.begin = array("i")
        self.end = array("i")
        self.rows = array("I")
        self._first = array("I", [0])  # of each unit the place of its first order below; and after the last, the end
        self._orders = array("I")

    def add(self, orders: Iterable[int], begin: int, end: int, rows: int) -> None:
        """``orders``: their places in the caseload."""
        self.begin.append(begin)
        self.end.append(end)
        self.rows.append(rows)
        self._orders.extend(orders)
        self._first.append(len(self._orders))

    def __len__(self) -> int:
        return len(self.begin)

    def orders(self, unit: int) -> Sequence[int]:
        """The places of the unit's orders in the caseload."""
        return self._orders[self._first[unit] : self._first[unit + 1]]

    def first(self, unit: int) -> int:
        """The place of the first of them."""
        return self._orders[self._first[unit]]

    def everybody(self) -> "array[int]":
        return array("I", range(len(self)))


@dataclass(frozen=True)
class Group:
    """Units, by number, that one file could have held. ``name`` says which, for people to read; "": the whole caseload.

    ``mixed`` are people with orders in other groups too: what is missing of the group is missing of them, but what they
    have may come from elsewhere.
    """

    name: str
    of: Units
    units: "array[int]"
    mixed: "array[int]" = field(default_factory=lambda: array("I"))

    @property
    def all(self) -> "array[int]":
        return self.units + self.mixed if self.mixed else self.units

    def orders(self) -> Iterator[int]:
        """The orders of all its units."""
        for unit in self.all:
            yield from self.of.orders(unit)


def units_of(gathered: Gathered, table: str, day: int) -> Units:
    """Everybody of whom the table is known and begun: by person where it is the person's table.

    ``day`` is that of the export. What the table is said to cover bounds what is seen. Left out: orders without a
    start, and those whose table covers nothing.
    """
    rows, says_nothing = gathered.tables[table].rows, gathered.says_nothing_of(table)
    found = Units()
    begin_of, day_of = gathered.begins, gathered.end
    for orders in _together(gathered, table):
        if says_nothing and len(orders) == 1:
            place = orders[0]
            if rows[place] != NO_TABLE and (begin := begin_of[place]):
                found.add(orders, begin, max(begin, day_of(place, day)), rows[place])
            continue
        members = [place for place in orders if rows[place] != NO_TABLE]
        covers: list[Cover] = []
        if not says_nothing:
            members = [place for place in members if gathered.cover(place, table) != COVERS_NOTHING]
            covers = [cover for place in members if (cover := gathered.cover(place, table))]
        begins = [gathered.begins[place] for place in members]
        if not begins or not all(begins):
            continue
        begin = max([min(begins), *(cover.start.toordinal() for cover in covers if cover.start)])
        last = max(gathered.end(place, day) for place in members)
        end = min([last, *(cover.end.toordinal() for cover in covers if cover.end)])
        found.add(members, begin, max(begin, end), sum(rows[place] for place in members))
    return found


def _together(gathered: Gathered, table: str) -> Iterable[range]:
    if table in CaseRecord.PERSON_TABLES:
        return gathered.persons_orders()
    return (range(place, place + 1) for place in range(len(gathered)))


def kinds_of_groups(gathered: Gathered, of: Units, units: "array[int]") -> Iterator[list[Group]]:
    """The groups of these units by team, by officer, by the file that the cases stand in: where there are several."""
    yield _grouped("team {}", of, units, gathered.teams.__getitem__)
    yield _grouped("officer {}", of, units, gathered.officers.__getitem__)
    yield _grouped("the cases in {}", of, units, gathered.files.__getitem__)


def _grouped(words: str, of: Units, units: "array[int]", name_of: Callable[[int], str | None]) -> list[Group]:
    own: dict[str, array[int]] = {}
    shared: dict[str, array[int]] = {}
    for unit in units:
        orders = of.orders(unit)
        if len(orders) == 1:
            name = name_of(orders[0])
            if name is not None:
                _listed(own, name).append(unit)
            continue
        names = {name_of(place) for place in orders}
        for name in names - {None}:
            _listed(own if len(names) == 1 else shared, str(name)).append(unit)
    if len(own) < 2:
        return []
    return [Group(words.format(name), of, own[name], shared.get(name, array("I"))) for name in own]


def _listed(groups: "dict[str, array[int]]", name: str) -> "array[int]":
    found = groups.get(name)
    if found is None:
        found = groups[name] = array("I")
    return found


@lru_cache(maxsize=4096)
def narrowed(cover: Cover | None, start: int | None, end: int | None) -> Cover:
    """The cover with a later start, or an earlier end, than it had."""
    cover = cover or Cover.model_validate({})
    starts = [day for day in (cover.start, date_of(start)) if day]
    ends = [day for day in (cover.end, date_of(end)) if day]
    return Cover.model_validate({"start": max(starts, default=None), "end": min(ends, default=None)})


def date_of(day: int | None) -> dt.date | None:
    return None if day is None else dt.date.fromordinal(day)


def files_of(gathered: Gathered, table: str, orders: Iterable[int]) -> Iterator[str]:
    """The files that rows of the table stand in, of these orders."""
    of_table = gathered.tables[table]
    for place in orders:
        if of_table.rows[place] not in (0, NO_TABLE):
            yield from of_table.files[place]
