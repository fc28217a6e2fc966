"""Days on which a three-valued thing changes, turned into stretches."""

from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth


class Stretch:
    """From ``start`` up to and including ``end`` the thing had one value. Shared, and so never changed.

    ``tail``: the first day of an unknown end that a true stretch runs on into.
    """

    __slots__ = ("end", "start", "tail", "truth")

    def __init__(self, start: int, end: int, truth: Truth, tail: int | None = None) -> None:
        self.start = start
        self.end = end
        self.truth = truth
        self.tail = tail


def stretches(days: list[int], truths: list[Truth], last: int) -> list[Stretch]:
    """The stretches up to ``last``, of what came to each of the ``truths`` from each of the ``days`` on, in order."""
    found: list[Stretch] = []
    start, now = days[0], truths[0]
    for place in range(1, len(days)):
        truth = truths[place]
        if truth is not now:
            day = days[place]
            found.append(Stretch(start, day - 1, now))
            start, now = day, truth
    found.append(Stretch(start, last, now))
    return found


def settled(found: list[Stretch]) -> list[Stretch]:
    """Unknown stretches settled by what follows them.

    An unknown stretch that a known one follows is false, but between two true ones true. One that lasts to the end
    stays unknown, or runs on as true after a true one.
    """
    if not any(stretch.truth is UNKNOWN for stretch in found):
        return found
    done: list[Stretch] = []
    for index, stretch in enumerate(found):
        before = found[index - 1].truth if index else FALSE
        after = found[index + 1].truth if index + 1 < len(found) else None
        truth = stretch.truth
        if truth is UNKNOWN:
            truth = _settled(before, after)
        tail = stretch.start if truth is TRUE and stretch.truth is UNKNOWN and after is None else None
        if done and done[-1].truth is truth:
            done[-1] = Stretch(done[-1].start, stretch.end, truth, tail)
        else:
            done.append(Stretch(stretch.start, stretch.end, truth))
    return done


def _settled(before: Truth, after: Truth | None) -> Truth:
    if after is None:
        return TRUE if before is TRUE else UNKNOWN
    return TRUE if before is TRUE and after is TRUE else FALSE
