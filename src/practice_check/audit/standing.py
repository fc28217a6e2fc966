"""What stands by itself, what only follows from it, and what is still owed."""

from collections import defaultdict
from collections.abc import Iterable

from practice_check.audit.checked import CheckedCase
from practice_check.audit.results import CaseSummary, Finding, RuleInfo


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


def is_duty(rule: RuleInfo | None) -> bool:
    """Whether somebody owes it; taken for so where the results do not describe the rule."""
    return rule is None or rule.kind == "duty"


def still_owed(case: CaseSummary | CheckedCase | None, rule: RuleInfo | None) -> bool:
    """Whether the case runs (or may, for all the record shows), or the duty outlasts it."""
    return case is None or case.live is not False or (rule is not None and rule.survives_end)
