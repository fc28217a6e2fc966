"""People and orders as a table sees them, and the groups in which a file or a part of one can be missing."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from practice_check.ingest.looking.places import file_of
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.records.model import CaseRecord, Cover, Row


@dataclass(frozen=True)
class Unit:
    """Whoever a table's rows belong to: a person with all orders, or one order. Seen from ``begin`` to ``end``.

    ``records`` holds the orders by their place in the caseload.
    """

    records: tuple[tuple[int, CaseRecord], ...]
    begin: dt.date
    end: dt.date
    rows: tuple[Row, ...]
    days: tuple[dt.date, ...]

    @property
    def first(self) -> CaseRecord:
        return self.records[0][1]


@dataclass(frozen=True)
class Group:
    """Units that one file could have held. ``name`` says which, for people to read; "" is the whole caseload.

    ``mixed`` are people with orders in other groups too: what is missing of the group is missing of them, but what they
    have may come from elsewhere.
    """

    name: str
    units: tuple[Unit, ...]
    mixed: tuple[Unit, ...] = ()

    @property
    def all(self) -> tuple[Unit, ...]:
        return (*self.units, *self.mixed)


def units_of(records: Sequence[CaseRecord], table: str, column: str | None, day: dt.date) -> list[Unit]:
    """Everybody of whom the table is known and begun: by person where it is the person's table.

    ``day`` is that of the export; rows dated after it are none of the unit's ``days``. What the table is said to cover
    bounds what is seen. Left out: orders without a start, and those whose table covers nothing.
    """
    found: dict[object, list[tuple[int, CaseRecord]]] = {}
    for place, record in enumerate(records):
        if getattr(record, table) is None or record.covers.get(table) == COVERS_NOTHING:
            continue
        key: object = record.crn if table in CaseRecord.PERSON_TABLES else record.key
        found.setdefault(key, []).append((place, record))
    units = []
    for members in found.values():
        begins = [begin for _, record in members if (begin := begin_of(record))]
        if len(begins) < len(members):
            continue
        rows = tuple(row for _, record in members for row in getattr(record, table))
        days = () if column is None else tuple(sorted(_days(rows, column, day)))
        covers = [cover for _, record in members if (cover := record.covers.get(table))]
        begin = max([min(begins), *(cover.start for cover in covers if cover.start)])
        end = min([max(_end_of(record, day) for _, record in members), *(cover.end for cover in covers if cover.end)])
        units.append(Unit(tuple(members), begin, max(begin, end), rows, days))
    return units


def _days(rows: Sequence[Row], column: str, day: dt.date) -> Iterator[dt.date]:
    for row in rows:
        found = getattr(row, column)
        if isinstance(found, dt.date) and found <= day:
            yield found


def begin_of(record: CaseRecord) -> dt.date | None:
    return record.start_date or record.sentence_date


def _end_of(record: CaseRecord, day: dt.date) -> dt.date:
    return min(end for end in (record.closed_date, record.end_date, record.exported_on, day) if end is not None)


def groups_of(units: Sequence[Unit]) -> list[Group]:
    """By team, by officer, by the file that the cases stand in: each only where there are several of them."""
    return [
        *_grouped("team {}", units, lambda record: record.team),
        *_grouped("officer {}", units, lambda record: record.officer),
        *_grouped("the cases in {}", units, file_of),
    ]


def _grouped(words: str, units: Sequence[Unit], name_of: Callable[[CaseRecord], str | None]) -> list[Group]:
    own: dict[str, list[Unit]] = {}
    shared: dict[str, list[Unit]] = {}
    for unit in units:
        names = {name_of(record) for _, record in unit.records}
        for name in names - {None}:
            (own if len(names) == 1 else shared).setdefault(str(name), []).append(unit)
    if len(own) < 2:
        return []
    return [Group(words.format(name), tuple(own[name]), tuple(shared.get(name, ()))) for name in own]


def narrowed(cover: Cover | None, start: dt.date | None, end: dt.date | None) -> Cover:
    """The cover with a later start, or an earlier end, than it had."""
    cover = cover or Cover.model_validate({})
    starts = [day for day in (cover.start, start) if day]
    ends = [day for day in (cover.end, end) if day]
    return Cover.model_validate({"start": max(starts, default=None), "end": min(ends, default=None)})
