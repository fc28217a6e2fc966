"""A run as the screens look at it: its cases by key, and its open duties with what follows from each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from practice_check.audit.parts import Noted
from practice_check.audit.results import CaseSummary, Finding, Results, RuleInfo
from practice_check.audit.standing import folded, is_duty, still_owed
from practice_check.reports import words
from practice_check.reports.selection.select import Key, OfACase, key_of, title_of

NO_OFFICER = "no officer recorded"
_HIGH = {"high", "very_high"}


@dataclass(frozen=True)
class Item:
    """A duty in a case, open or falling due, with what follows from it and its other occasions of the same standing.

    ``noted``: what somebody noted about it on the action list of a run before.
    """

    finding: Finding
    title: str
    follows: list[Finding] = field(default_factory=list)
    again: list[Finding] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)

    @property
    def due(self) -> dt.date | None:
        return self.finding.occasion.due

    @property
    def order(self) -> tuple[dt.date, str]:
        """The oldest first; those without a date last."""
        return (self.due or self.finding.occasion.opened or dt.date.max, self.finding.crn)


@dataclass(frozen=True)
class View:
    """The results of a run, and what is asked of them again and again."""

    results: Results

    @property
    def as_of(self) -> dt.date:
        return self.results.run.as_of

    @cached_property
    def cases(self) -> dict[Key, CaseSummary]:
        return {key_of(case): case for case in self.results.cases}

    @cached_property
    def open(self) -> list[Item]:
        """The gaps that stand by themselves; the consequences of one person's gap are folded under it."""
        people: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.results.findings:
            if finding.verdict in {"gap", "cannot_tell"}:
                people[finding.crn].append(finding)
        items: list[Item] = []
        for findings in people.values():
            alone, under = folded(findings)
            items.extend(
                self.item(finding, under.get(finding.fingerprint, [])) for finding in alone if finding.verdict == "gap"
            )
        return items

    def due_by(self, until: dt.date) -> list[Item]:
        """The duties that fall due up to that day."""
        return [
            self.item(finding)
            for finding in self.results.findings
            if finding.verdict == "due"
            and finding.occasion.due is not None
            and finding.occasion.due <= until
            and self.is_duty(finding)
        ]

    def item(self, finding: Finding, follows: list[Finding] | None = None) -> Item:
        return Item(finding, self.title(finding.rule), follows or [], noted=self.noted.get(finding.fingerprint, []))

    @cached_property
    def noted(self) -> dict[str, list[Noted]]:
        """What was noted about each finding, by its fingerprint."""
        found: dict[str, list[Noted]] = defaultdict(list)
        for noted in self.results.noted:
            found[noted.fingerprint].append(noted)
        return dict(found)

    def title(self, rule_id: str) -> str:
        return title_of(self.results, rule_id)

    def case(self, item: OfACase) -> CaseSummary | None:
        return self.cases.get(key_of(item))

    def rule(self, finding: Finding) -> RuleInfo | None:
        return self.results.rules.get(finding.rule)

    def themes(self, finding: Finding) -> frozenset[str]:
        rule = self.rule(finding)
        return frozenset(rule.themes) if rule else frozenset()

    def name(self, item: OfACase) -> str:
        return name_of(self.case(item))

    def is_duty(self, finding: Finding) -> bool:
        return is_duty(self.rule(finding))

    def can_be_acted_on(self, finding: Finding) -> bool:
        """Whether somebody other than the manager owes it, and can still put it right or record the reason."""
        to_do = finding.owner != "manager" and finding.remediable != "no"
        return to_do and self.is_duty(finding) and self.is_live(finding)

    def is_live(self, finding: Finding) -> bool:
        """Whether it is still owed: the case runs (or may, for all the record shows), or the duty outlasts it."""
        return still_owed(self.case(finding), self.rule(finding))


def grouped(items: Iterable[Item]) -> list[Item]:
    """One item for each duty of a case: the first of its occasions, with the others under it."""
    found: dict[tuple[str, int, str], Item] = {}
    for item in items:
        one = item.finding
        key = (one.crn, one.event_number, one.rule)
        first = found.get(key)
        found[key] = (
            item
            if first is None
            else replace(
                first,
                again=[*first.again, one, *item.again],
                follows=[*first.follows, *item.follows],
                noted=[*first.noted, *item.noted],
            )
        )
    return list(found.values())


def name_of(case: CaseSummary | None) -> str:
    """The name to show, if there is one."""
    return (case.name if case else None) or ""


def noted_words(item: Item) -> str:
    """The latest that was noted about it, in words; empty where nothing was."""
    dated = sorted(item.noted, key=lambda noted: noted.on or dt.date.min)
    return noted_line(dated[-1]) if dated else ""


def noted_line(noted: Noted) -> str:
    """A progress note: what, by whom and when."""
    who = ", ".join(part for part in (noted.by, words.day(noted.on) if noted.on else None) if part)
    said = f"{noted.progress}: {noted.note}" if noted.note else noted.progress
    return f"{said} ({who})" if who else said


def officer_of(finding: Finding) -> str:
    """The officer who has the case now."""
    return finding.officer_now or NO_OFFICER


def is_high(case: CaseSummary | None) -> bool:
    """High or very high risk of serious harm, or child protection."""
    return case is not None and (case.level in _HIGH or bool(case.child_protection))
