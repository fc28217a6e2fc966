"""Which cases of an export an inspection would look at, which not and why, and which could not be placed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from practice_check.caseload.person import readings_of
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.sampling.features import features_of
from practice_check.sampling.programme import Day, LeftOut, Programme
from practice_check.timeline.case import CaseInTime, StartKind
from practice_check.timeline.days import add, subtract
from practice_check.timeline.truth import TRUE, UNKNOWN, Truth, of
from practice_check.vocabulary.conditions import Conditions, Reading
from practice_check.vocabulary.resolve import Resolve

Standing = Literal["eligible", "left_out", "not_placed"]

NO_START = "no start date is recorded"
START_MEND = "record the day of sentence, or of release on licence"
NOT_READ = "the case could not be read"
ANOTHER_ORDER = "another order of a person who is in already, by the order that began first"
NOT_BEGUN = "begins after the day of the export"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not known of a case that was taken as usual, and what would let the record tell."""

    what: str
    mend: str


@dataclass(frozen=True)
class Placing:
    """Where a case stands. ``start``: the start that counts, the latest of those in the time looked at."""

    crn: str
    event_number: int
    standing: Standing
    why: str = ""
    mend: str = ""
    start: dt.date | None = None
    start_kind: StartKind = "start"
    features: dict[str, str] = field(default_factory=dict)
    officer: str | None = None
    limited_access: bool | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        return (self.crn, self.event_number)


@dataclass(frozen=True)
class Population:
    """Every case of an export, placed. ``first`` and ``last``: the days between which the start lies, both included."""

    programme: str
    title: str
    as_of: dt.date
    fieldwork: dt.date
    first: dt.date
    last: dt.date
    usual_size: tuple[int, int]
    placings: list[Placing]

    def of(self, standing: Standing) -> list[Placing]:
        return [each for each in self.placings if each.standing == standing]

    @property
    def eligible(self) -> list[Placing]:
        return self.of("eligible")


def usual_fieldwork(programme: Programme, rulebook: Rulebook, as_of: dt.date) -> dt.date:
    """The first day of fieldwork of an inspection that is announced on the as-of date."""
    day = as_of.toordinal()
    return dt.date.fromordinal(add(day, Resolve(rulebook.parameters).duration(programme.announced, day)))


def population_of(
    export: Export, rulebook: Rulebook, named: tuple[str, Programme], as_of: dt.date, fieldwork: dt.date
) -> Population:
    """The export as a programme, given with its name, sees it on the day of fieldwork: every case once, by its key.

    Nothing dated after ``as_of`` counts as done, and what is asked of a case "now" is asked on that day.
    """
    name, programme = named
    looked_at = _LookedAt(rulebook, programme, as_of, fieldwork)
    people: dict[str, list[CaseRecord]] = {}
    for record in sorted(export.records, key=lambda record: record.key):
        people.setdefault(record.crn, []).append(record)
    placings: list[Placing] = []
    for orders in people.values():
        placings += _once([looked_at.placing(each) for each in readings_of(orders, rulebook, looked_at.now)])
    placings += [
        Placing(crn, event or 1, "not_placed", NOT_READ, "mend the case's own row: a check names what is wrong with it")
        for crn, event in sorted(export.not_read, key=str)
    ]
    first, last = (dt.date.fromordinal(day) for day in (looked_at.first, looked_at.last))
    return Population(name, programme.title, as_of, fieldwork, first, last, looked_at.usual_size, placings)


class _LookedAt:
    """A programme with its numbers as they stand on the day of fieldwork. Days are ordinals."""

    def __init__(self, rulebook: Rulebook, programme: Programme, as_of: dt.date, fieldwork: dt.date) -> None:
        resolve = self._resolve = Resolve(rulebook.parameters)
        self.fieldwork = fieldwork.toordinal()
        self.now = min(as_of.toordinal(), self.fieldwork)
        self.longest = resolve.duration(programme.supervised.at_most, self.fieldwork)
        self.shortest = resolve.duration(programme.supervised.at_least, self.fieldwork)
        self.first = subtract(self.fieldwork, self.longest)
        self.last = subtract(self.fieldwork, self.shortest)
        least, most = (
            resolve.number(each, self.fieldwork) for each in (programme.sample.at_least, programme.sample.at_most)
        )
        self.usual_size = (int(least), int(most))
        self._left_out = programme.left_out

    def placing(self, reading: Reading) -> Placing:
        """Where one order stands by itself, whatever other orders the person has."""
        case = reading.case
        here = Placing(
            *case.record.key, "eligible", officer=case.record.officer, limited_access=case.record.limited_access
        )
        if case.start is None:
            return replace(here, standing="not_placed", why=NO_START, mend=START_MEND)
        if case.start > self.now:
            return replace(here, standing="left_out", why=NOT_BEGUN)
        starts = [start for start in case.starts if self.first <= start.day <= self.last]
        if not starts:
            return replace(here, standing="left_out", why=self._why_not_then(case))
        start = starts[-1]
        here = replace(
            here,
            start=dt.date.fromordinal(start.day),
            start_kind=start.kind,
            features=features_of(reading, start.day),
        )
        return self._unless_left_out(here, Conditions(reading), start.day)

    def _why_not_then(self, case: CaseInTime) -> str:
        if any(start.day > self.last for start in case.starts):
            return f"started less than {self.shortest} before fieldwork"
        return f"started more than {self.longest} before fieldwork"

    def _unless_left_out(self, here: Placing, conditions: Conditions, start: int) -> Placing:
        days: dict[Day, int] = {"start": start, "now": self.now, "fieldwork": self.fieldwork}
        judged = [(kind, self._holds(kind, conditions, days[kind.as_at])) for kind in self._left_out]
        for kind, truth in judged:
            if truth is TRUE:
                return replace(here, standing="left_out", why=kind.words)
        untold = [kind for kind, truth in judged if truth is UNKNOWN]
        for kind in untold:
            if kind.doubt is None:
                return replace(here, standing="not_placed", why=f"it may be {kind.words}", mend=kind.mend)
        return replace(here, doubts=tuple(Doubt(kind.doubt, kind.mend) for kind in untold if kind.doubt))

    def _holds(self, kind: LeftOut, conditions: Conditions, day: int) -> Truth:
        if kind.when is not None:
            return conditions.holds(kind.when, day)
        assert kind.younger_than is not None
        born = conditions.reading.case.record.date_of_birth
        if born is None:
            return UNKNOWN
        return of(day < add(born.toordinal(), self._resolve.duration(kind.younger_than, day)))


def _once(placings: Sequence[Placing]) -> list[Placing]:
    """The orders of one person: of those that would be looked at, only the one that began first."""
    eligible = [each for each in placings if each.standing == "eligible" and each.start]
    leading = min(eligible, key=lambda each: (each.start or dt.date.max, each.event_number), default=None)
    return [
        replace(each, standing="left_out", why=ANOTHER_ORDER) if each in eligible and each is not leading else each
        for each in placings
    ]
