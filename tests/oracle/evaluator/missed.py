"""How many times a recurring duty was missed, and neighbouring gaps told as one (section 6)."""

from collections.abc import Sequence
from dataclasses import replace

from practice_check.rulebook import model as m

from .case import Case
from .days import FAR, after, as_length
from .due import duty_end
from .occasion import Outcome


def missed_of(case: Case, rule: m.Rule, outcome: Outcome) -> Outcome:
    opens, occasion = rule.opens, outcome.occasion
    if occasion is None or outcome.came_to not in ("gap", "met_late", "cannot_tell"):
        return outcome
    if occasion.window_due is not None:
        return replace(outcome, missed=1 if outcome.verdict in ("gap", "needs_judgement") else None)
    if not isinstance(opens, m.OpensEvery) or outcome.verdict not in ("gap", "met_late", "needs_judgement"):
        return outcome
    end = duty_end(case, rule, occasion)
    last = min(case.as_of if outcome.met_on is None else outcome.met_on, FAR if end is None else end)
    length = as_length(opens.every, case.parameters, occasion.opened)
    times, day = 1, FAR if outcome.due is None else after(outcome.due, length)
    while day < last:
        times, day = times + 1, after(day, length)
    return replace(outcome, missed=times)


def joined(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Neighbouring windows that are unmet, told as one."""
    found: list[Outcome] = []
    for outcome in outcomes:
        before = found[-1] if found else None
        if before is not None and before.missed and outcome.missed and _unmet(before, outcome):
            found[-1] = replace(before, missed=before.missed + outcome.missed)
        else:
            found.append(outcome)
    return found


def _unmet(one: Outcome, other: Outcome) -> bool:
    windows = [each.occasion is not None and each.occasion.window_due is not None for each in (one, other)]
    return all(windows) and one.verdict == other.verdict
