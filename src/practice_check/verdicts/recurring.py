"""A recurring duty that was missed several times running is one occasion, with ``missed``."""

from collections.abc import Sequence

from practice_check.engine import Outcome
from practice_check.occasions.occasion import Occasion
from practice_check.timeline.days import NEVER, add
from practice_check.verdicts.decide import Verdict

#: What the record alone says was done in time is not missed, whatever an assessor makes of it.
_DONE = {Outcome.MET}


def missed(occasion: Occasion, verdict: Verdict, as_of: int) -> int | None:
    """How many times a duty counted from its evidence fell due without it."""
    length = occasion.opening.every
    if length is None or verdict.word not in ("gap", "met_late", "needs_judgement") or verdict.outcomes == _DONE:
        return None
    last = min(verdict.met_on or as_of, occasion.ends)
    count, day = 1, occasion.due
    while day < NEVER and add(day, length) < last:
        count, day = count + 1, add(day, length)
    return count


def joined(found: Sequence[tuple[Occasion, Verdict]]) -> list[tuple[Occasion, Verdict, int | None]]:
    """Neighbouring unmet windows as one, with how many they are."""
    result: list[tuple[Occasion, Verdict, int | None]] = []
    for occasion, verdict in found:
        number: int | None = None
        if occasion.opening.kind == "window" and verdict.word in ("gap", "needs_judgement"):
            number = None if verdict.outcomes == _DONE else 1
        if number is not None and result:
            first, before, so_far = result[-1]
            if so_far is not None and before.word == verdict.word:
                result[-1] = (first, before, so_far + 1)
                continue
        result.append((occasion, verdict, number))
    return result
