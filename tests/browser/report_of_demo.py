"""A report for tests to open: invented cases checked by the shipped rules, with all that can stand beside them."""

import datetime as dt

from practice_check.audit.parts import Change, Changes, Departure, Noted, Trend, TrendPoint
from practice_check.audit.results import Finding, Results
from practice_check.reports.selection.desk import GROUPS


def with_everything(results: Results) -> Results:
    """The results with a run before, a departure and noted progress, as if files had been given for them."""
    gaps = [finding for finding in results.findings if finding.verdict == "gap"]
    return results.model_copy(
        update={
            "changes": Changes(
                before=results.run.as_of.replace(year=results.run.as_of.year - 1),
                now=results.run.as_of,
                counts={"new": 1, "still_open": 1},
                changes=[_change(gaps[0], "new"), _change(gaps[1], "still_open")],
                notes=["The rules are not the same."],
            ),
            "departures": [
                Departure(
                    status="waiting",
                    crn=gaps[2].crn,
                    event_number=gaps[2].event_number,
                    rule=gaps[2].rule,
                    reason="Seen at the hostel every day",
                    by=gaps[2].officer_now or "the officer",
                )
            ],
            "noted": [
                Noted(
                    fingerprint=gaps[3].fingerprint,
                    progress="in hand",
                    note="Rang on Friday",
                    crn=gaps[3].crn,
                    event_number=gaps[3].event_number,
                    rule=gaps[3].rule,
                    still_open=True,
                )
            ],
            "trend": Trend(points=[_point(results.run.as_of - dt.timedelta(days=30 * ago)) for ago in (2, 1, 0)]),
        }
    )


def with_a_full_desk(results: Results) -> Results:
    """The results with something open, and something falling due, in each group of the manager's desk."""
    rules, findings = dict(results.rules), list(results.findings)
    gap = next(one for one in results.findings if one.verdict == "gap" and results.rules[one.rule].kind == "duty")
    for group in (*GROUPS, None):
        name = f"desk-{group}"
        rules[name] = results.rules[gap.rule].model_copy(
            update={"owner": "manager", "desk": group, "survives_end": True}
        )
        for place, case in enumerate(results.cases[:40]):
            due = {"verdict": "due", "occasion": gap.occasion.model_copy(update={"due": results.run.as_of})}
            of_case = {"crn": case.crn, "event_number": case.event_number, "fingerprint": f"{name}-{place}"}
            of_case |= {"officer_now": None} if group == "no-officer" else {}
            changes = {"rule": name, "owner": "manager", "root": None, **of_case, **(due if place < 9 else {})}
            findings.append(gap.model_copy(update=changes))
    return results.model_copy(update={"rules": rules, "findings": findings})


def multiplied(results: Results, times: int) -> Results:
    """So many times the same cases, each time of other people."""
    cases, findings, histories = [], [], []
    for number in range(times):
        for case in results.cases:
            cases.append(case.model_copy(update={"crn": f"{case.crn}N{number}"}))
        for finding in results.findings:
            crn, fingerprint = f"{finding.crn}N{number}", f"{finding.fingerprint}-{number}"
            findings.append(finding.model_copy(update={"crn": crn, "fingerprint": fingerprint}))
        for history in results.histories:
            histories.append(history.model_copy(update={"crn": f"{history.crn}N{number}"}))
    run = results.run.model_copy(update={"cases": len(cases)})
    return results.model_copy(update={"run": run, "cases": cases, "findings": findings, "histories": histories})


def _point(as_of: dt.date) -> TrendPoint:
    return TrendPoint(
        as_of=as_of,
        judged=200,
        in_time=150,
        in_time_percent=75,
        not_told=9,
        cases=40,
        open_high=20,
        open_high_per_100=50,
    )


def _change(finding: Finding, state: str) -> Change:
    return Change.model_validate(
        {
            "state": state,
            "crn": finding.crn,
            "event_number": finding.event_number,
            "rule": finding.rule,
            "title": "A duty",
            "severity": finding.severity,
            "owner": finding.owner,
            "remediable": finding.remediable,
            "to_mend": True,
            "message": finding.message,
            "since": finding.occasion.due,
            "days_open": 40,
            "fingerprint": finding.fingerprint,
        }
    )
