"""What the template says about its sheets and columns, and what a fault calls the values of a coded column."""

from functools import cache
from typing import get_args

from pydantic import BaseModel

from practice_check.records import codes
from practice_check.records.columns import Column, Kind
from practice_check.records.model import CaseRecord, Cover, tables

_NOUNS = {
    "OrderType": "a type of order",
    "Provider": "a provider",
    "Gender": "a gender that we know",
    "Level": "a RoSH level",
    "OffenceType": "a type of offence",
    "RequirementType": "a type of requirement",
    "RequirementOutcome": "an outcome of a requirement",
    "LevelSource": "a source of a RoSH level",
    "RegistrationType": "a type of registration",
    "StatusKind": "a status",
    "ResidenceKind": "a kind of residence",
    "ContactKind": "a kind of contact",
    "ContactOutcome": "an outcome of a contact",
    "ContactPurpose": "a purpose of a contact",
    "AssessmentKind": "a kind of assessment",
    "AssessmentStatus": "a status of an assessment or plan",
    "DocumentPurpose": "a purpose of an assessment or plan",
    "PlanKind": "a kind of plan",
    "Tag": "a factor or subject",
    "ObjectiveStatus": "a status of an objective",
    "ReviewOf": "a thing that is reviewed",
    "ReviewForm": "a form of review",
    "EventKind": "a kind of event",
    "Agency": "an agency",
    "CheckResult": "a result of a check",
    "ChildProtectionKind": "a kind of child protection entry",
    "OversightKind": "a kind of oversight",
    "OversightOf": "a thing that a manager oversees",
    "EnforcementKind": "a kind of enforcement",
    "EnforcementReason": "a reason for enforcement",
    "AgreedBy": "somebody who can agree a decision",
    "Duty": "a duty",
    "Grade": "a grade of officer",
    "OfferKind": "a kind of offer",
    "DocumentClass": "a kind of document",
    "TransferDirection": "a direction of transfer",
    "TransferOf": "a kind of transfer",
    "CourtReportKind": "a kind of court report",
    "Answer": "an answer",
    "YesNoSome": "'none' or 'some'",
    "Section": "a section of a report, assessment, plan or review",
    "Barrier": "something that stands in the way of engagement",
    "Progress": "a degree of progress",
}

#: One line a sheet, for the template's "read me".
SHEETS = {
    "cases": "One row for each order or licence: the person, the order and its dates. This sheet is always needed.",
    "requirements": "The requirements or licence conditions of the order, each with its dates.",
    "officers": "Who was responsible for the case, from when to when, with team and manager.",
    "rosh_levels": "Each RoSH level that the person has had, from when to when.",
    "registrations": "Each registration: child protection, domestic abuse, MAPPA and so on, with its reviews.",
    "statuses": "Time in custody, on recall, in hospital, at large, abroad, or with contact suspended.",
    "residences": "Where the person lived, from when to when.",
    "contacts": "Each contact or appointment: kind, purpose, outcome. One row each.",
    "assessments": "Each OASys or other assessment: likelihood, RoSH screening, full RoSH analysis.",
    "plans": "Each sentence plan and risk management plan.",
    "plan_objectives": "The objectives of each plan.",
    "plan_actions": "The actions of each plan: who does what by when.",
    "plan_contingencies": "What each plan says is to happen if something changes.",
    "reviews": "Each review of an assessment, a plan or the work.",
    "events": "What happened that may call for a review or an action: arrest, call-out, new partner, loss of home.",
    "checks": "Checks made with other agencies: asked, chased, answered, acted on.",
    "referrals": "Referrals to other agencies, and what came of them.",
    "communications": "Other exchanges with agencies about the person.",
    "mappa_actions": "Actions set at MAPPA meetings.",
    "child_protection": "Conferences, core groups, plans and decisions about children.",
    "children": "Children who live with the person or are in contact with them. No names: one row for each child.",
    "oversight": "What a manager did: discussion, direction, countersignature, high-risk meeting.",
    "enforcement": "Enquiries, warnings, breach and recall.",
    "decisions": "Recorded decisions to depart from a duty, with the reason and who agreed.",
    "victims": "Statutory victim contact: one row for each victim. No names.",
    "victim_meetings": "Meetings and calls with victims: when, and when the notes of each were agreed.",
    "documents": "Documents on the file, by kind and date.",
    "factors": "Each factor linked with the person's offending, and what became of it.",
    "interventions": "Programmes and other interventions: planned, started, completed.",
    "transfers": "Transfers in and out.",
    "court_reports": "Reports for court.",
    "hearings": "Hearings in court in a case that the CRC supervised: when, what came of it, when the CRC was told.",
    "judgements": "Assessors' answers to what no record can decide.",
    "covers": "From which day to which day a sheet is complete. One not named here covers all up to the export.",
    "export": "The day on which the export was made.",
}

_ANY = {
    "crn": "The person's CRN: a letter and six figures, such as X123456.",
    "event_number": "The number of the order or licence: 1, 2, 3…",
    "row_id": "The entry's own number in the system that it came from. It lets one entry point to another.",
    "start": "The day on which it began.",
    "end": "The day on which it ended. Blank: it is still open.",
    "date": "The day on which it happened.",
    "note": "What was recorded, in words.",
    "text": "What it says, in words.",
    "type": "What sort it is.",
    "kind": "What kind it is.",
    "status": "How far it has come.",
    "purpose": "What it was made for.",
    "level": "The RoSH level that it gives.",
    "agency": "Which agency.",
    "reason": "The reason recorded.",
    "outcome": "What came of it.",
    "tag": "The subject or factor that it is about.",
    "officer": "The officer's name or code.",
    "team": "The team.",
    "area": "The area.",
    "manager": "The manager's name or code.",
    "owner": "Who is to do it.",
    "action": "What is to be done.",
    "due": "The day by which it is to be done.",
    "done": "The day on which it was done.",
    "provider": "Who provides it.",
    "submitted": "The day on which it was sent for countersignature.",
    "countersigned": "The day on which the manager countersigned it.",
    "plan_id": "The row_id of the plan that it belongs to.",
    "plan_date": "The date of the plan that it belongs to, when the plan has no row_id.",
    "names_event": "The row_id of the event that it answers.",
    "agencies": "The agencies that the plan gives a part.",
    "chased": "The day on which an answer was chased.",
    "requested": "The day on which it was asked for.",
    "with_children": "Whether children were there.",
}

_OWN: dict[str, dict[str, str]] = {
    "cases": {
        "name": "The person's name. It may be left out.",
        "date_of_birth": "The person's date of birth.",
        "gender": "The person's gender.",
        "ethnicity": "The person's ethnicity, as recorded.",
        "disability": "Whether a disability is recorded.",
        "limited_access": "Whether access to the case is limited.",
        "provider": "Who supervises the case.",
        "officer": "The officer who is responsible now.",
        "tier": "The tier.",
        "order_type": "The type of order or licence.",
        "sentence_date": "The day of sentence.",
        "custody_months": "The length of the custodial sentence in months.",
        "offence_types": "The types of offence.",
        "rar_days": "Rehabilitation activity days ordered.",
        "children_known": "Whether the person has, or is in contact with, children: none or some.",
        "gp_registered": "Whether the person is registered with a GP.",
        "mappa_eligible": "Whether the person is eligible for MAPPA.",
        "rsr_score": "The risk of serious recidivism score.",
        "rsr_date": "The day of that score.",
        "cas_date": "The day on which the case allocation was assessed.",
        "full_rosh_required": "Whether a full RoSH analysis is required.",
        "allocated_to": "The provider to which the case was allocated.",
        "allocation_date": "The day of allocation.",
    },
    "requirements": {"hours": "Hours or days ordered."},
    "rosh_levels": {"source_system": "Where the level is recorded."},
    "registrations": {"category": "The MAPPA category.", "review_due": "The day on which a review is due."},
    "residences": {"with_children": "Whether children live there."},
    "contacts": {
        "purpose": "What the contact was for.",
        "outcome": "What came of it. Blank: no outcome is recorded.",
        "absence_reason": "The reason given for an absence.",
        "children_seen": "Whether the children of the home were seen.",
    },
    "assessments": {
        "assessor": "Who made it.",
        "risk_to_children": "The level of risk to children.",
        "override_reason": "Why a full analysis was not made.",
        "child_concern": "Whether it finds a concern about a child.",
        "sources": "The agencies whose information was used.",
    },
    "plans": {
        "date": "The day on which it was signed.",
        "author": "Who wrote it.",
        "review_due": "The day on which its review is due.",
        "review_triggers": "The events that are to bring a review forward.",
        "contact_per_month": "How many contacts a month the plan sets.",
        "person_involved": "Whether the person took part in making it.",
        "no_change_reason": "Why a review left the plan as it was.",
    },
    "plan_actions": {"frequency": "How often."},
    "plan_contingencies": {"trigger": "What would have to happen."},
    "reviews": {
        "of": "What was reviewed.",
        "form": "Where the review is recorded.",
        "reason": "Why it was reviewed.",
        "states_change": "Whether it says what has changed.",
        "reviewer": "Who reviewed it.",
        "sources": "The agencies whose information was used.",
    },
    "events": {
        "offence_type": "The type of offence, when it is one.",
        "with_children": "Whether children were involved or present.",
        "domestic_abuse": "Whether it was domestic abuse.",
        "response": "What was done about it.",
    },
    "checks": {
        "answered": "The day on which the answer came.",
        "result": "What the answer was.",
        "acted": "The day on which something was done about it.",
        "action": "What was done about it.",
    },
    "referrals": {"outcome_date": "The day on which the outcome was known."},
    "communications": {"about": "What it was about."},
    "mappa_actions": {"meeting": "The day of the meeting.", "level": "The MAPPA level."},
    "child_protection": {
        "attended": "Whether the officer attended.",
        "report_date": "The day on which a report was sent.",
        "decision": "What was decided.",
        "review_date": "The day of the next review.",
    },
    "children": {
        "lives_with": "Whether the child lives with the person.",
        "in_contact": "Whether the child is in contact with the person.",
        "known_to_childrens_services": "Whether children's services know the child.",
        "noted": "The day on which the child was recorded.",
    },
    "oversight": {
        "of": "What the manager looked at.",
        "direction": "What the manager directed.",
        "action_due": "The day by which that was to be done.",
        "action_done": "The day on which that was done.",
    },
    "enforcement": {
        "explained": "Whether it was explained to the person.",
        "entered": "The day on which it was entered.",
        "result": "What came of it.",
    },
    "decisions": {
        "duty": "The duty that is departed from.",
        "by": "Who decided.",
        "agreed_by": "Who agreed.",
    },
    "victims": {
        "sentence_date": "The day of sentence.",
        "offered": "The day on which contact was offered.",
        "offer_kind": "How it was offered.",
        "accepted": "Whether the offer was accepted.",
        "views_on_conditions": "The day on which views on licence conditions were given.",
        "told_of_release": "The day on which the victim was told of the release.",
    },
    "documents": {"document_class": "What kind of document it is."},
    "interventions": {
        "name": "What it is called.",
        "accredited": "Whether it is an accredited programme.",
        "planned_start": "The day on which it was to start.",
        "started": "The day on which it started.",
        "completed": "The day on which it was completed.",
        "feedback": "The day on which the provider reported back.",
    },
    "transfers": {
        "direction": "In or out.",
        "of": "What the transfer is between.",
        "accepted": "The day on which it was accepted.",
        "from_area": "The area that it came from.",
        "to_area": "The area that it went to.",
        "documents_sent": "The day on which the documents were sent.",
    },
    "court_reports": {
        "proposal": "What was proposed.",
        "proposed_requirements": "The requirements proposed.",
        "written_copy": "The day on which a written copy was put on the file.",
    },
    "judgements": {
        "rule": "The rule that was judged.",
        "opened": "The day on which the duty began, when the answer is about one occasion.",
        "answer": "Above the line, below the line, or not relevant.",
        "assessor": "Who judged.",
        "date": "The day of the answer.",
        "reasons": "The reasons.",
        "evidence": "Where the evidence is.",
    },
    "covers": {
        "table": "The name of the sheet.",
        "from": "The first day that it covers. Blank: from the beginning.",
        "to": "The last day that it covers. Blank: to the day of the export.",
        "crn": "The person that the row is about. Blank: it is about every case.",
        "event_number": "The order that the row is about. Blank: all orders of the person.",
    },
    "export": {"exported_on": "The day on which the export was made."},
}

_HOW = {
    Kind.TEXT: "Text.",
    Kind.WHOLE: "A whole number.",
    Kind.DECIMAL: "A number.",
    Kind.YES_NO: "yes or no.",
    Kind.DATE: "A date, such as 31/01/2025.",
    Kind.CODE: "One of:",
}


def describe(sheet: str, column: str) -> str:
    """What a column of a sheet says: in its own words, in the model's, or in those of every column of that name."""
    own = _OWN.get(sheet, {}).get(column)
    if own is not None:
        return own
    said = _model(sheet).model_fields[column].description if column in _model(sheet).model_fields else None
    if said is not None and column not in {"crn", "event_number"}:
        return said[0].upper() + said[1:] + "."
    return _ANY[column]


def how_to_fill(column: Column) -> str:
    """How the values of a column are written."""
    if column.kind is Kind.CODE:
        how = (
            ("One or more of: " if column.many else "One of: ") + ", ".join(spaced(code) for code in column.codes) + "."
        )
    else:
        how = _HOW[column.kind]
    return how + (" Put a semicolon (;) between several." if column.many else "")


def spaced(code: str) -> str:
    """A code as people write it."""
    return code.replace("_", " ")


def noun_of(allowed: tuple[str, ...]) -> str:
    """What a value of this code list is: "a RoSH level"."""
    return _nouns()[allowed]


@cache
def _nouns() -> dict[tuple[str, ...], str]:
    return {tuple(get_args(getattr(codes, name))): noun for name, noun in _NOUNS.items()}


@cache
def _model(sheet: str) -> type[BaseModel]:
    models: dict[str, type[BaseModel]] = {"cases": CaseRecord, "covers": Cover, **tables()}
    return models.get(sheet, BaseModel)
