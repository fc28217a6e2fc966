"""What comes of the caseload warnings of a run."""

from practice_check.audit.results import CaseloadWarning, ReportPara, WarnedCase
from practice_check.caseload import Gathering


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
