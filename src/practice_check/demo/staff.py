"""The officers and managers of the demonstration: twelve officers in three teams, each with habits of their own.

Lateness and blanks are not spread evenly over real caseloads; they gather with a few people. Some here are punctual,
some steady, some late, and some do the work and record little of it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habits:
    in_time: float  # how often a thing is done in time, before it is known how hard the thing is
    never: float  # of what is not in time, how much is never done: over 1 more than usual, under 1 less
    blanks: float  # how often an outcome or a field is left empty
    clones: float  # how often a review repeats the last one
    reasons: float  # how often a departure has its reason
    entered: int  # days after which an entry may be made


PUNCTUAL = Habits(in_time=0.94, never=0.5, blanks=0.015, clones=0.08, reasons=0.9, entered=1)
STEADY = Habits(in_time=0.80, never=0.8, blanks=0.07, clones=0.22, reasons=0.75, entered=3)
LATE = Habits(in_time=0.50, never=0.6, blanks=0.09, clones=0.42, reasons=0.6, entered=16)
THIN = Habits(in_time=0.62, never=1.5, blanks=0.28, clones=0.5, reasons=0.3, entered=6)


@dataclass(frozen=True, slots=True)
class Manager:
    name: str
    habits: Habits


@dataclass(frozen=True, slots=True)
class Officer:
    name: str
    team: str
    manager: Manager
    habits: Habits
    grade: str
    trained_in: tuple[str, ...]


_TEAMS: dict[str, tuple[Manager, dict[str, Habits]]] = {
    "Harbour": (
        Manager("M. Oldbarrow", PUNCTUAL),
        {"A. Brightholt": PUNCTUAL, "B. Cawmere": PUNCTUAL, "C. Dunnockby": STEADY, "D. Elmstow": LATE},
    ),
    "Castle": (
        Manager("N. Pentlowe", STEADY),
        {"E. Farrowdene": PUNCTUAL, "F. Gathermoss": STEADY, "G. Hindlebeck": STEADY, "H. Inchfold": THIN},
    ),
    "Riverside": (
        Manager("P. Quillmere", LATE),
        {"J. Kettlewray": STEADY, "K. Loomstead": LATE, "L. Merrowgate": THIN, "R. Nightquay": PUNCTUAL},
    ),
}

QUALIFIED = "probation_officer"

#: Everybody else is a qualified probation officer, trained for violence, abuse, sexual offences and child cases.
_OTHERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "C. Dunnockby": ("probation_service_officer", ("domestic_abuse",)),
    "F. Gathermoss": ("probation_service_officer", ("domestic_abuse", "against_a_child")),
    "H. Inchfold": ("agency", ("violent",)),
    "K. Loomstead": ("probation_service_officer", ()),
    "L. Merrowgate": ("trainee", ()),
}
_TRAINED = (QUALIFIED, ("violent", "domestic_abuse", "sexual", "against_a_child"))

TEAMS: dict[str, tuple[Officer, ...]] = {
    team: tuple(Officer(name, team, manager, habits, *_OTHERS.get(name, _TRAINED)) for name, habits in officers.items())
    for team, (manager, officers) in _TEAMS.items()
}

OFFICERS: tuple[Officer, ...] = tuple(officer for officers in TEAMS.values() for officer in officers)
