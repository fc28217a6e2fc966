"""Which sections of a court report, an assessment, a plan or a review are filled in. Careful officers fill in more."""

import datetime as dt

from practice_check.demo.case import Case

#: How often a section is filled in, by document, where everything about the officer and the case calls for it.
RATES: dict[str, dict[str, float]] = {
    "standard": {"offence": 0.97, "previous_behaviour": 0.88, "personal_circumstances": 0.92, "home_and_social": 0.85}
    | {"family_and_community": 0.5, "health": 0.6, "diversity": 0.6, "barriers": 0.5, "motivation": 0.7}
    | {"likelihood": 0.9, "risk_of_harm": 0.88, "children": 0.75, "victims": 0.65, "outcomes": 0.6}
    | {"punishment": 0.45, "outstanding_checks": 0.4},
    "fast": {"offence": 0.92, "previous_behaviour": 0.75, "personal_circumstances": 0.85, "home_and_social": 0.65}
    | {"health": 0.35, "diversity": 0.45, "barriers": 0.35, "motivation": 0.55, "likelihood": 0.8}
    | {"risk_of_harm": 0.75, "children": 0.6, "victims": 0.45, "outcomes": 0.4, "punishment": 0.5}
    | {"outstanding_checks": 0.35},
    "oral": {"offence": 0.9, "previous_behaviour": 0.75, "personal_circumstances": 0.7, "home_and_social": 0.4}
    | {"diversity": 0.4, "likelihood": 0.75, "risk_of_harm": 0.75, "children": 0.45, "punishment": 0.5}
    | {"outcomes": 0.3, "outstanding_checks": 0.3},
    "allocation": {"risk_of_harm": 0.9, "likelihood": 0.85, "personal_circumstances": 0.5, "diversity": 0.6}
    | {"health": 0.4, "barriers": 0.55, "offence": 0.8, "children": 0.6, "outstanding_checks": 0.3},
    "likelihood": {"offence": 0.95, "previous_behaviour": 0.9, "personal_circumstances": 0.9, "home_and_social": 0.92}
    | {"family_and_community": 0.7, "health": 0.8, "diversity": 0.85, "barriers": 0.55, "motivation": 0.8}
    | {"strengths": 0.6, "self_assessment": 0.65, "likelihood": 0.97, "victims": 0.45},
    "rosh_screening": {"offence": 0.9, "previous_behaviour": 0.8, "risk_of_harm": 0.97, "children": 0.85}
    | {"diversity": 0.3, "known_adults": 0.5},
    "rosh_full": {"offence": 0.95, "previous_behaviour": 0.85, "risk_of_harm": 0.98, "children": 0.9}
    | {"victims": 0.85, "known_adults": 0.8},
    "sentence": {"motivation": 0.8, "strengths": 0.75, "barriers": 0.75, "diversity": 0.6, "outcomes": 0.8}
    | {"family_and_community": 0.45, "health": 0.5, "children": 0.6, "risk_of_harm": 0.75, "responsibilities": 0.7}
    | {"self_assessment": 0.45},
    "rmp": {"risk_of_harm": 0.97, "children": 0.8, "victims": 0.75, "known_adults": 0.6, "restrictive_orders": 0.75}
    | {"responsibilities": 0.7, "outcomes": 0.4},
    "review": {"progress": 0.8, "self_assessment": 0.45, "motivation": 0.5, "barriers": 0.4, "risk_of_harm": 0.7}
    | {"children": 0.6, "victims": 0.5, "likelihood": 0.6, "responsibilities": 0.3, "outcomes": 0.5},
}
NOT_CALLED_FOR = 0.3  # of the rate, for children where there are none, and so on
GRAVE = {"violent", "sexual", "domestic_abuse", "against_a_child", "arson"}
RESTRICTIONS = {"curfew", "exclusion", "residence", "prohibited_activity", "electronic_monitoring"} | {
    "restraining_order",
    "non_contact",
}


def of(case: Case, day: dt.date, document: str, care: float | None = None) -> list[str] | None:
    """The sections of a document of that day; blank where nobody ticked any. ``care``: of another than the officer."""
    careful = 0.55 + 0.5 * case.officer(day).habits.reasons if care is None else care
    found = [
        section
        for section, rate in RATES[document].items()
        if case.chance.yes(careful * rate * (1 if _called_for(case, day, section) else NOT_CALLED_FOR))
    ]
    return case.kept(day, found) or None


def _called_for(case: Case, day: dt.date, section: str) -> bool:
    match section:
        case "children":
            return case.concern(day) or case.person.children > 0
        case "victims":
            return bool(GRAVE & set(case.person.offences))
        case "known_adults":
            return case.person.domestic_abuse
        case "restrictive_orders":
            return bool(RESTRICTIONS & set(case.order.requirements))
    return True
