"""People and orders as a table sees them, and the groups in which a file or a part of one can be missing."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from practice_check.ingest.looking.gathering import NO_TABLE, Gathered
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.records.model import CaseRecord, Cover


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Whoever a table's rows belong to: a person with all orders, or one order. Seen from ``begin`` to ``end``.

    ``orders`` are places in the caseload; ``rows`` is how many they have.
    """

    orders: Sequence[int]
    begin: int
    end: int
    rows: int


@dataclass(frozen=True)
class Group:
    """Units that one file could have held. ``name`` says which, for people to read; "" is the whole caseload.

    ``mixed`` are people with orders in other groups too: what is missing of the group is missing of them, but what they
    have may come from elsewhere.
    """

    name: str
    units: Sequence[Unit]
    mixed: Sequence[Unit] = ()

    @property
    def all(self) -> Sequence[Unit]:
        return [*self.units, *self.mixed] if self.mixed else self.units

    def orders(self) -> Iterator[int]:
        """The orders of all its units."""
        for unit in self.all:
            yield from unit.orders


def units_of(gathered: Gathered, table: str, day: int) -> list[Unit]:
    """Everybody of whom the table is known and begun: by person where it is the person's table.

    ``day`` is that of the export. What the table is said to cover bounds what is seen. Left out: orders without a
    start, and those whose table covers nothing.
    """
    rows, says_nothing = gathered.tables[table].rows, gathered.says_nothing_of(table)
    found: list[Unit] = []
    for orders in _together(gathered, table):
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
        found.append(Unit(tuple(members), begin, max(begin, end), sum(rows[place] for place in members)))
    return found


def _together(gathered: Gathered, table: str) -> Iterable[range]:
    if table in CaseRecord.PERSON_TABLES:
        return gathered.persons_orders()
    return (range(place, place + 1) for place in range(len(gathered)))


def kinds_of_groups(gathered: Gathered, units: Sequence[Unit]) -> Iterator[list[Group]]:
    """The groups by team, by officer, by the file that the cases stand in: each where there are several of them."""
    yield _grouped("team {}", units, gathered.teams.__getitem__)
    yield _grouped("officer {}", units, gathered.officers.__getitem__)
    yield _grouped("the cases in {}", units, gathered.files.__getitem__)


def _grouped(words: str, units: Sequence[Unit], name_of: Callable[[int], str | None]) -> list[Group]:
    own: dict[str, list[Unit]] = {}
    shared: dict[str, list[Unit]] = {}
    for unit in units:
        names = {name_of(place) for place in unit.orders}
        for name in names - {None}:
            (own if len(names) == 1 else shared).setdefault(str(name), []).append(unit)
    if len(own) < 2:
        return []
    return [Group(words.format(name), own[name], shared.get(name, ())) for name in own]


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
