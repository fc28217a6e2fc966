"""Attributes that are worked out when they are first read, and from then on cost no more than any other."""

from collections.abc import Callable, Mapping
from typing import Any


def read_late(made: Mapping[str, Callable[[Any], Any]]) -> Callable[[Any, str], Any]:
    """The ``__getattr__`` of a class with slots: for each slot that is left empty, what fills it when it is read."""

    def filled(self: Any, name: str) -> Any:
        make = made.get(name)
        if make is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        found = make(self)
        setattr(self, name, found)
        return found

    return filled
