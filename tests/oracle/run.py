"""Holds the checker against the oracle at length: ``python -m tests.oracle.run --cases N [--seed S] [--jobs 2]``.

A case is one random person (one to three orders) with six random rules, each rule held against each order.
``--shipped`` takes people of the demonstration, their exports damaged, and of the rules that ship ``--rules K`` in
turn. Exits 1 where the two differ anywhere.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache

from practice_check.engine import Engine

from .comparing import Case, Compared, compare, make
from .fillings_seen import ALL, fillings
from .packs import cases, shipped
from .shrinking import shrunk
from .telling import told

BATCH = 50
#: So many of the rules that ship are held against a person.
IN_TURN = 28
#: The verdicts that a comparison has to have its share of: all but not_checked, which no rule comes to.
WORDS = ("met", "met_late", "gap", "due", "excepted", "not_applicable", "cannot_tell", "needs_judgement")


@dataclass
class Tally:
    """What has been compared so far. ``opened``: rules that opened an occasion, by filling.

    ``of_rule``: the cases that a rule was held against, and ``opening``: those in which it opened an occasion.
    """

    cases: int = 0
    rules: int = 0
    opened_rules: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    opened: Counter[str] = field(default_factory=Counter)
    of_rule: Counter[str] = field(default_factory=Counter)
    opening: Counter[str] = field(default_factory=Counter)
    differences: int = 0
    told: list[str] = field(default_factory=list)

    def add(self, compared: Compared) -> None:
        self.cases += 1
        self.of_rule.update({rule.id for rule, _ in compared.answers})
        for rule, answers in compared.answers:
            self.rules += 1
            self.verdicts.update(answer[2] for answer, _, _ in answers)
            if any(answer[0] is not None for answer, _, _ in answers):
                self.opened_rules += 1
                self.opened.update(fillings(rule))
        self.opening.update({rule.id for rule, answers in compared.answers if any(each[0][0] for each in answers)})
        self.differences += len(compared.differences)

    def join(self, other: "Tally") -> None:
        self.cases += other.cases
        self.rules += other.rules
        self.opened_rules += other.opened_rules
        self.verdicts += other.verdicts
        self.opened += other.opened
        self.of_rule += other.of_rule
        self.opening += other.opening
        self.differences += other.differences
        self.told += other.told

    def rare(self, share: float = 0.01) -> list[str]:
        """The verdicts and fillings that are less than this share of what was compared."""
        total = self.verdicts.total()
        return [word for word in WORDS if self.verdicts[word] < share * total] + [
            name for name in dict.fromkeys((*ALL, *self.opened)) if self.opened[name] < share * self.opened_rules
        ]

    def table(self) -> str:
        lines = [f"{self.cases} cases, {self.rules} rules held against an order, {self.verdicts.total()} verdicts"]
        lines += _shares(self.verdicts, self.verdicts.total())
        lines += [f"{self.opened_rules} of the rules opened an occasion; fillings of these:"]
        lines += _shares(self.opened, self.opened_rules)
        return "\n".join([*lines, f"disagreements: {self.differences}"])

    def table_of_packs(self) -> str:
        """The same for the rules that ship: how often each was held against a case, at least."""
        lines = [f"{self.cases} cases, {self.rules} rules held against an order, {self.verdicts.total()} verdicts"]
        lines += _shares(self.verdicts, self.verdicts.total())
        lines.append(f"{len(self.of_rule)} of the {len(shipped().rules)} rules that ship; cases of a rule, the least:")
        lines += [f"  {name:<58}{number:>6}" for name, number in self.of_rule.most_common()[:-4:-1]]
        lines.append(f"{len(self.opening)} of them opened an occasion; cases in which a rule did, the least:")
        lines += [f"  {name:<58}{number:>6}" for name, number in self.opening.most_common()[:-4:-1]]
        return "\n".join([*lines, f"disagreements: {self.differences}"])


def _shares(counts: Counter[str], total: int) -> list[str]:
    return [f"  {name:<34}{number:>9}{number / total:>8.1%}" for name, number in sorted(counts.items())]


@cache
def engine() -> Engine:
    return Engine()


def batch(first: int, number: int, most_told: int = 2) -> Tally:
    return tally_of((make(seed) for seed in range(first, first + number)), most_told)


def batch_of_packs(first: int, number: int, rules: int) -> Tally:
    return tally_of(cases(first, number, rules))


def tally_of(held: Iterable[Case], most_told: int = 2) -> Tally:
    tally = Tally()
    for case in held:
        compared = compare(case, engine())
        tally.add(compared)
        for difference in compared.differences[: max(0, most_told - len(tally.told))]:
            tally.told.append(told(shrunk(difference, engine())))
    return tally


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=1000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--shipped", action="store_true", help="people of the demonstration and the rules that ship")
    options.add_argument("--rules", type=int, default=IN_TURN, help="how many of the rules that ship, of all in turn")
    given = options.parse_args()
    whole = Tally()
    firsts = range(given.seed, given.seed + given.cases, BATCH)
    sizes = [min(BATCH, given.seed + given.cases - first) for first in firsts]
    if given.shipped:
        shipped()  # read once, before there are several processes
    with ProcessPoolExecutor(given.jobs) as pool:
        drawn = [given.rules] * len(sizes)
        held = pool.map(batch_of_packs, firsts, sizes, drawn) if given.shipped else pool.map(batch, firsts, sizes)
        for tally in held:
            whole.join(tally)
            print(f"\r{whole.cases} cases, disagreements: {whole.differences}", end="", file=sys.stderr)
    print(file=sys.stderr)
    for text in whole.told[:10]:
        print(text, end="\n\n")
    print(whole.table_of_packs() if given.shipped else whole.table())
    rare = [] if given.shipped else whole.rare()
    if rare:
        print("under 1 %: " + ", ".join(rare))
    return 1 if whole.differences or rare else 0


if __name__ == "__main__":
    sys.exit(main())
