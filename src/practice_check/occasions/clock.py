"""When a duty falls due: a clock that stands still while it cannot be done (docs/rule-language.md, section 7)."""

from collections.abc import Sequence

from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import NEVER, Stretches, due_after, merged
from practice_check.timeline.truth import TRUE, UNKNOWN
from practice_check.vocabulary.conditions import Conditions
from practice_check.vocabulary.turns import stretches_of
from practice_check.vocabulary.wanting import Want, of_condition

#: What stops the clock of a rule that does not say.
USUAL_PAUSES: list[m.ConditionForm] = [m.Named(name="not-supervised-in-community")]


class Pauses:
    """What stops a clock: None, nothing does. Rules that name the same pauses share it, by its ``number``."""

    __slots__ = ("condition", "number")

    def __init__(self, pauses: Sequence[m.ConditionForm] | None, number: int) -> None:
        """``pauses``: None for the usual ones, empty for none."""
        wanted = USUAL_PAUSES if pauses is None else pauses
        self.condition = m.AnyOf.model_construct(any=list(wanted)) if wanted else None
        self.number = number


class Clock:
    """``stopped``: half-open stretches in which it stands still; ``unknown``: those in which it may, for ``wants``.

    ``first``: from which day on the conditions were looked at, since a clock is rarely asked of days before the case.
    """

    __slots__ = ("_conditions", "_earlier", "_pauses", "first", "stopped", "unknown", "wants")

    def __init__(self, pauses: Pauses, conditions: Conditions, first: int) -> None:
        self.first = first
        self._pauses = pauses
        self._conditions = conditions
        self._earlier: dict[int, Clock] = {}
        stopped, unknown, self.wants = _looked_at(pauses, conditions, first)
        self.stopped = merged(stopped)
        self.unknown = merged(unknown)

    def seeing(self, day: int) -> "Clock":
        """This one, or where the day lies before all that it looked at, one that looks from there on."""
        if day >= self.first:
            return self
        found = self._earlier.get(day)
        if found is None:
            found = self._earlier[day] = Clock(self._pauses, self._conditions, day)
        return found

    def due(self, opened: int, length: Duration) -> tuple[int, bool]:
        """The due date (NEVER while the clock stands) and whether it may be "not yet"."""
        if opened < self.first:
            return self.seeing(opened).due(opened, length)
        due = due_after(opened, length, self.stopped)
        for start, end in self.unknown:
            if start <= due and opened < end:
                return due, True
        return due, False


class Clocks:
    """The clocks of one case, each made when the first rule asks for it."""

    __slots__ = ("_conditions", "_made")

    def __init__(self, conditions: Conditions) -> None:
        self._conditions = conditions
        self._made: dict[int, Clock] = {}

    def of(self, pauses: Pauses) -> Clock:
        found = self._made.get(pauses.number)
        if found is None:
            begin = self._conditions.reading.case.begin
            found = self._made[pauses.number] = Clock(pauses, self._conditions, begin)
        return found


def _looked_at(pauses: Pauses, conditions: Conditions, first: int) -> tuple[Stretches, Stretches, tuple[Want, ...]]:
    """When the clock of a case stands still, and when it may, for what is wanting."""
    condition = pauses.condition
    if condition is None:
        return [], [], ()
    case = conditions.reading.case
    found = stretches_of(conditions.node(condition), conditions.reading, first, case.as_of)
    stopped: Stretches = [(1, case.start)] if case.start else []
    unknown: Stretches = []
    wants: dict[Want, None] = {}
    for stretch in found:
        end = NEVER if stretch.end >= case.as_of else stretch.end + 1
        if stretch.truth is TRUE:
            stopped.append((stretch.start, end))
        elif stretch.truth is UNKNOWN:
            unknown.append((stretch.start, end))
            wants.update(dict.fromkeys(of_condition(condition, conditions, stretch.start)))
    return stopped, unknown, tuple(wants)
