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

_PARTS = re.compile(r"[A-Za-z]/[A-Za-z']+|\d+(?:st|nd|rd|th)\b|[A-Za-z']+|\d+")
#: Where words are written together, as in caseStartDate; not within DoB or RoSH.
_SEAM = re.compile(r"(?<=[a-z]{2})(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
#: Two words nearer than this are one, misspelt.
_SAME_WORD = 85.0
#: Two whole names nearer than this are one, written together or misspelt.
_SAME_NAME = 90.0
_MISSPELT = 0.95
#: A word cut short after so many letters is still that word, nearly.
_SHORTEST_CUT, _CUT_SHORT = 3, 90.0
#: A word with letters left out is still that word, perhaps; one of so few letters only of a word that is short itself.
_LETTERS_LEFT_OUT, _FEW_LETTERS, _SHORT_WORD, _LONG_END = 86.0, 2, 5, 4
#: First letters that stand for a whole name of several words: likely, and never certain.
_FIRST_LETTERS, _MOST_FIRST_LETTERS = 0.75, 4
_LONGEST = 200


@lru_cache(100_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that say something, short forms written out, in alphabetical order."""
    content = lexicon()
    spelt: list[str] = []
    for part in _PARTS.findall(_SEAM.sub(" ", name[:_LONGEST].replace(".", ""))):
        for word in _apart(part.lower().replace("'", "")):
            spelt += content.words.get(word, word).split()
    spelt = _phrases(" ".join(spelt)).split()
    bare = (_singular(word) for word in spelt if word not in content.silent)
    return tuple(
        sorted({content.words.get(word, word) if " " not in content.words.get(word, word) else word for word in bare})
    )


def _apart(part: str) -> list[str]:
    """A word with a stroke in it: one that we know, one cut short ("c/signed"), or two ("m/f")."""
    first, stroke, rest = part.partition("/")
    if not stroke or part in lexicon().words:
        return [part]
    return [first + rest] if len(rest) > _FEW_LETTERS else [first, rest]


def _phrases(text: str) -> str:
    for phrase, meant in lexicon().phrases.items():
        text = re.sub(rf"\b{re.escape(phrase)}\b", meant, text)
    return text


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
    if len(theirs) > 1 and 1 < len(_key(heading)) <= _MOST_FIRST_LETTERS and initials(name) == _key(heading):
        return _FIRST_LETTERS
    return max(shared / total, whole / 100 * _MISSPELT if whole >= _SAME_NAME else 0.0)


def _near(mine: str, known: str) -> float:
    """How near a word of a heading is to one that we know, of 100: spelt alike, cut short, or with letters left out."""
    if mine == known:
        return 100.0
    if len(mine) >= _SHORTEST_CUT and known.startswith(mine):
        return max(fuzz.ratio(mine, known), _CUT_SHORT)
    return max(fuzz.ratio(mine, known), _LETTERS_LEFT_OUT if _may_be(mine, known) else 0.0)


@lru_cache(200_000)
def _may_be(mine: str, known: str) -> bool:
    """Whether a word that we do not know may be this one in short: "chk" of "check", "ctrsigned" of "countersigned"."""
    if known in lexicon().may_be.get(mine, ()):
        return True
    if mine[:1] != known[:1] or not mine.isalpha() or len(mine) >= len(known) or mine in _counts()[0]:
        return False
    if len(mine) < _FEW_LETTERS or (len(mine) == _FEW_LETTERS and len(known) > _SHORT_WORD):
        return False
    letters = iter(known)
    if not all(letter in letters for letter in mine):
        return False
    no_vowels = not set("aeiou") & set(mine[1:])
    ends_cut_out = mine[-1] == known[-1] and known.startswith(mine[:-1])
    return no_vowels or ends_cut_out or mine[-_LONG_END:] == known[-_LONG_END:]


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
