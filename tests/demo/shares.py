"""How often each thing of the table in the docstring of ``practice_check.demo`` is so in a caseload."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from practice_check.records.model import CaseRecord, Contact, Enforcement, Registration, tables

Share = Callable[[Sequence[CaseRecord]], float]

DAY = dt.timedelta(days=1)


def last(case: CaseRecord) -> dt.date:
    """The last day of which the record can speak."""
    days = [case.end_date, case.closed_date, case.exported_on]
    return min(day for day in days if day is not None)


def per_cent(found: Iterable[bool]) -> float:
    values = list(found)
    return 100 * sum(values) / len(values)


def cases(test: Callable[[CaseRecord], bool], among: Callable[[CaseRecord], bool] = lambda _: True) -> Share:
    return lambda records: per_cent(test(case) for case in records if among(case))


def start(case: CaseRecord) -> dt.date:
    assert case.start_date is not None
    return case.start_date


def era(case: CaseRecord) -> str:
    year = start(case)
    if year < dt.date(2014, 6, 1):
        return "trust"
    return "split" if year < dt.date(2016, 6, 1) else "current"


def registered(case: CaseRecord, *kinds: str) -> list[Registration]:
    return [row for row in case.registrations or [] if row.type in kinds]


def first_level(case: CaseRecord) -> str | None:
    rows = [row for row in case.rosh_levels or [] if row.start is not None]
    return min(rows, key=lambda row: row.start or dt.date.max).level if rows else None


def requires(case: CaseRecord, kind: str) -> bool:
    return any(row.type == kind for row in case.requirements or [])


def standalone(case: CaseRecord) -> bool:
    return bool(case.requirements) and {row.type for row in case.requirements or []} <= {"unpaid_work", "curfew"}


def enforced(case: CaseRecord) -> list[Enforcement]:
    return [row for row in case.enforcement or [] if row.kind in {"breach_started", "recall_requested"}]


def offered(records: Sequence[CaseRecord]) -> list[Contact]:
    """Appointments whose day has come."""
    kinds = {"office", "home_visit", "video", "telephone", "three_way_meeting", "programme", "unpaid_work"}
    return [
        row
        for case in records
        for row in case.contacts or []
        if row.kind in kinds and row.date is not None and case.exported_on is not None and row.date <= case.exported_on
    ]


def contacts_that(outcome: str | None) -> Share:
    return lambda records: per_cent(row.outcome == outcome for row in offered(records))


def factor(tag: str) -> Share:
    def share(records: Sequence[CaseRecord]) -> float:
        found = []
        for case in records:
            listed = [row.factors for row in case.assessments or [] if row.kind == "likelihood" and row.factors]
            if listed:
                found.append(any(tag in factors for factors in listed))
        return per_cent(found)

    return share


def people_with_more(records: Sequence[CaseRecord]) -> float:
    crns = [case.crn for case in records]
    return per_cent(crns.count(crn) > 1 for crn in dict.fromkeys(crns))


def _community(case: CaseRecord) -> bool:
    return case.order_type in {"community_order", "suspended_sentence_order"}


def _months(case: CaseRecord, number: int) -> bool:
    return (last(case) - start(case)).days >= 30 * number


def _concern(case: CaseRecord) -> bool:
    events = any(row.kind == "child_concern" for row in case.events or [])
    to_children = any(row.level != "low" for row in registered(case, "risk_to_children"))
    return events or to_children or bool(registered(case, "child_concern", "child_protection"))


def _new_offence(case: CaseRecord) -> bool:
    return any(row.kind in {"charge", "caution", "conviction"} for row in case.events or [])


def _away(case: CaseRecord, kind: str) -> bool:
    return any(row.kind == kind for row in case.statuses or [])


SHARES: dict[str, Share] = {
    "cases of today, live": cases(lambda c: era(c) == "current" and last(c) == c.exported_on),
    "cases from the Trusts' last year": cases(lambda c: era(c) == "trust"),
    "cases of the NPS and CRCs": cases(lambda c: era(c) == "split"),
    "of these, with the NPS": cases(lambda c: c.provider == "NPS", lambda c: era(c) == "split"),
    "community orders": cases(lambda c: c.order_type == "community_order"),
    "suspended sentence orders": cases(lambda c: c.order_type == "suspended_sentence_order"),
    "licences": cases(lambda c: c.order_type == "licence"),
    "supervision after sentence": cases(lambda c: c.order_type == "post_sentence_supervision"),
    "only unpaid work or a curfew": cases(standalone),
    "with an accredited programme": cases(lambda c: requires(c, "accredited_programme")),
    "men": cases(lambda c: c.gender == "male"),
    "white": cases(lambda c: c.ethnicity == "White"),
    "people with more than one order": people_with_more,
    "index offence of domestic abuse": cases(lambda c: "domestic_abuse" in (c.offence_types or [])),
    "first level medium or higher": cases(lambda c: first_level(c) != "low", lambda c: first_level(c) is not None),
    "first level high or very high": cases(
        lambda c: first_level(c) in {"high", "very_high"}, lambda c: first_level(c) is not None
    ),
    "two levels that disagree": cases(lambda c: len({row.level for row in c.rosh_levels or [] if row.end is None}) > 1),
    "MAPPA": cases(lambda c: bool(registered(c, "mappa"))),
    "ViSOR": cases(lambda c: bool(registered(c, "visor"))),
    "child protection procedures": cases(lambda c: bool(registered(c, "child_protection"))),
    "a child concern": cases(_concern),
    "approved premises": cases(lambda c: any(row.kind == "approved_premises" for row in c.residences or [])),
    "no fixed abode at some time": cases(lambda c: any(row.kind == "no_fixed_abode" for row in c.residences or [])),
    "victim contact scheme": cases(lambda c: any(row.eligible for row in c.victims or [])),
    "report to court": cases(lambda c: bool(c.court_reports), _community),
    "of the reports, oral": lambda records: per_cent(
        row.kind == "oral" for case in records for row in case.court_reports or []
    ),
    "of the oral ones, with a written copy": lambda records: per_cent(
        row.written_copy is not None for case in records for row in case.court_reports or [] if row.kind == "oral"
    ),
    "new charge, caution or conviction": cases(_new_offence, lambda c: _months(c, 4)),
    "breach or recall": cases(lambda c: bool(enforced(c)), lambda c: _months(c, 4)),
    "recalled": cases(lambda c: _away(c, "recall"), lambda c: c.order_type == "licence" and _months(c, 2)),
    "remanded": cases(lambda c: _away(c, "remand")),
    "transfer in": cases(
        lambda c: any(row.direction == "in" and row.of == "area" for row in c.transfers or []), lambda c: _months(c, 3)
    ),
    "transfer out": cases(lambda c: any(row.direction == "out" for row in c.transfers or []), lambda c: _months(c, 3)),
    "factor: thinking and behaviour": factor("thinking_and_behaviour"),
    "factor: alcohol": factor("alcohol"),
    "factor: drugs": factor("drugs"),
    "factor: relationships": factor("relationships"),
    "factor: accommodation": factor("accommodation"),
    "factor: education and work": factor("ete"),
    "appointments attended": contacts_that("attended"),
    "acceptable absences": contacts_that("acceptable_absence"),
    "unacceptable absences": contacts_that("unacceptable_absence"),
    "outcomes left blank": contacts_that(None),
    "a table missing": cases(lambda c: any(getattr(c, name) is None for name in tables())),
    "contacts cut": cases(lambda c: "contacts" in c.covers),
}
