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
    unmet = verdict.word in ("gap", "met_late", "needs_judgement") and verdict.outcomes != _DONE
    if occasion.opening.every is None or not unmet:
        return None
    length = occasion.opening.every
    last = min(verdict.met_on or as_of, occasion.ends)
    count, day = 1, occasion.due
    while day < NEVER and add(day, length) < last:
        count, day = count + 1, add(day, length)
    return count


def joined(found: Sequence[tuple[Occasion, Verdict]]) -> list[tuple[Occasion, Verdict, int | None]]:
    """Neighbouring unmet windows as one, with how many they are."""
    result: list[tuple[Occasion, Verdict, int | None]] = []
    for occasion, verdict in found:
        window = occasion.opening.kind == "window"
        unmet = window and verdict.word in ("gap", "needs_judgement") and verdict.outcomes != _DONE
        if not unmet:
            result.append((occasion, verdict, None))
            continue
        if result and result[-1][2] is not None and result[-1][1].word == verdict.word:
            first, word, number = result[-1]
            result[-1] = (first, word, (number or 1) + 1)
        else:
            result.append((occasion, verdict, 1))
    return result
