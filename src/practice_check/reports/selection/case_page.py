"""One case before it goes for countersignature: what its officer can mend, what waits, what a manager will ask.

The selection is made here, once; a terminal and HTML each show it in their way. It speaks to the officer who has the
case now: what is the manager's own is not on it, and what stood open before this officer had the case is one line.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from practice_check.audit.parts import CaseHistory, Departure, LastTime, VersionChange
from practice_check.audit.results import CaseSummary, Finding, Results
from practice_check.reports import words
from practice_check.reports.selection.case_questions import Question, asked
from practice_check.reports.selection.items import Item, View, grouped, name_of
from practice_check.reports.selection.select import Key, OfACase, key_of
from practice_check.reports.selection.themes import LABELS
from practice_check.reports.selection.undecidable import for_people, told_once

#: The most things to mend that are shown one by one; the rest are counted and named.
MOST_TO_MEND = 10

_SEVERITY = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Waiting:
    """What somebody else is to do. ``since``: when it came to them; ``note``: what else there is to say of it.

    ``signature``: it is the countersignature itself.
    """

    whom: str
    what: str
    since: dt.date | None
    due: dt.date | None
    note: str = ""
    signature: bool = False


@dataclass(frozen=True)
class Ahead:
    """A duty that falls due, and how often on that day."""

    due: dt.date
    title: str
    times: int


@dataclass(frozen=True)
class CasePage:
    """``mend`` and ``contradictions``: what this officer can still put right, the most pressing first."""

    #: The run, for the titles and themes of its rules.
    view: View
    cases: list[CaseSummary]
    histories: list[CaseHistory]
    mend: list[Item]
    #: What in the record speaks against itself.
    contradictions: list[Item]
    #: The officer's own that nothing can put right any more.
    past: list[Item]
    #: What already stood open when this officer came to the case.
    before: list[Item]
    #: What was still open when the order ended.
    left_open: list[Item]
    #: What a departure waits for agreement to; it stays open until then.
    to_agree: list[Item]
    waiting: list[Waiting]
    #: What the record would have to hold, with the titles of what cannot be told for want of it.
    cannot_tell: list[tuple[str, list[str]]]
    questions: list[Question]
    ahead: list[Ahead]
    departures: list[Departure]
    #: The titles of what the case record itself excuses with a decision.
    excepted: list[str]
    not_checked: list[Finding]
    #: Whether any rule applied to the case at all.
    judged: bool

    @property
    def crn(self) -> str:
        return self.cases[0].crn

    @property
    def name(self) -> str:
        """The CRN, and the name where there is one to show."""
        return f"{self.crn} {name_of(self.cases[0])}".strip()

    @property
    def answerable(self) -> list[Item]:
        """What the officer may answer with a reason why it is not appropriate."""
        return [*self.mend, *self.contradictions]

    @property
    def told_once(self) -> str:
        """What could be told for no case of the export, in a sentence; empty where there is nothing of the kind."""
        return told_once(self.view.results).sentence

    @property
    def titles(self) -> dict[str, str]:
        return {name: rule.title for name, rule in self.view.results.rules.items()}

    def findings_of(self, case: OfACase) -> list[Finding]:
        """All findings of one of the cases, for its drawing."""
        return [one for one in self.view.results.findings if key_of(one) == key_of(case)]

    @property
    def mend_first(self) -> list[Item]:
        return self.mend[:MOST_TO_MEND]

    @property
    def mend_later(self) -> list[Item]:
        return self.mend[MOST_TO_MEND:]

    @property
    def last(self) -> list[LastTime]:
        """The last times that every manager asks for. They are the person's: the latest of all orders."""
        latest: dict[str, LastTime] = {}
        for one in (each for history in self.histories for each in history.last):
            held = latest.get(one.what)
            if held is None or (one.date or dt.date.min) > (held.date or dt.date.min):
                latest[one.what] = one
        return list(latest.values())

    @property
    def versions(self) -> list[VersionChange]:
        """The latest version of each document, where there is something to compare or something happened since."""
        latest: dict[tuple[Key, str], VersionChange] = {}
        for history in self.histories:
            for version in history.versions:
                held = latest.get((key_of(history), version.of))
                if held is None or version.date >= held.date:
                    latest[key_of(history), version.of] = version
        return [one for one in latest.values() if one.before or one.since or one.reviewed]

    @property
    def nothing_missing(self) -> bool:
        open_now = (self.mend, self.contradictions, self.past, self.before, self.left_open, self.to_agree)
        return not any(open_now)

    def closing(self, when: str = "") -> str:
        """The last word. The record may be silent for good reasons, so it is never that the case is ready."""
        judge = f"{words.number(len(self.questions), 'thing')} to judge{when}"
        counts = (
            (len(self.mend) + len(self.contradictions), "to mend"),
            (len(self.before), "open from before"),
            (len(self.past), "past mending"),
            (len(self.left_open), "left open at the end of the order"),
            (len(self.waiting), "waiting on others"),
        )
        parts = ", ".join(f"{count} {what}" for count, what in counts if count)
        if not self.judged:
            return "No rule in force applied to this case, so nothing was judged. A pack is chosen with --pack."
        if self.not_checked:
            return f"This case was not checked in full; {judge}."
        if not self.nothing_missing:
            return f"{parts}; {judge}."
        return f"Nothing missing that the record can show{f', {parts}' if parts else ''}; {judge}."


def case_page(results: Results, crn: str, event_number: int | None = None) -> CasePage | None:
    """The page of a person's case, or of all of the person's cases; None where the run has no such case."""
    cases = [case for case in results.cases if case.crn == crn and event_number in {None, case.event_number}]
    return page_of(View(for_people(results)), cases) if cases else None


def page_of(view: View, cases: Sequence[CaseSummary]) -> CasePage:
    """The page of these cases, which are one person's."""
    keys = {key_of(case) for case in cases}
    findings = [one for one in view.results.findings if key_of(one) in keys and view.is_duty(one)]
    departures = [one for one in view.results.departures if _is_about(one, keys)]
    unanswered = [one for one in departures if one.status == "waiting"]
    piles = _Piles(view, unanswered)
    piles.sort_out(_mine(view, view.open, keys))
    due = [one for one in findings if one.verdict == "due" and one.occasion.due]
    return CasePage(
        view=view,
        cases=list(cases),
        histories=[history for history in view.results.histories if key_of(history) in keys],
        mend=piles.of("mend"),
        contradictions=piles.of("contradictions"),
        past=piles.of("past"),
        before=piles.of("before"),
        left_open=piles.of("left_open"),
        to_agree=piles.of("to_agree"),
        waiting=_waiting(view, findings, piles.of("to_agree"), unanswered),
        cannot_tell=_cannot_tell(view, findings),
        questions=asked(view, findings),
        ahead=_ahead(view, [one for one in due if one.owner == "officer" and not _is_awaited(view, one)]),
        departures=departures,
        excepted=_titles(view, [one for one in findings if one.verdict == "excepted" and one.decided_by == "record"]),
        not_checked=[one for one in findings if one.verdict == "not_checked"],
        judged=bool(view.results.undecidable) or any(one.verdict != "not_applicable" for one in findings),
    )


def _mine(view: View, items: Iterable[Item], keys: set[Key]) -> Iterator[Item]:
    """The officer's open duties of these cases. What follows from something that is not among them stands by itself."""
    for item in items:
        if key_of(item.finding) in keys and _is_officers(view, item.finding):
            yield item
        else:
            yield from (item_ for item_ in _by_themselves(view, item.follows) if key_of(item_.finding) in keys)


def _by_themselves(view: View, follows: Iterable[Finding]) -> list[Item]:
    return [view.item(one) for one in follows if one.verdict == "gap" and _is_officers(view, one)]


def _is_officers(view: View, finding: Finding) -> bool:
    return finding.owner == "officer" and view.is_duty(finding)


class _Piles:
    """The officer's open duties, sorted by what can be done about each now."""

    def __init__(self, view: View, unanswered: Sequence[Departure]) -> None:
        self._view = view
        self._unanswered = unanswered
        self._items: dict[str, list[Item]] = defaultdict(list)

    def of(self, pile: str) -> list[Item]:
        """The items of a pile, the most pressing first; the occasions of one duty together."""
        return grouped(sorted(self._items[pile], key=lambda item: _pressing(self._view, item)))

    def sort_out(self, items: Iterable[Item]) -> None:
        """Put each item on its pile. Where the root cannot be mended here, what follows from it is sorted out too."""
        for item in items:
            pile = self._pile(item.finding)
            mended_here = pile in {"mend", "contradictions"}
            mine = [one for one in item.follows if _is_officers(self._view, one)] if mended_here else []
            self._items[pile].append(replace(item, follows=mine))
            if not mended_here:
                self.sort_out(_by_themselves(self._view, item.follows))

    def _pile(self, finding: Finding) -> str:
        themes = self._view.themes(finding)
        live_risk = "exposed" in themes and finding.remediable == "yes"
        if not self._view.is_live(finding):
            return "left_open"
        if any(answers(departure, finding) for departure in self._unanswered):
            return "to_agree"
        if stood_before(finding) and not live_risk:
            return "before"
        if "contradiction" in themes:
            return "contradictions"
        return "past" if finding.remediable == "no" else "mend"


def stood_before(finding: Finding) -> bool:
    """Whether it fell due under an officer who no longer has the case."""
    return bool(finding.officer and finding.officer_now) and finding.officer != finding.officer_now


def exposed(view: View, finding: Finding) -> str:
    """Who may be exposed by it, in a word; empty where nobody is."""
    themes = view.themes(finding)
    if "exposed" not in themes:
        return ""
    return "/".join(LABELS[theme] for theme in ("child", "victim") if theme in themes) or "exposed"


def answers(departure: Departure, finding: Finding) -> bool:
    """Whether a departure is about this occasion."""
    return (
        departure.crn == finding.crn
        and departure.event_number in {None, finding.event_number}
        and finding.rule in (departure.rules or [departure.rule])
        and departure.opened in {None, finding.occasion.opened}
        and departure.about in {None, finding.about}
    )


def _pressing(view: View, item: Item) -> tuple[bool | int, ...]:
    """A child or a victim exposed, severity, what can be put right and not only explained, then what is new."""
    finding, themes = item.finding, view.themes(item.finding)
    since = item.due or finding.occasion.opened or dt.date.min
    return (
        "exposed" not in themes,
        not {"exposed", "child"} <= themes,
        _SEVERITY[finding.severity],
        finding.remediable != "yes",
        -since.toordinal(),
    )


def _waiting(
    view: View, findings: Sequence[Finding], to_agree: Sequence[Item], unanswered: Sequence[Departure]
) -> list[Waiting]:
    """Answers awaited, what was submitted, other units' duties that can still be done, and departures to agree to."""
    found = [_with_others(view, one) for one in findings if _waits(view, one)]
    for item in to_agree:
        why = next((one.reason for one in unanswered if answers(one, item.finding)), "")
        found.append(Waiting(words.OWNERS["manager"], f"agreement to a departure, {item.title}", None, None, why))
    return sorted(found, key=lambda one: one.since or dt.date.max)


def _with_others(view: View, finding: Finding) -> Waiting:
    occasion = finding.occasion
    whom, what = words.OWNERS[finding.owner], view.title(finding.rule)
    if finding.owner == "officer":
        whom, what = "whoever was asked", f"answer to the {occasion.opened_by}" if occasion.opened_by else what
    elif finding.owner == "manager":
        what = occasion.opened_by or what
    return Waiting(whom, what, occasion.opened, occasion.due, signature=finding.owner == "manager")


def _waits(view: View, finding: Finding) -> bool:
    if finding.verdict not in {"gap", "due"} or not view.is_live(finding):
        return False
    rule = view.rule(finding)
    if finding.owner == "officer":
        return finding.verdict == "due" and _is_awaited(view, finding)
    if finding.owner == "manager":
        return rule is not None and rule.desk == "countersigning"
    return finding.remediable == "yes"


def _is_awaited(view: View, finding: Finding) -> bool:
    return "awaited" in view.themes(finding)


def _cannot_tell(view: View, findings: Sequence[Finding]) -> list[tuple[str, list[str]]]:
    titles: dict[str, list[str]] = defaultdict(list)
    for one in findings:
        if one.verdict == "cannot_tell" and one.consequence_of is None:
            for what in one.missing or ["what it would take is not known"]:
                titles[what].append(view.title(one.rule))
    return sorted(
        ((what, list(dict.fromkeys(names))) for what, names in titles.items()),
        key=lambda pair: (-len(pair[1]), pair[0]),
    )


def _ahead(view: View, findings: Sequence[Finding]) -> list[Ahead]:
    times: dict[tuple[dt.date, str], int] = defaultdict(int)
    for one in findings:
        if one.occasion.due is not None:
            times[one.occasion.due, view.title(one.rule)] += 1
    return [Ahead(due, title, count) for (due, title), count in sorted(times.items())]


def _titles(view: View, findings: Sequence[Finding]) -> list[str]:
    return list(dict.fromkeys(view.title(one.rule) for one in findings))


def _is_about(departure: Departure, keys: set[Key]) -> bool:
    return any(departure.crn == crn and departure.event_number in {None, event} for crn, event in keys)
