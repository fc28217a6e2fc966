"""The story of a person, told order by order, and handed over as case records."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from practice_check.demo import (
    allocation,
    assignment,
    away,
    checks,
    compliance,
    contacts,
    court,
    delivery,
    departures,
    desks,
    exchanges,
    factors,
    gaps,
    harm,
    hearings,
    homes,
    incidents,
    judging,
    moving,
    multi_agency,
    opening,
    orders,
    oversight,
    people,
    responses,
    reviewing,
    victims,
    visits,
    waiting,
)
from practice_check.demo.case import Case, Life
from practice_check.demo.chance import Chance
from practice_check.demo.incidents import Incident
from practice_check.demo.rows import RowDict, Rows
from practice_check.demo.texts import Texts
from practice_check.records.model import CaseRecord, case_fields

#: What belongs to the person as they are, and stands in the export of each of their orders alike.
SHARED = ("rosh_levels", "registrations", "statuses", "residences", "children")
MIXED = ("contacts", "checks")  # entered under whichever order was open on the screen
SWAPPED = 0.3

_BLANK: dict[str, Any] = dict.fromkeys(case_fields())


def records(index: int, seed: int, as_of: dt.date) -> Iterator[CaseRecord]:
    """Every case record of one person."""
    chance = Chance(f"{seed}:{index}")
    person = people.draw(index, chance)
    held = orders.draw(person, chance, as_of)
    birth = person.birth(min(order.begin for order in held), chance)
    numbers: Counter[str] = Counter()
    life = Life()
    told: list[Case] = []
    for order in held:
        case = Case(person, order, chance, Rows(numbers), Texts(chance), life)
        if order.follows:
            _tell_further(case, told[0])
        else:
            _tell(case)
        told.append(case)
    if len(told) > 1:
        _share(told, chance)
    for case in told:
        yield _record(case, birth)


def _tell(case: Case) -> None:
    """The whole story of an order. What happens comes first, what was done about it after."""
    away.tell(case)
    assignment.tell(case)
    case.starts = away.starts(case)
    court.report(case)
    harm.tell(case)
    happened = incidents.tell(case, homes.tell(case))
    harm.lapse(case)
    moving.tell(case)
    _work(case, happened)
    responses.tell(case, happened)
    moving.papers(case)
    _enforced(case, happened)
    visits.tell(case, happened)
    multi_agency.tell(case)
    oversight.tell(case)
    exchanges.tell(case)
    hearings.tell(case)
    judging.tell(case)
    desks.tell(case)
    waiting.tell(case)
    case.texts.copy(case.rows)


def _tell_further(case: Case, first: Case) -> None:
    """A later order of somebody already known: its own papers and sessions, the same life."""
    assignment.tell(case, first.officer(case.order.start))
    case.starts = away.starts(case)
    court.report(case)
    _work(case, [])
    desks.tell(case)
    waiting.tell(case)
    case.texts.copy(case.rows)


def _work(case: Case, happened: list[Incident]) -> None:
    allocation.tell(case)
    victims.tell(case)
    opening.tell(case)
    delivery.tell(case)
    checks.tell(case)
    contacts.tell(case)
    reviewing.periodic(case)
    reviewing.at_the_end(case)
    factors.tell(case)
    if happened or not case.order.follows:
        departures.tell(case)


def _enforced(case: Case, happened: list[Incident]) -> None:
    """Recall asked for before the person went back to prison, and breach where an incident calls for it."""
    for gone in case.life.away:
        if gone.kind == "recall" and case.order.start < gone.start:
            asked = case.done("recall", gone.start - dt.timedelta(days=case.chance.randint(1, 6)))
            reason = case.chance.weighted({"behaviour": 0.3, "risk": 0.35, "offence": 0.35})
            if asked and asked <= gone.start:
                compliance.for_risk(case, asked, reason)
    for incident in happened:
        if case.chance.yes(incident.recipe.enforce) and (started := case.done("breach", incident.day)):
            compliance.for_risk(case, started, "offence" if incident.recipe.harmful else "risk")


def _share(told: list[Case], chance: Chance) -> None:
    """Registers stand under each order alike; a contact stands under one of them, not always under its own."""
    first = told[0].rows
    for table in SHARED:
        rows = [row for case in told for row in case.rows[table]]
        for case in told:
            case.rows.tables[table] = list(rows)
    for case in told[1:]:
        for table in MIXED:
            mine, theirs = case.rows[table], first[table]
            for row in [row for row in mine if chance.yes(SWAPPED)]:
                _hand_over(row, mine, theirs)
            common = case.order.start
            for row in [row for row in theirs if (row.get("date") or common) > common and chance.yes(SWAPPED)]:
                _hand_over(row, theirs, mine)


def _hand_over(row: RowDict, source: list[RowDict], target: list[RowDict]) -> None:
    source.remove(row)
    target.append(row)


def _record(case: Case, birth: dt.date) -> CaseRecord:
    person, order = case.person, case.order
    return CaseRecord.model_validate(
        {
            **_BLANK,
            "crn": person.crn,
            "event_number": order.number,
            "exported_on": order.as_of,
            "name": person.name,
            "date_of_birth": birth,
            "gender": person.gender,
            "ethnicity": person.ethnicity,
            "disability": person.disability,
            "limited_access": person.limited_access,
            "order_type": order.type,
            "sentence_date": order.sentence,
            "start_date": order.start,
            "end_date": order.end,
            "closed_date": order.closed if order.closed and order.closed <= order.as_of else None,
            "custody_months": order.custody_months,
            "offence_types": list(person.offences),
            "rar_days": order.rar_days,
            **case.facts,
            "covers": {},
            **gaps.leave_out(case.rows.in_order(), order.as_of, case.chance),
        }
    )
