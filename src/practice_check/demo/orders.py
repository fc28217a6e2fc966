"""The orders and licences of a person: which, when, how long, and with what requirements."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from practice_check.demo import days
from practice_check.demo.chance import Chance
from practice_check.demo.people import Person

Era = Literal["trust", "split", "current"]

#: With what is planted, about 70 in 100 cases are of today, 15 from the last year of the Trusts, 17 from after.
ERAS: dict[Era, float] = {"current": 0.77, "trust": 0.12, "split": 0.11}
SPANS: dict[Era, tuple[dt.date, dt.date]] = {
    "trust": (dt.date(2013, 4, 1), dt.date(2014, 5, 31)),
    "split": (dt.date(2014, 6, 1), dt.date(2016, 5, 31)),
}
#: Releases from which both the sentence before and the year after fall within the same time.
IN_MID_SPAN: dict[Era, tuple[dt.date, dt.date]] = {
    "trust": (dt.date(2013, 9, 1), dt.date(2014, 1, 31)),
    "split": (dt.date(2015, 6, 1), dt.date(2015, 12, 31)),
}
REHABILITATION_ACT = dt.date(2015, 2, 1)  # rehabilitation activity in place of supervision and activity requirements
STANDALONE = 0.25  # of community sentences; northumbria 3/1.1 and york 3/1.1: 20 of 135 cases needed no assessment


@dataclass(slots=True)
class Order:
    number: int
    era: Era
    type: str
    sentence: dt.date
    start: dt.date
    end: dt.date
    closed: dt.date | None
    as_of: dt.date
    custody_months: float | None = None
    requirements: tuple[str, ...] = field(default=())
    hours: int = 0
    rar_days: int | None = None
    follows: bool = False  # a second order of somebody whose first order is told in full

    @property
    def last(self) -> dt.date:
        """The last day of which this order's record can speak."""
        return min(self.end, self.closed or self.end, self.as_of)

    @property
    def live(self) -> bool:
        return self.last == self.as_of

    @property
    def begin(self) -> dt.date:
        return min(self.sentence, self.start)

    @property
    def standalone(self) -> bool:
        return set(self.requirements) <= {"unpaid_work", "curfew"}

    @property
    def licence(self) -> bool:
        return self.type == "licence"


def draw(person: Person, chance: Chance, as_of: dt.date) -> list[Order]:
    """The person's orders, first to last: mostly one; about 8 in 100 people have two, a few three."""
    first = _first(person, chance, as_of)
    orders = [first]
    many = chance.choices((1, 2, 3), (0.9, 0.083, 0.017))[0]
    while len(orders) < many and (further := _further(person, orders, chance)):
        orders.append(further)
    return orders


def _first(person: Person, chance: Chance, as_of: dt.date) -> Order:
    era: Era = person.planted.era if person.planted.era else chance.weighted(ERAS)
    if era == "current":
        newest, oldest = as_of - dt.timedelta(days=1), days.months(as_of, -24) + dt.timedelta(days=7)
        recent = chance.day(as_of - dt.timedelta(days=35), newest)
        start = recent if chance.yes(0.09) else newest - (newest - oldest) * chance.triangular(0.02, 1, 0.15)
    else:
        start = chance.day(*(SPANS if person.planted.order != "licence" else IN_MID_SPAN)[era])
    start = days.working(start) if start < as_of - dt.timedelta(days=5) else start
    kind = person.planted.order or chance.weighted(_kinds(person, start))
    return _order(person, chance, era=era, kind=kind, start=start, as_of=as_of)


def _kinds(person: Person, start: dt.date) -> dict[str, float]:
    licence = 0.56 if person.high else 0.345
    after = 0.04 if start >= days.months(REHABILITATION_ACT, 6) else 0.0
    community = 1 - licence - after
    return {
        "community_order": community * 0.66,
        "suspended_sentence_order": community * 0.34,
        "licence": licence,
        "post_sentence_supervision": after,
    }


def _order(person: Person, chance: Chance, *, era: Era, kind: str, start: dt.date, as_of: dt.date) -> Order:
    elapsed = max(0, (as_of - start).days // 30) if era == "current" else 0
    least = max(elapsed, 7 if person.planted.order == "licence" else 0)  # long enough for the victim contact scheme
    lengths = [n for n in _lengths(kind) if n > least] or [least + 4]
    length = chance.choice(lengths[:4])
    end = days.months(start, length)
    custody = None
    sentence = start
    if kind in {"licence", "post_sentence_supervision"}:
        served = length if kind == "licence" else chance.choice((2, 4, 6))
        custody = float(2 * served)
        sentence = days.working(days.months(start, -served if kind == "licence" else -2 * served - 2))
        sentence = min(sentence, start - dt.timedelta(days=20))
    order = Order(1, era, kind, sentence, start, end, None, as_of, custody)
    _requirements(order, person, chance)
    _ending(order, chance)
    return order


def _lengths(kind: str) -> tuple[int, ...]:
    return {
        "community_order": (12, 12, 18, 24, 36),
        "suspended_sentence_order": (12, 18, 18, 24, 36),
        "licence": (5, 8, 10, 12, 15, 18, 24, 30, 36),
        "post_sentence_supervision": (7, 9, 10, 11, 12),
    }[kind]


def _ending(order: Order, chance: Chance) -> None:
    """Archive orders have ended; a few of today's have too. Some end early, some files are closed late."""
    if order.era == "current" and not chance.yes(0.06):
        return
    first = order.start + dt.timedelta(days=75)
    if chance.yes(0.15) or order.end >= order.as_of:
        last = min(order.end, order.as_of) - dt.timedelta(days=4)
        if first < last:
            order.closed = days.working(chance.day(first, last - dt.timedelta(days=3)))
    elif chance.yes(0.9):
        order.closed = order.end + chance.days(0, 12)


def _requirements(order: Order, person: Person, chance: Chance) -> None:
    main = "rehabilitation_activity" if order.start >= REHABILITATION_ACT else "supervision"
    if order.type in {"licence", "post_sentence_supervision"}:
        order.requirements = ("supervision", *_conditions(order, person, chance))
        return
    if chance.yes(STANDALONE) and not person.high:
        order.requirements = chance.choices((("unpaid_work",), ("curfew",), ("unpaid_work", "curfew")), (85, 8, 7))[0]
    else:
        order.requirements = (main, *_community(main, person, chance))
    if "unpaid_work" in order.requirements:
        order.hours = chance.choice((40, 40, 40, 60, 60, 80, 100, 120))
    if main in order.requirements and main == "rehabilitation_activity":
        order.rar_days = chance.choice((10, 15, 20, 25, 30, 40))


def _community(main: str, person: Person, chance: Chance) -> list[str]:
    found = [kind for kind, rate in _COMMUNITY.items() if chance.yes(rate)]
    if main == "supervision" and chance.yes(0.3):
        found.append("specified_activity")
    if "alcohol" in person.factors and chance.yes(0.1):
        found.append("alcohol_treatment")
    if "drugs" in person.factors and chance.yes(0.2):
        found.append("drug_rehabilitation")
    if person.domestic_abuse and chance.yes(0.45):
        found.append("restraining_order")
    if person.age < 25 and chance.yes(0.05):
        found.append("attendance_centre")
    return found


_COMMUNITY = {
    "accredited_programme": 0.5,
    "unpaid_work": 0.26,
    "curfew": 0.13,
    "electronic_monitoring": 0.07,
    "mental_health_treatment": 0.03,
    "exclusion": 0.05,
    "prohibited_activity": 0.04,
    "residence": 0.03,
    "other": 0.02,
}


def _conditions(order: Order, person: Person, chance: Chance) -> list[str]:
    rates = {
        "accredited_programme": 0.44 if order.type == "licence" else 0.1,
        "exclusion": 0.25,
        "non_contact": 0.6 if person.domestic_abuse else 0.2,
        "electronic_monitoring": 0.12,
        "curfew": 0.08,
        "residence": 0.3 if person.high else 0.05,
        "drug_rehabilitation": 0.05,
        "other": 0.08,
    }
    return [kind for kind, rate in rates.items() if chance.yes(rate)]


def _further(person: Person, before: list[Order], chance: Chance) -> Order | None:
    """One more order: supervision after a licence, unpaid work beside the first, or a new sentence on the way."""
    first = before[-1]
    room = first.last - dt.timedelta(days=20)
    earliest = first.start + dt.timedelta(days=60)
    if first.licence and first.start >= REHABILITATION_ACT and first.last == first.end < first.as_of:
        order = _order(
            person, chance, era=first.era, kind="post_sentence_supervision", start=first.end, as_of=first.as_of
        )
        order.sentence = first.sentence
    elif earliest < room:
        start = days.working(chance.day(earliest, room))
        kind = chance.either(0.6, "community_order", "suspended_sentence_order")
        order = _order(person, chance, era=first.era, kind=kind, start=start, as_of=first.as_of)
        if chance.yes(0.5):
            order.requirements, order.hours, order.rar_days = ("unpaid_work",), chance.choice((40, 80, 120)), None
    else:
        return None
    order.number, order.follows = len(before) + 1, True
    return order
