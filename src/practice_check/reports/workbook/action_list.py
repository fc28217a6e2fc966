"""The action list: what is not recorded and somebody can act on, the most pressing first, with columns to fill.

``answers/progress.py`` reads those columns back on the next run.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from practice_check.answers.progress import (
    BY,
    CHOICES,
    IN_HAND,
    NOT_APPROPRIATE,
    NOTE,
    ON,
    PROGRESS,
    PUT_RIGHT,
)
from practice_check.audit.parts import Noted
from practice_check.reports import words
from practice_check.reports.selection.act_today import why_first
from practice_check.reports.selection.items import Item, View
from practice_check.reports.workbook import columns as c
from practice_check.reports.workbook.sheet import AMBER, GREEN, GREY, Column, Table, Value

NAME = "Action list"

_FILL = (
    Column(
        PROGRESS,
        14,
        tints={PUT_RIGHT: GREEN, IN_HAND: AMBER, NOT_APPROPRIATE: GREY},
        choices=CHOICES,
        to_fill=True,
        hint="Choose how it stands. The next run reads it back with --progress.",
    ),
    Column(NOTE, 28, to_fill=True, hint="In your own words."),
    Column(BY, 11, to_fill=True, hint="Who noted it."),
    Column(ON, 12, to_fill=True, is_date=True, hint="The day it was noted, as 31/01/2026."),
)
_COLUMNS = (
    *c.PERSON,
    *c.OFFICER,
    Column("Why first", 10),
    c.WHAT,
    c.DUE,
    c.DAYS_PAST,
    c.DO,
    c.WHERE,
    c.SEVERITY,
    c.OWNER,
    c.REMEDY,
    c.FOLLOWS,
    *c.IDS,
    *_FILL,
    Column("The record since", 22),
)


def action_list(view: View, items: Sequence[Item]) -> Table:
    return Table(
        NAME,
        _COLUMNS,
        _rows(view, items),
        in_sight=2,
        large_paper=True,
        none="Nothing is open that somebody could put right, as far as the record shows.",
    )


def _rows(view: View, items: Sequence[Item]) -> Iterator[Sequence[Value]]:
    for item in items:
        finding = item.finding
        noted = latest(item.noted)
        yield (
            *c.person(view, finding),
            *c.officer(finding),
            why_first(view, finding),
            finding.message,
            item.due,
            c.days_past(view.as_of, item.due),
            *c.to_do(finding),
            finding.severity,
            c.owner(finding),
            c.REMEDIES[finding.remediable],
            c.follows(view, item),
            finding.rule,
            finding.fingerprint,
            *((noted.progress, noted.note, noted.by, noted.on) if noted else (None, None, None, None)),
            _since(noted, view.as_of) if noted else None,
        )


def latest(noted: Sequence[Noted]) -> Noted | None:
    """The note of the latest day; of several on one day, or without a day, the one that was read last."""
    dated = sorted(noted, key=lambda one: one.on or dt.date.min)
    return dated[-1] if dated else None


def _since(noted: Noted, as_of: dt.date) -> str | None:
    """What the record says to a note about something that is still open."""
    if noted.progress == PUT_RIGHT:
        if noted.on is None:
            return "Noted as put right; the record still shows nothing."
        if noted.on > as_of:
            return f"Noted as put right on {words.day(noted.on)}, after the day of this export ({words.day(as_of)})."
        return f"Noted as put right on {words.day(noted.on)}; the record still shows nothing."
    if noted.progress == NOT_APPROPRIATE:
        return "Still shown until the reason stands in an exceptions file."
    return None
