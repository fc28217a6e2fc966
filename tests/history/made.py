"""Runs made by hand for comparisons: findings and cases with as little in them as a comparison looks at."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from practice_check.audit.results import CaseSummary, Finding, OccasionInfo, Results, RuleInfo, Run, counts_of
from practice_check.history import record
from practice_check.rulebook.model import Kind, VerdictWord
from tests.reports.held_run import HeldRun

BEFORE = dt.date(2025, 3, 3)
NOW = dt.date(2025, 4, 7)
DUE = dt.date(2025, 2, 10)


def finding(fingerprint: str, verdict: VerdictWord, *, rule: str = "visit", crn: str = "X1", **more: Any) -> Finding:
    """``opened``, ``due``, ``met_on``, ``days_late``, ``missed`` go to the occasion."""
    names = ("opened", "due", "met_on", "days_late", "missed")
    occasion = {"opened": dt.date(2025, 1, 20), "due": DUE} | {name: more.pop(name) for name in names if name in more}
    values = {
        "crn": crn,
        "event_number": 1,
        "rule": rule,
        "verdict": verdict,
        "severity": "high",
        "owner": "officer",
        "remediable": "yes",
        "decided_by": "record",
        "message": f"{verdict} {fingerprint}",
        "do": "Visit.",
        "fingerprint": fingerprint,
        "occasion": OccasionInfo(**occasion),
    }
    return Finding(**(values | more))


def case(crn: str = "X1", **more: Any) -> CaseSummary:
    values = {"crn": crn, "event_number": 1, "worst": "met", "officer": "A. Able", "team": "North", "live": True}
    return CaseSummary(**(values | more))


def rule(kind: Kind = "duty", **more: Any) -> RuleInfo:
    values = {"title": "A visit", "severity": "high", "kind": kind, "owner": "officer", "outcome": "victims"}
    return RuleInfo(**(values | more))


def run(
    as_of: dt.date,
    findings: Iterable[Finding] = (),
    *,
    cases: Iterable[CaseSummary] | None = None,
    rules: dict[str, RuleInfo] | None = None,
    **more: Any,
) -> Results:
    """A whole run; its cases are those of its findings, its rules likewise, unless they are given."""
    carried = list(findings)
    given = list(cases) if cases is not None else [case(crn) for crn in dict.fromkeys(each.crn for each in carried)]
    return Results(
        run=Run(
            as_of=as_of,
            packs={},
            version="0.1.0",
            counts=counts_of(each.verdict for each in carried),
            cases=len(given),
            **more,
        ),
        rules=rules if rules is not None else {each.rule: rule() for each in carried if each.rule},
        cases=given,
        findings=carried,
        problems=[],
    )


def join(file: Path, results: Results, recorded: dt.datetime) -> None:
    """Let the run join the history, case by case as one on disk does."""
    record(file, results, HeldRun(results).cases(), recorded)
