"""Chains findings to the one they come from: no screening, so no analysis, so no plan is one finding."""

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

    What rests on another rule is open with a gap or where it cannot tell; what is rested on, only with a gap. What
    comes of a pair the engine says: it is asked once for each way in which the two can be open or not.
    """

    __slots__ = ("_chained", "_engine", "_rests_on")

    def __init__(self, rulebook: Rulebook, engine: Engine) -> None:
        self._engine = engine
        self._rests_on = {rule: on for rule, on in rulebook.rests_on.items() if on}
        self._chained: dict[tuple[bool, bool], bool] = {}

    def of(self, verdicts: dict[str, VerdictWord]) -> dict[str, Root]:
        """For each rule of the case that is a consequence of another's gap: whose. ``verdicts``: the worst of each."""
        open_pairs: dict[str, set[str]] = {}
        for rule, on in self._rests_on.items():
            word = verdicts.get(rule)
            if word is None:
                continue
            is_open = word in {"gap", "cannot_tell"}
            of_a_gap, of_none = self._follows(is_open, True), self._follows(is_open, False)
            if not of_a_gap and not of_none:
                continue
            for root in on:
                if root in verdicts and (of_a_gap if verdicts[root] == "gap" else of_none):
                    open_pairs.setdefault(rule, set()).add(root)
        return {rule: self._root(rule, open_pairs) for rule in open_pairs}

    def _follows(self, dependent: bool, root: bool) -> bool:
        """Whether a finding follows from the one that it rests on. Both: whether it is open."""
        found = self._chained.get((dependent, root))
        if found is None:
            numbers = [number for number, is_open in ((1, dependent), (2, root)) if is_open]
            found = self._chained[dependent, root] = bool(self._engine.consequences(numbers, [(1, 2)]))
        return found

    def _root(self, rule: str, open_pairs: dict[str, set[str]]) -> Root:
        under = open_pairs[rule]
        nearest_first = [root for root in self._rests_on[rule] if root in under]
        firsts = [root for root in nearest_first if open_pairs.get(root, set()).isdisjoint(nearest_first)]
        return Root(nearest_first[0], (firsts or nearest_first)[-1])
