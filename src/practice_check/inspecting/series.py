"""Columns of a tracker that are numbered ("HV1 date", "HV2 date", …) told of as one, which makes an entry of each."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from practice_check.inspecting.headings import Found, Layout
from practice_check.inspecting.lexicon import Target, targets_of
from practice_check.inspecting.likeness import like
from practice_check.inspecting.profile import Profile
from practice_check.mapping.model import heading_key
from practice_check.records.columns import CASES

_NUMBER = re.compile(r"(?<!\d)(\d{1,2}(?:st|nd|rd|th)?)(?!\d)")
#: What stands for the number in the name of the column, as mapping files have it.
N = "{n}"
#: Less like an entry's column than this, and the columns stay each by itself.
_LIKELY = 0.5


def folded(layout: Layout) -> Layout:
    """The sheet with columns that differ in a number only told of as one, where an entry may be made of each."""
    series: dict[str, list[tuple[Found, str, str]]] = {}
    for column in layout.columns:
        numbers = _NUMBER.findall(column.heading)
        if len(numbers) == 1 and "{" not in column.heading:
            stem = _NUMBER.sub(N, column.heading)
            series.setdefault(heading_key(stem.replace(N, "0")), []).append((column, numbers[0], stem))
    together: dict[int, Found] = {}
    for members in series.values():
        one = _as_one(members)
        if one is not None:
            together[one.place] = one
    gone = {
        member.place for members in series.values() if members[0][0].place in together for member, _, _ in members[1:]
    }
    columns = (together.get(found.place, found) for found in layout.columns if found.place not in gone)
    return replace(layout, columns=tuple(columns))


def _as_one(members: Sequence[tuple[Found, str, str]]) -> Found | None:
    first, _, stem = members[0]
    if len(members) == 1:
        return None
    numbers = tuple(number for _, number, _ in members)
    column = replace(first, heading=stem, profile=_joined(each.profile for each, _, _ in members), numbers=numbers)
    made = max((_score(column, target) for target in targets_of(CASES) if target.group), default=0.0)
    own = max((_score(column, target) for target in targets_of(CASES) if not target.group), default=0.0)
    return column if made >= _LIKELY and made > own else None


def _score(column: Found, target: Target) -> float:
    return like(column.heading, column.profile, target, column.over).score


def _joined(profiles: Iterable[Profile]) -> Profile:
    values: Counter[object] = Counter()
    words: Counter[str] = Counter()
    blank = 0
    for profile in profiles:
        values += profile.values
        words += profile.words
        blank += profile.blank
    return Profile(values, blank, words)
