"""Chance with the few forms of it that a caseload needs. Seeded, so that the same caseload comes out every time."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """One stream of chance for one person."""

    def yes(self, probability: float) -> bool:
        return self.random() < probability

    def either(self, probability: float, this: T, that: T) -> T:
        return this if self.random() < probability else that

    def weighted(self, weights: Mapping[T, float]) -> T:
        options = list(weights)
        return self.choices(options, cum_weights=list(accumulate(weights.values())))[0]

    def some(self, options: Sequence[T], probability: float) -> list[T]:
        return [option for option in options if self.random() < probability]

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """A day from first to last, both included; first where last lies before it."""
        return first + dt.timedelta(days=self.randint(0, max(0, (last - first).days)))

    def days(self, low: int, high: int) -> dt.timedelta:
        return dt.timedelta(days=self.randint(low, high))

    def happenings(self, expected: float) -> int:
        """How often a thing that is to be expected so often happens (binomial, in twelve trials)."""
        return sum(self.random() < min(0.9, expected / 12) for _ in range(12))
