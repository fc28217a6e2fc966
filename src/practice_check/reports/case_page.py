"""One case before it goes for countersignature: what its officer can mend, what waits, what is to be judged.

The manager's own gaps are not on it as gaps: they stand with what waits on others.
"""

from collections import defaultdict
from dataclasses import dataclass

from practice_check.audit.results import CaseSummary, Finding, Results
from practice_check.reports import words
from practice_check.reports.items import Item, View, grouped
from practice_check.reports.select import key_of

_SEVERITY = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class CasePage:
    cases: list[CaseSummary]
    #: The officer's open duties that can still be put right.
    mend: list[Item]
    #: What in the record speaks against itself.
    contradictions: list[Item]
    #: What follows from another gap, with the title of that gap.
    consequences: list[tuple[Finding, str]]
    #: The open and coming duties of everybody else.
    waiting: list[Item]
    #: The officer's gaps that nothing can put right any more.
    past: list[Item]
    #: What the record would have to hold, with the titles of what cannot be told for want of it.
    cannot_tell: list[tuple[str, list[str]]]
    #: What a person must answer, with the title of the expectation.
    questions: list[tuple[str, str]]
    ahead: list[Item]
    not_checked: list[Finding]
    #: Whether any rule applied to the case at all.
    judged: bool

    @property
    def closing(self) -> str:
        """The last word. The record may be silent for good reasons, so it is never that the case is ready."""
        judge = f"{words.number(len(self.questions), 'thing')} to judge"
        open_now = len(self.mend) + len(self.contradictions)
        parts = []
        if open_now:
            parts.append(f"{open_now} to mend")
        if self.waiting:
            parts.append(f"{len(self.waiting)} waiting on others")
        if self.past:
            parts.append(f"{len(self.past)} past mending")
        if not self.judged:
            return "No rule in force applied to this case, so nothing was judged. A pack is chosen with --pack."
        if self.not_checked:
            return f"This case was not checked in full; {judge}."
        if not (open_now or self.past or self.consequences):
            return f"Nothing missing that the record can show; {judge}."
        return f"{', '.join(parts) or 'Consequences only'}; {judge}."


def case_page(results: Results, crn: str, event_number: int | None = None) -> CasePage | None:
    """The page of a person's case, or of all of the person's cases; None where the run has no such case."""
    view = View(results)
    cases = [case for case in results.cases if case.crn == crn and event_number in {None, case.event_number}]
    if not cases:
        return None
    keys = {key_of(case) for case in cases}
    findings = [one for one in results.findings if key_of(one) in keys and view.is_duty(one)]
    open_items = sorted(
        (item for item in view.open if key_of(item.finding) in keys and view.is_duty(item.finding)),
        key=lambda item: (_SEVERITY[item.finding.severity], item.order),
    )
    due = sorted(
        (view.item(one) for one in findings if one.verdict == "due" and one.occasion.due), key=lambda item: item.order
    )
    duties = grouped(open_items)
    mine = [item for item in duties if item.finding.owner == "officer" and view.is_live(item.finding)]
    return CasePage(
        cases=cases,
        mend=[item for item in mine if item.finding.remediable != "no" and not _contradicts(view, item)],
        contradictions=[item for item in mine if item.finding.remediable != "no" and _contradicts(view, item)],
        consequences=[(one, item.title) for item in open_items for one in item.follows if key_of(one) in keys],
        waiting=[item for item in [*duties, *grouped(due)] if item.finding.owner != "officer"],
        past=[item for item in mine if item.finding.remediable == "no"],
        cannot_tell=_cannot_tell(view, findings),
        questions=_questions(view, findings),
        ahead=[item for item in due if item.finding.owner == "officer"],
        not_checked=[one for one in findings if one.verdict == "not_checked"],
        judged=any(one.verdict != "not_applicable" for one in findings),
    )


def _contradicts(view: View, item: Item) -> bool:
    return "contradiction" in view.themes(item.finding)


def _cannot_tell(view: View, findings: list[Finding]) -> list[tuple[str, list[str]]]:
    titles: dict[str, list[str]] = defaultdict(list)
    for one in findings:
        if one.verdict == "cannot_tell" and one.consequence_of is None:
            for what in one.missing or ["what it would take is not known"]:
                titles[what].append(view.item(one).title)
    return sorted(
        ((what, list(dict.fromkeys(names))) for what, names in titles.items()),
        key=lambda pair: (-len(pair[1]), pair[0]),
    )


def _questions(view: View, findings: list[Finding]) -> list[tuple[str, str]]:
    asked: dict[str, str] = {}
    ranked = sorted((one for one in findings if one.verdict == "needs_judgement"), key=lambda o: _SEVERITY[o.severity])
    for one in ranked:
        rule = view.rule(one)
        title = view.item(one).title
        for question in one.questions or [(rule.question if rule else None) or title]:
            asked.setdefault(question, title)
    return list(asked.items())
