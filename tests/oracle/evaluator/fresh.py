"""Whether the text of an entry is a near copy of the one before it (``fresh`` in section 8)."""

from collections import Counter
from functools import cache

from practice_check.records.model import Review, Row

from .case import Case, day_of
from .words import Seen


def _kind(row: Row) -> object:
    """What kind of thing a row is: of a review, what it is a review of."""
    return getattr(row, "of" if isinstance(row, Review) else "kind", None)


def likeness(one: str, other: str) -> float:
    """One less the share of letters that have to be put in or taken out to make the one text of the other."""
    if not one and not other:
        return 1.0
    common = [0] * (len(other) + 1)
    for letter in one:
        row = [0]
        for index, against in enumerate(other):
            row.append(common[index] + 1 if letter == against else max(common[index + 1], row[-1]))
        common = row
    return 2 * common[-1] / (len(one) + len(other))


@cache
def alike(one: str, other: str, at_least: float) -> bool:
    """Whether the likeness is so great: counted out only where the two texts have letters enough in common."""
    shared = Counter(one) & Counter(other)
    perhaps = 2 * shared.total() / (len(one) + len(other)) >= at_least
    return perhaps and (one == other or likeness(one, other) >= at_least)


def is_copy(case: Case, seen: Seen) -> bool:
    key = ("copy", id(seen.row), seen.word)
    if key not in case.memo:
        case.memo[key] = _is_copy(case, seen)
    return bool(case.memo[key])


def _is_copy(case: Case, seen: Seen) -> bool:
    text = getattr(seen.row, "text", None)
    if not text:
        return False
    field = case.vocabulary.entries[seen.word].date
    kind = _kind(seen.row)
    earlier = [
        (day, position, getattr(row, "text", None))
        for position, row in enumerate(case.rows(seen.table) or [])
        if (day := day_of(row, field)) is not None and _kind(row) == kind and day < seen.day
    ]
    if not earlier:
        return False
    before = max(earlier, key=lambda each: each[:2])[2]
    return (
        isinstance(before, str)
        and before != ""
        and alike(text, before, float(case.parameters.number("clone-likeness", case.as_of)))
    )
