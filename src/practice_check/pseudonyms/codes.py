"""The pseudonyms themselves: what stands for a person, a colleague or a place under a key.

HMAC-SHA256 of the identifier in its usual form: the same key gives the same pseudonym in every run, and without the
key nobody can say whose it is, nor try names until one fits.
"""

import hmac
import re
from functools import lru_cache

from practice_check.answers.departures import folded
from practice_check.records.hidden import Hiding

#: Figures and consonants: no code spells a name, and none looks like another.
_SYMBOLS = "23456789BCDFGHJKMNPQRSTVWXYZ"
_CODE = f"[{_SYMBOLS}]"
CRN = re.compile(rf"P-{_CODE}{{5}}-{_CODE}{{5}}")
#: A colleague's: what stands for the person, and for how the name is spelt. A record may leave the second out.
_STAFF = re.compile(rf"Staff {_CODE}{{6}}(?:-{_CODE}{{2}})?")
_LABEL = re.compile(rf"[A-Z][a-z]+ {_CODE}{{6}}")
_HALF = 5
_KNOWN = 200_000


class Pseudonyms:
    """What a key makes of identifiers. What is a pseudonym of the run already stays as it is."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.hiding = Hiding(int.from_bytes(self._digest("letters", ""), "big"))
        #: Tells runs under this key from those under another, and tells nothing of the key.
        self.key_id = self._code("key", "", 10)
        self.crn = lru_cache(_KNOWN)(self._crn)
        self.staff = lru_cache(_KNOWN)(self._staff)
        self.label = lru_cache(_KNOWN)(self._label)

    def _crn(self, crn: str) -> str:
        """In place of a CRN, or of whatever stands where one should: a code that no CRN looks like."""
        usual = crn.strip().upper()
        if not usual or CRN.fullmatch(usual):
            return usual
        code = self._code("crn", usual, 2 * _HALF)
        return f"P-{code[:_HALF]}-{code[_HALF:]}"

    def person(self, crn: str) -> str:
        """In place of the person's name, whichever way it is spelt: the first half of the CRN's own code."""
        return f"Person {self.crn(crn)[2 : 2 + _HALF]}"

    def _staff(self, name: str) -> str:
        """In place of a colleague's name, whatever the part played: the same before the dash however it is spelt, and
        behind it what tells one spelling from another, since the rules do too."""
        if _STAFF.fullmatch(name) or not name.strip():
            return name
        return f"{self.colleague(name)}-{self._code('spelling', name, 2)}"

    def colleague(self, name: str) -> str:
        """In place of a colleague's name where its spelling tells nothing."""
        if _STAFF.fullmatch(name) or not name.strip():
            return name.partition("-")[0]
        return f"Staff {self._code('staff', ' '.join(folded(name)) or name, 6)}"

    def _label(self, noun: str, value: str) -> str:
        """In place of a word of one's own, as the name of a team: equal where the word is."""
        if _LABEL.fullmatch(value) or not value.strip():
            return value
        return f"{noun} {self._code('label', f'{noun}|{value}', 6)}"

    def short(self, kind: str, value: str) -> str:
        """A code for part of a place, such as the name of a file."""
        return self._code(kind, value, 5)

    def _digest(self, kind: str, value: str) -> bytes:
        return hmac.digest(self._key, f"{kind}|{value}".encode("utf-8", "replace"), "sha256")

    def _code(self, kind: str, value: str, length: int) -> str:
        number = int.from_bytes(self._digest(kind, value), "big")
        symbols = []
        for _ in range(length):
            number, place = divmod(number, len(_SYMBOLS))
            symbols.append(_SYMBOLS[place])
        return "".join(symbols)
