"""An invented person: who they are and what, in their life, their case turns on."""

import datetime as dt
from dataclasses import dataclass

from practice_check.demo import names, needs, planted
from practice_check.demo.chance import Chance
from practice_check.demo.planted import Planted

LETTERS = "ZYXWV"
PER_LETTER = 999_999
YOUNG = 0.06  # just eighteen, most of them known to the youth service

#: How often a factor is linked with the offending: the cases in which inspectors found it, of those inspected
#: (northumbria 3/3.3 and york 3/3.4 together, 135 cases; alcohol with bedfordshire 3/1.3, 185 cases; finance and
#: mental health are chosen).
FACTORS: dict[str, float] = {
    "thinking_and_behaviour": 0.84,
    "alcohol": 0.65,
    "lifestyle": 0.51,
    "emotional_wellbeing": 0.43,
    "drugs": 0.41,
    "relationships": 0.39,
    "attitudes": 0.39,
    "accommodation": 0.30,
    "ete": 0.24,
    "finance": 0.15,
    "mental_health": 0.12,
}


@dataclass(frozen=True, slots=True)
class Person:
    crn: str
    name: str
    gender: str
    ethnicity: str | None
    disability: bool | None
    limited_access: bool
    age: int  # at the first sentence
    offences: tuple[str, ...]
    domestic_abuse: bool
    child_concern: bool  # from the start
    procedures: bool  # child protection procedures apply
    mappa: bool
    level: str  # the first RoSH level
    factors: tuple[str, ...]
    children: int
    lives_with_children: bool
    compliance: float  # how often an appointment is kept
    excused: bool  # misses many, and is excused for most
    barriers: tuple[str, ...]  # what may stand in the way of engagement
    personality_disorder: bool
    planted: Planted  # what this person is in the caseload for, or nothing of the kind

    @property
    def high(self) -> bool:
        return self.level in {"high", "very_high"}

    def birth(self, first_sentence: dt.date, chance: Chance) -> dt.date:
        return first_sentence - dt.timedelta(days=self.age * 365 + self.age // 4 + chance.randint(0, 364))


def crn(index: int) -> str:
    """A case reference number of a series of our own: Z000001, Z000002, …"""
    letter, number = divmod(index, PER_LETTER)
    return f"{LETTERS[letter]}{number + 1:06d}"


def draw(index: int, chance: Chance) -> Person:
    sure = planted.of(index)
    gender = sure.gender or chance.weighted({"male": 0.894, "female": 0.1, "other": 0.006})
    given = chance.choice(names.WOMEN if gender == "female" else names.MEN)
    limited = chance.yes(0.015)
    abuse = sure.offences is None and chance.yes(0.35)
    offences = sure.offences or _offences(chance, abuse)
    grave = bool({"sexual", "arson", "against_a_child"} & set(offences))
    level = chance.weighted(
        {"low": 0.06, "medium": 0.5, "high": 0.38, "very_high": 0.06}
        if grave
        else {"low": 0.05, "medium": 0.66, "high": 0.25, "very_high": 0.04}
        if abuse
        else {"low": 0.31, "medium": 0.5, "high": 0.165, "very_high": 0.025}
    )
    high = level in {"high", "very_high"}
    violent = bool({"violent", "sexual"} & set(offences))
    concern = chance.yes(0.62 if abuse or grave else 0.28)
    children = chance.choice((0, 0, 0, 1, 2)) if not concern else chance.randint(1, 4)
    return Person(
        crn=crn(index),
        name="***" if limited else f"{given} {chance.choice(names.SURNAMES)}",
        gender=gender,
        ethnicity=chance.weighted(names.ETHNICITIES),
        disability=chance.weighted({False: 0.84, True: 0.13, None: 0.03}),
        limited_access=limited,
        age=sure.age or (18 if chance.yes(YOUNG) else int(chance.triangular(18, 66, 27))),
        offences=offences,
        domestic_abuse=abuse or chance.yes(0.12),
        child_concern=concern,
        procedures=concern and chance.yes(0.52),
        mappa=chance.yes(0.85 if "sexual" in offences else 0.52 if high else 0.23 if violent else 0.01),
        level=level,
        factors=tuple(tag for tag, rate in FACTORS.items() if chance.yes(rate)),
        children=children,
        lives_with_children=children > 0 and chance.yes(0.4),
        compliance=sure.compliance or chance.choice((0.95, 0.92, 0.88, 0.83, 0.76, 0.66)),
        excused=chance.yes(0.09),
        barriers=needs.draw(gender, chance, sure.barrier),
        personality_disorder=chance.yes(0.22 if high else 0.08),
        planted=sure,
    )


def _offences(chance: Chance, abuse: bool) -> tuple[str, ...]:
    if abuse:
        return ("violent", "domestic_abuse")
    main = chance.weighted(
        {"violent": 0.5, "sexual": 0.08, "against_a_child": 0.04, "arson": 0.02}
        | {"acquisitive": 0.18, "drugs": 0.09, "driving": 0.06, "other": 0.03}
    )
    if main == "violent" and chance.yes(0.06):
        return ("violent", "against_a_child")
    return (main, "acquisitive") if chance.yes(0.08) and main != "acquisitive" else (main,)
