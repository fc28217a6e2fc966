"""Columns over all orders of a caseload, a few bytes an order: what looking at the whole of it needs to remember."""

import pickle
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from heapq import merge
from typing import Generic, TypeVar

from practice_check.ingest.stored import Spool

V = TypeVar("V", bound=Hashable)

_IN_MEMORY = 1 << 14  # numbers, or texts, of one column that are held before they are laid on disk
_AHEAD = 1 << 12  # numbers that are read at once, where they are read one after the other
_TEXTS_AT_ONCE = 256  # of each sorted run


class FewValues(Generic[V]):
    """A column in which most orders say the same: nothing is stored until one says something else."""

    def __init__(self) -> None:
        self._values: list[V] = []
        self._numbers: dict[V, int] = {}
        self._column: array[int] | None = None
        self._length = 0

    def append(self, value: V) -> None:
        number = self._number(value)
        if number and self._column is None:
            self._column = array("I", bytes(4 * self._length))
        if self._column is not None:
            self._column.append(number)
        self._length += 1

    def again(self) -> None:
        """Append whatever costs nothing, where nobody will ask."""
        if self._column is not None:
            self._column.append(self._column[-1])
        self._length += 1

    def join(self, later: "FewValues[V]") -> None:
        """Append all of another column."""
        numbers = [self._number(value) for value in later._values] or [0]
        if self._column is None and max(numbers):
            self._column = array("I", bytes(4 * self._length))
        if self._column is not None:
            if later._column is None:
                self._column.extend(numbers[:1] * later._length)
            else:
                self._column.extend(map(numbers.__getitem__, later._column))
        self._length += later._length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, place: int) -> V:
        return self._values[0 if self._column is None else self._column[place]]

    def __setitem__(self, place: int, value: V) -> None:
        number = self._number(value)
        if self._column is None:
            self._column = array("I", bytes(4 * self._length))
        self._column[place] = number

    def all_say(self, value: V) -> bool:
        return self._column is None and self._values in ([], [value])

    def _number(self, value: V) -> int:
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self._values)
            self._values.append(value)
        return number


class Lists:
    """Several whole numbers for each order, in the order in which they are appended; on disk when they are many."""

    def __init__(self) -> None:
        self._held = array("i")
        self._starts = array("I")  # of each order, how many numbers stand before its own
        self._laid = 0  # numbers that lie on disk, one after the other
        self._spool: Spool | None = None

    def append(self, numbers: Sequence[int]) -> None:
        self._starts.append(self._laid + len(self._held))
        self._held.extend(numbers)
        self._lay_down_much()

    def join(self, later: "Lists") -> None:
        """Append all of another."""
        before = self._laid + len(self._held)
        self._starts.extend(before + start for start in later._starts)
        self._held.extend(later._all())
        self._lay_down_much()

    def __getstate__(self) -> dict[str, object]:
        """For another process: all of it in memory."""
        return {"_held": self._all(), "_starts": self._starts, "_laid": 0, "_spool": None}

    def _lay_down_much(self) -> None:
        if len(self._held) > _IN_MEMORY:
            self._spool = self._spool or Spool()
            self._spool.put(self._held.tobytes())
            self._laid += len(self._held)
            del self._held[:]

    def _all(self) -> "array[int]":
        return self._read(0, self._laid) + self._held if self._laid else self._held

    def load(self) -> Callable[[int], Sequence[int]]:
        """The numbers of an order by its place. Orders are best asked for in order: a few ahead are in memory."""
        starts, held, laid = self._starts, self._held, self._laid
        last, end_of_all = len(starts) - 1, laid + len(held)
        ahead = array("i")
        first = 0  # how many numbers stand before those ahead

        def numbers(place: int) -> Sequence[int]:
            nonlocal ahead, first
            start = starts[place]
            end = starts[place + 1] if place < last else end_of_all
            if start == end:
                return ()
            if start >= laid:
                return held[start - laid : end - laid]
            if not first <= start <= end <= first + len(ahead):
                near = 0 <= start - first - len(ahead) < _AHEAD
                if not near:
                    return self._read(start, end)
                first, ahead = start, self._read(start, max(end, min(start + _AHEAD, laid)))
            return ahead[start - first : end - first]

        return numbers

    def _read(self, start: int, end: int) -> "array[int]":
        assert self._spool is not None
        found = array("i")
        found.frombytes(self._spool.take(start * found.itemsize, (end - start) * found.itemsize))
        return found


class Texts:
    """A text, or None, for each order; on disk when they are many."""

    def __init__(self) -> None:
        self._held: list[str | None] = []
        self._spool: Spool | None = None
        self._put: list[tuple[int, int]] = []

    def append(self, text: str | None) -> None:
        self._held.append(text)
        self._lay_down_much()

    def join(self, later: "Texts") -> None:
        """Append all of another."""
        for part in later._parts():
            self._held += part
            self._lay_down_much()

    def __getstate__(self) -> dict[str, object]:
        """For another process: all of it in memory."""
        return {"_held": list(self), "_spool": None, "_put": []}

    def _lay_down_much(self) -> None:
        if len(self._held) > _IN_MEMORY:
            self._spool = self._spool or Spool()
            data = pickle.dumps(self._held)
            self._put.append((self._spool.put(data), len(data)))
            self._held = []

    def __iter__(self) -> Iterator[str | None]:
        for part in self._parts():
            yield from part

    def __getitem__(self, place: int) -> str | None:
        for part in self._parts():
            if place < len(part):
                return part[place]
            place -= len(part)
        raise IndexError(place)

    def _parts(self) -> Iterator[list[str | None]]:
        if self._spool is not None:
            for where, length in self._put:
                yield pickle.loads(self._spool.take(where, length))
        yield self._held

    def ranks(self) -> "array[int]":
        """For each place its number, from 1, among all texts in order; texts alike by place; 0 where there is none."""
        return ranked(self._parts())


def ranked(parts: Iterable[Sequence[str | None]]) -> "array[int]":
    """As ``Texts.ranks``, of texts that come in parts; never more than a part of them is in memory as texts."""
    spool: Spool | None = None
    runs: list[Iterator[tuple[str, int]]] = []
    length = 0
    for part in parts:
        run = sorted((text, place) for place, text in enumerate(part, start=length) if text is not None)
        length += len(part)
        if length > _IN_MEMORY:
            spool = spool or Spool()
            runs.append(_from_disk(spool, run))
        else:
            runs.append(iter(run))
    found = array("I", bytes(4 * length))
    for rank, (_, place) in enumerate(merge(*runs), start=1):
        found[place] = rank
    return found


def _from_disk(spool: Spool, run: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """A sorted run, laid down now and read again in small pieces."""
    pieces: list[tuple[int, int]] = []
    for start in range(0, len(run), _TEXTS_AT_ONCE):
        data = pickle.dumps(run[start : start + _TEXTS_AT_ONCE])
        pieces.append((spool.put(data), len(data)))

    def read() -> Iterator[tuple[str, int]]:
        for where, size in pieces:
            yield from pickle.loads(spool.take(where, size))

    return read()
