"""Which rules an export can decide, by the sheets and columns that it holds; what is wanting; what would unlock most.

Nothing is asked of the cases themselves: a rule that can be decided still cannot tell where a cell is blank.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from practice_check.rulebook.needs_held import Holdings, Need, everything
from practice_check.rulebook.needs_reach import Fate, Reach, Reached
from practice_check.rulebook.rulebook import Rulebook

#: ``decided``: in every case whose cells are filled in. ``partly``: only in some cases, or only one way. ``never``:
#: in no case. ``asked``: in no case, and with no export either, since a person has to answer.
Standing = Literal["decided", "partly", "never", "asked"]

#: What a rule can be known to be, of what anybody wants to know of it.
_FIRM: frozenset[Fate] = frozenset({"met", "late", "departed", "due", "not recorded"})


@dataclass(frozen=True, slots=True)
class RuleNeeds:
    """What the export can say about a rule, and what more it would have to hold for all of it.

    ``says``: what the record can show it to be, in some case.
    """

    rule: str
    standing: Standing
    says: frozenset[Fate]
    missing: tuple[Need, ...] = ()

    @property
    def recorded(self) -> bool:
        """Whether it can tell that what is expected is recorded."""
        return bool(self.says & {"met", "late"})

    @property
    def not_recorded(self) -> bool:
        """Whether it can tell that what is expected is not recorded."""
        return "not recorded" in self.says


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Sheets or columns, and how many more rules could be decided with them."""

    needs: tuple[Need, ...]
    rules: int


@dataclass
class Decidable:
    """What an export can decide of some rules. Worked out as it is asked for."""

    book: Rulebook
    held: Holdings
    rules: Sequence[str]
    _decided: dict[tuple[str, Holdings | None], bool] = field(default_factory=dict, repr=False)

    @cached_property
    def of_rules(self) -> dict[str, RuleNeeds]:
        """By rule, in the order of the rules."""
        return {name: self._of(name) for name in self.rules}

    def count(self, standing: Standing) -> int:
        return sum(each.standing == standing for each in self.of_rules.values())

    def of(self, standing: Standing) -> list[RuleNeeds]:
        return [each for each in self.of_rules.values() if each.standing == standing]

    @cached_property
    def alone(self) -> list[Unlocked]:
        """What would unlock rules by itself, most first: each sheet, and each column of a sheet that is there."""
        wanted = {need for each in self._open for need in each.missing}
        found = [Unlocked((need,), self._more([need])) for need in sorted(wanted)]
        return sorted((each for each in found if each.rules), key=lambda each: -each.rules)

    @cached_property
    def together(self) -> list[Unlocked]:
        """What to add one after the other so that each step unlocks as much as can be; all of it decides all."""
        steps: list[Unlocked] = []
        had: set[Need] = set()
        left = list(self._open)
        while left:
            options = {frozenset(each.missing) - had for each in left}
            gains = {option: sum(set(each.missing) <= had | option for each in left) for option in options}
            best = max(gains, key=lambda option: (gains[option] / len(option), gains[option], sorted(option)))
            had |= best
            steps.append(Unlocked(tuple(sorted(best)), gains[best]))
            left = [each for each in left if not set(each.missing) <= had]
        return steps

    @property
    def _open(self) -> list[RuleNeeds]:
        return [each for each in self.of_rules.values() if each.missing]

    def _more(self, needs: Sequence[Need]) -> int:
        more = self.held.with_(needs)
        return sum(set(needs) <= set(each.missing) and self._decides(each.rule, more) for each in self._open)

    # ------------------------------------------------------------ one rule

    def _of(self, name: str) -> RuleNeeds:
        rule = self.book.rules[name]
        reached, _ = self._reach(name, self.held, blanks=True)
        says = reached.told & _FIRM
        filled, asked = self._reach(name, self.held, blanks=False)
        if not filled.untold:
            return RuleNeeds(name, "asked" if rule.only_asks else "decided", says)
        missing = tuple(sorted(self._least(name, asked)))
        return RuleNeeds(name, "partly" if says else "never", says, missing)

    def _least(self, name: str, asked: frozenset[Need]) -> list[Need]:
        """The least that it takes of what was looked at in vain; what few rules ask for is done without first."""
        wanted = self._all_asked(name, asked)
        kept = sorted(wanted, key=lambda need: (self._used[need.table], need))
        for need in list(kept):
            without = [each for each in kept if each != need]
            if self._decides(name, self.held.with_(without)):
                kept = without
        return kept

    def _all_asked(self, name: str, asked: frozenset[Need]) -> set[Need]:
        """With a sheet all its columns come; a column of a sheet may be wanting only once another thing is there."""
        found: set[Need] = set()
        while asked - found:
            found |= asked
            _, asked = self._reach(name, self.held.with_(found), blanks=False)
        return found

    @cached_property
    def _used(self) -> Counter[str]:
        """How many rules look at each table."""
        return Counter(need.table for name in self.rules for need in self._reach(name, Holdings(), blanks=False)[1])

    def _decides(self, name: str, held: Holdings) -> bool:
        return not self._reach(name, held, blanks=False)[0].untold

    def _reach(self, name: str, held: Holdings, *, blanks: bool) -> tuple[Reached, frozenset[Need]]:
        reach = Reach.over(self.book.rules, self.book.vocabulary, held, blanks=blanks)
        reached = reach.rule(self.book.rules[name])
        return reached, frozenset(reach.sight.asked)


def decidable(book: Rulebook, held: Holdings, packs: Iterable[str]) -> Decidable:
    """What an export can decide of the rules of the packs."""
    rules = [rule for pack in packs for rule in book.rules_of(pack)]
    return Decidable(book, held, list(dict.fromkeys(rules)))


def packs_between(book: Rulebook, times: Iterable[tuple[dt.date | None, dt.date]]) -> list[str]:
    """The packs that are switched on and in force at some time of one of the cases.

    ``times``: for each case its first day (None: not known) and its last.
    """
    spans = {(first or last, last) for first, last in times}
    return [
        pack.id
        for pack in book.packs.values()
        if pack.on
        and any(
            (pack.in_force.start is None or pack.in_force.start <= last)
            and (pack.in_force.end is None or first < pack.in_force.end)
            for first, last in spans
        )
    ]


__all__ = [
    "Decidable",
    "Holdings",
    "Need",
    "RuleNeeds",
    "Standing",
    "Unlocked",
    "decidable",
    "everything",
    "packs_between",
]
