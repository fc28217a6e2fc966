"""An export of one invented case, of which a risk management plan with parts left empty waits to be countersigned."""

import json
from pathlib import Path
from typing import Any

from practice_check.records.model import CaseRecord

CRN = "X000001"
#: Open in it: of high severity, and of medium severity.
HIGH, MEDIUM = "rmp-has-contingencies", "likelihood-assessment-on-time"

_TABLES = [name for name, field in CaseRecord.model_fields.items() if str(field.annotation).startswith("list[")]


def one_case(**changes: Any) -> dict[str, Any]:
    """The record, with fields of it changed. All tables are there, so that what is not in them is not recorded."""
    tables: dict[str, Any] = {name: [] for name in _TABLES if name not in {"judgements", "offence_types"}}
    return {
        **tables,
        **{"crn": CRN, "event_number": 1, "name": "Robin Vale", "officer": "A. Officer", "team": "North"},
        **{"order_type": "community_order", "sentence_date": "2013-06-03", "start_date": "2013-06-03"},
        **{"end_date": "2014-06-02", "exported_on": "2014-02-28"},
        "rosh_levels": [{"level": "high", "start": "2013-06-03", "end": None}],
        "contacts": [{"row_id": "C1", "type": "office", "date": "2013-06-05", "attended": True}],
        "assessments": [
            {"row_id": "A0", "kind": "rosh_screening", "date": "2013-06-04", "status": "signed"},
            {"row_id": "A1", "kind": "rosh_full", "date": "2013-06-10", "status": "signed"},
        ],
        "plans": [
            {"row_id": "R1", "kind": "rmp", "date": "2013-06-17", "status": "signed"}
            | {"submitted": "2014-02-18", "countersigned": None, "victims": None}
        ],
        **changes,
    }


def export_of(folder: Path, *records: dict[str, Any]) -> Path:
    file = folder / "caseload.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return file
