"""What a given export lets the rules tell: which of them it decides, leaves open, or gives no case to."""

from dataclasses import dataclass

from practice_check.audit.results import Results

_TOLD = {"met", "met_late", "gap", "excepted", "due"}


@dataclass(frozen=True)
class OnExport:
    """Rules by what they came to: ``told`` in some case; ``asked`` only; ``in_the_dark`` in all cases; ``no_case``."""

    cases: int
    told: frozenset[str]
    asked: frozenset[str]
    in_the_dark: frozenset[str]
    no_case: frozenset[str]


def on_export(results: Results) -> OnExport:
    """From results that carry every finding."""
    verdicts: dict[str, set[str]] = {}
    for finding in results.findings:
        if finding.rule:
            verdicts.setdefault(finding.rule, set()).add(finding.verdict)
    told = {rule for rule, words in verdicts.items() if words & _TOLD}
    asked = {rule for rule, words in verdicts.items() if "needs_judgement" in words} - told
    dark = {rule for rule, words in verdicts.items() if words & {"cannot_tell", "not_checked"}} - told - asked
    return OnExport(
        cases=len(results.cases),
        told=frozenset(told),
        asked=frozenset(asked),
        in_the_dark=frozenset(dark),
        no_case=frozenset(verdicts.keys() - told - asked - dark),
    )
