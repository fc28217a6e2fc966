"""The hand-made run of ``caseload.yaml``, as it is and with hostile text in every free field."""

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from practice_check.audit.data_problems import with_data_problems
from practice_check.audit.parts import Change, Changes, ChangeState, Departure
from practice_check.audit.results import Results

HOSTILE = (
    "=cmd|'/C calc'!A0 <script>alert(1)</script> <b onclick=x> [bold red]x[/] \x1b[31mred\x9b2J\u202eback\x07 {{7*7}}"
)
#: What of it must still be there to read.
READABLE = "[bold red]x[/]"
UNSEEN = "\x1b\x9b\u202e\x07"

#: Fields that hold codes and dates; all other text is free.
_CODED = {
    *("schema", "verdict", "severity", "owner", "kind", "remediable", "came_to", "worst", "could_be", "counts"),
    *(
        "as_of",
        "start_date",
        "end_date",
        "next_due",
        "opened",
        "due",
        "met_on",
        "date",
        "rule",
        "root",
        "consequence_of",
    ),
    *("fingerprint", "packs", "crn"),
}


def _change(state: ChangeState, crn: str, rule: str, **more: object) -> Change:
    said = {
        "state": state,
        "crn": crn,
        "event_number": 1,
        "rule": rule,
        "title": "A duty",
        "severity": "high",
        "owner": "officer",
        "remediable": "yes",
        "to_mend": state != "closed",
        "message": "Not recorded.",
        "fingerprint": f"{state}-{crn}",
        **more,
    }
    return Change.model_validate(said)


#: Against a run a month before, for the sample: something in each of the four states.
CHANGES = Changes(
    before=dt.date(2013, 11, 16),
    now=dt.date(2013, 12, 16),
    counts={"new": 1, "closed": 1, "still_open": 2, "not_judged_now": 1},
    long_open=1,
    changes=[
        _change("new", "X900001", "child-concern-referred"),
        _change("closed", "X900007", "sentence-plan"),
        _change("still_open", "X900002", "rosh-screening", days_open=308),
        _change("still_open", "X900003", "initial-home-visit", event_number=2, days_open=30),
        _change("not_judged_now", "X900005", "formal-warning"),
    ],
    notes=["the export is another"],
)


def _departure(status: str, crn: str) -> Departure:
    said = {"status": status, "crn": crn, "rule": "rosh-screening", "reason": "Seen by the court team.", "by": "A Dean"}
    return Departure.model_validate(said)


DEPARTURES = [_departure("used", "X900007"), _departure("expired", "X900002"), _departure("waiting", "X900003")]


def sample() -> Results:
    return with_data_problems(Results.model_validate(_raw()))


def hostile() -> Results:
    return with_data_problems(Results.model_validate(_poisoned(_raw())))


def many(people: int) -> Results:
    """So many people, each with all that the people of the sample have."""
    results = sample()
    cases, findings = [], []
    for number in range(people):
        crn = f"Y{number:06}"
        cases += [case.model_copy(update={"crn": crn}) for case in results.cases[1:4]]
        findings += [
            finding.model_copy(update={"crn": crn, "fingerprint": f"{crn}-{finding.fingerprint}"})
            for finding in results.findings
            if finding.crn in {"X900002", "X900003", "X900004"}
        ]
    return results.model_copy(update={"cases": cases, "findings": findings})


def _raw() -> Any:
    return yaml.safe_load(Path(__file__).with_name("caseload.yaml").read_text(encoding="utf-8"))


def _poisoned(value: Any, key: str = "") -> Any:
    if key in _CODED:
        return value
    if isinstance(value, dict):
        return {name: _poisoned(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_poisoned(inner, key) for inner in value]
    return HOSTILE if isinstance(value, str) else value
