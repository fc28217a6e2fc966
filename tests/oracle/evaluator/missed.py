"""How many times a recurring duty was missed, and neighbouring gaps told as one (section 6)."""

from collections.abc import Sequence
from dataclasses import replace

from practice_check.rulebook import model as m

from .case import Case
from .days import after, as_length
from .evidence import first_evidence
from .occasion import Outcome


def missed_of(case: Case, rule: m.Rule, outcome: Outcome) -> Outcome:
    opens, occasion = rule.opens, outcome.occasion
    if not isinstance(opens, m.OpensEvery) or occasion is None or outcome.verdict not in ("gap", "met_late"):
        return outcome
    if opens.counted_from == "condition":
        return replace(outcome, missed=1)
    assert occasion.stretch_last is not None
    until = first_evidence(case, rule, occasion, case.as_of)
    if until is None:
        until = min(case.as_of, occasion.stretch_last)
    length = as_length(opens.every, case.parameters, occasion.opened)
    fits, day = 0, after(occasion.opened, length)
    while day <= until:
        fits += 1
        day = after(day, length)
    return replace(outcome, missed=max(fits - 1, 0) + 1)


def joined(rule: m.Rule, outcomes: Sequence[Outcome]) -> list[Outcome]:
    if not isinstance(rule.opens, m.OpensEvery) or rule.opens.counted_from != "condition":
        return list(outcomes)
    found: list[Outcome] = []
    for outcome in outcomes:
        before = found[-1] if found else None
        if before is not None and before.verdict == "gap" == outcome.verdict:
            found[-1] = replace(before, missed=(before.missed or 1) + (outcome.missed or 1))
        else:
            found.append(outcome)
    return found
