"""What becomes of each field of the case record that can hold words: one line a field, so that none is forgotten.

Codes, dates, numbers and yes or no stay, the date of birth too: it decides who was a child at the start, nothing shows
it, and ``tests/pseudonyms/test_no_name_left.py`` holds that nothing does.
"""

from collections.abc import Mapping
from enum import Enum, auto


class Treatment(Enum):
    #: The CRN.
    CRN = auto()
    #: The name of the person whose record it is.
    PERSON = auto()
    #: A colleague's name.
    STAFF = auto()
    #: A colleague's name of which the spelling tells nothing.
    COLLEAGUE = auto()
    #: A word of an area's or a team's own: a code, unless a rule asks for it or it is a known word of its kind.
    TEAM = auto()
    AREA = auto()
    PROVIDER = auto()
    TIER = auto()
    LEVEL = auto()
    ETHNICITY = auto()
    OTHER = auto()
    #: The number of an entry, and what names one.
    REFERENCE = auto()
    #: Free text: hidden, so that it can be compared and not read.
    TEXT = auto()
    #: What nothing compares: a remark in its place.
    LEFT_OUT = auto()
    #: Where it was read: file, sheet and row.
    PLACE = auto()
    #: Reasons of an assessor, of which the rules give those to choose from.
    REASONS = auto()
    #: The id of a rule, which is read from a list.
    RULE = auto()


_T = Treatment

#: In every table, and in the case itself.
EVERYWHERE = {"row_id": _T.REFERENCE, "source": _T.PLACE}

#: By table; ``cases`` is the case itself.
FIELDS: Mapping[str, Mapping[str, Treatment]] = {
    "cases": {
        "crn": _T.CRN,
        "name": _T.PERSON,
        "ethnicity": _T.ETHNICITY,
        "area": _T.AREA,
        "team": _T.TEAM,
        "manager": _T.STAFF,
        "officer": _T.STAFF,
        "tier": _T.TIER,
        "public_interest_reason": _T.TEXT,
        "cas_outstanding_actions": _T.TEXT,
    },
    "officers": {
        "officer": _T.STAFF,
        "team": _T.TEAM,
        "area": _T.AREA,
        "manager": _T.STAFF,
        "joint_with": _T.STAFF,
    },
    "registrations": {"level": _T.LEVEL, "category": _T.LEVEL},
    "residences": {"area": _T.AREA},
    "contacts": {"officer": _T.STAFF, "absence_reason": _T.TEXT, "note": _T.TEXT},
    "assessments": {
        "assessor": _T.STAFF,
        "override_reason": _T.TEXT,
        "names_event": _T.REFERENCE,
        "text": _T.TEXT,
    },
    "plans": {
        "author": _T.STAFF,
        "victims": _T.TEXT,
        "names_event": _T.REFERENCE,
        "no_change_reason": _T.TEXT,
        "text": _T.TEXT,
    },
    "plan_objectives": {
        "plan_id": _T.REFERENCE,
        "owner": _T.STAFF,
        "text": _T.TEXT,
        "individual_action": _T.TEXT,
    },
    "plan_actions": {
        "plan_id": _T.REFERENCE,
        "action": _T.TEXT,
        "owner": _T.STAFF,
        "frequency": _T.OTHER,
        "answers": _T.REFERENCE,
    },
    "plan_contingencies": {"plan_id": _T.REFERENCE, "trigger": _T.TEXT, "action": _T.TEXT},
    "reviews": {
        "reason": _T.TEXT,
        "no_change_reason": _T.TEXT,
        "tier_needed": _T.TIER,
        "names_event": _T.REFERENCE,
        "reviewer": _T.STAFF,
        "text": _T.TEXT,
    },
    "events": {"response": _T.TEXT, "note": _T.TEXT},
    "checks": {"about": _T.OTHER, "action": _T.TEXT},
    "referrals": {"reason": _T.TEXT, "outcome": _T.TEXT},
    "communications": {"about": _T.TEXT},
    "mappa_actions": {"level": _T.LEVEL, "action": _T.TEXT, "owner": _T.STAFF},
    "child_protection": {"decision": _T.TEXT, "outcome": _T.TEXT},
    "oversight": {"manager": _T.STAFF, "direction": _T.TEXT, "note": _T.TEXT},
    "enforcement": {"for_contact": _T.REFERENCE, "result": _T.TEXT},
    "decisions": {"reason": _T.TEXT, "by": _T.STAFF, "about": _T.REFERENCE},
    "victims": {
        "liaison_officer": _T.STAFF,
        "restorative_justice_kind": _T.OTHER,
        "restorative_justice_outcome": _T.TEXT,
    },
    "victim_meetings": {"victim_id": _T.REFERENCE, "note": _T.TEXT},
    "interventions": {"name": _T.REFERENCE, "provider": _T.PROVIDER},
    "transfers": {"from_area": _T.AREA, "to_area": _T.AREA},
    "court_reports": {"proposal": _T.TEXT},
    "hearings": {"result": _T.TEXT},
    "judgements": {
        "rule": _T.RULE,
        "about": _T.REFERENCE,
        "assessor": _T.COLLEAGUE,
        "reasons": _T.REASONS,
        "note": _T.LEFT_OUT,
        "evidence": _T.LEFT_OUT,
    },
}

#: Of a row of an exceptions file.
OF_DEPARTURES: Mapping[str, Treatment] = {
    "crn": _T.CRN,
    "rule": _T.RULE,
    "about": _T.REFERENCE,
    "reason": _T.LEFT_OUT,
    "by": _T.COLLEAGUE,
    "agreed_by": _T.COLLEAGUE,
    "source": _T.PLACE,
}
