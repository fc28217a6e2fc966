"""Section 9 of docs/rule-language.md: the verdict of an occasion, with its blanks filled every way that matters."""

from collections.abc import Sequence
from dataclasses import dataclass

from practice_check.records.departure import DepartureRow
from practice_check.rulebook import model as m

from .case import Case
from .conditions import holds
from .days import FAR
from .departures import departed
from .due import due_days, duty_end
from .evidence import candidates, counts_from, evidence
from .kleene import Truth, all_of, any_of
from .occasion import Occasion

ALL_OF_ORDER = ("irrelevant", "excepted", "ended", "departed", "gap", "due", "met_late", "met")
ANY_OF_ORDER = ("irrelevant", "met", "excepted", "ended", "met_late", "departed", "due", "gap")


#: What ``all_of`` takes where a part is left out; the rest goes before it.
LEFT_OUT = "left out"


@dataclass(frozen=True)
class Filling:
    """One way of filling the blanks of the occasion as a whole.

    ``there``: for each part in time and late, and ``asked``: for each ``when``, every way of filling theirs. These are
    each their own, so what a whole may come to is joined from what its parts may come to, part by part.
    """

    relevant: bool
    excused: bool
    departed: bool
    due: int
    end: int | None
    as_of: int
    there: dict[int, list[tuple[bool, bool]]]
    asked: dict[int, list[bool]]

    def of(self, part: m.Expects) -> set[str]:
        """What the part may come to."""
        if isinstance(part, m.AnyExpected):
            return _joined([self.of(each) for each in part.any_of], ANY_OF_ORDER)
        if isinstance(part, m.AllExpected):
            found = _joined([self._perhaps(each) for each in part.all_of], (*ALL_OF_ORDER, LEFT_OUT))
            return {"irrelevant" if word == LEFT_OUT else word for word in found}
        assert not isinstance(part, m.WhenExpected)
        return {self.leaf(in_time, late) for in_time, late in self.there[id(part)]}

    def _perhaps(self, part: m.Expects) -> set[str]:
        if not isinstance(part, m.WhenExpected):
            return self.of(part)
        asked = self.asked[id(part)]
        return (self.of(part.expects) if True in asked else set()) | ({LEFT_OUT} if False in asked else set())

    def leaf(self, in_time: bool, late: bool) -> str:
        if not self.relevant:
            return "irrelevant"
        if in_time:
            return "met"
        if self.excused:
            return "excepted"
        if self.end is not None and self.end < self.due and self.end <= self.as_of:
            return "ended"
        if late:
            return "met_late"
        if self.departed:
            return "departed"
        return "due" if self.as_of <= self.due else "gap"


def _joined(parts: list[set[str]], order: tuple[str, ...]) -> set[str]:
    """The first in the order that any part has, for every way of taking one of each."""
    ways = parts[0]
    for more in parts[1:]:
        ways = {min(one, other, key=order.index) for one in ways for other in more}
    return ways


def _parts(part: m.Expects) -> list[m.Expects]:
    """A part and all parts within it."""
    if isinstance(part, m.AnyExpected):
        return [part, *(inner for each in part.any_of for inner in _parts(each))]
    if isinstance(part, m.AllExpected):
        return [part, *(inner for each in part.all_of for inner in _parts(each))]
    if isinstance(part, m.WhenExpected):
        return [part, *_parts(part.expects)]
    return [part]


def _ways(truth: Truth) -> list[bool]:
    return [True, False] if truth is None else [truth]


def relevance(case: Case, rule: m.Rule, occasion: Occasion, due: int) -> Truth:
    truths: list[Truth] = [occasion.relevance]
    if rule.scope == "person":
        truths.append(case.lead(occasion.opened) in (None, case.record.event_number))
    if rule.when is not None:
        day = occasion.opened if rule.as_at == "opening" else min(due, case.as_of)
        truths.append(holds(case, rule.when, day, occasion.row))
    return all_of(truths)


def excused(case: Case, rule: m.Rule, occasion: Occasion) -> bool:
    if rule.unless is None:
        return False
    first = counts_from(case, rule, occasion)
    found = candidates(case, rule.model_copy(update={"looks_back": "none", "fresh": False}), occasion, rule.unless)
    return any(seen.sure and first <= seen.day <= case.as_of for seen in found)


def verdicts_of(
    case: Case, rule: m.Rule, occasion: Occasion, rows: Sequence[DepartureRow]
) -> tuple[int | None, set[str], int | None] | None:
    """The due date, the verdict of each filling and the day of late evidence; None: there is no occasion after all.

    A filling that a departure of the ``rows`` excuses is ``departed``.
    """
    dues = due_days(case, rule, occasion)
    if dues is None:
        return None
    end = duty_end(case, rule, occasion)
    excepted = excused(case, rule, occasion)
    beside = departed(case, rule, occasion, rows)
    parts = _parts(rule.expects)
    leaves = [part for part in parts if not isinstance(part, m.AnyExpected | m.AllExpected | m.WhenExpected)]
    whens = [part for part in parts if isinstance(part, m.WhenExpected)]
    asked = [_ways(holds(case, part.when, occasion.opened, occasion.row)) for part in whens]
    found = set()
    for due in dues:
        there = [
            [(one, other) for one in _ways(in_time) for other in _ways(late)]
            for in_time, late in (evidence(case, rule, occasion, leaf, due=due, end=end) for leaf in leaves)
        ]
        for relevant in _ways(relevance(case, rule, occasion, due)):
            filling = Filling(
                relevant,
                excepted,
                beside,
                due,
                end,
                case.as_of,
                dict(zip(map(id, leaves), there, strict=True)),
                dict(zip(map(id, whens), asked, strict=True)),
            )
            found |= filling.of(rule.expects)
    words = {"irrelevant": "not_applicable", "ended": "not_applicable", "gap": rule.unmet}
    met_on = None
    if found == {"met_late"}:
        days = range(dues[0], case.as_of + 1)
        met_on = next((day for day in days if _met_by(case, rule, occasion, day, end)), None)
    return (None if dues[0] == FAR else dues[0]), {words.get(word, word) for word in found}, met_on


def _met_by(case: Case, rule: m.Rule, occasion: Occasion, day: int, end: int | None) -> bool:
    """Whether all that is surely expected is surely there by the day."""

    def there(part: m.Expects) -> Truth:
        if isinstance(part, m.AnyExpected):
            return any_of(there(each) for each in part.any_of)
        if isinstance(part, m.AllExpected):
            return all_of(there(each) for each in part.all_of)
        if isinstance(part, m.WhenExpected):
            return there(part.expects) if holds(case, part.when, occasion.opened, occasion.row) is True else True
        return evidence(case, rule, occasion, part, due=day, end=end)[0]

    return there(rule.expects) is True
