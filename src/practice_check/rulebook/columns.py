"""What each column of a case record can hold, read from the models of its rows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from practice_check.records.model import CaseRecord, case_fields, tables

ColumnKind = Literal["code", "date", "number", "yes or no", "text"]

#: The fields of the case itself stand beside the tables under this name.
CASE = "case"
TABLES = tables()


@dataclass(frozen=True)
class Column:
    """``many``: a cell holds a list of values."""

    kind: ColumnKind
    codes: tuple[str, ...] = ()
    many: bool = False

    def holds(self, value: object) -> bool:
        """Whether a cell may be equal to the value."""
        match self.kind:
            case "code":
                return value in self.codes
            case "yes or no":
                return isinstance(value, bool)
            case "number":
                return isinstance(value, int | float) and not isinstance(value, bool)
            case "text":
                return isinstance(value, str)
            case "date":
                return False


@cache
def columns(table: str) -> Mapping[str, Column]:
    """The columns of a table, or the fields of a case."""
    model = CaseRecord if table == CASE else TABLES[table]
    known = case_fields() if table == CASE else [name for name in model.model_fields if name != "source"]
    return {name: _column(model.model_fields[name].annotation) for name in known}


def _column(annotation: object) -> Column:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return _column(next(part for part in parts if part is not type(None)))
    if origin is Annotated:
        return _column(parts[0])
    if origin is list:
        return replace(_column(parts[0]), many=True)
    if origin is Literal:
        return Column("code", parts)
    kinds: dict[object, ColumnKind] = {dt.date: "date", bool: "yes or no", int: "number", float: "number"}
    return Column(kinds.get(annotation, "text"))
