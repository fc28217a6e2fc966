"""Building a row, or a case, of the record from the cells that were read; what cannot be read is left out of it.

A cell that cannot be read leaves its field *unset*, which is "unknown": never blank, and never a guess.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from practice_check.cells.cell import is_not_in_export, read_cell
from practice_check.cells.fault import CellFault
from practice_check.ingest.problems import Place, Problem
from practice_check.records.columns import Column
from practice_check.records.model import CaseRecord, Cover

Model = TypeVar("Model", bound=BaseModel)


class Cell(NamedTuple):
    """What stands in one cell, under which heading, and the column that it is for."""

    heading: str
    column: Column
    value: object


def read_fields(cells: Iterable[Cell], place: Place, problems: list[Problem]) -> dict[str, object]:
    """The fields that the cells give; a fault for each cell that cannot be read."""
    fields: dict[str, object] = {}
    for heading, column, value in cells:
        if value is None:
            fields[column.field] = None
            continue
        known = None
        if type(value) is str and len(value) <= _LONGEST_KNOWN and not column.many:
            known = known_of(column)
            if value in known:
                fields[column.field] = known[value]
                continue
        if is_not_in_export(value):
            continue
        try:
            found = fields[column.field] = read_cell(value, column)
        except CellFault as fault:
            problems.append(
                place.problem(fault.message, fault.mend, column=heading, value=value, fields=[column.field])
            )
            continue
        if known is not None:
            keep(known, str(value), found)
    return fields


#: What short texts of a column came to before, by the column's identity: a column says few things, often.
_KNOWN: dict[int, tuple[Column, dict[str, object]]] = {}
_MOST_KNOWN = 5000
_LONGEST_KNOWN = 40


def known_of(column: Column) -> dict[str, object]:
    """What texts of the column came to so far; ``keep`` adds to it."""
    found = _KNOWN.get(id(column))
    if found is None:
        found = _KNOWN[id(column)] = (column, {})  # with the column itself, so that no other takes its identity
    return found[1]


def keep(known: dict[str, object], text: str, value: object) -> None:
    """Remember what a text came to, if it is a short one: few of them are in mind at once."""
    if len(text) > _LONGEST_KNOWN:
        return
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[text] = value


def build(model: type[Model], fields: dict[str, object], place: Place, problems: list[Problem]) -> Model:
    """The model of these fields, less those that contradict each other or that the model does not allow."""
    sound = dict(fields)
    _drop_contradictions(model, sound, place, problems)
    try:
        return model(**sound)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False):
            field = str(detail["loc"][0]) if detail["loc"] else ""
            if field not in sound:
                continue
            message = "the value is not one that a case record can hold"
            value = sound.pop(field)
            problems.append(place.problem(message, "correct it", column=field, value=value, fields=[field]))
    return model(**sound)


def _drop_contradictions(
    model: type[BaseModel], fields: dict[str, object], place: Place, problems: list[Problem]
) -> None:
    """Take out both ends of a period that ends before it starts: nothing says which of the two is wrong."""
    wrong: set[str] = set()
    for start, end in spans_of(model):
        first, last = fields.get(start), fields.get(end)
        if not (isinstance(first, dt.date) and isinstance(last, dt.date)) or last >= first:
            continue
        wrong |= {start, end}
        message = f"{_name(end)} {last:%d/%m/%Y} is before {_name(start)} {first:%d/%m/%Y}"
        mend = "correct whichever is wrong: until then both are taken as unknown"
        value = f"{last:%d/%m/%Y}"
        problems.append(place.problem(message, mend, column=end, value=value, fields=[start, end]))
    for field in wrong:
        del fields[field]


@cache
def spans_of(model: type[BaseModel]) -> Sequence[tuple[str, str]]:
    """The fields that start and end a period of the model."""
    if model is CaseRecord:
        return (("start_date", "end_date"), ("start_date", "closed_date"))
    if model is not Cover and {"start", "end"} <= model.model_fields.keys():
        return (("start", "end"),)
    return ()


def _name(field: str) -> str:
    return {
        "start": "the start",
        "end": "the end",
        "start_date": "the start date",
        "end_date": "the end date",
        "closed_date": "the closed date",
    }[field]
