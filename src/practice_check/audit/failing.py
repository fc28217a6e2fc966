"""A rule that fails on a person costs them that rule, and no other: it is found, left out, and named as not checked."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from practice_check.audit.checked import CheckedCase, carried_of, json_of
from practice_check.audit.person import Checker
from practice_check.audit.results import VERDICTS, Finding
from practice_check.rulebook import model as m
from practice_check.vocabulary.conditions import Reading

#: Of so many rules that fail on one person it is the person whom we cannot check.
_MOST_FAILING = 20

Judged = Callable[[Checker, Sequence[Reading]], list[CheckedCase]]


class Careful:
    """Checks a person, and where some rule fails, by all others.

    ``make``: a checker with some of the rules. ``judged``: how one is asked.
    """

    def __init__(self, make: Callable[[frozenset[str]], Checker], rules: dict[str, m.Rule], judged: Judged) -> None:
        self._make = make
        self._rules = rules
        self._judged = judged
        self._checkers: dict[frozenset[str], Checker] = {}
        self._failed_before: set[str] = set()

    def person(self, fresh: Callable[[], list[Reading]]) -> list[CheckedCase]:
        """``fresh``: the orders of the person, not yet read. Raises what every rule raises, or none by itself."""
        try:
            return self._judged(self._with(self._rules), fresh())
        except Exception as error:
            failing = self._failing(fresh)
            if not failing or len(failing) > _MOST_FAILING:
                raise
            self._failed_before |= failing.keys()
            try:
                cases = self._judged(self._with(self._rules.keys() - failing.keys()), fresh())
            except Exception:
                raise error from None
        return [self._told(case, self._failing_of(failing, fresh, place)) for place, case in enumerate(cases)]

    def _with(self, rules: Iterable[str]) -> Checker:
        wanted = frozenset(rules)
        found = self._checkers.get(wanted)
        if found is None:
            found = self._make(wanted)
            if len(wanted) != 1:
                self._checkers[wanted] = found
        return found

    def _failing(self, fresh: Callable[[], list[Reading]]) -> dict[str, str]:
        """The rules that fail by themselves, and how. None, where the person fails without any rule."""
        if self._fails([], fresh) is not None:
            return {}
        known = {rule: how for rule in sorted(self._failed_before) if (how := self._fails([rule], fresh)) is not None}
        return known | self._among([rule for rule in self._rules if rule not in known], fresh)

    def _among(self, rules: Sequence[str], fresh: Callable[[], list[Reading]]) -> dict[str, str]:
        how = self._fails(rules, fresh) if rules else None
        if how is None:
            return {}
        if len(rules) == 1:
            return {rules[0]: how}
        half = len(rules) // 2
        return self._among(rules[:half], fresh) | self._among(rules[half:], fresh)

    def _fails(self, rules: Sequence[str], fresh: Callable[[], list[Reading]], place: int | None = None) -> str | None:
        """How the rules fail on the person, or on one of their orders; None where they do not."""
        readings = fresh()
        try:
            self._judged(self._make(frozenset(rules)), readings if place is None else readings[place : place + 1])
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return None

    def _failing_of(self, failing: dict[str, str], fresh: Callable[[], list[Reading]], place: int) -> dict[str, str]:
        return {rule: how for rule in self._rules if rule in failing and (how := self._fails([rule], fresh, place))}

    def _told(self, case: CheckedCase, failing: dict[str, str]) -> CheckedCase:
        """The case with a finding for each rule that fails on it. It counts as not checked, whatever else was found."""
        if not failing:
            return case
        added = carried_of(_finding(case, self._rules[rule], how) for rule, how in failing.items())
        carried = case.carried
        for name in ("bodies", "verdicts", "rules", "severities", "owners", "roots"):
            getattr(carried, name).extend(getattr(added, name))
        counts = {**case.counts, "not_checked": len(failing)}
        ordered: dict[m.VerdictWord, int] = {word: counts[word] for word in VERDICTS if word in counts}
        summary = case.summary().model_copy(update={"worst": "not_checked", "counts": ordered})
        return replace(case, worst="not_checked", counts=ordered, summary_json=json_of(summary))


def _finding(case: CheckedCase, rule: m.Rule, how: str) -> Finding:
    return Finding(
        crn=case.crn,
        event_number=case.event_number,
        rule=rule.id,
        verdict="not_checked",
        severity=rule.severity,
        owner="administrator",
        officer=case.officer,
        officer_now=case.officer,
        team=case.team,
        remediable="yes",
        message=f"Not checked by this rule, which failed on the case ({how}). The other rules have their verdicts.",
        do="Report the fault of the rule, then check again.",
        fingerprint=hashlib.sha256(f"{case.crn}|{case.event_number}|{rule.id}|not_checked".encode()).hexdigest()[:16],
    )
