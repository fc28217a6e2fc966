"""Conditions over the whole case, day by day, with the unknown stretches settled as section 6 says."""

from dataclasses import dataclass

from practice_check.rulebook import model as m

from .case import Case
from .conditions import holds
from .kleene import Truth


@dataclass(frozen=True)
class Settled:
    """``values[i]`` is the condition on day ``first + i``; ``None`` only in a stretch that lasts to the end."""

    first: int
    values: list[Truth]

    def on(self, day: int) -> Truth:
        return self.values[day - self.first]

    @property
    def days(self) -> range:
        return range(self.first, self.first + len(self.values))


def settled(case: Case, condition: m.Condition) -> Settled:
    key = ("settled", id(condition))
    if key not in case.memo:
        values = [holds(case, condition, day) for day in range(case.start, case.last_seen + 1)]
        case.memo[key] = Settled(case.start, _settle(values))
    found = case.memo[key]
    assert isinstance(found, Settled)
    return found


def _settle(values: list[Truth]) -> list[Truth]:
    made = list(values)
    for index, value in enumerate(values):
        if value is not None:
            continue
        before = next((each for each in reversed(values[:index]) if each is not None), None)
        following = next((each for each in values[index:] if each is not None), None)
        if following is not None:
            made[index] = before is True and following is True
    return made


def true_stretches(case: Case, condition: m.Condition) -> list[tuple[int, int, bool]]:
    """``(first day, last day, certain)`` of each stretch, split at starts.

    A stretch runs on into an unknown one that lasts to the end; such an unknown one alone is not certain.
    """
    calendar = settled(case, condition)
    found: list[tuple[int, int, bool]] = []
    for day in calendar.days:
        value = calendar.on(day)
        if value is False:
            continue
        runs_on = bool(found) and found[-1][1] == day - 1
        if runs_on and (value is None or (day not in case.starts and found[-1][2])):
            if value is None and day in case.starts and found[-1][2]:
                found.append((day, day, True))
            else:
                found[-1] = (found[-1][0], day, found[-1][2])
        else:
            found.append((day, day, value is True))
    return found


def turns_false(case: Case, condition: m.Condition, opened: int) -> int | None:
    """The first day after the opening on which the condition is false."""
    calendar = settled(case, condition)
    return next((day for day in calendar.days if day > opened and calendar.on(day) is False), None)
