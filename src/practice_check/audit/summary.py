"""A case in one line: who has it, whether it still runs, its worst verdict and what falls due next."""

import datetime as dt
from collections.abc import Sequence

from practice_check.audit.results import VERDICTS, CaseSummary, Finding, counts_of
from practice_check.records.model import CaseRecord
from practice_check.timeline.truth import TRUE
from practice_check.vocabulary.conditions import Conditions, Reading


def summary_of(
    record: CaseRecord, findings: Sequence[Finding], reading: Reading, conditions: Conditions, pack: str | None
) -> CaseSummary:
    case = reading.case
    words = {finding.verdict for finding in findings}
    due = [finding.occasion.due for finding in findings if finding.verdict == "due" and finding.occasion.due]
    protected = reading.vocabulary.conditions.get("child-protection-concern")
    return CaseSummary(
        crn=record.crn,
        event_number=record.event_number,
        officer=findings[0].officer_now if findings else record.officer,
        team=record.team,
        worst=next((word for word in VERDICTS if word in words), "not_applicable"),
        counts=counts_of(finding.verdict for finding in findings),
        next_due=min(due, default=None),
        name=record.name,
        start_date=record.start_date,
        end_date=record.end_date,
        live=_live(record, case.as_of),
        level=_level(reading),
        child_protection=protected is not None and conditions.holds(protected, case.as_of) is TRUE,
        limited_access=record.limited_access,
        pack=pack,
        order_type=record.order_type,
        gender=record.gender,
        ethnicity=record.ethnicity,
        disability=record.disability,
    )


def _live(record: CaseRecord, as_of: int) -> bool | None:
    if record.start_date is None:
        return None
    end: dt.date | None = min((day for day in (record.closed_date, record.end_date) if day), default=None)
    return record.start_date.toordinal() <= as_of and (end is None or as_of <= end.toordinal())


def _level(reading: Reading) -> str | None:
    word = reading.vocabulary.periods.get("rosh-level")
    if word is None:
        return None
    levels = [getattr(span.row, word.value or "") for span in reading.periods.open_on("rosh-level", reading.case.as_of)]
    known = [level for level in levels if level is not None]
    return max(known, key=(word.order or known).index, default=None)
