"""Choices out of bytes: what a fuzzer changes byte by byte steers the making of a whole file."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Bites:
    """Eats the bytes from the front; where they are used up, every choice is the first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def number(self, below: int) -> int:
        """0 to ``below - 1``."""
        size = max((below - 1).bit_length() + 7, 8) // 8
        return int.from_bytes(self.take(size), "little") % below

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.number(len(choices))]

    def take(self, size: int) -> bytes:
        eaten = self._data[self._place : self._place + size]
        self._place += size
        return eaten

    def some_bytes(self) -> bytes:
        return self.take(self.number(256))

    def text(self) -> str:
        """Any text, half letters among it."""
        return self.some_bytes().decode("utf-8", "surrogateescape")

    def rest(self) -> bytes:
        eaten = self._data[self._place :]
        self._place = len(self._data)
        return eaten

    @property
    def left(self) -> bool:
        return self._place < len(self._data)
