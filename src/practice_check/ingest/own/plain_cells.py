"""Cells that are plainly right, read many at once. Of any other there may be something to say: it is read by itself.

What comes of a plain cell is what ``read_fields`` gives for it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from pydantic import BaseModel

from practice_check.cells.cell import LARGEST, is_not_in_export, read_cell
from practice_check.cells.fault import CellFault
from practice_check.cells.suggest import by_plain_name, plain
from practice_check.ingest.own.building import keep, known_of, spans_of
from practice_check.records.columns import Column, Kind, columns_of
from practice_check.records.making import given_of, made
from practice_check.records.model import Row

_UNSEEN: Final = object()
_YES_NO: Final = Kind.YES_NO
_WHOLE: Final = Kind.WHOLE
_DECIMAL: Final = Kind.DECIMAL
#: Of a column: its field, itself, what texts of it came to before, and what texts came to that stand in its lists.
_Cell = tuple[str, Column, dict[str, object], dict[str, object] | None]


class Shape:
    """The names that a group of cells gives, in their order: ``names`` are ours (None: that one is not)."""

    __slots__ = ("_blank", "_cells", "_given", "_model", "_spans", "names")

    def __init__(self, given: Sequence[str], known: tuple[str, ...], model: type[BaseModel]) -> None:
        """``known``: all names that may stand there; those of the model's columns have a cell to read."""
        plain_names = by_plain_name(known)
        columns = columns_of(model)
        self._model = model
        self.names = [plain_names.get(name) or plain_names.get(plain(name)) for name in given]
        self._cells = [_cell_of(columns[name]) if name is not None and name in columns else None for name in self.names]
        fields = {cell[0] for cell in self._cells if cell is not None}
        self._given = given_of(tuple(name for name in model.model_fields if name in fields or name == "source"))
        self._blank: dict[str, object] = {name: field.default for name, field in model.model_fields.items()}
        self._spans = spans_of(model)

    @property
    def gives_twice(self) -> bool:
        """Whether two of the names are one of ours: which of them counts?"""
        ours = [name for name in self.names if name is not None]
        return len(set(ours)) < len(ours)

    def named(self, row: dict[str, object]) -> dict[str, object]:
        """What stands under each name of ours."""
        return {name: value for name, value in zip(self.names, row.values(), strict=True) if name is not None}

    def fields(self, row: dict[str, object]) -> dict[str, object] | None:
        """The fields that the cells give; None where one of them has to be read by itself."""
        found: dict[str, object] = {cell[0]: None for cell in self._cells if cell is not None}
        return found if self._read(row, found) else None

    def row(self, row: dict[str, object], source: str) -> Row | None:
        """The row of the table that the cells give; None where one of them has to be read by itself."""
        values = self._blank.copy()
        if not self._read(row, values):
            return None
        for start, end in self._spans:
            first, last = values[start], values[end]
            if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
                return None
        values["source"] = source
        found: Row = made(self._model, values, self._given)
        return found

    def _read(self, row: dict[str, object], values: dict[str, object]) -> bool:
        """Whether all cells are plain: ``values`` has then what they give, where it is not None."""
        for cell, value in zip(self._cells, row.values(), strict=True):
            if value is None or cell is None:
                continue
            field, column, known, known_in_lists = cell
            if type(value) is str:
                found = known.get(value, _UNSEEN)
                if found is _UNSEEN:
                    found = _read_text(value, column, known)
                    if found is _UNSEEN:
                        return False
                values[field] = found
            elif value is True or value is False:
                if column.kind is not _YES_NO or column.many:
                    return False
                values[field] = value
            elif type(value) is list:
                if known_in_lists is None:
                    return False
                items = _read_list(value, column, known_in_lists)
                if items is None:
                    return False
                values[field] = items
            elif column.many or not isinstance(value, (int, float)) or not 0 <= value < LARGEST:
                return False
            elif column.kind is _DECIMAL:
                values[field] = float(value)
            elif column.kind is _WHOLE and type(value) is int:
                values[field] = value
            else:
                return False
        return True


def _read_text(text: str, column: Column, known: dict[str, object]) -> object:
    """What it comes to; ``_UNSEEN`` where there is something to say of it."""
    if is_not_in_export(text):
        return _UNSEEN
    try:
        found = read_cell(text, column)
    except CellFault:
        return _UNSEEN
    if not column.many:
        keep(known, text, found)
    return found


def _read_list(items: list[object], column: Column, known: dict[str, object]) -> list[object] | None:
    found: list[object] = []
    for item in items:
        if type(item) is not str:
            return None
        value = known.get(item, _UNSEEN)
        if value is _UNSEEN:
            value = _read_text(item, _in_lists(column), known)
        if value is _UNSEEN or value is None:
            return None
        found.append(value)
    return found


def _cell_of(column: Column) -> _Cell:
    if column.many:
        return column.field, column, {}, known_of(_in_lists(column))
    return column.field, column, known_of(column), None


@cache
def _in_lists(column: Column) -> Column:
    """The column of which each item of a list is a cell."""
    return replace(column, many=False)
