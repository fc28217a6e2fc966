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


def roots_of(rulebook: Rulebook, engine: Engine, verdicts: Mapping[str, VerdictWord]) -> dict[str, Root]:
    """For each rule of the case that is a consequence of another's gap: whose.

    A rule has two numbers: an even one as what rests, open with a gap or where it cannot tell; an odd one as what is
    rested on, open only with a gap. Which of the pairs are open on both ends the engine says.
    """
    numbers = {rule: number for number, rule in enumerate(rulebook.rules)}
    open_ends = {2 * numbers[rule] for rule, word in verdicts.items() if word in ("gap", "cannot_tell")}
    open_ends |= {2 * numbers[rule] + 1 for rule, word in verdicts.items() if word == "gap"}
    pairs = [
        (2 * numbers[rule], 2 * numbers[root] + 1)
        for rule in verdicts
        for root in rulebook.rests_on[rule]
        if root in verdicts
    ]
    if not pairs:
        return {}
    names = list(rulebook.rules)
    open_pairs = {
        (names[dependent // 2], names[root // 2]) for dependent, root in engine.consequences(open_ends, pairs)
    }
    found: dict[str, Root] = {}
    for rule in verdicts:
        nearest_first = [root for root in rulebook.rests_on[rule] if (rule, root) in open_pairs]
        if nearest_first:
            firsts = [root for root in nearest_first if not any((root, other) in open_pairs for other in nearest_first)]
            found[rule] = Root(nearest_first[0], (firsts or nearest_first)[-1])
    return found
