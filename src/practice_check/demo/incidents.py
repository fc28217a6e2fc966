"""What happens in the life of a case: incidents, as events, registrations and changes of the RoSH level."""

import datetime as dt
from dataclasses import dataclass, field

from practice_check.demo import days, harm
from practice_check.demo.case import Case
from practice_check.demo.homes import Move
from practice_check.demo.recipes import BEFORE_RECALL, MOVE, RECIPES, Recipe
from practice_check.demo.rows import RowDict

A_MONTH = 0.17  # incidents in a month of supervision of somebody of medium risk
TEMPO = {"low": 0.55, "medium": 1.0, "high": 1.35, "very_high": 1.6}
JUST_HAPPENED = 0.09  # of live cases: something in the last few days, so that its duties are still due
HARMFUL = {"violent": 0.5, "domestic_abuse": 0.4, "against_a_child": 0.06, "sexual": 0.04}
OTHER_OFFENCES = {"acquisitive": 0.5, "drugs": 0.25, "driving": 0.15, "other": 0.1}
KEPT_FOR_IT = 0.7  # of archive cases: kept because of one thing that happened in them
ABOUT_ABUSE = {"police_call_out", "new_partner", "new_household", "arrest", "charge"}
ABOUT_HOMES = {"new_partner", "new_household", "address_change"}


@dataclass(slots=True)
class Incident:
    recipe: Recipe
    day: dt.date
    last: dt.date
    events: list[RowDict] = field(default_factory=list)
    rose: bool = False
    fell: bool = False
    children: bool = False
    move: Move | None = None


def tell(case: Case, moves: list[Move]) -> list[Incident]:
    """All incidents of the case, first to last, as far as they are entries."""
    found = [_happen(case, recipe, day) for recipe, day in _plan(case)]
    for away in case.life.away:
        if away.kind in {"recall", "remand"} and away.start > case.order.start:
            day = days.working(away.start - case.chance.days(2, 8))
            found.append(_happen(case, BEFORE_RECALL, max(day, case.order.start)))
    for move in moves:
        incident = _happen(case, MOVE, move.day, move)
        incident.move = move
        found.append(incident)
    return sorted(found, key=lambda incident: incident.day)


def _plan(case: Case) -> list[tuple[Recipe, dt.date]]:
    chance, order = case.chance, case.order
    first = order.start + dt.timedelta(days=6)
    if first >= case.last:
        return []
    number = chance.happenings(A_MONTH * TEMPO[case.person.level] * (case.last - first).days / 30.4)
    planned = [(_choose(case), chance.day(first, case.last)) for _ in range(min(number, 8))]
    if order.live and chance.yes(JUST_HAPPENED):
        planned.append((_choose(case), max(first, case.last - chance.days(0, 9))))
    if order.era != "current" and chance.yes(KEPT_FOR_IT):
        planned.append((_named(chance.choice(_remembered(case))), chance.day(first, case.last)))
    if not order.live and chance.yes(0.05):
        planned.append((_named("child safeguarding concern"), case.last - chance.days(1, 12)))
    return [(recipe, day) for recipe, day in sorted(planned, key=lambda item: item[1]) if not case.away(day)]


def _remembered(case: Case) -> tuple[str, ...]:
    """What archive cases are kept for: what bore on the victim of a licence, on hours of unpaid work, on the move."""
    if case.order.licence:
        return ("move of the victim", "worry raised by the victim")
    if "unpaid_work" in case.order.requirements:
        return ("self-harm", "mental health crisis", "pregnancy")
    if case.order.era == "split":
        return ("escalation", "conviction")
    return ("removal of a child", "loss of accommodation")


def _choose(case: Case) -> Recipe:
    return case.chance.weighted(
        {
            recipe: recipe.weight
            * (1.5 if case.person.domestic_abuse and recipe.name in {"police call-out", "new partner"} else 1)
            * (0.35 if recipe.child and not case.person.children else 1)
            for recipe in RECIPES
            if recipe.era in {None, case.order.era}
        }
    )


def _named(name: str) -> Recipe:
    return next(recipe for recipe in RECIPES if recipe.name == name)


def _happen(case: Case, recipe: Recipe, day: dt.date, move: Move | None = None) -> Incident:
    incident = Incident(recipe, day, day)
    for kind, later, rate in recipe.steps:
        on = day + dt.timedelta(days=later + (case.chance.randint(0, later // 2) if later > 1 else 0))
        if on <= case.last and case.chance.yes(rate):
            incident.events.append(_event(case, incident, kind, on, move))
    near = [event["date"] for event in incident.events if event["date"] <= day + dt.timedelta(days=14)]
    for kind, rate in recipe.register:
        on = day + case.chance.days(1, 6)
        if on <= case.last and case.chance.yes(rate) and not _registered(case, kind, on):
            level = {"mappa": case.chance.either(0.6, "1", "2"), "risk_to_children": "medium"}.get(kind)
            harm.register(case, kind, on, level=level, category="2" if kind == "mappa" else None)
            near.append(on)
    on = day + case.chance.days(0, 6)
    if on <= case.last and on > case.order.start and not case.away(on):
        incident.rose = case.chance.yes(recipe.rise) and harm.change_level(case, on, up=True) is not None
        incident.fell = case.chance.yes(recipe.fall) and harm.change_level(case, on, up=False) is not None
        near += [on] if incident.rose or incident.fell else []
    if recipe.child and case.chance.yes(0.9):
        case.life.concern_from = min(day, case.life.concern_from or day)
    incident.last = max(near, default=day)
    return incident


def _event(case: Case, incident: Incident, kind: str, day: dt.date, move: Move | None) -> RowDict:
    chance = case.chance
    offence = None
    if kind in {"arrest", "charge", "caution", "conviction"}:
        first = next((event["offence_type"] for event in incident.events if event["offence_type"]), None)
        offence = first or chance.weighted(HARMFUL if incident.recipe.harmful else OTHER_OFFENCES)
        offence = case.kept(day, offence)
    children = move.with_children if move else chance.yes(0.75 if case.person.lives_with_children else 0.3)
    incident.children = incident.children or (kind in ABOUT_HOMES and children)
    return case.rows.add(
        "events",
        kind=kind,
        date=day,
        offence_type=offence,
        with_children=case.kept(day, children) if kind in ABOUT_HOMES and chance.yes(0.88) else None,
        domestic_abuse=case.kept(day, case.person.domestic_abuse) if kind in ABOUT_ABUSE else None,
        note=case.texts.deal("progress") if chance.yes(0.65 if kind == "escalation" else 0.3) else None,
    )


def _registered(case: Case, kind: str, day: dt.date) -> bool:
    return any(row["type"] == kind and (row["end"] is None or row["end"] > day) for row in case.rows["registrations"])
