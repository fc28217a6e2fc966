"""A case in one line: who has it, whether it still runs, its worst verdict and what falls due next."""

import datetime as dt
from collections.abc import Mapping

from practice_check.audit.results import VERDICTS, CaseSummary
from practice_check.records.model import CaseRecord
from practice_check.rulebook.model import VerdictWord
from practice_check.timeline.days import as_date
from practice_check.timeline.truth import TRUE
from practice_check.vocabulary.conditions import Conditions


def summary_of(
    record: CaseRecord,
    conditions: Conditions,
    *,
    officer: str | None,
    counts: Mapping[VerdictWord, int],
    next_due: int,
    pack: str | None,
) -> CaseSummary:
    """``counts``: of the findings by verdict. ``next_due``: a day number, or NEVER."""
    case = conditions.reading.case
    protected = conditions.reading.vocabulary.conditions.get("child-protection-concern")
    found = {word: counts[word] for word in VERDICTS if word in counts}
    return CaseSummary(
        crn=record.crn,
        event_number=record.event_number,
        officer=officer,
        team=record.team,
        worst=next(iter(found), "not_applicable"),
        counts=found,
        next_due=as_date(next_due),
        name=record.name,
        start_date=record.start_date,
        end_date=record.end_date,
        live=_live(record, case.as_of),
        level=_level(conditions),
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


def _level(conditions: Conditions) -> str | None:
    reading = conditions.reading
    word = reading.vocabulary.periods.get("rosh-level")
    if word is None:
        return None
    levels = [getattr(span.row, word.value or "") for span in reading.periods.open_on("rosh-level", reading.case.as_of)]
    known = [level for level in levels if level is not None]
    return max(known, key=(word.order or known).index, default=None)
