"""Which findings a report carries, and how those of one case hang together."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from practice_check.audit.results import Finding, Results, RuleInfo

Key = tuple[str, int]


class OfACase(Protocol):
    """Whatever names the case that it belongs to: a finding, a case, a change."""

    @property
    def crn(self) -> str: ...
    @property
    def event_number(self) -> int: ...


def shown(results: Results, show: set[str]) -> Results:
    """The results with the findings to carry: all but what does not apply; those of ``show``; or all of them.

    The counts of the run stay those of the whole run.
    """
    if "all" in show:
        return results
    kept = [item for item in results.findings if (item.verdict in show if show else item.verdict != "not_applicable")]
    return results.model_copy(update={"findings": kept})


def key_of(item: OfACase) -> Key:
    return (item.crn, item.event_number)


def by_case(results: Results) -> dict[Key, list[Finding]]:
    """The findings of each case, every case of the run included."""
    found: dict[Key, list[Finding]] = {key_of(case): [] for case in results.cases}
    for finding in results.findings:
        found.setdefault(key_of(finding), []).append(finding)
    return found


def folded(findings: Iterable[Finding]) -> tuple[list[Finding], dict[str, list[Finding]]]:
    """Findings of one person as roots, and for each root's fingerprint what follows from it.

    A consequence whose root is not among the findings stands by itself.
    """
    everything = list(findings)
    roots: dict[str, Finding] = {}
    for finding in everything:
        if finding.verdict == "gap" and parent_of(finding) is None:
            roots.setdefault(finding.rule, finding)
    alone: list[Finding] = []
    under: dict[str, list[Finding]] = defaultdict(list)
    for finding in everything:
        parent = parent_of(finding)
        if parent is not None and parent in roots:
            under[roots[parent].fingerprint].append(finding)
        else:
            alone.append(finding)
    return alone, dict(under)


def parent_of(finding: Finding) -> str | None:
    """The rule that this finding is a consequence of, if it is one."""
    parent = finding.root or finding.consequence_of
    return parent if parent != finding.rule else None


def rule_of(results: Results, finding: Finding) -> RuleInfo | None:
    return results.rules.get(finding.rule)


def title_of(results: Results, rule_id: str) -> str:
    """A rule's title, or its id where the results do not describe it."""
    rule = results.rules.get(rule_id)
    return rule.title if rule else rule_id or "The whole case"
