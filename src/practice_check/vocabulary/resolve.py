"""Turns ``$names`` into numbers and durations, as they stood on a day."""

from practice_check.rulebook.parameters import Parameters
from practice_check.rulebook.values import Duration, ParameterName


class Resolve:
    """Reads parameters by day. Raises UnknownParameterError for a name that holds nothing on the day."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters

    def duration(self, length: Duration | ParameterName, day: int) -> Duration:
        return self._parameters.duration(length.name, day) if isinstance(length, ParameterName) else length

    def durations(self, length: Duration | ParameterName) -> tuple[list[Duration], list[int]]:
        """Every duration that the length has at some time, and the days on which it changes."""
        if isinstance(length, Duration):
            return [length], []
        dated = self._parameters.dated.get(length.name, [])
        values = [each.value for each in dated if isinstance(each.value, Duration)]
        return values, self.changes(length)

    def changes(self, name: ParameterName) -> list[int]:
        """The days on which what the parameter holds may change."""
        dated = self._parameters.dated.get(name.name, [])
        return [day.toordinal() for each in dated for day in (each.start, each.end) if day]

    def duration_named(self, name: str, day: int) -> Duration:
        return self._parameters.duration(name, day)

    def number(self, number: int | float | ParameterName, day: int) -> int | float:
        return self._parameters.number(number.name, day) if isinstance(number, ParameterName) else number

    def number_named(self, name: str, day: int) -> int | float:
        return self._parameters.number(name, day)
