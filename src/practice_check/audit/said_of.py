"""An entry or a period in a few words: its noun, or a sentence with columns of its row."""

import datetime as dt
from functools import cache, lru_cache
from string import Formatter

from practice_check.records.hidden import readable
from practice_check.records.model import Row
from practice_check.verdicts.messages import day
from practice_check.vocabulary.explain import code_in_words, words

#: No text of an export is carried further than this.
_MOST = 60
#: So many texts are kept in words.
_TEXTS = 1 << 12


def said_of(row: Row, say: str | None, noun: str) -> str:
    """``say`` with the row's values in place of its braces; ``noun`` where there is no sentence."""
    if say is None:
        return noun
    parts = [text if name is None else text + value_in_words(row, name) for text, name in _parts(say)]
    return "".join(parts)


def value_in_words(row: Row, name: str) -> str:
    """A cell in words; a blank one is said to be not recorded."""
    value = getattr(row, name)
    if value is None or value in ("", []):
        return f"{words(name)} not recorded"
    return plain_value(value)


def plain_value(value: object) -> str:
    """A value in words, cut short."""
    if isinstance(value, list):
        return ", ".join(map(plain_value, value))
    if isinstance(value, dt.date):
        return day(value.toordinal())
    return _text_in_words(value) if type(value) is str else _cut_short(code_in_words(value))


@lru_cache(_TEXTS)
def _text_in_words(text: str) -> str:
    """Most texts that are said of rows are codes: few, again and again."""
    return _cut_short(code_in_words(text))


def _cut_short(text: str) -> str:
    text = readable(text)
    return text if len(text) <= _MOST else text[: _MOST - 1].rstrip() + "…"


@cache
def _parts(say: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((text, name) for text, name, _, _ in Formatter().parse(say))
