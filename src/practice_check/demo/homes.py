"""Where the person lives: a home of some kind, approved premises after release, no fixed abode; and the moves."""

import datetime as dt
from dataclasses import dataclass

from practice_check.demo.case import Case
from practice_check.demo.names import AREA, OTHER_AREAS

PREMISES = {
    "licence": 0.22,
    "community_order": 0.02,
    "suspended_sentence_order": 0.03,
    "post_sentence_supervision": 0.0,
}
MOVES = 0.17
_KINDS = {"own_home": 0.38, "family": 0.23, "partner": 0.2, "friends": 0.06, "hostel": 0.05} | {
    "no_fixed_abode": 0.06,
    "other": 0.02,
}


@dataclass(frozen=True, slots=True)
class Move:
    day: dt.date
    kind: str  # the kind of home that was moved to
    with_children: bool
    from_premises: bool


def tell(case: Case) -> list[Move]:
    """The homes as rows; and the moves, for the events that they are."""
    chance, order = case.chance, case.order
    day, moves = order.start, []
    kind = chance.weighted(_KINDS)
    placed = chance.yes(PREMISES[order.type] * (1.9 if case.person.high else 0.6)) and not order.standalone
    if placed or (case.person.planted.name == "approved premises" and (order.last - day).days > 50):
        out = day + chance.days(50, 110)
        _live(case, "approved_premises", day, out if out <= case.last else None, children=False)
        case.life.in_premises.append((day, out if out <= case.last else None))
        if out > case.last:
            return []
        day = out
        moves.append(Move(out, kind, _children(case, kind), from_premises=True))
    while True:
        leave = chance.day(day + dt.timedelta(days=30), day + dt.timedelta(days=420)) if chance.yes(MOVES) else None
        leave = leave if leave and leave <= case.last else None
        children = moves[-1].with_children if moves else _children(case, kind)
        _live(case, kind, day, leave, children=children)
        if kind == "no_fixed_abode":
            case.life.no_home.append((day, leave))
        if leave is None:
            return moves
        day, kind = leave, chance.weighted({name: rate for name, rate in _KINDS.items() if name != kind})
        moves.append(Move(day, kind, _children(case, kind), from_premises=False))


def _children(case: Case, kind: str) -> bool:
    if kind not in {"own_home", "partner", "family"}:
        return False
    return case.person.lives_with_children or case.chance.yes(0.12)


def _live(case: Case, kind: str, start: dt.date, end: dt.date | None, *, children: bool) -> None:
    area = AREA if case.chance.yes(0.94) else case.chance.choice(OTHER_AREAS)
    with_children = case.kept(start, children)
    case.rows.add(
        "residences",
        kind=kind,
        with_children=with_children,
        area=area,
        out_of_area=case.kept(start, area != AREA),
        start=start,
        end=end,
    )
