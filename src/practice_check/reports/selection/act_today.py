"""Whom to act on today: one line a person, children and victims who may be exposed first."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from practice_check.audit.results import Finding
from practice_check.reports.selection.items import Item, View, grouped, is_high, name_of, officer_of
from practice_check.reports.selection.themes import LABELS

#: The most people that a first screen names; the rest are counted, and listed further down the page.
MOST_PEOPLE = 15

_QUARTER = dt.timedelta(days=91)
_SEVERITY = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Person:
    """Somebody to act on; ``items`` with the most pressing first."""

    crn: str
    event_number: int
    name: str
    officer: str
    why_first: str
    items: list[Item]


def act_today(view: View) -> list[Person]:
    """The people with a gap that somebody other than the manager can still put right, the most pressing first.

    First where a child or a victim is exposed, then high risk and child protection, then by severity, then the oldest.
    What has been open for over a quarter in a case that has ended comes after all the others.
    """
    open_items: dict[str, list[Item]] = defaultdict(list)
    for item in pressing(view):
        open_items[item.finding.crn].append(item)
    people: list[Person] = []
    for items in open_items.values():
        first = items[0].finding
        people.append(
            Person(
                crn=first.crn,
                event_number=first.event_number,
                name=name_of(view.case(first)),
                officer=officer_of(first),
                why_first=why_first(view, first),
                items=grouped(items),
            )
        )
    return people


def pressing(view: View) -> list[Item]:
    """Every gap that somebody other than the manager can still put right, the most pressing first."""
    items = (item for item in view.open if view.can_be_acted_on(item.finding))
    return sorted(items, key=lambda item: (_urgency(view, item), item.finding.crn))


def _urgency(view: View, item: Item) -> tuple[bool | int, ...]:
    """Exposed first, a child before a victim; then high risk, severity, and what is new enough to be put right now."""
    finding = item.finding
    themes, case = view.themes(finding), view.case(finding)
    high = is_high(case) or "high-risk" in themes
    since = item.due or finding.occasion.opened or dt.date.max
    long_open = view.as_of - since > _QUARTER
    past = case is not None and case.live is False and long_open
    exposed, child = "exposed" in themes, "child" in themes
    return (past, not exposed, not child, not high, _SEVERITY[finding.severity], long_open, since.toordinal())


def why_first(view: View, finding: Finding) -> str:
    """Why this person stands high on the list, in a word or two; empty for the others."""
    themes, case = view.themes(finding), view.case(finding)
    if "exposed" in themes:
        return "/".join(LABELS[theme] for theme in ("child", "victim") if theme in themes)
    if case is not None and case.child_protection:
        return "child protection"
    return LABELS["high-risk"] if is_high(case) or "high-risk" in themes else ""
