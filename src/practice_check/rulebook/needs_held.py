"""What an export holds, and what it would take besides: sheets, and columns of the sheets that are there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Self

from practice_check.records.holds import Holds
from practice_check.records.model import CaseRecord
from practice_check.rulebook.columns import CASE, TABLES, columns


@dataclass(frozen=True, slots=True)
class Held:
    """A table of an export.

    ``columns``: those that some row can have. ``whole``: that a case has no row says something; False where a row is
    evidence and the want of one is none (a mapping's ``covers: nothing``).
    """

    columns: frozenset[str]
    whole: bool = True


@dataclass(frozen=True, order=True, slots=True)
class Need:
    """What an export lacks: a sheet; one column of a sheet (or of the cases); or, ``whole``, every row of a sheet."""

    table: str
    column: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Holdings:
    """The tables of an export, absent ones left out, and the fields that it has of the case itself."""

    tables: Mapping[str, Held] = field(default_factory=dict)
    case: frozenset[str] = frozenset()

    @classmethod
    def of(cls, holds: Holds) -> Self:
        """What some case of the export has. A table in which no case has a row may have any column."""
        held = {
            name: Held(frozenset(given & columns(name).keys() or columns(name)), name in holds.reaching)
            for name, given in holds.tables.items()
        }
        return cls(held, frozenset(holds.case & columns(CASE).keys()))

    @classmethod
    def of_records(cls, records: Iterable[CaseRecord]) -> Self:
        """The same, of records that no export gathered it from."""
        return cls.of(Holds.of(records))

    def has(self, table: str, column: str) -> bool:
        if table == CASE:
            return column in self.case
        return table in self.tables and column in self.tables[table].columns

    def present(self, table: str) -> bool:
        return table in self.tables

    def whole(self, table: str) -> bool:
        """Whether it is seen where a case has no entry in it."""
        return table in self.tables and self.tables[table].whole

    def lack(self, table: str, column: str) -> list[Need]:
        """What is wanting where the column of the table is looked at; ``column`` empty: the table by itself."""
        if table != CASE and table not in self.tables:
            return [Need(table)]
        lacking = [Need(table, column)] if column and not self.has(table, column) else []
        return lacking if table == CASE or self.whole(table) else [*lacking, Need(table, whole=True)]

    def with_(self, needs: Iterable[Need]) -> "Holdings":
        """What it would be with these too; a sheet comes with all its columns."""
        tables, case = dict(self.tables), self.case
        for need in needs:
            if need.table == CASE:
                case |= {need.column}
            elif need.whole:
                tables[need.table] = replace(tables[need.table], whole=True)
            elif need.column:
                had = tables[need.table]
                tables[need.table] = replace(had, columns=had.columns | {need.column})
            else:
                tables[need.table] = Held(frozenset(columns(need.table)))
        return Holdings(tables, case)


@cache
def everything() -> Holdings:
    """What the template has room for."""
    return Holdings({name: Held(frozenset(columns(name))) for name in TABLES}, frozenset(columns(CASE)))
