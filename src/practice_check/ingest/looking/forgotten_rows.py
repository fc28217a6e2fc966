"""Whole groups of people without a single row in a table: most likely a file that was forgotten, or cut short.

This is where the worst of false gaps comes from: two files of contacts were meant, one was given, and half of the
caseload was never seen. One person without a contact is a finding; a whole team without one is a missing file. So where
nearly everybody else has rows, or where the group follows the order of names or numbers as files do and practice does
not, nothing is concluded from there being none: the table covers nothing for that group, and that is said once.
"""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from practice_check.ingest.looking.groups import Group, Unit, groups_of, units_of
from practice_check.ingest.looking.places import place_of_all, sheet_of
from practice_check.ingest.looking.thresholds import Limits, Thresholds, thresholds
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.ingest.problems import Problem
from practice_check.records.model import CaseRecord, tables

_SURE = 0.98  # however many others have rows, some honestly have none


@dataclass(frozen=True)
class Forgotten:
    """A group without a row in a table that ``share`` of the others have rows in.

    ``unknown``: whether nothing may be concluded from it; otherwise it may be practice, and is only said.
    """

    table: str
    group: Group
    share: float
    unknown: bool


def forgotten_covers(
    records: Sequence[CaseRecord], exported_on: dt.date | None, today: dt.date, by: Thresholds | None = None
) -> tuple[list[CaseRecord], list[Problem]]:
    """The records with tables that cover nothing where rows were most likely not exported, and a problem for each."""
    by = by or thresholds()
    found = list(records)
    if len(found) < by.limits.fewest_cases:
        return found, []
    problems: list[Problem] = []
    day = exported_on or today
    sheets = {table: _sheets(found, table) for table in tables()}
    for table in tables():
        for each in forgotten(records, table, day, by):
            problems.append(_said(each, records))
            if not each.unknown:
                continue
            same = [other for other in tables() if other != table and sheets[other] and sheets[other] <= sheets[table]]
            for unit in each.group.all:
                for place, _ in unit.records:
                    found[place] = _blinded(found[place], (table, *same))
    return found, problems


def forgotten(records: Sequence[CaseRecord], table: str, day: dt.date, by: Thresholds) -> list[Forgotten]:
    """The groups that a table holds nothing of; none overlap."""
    limits = by.limits
    units = units_of(records, table, None, day)
    without = [unit for unit in units if not unit.rows]
    if table in by.of_assessors or len(units) < limits.fewest_cases or not without:
        return []
    if len(without) == len(units):
        return [Forgotten(table, Group("", tuple(units)), 0.0, True)] if table in by.never_empty else []
    looking = _Looking(table, units, limits, len(_sheets(records, table)) > 1)
    return looking.groups(scattered=table in by.of_everybody)


class _Looking:
    def __init__(self, table: str, units: Sequence[Unit], limits: Limits, several_files: bool) -> None:
        self._table = table
        self._limits = limits
        self._several_files = several_files
        self._units = units
        self._told: set[int] = set()
        self._found: list[Forgotten] = []

    def groups(self, *, scattered: bool) -> list[Forgotten]:
        """By what a group is in practice first, so that it has the name that people know; then as files are split."""
        for group in groups_of(self._units):
            self._look(group, of_practice=True, tries=1)
        for words, order in _ORDERS:
            self._runs(words, order)
        if scattered:
            self._scattered()
        return self._found

    def _look(self, group: Group, *, of_practice: bool, tries: int) -> None:
        units = tuple(unit for unit in group.units if id(unit) not in self._told)
        if any(unit.rows for unit in units):
            return
        old = [unit for unit in units if self._is_old(unit)]
        share = self._share({id(unit) for unit in group.all})
        if len(old) < self._limits.group_least or share <= 0:
            return
        evidence = -len(old) * math.log(1 - min(share, _SURE)) - math.log(tries)
        if evidence < self._limits.group_evidence:
            return
        nearly_every = share * 100 >= self._limits.nearly_every
        unknown = nearly_every or self._several_files or not of_practice
        self._told |= {id(unit) for unit in units}
        self._found.append(Forgotten(self._table, Group(group.name, units, group.mixed), share, unknown))

    def _runs(self, words: str, order: Callable[[Unit], str | None]) -> None:
        """Long runs of people without a row, in an order by which files are split or break off."""
        in_order = sorted((unit for unit in self._units if order(unit)), key=lambda unit: order(unit) or "")
        run: list[Unit] = []
        for unit in [*in_order, None]:
            if unit is not None and not unit.rows and id(unit) not in self._told:
                run.append(unit)
                continue
            if len(run) >= self._limits.group_least:
                name = words.format(order(run[0]), order(run[-1]))
                self._look(Group(name, tuple(run)), of_practice=False, tries=len(in_order))
            run = []

    def _scattered(self) -> None:
        """So many without a row, here and there, of a table in which the others have many each."""
        old = [unit for unit in self._units if self._is_old(unit) and id(unit) not in self._told]
        without = tuple(unit for unit in old if not unit.rows)
        counts = sorted(len(unit.rows) for unit in old if unit.rows)
        if len(without) < self._limits.group_least or not counts:
            return
        usual = counts[len(counts) // 2]
        if usual >= self._limits.many_rows and len(without) * 100 >= len(old) * self._limits.scattered:
            share = len(counts) / len(old)
            self._found.append(Forgotten(self._table, Group("people here and there", without), share, True))

    def _is_old(self, unit: Unit) -> bool:
        return (unit.end - unit.begin).days >= self._limits.group_life

    def _share(self, left_out: set[int]) -> float:
        """Of the others, those who have a row."""
        others = [unit for unit in self._units if id(unit) not in left_out | self._told and self._is_old(unit)]
        return sum(bool(unit.rows) for unit in others) / len(others) if others else 0.0


def _crn(unit: Unit) -> str | None:
    return unit.first.crn


def _name(unit: Unit) -> str | None:
    """The family name first."""
    words = (unit.first.name or "").lower().split()
    return " ".join([*words[-1:], *words[:-1]]) or None


_ORDERS: tuple[tuple[str, Callable[[Unit], str | None]], ...] = (
    ("the people from {} to {}", _crn),
    ("the people from {} to {} by name", _name),
)


def _sheets(records: Sequence[CaseRecord], table: str) -> set[str]:
    return {sheet_of(row, table) for record in records for row in getattr(record, table) or ()}


def _blinded(record: CaseRecord, names: Sequence[str]) -> CaseRecord:
    spans = {name: COVERS_NOTHING for name in names if getattr(record, name) is not None}
    return record.model_copy(update={"covers": {**record.covers, **spans}})


def _said(one: Forgotten, records: Sequence[CaseRecord]) -> Problem:
    count = sum(len(unit.records) for unit in one.group.units)
    orders = f"{count} order" if count == 1 else f"{count} orders"
    what = f"the table '{one.table}' has no row"
    if one.group.name:
        message = f"{what} of {one.group.name} ({orders}), though {int(one.share * 100)}% of the others have some"
    else:
        message = f"{what} at all ({orders})"
    if one.unknown:
        message += ": taken as not exported, not as empty"
        mend = "is a file missing, or was it cut off? Add what is missing and check again"
    else:
        message += ": taken as none recorded"
        mend = f"is a file missing? Add it, or write '(not in the export)' for {one.table} in covers"
    files = [row for record in records for row in getattr(record, one.table) or ()]
    place = place_of_all(files or [unit.first for unit in one.group.all], one.table)
    return place.problem(message, mend, kind="doubt", table=one.table if one.unknown else None)
