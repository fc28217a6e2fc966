"""What a run found: the results as typed models, as flat rows, and as a JSON Schema.

The JSON keys are a contract (docs/results.schema.json). Every key is always there: null or empty where nothing stands.
"""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from practice_check.audit.parts import Asked, CaseHistory, Changes, DataProblem, Departure, Noted, Part, Trend, Wanting
from practice_check.audit.undecidable import Undecidable
from practice_check.ingest.problems import Problem
from practice_check.rulebook.model import Kind, Owner, Remediable, Severity, VerdictWord
from practice_check.verdicts.decide import ORDER

SCHEMA = "practice-check-results/1"
ENGINE = "durable-rules 2.0.28"

#: The verdicts in the order in which one stands for a whole case: the first that any occasion has.
VERDICTS = ORDER

#: The columns of the flat rows, in order.
COLUMNS: tuple[str, ...] = (
    *("crn", "event_number", "name", "rule", "title", "outcome", "verdict", "severity", "owner"),
    *("officer", "officer_now", "team", "remediable", "opened", "due", "met_on", "days_late", "missed"),
    *("message", "do", "where_to_record", "evidence", "missing", "could_be", "questions"),
    *("root", "because", "consequence_of", "decided_by", "sources", "fingerprint"),
)


class Hashes(Part):
    """What the run was made with, so that another can be known to be the same."""

    rules: str | None = None
    params: str | None = None
    mapping: str | None = None
    exceptions: str | None = None


class Run(Part):
    as_of: dt.date = Field(description="the day that the audit speaks of")
    packs: dict[str, int] = Field(description="how many cases each pack judged")
    engine: str = ENGINE
    version: str
    inputs: list[str] = Field(default_factory=list)
    asked: Asked = Field(default_factory=Asked)
    hashes: Hashes = Field(default_factory=Hashes)
    counts: dict[VerdictWord, int] = Field(description="findings by verdict, those not shown included")
    cases: int
    cases_not_checked: int = 0
    pseudonymised: bool = False
    pseudonyms: str | None = Field(None, description="tells runs under one key from those under another")
    minimum_base: int = Field(10, ge=1, description="the fewest cases for which a report gives a rate")


class ReportPara(Part):
    report: str
    para: str


class RuleInfo(Part):
    title: str
    severity: Severity
    kind: Kind
    owner: Owner
    outcome: str
    criteria: list[str] = Field(default_factory=list)
    sources: list[ReportPara] = Field(default_factory=list)
    question: str | None = None
    reasons: dict[str, list[str]] = Field(
        default_factory=dict, description="for each question that a person must answer, what falls below the line"
    )
    why: str | None = None
    remediable: Remediable | None = None
    survives_end: bool = Field(False, description="it is still owed when the order has ended")
    local_default: bool = Field(False, description="its time limit is a local default and not printed in a report")
    themes: list[str] = Field(
        default_factory=list, description="child, victim, high-risk, exposed, contradiction, awaited"
    )
    do: str | None = Field(None, description="what would close it")
    where_to_record: str | None = None
    desk: str | None = Field(None, description="where it stands on the manager's own desk")
    tabled_as: str | None = Field(None, description="the column of the prevalent-factor table that it fills")
    not_applicable: int = Field(0, description="how many times it did not apply, those not shown included")


class CaseSummary(Part):
    crn: str
    event_number: int
    officer: str | None = Field(None, description="the officer now")
    team: str | None = None
    worst: VerdictWord
    counts: dict[VerdictWord, int] = Field(default_factory=dict)
    next_due: dt.date | None = None
    limited_access: bool | None = None
    name: str | None = Field(None, description="*** where access to the case is limited")
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    live: bool | None = Field(None, description="whether the order or licence still runs on the as-of date")
    level: str | None = Field(None, description="RoSH level on the as-of date")
    child_protection: bool | None = Field(None, description="child protection procedures or concern on the as-of date")
    pack: str | None = Field(None, description="the pack that judged its start")
    order_type: str | None = None
    gender: str | None = None
    ethnicity: str | None = None
    disability: bool | None = None

    @field_validator("name")
    @classmethod
    def _limited_access_is_not_named(cls, name: str | None, info: ValidationInfo) -> str | None:
        return "***" if name and info.data.get("limited_access") else name


class OccasionInfo(Part):
    """One time that a rule bites in a case."""

    opened: dt.date | None = None
    due: dt.date | None = None
    met_on: dt.date | None = None
    days_late: int | None = None
    missed: int | None = Field(None, description="how many times a recurring duty was missed")
    opened_by: str | None = Field(None, description="what opened it, in words")


class Evidence(Part):
    entry: str
    date: dt.date | None = None
    source: str | None = Field(None, description="file, sheet and row")


class Reason(Part):
    """One step of the reasoning, and what it came to."""

    text: str
    came_to: Literal["true", "false", "unknown", ""] = ""


class Finding(Part):
    """The verdict of one occasion."""

    crn: str
    event_number: int
    rule: str
    verdict: VerdictWord
    severity: Severity
    owner: Owner
    officer: str | None = Field(None, description="the officer responsible on the due date")
    officer_now: str | None = None
    team: str | None = None
    remediable: Remediable
    root: str | None = Field(None, description="the rule whose gap this one comes from in the end")
    occasion: OccasionInfo = Field(default_factory=OccasionInfo)
    message: str
    do: str | None = None
    evidence: list[Evidence] = Field(default_factory=list)
    missing: list[str] = Field(default_factory=list, description="what the record would have to hold to tell")
    could_be: list[VerdictWord] = Field(default_factory=list)
    because: str | None = Field(None, description="the nearest rule whose gap explains this one")
    decided_by: str | None = Field(None, description="record, assessor or exception")
    fingerprint: str
    reasoning: list[Reason] = Field(default_factory=list)
    consequence_of: str | None = Field(None, description="the rule of the finding that this one is shown under")
    questions: list[str] = Field(default_factory=list, description="what a person must answer, in order")
    where_to_record: str | None = None
    about: str | None = Field(None, description="what the occasion is about: a row_id, or what tells it apart")
    line: Literal["above", "late", "below", "undecided"] | None = Field(
        None, description="on which side of the line it falls in a score; null: it leaves the base"
    )
    presence_only: bool = Field(False, description="recorded, and a question about its quality is open")
    wanting: list[int] = Field(
        default_factory=list, description="where what is missing would stand: the numbers of the results' wanting"
    )


class WarnedCase(Part):
    crn: str
    event_number: int


class CaseloadWarning(Part):
    """What no single case shows and makes the caseload look better than it is. No finding, and nobody's fault."""

    id: str
    title: str
    warns: bool = Field(description="false: it could not be looked at in all cases, and says nothing of the others")
    message: str
    cases: list[WarnedCase] = Field(default_factory=list, description="the first fifty")
    cases_total: int = 0
    not_seen: list[str] = Field(default_factory=list, description="what was wanting, and of how many people")
    why: str
    do: str
    for_: Literal["manager", "quality_team"] = Field(alias="for")
    sources: list[ReportPara] = Field(default_factory=list)


class Results(Part):
    schema_: Literal["practice-check-results/1"] = Field("practice-check-results/1", alias="schema")
    run: Run
    rules: dict[str, RuleInfo]
    cases: list[CaseSummary]
    findings: list[Finding]
    warnings: list[CaseloadWarning] = Field(default_factory=list)
    problems: list[Problem]
    data_problems: list[DataProblem] = Field(
        default_factory=list,
        description="problems and blanks in groups, first those whose mending lets most cases be checked and frees "
        "most verdicts",
    )
    undecidable: list[Undecidable] = Field(
        default_factory=list, description="rules that this export can decide in no case, told once for the run"
    )
    wanting: list[Wanting] = Field(default_factory=list, description="what some verdict waits for, each place once")
    histories: list[CaseHistory] = Field(default_factory=list, description="each case in time, for people to look at")
    departures: list[Departure] = Field(default_factory=list, description="every row of the exceptions files")
    noted: list[Noted] = Field(default_factory=list, description="progress noted on the action list of a run before")
    changes: Changes | None = Field(None, description="against the run before, where one was named")
    trend: Trend | None = Field(None, description="of the runs in the history, once there are enough for one")

    def rows(self) -> list[dict[str, object]]:
        """The findings as flat rows, such as a data frame takes: one row a finding, lists joined by semicolons."""
        names = {(case.crn, case.event_number): case.name for case in self.cases}
        return [
            row_of(finding, self.rules.get(finding.rule), names.get((finding.crn, finding.event_number)))
            for finding in self.findings
        ]


def counts_of(verdicts: Iterable[VerdictWord]) -> dict[VerdictWord, int]:
    """How many there are of each verdict, in the order of ``VERDICTS``; those that do not occur are left out."""
    found: dict[VerdictWord, int] = {}
    for verdict in verdicts:
        found[verdict] = found.get(verdict, 0) + 1
    return {verdict: found[verdict] for verdict in VERDICTS if verdict in found}


def row_of(finding: Finding, rule: RuleInfo | None, name: str | None) -> dict[str, object]:
    """The finding as one flat row, its keys those of ``COLUMNS``. ``name``: of the person, if it is shown."""
    occasion = finding.occasion
    values = (
        finding.crn,
        finding.event_number,
        name,
        finding.rule,
        rule.title if rule else None,
        rule.outcome if rule else None,
        finding.verdict,
        finding.severity,
        finding.owner,
        finding.officer,
        finding.officer_now,
        finding.team,
        finding.remediable,
        occasion.opened,
        occasion.due,
        occasion.met_on,
        occasion.days_late,
        occasion.missed,
        finding.message,
        finding.do,
        finding.where_to_record,
        "; ".join(_evidence(item) for item in finding.evidence) or None,
        "; ".join(finding.missing) or None,
        "; ".join(finding.could_be) or None,
        "; ".join(finding.questions) or None,
        finding.root,
        finding.because,
        finding.consequence_of,
        finding.decided_by,
        "; ".join(f"{source.report} {source.para}" for source in rule.sources) if rule else None,
        finding.fingerprint,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _evidence(item: Evidence) -> str:
    day = f" {item.date.isoformat()}" if item.date else ""
    return f"{item.entry}{day}" + (f" ({item.source})" if item.source else "")


def results_schema() -> dict[str, Any]:
    """The JSON Schema of a results file."""
    schema = Results.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": SCHEMA}


def schema_text() -> str:
    """The schema as it stands in ``docs/results.schema.json``."""
    return json.dumps(results_schema(), indent=2, ensure_ascii=False) + "\n"
