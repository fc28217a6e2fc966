"""Text packed small enough for a page that is sent by email: compressed, and unpacked by the browser when it is wanted.

A browser unpacks zlib, which looks back 32 kilobytes: less than one case. What cases have in common is therefore put in
one list of phrases, and a mark stands for each of them in the cases: that alone halves the page.
"""

import base64
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

#: Stand between fragments or phrases, and before the mark of a phrase. ``escape.plain`` lets neither through.
BETWEEN = "\x1e"
MARK = "\x02"

#: What is alike in many cases: the words and the markup between two numbers or dates.
_PHRASE = re.compile(r"\D{8,}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MARK_LENGTH = 3
_MOST_PHRASES = len(_DIGITS) ** _MARK_LENGTH


@dataclass(frozen=True)
class Packed:
    """``blocks``: the fragments in their order, so many in each; ``phrases``: what their marks stand for."""

    phrases: str
    blocks: list[str]


def packed(text: str) -> str:
    """The text as zlib, in base64: letters, digits, +, / and = alone, so that it stands anywhere in HTML."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def packed_fragments(fragments: Sequence[str], in_block: int) -> Packed:
    """Fragments, ``in_block`` of them to a block."""
    phrases = _shared_phrases(fragments)
    marks = {phrase: _mark(place) for place, phrase in enumerate(phrases)}
    short = [_PHRASE.sub(lambda found: marks.get(found[0], found[0]), fragment) for fragment in fragments]
    blocks = [packed(BETWEEN.join(short[start : start + in_block])) for start in range(0, len(short), in_block)]
    return Packed(packed(BETWEEN.join(phrases)), blocks)


def _shared_phrases(fragments: Sequence[str]) -> list[str]:
    """The phrases that more than one fragment has, those that save most first."""
    shared: Counter[str] = Counter()
    for fragment in fragments:
        shared.update(dict.fromkeys(_PHRASE.findall(fragment), 1))  # in the same order in each run
    saved = {phrase: (count - 1) * len(phrase) for phrase, count in shared.items() if count > 1}
    return sorted(saved, key=lambda phrase: -saved[phrase])[:_MOST_PHRASES]


def _mark(place: int) -> str:
    digits = ""
    for _ in range(_MARK_LENGTH):
        place, digit = divmod(place, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return MARK + digits
