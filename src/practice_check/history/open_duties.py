"""What a run leaves open and how often duties were met, counted as people see it: roots, and duties only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from practice_check.audit.results import CaseSummary, Results
from practice_check.history.side import Side
from practice_check.rulebook.model import Severity, VerdictWord


@dataclass(frozen=True)
class OpenDuties:
    """``verdicts``: duties by verdict, what follows from another left out. ``fingerprints``: all gaps.

    ``severities`` and ``themes`` count what is open and can still be put right, in ``cases`` that run and were checked.
    """

    verdicts: Mapping[VerdictWord, int]
    severities: Mapping[Severity, int]
    themes: Mapping[str, int]
    fingerprints: frozenset[str]
    cases: int


def open_duties(results: Results) -> OpenDuties:
    side = Side(results)
    roots = [finding for name, finding in side.gaps.items() if name not in side.follows]
    to_mend = [finding for finding in roots if side.can_be_mended(finding) and _counts(side.case(finding))]
    themes: Counter[str] = Counter()
    for finding in to_mend:
        rule = side.rule(finding.rule)
        themes.update(rule.themes if rule else ())
    duties = Counter(
        finding.verdict
        for finding in results.findings
        if finding.rule and side.is_duty(finding) and finding.fingerprint not in side.follows
    )
    return OpenDuties(
        verdicts=duties,
        severities=Counter(finding.severity for finding in to_mend),
        themes=themes,
        fingerprints=frozenset(side.gaps),
        cases=sum(_counts(case) for case in results.cases),
    )


def _counts(case: CaseSummary | None) -> bool:
    return case is not None and case.live is not False and case.worst != "not_checked"
