"""durable-rules itself, behind one call: facts in, firings out. The only module that imports it.

The C entry points are called directly: through the public ``Host``, which also starts two threads that dispatch rules
on their own, the same rules decide the same facts at less than half the speed. No rule has a consequent (the engine
swallows whatever one raises): a firing is read from what the engine hands over.
"""

import json
import weakref
from collections.abc import Sequence
from operator import index

import durable_rules_engine as durable

from practice_check.engine.clauses import ALWAYS, COMPLETE, FIRST, LAST
from practice_check.engine.situation import EngineFault

#: The engine keeps only a 32-bit hash of a fact's id. Below this number no two decimal numbers share one.
MAX_FACTS = 797_186

#: The session that facts without a ``sid`` belong to. There is never a second: it is deleted after each batch.
_SESSION = "0"
_COMPLETE_FIRED = f'{{"{COMPLETE}":'


class Form:
    """How the facts of one kind are written: each of the fields, as a whole number."""

    __slots__ = ("_template",)

    def __init__(self, kind: str, fields: Sequence[str]) -> None:
        self._template = "".join(f'"{field}":%d,' for field in fields) + f'"kind":"{kind}"'

    def fact(self, *values: int) -> str:
        """A fact with these values, in the order of the fields. Raises TypeError for what is not a whole number."""
        return self._template % tuple(map(index, values))


class Machine:
    """One set of rules, ready for facts. Not for two threads at once."""

    def __init__(self, rules: str) -> None:
        """``rules`` is what ``clauses.compiled`` gave. Raises EngineFault if the engine refuses them."""
        self._rules = rules
        self._load()

    def _load(self) -> None:
        try:
            self._handle: int = durable.create_ruleset("practice-check", self._rules)
        except durable.error as error:
            raise EngineFault(f"the engine refused the rules: {error}") from error
        self._unload = weakref.finalize(self, durable.delete_ruleset, self._handle)
        self._unload.atexit = False

    def fire(self, facts: Sequence[str]) -> list[str]:
        """All that fires when these facts are read, in this order, in a session of their own.

        A fact is what ``Form.fact`` gave. The engine decides an absence when it reads the fact before it in the rule,
        so what must not be found is to be read earlier. A firing is JSON, ``{"rule": {"antecedent": fact, …}}``, with
        the antecedents in the rule's order.

        Raises EngineFault if the engine reported an error, could use a fact for no rule, or did not read all of them.
        """
        if len(facts) + 2 >= MAX_FACTS:
            raise EngineFault(f"{len(facts)} facts in one session; the engine can tell {MAX_FACTS - 3} apart")
        try:
            return self._session(facts)
        except (durable.error, EngineFault) as error:
            # Deleting a session that went wrong may crash the process: it is left behind, and so are these rules.
            self._unload.detach()
            self._load()
            raise EngineFault(f"the engine failed: {error}") from error

    def _session(self, facts: Sequence[str]) -> list[str]:
        # The first fact is never one of the caller's: if it cannot be read, the engine answers with a stray session.
        bodies = (f'"kind":"{FIRST}"', *facts, f'"kind":"{LAST}"')
        batch = ",".join([f'{{{body},"id":{n},"{ALWAYS}":-1}}' for n, body in enumerate(bodies, 1)])
        code, state = durable.assert_facts(self._handle, f"[{batch}]")
        if code:
            raise EngineFault(f"it did not take every fact (code {code})")
        firings = self._firings(state)
        durable.delete_state(self._handle, _SESSION)
        return firings

    def _firings(self, state: int) -> list[str]:
        """Every firing but that of the complete batch, without which it is unsafe to delete the session.

        Deleting it while firings are queued, or when there were none, frees what is still in use or was never set.
        """
        firings: list[str] = []
        complete = False
        first = durable.start_action_for_state(self._handle, state)
        firing: str | None = first[1] if first else None
        while firing is not None:
            if firing.startswith(_COMPLETE_FIRED):
                complete = True
            else:
                firings.append(firing)
            firing = durable.complete_and_start_action(self._handle, state)
        if not complete:
            raise EngineFault("it did not read the facts to the end")
        return firings


def held(firing: str) -> tuple[str, dict[str, dict[str, int]]]:
    """A firing as (rule, {antecedent: the fact that fills it})."""
    ((rule, facts),) = json.loads(firing).items()
    return rule, facts
