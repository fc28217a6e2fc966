"""A case while it is being told: the person, the order, the rows so far, and when things come to be done."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from practice_check.demo import days
from practice_check.demo.chance import Chance
from practice_check.demo.orders import Order
from practice_check.demo.people import Person
from practice_check.demo.practice import WORK, wait
from practice_check.demo.rows import RowDict, Rows
from practice_check.demo.staff import Officer
from practice_check.demo.texts import Texts

RANK = {"low": 0, "medium": 1, "high": 2, "very_high": 3}
LEVELS = tuple(RANK)


@dataclass(frozen=True, slots=True)
class Away:
    """A time in which the person is not supervised in the community."""

    kind: str
    start: dt.date
    end: dt.date | None

    def covers(self, day: dt.date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Assigned:
    officer: Officer
    start: dt.date
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Start:
    """A start of supervision: of the order, a release or re-release, a transfer in."""

    kind: str
    day: dt.date


@dataclass(slots=True)
class Life:
    """What belongs to the person, and is the same under each of their orders."""

    levels: list[tuple[dt.date, str]] = field(default_factory=list)  # from this day, this level
    away: list[Away] = field(default_factory=list)
    unseen: list[tuple[dt.date, dt.date]] = field(default_factory=list)  # at liberty, and nobody makes contact
    concern_from: dt.date | None = None
    in_premises: list[tuple[dt.date, dt.date | None]] = field(default_factory=list)
    no_home: list[tuple[dt.date, dt.date | None]] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    person: Person
    order: Order
    chance: Chance
    rows: Rows
    texts: Texts
    life: Life
    assigned: list[Assigned] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    facts: RowDict = field(default_factory=dict)  # the case's own fields
    report_day: dt.date | None = None  # of the court report, if there was one

    @property
    def as_of(self) -> dt.date:
        return self.order.as_of

    @property
    def last(self) -> dt.date:
        return self.order.last

    # ------------------------------------------------------------ who, and how things stand on a day

    def officer(self, day: dt.date) -> Officer:
        """The officer responsible on the day; in a gap, the one before."""
        found = self.assigned[0].officer
        for assigned in self.assigned:
            if assigned.start <= day:
                found = assigned.officer
        return found

    def level(self, day: dt.date) -> str:
        found = self.life.levels[0][1] if self.life.levels else self.person.level
        for start, level in self.life.levels:
            if start <= day:
                found = level
        return found

    def high(self, day: dt.date) -> bool:
        return RANK[self.level(day)] >= 2

    def medium(self, day: dt.date) -> bool:
        return RANK[self.level(day)] >= 1

    def concern(self, day: dt.date) -> bool:
        return self.life.concern_from is not None and self.life.concern_from <= day

    def pressing(self, day: dt.date) -> bool:
        """High or very high, or a child concern."""
        return self.high(day) or self.concern(day)

    def away(self, day: dt.date) -> Away | None:
        return next((away for away in self.life.away if away.covers(day)), None)

    def free(self, day: dt.date) -> dt.date | None:
        """The day, or the first working day after it on which the person is at liberty and can be seen."""
        while away := self.away(day):
            if away.end is None:
                return None
            day = days.working(away.end)
        return next((days.working(end) for start, end in self.life.unseen if start <= day < end), day)

    def running(self, day: dt.date) -> bool:
        return self.order.start <= day <= self.last

    # ------------------------------------------------------------ when things come to be done

    def done(
        self,
        work: str,
        day: dt.date,
        limit: int | None = None,
        *,
        manager: bool = False,
        with_person: bool = False,
        after_end: bool = False,
    ) -> dt.date | None:
        """The day on which a piece of work that falls due from ``day`` is done, if it ever is.

        ``with_person``: it needs somebody at liberty. ``after_end``: it is done whether the order still runs or not.
        """
        officer = self.officer(day)
        waited = wait(self.chance, officer.manager.habits if manager else officer.habits, WORK[work], limit)
        if waited is None:
            return None
        begun = self.free(day) if with_person else day
        when = days.after(begun, waited) if begun else None
        if when and with_person and self.away(when):
            back = self.free(when)
            when = days.after(back, self.chance.randint(0, 12)) if back else None
        return when if when and when <= (self.as_of if after_end else self.last) else None

    def seen_to(self, work: str, day: dt.date, limit: int | None = None) -> bool:
        """Whether a thing that has no date of its own is as it should be."""
        return self.done(work, day, limit, after_end=True) is not None

    # ------------------------------------------------------------ blanks and words

    def kept(self, day: dt.date, value: Any, times: float = 1.0) -> Any:
        """The value, or a blank where the officer of that day leaves one."""
        return None if self.chance.yes(min(0.9, self.officer(day).habits.blanks * times)) else value

    def reasoned(self, day: dt.date) -> bool:
        return self.chance.yes(self.officer(day).habits.reasons)

    def copied(self, day: dt.date) -> bool:
        """Whether a text written that day repeats the last one of its kind."""
        return self.chance.yes(self.officer(day).habits.clones)

    def told(self, agency: str, day: dt.date | None, about: str, due: dt.date | None = None) -> None:
        if day is not None:
            self.rows.add("communications", agency=agency, date=day, about=about, due=due)
