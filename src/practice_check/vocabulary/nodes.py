"""Conditions made ready: each form as a node that judges a day of a case (docs/rule-language.md, section 5).

What a node comes to is kept in the reading of the case, so that no condition is judged twice on a day.
"""

from collections.abc import Sequence
from typing import Final

from practice_check.records.model import Row
from practice_check.rulebook.conditions import All, AnyOf, ConditionForm, Not
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth, opposite
from practice_check.vocabulary.reading import Reading
from practice_check.vocabulary.tests import RowTests

#: More than any day: a node's number times this, and a day added, is a number for the node on that day.
_DAYS: Final = 1 << 22


class Leaf:
    """A condition without parts, as a part of another: ``turned`` is how many times a ``not`` stands over it.

    ``text``: what it says, once somebody has asked.
    """

    __slots__ = ("node", "text", "turned")

    def __init__(self, node: "Node", turned: int) -> None:
        self.node = node
        self.turned = turned
        self.text = ""


class Node:
    """A condition. ``by_opener``, ``by_day``: what it comes to may depend on the opener, or on the day.

    ``model``: as it stands in the rulebook. ``leaves``: the conditions without parts that it is made of, named ones
    opened up.
    """

    __slots__ = ("_key", "by_day", "by_opener", "leaves", "model")

    def __init__(self, number: int, model: ConditionForm, *, by_opener: bool, by_day: bool) -> None:
        self._key = number * _DAYS
        self.model = model
        self.by_opener = by_opener
        self.by_day = by_day
        self.leaves: list[Leaf] = [Leaf(self, 0)]

    def holds(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        if self.by_opener:
            return self.judged(reading, day, opener)
        key = self._key + day if self.by_day else self._key  # as key_on has it
        truth = reading.truths.get(key)
        if truth is None:
            truth = reading.truths[key] = self.judged(reading, day, opener)
        return truth

    def key_on(self, day: int) -> int:
        """A number for the condition on the day, by which what it came to is kept in a case."""
        return self._key + day if self.by_day else self._key

    def turns(self, reading: Reading) -> set[int]:
        """The days, those of starts left out, on which it may come to something else than on the day before.

        Shared, and so never changed. Days before the first and after the last there is may be among them.
        """
        turns = reading.turns.get(self._key)
        if turns is None:
            turns = reading.turns[self._key] = self.turning(reading)
        return turns

    def judged(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        """The same as ``holds``, worked out."""
        raise NotImplementedError

    def turning(self, reading: Reading) -> set[int]:
        """The same as ``turns``, worked out."""
        raise NotImplementedError


class _Together(Node):
    """Several conditions."""

    __slots__ = ("parts",)

    def __init__(self, number: int, model: All | AnyOf, parts: Sequence[Node]) -> None:
        super().__init__(
            number,
            model,
            by_opener=any(part.by_opener for part in parts),
            by_day=any(part.by_day for part in parts),
        )
        self.parts = tuple(parts)
        self.leaves = [leaf for part in parts for leaf in part.leaves]

    def turning(self, reading: Reading) -> set[int]:
        found: set[int] = set()
        for part in self.parts:
            found |= part.turns(reading)
        return found


class AllNode(_Together):
    __slots__ = ()

    def judged(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        least = TRUE
        for part in self.parts:
            truth = part.holds(reading, day, opener)
            if truth is FALSE:
                return FALSE
            if truth is UNKNOWN:
                least = UNKNOWN
        return least


class AnyNode(_Together):
    __slots__ = ()

    def judged(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        best = FALSE
        for part in self.parts:
            truth = part.holds(reading, day, opener)
            if truth is TRUE:
                return TRUE
            if truth is UNKNOWN:
                best = UNKNOWN
        return best


class NotNode(Node):
    __slots__ = ("part",)

    def __init__(self, number: int, model: Not, part: Node) -> None:
        super().__init__(number, model, by_opener=part.by_opener, by_day=part.by_day)
        self.part = part
        self.leaves = [Leaf(leaf.node, leaf.turned + 1) for leaf in part.leaves]

    def judged(self, reading: Reading, day: int, opener: Row | None) -> Truth:
        return opposite(self.part.holds(reading, day, opener))

    def turning(self, reading: Reading) -> set[int]:
        return self.part.turns(reading)


def changes_of(tests: RowTests, reading: Reading) -> set[int]:
    """The days on which a number or a length in one of the tests changes."""
    found: set[int] = set()
    for name in tests.parameters:
        found.update(reading.resolve.changes(name))
    return found
