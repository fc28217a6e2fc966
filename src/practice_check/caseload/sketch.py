"""How often things occur, at most, in a room that does not grow with them: to know what need not be looked at."""

from collections.abc import Iterable
from hashlib import blake2b
from math import ceil

_ROOM = 1 << 22
_MOST = 255
_BYTES = 4


class Sketch:
    """Counts by a hash, up to 255: never too few, and too many only where two things fall together."""

    def __init__(self) -> None:
        self._counts = bytearray(_ROOM)

    def add(self, marks: bytes) -> None:
        """``marks``: those of several things."""
        counts = self._counts
        for start in range(0, len(marks), _BYTES):
            place = int.from_bytes(marks[start : start + _BYTES]) % _ROOM
            if counts[place] < _MOST:
                counts[place] += 1

    def may_be(self, key: bytes, at_least: float) -> bool:
        """False: it surely occurs less often than that."""
        return self._counts[int.from_bytes(_mark(key)) % _ROOM] >= min(ceil(at_least), _MOST)


def marks_of(keys: Iterable[bytes]) -> bytes:
    return b"".join(map(_mark, keys))


def _mark(key: bytes) -> bytes:
    return blake2b(key, digest_size=_BYTES).digest()
