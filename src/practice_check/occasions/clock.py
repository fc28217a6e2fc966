"""When a duty falls due: a clock that stands still while it cannot be done (docs/rule-language.md, section 7)."""

from collections.abc import Sequence
from dataclasses import dataclass

from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import NEVER, Stretches, due_after, merged
from practice_check.timeline.stretches import stretches
from practice_check.timeline.truth import TRUE, UNKNOWN
from practice_check.vocabulary.conditions import Conditions
from practice_check.vocabulary.turns import turning_days
from practice_check.vocabulary.wanting import Want, of_condition

#: What stops the clock of a rule that does not say.
USUAL_PAUSES: list[m.ConditionForm] = [m.Named(name="not-supervised-in-community")]


@dataclass(frozen=True)
class Clock:
    """``stopped``: half-open stretches in which it stands still; ``unknown``: those in which it may, for ``wants``."""

    stopped: Stretches
    unknown: Stretches
    wants: tuple[Want, ...] = ()

    def due(self, opened: int, length: Duration) -> tuple[int, bool]:
        """The due date (NEVER while the clock stands) and whether it may be "not yet"."""
        due = due_after(opened, length, self.stopped)
        unsure = any(start <= due and opened < end for start, end in self.unknown)
        return due, unsure


def clock_of(pauses: Sequence[m.ConditionForm] | None, conditions: Conditions) -> Clock:
    """The clock of a rule in a case. ``pauses``: None for the usual one, empty for none."""
    wanted = USUAL_PAUSES if pauses is None else pauses
    if not wanted:
        return Clock([], [])
    case = conditions.reading.case
    condition = m.AnyOf.model_construct(any=list(wanted))
    turns = turning_days(condition, conditions.reading)
    found = stretches(lambda day: conditions.holds(condition, day), turns, case.begin, case.as_of)
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
