"""Texts that nobody may read: their letters exchanged, so that what is compared about them stays as it was.

A pseudonymised record carries its free text so: two hidden texts are as long, as blank, as like and as equal as the
texts themselves, whatever their case, and nobody reads a name in them. They are for comparing only, since what has
merely exchanged letters can be guessed at: whoever shows a text of a record shows ``readable(text)``.
"""

import random
import re
from collections.abc import Collection

#: What stands where a hidden text would be shown.
LEFT_OUT = "(text left out)"

#: Glagolitic, which no case note is written in: a script of capitals and small letters, as ours is.
_CAPITALS = [chr(number) for number in range(0x2C00, 0x2C2F)]
#: Yi syllables, for the letters of all other alphabets.
_SYLLABLES = [chr(number) for number in range(0xA000, 0xA48D)]
_HIDDEN = re.compile(r"[\u2c00-\u2c5f\ua000-\ua48c]")
_ASCII = 128


def readable(text: str) -> str:
    """The text as it may be shown: in place of a hidden one a remark that it is left out."""
    return LEFT_OUT if is_hidden(text) else text


def is_hidden(text: str) -> bool:
    return _HIDDEN.search(text) is not None


class Hiding:
    """Exchanges letters and figures, one for one, as the seed has it; white space and signs stay.

    Letters beyond ASCII have no case afterwards, and of those that few European names hold two may fall together.
    """

    def __init__(self, seed: int) -> None:
        self._table = _Letters(random.Random(seed))

    def hide(self, text: str, legible: Collection[str] = ()) -> str:
        """The text hidden; the words that are ``legible`` stay as they are wherever they stand, in any case."""
        if not legible:
            return text.translate(self._table)
        pattern = "|".join(re.escape(each) for each in sorted(legible, key=lambda each: (-len(each), each)))
        parts = re.split(f"({pattern})", text, flags=re.IGNORECASE)
        return "".join(part if place % 2 else part.translate(self._table) for place, part in enumerate(parts))


class _Letters(dict[int, str]):
    """What stands for each character, by its number; made as characters are met."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        capitals, self._syllables = _CAPITALS.copy(), _SYLLABLES.copy()
        chance.shuffle(capitals)
        chance.shuffle(self._syllables)
        for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789"):
            self[ord(letter)] = capitals[place].lower()
            if letter.isalpha():
                self[ord(letter.upper())] = capitals[place]

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        hidden = letter
        if letter.isalnum() and number >= _ASCII:
            hidden = self._syllables[(number - _ASCII) % len(self._syllables)]
        self[number] = hidden
        return hidden
