"""Which findings a report carries, and whose they are."""

from typing import Protocol

from practice_check.audit.results import Finding, Results, RuleInfo
from practice_check.rulebook.model import VerdictWord

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
    return results.model_copy(update={"findings": [one for one in results.findings if is_shown(one.verdict, show)]})


def is_shown(verdict: VerdictWord, show: set[str]) -> bool:
    """Whether a report carries findings of this verdict."""
    return "all" in show or (verdict in show if show else verdict != "not_applicable")


def key_of(item: OfACase) -> Key:
    return (item.crn, item.event_number)


def by_case(results: Results) -> dict[Key, list[Finding]]:
    """The findings of each case, every case of the run included."""
    found: dict[Key, list[Finding]] = {key_of(case): [] for case in results.cases}
    for finding in results.findings:
        found.setdefault(key_of(finding), []).append(finding)
    return found


def rule_of(results: Results, finding: Finding) -> RuleInfo | None:
    return results.rules.get(finding.rule)


def title_of(results: Results, rule_id: str) -> str:
    """A rule's title, or its id where the results do not describe it."""
    rule = results.rules.get(rule_id)
    return rule.title if rule else rule_id or "The whole case"
