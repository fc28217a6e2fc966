"""Dated numbers, each with its source. A rule reads a parameter as it stood on the opening day."""

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator, Field

from practice_check.rulebook.model import Part
from practice_check.rulebook.values import Duration, parse_duration

Value = Duration | int | float


def _value(value: object) -> object:
    return parse_duration(value) if isinstance(value, str) else value


class Dated(Part):
    """One value with the days on which it holds, ``start`` to the day before ``end``."""

    value: Annotated[Value, BeforeValidator(_value)]
    source: str
    conflict: str | None = Field(None, description="where documents differ: why this value, and what the other is")
    start: dt.date | None = Field(None, alias="from")
    end: dt.date | None = Field(None, alias="to")

    @property
    def local_default(self) -> bool:
        return self.source.startswith("local default")


class UnknownParameterError(KeyError):
    """No parameter of this name, or none that holds on the day."""


class Parameters:
    """``{name: [Dated, …]}``, with look-up by day."""

    def __init__(self, dated: dict[str, list[Dated]]) -> None:
        self.dated = dated

    def __contains__(self, name: str) -> bool:
        return name in self.dated

    def entry(self, name: str, day: int) -> Dated:
        """The entry that holds on the day (an ordinal). Raises UnknownParameterError."""
        for dated in reversed(self.dated.get(name, ())):
            after_start = dated.start is None or dated.start.toordinal() <= day
            before_end = dated.end is None or day < dated.end.toordinal()
            if after_start and before_end:
                return dated
        raise UnknownParameterError(name)

    def duration(self, name: str, day: int) -> Duration:
        value = self.entry(name, day).value
        if not isinstance(value, Duration):
            raise TypeError(f"parameter {name} is not a duration")
        return value

    def number(self, name: str, day: int) -> int | float:
        value = self.entry(name, day).value
        if isinstance(value, Duration):
            raise TypeError(f"parameter {name} is not a number")
        return value
