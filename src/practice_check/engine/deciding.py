"""The engine as the rest of the program sees it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from practice_check.engine import chains, truth
from practice_check.engine.machine import Machine
from practice_check.engine.order import order_of, situation_of
from practice_check.engine.situation import EngineFault, Outcome, Situation

#: Facts in a session, about. Fewer, and setting the session up costs more than deciding; more, and the engine's
#: fixed tables of 512 places fill up.
SESSION_FACTS = 400

#: How many situations are remembered with their outcome.
MEMORY = 200_000


class Engine:
    """Decides situations and chains findings by engine rules. Not for two threads at once.

    ``memo=False`` puts every situation to the engine as it is given, what is given to ``decide`` with its calendar days
    and every entry: slower, and the measure of what the memory and the reduction to the order of days must give.
    """

    def __init__(self, memo: bool = True) -> None:
        self._situations = Machine(truth.ruleset())
        self._chains = Machine(chains.ruleset())
        self._memory: dict[int, Outcome] | None = {} if memo else None

    def decide(self, situations: Sequence[Situation]) -> list[Outcome]:
        """The outcome of each situation, in the same order.

        Raises EngineFault if the engine lost a fact or did not give a situation exactly one outcome; TypeError where
        a day, tally or flag is not a whole number.
        """
        if self._memory is None:
            return self._ask(situations)
        return self.decided(list(map(order_of, situations)))

    def decided(self, orders: list[int]) -> list[Outcome]:
        """The outcome of each situation, each given in order (``order.py``). Raises EngineFault as ``decide`` does."""
        memory = self._memory
        if memory is None:
            return self._ask(list(map(situation_of, orders)))
        unknown = [order for order in dict.fromkeys(orders) if order not in memory]
        if unknown:
            memory.update(zip(unknown, self._ask(list(map(situation_of, unknown))), strict=True))
        outcomes = [memory[order] for order in orders]
        if len(memory) > MEMORY:
            memory.clear()
        return outcomes

    def consequences(
        self, open_findings: Collection[int], rests_on: Collection[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """The pairs of ``rests_on``, in ascending order and each once, of which both ends are open.

        ``open_findings``: numbers of rules with an open gap, or undecided for want of another rule's evidence.
        ``rests_on``: pairs (dependent, root) of such numbers, with every root that a dependent rests on indirectly.
        Raises EngineFault as ``decide`` does.
        """
        facts = [chains.open_finding(finding) for finding in sorted(set(open_findings))]
        facts += [chains.rests_on(dependent, root) for dependent, root in sorted(set(rests_on))]
        return sorted({chains.pair(firing) for firing in self._chains.fire(facts)})

    def _ask(self, situations: Sequence[Situation]) -> list[Outcome]:
        return list(chain.from_iterable(self._session(*part) for part in _sessions(situations)))

    def _session(self, facts: list[str], size: int) -> list[Outcome]:
        outcomes: list[Outcome | None] = [None] * size
        for firing in self._situations.fire(facts):
            occ, outcome = truth.decided(firing)
            if outcomes[occ - 1] not in (None, outcome):
                raise EngineFault(f"one situation came out {outcomes[occ - 1]} and {outcome}")
            outcomes[occ - 1] = outcome
        decided = [outcome for outcome in outcomes if outcome is not None]
        if len(decided) < size:
            raise EngineFault(f"{size - len(decided)} of {size} situations came out as nothing")
        return decided


def _sessions(situations: Sequence[Situation]) -> Iterator[tuple[list[str], int]]:
    """The facts of as many situations as one session takes, and how many those are."""
    first: list[str] = []
    occasions: list[str] = []
    for situation in situations:
        before, occasion = truth.facts(len(occasions) + 1, situation)
        first += before
        occasions.append(occasion)
        if len(first) + len(occasions) >= SESSION_FACTS:
            yield first + occasions, len(occasions)
            first, occasions = [], []
    if occasions:
        yield first + occasions, len(occasions)
