"""Caseload warnings on their way through a run: what the workers see beside the verdicts, and what comes of it."""

from collections.abc import Iterable

from practice_check.audit.person import CaseResult
from practice_check.audit.results import CaseloadWarning, ReportPara, WarnedCase
from practice_check.caseload import Gathering, Lookout, Sightings
from practice_check.records.model import CaseRecord

_RECORDED = ("met", "met_late")


def sightings_of(lookout: Lookout, records: list[CaseRecord], results: Iterable[CaseResult]) -> Sightings:
    """What the warnings need to know of one person."""
    recorded = [finding for result in results for finding in result.findings if finding.verdict in _RECORDED]
    return lookout.see(records, len(recorded), sum(finding.presence_only for finding in recorded))


def warnings_of(gathering: Gathering) -> list[CaseloadWarning]:
    """Those that warn first, then those that could not be looked at, each in the order of their ids."""
    said = sorted(gathering.said(), key=lambda each: not each.warns)
    return [
        CaseloadWarning(
            id=each.rule.id,
            title=each.rule.title,
            warns=each.warns,
            message=each.message,
            cases=[WarnedCase(crn=crn, event_number=number) for crn, number in each.cases],
            cases_total=each.total,
            not_seen=each.unseen,
            why=each.rule.why,
            do=each.rule.do,
            for_=each.rule.for_,
            sources=[ReportPara(report=source.report, para=source.para) for source in each.rule.sources],
        )
        for each in said
    ]
