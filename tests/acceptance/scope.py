"""Which rules a case is checked by: those named, and what they rest on, so that roots are found as in a whole run."""

from collections.abc import Iterable

from practice_check.rulebook import Rulebook


def with_their_roots(rulebook: Rulebook, rules: Iterable[str]) -> frozenset[str]:
    wanted, left = set(), list(rules)
    while left:
        rule = left.pop()
        if rule not in wanted:
            wanted.add(rule)
            left.extend(rulebook.rules[rule].rests_on)
    return frozenset(wanted)
