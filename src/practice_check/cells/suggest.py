"""Did you mean: the nearest of the words that are allowed."""

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz, process

_NEAR = 75.0  # of 100: lets through a slip or two of the pen, and no other word


def plain(word: str) -> str:
    """A name or code freed of capitals, spaces and hyphens: "Very High", "very-high" and VERY_HIGH are one."""
    return re.sub(r"[\s_\-–]+", "_", word.strip().lower()).strip("_")


@cache
def by_plain_name(names: tuple[str, ...]) -> dict[str, str]:
    """Each of the names under its plain form."""
    return {plain(name): name for name in names}


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that the writer most likely meant, if one is near enough."""
    found = process.extractOne(plain(word[:200]), list(allowed), scorer=fuzz.ratio, processor=plain, score_cutoff=_NEAR)
    return None if found is None else found[0]
