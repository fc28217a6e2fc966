"""Chains findings to the one they come from: no screening, so no analysis, so no plan is one finding."""

from collections.abc import Mapping
from dataclasses import dataclass

from practice_check.engine import Engine
from practice_check.rulebook import Rulebook
from practice_check.rulebook.model import VerdictWord


@dataclass(frozen=True, slots=True)
class Root:
    """``because``: the nearest rule with a gap that the finding rests on; ``first``: the one where it all begins."""

    because: str
    first: str


class Roots:
    """Finds roots by one rulebook.

    A rule has two numbers: an even one as what rests, open with a gap or where it cannot tell; an odd one as what is
    rested on, open only with a gap. Which of the pairs are open on both ends the engine says.
    """

    __slots__ = ("_engine", "_names", "_numbers", "_rests_on")

    def __init__(self, rulebook: Rulebook, engine: Engine) -> None:
        self._engine = engine
        self._names = list(rulebook.rules)
        self._numbers = {rule: number for number, rule in enumerate(self._names)}
        self._rests_on = {rule: on for rule, on in rulebook.rests_on.items() if on}

    def of(self, verdicts: Mapping[str, VerdictWord]) -> dict[str, Root]:
        """For each rule of the case that is a consequence of another's gap: whose. ``verdicts``: the worst of each."""
        open_ends: set[int] = set()
        gaps = False
        for rule, word in verdicts.items():
            if word == "gap":
                gaps = True
                open_ends.update((2 * self._numbers[rule], 2 * self._numbers[rule] + 1))
            elif word == "cannot_tell":
                open_ends.add(2 * self._numbers[rule])
        if not gaps:
            return {}
        pairs = [
            (2 * self._numbers[rule], 2 * self._numbers[root] + 1)
            for rule, on in self._rests_on.items()
            if rule in verdicts
            for root in on
            if root in verdicts
        ]
        if not pairs:
            return {}
        open_pairs: dict[str, set[str]] = {}
        for dependent, root in self._engine.consequences(open_ends, pairs):
            open_pairs.setdefault(self._names[dependent // 2], set()).add(self._names[root // 2])
        return {rule: self._root(rule, open_pairs) for rule in open_pairs}

    def _root(self, rule: str, open_pairs: Mapping[str, set[str]]) -> Root:
        under = open_pairs[rule]
        nearest_first = [root for root in self._rests_on[rule] if root in under]
        firsts = [root for root in nearest_first if open_pairs.get(root, set()).isdisjoint(nearest_first)]
        return Root(nearest_first[0], (firsts or nearest_first)[-1])
