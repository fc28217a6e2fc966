"""Columns and cells that several sheets share, each in the same words."""

import datetime as dt

from practice_check.answers.progress import CRN, ORDER, REFERENCE, RULE
from practice_check.audit.results import Finding, RuleInfo
from practice_check.reports import words
from practice_check.reports.selection.items import Item, View, officer_of
from practice_check.reports.workbook.sheet import AMBER, GREY, RED, Column, Value

SEVERITIES = {"high": RED, "medium": AMBER, "low": GREY}
REMEDIES = {"yes": "yes", "explain": "record the reason", "no": "no"}

PERSON = (Column(CRN, 11), Column("Name", 17), Column(ORDER, 7))
OFFICER = (Column("Officer now", 15), Column("Team", 11))
WHAT = Column("What is not recorded", 44)
DUE = Column("By when", 12)
DAYS_PAST = Column("Days past due", 8)
DO = Column("What to do", 38)
WHERE = Column("Where to record it", 27)
SEVERITY = Column("Severity", 9, tints=SEVERITIES)
OWNER = Column("Whose", 12)
REMEDY = Column("Can be put right", 10)
FOLLOWS = Column("What follows from it", 25)
RULE_ID = Column(RULE, 17)
IDS = (RULE_ID, Column(REFERENCE, 18))


def person(view: View, finding: Finding) -> tuple[Value, ...]:
    return finding.crn, view.name(finding), finding.event_number


def officer(finding: Finding) -> tuple[Value, ...]:
    return officer_of(finding), finding.team


def days_past(as_of: dt.date, due: dt.date | None) -> int | None:
    """None on the due date and before, and where no day is known."""
    return (as_of - due).days if due is not None and due < as_of else None


def to_do(finding: Finding) -> tuple[Value, ...]:
    return finding.do, finding.where_to_record


def owner(finding: Finding) -> str:
    return words.OWNERS[finding.owner]


def follows(view: View, item: Item) -> str:
    """The duties that are open, or cannot be told, because this one is; each title once."""
    titles = dict.fromkeys(view.title(finding.rule) for finding in item.follows)
    return "; ".join(titles)


def sources(rule: RuleInfo) -> str:
    return "; ".join(words.paragraph(source) for source in rule.sources)
