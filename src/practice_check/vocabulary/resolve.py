"""Turns ``$names`` into numbers and durations, as they stood on a day."""

from practice_check.rulebook.parameters import Parameters
from practice_check.rulebook.values import Duration, ParameterName


class Resolve:
    """Reads parameters by day. Raises UnknownParameterError for a name that holds nothing on the day."""

    __slots__ = ("_durations", "_numbers", "_parameters")

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        # What has been asked for: by name alone where it is the same on every day, else by name and day.
        self._durations: dict[object, Duration] = {}
        self._numbers: dict[object, int | float] = {}

    def duration(self, length: Duration | ParameterName, day: int) -> Duration:
        return length if isinstance(length, Duration) else self.duration_named(length.name, day)

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
        found = self._durations.get(name) or self._durations.get((name, day))
        if found is None:
            found = self._parameters.duration(name, day)
            self._durations[name if self._always(name) else (name, day)] = found
        return found

    def number(self, number: int | float | ParameterName, day: int) -> int | float:
        return self.number_named(number.name, day) if isinstance(number, ParameterName) else number

    def number_named(self, name: str, day: int) -> int | float:
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers.get((name, day))
        if found is None:
            found = self._parameters.number(name, day)
            self._numbers[name if self._always(name) else (name, day)] = found
        return found

    def _always(self, name: str) -> bool:
        dated = self._parameters.dated[name]
        return len(dated) == 1 and dated[0].start is None and dated[0].end is None
