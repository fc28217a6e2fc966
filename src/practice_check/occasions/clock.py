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
    """``stopped``: half-open stretches in which it stands still; ``unknown``: those in which it may, for ``wants``."""

    __slots__ = ("stopped", "unknown", "wants")

    def __init__(self, stopped: Stretches, unknown: Stretches, wants: tuple[Want, ...] = ()) -> None:
        self.stopped = stopped
        self.unknown = unknown
        self.wants = wants

    def due(self, opened: int, length: Duration) -> tuple[int, bool]:
        """The due date (NEVER while the clock stands) and whether it may be "not yet"."""
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
            found = self._made[pauses.number] = clock_of(pauses, self._conditions)
        return found


def clock_of(pauses: Pauses, conditions: Conditions) -> Clock:
    """The clock of a rule in a case."""
    condition = pauses.condition
    if condition is None:
        return Clock([], [])
    case = conditions.reading.case
    found = stretches_of(conditions.node(condition), conditions.reading, case.begin, case.as_of)
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
    return Clock(merged(stopped), merged(unknown), tuple(wants))
