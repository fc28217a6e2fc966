"""What each column of a table may hold, taken from the case record's own model."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from practice_check.records.model import CaseRecord, Cover, case_fields, tables

KEYS = ("crn", "event_number")
CASES = "cases"
COVERS = "covers"
EXPORT = "export"
#: Sheets of the template that hold no records: its explanations, and the lists behind its drop-downs.
NOT_TABLES = frozenset({"read_me", "lists"})

#: Written in a cell to say that the export does not hold it: unlike a blank, which says "not recorded".
NOT_IN_EXPORT = "(not in the export)"


class Kind(StrEnum):
    TEXT = "text"
    WHOLE = "whole number"
    DECIMAL = "number"
    YES_NO = "yes or no"
    DATE = "date"
    CODE = "code"


@dataclass(frozen=True)
class Column:
    field: str
    name: str
    kind: Kind
    many: bool = False
    codes: tuple[str, ...] = ()


@cache
def columns_of(model: type[BaseModel]) -> dict[str, Column]:
    """The columns of a model's own fields, by name: all but its keys, its nested tables and where it was read."""
    if model is CaseRecord:
        fields = ["row_id", *(name for name in case_fields() if name not in KEYS)]
    else:
        fields = [name for name in model.model_fields if name != "source"]
    found = {}
    for field in fields:
        info = model.model_fields[field]
        column = _column(field, info.alias or field, info.annotation)
        found[column.name] = column
    return found


_KEY_COLUMNS = {
    "crn": Column("crn", "crn", Kind.TEXT),
    "event_number": Column("event_number", "event_number", Kind.WHOLE),
}


@cache
def fields_of(table: str) -> dict[str, Column]:
    """The fields of a table, or of ``cases``, by name, the keys too."""
    model = CaseRecord if table == CASES else tables()[table]
    return {**_KEY_COLUMNS, **{column.field: column for column in columns_of(model).values()}}


def names_of(model: type[BaseModel]) -> list[str]:
    """Every heading that a sheet of this model may have."""
    own = list(columns_of(model))
    return own if model is Cover else [*KEYS, *own]


def _column(field: str, name: str, annotation: object) -> Column:
    inner = _bare(annotation)
    if get_origin(inner) is list:
        item = _column(field, name, get_args(inner)[0])
        return Column(field, name, item.kind, many=True, codes=item.codes)
    if get_origin(inner) is Literal:
        return Column(field, name, Kind.CODE, codes=tuple(str(code) for code in get_args(inner)))
    kinds = {str: Kind.TEXT, int: Kind.WHOLE, float: Kind.DECIMAL, bool: Kind.YES_NO, dt.date: Kind.DATE}
    if isinstance(inner, type) and inner in kinds:
        return Column(field, name, kinds[inner])
    raise TypeError(f"a column cannot hold {annotation} ({field})")


def _bare(annotation: object) -> object:
    """The annotation without "or None" and without what is annotated on it."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        (inner,) = (part for part in get_args(annotation) if part is not NoneType)
        return _bare(inner)
    return annotation
