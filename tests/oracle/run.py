"""Holds the checker against the oracle at length: ``python -m tests.oracle.run --cases N [--seed S] [--jobs 2]``.

A case is one random person (one to three orders) with six random rules, each rule held against each order.
``--shipped`` takes the demonstration caseload and the shipped rules instead. Exits 1 where the two differ anywhere.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache

from practice_check.engine import Engine
from practice_check.rulebook import Rulebook, load

from .comparing import Case, Compared, compare, make
from .fillings_seen import ALL, fillings
from .shipped import people
from .shrinking import shrunk
from .telling import told

BATCH = 50
#: The verdicts that a comparison has to have its share of: all but not_checked, which no rule comes to.
WORDS = ("met", "met_late", "gap", "due", "excepted", "not_applicable", "cannot_tell", "needs_judgement")


@dataclass
class Tally:
    """What has been compared so far. ``opened``: rules that opened an occasion, by filling."""

    cases: int = 0
    rules: int = 0
    opened_rules: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    opened: Counter[str] = field(default_factory=Counter)
    differences: int = 0
    told: list[str] = field(default_factory=list)

    def add(self, compared: Compared) -> None:
        self.cases += 1
        for rule, answers in compared.answers:
            self.rules += 1
            self.verdicts.update(answer[2] for answer, _, _ in answers)
            if any(answer[0] is not None for answer, _, _ in answers):
                self.opened_rules += 1
                self.opened.update(fillings(rule))
        self.differences += len(compared.differences)

    def join(self, other: "Tally") -> None:
        self.cases += other.cases
        self.rules += other.rules
        self.opened_rules += other.opened_rules
        self.verdicts += other.verdicts
        self.opened += other.opened
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


def _shares(counts: Counter[str], total: int) -> list[str]:
    return [f"  {name:<34}{number:>9}{number / total:>8.1%}" for name, number in sorted(counts.items())]


@cache
def engine() -> Engine:
    return Engine()


def batch(first: int, number: int, most_told: int = 2) -> Tally:
    return tally_of((make(seed) for seed in range(first, first + number)), most_told)


def tally_of(cases: Iterator[Case], most_told: int = 2, rulebook: Rulebook | None = None) -> Tally:
    tally = Tally()
    for case in cases:
        compared = compare(case, engine(), rulebook)
        tally.add(compared)
        for difference in compared.differences[: max(0, most_told - len(tally.told))]:
            tally.told.append(told(difference if rulebook else shrunk(difference, engine())))
    return tally


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=1000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--shipped", action="store_true", help="the demonstration caseload and the shipped rules")
    given = options.parse_args()
    whole = Tally()
    if given.shipped:
        rulebook = load()
        whole = tally_of(people(given.cases, given.seed or 1, rulebook), 5, rulebook)
    else:
        firsts = range(given.seed, given.seed + given.cases, BATCH)
        sizes = [min(BATCH, given.seed + given.cases - first) for first in firsts]
        with ProcessPoolExecutor(given.jobs) as pool:
            for tally in pool.map(batch, firsts, sizes):
                whole.join(tally)
                print(f"\r{whole.cases} cases, disagreements: {whole.differences}", end="", file=sys.stderr)
        print(file=sys.stderr)
    for text in whole.told[:10]:
        print(text, end="\n\n")
    print(whole.table())
    rare = [] if given.shipped else whole.rare()
    if rare:
        print("under 1 %: " + ", ".join(rare))
    return 1 if whole.differences or rare else 0


if __name__ == "__main__":
    sys.exit(main())
