"""What was made of an object, found again by the object itself and forgotten with it."""

import weakref
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class ByIdentity(Generic[K, V]):
    """A mapping from objects that cannot be hashed, or are costly to hash. Two that are equal are still two.

    What is kept for an object must not hold on to it, or neither is ever let go. ``made``: by the ``id`` of the object,
    to be looked into by whoever holds the object.
    """

    __slots__ = ("_alive", "made")

    def __init__(self) -> None:
        self.made: dict[int, V] = {}
        self._alive: dict[int, weakref.ref[K]] = {}

    def __len__(self) -> int:
        return len(self.made)

    def get(self, thing: K) -> V | None:
        return self.made.get(id(thing))

    def put(self, thing: K, made: V) -> V:
        key, kept, alive = id(thing), self.made, self._alive

        def gone(_: object) -> None:
            kept.pop(key, None)
            alive.pop(key, None)

        kept[key] = made
        alive[key] = weakref.ref(thing, gone)
        return made
