"""What can happen in a case, and what each happening calls for.

A recipe is one incident: its entries with the days after the first on which they follow, what it does to registrations
and to the RoSH level, which reviews it calls for, and whom to tell.
"""

from dataclasses import dataclass
from typing import Literal

Of = Literal["likelihood", "sentence_plan", "rosh", "rmp"]

ALL: tuple[Of, ...] = ("likelihood", "sentence_plan", "rosh", "rmp")
HARM: tuple[Of, ...] = ("rosh", "rmp")


@dataclass(frozen=True, slots=True)
class Recipe:
    name: str  # as it stands in a sentence
    steps: tuple[tuple[str, int, float], ...]  # event kind, days after the first, how often
    weight: float
    reviews: tuple[Of, ...] = ()
    tell: tuple[str, ...] = ()
    harmful: bool = False  # the offence is violence, domestic abuse or against a child
    register: tuple[tuple[str, float], ...] = ()
    rise: float = 0.0
    fall: float = 0.0
    household: bool = False
    child: bool = False
    enforce: float = 0.0
    era: str | None = None


RECIPES: tuple[Recipe, ...] = (
    Recipe(
        "arrest for violence",
        (("arrest", 0, 1.0), ("charge", 3, 0.7), ("conviction", 45, 0.25)),
        9,
        reviews=ALL,
        tell=("police", "childrens_services"),
        harmful=True,
        register=(("domestic_abuse_perpetrator", 0.25), ("marac", 0.12), ("child_concern", 0.1)),
        rise=0.3,
        enforce=0.3,
    ),
    Recipe(
        "arrest for theft",
        (("arrest", 0, 1.0), ("charge", 6, 0.6), ("conviction", 40, 0.3)),
        6,
        reviews=("likelihood", "sentence_plan"),
    ),
    Recipe("conviction", (("conviction", 0, 1.0),), 4, reviews=("likelihood", "sentence_plan")),
    Recipe("caution", (("caution", 0, 1.0),), 2, reviews=("likelihood", "sentence_plan")),
    Recipe(
        "police call-out",
        (("police_call_out", 0, 1.0), ("police_intelligence", 4, 0.25)),
        8,
        reviews=HARM,
        tell=("childrens_services",),
        register=(("child_concern", 0.08), ("marac", 0.08)),
        rise=0.12,
    ),
    Recipe("police intelligence", (("police_intelligence", 0, 1.0),), 5, reviews=HARM, rise=0.1),
    Recipe(
        "new partner",
        (("new_partner", 0, 1.0), ("new_household", 25, 0.3)),
        8,
        reviews=HARM,
        tell=("police_domestic_abuse",),
        household=True,
    ),
    Recipe("move into a new household", (("new_household", 0, 1.0),), 5, reviews=HARM, household=True),
    Recipe("loss of job", (("loss_of_job", 0, 1.0),), 4),
    Recipe("relapse", (("relapse", 0, 1.0), ("relapse", 20, 0.3)), 9),
    Recipe("end of a relationship", (("relationship_breakdown", 0, 1.0),), 5),
    Recipe("bereavement", (("bereavement", 0, 1.0),), 3),
    Recipe("self-harm", (("self_harm", 0, 1.0),), 3, register=(("suicide_or_self_harm", 0.5),), tell=("health",)),
    Recipe("mental health crisis", (("mental_health_crisis", 0, 1.0),), 3, tell=("health",)),
    Recipe("loss of accommodation", (("loss_of_accommodation", 0, 1.0),), 4, tell=("housing",)),
    Recipe("pregnancy", (("pregnancy", 0, 1.0),), 2.5, reviews=HARM, tell=("childrens_services",), child=True),
    Recipe(
        "removal of a child",
        (("child_protection_decision", 0, 0.6), ("child_removed", 1, 1.0)),
        1.5,
        reviews=ALL,
        tell=("childrens_services",),
        register=(("child_protection", 0.6),),
        child=True,
    ),
    Recipe(
        "child protection decision",
        (("child_protection_decision", 0, 1.0),),
        2.5,
        reviews=ALL,
        register=(("child_protection", 0.7),),
    ),
    Recipe(
        "contact with the victim",
        (("contact_with_victim", 0, 1.0), ("breach_of_restriction", 1, 0.4)),
        5,
        reviews=HARM,
        tell=("police", "victim_liaison"),
        enforce=0.45,
    ),
    Recipe(
        "breach of a restriction",
        (("breach_of_restriction", 0, 1.0), ("arrest", 1, 0.3)),
        6,
        reviews=HARM,
        tell=("police", "childrens_services"),
        harmful=True,
        enforce=0.65,
    ),
    Recipe(
        "child safeguarding concern",
        (("child_concern", 0, 1.0),),
        11,
        reviews=HARM,
        tell=("childrens_services",),
        register=(("child_concern", 0.5), ("risk_to_children", 0.15)),
        child=True,
    ),
    Recipe("worry raised by the victim", (("victim_concern", 0, 1.0),), 3, reviews=("rmp",), tell=("victim_liaison",)),
    Recipe("move of the victim", (("victim_moved", 0, 1.0),), 2, reviews=("rmp",), tell=("victim_liaison",)),
    Recipe("escalation", (("escalation", 0, 1.0),), 9, reviews=HARM, tell=("police",), rise=0.7, era="split"),
    Recipe(
        "increase in risk of harm",
        (("risk_increase", 0, 1.0),),
        7,
        reviews=HARM,
        tell=("police", "drug_or_alcohol_service"),
        rise=0.9,
        enforce=0.25,
    ),
    Recipe("decrease in risk of harm", (("risk_decrease", 0, 0.6),), 9, reviews=HARM, fall=0.95),
    Recipe("MAPPA registration", (), 2, reviews=HARM, register=(("mappa", 1.0),)),
    Recipe("something else of note", (("other", 0, 1.0),), 2),
)

BEFORE_RECALL = Recipe(
    "arrest and new charge",
    (("arrest", 0, 0.75), ("charge", 2, 0.6), ("risk_increase", 1, 0.25), ("relapse", 0, 0.3)),
    0,
    reviews=ALL,
    tell=("police",),
    harmful=True,
    register=(("domestic_abuse_perpetrator", 0.2),),
    rise=0.3,
)
MOVE = Recipe("change of address", (("address_change", 0, 0.85),), 0, household=True)
