"""The parts of the results that stand beside the findings: a case's history, departures, noted progress, changes."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from practice_check.rulebook.case_history import Sign
from practice_check.rulebook.model import Owner, Remediable, Severity, VerdictWord


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


class LastTime(Part):
    """When something that every manager asks for was last recorded, such as the last home visit."""

    what: str
    date: dt.date | None = Field(None, description="null: none recorded, or the export does not say")
    known: bool = Field(
        True, description="false: the export cannot tell; with a date: there may have been a later time that it lacks"
    )


class Mark(Part):
    """An entry on the timeline of a case."""

    date: dt.date
    lane: str
    what: str
    sign: Sign = "step"


class Span(Part):
    """A period on the timeline of a case; it does not cover its end day. ``end`` null: still open."""

    lane: str
    what: str
    start: dt.date | None = None
    end: dt.date | None = None


class VersionChange(Part):
    """A document against the version before it."""

    of: str = Field(description="which document, in words: sentence plan")
    date: dt.date
    before: dt.date | None = Field(None, description="the date of the version before; null: this is the first")
    changed: list[str] = Field(default_factory=list, description="what differs, in words")
    unchanged: list[str] = Field(default_factory=list, description="what stands as before, where something happened")
    happened: list[str] = Field(default_factory=list, description="what the record says happened between the two")
    since: list[str] = Field(
        default_factory=list, description="of the latest version: what the record says happened after it"
    )
    reviewed: list[dt.date] = Field(
        default_factory=list, description="of the latest version: when it was reviewed after that, without a new one"
    )


class CaseHistory(Part):
    """A case in time, for people to look at. No verdict rests on it. Lanes stand in the order of the drawing."""

    crn: str
    event_number: int
    last: list[LastTime] = Field(default_factory=list)
    spans: list[Span] = Field(default_factory=list)
    marks: list[Mark] = Field(default_factory=list)
    versions: list[VersionChange] = Field(default_factory=list)
    until: dt.date | None = Field(
        None, description="the last day that it looks at, where the order ended long before the as-of date"
    )
    not_seen: list[str] = Field(default_factory=list, description="what of it the export does not hold, in words")


class Wanting(Part):
    """Something that stands nowhere in the record, and that some verdict waits for."""

    number: int = Field(
        description="by which findings name it: those of its person, or where it has none, all findings"
    )
    lack: Literal["blank", "unread", "no_row", "uncovered", "no_column", "absent"] = Field(
        description="blank: the cell is there and empty; unread: this row has no such cell, or one that could not be "
        "read; no_row: no row says it; uncovered: the table does not reach over all days that were asked about; "
        "no_column: no row of the export has it; absent: the table is not in the export"
    )
    table: str = Field(description="of the case record")
    field: str | None = None
    source: str | None = Field(None, description="the row: file, sheet and row")
    entry: str | None = Field(None, description="what the row is, in words")
    crn: str | None = Field(None, description="null: of the export as a whole")
    event_number: int | None = None
    only_some: bool = Field(False, description="absent: the export has it for other cases")


Mender = Literal["officer", "manager", "court_team", "victim_unit", "exporter", "keeper"]


class LeftOpen(Part):
    """A rule, and how many of its verdicts wait."""

    rule: str
    severity: Severity
    verdicts: int


class DataProblem(Part):
    """What is wrong with the data in the same way, in one place: said once, with all that waits for its mending."""

    what: str = Field(description="in one line, with the count of rows")
    kind: Literal["fault", "doubt", "left_out", "blank", "unread", "no_row", "uncovered", "no_column", "absent"]
    file: str | None = None
    sheet: str | None = None
    column: str | None = None
    rows: int
    cases: int = Field(description="0: it is of the export as a whole, or of rows that name no case")
    people: int
    where: str | None = Field(None, description="the first rows, in words")
    examples: list[str] = Field(default_factory=list, description="some of the values that could not be used")
    who: Mender = Field(
        description="who can mend it: the officer of the case now, the manager, the court team, the victim unit, "
        "whoever makes the export, or whoever keeps the file of answers, departures or progress"
    )
    mend: str
    not_checked: int = Field(0, description="cases that were not checked for it")
    verdicts: int = Field(0, description="how many could not be told for want of it")
    frees: int = Field(0, description="how many of them wait for nothing else")
    rules: list[LeftOpen] = Field(default_factory=list, description="of these verdicts; the most severe rules first")


DepartureStatus = Literal["used", "not_needed", "waiting", "expired", "unmatched"]


class Departure(Part):
    """A reasoned departure of an exceptions file, and what this run made of it."""

    status: DepartureStatus = Field(
        description="used: it excuses; not_needed: what it is about is recorded after all; waiting: nobody has agreed "
        "to it, or it was decided after the as-of date; expired; unmatched: nothing in this run is what it is about"
    )
    why: str | None = Field(None, description="why it excuses nothing, or that nobody else has agreed to it")
    crn: str
    event_number: int | None = None
    rule: str = Field(description="as the file names it: a rule, or an entry of the register")
    rules: list[str] = Field(default_factory=list, description="the duties that it names")
    opened: dt.date | None = Field(None, description="the occasion, by the day on which it opened; null: each")
    about: str | None = None
    reason: str
    by: str
    agreed_by: str | None = None
    expires: dt.date | None = Field(None, description="the last day on which it holds")
    date: dt.date | None = Field(None, description="when it was decided")
    source: str | None = Field(None, description="file and row")
    uses: int = Field(0, description="how many occasions it excuses")


class Noted(Part):
    """What somebody noted on an action list about a finding."""

    fingerprint: str
    progress: str = Field(description="not started, in hand, put right, not appropriate, or see note")
    note: str | None = None
    by: str | None = None
    on: dt.date | None = None
    crn: str
    event_number: int
    rule: str
    still_open: bool = Field(description="whether the finding is still open in this run")


ChangeState = Literal["new", "closed", "still_open", "not_judged_now"]


class Followed(Part):
    """A gap that follows from another one, and is told with it since the same became of both."""

    rule: str
    title: str
    fingerprint: str
    was: str | None = Field(None, description="its fingerprint in the run before, where that is another")


class Change(Part):
    """A gap of this run or of the one before, and what became of it. Closed: nothing but what an entry shows."""

    state: ChangeState
    crn: str
    event_number: int
    name: str | None = Field(None, description="*** where access to the case is limited")
    rule: str
    title: str
    severity: Severity
    owner: Owner
    remediable: Remediable
    to_mend: bool = Field(
        description="whether somebody can still put it right or record the reason: it can be, and it is still owed"
    )
    themes: list[str] = Field(default_factory=list, description="those of its rule")
    officer_now: str | None = None
    team: str | None = None
    before: VerdictWord | None = Field(None, description="null: not in the run before")
    now: VerdictWord | None = Field(None, description="null: not in this run")
    message: str = Field(description="this run's sentence, else that of the run before")
    do: str | None = Field(None, description="what would close it")
    since: dt.date | None = Field(None, description="the due date; where there is none, the day on which it opened")
    days_open: int | None = Field(None, description="from that day to this run's, or for a closed one to its entry's")
    why: str | None = Field(None, description="how it came to be new or was closed, or why it is no longer judged")
    fingerprint: str
    was: str | None = Field(None, description="its fingerprint in the run before, where that is another")
    open_since_run: dt.date | None = Field(
        None, description="the as-of date of the first run of the history since which it has been open without a break"
    )
    follows: list[Followed] = Field(default_factory=list, description="what follows from it")


class Changes(Part):
    """This run against one before it.

    Every gap of either run stands in exactly one state: as a change, or among what follows from one.
    """

    before: dt.date = Field(description="the as-of date of the run before")
    now: dt.date
    counts: dict[ChangeState, int] = Field(description="the changes by state; what follows from one is not counted")
    long_open: int = Field(0, description="how many of those still open were already due over thirty days ago")
    long_open_to_mend: int = Field(0, description="how many of long_open somebody can still put right, or explain")
    changes: list[Change] = Field(
        default_factory=list, description="by state; an exposed child or victim first, then the most severe, the oldest"
    )
    notes: list[str] = Field(default_factory=list, description="what makes the two runs less than comparable, in words")


class Asked(Part):
    """What of the export and of the rules a run was to look at; all of them where nothing stands."""

    where: dict[str, str] = Field(default_factory=dict, description="only cases with these values")
    select: list[str] = Field(default_factory=list)
    ignore: list[str] = Field(default_factory=list)
    packs: list[str] = Field(default_factory=list, description="judged by these, whatever was in force")
    sample: str | None = Field(None, description="only the cases of a sample: a digest that tells it from others")


class TrendPoint(Part):
    """One run, as the trend shows it. A share is null where its base is smaller than a rate may rest on."""

    as_of: dt.date
    judged: int = Field(description="how many times a duty was met, late or not recorded: the base of the share")
    in_time: int = Field(description="how many of them were recorded in time")
    in_time_percent: float | None = None
    not_told: int = Field(description="how many times the record could not tell, or a person must judge")
    cases: int = Field(description="cases that run, or may, and were checked: the base of the rate")
    open_high: int = Field(description="duties of high severity in them, not recorded, that can still be put right")
    open_high_per_100: float | None = Field(None, description="for each hundred cases")


class Trend(Part):
    """The runs of a history that asked the same, one for each as-of date, the oldest first."""

    points: list[TrendPoint]
    notes: list[str] = Field(default_factory=list, description="what makes them less than comparable, in words")
