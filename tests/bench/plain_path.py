"""What the road through our own machine and memory gains on the plain public path of durable-rules.

The same occasions of the same cases are decided three times over:

* ``ours``: as the program runs them, from an occasion to the outcomes it may have, starting with an empty memory;
* ``no memory``: through our own machine, every situation put to the engine with its calendar days and every entry;
* ``plain``: through ``durable.engine.Host``, the same rules, every fact a dict, a callback for every firing, one
  session a case, with only those cures without which it crashes or says what is wrong (engine-notes.md): no threads
  that dispatch on their own, a first fact and a last one in each batch of which a rule fires, and the session deleted
  after that.

All three must come to the same outcomes.

    python -m tests.bench.plain_path CASELOAD.jsonl CASES      # prints one line of JSON

For a program that is not compiled: situations are noted from within it. The plain road is not compiled either.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import durable.engine

from practice_check.audit import person as audit
from practice_check.built import library
from practice_check.engine import NEVER, Engine, Frame, Outcome, Situation, truth
from practice_check.engine.clauses import ALWAYS, COMPLETE, FIRST, LAST
from practice_check.engine.order import order_of
from practice_check.occasions.occasion import Occasion
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook, load
from practice_check.verdicts.worlds import Alone, Sheet, Ways, ways_of
from tests.bench.caseloads import first_cases

T = TypeVar("T")
_RULESET = "plain"
_SESSION = "0"


@dataclass
class CaseAsked:
    """What one case asks of the engine: its occasions, and all situations that they may be in, in calendar days."""

    as_of: int
    occasions: list[Occasion] = field(default_factory=list)
    situations: list[Situation] = field(default_factory=list)


class _Noting(Sheet):
    """Writes down each situation as it stands, as often as it is asked for."""

    __slots__ = ("as_of", "asked")

    def __init__(self, as_of: int) -> None:
        super().__init__()
        self.as_of = as_of
        self.asked: list[Situation] = []

    def irrelevant(self) -> Alone:
        self._note(Frame(1, NEVER, self.as_of, NEVER, excepted=False, departed=False), relevant=False)
        return super().irrelevant()

    def wanted(self, frame: Frame, days: Sequence[int], needed: int) -> Alone:
        self._note(frame, needed=needed, evidence=tuple((day, number) for number, day in enumerate(days, 1)))
        return super().wanted(frame, days, needed)

    def at_most(self, frame: Frame, tally: int, allowed: int) -> Alone:
        self._note(frame, needed=allowed, at_most=True, evidence=((frame.counts_from, tally),))
        return super().at_most(frame, tally, allowed)

    def _note(
        self,
        frame: Frame,
        *,
        relevant: bool = True,
        needed: int = 1,
        at_most: bool = False,
        evidence: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.asked.append(
            Situation(
                relevant=relevant,
                excepted=frame.excepted,
                counts_from=frame.counts_from,
                due=frame.due,
                as_of=frame.as_of,
                ends=frame.ends,
                needed=needed,
                at_most=at_most,
                evidence=evidence,
                departed=frame.departed,
            )
        )


def asked_of(persons: Sequence[Sequence[CaseRecord]], rulebook: Rulebook) -> list[CaseAsked]:
    """The occasions of each case in each of its levels, with their evidence gathered."""
    checker = audit.Checker(rulebook, audit.Scope(None, frozenset(rulebook.rules)), not_applicable=False)
    as_of = max(row.exported_on for records in persons for row in records if row.exported_on).toordinal()
    cases: dict[int, CaseAsked] = {}

    def noting(occasion: Occasion, as_of: int, sheet: Sheet) -> Ways:
        case = cases.setdefault(id(sheet), CaseAsked(as_of))
        case.occasions.append(occasion)
        noted = _Noting(as_of)
        ways_of(occasion, as_of, noted)
        case.situations += noted.asked
        sheets.append(sheet)
        return ways_of(occasion, as_of, sheet)

    sheets: list[Sheet] = []  # held on to, so that no two have one identity
    with patch.object(audit, "ways_of", noting):
        for records in persons:
            checker.person(records, as_of)
    return list(cases.values())


# ---------------------------------------------------------------- the three roads


def _ours(cases: Sequence[CaseAsked]) -> list[frozenset[Outcome]]:
    engine = Engine()
    found: list[frozenset[Outcome]] = []
    for case in cases:
        sheet = Sheet()
        ways = [ways_of(occasion, case.as_of, sheet) for occasion in case.occasions]
        decided = engine.decided(sheet.orders)
        found += [each.outcomes(decided) for each in ways]
    return found


def _no_memory(cases: Sequence[CaseAsked]) -> list[Outcome]:
    engine = Engine(memo=False)
    return [outcome for case in cases for outcome in engine.decide(case.situations)]


def _remembered(cases: Sequence[CaseAsked]) -> list[Outcome]:
    engine = Engine()
    return [outcome for case in cases for outcome in engine.decide(case.situations)]


class _Host(durable.engine.Host):  # type: ignore[misc]
    """The public host without its threads."""

    def _run(self) -> None:
        pass


class PlainPath:
    """The rules of the engine, put to the public host."""

    def __init__(self) -> None:
        rules = json.loads(truth.ruleset())
        self._fired: list[tuple[str, int]] = []
        for name, rule in rules.items():
            rule["run"] = self._callback(name)
        self._host = _Host({_RULESET: rules})

    def _callback(self, name: str) -> Callable[[durable.engine.Closure], None]:
        def fired(closure: durable.engine.Closure) -> None:
            self._fired.append((name, 0 if name == COMPLETE else closure.occasion.occ))

        return fired

    def decide(self, situations: Sequence[Situation]) -> list[Outcome]:
        """The outcome of each situation of one case."""
        facts: list[dict[str, int | str]] = [{"kind": FIRST}]
        occasions: list[dict[str, int | str]] = []
        for number, each in enumerate(situations, 1):
            if not each.at_most:
                facts += [{"kind": "entry", "occ": number, "day": day, "tally": n} for day, n in each.evidence]
            if each.ends != NEVER:
                facts.append({"kind": "end", "occ": number, "day": each.ends})
            occasions.append(
                {
                    "kind": "occasion",
                    "occ": number,
                    "relevant": int(each.relevant),
                    "excepted": int(each.excepted),
                    "departed": int(each.departed),
                    "at_most": int(each.at_most),
                    "counts_from": each.counts_from,
                    "due": each.due,
                    "as_of": each.as_of,
                    "needed": each.needed,
                    "tally": each.evidence[0][1] if each.at_most else 0,
                }
            )
        batch: list[dict[str, int | str]] = [*facts, *occasions, {"kind": LAST}]
        for number, fact in enumerate(batch, 1):
            fact["id"] = number
            fact[ALWAYS] = -1
        self._fired.clear()
        self._host.assert_facts(_RULESET, batch)
        self._host.delete_state(_RULESET, _SESSION)
        outcomes = {occ: Outcome(name.removesuffix("_at_most")) for name, occ in self._fired if name != COMPLETE}
        return [outcomes[number] for number in range(1, len(situations) + 1)]


def _plain(cases: Sequence[CaseAsked]) -> list[Outcome]:
    path = PlainPath()
    return [outcome for case in cases for outcome in path.decide(case.situations)]


# ---------------------------------------------------------------- the figures


def measure(persons: Sequence[Sequence[CaseRecord]], rulebook: Rulebook) -> dict[str, float]:
    """Occasions a second of process time on each road, and how many times quicker ours is than the plain one.

    ``situations``: those that the occasions may be in; ``distinct``: how many of them differ in the order of days.
    Raises AssertionError where the roads come to different outcomes.
    """
    cases = asked_of(persons, rulebook)
    occasions = sum(len(case.occasions) for case in cases)
    situations = sum(len(case.situations) for case in cases)
    ours, found = _timed(_ours, cases)
    no_memory, decided = _timed(_no_memory, cases)
    plain, in_public = _timed(_plain, cases)
    remembered = _remembered(cases)
    assert decided == in_public == remembered, "the roads come to different outcomes"
    return {
        "cases": len({id(record) for records in persons for record in records}),
        "occasions": len(found),
        "situations": situations,
        "distinct": len({order_of(each) for case in cases for each in case.situations}),
        "ours": occasions / ours,
        "no_memory": occasions / no_memory,
        "plain": occasions / plain,
        "ours_to_plain": plain / ours,
    }


def _timed(road: Callable[[Sequence[CaseAsked]], T], cases: Sequence[CaseAsked]) -> tuple[float, T]:
    start = time.process_time()
    found = road(cases)
    return time.process_time() - start, found


if __name__ == "__main__":
    if library() is not None:
        sys.exit("for a program that is not compiled")
    print(json.dumps(measure(list(first_cases(Path(sys.argv[1]), int(sys.argv[2])).persons()), load())))
