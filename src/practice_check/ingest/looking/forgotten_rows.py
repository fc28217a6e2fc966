"""Whole groups of people without a single row in a table: most likely a file that was forgotten, or cut short.

This is where the worst of false gaps comes from: two files of contacts were meant, one was given, and half of the
caseload was never seen. One person without a contact is a finding; a whole team without one is a missing file. So where
nearly everybody else has rows, or where the group follows the order of names or numbers as files do and practice does
not, nothing is concluded from there being none: the table covers nothing for that group, and that is said once.
"""

import datetime as dt
import math
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice

from practice_check.ingest.looking.gathering import Gathered
from practice_check.ingest.looking.groups import Group, Units, files_of, kinds_of_groups, units_of
from practice_check.ingest.looking.places import place_of_all
from practice_check.ingest.looking.thresholds import Limits, Thresholds
from practice_check.ingest.problems import Problem
from practice_check.records.model import tables

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


def narrow_forgotten_rows(
    gathered: Gathered, exported_on: dt.date | None, today: dt.date, by: Thresholds
) -> list[Problem]:
    """Make tables cover nothing where rows were most likely not exported, and a problem for each."""
    if len(gathered) < by.limits.fewest_cases:
        return []
    day = (exported_on or today).toordinal()
    orders = {
        "the people from {} to {}": gathered.crns,
        "the people from {} to {} by name": gathered.names,
    }
    ranks = {words: texts.ranks() for words, texts in orders.items()}
    found: list[Forgotten] = []
    for table in tables():
        found += forgotten(gathered, table, day, by, ranks)
    problems = [_said(gathered, each) for each in found]
    for each in found:
        if each.unknown:
            sheets = gathered.tables[each.table].sheets
            same = [
                name
                for name, other in gathered.tables.items()
                if name != each.table and other.sheets and other.sheets <= sheets
            ]
            for place in each.group.orders():
                gathered.blind(place, (each.table, *same))
    return problems


def forgotten(
    gathered: Gathered, table: str, day: int, by: Thresholds, ranks: Mapping[str, "array[int]"]
) -> list[Forgotten]:
    """The groups that a table holds nothing of; none overlap. ``ranks``: see ``_Looking``."""
    limits = by.limits
    if table in by.of_assessors:
        return []
    units = units_of(gathered, table, day)
    without = sum(not rows for rows in units.rows)
    if len(units) < limits.fewest_cases or not without:
        return []
    if without == len(units):
        return [Forgotten(table, Group("", units, units.everybody()), 0.0, True)] if table in by.never_empty else []
    looking = _Looking(gathered, table, units, limits)
    return looking.groups(ranks, scattered=table in by.of_everybody)


class _Looking:
    """``ranks``: orders by which files are split: words for a run, and the rank of each order there (0: none)."""

    def __init__(self, gathered: Gathered, table: str, units: Units, limits: Limits) -> None:
        self._gathered = gathered
        self._table = table
        self._limits = limits
        self._several_files = len(gathered.tables[table].sheets) > 1
        self._units = units
        self._told = bytearray(len(units))
        self._found: list[Forgotten] = []
        self._is_old = bytearray(
            end - begin >= limits.group_life for begin, end in zip(units.begin, units.end, strict=True)
        )
        self._old = sum(self._is_old)
        self._old_with_rows = sum(bool(rows) for rows, old in zip(units.rows, self._is_old, strict=True) if old)
        self._told_and_old = 0

    def groups(self, ranks: Mapping[str, "array[int]"], *, scattered: bool) -> list[Forgotten]:
        """By what a group is in practice first, so that it has the name that people know; then as files are split."""
        for groups in kinds_of_groups(self._gathered, self._units, self._units.everybody()):
            for group in groups:
                self._look(group, of_practice=True, tries=1)
        texts = (self._gathered.crns, self._gathered.names)
        for (words, order), text in zip(ranks.items(), texts, strict=True):
            self._runs(order, words, text.__getitem__)
        if scattered:
            self._scattered()
        return self._found

    def _look(
        self, group: Group, *, of_practice: bool, tries: int, named: Callable[[Group], str] | None = None
    ) -> None:
        """``named``: makes the name of a group that has none, once there is something to say of it."""
        units = array("I", (unit for unit in group.units if not self._told[unit]))
        if any(self._units.rows[unit] for unit in units):
            return
        old = sum(self._is_old[unit] for unit in units)
        if old < self._limits.group_least:
            return
        share = self._share(group)
        if share <= 0:
            return
        evidence = -old * math.log(1 - min(share, _SURE)) - math.log(tries)
        if evidence < self._limits.group_evidence:
            return
        nearly_every = share * 100 >= self._limits.nearly_every
        unknown = nearly_every or self._several_files or not of_practice
        for unit in units:
            self._told[unit] = True
        self._told_and_old += old
        name = named(group) if named else group.name
        self._found.append(Forgotten(self._table, replace(group, name=name, units=units), share, unknown))

    def _runs(self, ranks: "array[int]", words: str, text: Callable[[int], str | None]) -> None:
        """Long runs of people without a row, in an order by which files are split or break off."""

        units = self._units

        def named(group: Group) -> str:
            return words.format(text(units.first(group.units[0])), text(units.first(group.units[-1])))

        in_order = self._in_order(ranks)
        run = array("I")
        for unit in chain(in_order, [None]):
            if unit is not None and not units.rows[unit] and not self._told[unit]:
                run.append(unit)
                continue
            if len(run) >= self._limits.group_least:
                self._look(Group("", units, run), of_practice=False, tries=len(in_order), named=named)
            run = array("I")

    def _in_order(self, ranks: "array[int]") -> "array[int]":
        """The units whose first order has a rank, by it."""
        of_rank = array("I", bytes(4 * (len(ranks) + 1)))  # the unit's number and one more; 0 where there is none
        for unit in range(len(self._units)):
            of_rank[ranks[self._units.first(unit)]] = unit + 1
        return array("I", (one_more - 1 for one_more in islice(of_rank, 1, None) if one_more))

    def _scattered(self) -> None:
        """So many without a row, here and there, of a table in which the others have many each."""
        rows = self._units.rows
        old = array("I", (unit for unit in range(len(rows)) if self._is_old[unit] and not self._told[unit]))
        without = array("I", (unit for unit in old if not rows[unit]))
        counts = sorted(rows[unit] for unit in old if rows[unit])
        if len(without) < self._limits.group_least or not counts:
            return
        usual = counts[len(counts) // 2]
        if usual >= self._limits.many_rows and len(without) * 100 >= len(old) * self._limits.scattered:
            share = len(counts) / len(old)
            self._found.append(
                Forgotten(self._table, Group("people here and there", self._units, without), share, True)
            )

    def _share(self, group: Group) -> float:
        """Of the others, those who have a row; whoever was told of counts no more, and has none."""
        left_out = array("I", (unit for unit in group.all if not self._told[unit] and self._is_old[unit]))
        others = self._old - self._told_and_old - len(left_out)
        return (
            (self._old_with_rows - sum(bool(self._units.rows[unit]) for unit in left_out)) / others if others else 0.0
        )


def _said(gathered: Gathered, one: Forgotten) -> Problem:
    count = sum(len(one.group.of.orders(unit)) for unit in one.group.units)
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
    files = list(dict.fromkeys(files_of(gathered, one.table, range(len(gathered)))))
    if not files:
        files = list(dict.fromkeys(gathered.files[one.group.of.first(unit)] for unit in one.group.all))
    place = place_of_all(files, one.table)
    return place.problem(message, mend, kind="doubt", table=one.table if one.unknown else None)
