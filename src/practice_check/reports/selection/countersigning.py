"""The cases that wait for a manager's signature: for each what was submitted, and what to see to before signing."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from practice_check.audit.results import Finding, Results
from practice_check.reports import words
from practice_check.reports.selection.case_page import CasePage, page_of
from practice_check.reports.selection.items import Item, View, grouped, name_of
from practice_check.reports.selection.undecidable import for_people

_DESK = "countersigning"
_ASKED_FOR = "improvement"


@dataclass(frozen=True)
class Submitted:
    """A document that waits. ``days`` since it was submitted; ``due``: when it is to be signed or returned."""

    what: str
    on: dt.date | None
    by: str
    days: int | None
    due: dt.date | None


@dataclass(frozen=True)
class ToSign:
    """One person's case or cases. ``page``: the officer's own, less the parts that are empty in what was submitted."""

    page: CasePage
    submitted: list[Submitted]
    #: What is not recorded in the very documents that were submitted.
    empty: list[Item]
    #: What in the record speaks against itself, the manager's own included.
    contradictions: list[Item]
    #: What was asked for before, and is not recorded as done.
    asked_for: list[Item]

    @property
    def days(self) -> int | None:
        return max((one.days for one in self.submitted if one.days is not None), default=None)

    @property
    def officer(self) -> str:
        return self.page.cases[0].officer or "no officer recorded"

    @property
    def to_mend(self) -> int:
        return len(self.empty) + len(self.contradictions) + len(self.page.mend)

    @property
    def closing(self) -> str:
        """What is left before the signature. Never that it can be signed."""
        when = " before you sign"
        if self.page.not_checked or not (self.empty or self.contradictions or self.asked_for):
            return self.page.closing(when)
        counts = (
            (len(self.empty), "empty in what was submitted"),
            (len(self.contradictions), "against itself"),
            (len(self.asked_for), "asked for and not recorded as done"),
            (len(self.page.mend), "more to mend"),
        )
        said = ", ".join(f"{count} {what}" for count, what in counts if count)
        return f"{said}; {words.number(len(self.page.questions), 'thing')} to judge{when}."


def to_sign(results: Results) -> list[ToSign]:
    """Everybody for whom something waits for a signature or a return, the longest waiting first."""
    waiting: dict[str, list[Finding]] = defaultdict(list)
    for one in results.findings:
        rule = results.rules.get(one.rule)
        if rule is not None and rule.desk == _DESK and one.verdict in {"gap", "due"} and one.owner == "manager":
            waiting[one.crn].append(one)
    told = for_people(results)
    view = View(told.model_copy(update={"findings": [one for one in told.findings if one.crn in waiting]}))
    of_whom: dict[str, list[Finding]] = defaultdict(list)
    for one in view.results.findings:
        of_whom[one.crn].append(one)
    open_of: dict[str, list[Item]] = defaultdict(list)
    for item in view.open:
        open_of[item.finding.crn].append(item)
    found = [
        _to_sign(view, crn, [one for one in findings if view.is_live(one)], of_whom[crn], open_of[crn])
        for crn, findings in waiting.items()
        if any(view.is_live(one) for one in findings)
    ]
    return sorted(found, key=lambda one: (-(one.days or 0), one.page.crn))


def _to_sign(view: View, crn: str, waiting: list[Finding], findings: list[Finding], open_items: list[Item]) -> ToSign:
    page = page_of(view, [case for case in view.results.cases if case.crn == crn])
    about = {one.about for one in waiting if one.about}
    managers = [item for item in open_items if item.finding.owner == "manager" and view.is_duty(item.finding)]
    others = [one for one in page.waiting if not one.signature]
    desks = {rule: info.desk for rule, info in view.results.rules.items()}
    return ToSign(
        page=replace(page, mend=list(_split(page.mend, about, inside=False)), contradictions=[], waiting=others),
        submitted=sorted((_submitted(view, one, findings) for one in waiting), key=lambda one: one.on or dt.date.max),
        empty=list(_split(page.mend, about, inside=True)),
        contradictions=[
            *page.contradictions,
            *grouped(item for item in managers if "contradiction" in view.themes(item.finding)),
        ],
        asked_for=grouped(item for item in managers if desks.get(item.finding.rule) == _ASKED_FOR),
    )


def _split(items: Iterable[Item], about: set[str], *, inside: bool) -> Iterable[Item]:
    """The items with those of their occasions that are about these documents, or with those that are not.

    A signature is asked for once a person, under an order that need not be the document's own: so the order is not
    compared.
    """
    for item in items:
        occasions = [one for one in (item.finding, *item.again) if (one.about in about) is inside]
        if occasions:
            yield replace(item, finding=occasions[0], again=occasions[1:])


def _submitted(view: View, finding: Finding, findings: list[Finding]) -> Submitted:
    opened = finding.occasion.opened
    return Submitted(
        what=_what(finding, findings),
        on=opened,
        by=finding.officer or "no officer recorded",
        days=(view.as_of - opened).days if opened else None,
        due=finding.occasion.due,
    )


def _what(finding: Finding, findings: list[Finding]) -> str:
    """What was submitted, as most other rules about the very same document call it; else as the record opened it."""
    called = Counter(
        f"{one.occasion.opened_by} of {words.day(one.occasion.opened)}"
        for one in findings
        if finding.about and one.about == finding.about and one.rule != finding.rule and one.occasion.opened_by
    )
    return max(called, key=called.__getitem__) if called else finding.occasion.opened_by or "document"


def name(one: ToSign) -> str:
    return name_of(one.page.cases[0])
