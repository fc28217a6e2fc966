"""Each rule of a run as the manager's report shows it: what it asks, and in how many cases it came to what."""

from collections import defaultdict
from dataclasses import dataclass

from practice_check.audit.results import VERDICTS, Results, RuleInfo
from practice_check.reports import words
from practice_check.reports.selection.select import Key, key_of
from practice_check.rulebook.model import VerdictWord


@dataclass(frozen=True)
class RuleSection:
    """``cases``: how many cases of each verdict, by the first in the order of ``VERDICTS`` that any occasion has."""

    id: str
    rule: RuleInfo
    cases: dict[VerdictWord, int]


def rule_sections(results: Results) -> dict[str, list[RuleSection]]:
    """The rules by outcome, in the order in which outcomes are inspected; most often not recorded first."""
    rank = {verdict: place for place, verdict in enumerate(VERDICTS)}
    verdicts: dict[str, dict[Key, VerdictWord]] = defaultdict(dict)
    for finding in results.findings:
        cases = verdicts[finding.rule]
        before = cases.get(key_of(finding))
        if before is None or rank[finding.verdict] < rank[before]:
            cases[key_of(finding)] = finding.verdict
    found: dict[str, list[RuleSection]] = defaultdict(list)
    for rule_id, rule in results.rules.items():
        came_to = list(verdicts[rule_id].values())
        counts = {verdict: came_to.count(verdict) for verdict in VERDICTS if verdict in came_to}
        found[rule.outcome].append(RuleSection(rule_id, rule, counts))
    for sections in found.values():
        sections.sort(key=lambda section: (-section.cases.get("gap", 0), section.rule.title))
    outcomes = [*words.OUTCOMES, *(name for name in found if name not in words.OUTCOMES)]
    return {name: found[name] for name in outcomes if name in found}
