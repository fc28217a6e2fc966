"""Every code that matters occurs somewhere in two thousand cases."""

from typing import Any, get_args

import pytest

from practice_check.records import codes
from practice_check.records.model import CaseRecord, case_fields, tables

#: Table and field of each code list; None for a field of the case itself.
HELD: dict[str, list[tuple[str | None, str]]] = {
    "OrderType": [(None, "order_type")],
    "Provider": [(None, "provider")],
    "Gender": [(None, "gender")],
    "OffenceType": [(None, "offence_types"), ("events", "offence_type")],
    "Grade": [("officers", "grade")],
    "Barrier": [("assessments", "barriers")],
    "Progress": [("factors", "progress")],
    "Level": [("rosh_levels", "level")],
    "LevelSource": [("rosh_levels", "source_system")],
    "RequirementType": [("requirements", "type")],
    "RequirementOutcome": [("requirements", "outcome")],
    "RegistrationType": [("registrations", "type")],
    "StatusKind": [("statuses", "kind")],
    "ResidenceKind": [("residences", "kind")],
    "ContactKind": [("contacts", "kind")],
    "ContactOutcome": [("contacts", "outcome")],
    "ContactPurpose": [("contacts", "purpose")],
    "AssessmentKind": [("assessments", "kind")],
    "AssessmentStatus": [("assessments", "status")],
    "DocumentPurpose": [("assessments", "purpose")],
    "PlanKind": [("plans", "kind")],
    "Tag": [("plan_objectives", "tag"), ("plan_actions", "tag")],
    "ObjectiveStatus": [("plan_objectives", "status")],
    "ReviewOf": [("reviews", "of")],
    "ReviewForm": [("reviews", "form")],
    "EventKind": [("events", "kind")],
    "Agency": [("checks", "agency"), ("referrals", "agency"), ("communications", "agency"), ("plans", "agencies")],
    "CheckResult": [("checks", "result")],
    "ChildProtectionKind": [("child_protection", "kind")],
    "OversightKind": [("oversight", "kind")],
    "OversightOf": [("oversight", "of")],
    "EnforcementKind": [("enforcement", "kind")],
    "EnforcementReason": [("enforcement", "reason")],
    "AgreedBy": [("decisions", "agreed_by")],
    "Duty": [("decisions", "duty")],
    "OfferKind": [("victims", "offer_kind")],
    "DocumentClass": [("documents", "document_class")],
    "TransferDirection": [("transfers", "direction")],
    "TransferOf": [("transfers", "of")],
    "CourtReportKind": [("court_reports", "kind")],
    "Answer": [("judgements", "answer")],
    "YesNoSome": [(None, "children_known")],
    "Section": [(table, "covers") for table in ("court_reports", "assessments", "plans", "reviews")],
}


def _values(records: list[CaseRecord], table: str | None, field: str) -> set[str]:
    found: set[str] = set()
    for record in records:
        rows: list[Any] = [record] if table is None else getattr(record, table) or []
        for row in rows:
            value = getattr(row, field)
            found |= set(value) if isinstance(value, list) else {value} if value is not None else set()
    return found


def test_every_code_list_is_looked_for() -> None:
    assert set(HELD) == {name for name in vars(codes) if name[0].isupper() and get_args(getattr(codes, name))}


@pytest.mark.parametrize("name", HELD)
def test_every_code_of_the_list_occurs(name: str, caseload: list[CaseRecord]) -> None:
    found = set().union(*(_values(caseload, table, field) for table, field in HELD[name]))
    assert set(get_args(getattr(codes, name))) - found == set()


def test_every_table_has_rows(caseload: list[CaseRecord]) -> None:
    assert [name for name in tables() if not any(getattr(record, name) for record in caseload)] == []


def test_every_field_is_filled_somewhere_and_blank_elsewhere(caseload: list[CaseRecord]) -> None:
    never = [
        f"{name}.{field}"
        for name, model in tables().items()
        for field in model.model_fields
        if field != "source"
        and not any(getattr(row, field) for record in caseload for row in getattr(record, name) or ())
    ]
    never += [field for field in case_fields() if all(getattr(record, field) is None for record in caseload)]
    assert never == []
