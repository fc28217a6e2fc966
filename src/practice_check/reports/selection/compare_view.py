"""A comparison as people read it: its lists by person, and what stands where, by team and officer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from practice_check.audit.parts import Change
from practice_check.reports.selection.changed import Changed
from practice_check.reports.selection.items import NO_OFFICER
from practice_check.reports.selection.themes import LABELS


@dataclass(frozen=True)
class PersonChanged:
    """One person in one of the lists. ``changes``: the first is the one to name."""

    crn: str
    name: str
    officer: str
    label: str
    changes: list[Change]

    @property
    def first(self) -> Change:
        return self.changes[0]


@dataclass(frozen=True)
class Unit:
    """How many changes of each list are in an officer's cases, in the order of ``Changed.numbers``."""

    team: str
    officer: str
    counts: list[int]


def by_person(changes: Iterable[Change]) -> list[PersonChanged]:
    """The people of a list, in its order."""
    people: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        people[change.crn].append(change)
    return [_person(crn, rows) for crn, rows in people.items()]


def units(found: Changed) -> list[Unit]:
    """Teams and officers by name: an order that says nothing of anybody."""
    lists = [rows for _, rows in found.numbers]
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(lists))
    for place, rows in enumerate(lists):
        for change in rows:
            counts[change.team or "", change.officer_now or NO_OFFICER][place] += 1
    order = sorted(counts, key=lambda key: (key[0].casefold(), key[1] == NO_OFFICER, key[1].casefold()))
    return [Unit(team, officer, counts[team, officer]) for team, officer in order]


def _person(crn: str, rows: list[Change]) -> PersonChanged:
    first = rows[0]
    return PersonChanged(crn, first.name or "", first.officer_now or NO_OFFICER, _label(first), rows)


def _label(change: Change) -> str:
    """Who is exposed by it, if anybody is."""
    if "exposed" not in change.themes:
        return ""
    return "/".join(LABELS[theme] for theme in ("child", "victim") if theme in change.themes)


def numbers_line(found: Changed) -> str:
    """The numbers, as every form of the comparison says them."""
    return ", ".join(f"{len(rows):,} {what}" for what, rows in found.numbers)


def next_step(change: Change) -> str:
    """What to do about what is open; of anything else, what became of it."""
    if change.state in ("new", "still_open"):
        return change.do if change.to_mend and change.do else change.why or ""
    return change.why or ""


def what_it_is(change: Change) -> str:
    """What is not recorded; of what is not known to be open, which duty it is."""
    return change.message if change.state in ("new", "still_open") else change.title
