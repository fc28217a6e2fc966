"""Turns ``$names`` into numbers and durations, as they stood on a day."""

from practice_check.rulebook.parameters import Parameters, UnknownParameterError, Value
from practice_check.rulebook.values import Duration, ParameterName
from practice_check.timeline.days import NEVER
from practice_check.vocabulary.by_identity import ByIdentity


class _Asked:
    """What has been asked of some parameters.

    ``always``: what is the same on every day; ``dated``: the rest with the days from which and to which each value
    holds, the one that goes before the others first.
    """

    __slots__ = ("always", "dated")

    def __init__(self) -> None:
        self.always: dict[str, Value] = {}
        self.dated: dict[str, list[tuple[int, int, Value]]] = {}


_ASKED: ByIdentity[Parameters, _Asked] = ByIdentity()


class Resolve:
    """Reads parameters by day. Raises UnknownParameterError for a name that holds nothing on the day."""

    __slots__ = ("_always", "_dated", "_parameters")

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        asked = _ASKED.get(parameters) or _ASKED.put(parameters, _Asked())
        self._always = asked.always
        self._dated = asked.dated

    def duration(self, length: Duration | ParameterName, day: int) -> Duration:
        if isinstance(length, Duration):
            return length
        value = self._always.get(length.name)
        return value if isinstance(value, Duration) else self.duration_named(length.name, day)

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
        value = self._value(name, day)
        if not isinstance(value, Duration):
            raise TypeError(f"parameter {name} is not a duration")
        return value

    def number(self, number: int | float | ParameterName, day: int) -> int | float:
        return self.number_named(number.name, day) if isinstance(number, ParameterName) else number

    def number_named(self, name: str, day: int) -> int | float:
        value = self._value(name, day)
        if isinstance(value, Duration):
            raise TypeError(f"parameter {name} is not a number")
        return value

    def _value(self, name: str, day: int) -> Value:
        value = self._always.get(name)
        if value is not None:
            return value
        dated = self._dated.get(name)
        if dated is None:
            dated = self._dated[name] = self._read(name)
            if len(dated) == 1 and dated[0][:2] == (0, NEVER):
                self._always[name] = dated[0][2]
        for start, end, value in dated:
            if start <= day < end:
                return value
        raise UnknownParameterError(name)

    def _read(self, name: str) -> list[tuple[int, int, Value]]:
        return [
            (each.start.toordinal() if each.start else 0, each.end.toordinal() if each.end else NEVER, each.value)
            for each in reversed(self._parameters.dated.get(name, []))
        ]
