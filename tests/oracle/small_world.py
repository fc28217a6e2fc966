"""The oracle's own small vocabulary and parameters: few words, each form of the language among them."""

import datetime as dt
from pathlib import Path
from typing import Any

from practice_check.rulebook.parameters import Dated, Parameters
from practice_check.vocabulary.model import Vocabulary

#: The first day on which anything happens: a Monday five weeks before Easter 2015.
ORIGIN = dt.date(2015, 2, 23)
#: The day on which some of the parameters change.
NEW_NUMBERS = dt.date(2015, 5, 18)

ENTRIES: dict[str, dict[str, Any]] = {
    "contact": {"table": "contacts"},
    "visit": {"table": "contacts", "where": {"kind": "home_visit", "outcome": "attended"}},
    "offered": {"table": "contacts", "where": {"outcome": {"not_recorded_as": ["stood_down", "cancelled"]}}},
    "made": {"table": "contacts", "date": "created", "where": {"kind": ["home_visit", "programme"]}},
    "contact-or-warning": {"any_of": ["contact", "made", "warning"]},
    "session-planned": {"table": "contacts", "where": {"kind": "programme"}, "counts_when_future": True},
    "analysis": {"table": "assessments", "where": {"kind": "rosh_full", "status": {"not_recorded_as": "open"}}},
    "plan": {"table": "plans", "where": {"kind": "rmp"}},
    "review": {"table": "reviews", "where": {"of": "rmp"}},
    "review-or-plan": {"any_of": ["review", "plan"]},
    "arrest": {"table": "events", "where": {"kind": "arrest"}},
    "child-concern": {"table": "events", "where": {"kind": "child_concern"}},
    "event": {"any_of": ["arrest", "child-concern"]},
    "level-rise": {"rise_of": "level", "produced": True},
    "level-fall": {"fall_of": "level", "produced": True},
    "registration": {"table": "registrations", "date": "start", "produced": True, "where": {"type": "mappa"}},
    "change-or-registration": {"any_of": ["arrest", "registration"]},
    "significant-change": {"any_of": ["arrest", "level-rise", "registration"]},
    "decision": {"table": "decisions", "where": {"reason": "recorded"}},
    "warning": {"table": "enforcement", "where": {"kind": ["warning", "final_warning"]}},
    "requirement-ended": {"table": "requirements", "date": "end", "where": {"outcome": {"not": "revoked"}}},
}

PERIODS: dict[str, dict[str, Any]] = {
    "level": {
        "table": "rosh_levels",
        "value": "level",
        "always": True,
        "order": ["low", "medium", "high", "very_high"],
    },
    "recorded-level": {"table": "rosh_levels", "value": "level"},
    "status": {"table": "statuses", "value": "kind"},
    "mappa": {"table": "registrations", "value": "level", "where": {"type": "mappa"}},
    "officer": {"table": "officers", "value": "officer"},
    "requirement": {"table": "requirements", "value": "type"},
    "residence": {"table": "residences", "value": "kind", "always": True},
}

CONDITIONS: dict[str, Any] = {
    "not-supervised-in-community": {"period": "status"},
    "high": {"period": "level", "is": ["high", "very_high"]},
    "medium-or-higher": {"period": "level", "is": {"not": "low"}},
    "mappa-managed": {"period": "mappa"},
    "in-approved-premises": {"period": "residence", "is": "approved_premises"},
    "licence": {"case": {"order_type": "licence"}},
    "standalone": {"only": "requirement", "among": ["unpaid_work", "curfew"]},
    "lately-arrested": {"has": "arrest", "within": "$short"},
    "high-or-mappa": {"any": ["high", "mappa-managed"]},
}

PARAMETERS: dict[str, list[dict[str, Any]]] = {
    "currency": [{"value": "30 days"}],
    "produced-look-back": [{"value": "5 working days"}],
    "restart-after": [{"value": "2 weeks"}],
    "clone-likeness": [{"value": 0.95}],
    "event-cluster": [{"value": "10 working days"}],
    "short": [{"value": "10 days"}],
    "limit": [{"value": "10 working days", "to": NEW_NUMBERS}, {"value": "3 weeks", "from": NEW_NUMBERS}],
    "tolerance": [{"value": 2}],
    "score": [{"value": 6.9, "to": NEW_NUMBERS}, {"value": 3.0, "from": NEW_NUMBERS}],
    "many": [{"value": 0, "to": NEW_NUMBERS}, {"value": 2, "from": NEW_NUMBERS}],
}


def vocabulary() -> Vocabulary:
    return Vocabulary.model_validate(
        {
            "entries": {name: {"noun": name, **word} for name, word in ENTRIES.items()},
            "periods": {name: {"noun": name, **word} for name, word in PERIODS.items()},
            "conditions": CONDITIONS,
        }
    )


def parameters() -> Parameters:
    return Parameters(
        {
            name: [Dated.model_validate({"source": "local default", **each}) for each in dated]
            for name, dated in PARAMETERS.items()
        }
    )


NOWHERE = Path("nowhere.yaml")
