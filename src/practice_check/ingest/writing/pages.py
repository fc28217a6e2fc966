"""From case records back to tables: what the workbook and the CSV files of our own form have in common."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from practice_check.cells.cell import is_not_in_export
from practice_check.records.columns import (
    CASES,
    COVERS,
    EXPORT,
    KEYS,
    NOT_IN_EXPORT,
    Column,
    Kind,
    columns_of,
    names_of,
)
from practice_check.records.model import CaseRecord, Cover, tables
from practice_check.records.wording import spaced

Value = str | int | float | dt.date | None

TABLE_COLUMN = Column("table", "table", Kind.CODE, codes=tuple(tables()))
EXPORTED_ON = columns_of(CaseRecord)["exported_on"]
_CRN = Column("crn", "crn", Kind.TEXT)
_EVENT = Column("event_number", "event_number", Kind.WHOLE)
_COVER_COLUMNS = [TABLE_COLUMN, *columns_of(Cover).values(), _CRN, _EVENT]


@dataclass(frozen=True)
class Page:
    """A sheet to be written."""

    name: str
    columns: list[Column]
    rows: list[list[Value]]


def empty_pages() -> list[Page]:
    """Every sheet of the template, with all its columns and no rows."""
    pages = [Page(CASES, [column for column in _all(CaseRecord) if column not in {EXPORTED_ON, _row_id()}], [])]
    pages += [Page(table, _all(model), []) for table, model in tables().items()]
    pages.append(Page(COVERS, _COVER_COLUMNS, []))
    pages.append(Page(EXPORT, [EXPORTED_ON], []))
    return pages


def pages_of(records: Sequence[CaseRecord]) -> list[Page]:
    """The sheets that say what the records say.

    Raises ValueError for a list that holds a semicolon, which a cell cannot say. An empty list is written as a blank.
    """
    pages = [_page(CASES, CaseRecord, [(record, record) for record in records])]
    for table, model in tables().items():
        known = [record for record in records if getattr(record, table) is not None]
        if known:
            pages.append(_page(table, model, [(record, row) for record in known for row in getattr(record, table)]))
    covers = _covers(records, {page.name for page in pages})
    if covers:
        pages.append(Page(COVERS, _COVER_COLUMNS, covers))
    return pages


def _page(name: str, model: type[BaseModel], rows: Sequence[tuple[CaseRecord, BaseModel]]) -> Page:
    given = {field for _, row in rows for field in row.model_fields_set}
    columns = [column for column in _all(model) if not rows or column in {_CRN, _EVENT} or column.field in given]
    written = [[_cell(case, row, column) for column in columns] for case, row in rows]
    return Page(name, columns, written)


def _covers(records: Sequence[CaseRecord], sheets: set[str]) -> list[list[Value]]:
    """What the tables cover: said once if all cases have it alike, otherwise for each case.

    A table that has a sheet and is nevertheless unknown for a case is said to be so here.
    """
    of_each = [_covers_of(record, sheets) for record in records]
    if all(covers == of_each[0] for covers in of_each):
        return [[table, *span, None, None] for table, span in of_each[0].items()] if of_each else []
    return [
        [table, *span, record.crn, record.event_number]
        for record, covers in zip(records, of_each, strict=True)
        for table, span in covers.items()
    ]


def _covers_of(record: CaseRecord, sheets: set[str]) -> dict[str, tuple[Value, Value]]:
    found: dict[str, tuple[Value, Value]] = {table: (cover.start, cover.end) for table, cover in record.covers.items()}
    for table in tables():
        if table in sheets and getattr(record, table) is None:
            found[table] = (NOT_IN_EXPORT, NOT_IN_EXPORT)
    return found


def _cell(case: CaseRecord, row: BaseModel, column: Column) -> Value:
    if column in {_CRN, _EVENT}:
        return case.crn if column == _CRN else case.event_number
    if column.field not in row.model_fields_set:
        return NOT_IN_EXPORT
    value = getattr(row, column.field)
    if is_not_in_export(value):
        raise ValueError(f"'{column.name}' says what a sheet says of a cell that is not in the export")
    if isinstance(value, list):
        if any(";" in item for item in value):
            raise ValueError(f"'{column.name}' holds a list with a semicolon in it: a cell cannot say so")
        return "; ".join(spaced(item) if column.codes else item for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column.codes and isinstance(value, str):
        return spaced(value)
    return value if isinstance(value, (str, int, float, dt.date)) else None


def _all(model: type[BaseModel]) -> list[Column]:
    own = columns_of(model)
    keys = {_CRN.name: _CRN, _EVENT.name: _EVENT}
    return [keys[name] if name in KEYS else own[name] for name in names_of(model)]


def _row_id() -> Column:
    return columns_of(CaseRecord)["row_id"]
