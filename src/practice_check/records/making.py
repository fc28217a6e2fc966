"""Rows of the case record made of values that are known to be right, without asking the model again."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from practice_check.records.model import Row

_UNMADE = object.__new__


def _setter(name: str) -> Callable[[object, object], None]:
    found: Callable[[object, object], None] = BaseModel.__dict__[name].__set__
    return found


_set_values = _setter("__dict__")
_set_given = _setter("__pydantic_fields_set__")
_set_extra = _setter("__pydantic_extra__")
_set_private = _setter("__pydantic_private__")

#: Which fields were given, for each row of each table: few combinations, that all rows share.
_SHARED: dict[tuple[str, ...], set[str]] = {}
#: The same from the other side, by the identity of the set: it stays for good.
_NAMES: dict[int, tuple[str, ...]] = {}


def made(model: type[Any], values: dict[str, Any], given: set[str], private: dict[str, Any] | None = None) -> Any:
    """A row as validation would leave it: ``values`` of all its fields, in their order; ``given``: which of them were.

    Nothing is looked at: the values are those that validation gave before, or that ``read_cell`` gave for their column.
    """
    row = _UNMADE(model)
    _set_values(row, values)
    _set_given(row, given)
    _set_extra(row, None)
    _set_private(row, private)
    return row


def given_of(names: tuple[str, ...]) -> set[str]:
    """The names as a set that all rows share: nobody adds to it, since rows are frozen and a copy has its own."""
    found = _SHARED.get(names)
    if found is None:
        found = _SHARED[names] = set(names)
        _NAMES[id(found)] = names
    return found


def names_given(row: Row) -> tuple[str, ...]:
    """The fields of the row that were given; one and the same tuple for all rows that share the set."""
    given = row.__pydantic_fields_set__
    found = _NAMES.get(id(given))
    return tuple(given) if found is None else found
