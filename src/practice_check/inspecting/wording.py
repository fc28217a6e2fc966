"""How alike two names are: by their words, short forms written out, rare words weighing more than common ones."""

import math
import re
from collections import Counter
from functools import cache, lru_cache

from rapidfuzz import fuzz

from practice_check.inspecting.lexicon import lexicon, targets_of
from practice_check.mapping.model import heading_key
from practice_check.records.columns import CASES
from practice_check.records.model import tables

_PARTS = re.compile(r"[A-Za-z']+|\d+")
#: Where words are written together, as in caseStartDate; not within DoB or RoSH.
_SEAM = re.compile(r"(?<=[a-z]{2})(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
#: Two words nearer than this are one, misspelt.
_SAME_WORD = 85.0
#: Two whole names nearer than this are one, written together or misspelt.
_SAME_NAME = 90.0
_MISSPELT = 0.95
#: A word cut short after so many letters is still that word, nearly.
_SHORTEST_CUT, _CUT_SHORT = 3, 90.0
_LONGEST = 200


@lru_cache(100_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that say something, short forms written out, in alphabetical order."""
    content = lexicon()
    spelt: list[str] = []
    for part in _PARTS.findall(_SEAM.sub(" ", name[:_LONGEST].replace(".", ""))):
        word = part.lower().replace("'", "")
        spelt += content.words.get(word, word).split()
    bare = (_singular(word) for word in spelt if word not in content.silent)
    return tuple(
        sorted({content.words.get(word, word) if " " not in content.words.get(word, word) else word for word in bare})
    )


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def same(one: str, other: str) -> bool:
    """Whether two names are one, but for capitals, punctuation, short forms and the order of their words."""
    if _key(one) and _key(one) == _key(other):
        return True
    words = words_of(one)
    return bool(words) and words == words_of(other)


@lru_cache(100_000)
def _key(name: str) -> str:
    return heading_key(name[:_LONGEST])


@lru_cache(200_000)
def likeness(heading: str, name: str) -> float:
    """How like a heading, or a code, is to a name that we know: from 0, nothing in common, to 1, the same."""
    if same(heading, name):
        return 1.0
    mine, theirs = words_of(heading), words_of(name)
    if not mine or not theirs:
        return 0.0
    total = sum(map(_weight, mine)) + sum(map(_weight, theirs))
    shared = 0.0
    left = list(theirs)
    for word in mine:
        best = max(left, key=lambda each: _near(word, each), default="")
        near = _near(word, best)
        if best and near >= _SAME_WORD:
            left.remove(best)
            shared += near / 100 * (_weight(word) + _weight(best))
    whole = fuzz.ratio(_key(heading), _key(name))
    return max(shared / total, whole / 100 * _MISSPELT if whole >= _SAME_NAME else 0.0)


def _near(mine: str, known: str) -> float:
    """How near a word of a heading is to one that we know, of 100: spelt alike, or cut short."""
    cut_short = len(mine) >= _SHORTEST_CUT and known.startswith(mine)
    return max(fuzz.ratio(mine, known), _CUT_SHORT if cut_short else 0.0)


def initials(name: str) -> str:
    """The first letters of its words, as short forms are made of: "UA" of "unacceptable absence"."""
    return "".join(word[0] for word in re.findall(r"[a-z]+", name.lower()))


def _weight(word: str) -> float:
    """How much a word tells: the rarer among all the names that we know, the more; "date" hardly anything."""
    counts, names = _counts()
    return math.log(1 + names / (1 + counts.get(word, 0)))


@cache
def _counts() -> tuple[Counter[str], int]:
    found: Counter[str] = Counter()
    names = 0
    for table in (CASES, *tables()):
        for target in targets_of(table):
            for name in target.names:
                found.update(words_of(name.text))
                names += 1
    return found, names
