"""What waits on the manager's own desk: the manager's duties, grouped as a manager goes through them."""

from collections import defaultdict
from dataclasses import dataclass

from practice_check.reports.selection.due_soon import horizon
from practice_check.reports.selection.items import Item, View, grouped

#: The groups in their order, by what a rule says of itself (``desk``), each with its heading.
GROUPS = {
    "countersigning": "Waiting for countersignature",
    "oversight": "Management oversight",
    "overdue-review": "Overdue reviews unanswered",
    "no-officer": "Cases without an officer",
    "improvement": "Asked for, not recorded as done",
}
#: What this group says of a case must be true of it today.
_NO_OFFICER = "no-officer"
#: The group of the manager's duties that say nothing of themselves.
OTHER = "other"
#: The headings in the order of the groups.
TITLES = {**GROUPS, OTHER: "Other duties of the manager"}


@dataclass(frozen=True)
class Desk:
    """One group of the manager's duties: at most one item for a case and duty, the oldest first.

    ``name``: a key of ``GROUPS``, or ``OTHER``. ``due``: what falls due within the horizon where the same duty is not
    open already in the same case. ``waiting``: days from the opening to the as-of date, by fingerprint.
    """

    name: str
    title: str
    open: list[Item]
    due: list[Item]
    waiting: dict[str, int]

    @property
    def longest(self) -> int | None:
        """Days that the longest of the open ones has waited; None where nothing is open or no day is known."""
        return max((days for item in self.open if (days := self.days(item)) is not None), default=None)

    def days(self, item: Item) -> int | None:
        """Days that it has waited, counted from the day on which it opened; None where that day is not known."""
        return self.waiting.get(item.finding.fingerprint)


def managers_desk(view: View) -> list[Desk]:
    """The groups in their order, those with nothing open and nothing due left out."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in view.open:
        if item.finding.owner == "manager" and view.is_duty(item.finding) and view.is_live(item.finding):
            found[_group_of(view, item)].append(item)
    for item in view.due_by(horizon(view.as_of)):
        if item.finding.owner == "manager":
            found[_group_of(view, item)].append(item)
    return [_desk(view, name, title, found[name]) for name, title in TITLES.items() if name in found]


def _group_of(view: View, item: Item) -> str:
    """The group that the rule names. Where an officer has the case by now it is none of those without one."""
    rule = view.rule(item.finding)
    if rule is None or rule.desk not in GROUPS or (rule.desk == _NO_OFFICER and item.finding.officer_now):
        return OTHER
    return rule.desk


def _desk(view: View, name: str, title: str, items: list[Item]) -> Desk:
    """What is open comes before what falls due, so that a case and duty with both is one open item."""
    rows = grouped(sorted(items, key=lambda item: (item.finding.verdict != "gap", item.order)))
    return Desk(
        name=name,
        title=title,
        open=[row for row in rows if row.finding.verdict == "gap"],
        due=[row for row in rows if row.finding.verdict != "gap"],
        waiting={
            row.finding.fingerprint: (view.as_of - row.finding.occasion.opened).days
            for row in rows
            if row.finding.occasion.opened is not None
        },
    )
