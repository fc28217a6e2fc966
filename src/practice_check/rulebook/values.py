"""The two small grammars of a rule: durations and names. Everything else is structured keys.

DURATION   "15 working days" | "10 days" | "8 weeks" | "3 months" | "0 days"
PARAMETER  "$initial-home-visit"        a dated number from the parameters file
"""

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer

Unit = Literal["working_day", "day", "week", "month"]

_UNITS: dict[str, Unit] = {"working day": "working_day", "day": "day", "week": "week", "month": "month"}
_DURATION = re.compile(r"^(\d+) (working day|day|week|month)s?$")
_PARAMETER = re.compile(r"^\$[a-z][a-z0-9-]*$")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time. Months are calendar months, clipped to the month's end.

    ``more``: days more (or fewer) than that. No rule can write it; it asks what a limit a day longer would change.
    """

    number: int
    unit: Unit
    more: int = 0

    def longer(self, days: int) -> "Duration":
        """So many days longer: working days where it counts those."""
        if self.unit == "month":
            return Duration(self.number, "month", self.more + days)
        number = self.number * 7 if self.unit == "week" else self.number
        return Duration(number + days, "working_day" if self.unit == "working_day" else "day")

    def __str__(self) -> str:
        word = self.unit.replace("_", " ")
        return f"{self.number} {word}{'' if self.number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class ParameterName:
    """The name of a parameter, written ``$name`` in a rule."""

    name: str

    def __str__(self) -> str:
        return f"${self.name}"


def parse_duration(text: str) -> Duration:
    """``"15 working days"`` as a Duration. Raises ValueError."""
    found = _DURATION.match(text.strip())
    if not found:
        raise ValueError(f"'{text}' is not a duration: write for example '10 working days', '8 weeks' or '3 months'")
    return Duration(int(found[1]), _UNITS[found[2]])


def _parameter(text: str) -> ParameterName | None:
    return ParameterName(text[1:]) if _PARAMETER.match(text) else None


def _length(value: object) -> object:
    if isinstance(value, str):
        return _parameter(value) or parse_duration(value)
    return value


def _number(value: object) -> object:
    return (_parameter(value) or value) if isinstance(value, str) else value


#: A duration, or the name of a parameter that holds one.
Length = Annotated[Duration | ParameterName, BeforeValidator(_length), PlainSerializer(str)]
#: A number, or the name of a parameter that holds one.
Number = Annotated[int | float | ParameterName, BeforeValidator(_number)]
