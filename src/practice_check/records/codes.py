"""The code lists of a case record: the only values that a coded column may hold.

Names follow the reports; ``docs/case-records.md`` says what each one is taken to mean.
"""

from typing import Literal

OrderType = Literal["community_order", "suspended_sentence_order", "licence", "post_sentence_supervision"]
Provider = Literal["trust", "NPS", "CRC", "probation_service"]
Gender = Literal["male", "female", "other"]
Level = Literal["low", "medium", "high", "very_high"]
OffenceType = Literal[
    "violent", "sexual", "domestic_abuse", "against_a_child", "arson", "acquisitive", "drugs", "driving", "other"
]
RequirementType = Literal[
    "supervision",
    "rehabilitation_activity",
    "accredited_programme",
    "specified_activity",
    "unpaid_work",
    "curfew",
    "exclusion",
    "prohibited_activity",
    "attendance_centre",
    "residence",
    "alcohol_treatment",
    "drug_rehabilitation",
    "mental_health_treatment",
    "electronic_monitoring",
    "restraining_order",
    "non_contact",
    "other",
]
Grade = Literal["probation_officer", "probation_service_officer", "trainee", "agency", "other"]
RequirementOutcome = Literal["completed", "revoked", "expired", "transferred", "other"]
LevelSource = Literal["register", "oasys"]
RegistrationType = Literal[
    "child_protection",  # procedures apply: conference, plan
    "child_concern",  # a concern short of procedures
    "risk_to_children",
    "domestic_abuse_perpetrator",
    "domestic_abuse_history",
    "domestic_abuse_victim",
    "mappa",
    "marac",
    "visor",
    "registered_sexual_offender",
    "integrated_offender_management",
    "known_adult_at_risk",
    "public_at_risk",
    "staff_at_risk",
    "statutory_victim_contact",
    "suicide_or_self_harm",
    "other",
]
StatusKind = Literal[
    "custody",
    "recall",
    "remand",
    "hospital",
    "unlawfully_at_large",
    "out_of_country",
    "contact_suspended",
]
ResidenceKind = Literal[
    "own_home", "family", "partner", "friends", "approved_premises", "hostel", "no_fixed_abode", "other"
]
ContactKind = Literal[
    "office",
    "home_visit",
    "doorstep",
    "telephone",
    "video",
    "text_or_letter",
    "three_way_meeting",
    "prison_visit",
    "unpaid_work",
    "programme",
    "approved_premises",
    "other",
]
ContactOutcome = Literal[
    "attended",
    "acceptable_absence",
    "unacceptable_absence",
    "failed_to_comply",
    "no_access",
    "rescheduled_by_service",
    "stood_down",
    "cancelled",
]
ContactPurpose = Literal[
    "first_appointment",
    "induction",
    "supervision",
    "assessment",
    "review",
    "constructive_work",
    "motivational_work",
    "programme",
    "unpaid_work",
    "enquiry",
    "re_engagement",
    "release_planning",
    "handover",
    "signposting",
    "monitoring",
    "safeguarding",
    "other",
]
AssessmentKind = Literal["likelihood", "rosh_screening", "rosh_full"]
AssessmentStatus = Literal["open", "signed", "complete", "locked_incomplete", "guillotined"]
DocumentPurpose = Literal["start", "review", "transfer", "court", "end"]
PlanKind = Literal["sentence", "rmp"]
Tag = Literal[
    "risk_of_harm",
    "child_protection",
    "victim_safety",
    "accommodation",
    "ete",
    "finance",
    "relationships",
    "lifestyle",
    "drugs",
    "alcohol",
    "emotional_wellbeing",
    "mental_health",
    "thinking_and_behaviour",
    "attitudes",
    "compliance",
    "mappa",
    "other",
]
ObjectiveStatus = Literal["open", "partly_achieved", "achieved", "withdrawn"]
ReviewOf = Literal["likelihood", "rosh", "sentence_plan", "rmp", "work"]
ReviewForm = Literal["oasys", "plan_review", "register_review", "contact_entry"]
EventKind = Literal[
    "arrest",
    "police_call_out",
    "police_intelligence",
    "charge",
    "caution",
    "conviction",
    "new_partner",
    "new_household",
    "address_change",
    "loss_of_accommodation",
    "loss_of_job",
    "relapse",
    "relationship_breakdown",
    "bereavement",
    "self_harm",
    "mental_health_crisis",
    "pregnancy",
    "contact_with_victim",
    "breach_of_restriction",
    "child_concern",
    "child_protection_decision",
    "child_removed",
    "victim_concern",
    "victim_moved",
    "escalation",
    "risk_increase",
    "risk_decrease",
    "other",
]
Agency = Literal[
    "police_domestic_abuse",
    "police",
    "childrens_services",
    "prison",
    "victim_liaison",
    "health",
    "housing",
    "approved_premises",
    "programme_provider",
    "drug_or_alcohol_service",
    "mappa",
    "marac",
    "education_or_employment",
    "resettlement",  # Through the Gate, or another provider of resettlement
    "other",
]
CheckResult = Literal["no_trace", "known_no_concern", "information", "refused"]
ChildProtectionKind = Literal["conference", "review_conference", "core_group", "plan", "decision"]
OversightKind = Literal["discussion", "direction", "countersign", "allocation", "high_risk_meeting", "mappa_meeting"]
OversightOf = Literal["likelihood", "rosh_screening", "rosh_full", "sentence_plan", "rmp", "review", "case"]
EnforcementKind = Literal[
    "enquiry",
    "warning",
    "final_warning",
    "warning_withdrawn",
    "breach_started",
    "breach_outcome",
    "recall_requested",
    "recall_outcome",
]
EnforcementReason = Literal["absence", "behaviour", "risk", "offence"]
AgreedBy = Literal["manager", "court", "mappa", "nobody"]
Duty = Literal[
    "home_visit",
    "full_analysis",
    "check",
    "referral",
    "review",
    "warning",
    "enforcement",
    "victim_contact",
    "contact_level",
    "escalation",
    "group_programme",  # the person is not put in a group: not suitable, not eligible, or none to be had
    "other",
]
OfferKind = Literal["face_to_face", "letter", "telephone"]
DocumentClass = Literal[
    "court_order",
    "licence",
    "court_report",
    "court_report_written_copy",
    "child_protection_report",
    "mappa_minutes",
    "mappa_exit_plan",
    "transfer_pack",
    "warning_letter",
    "rights_and_obligations",
    "other",
]
TransferDirection = Literal["in", "out"]
TransferOf = Literal["area", "provider", "youth_service"]
CourtReportKind = Literal["standard", "fast", "oral"]
Answer = Literal["above", "below", "not_relevant"]
YesNoSome = Literal["none", "some"]
#: What a court report, an assessment, a plan or a review covers, as its author ticked or headed it.
Section = Literal[
    "offence",
    "previous_behaviour",
    "personal_circumstances",
    "home_and_social",
    "family_and_community",
    "health",
    "diversity",
    "barriers",
    "motivation",
    "strengths",
    "self_assessment",
    "likelihood",
    "risk_of_harm",
    "children",
    "victims",
    "known_adults",
    "outcomes",
    "punishment",
    "responsibilities",
    "progress",
    "restrictive_orders",
    "outstanding_checks",  # which answers were still awaited
]
#: What became of a factor since it was identified.
Progress = Literal["good", "some", "insufficient", "deteriorated"]
#: What may stand in the way of engagement, diversity factors included; ``none`` where it was looked for and not found.
Barrier = Literal[
    "none",
    "language",
    "literacy",
    "learning",
    "disability",
    "health",
    "mental_health",
    "substance_misuse",
    "accommodation",
    "travel",
    "caring",
    "work",
    "faith",
    "age_or_gender",
    "attitude",
    "other",
]
