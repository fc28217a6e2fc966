"""``share`` of section 8 of docs/rule-language.md: every way of filling its blanks is gone through."""

from collections.abc import Collection, Sequence

from practice_check.rulebook import model as m

from .case import Case
from .days import as_number
from .kleene import Truth, all_of, any_of
from .words import Seen, blind_between

#: How many entries there are, how many of them are of the part, how many of those were last in a row, and at most.
Counts = tuple[int, int, int, int]


def shared(
    case: Case, share: m.Share, whole: Sequence[Seen], part: Sequence[Seen], *, opened: int, first: int, last: int
) -> Truth:
    words = (share.of.entry, share.among.entry)
    if any(blind_between(case, word, first or case.begin, last) for word in words):
        return None
    ways: set[Counts] = {(0, 0, 0, 0)}
    for seen in whole:
        if first <= seen.day <= last:
            also = any_of(True if one.sure else None for one in part if one.row is seen.row)
            ways = {after for before in ways for after in _ways_on(before, seen.sure, also)}
    hundredth = as_number(share.at_most, case.parameters, opened)
    base = as_number(share.base, case.parameters, opened)
    kept = [_one([there < base or 100 * of_it <= hundredth * there for there, of_it, _, _ in ways])]
    if share.run is not None:
        run = as_number(share.run, case.parameters, opened)
        kept.append(_one([longest < run for _, _, _, longest in ways]))
    return all_of(kept)


def _ways_on(before: Counts, sure: bool, also: Truth) -> list[Counts]:
    """What the counts may be after one more entry: there and of the part, there and not, or not there."""
    there, of_it, row, longest = before
    found = [] if sure else [before]
    if also is not False:
        found.append((there + 1, of_it + 1, row + 1, max(longest, row + 1)))
    if also is not True:
        found.append((there + 1, of_it, 0, longest))
    return found


def _one(truths: Collection[bool]) -> Truth:
    return all(truths) if len(set(truths)) == 1 else None
