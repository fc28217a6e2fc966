"""The case record: one person and one order or licence, as a set of flat tables.

Three-valued throughout (docs/case-records.md):

* a table that is ``None`` was not in the export: everything about it is unknown;
* a column that no row was given (not in ``model_fields_set``) was not in the export: unknown;
* a cell that is ``None`` was there and blank: "not recorded" for a test of recording, unknown for a test of value.

The entities are those of the register's ``meta.data_terms`` for adult cases. Dates are ``datetime.date``; periods are
half-open: a period covers its start day and not its end day, and a blank end means that it is still open.
"""

import datetime as dt
from functools import cache
from typing import Annotated, ClassVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from practice_check.records import codes as c

Text = Annotated[str, Field(max_length=100_000)]


class Row(BaseModel):
    """A row of a table. ``row_id`` is unique within its table; ``source`` says where the row was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    row_id: str | None = None
    source: str | None = Field(None, description="file, sheet and row that the reader took it from")

    def given(self, field: str) -> bool:
        """Whether the export had this column at all."""
        return field in self.__pydantic_fields_set__


class Requirement(Row):
    type: c.RequirementType | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    outcome: c.RequirementOutcome | None = None
    hours: int | None = None


class OfficerPeriod(Row):
    officer: str | None = None
    team: str | None = None
    area: str | None = None
    manager: str | None = None
    grade: c.Grade | None = Field(None, description="the officer's grade when the case was assigned")
    trained_in: list[c.OffenceType] | None = Field(None, description="kinds of offence that the officer is trained for")
    joint_with: str | None = Field(None, description="the experienced officer with whom the case is held jointly")
    start: dt.date | None = None
    end: dt.date | None = None


class LevelPeriod(Row):
    level: c.Level | None = None
    source_system: c.LevelSource | None = None
    start: dt.date | None = None
    end: dt.date | None = None


class Registration(Row):
    type: c.RegistrationType | None = None
    level: str | None = Field(None, description="MAPPA 1 to 3, or a risk level")
    category: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    review_due: dt.date | None = None
    review_completed: dt.date | None = Field(None, description="only this says that a review took place")


class StatusPeriod(Row):
    kind: c.StatusKind | None = None
    start: dt.date | None = None
    end: dt.date | None = None


class Residence(Row):
    kind: c.ResidenceKind | None = None
    with_children: bool | None = None
    area: str | None = None
    out_of_area: bool | None = Field(None, description="outside the area of the officer in charge")
    start: dt.date | None = None
    end: dt.date | None = None


class Contact(Row):
    date: dt.date | None = None
    created: dt.date | None = Field(None, description="the day on which the entry was made")
    kind: c.ContactKind | None = None
    purpose: list[c.ContactPurpose] | None = None
    outcome: c.ContactOutcome | None = None
    officer: str | None = None
    counts_for_compliance: bool | None = Field(None, description="a national standards contact")
    absence_reason: Text | None = None
    children_seen: bool | None = None
    note: Text | None = None


class Assessment(Row):
    kind: c.AssessmentKind | None = None
    date: dt.date | None = Field(None, description="the assessor's signature")
    status: c.AssessmentStatus | None = None
    purpose: c.DocumentPurpose | None = None
    assessor: str | None = None
    submitted: dt.date | None = None
    countersigned: dt.date | None = None
    level: c.Level | None = None
    risk_to_children: c.Level | None = None
    full_needed: bool | None = Field(None, description="a screening's own answer")
    override: bool | None = Field(None, description="a full analysis was needed and was decided against")
    override_reason: Text | None = None
    child_concern: bool | None = None
    sources: list[c.Agency] | None = None
    factors: list[c.Tag] | None = Field(None, description="factors linked with offending or with harm")
    names_event: str | None = Field(None, description="row_id of the event that it answers")
    covers: list[c.Section] | None = Field(None, description="the sections that are filled in")
    barriers: list[c.Barrier] | None = Field(None, description="what may stand in the way of engagement, or none")
    text: Text | None = None


class Plan(Row):
    kind: c.PlanKind | None = None
    date: dt.date | None = None
    status: c.AssessmentStatus | None = None
    purpose: c.DocumentPurpose | None = None
    author: str | None = None
    submitted: dt.date | None = None
    countersigned: dt.date | None = None
    review_due: dt.date | None = None
    review_triggers: list[c.EventKind] | None = None
    contact_per_month: int | None = None
    victims: Text | None = Field(None, description="how victims are protected")
    agencies: list[c.Agency] | None = None
    person_involved: bool | None = None
    names_event: str | None = None
    no_change_reason: Text | None = None
    covers: list[c.Section] | None = Field(None, description="the subjects that it takes up")
    text: Text | None = None


class PlanObjective(Row):
    plan_id: str | None = None
    plan_date: dt.date | None = None
    tag: c.Tag | None = None
    owner: str | None = None
    text: Text | None = None
    individual_action: Text | None = Field(None, description="what the person has to do")
    status: c.ObjectiveStatus | None = None


class PlanAction(Row):
    plan_id: str | None = None
    plan_date: dt.date | None = None
    tag: c.Tag | None = None
    action: Text | None = None
    owner: str | None = None
    due: dt.date | None = None
    done: dt.date | None = None
    frequency: str | None = None
    rar_days: int | None = Field(None, description="rehabilitation activity days that it uses")
    barrier: c.Barrier | None = Field(None, description="the need or barrier that it is meant to meet")
    answers: str | None = Field(None, description="row_id of the MAPPA action or child protection decision it takes up")


class PlanContingency(Row):
    plan_id: str | None = None
    plan_date: dt.date | None = None
    trigger: Text | None = None
    action: Text | None = None


class Review(Row):
    of: c.ReviewOf | None = None
    date: dt.date | None = None
    form: c.ReviewForm | None = None
    status: c.AssessmentStatus | None = None
    reason: Text | None = None
    level: c.Level | None = None
    states_change: bool | None = None
    no_change_reason: Text | None = Field(None, description="why nothing changes, where nothing does")
    tier_needed: str | None = Field(None, description="the tier that it finds right, where that is another")
    tier_changed: dt.date | None = Field(None, description="when the case was moved to that tier")
    names_event: str | None = None
    reviewer: str | None = None
    sources: list[c.Agency] | None = None
    covers: list[c.Section] | None = Field(None, description="the subjects that it takes up")
    text: Text | None = None


class Event(Row):
    kind: c.EventKind | None = None
    date: dt.date | None = None
    offence_type: c.OffenceType | None = None
    with_children: bool | None = None
    domestic_abuse: bool | None = None
    response: Text | None = None
    note: Text | None = None


class Check(Row):
    agency: c.Agency | None = None
    about: str | None = Field(None, description="the person, or an address")
    requested: dt.date | None = None
    chased: dt.date | None = None
    answered: dt.date | None = None
    result: c.CheckResult | None = None
    acted: dt.date | None = None
    action: Text | None = None


class Referral(Row):
    agency: c.Agency | None = None
    date: dt.date | None = None
    reason: Text | None = None
    outcome: Text | None = None
    outcome_date: dt.date | None = None
    chased: dt.date | None = None


class Communication(Row):
    agency: c.Agency | None = None
    date: dt.date | None = None
    about: Text | None = None
    due: dt.date | None = Field(None, description="by when what it asks for is wanted")


class MappaAction(Row):
    meeting: dt.date | None = None
    level: str | None = None
    action: Text | None = None
    owner: str | None = None
    due: dt.date | None = None
    done: dt.date | None = None


class ChildProtectionEntry(Row):
    kind: c.ChildProtectionKind | None = None
    date: dt.date | None = None
    attended: bool | None = None
    report_date: dt.date | None = None
    decision: Text | None = None
    outcome: Text | None = None
    review_date: dt.date | None = None


class Child(Row):
    lives_with: bool | None = None
    in_contact: bool | None = None
    known_to_childrens_services: bool | None = None
    noted: dt.date | None = None


class Oversight(Row):
    kind: c.OversightKind | None = None
    of: c.OversightOf | None = None
    date: dt.date | None = None
    manager: str | None = None
    direction: Text | None = None
    action_due: dt.date | None = None
    action_done: dt.date | None = None
    note: Text | None = None


class Enforcement(Row):
    kind: c.EnforcementKind | None = None
    date: dt.date | None = None
    reason: c.EnforcementReason | None = None
    for_contact: str | None = Field(None, description="row_id of the contact that was missed")
    explained: bool | None = None
    entered: dt.date | None = None
    papers_in_order: bool | None = Field(None, description="breach papers that the court team did not send back")
    result: Text | None = None


class Decision(Row):
    duty: c.Duty | None = None
    date: dt.date | None = None
    reason: Text | None = None
    by: str | None = None
    agreed_by: c.AgreedBy | None = None
    about: str | None = Field(None, description="row_id of the entry that it is about")


class VictimContact(Row):
    eligible: bool | None = Field(None, description="the statutory scheme applies")
    sentence_date: dt.date | None = None
    offered: dt.date | None = None
    offer_kind: c.OfferKind | None = None
    accepted: bool | None = None
    views_on_conditions: dt.date | None = None
    told_of_release: dt.date | None = None
    conditions_requested: dt.date | None = Field(None, description="when licence conditions were sought for the victim")
    conditions_decided: dt.date | None = Field(None, description="when it was decided on those conditions")
    told_how_to_complain: dt.date | None = Field(None, description="when the victim was told how to complain")
    hospital_order: bool | None = Field(None, description="the offender is under a hospital order")
    liaison_officer: str | None = Field(None, description="the victim liaison officer named for the victim")
    restorative_justice_offered: dt.date | None = Field(None, description="when restorative justice was offered")
    restorative_justice_taken_up: bool | None = Field(None, description="the victim took up the offer")
    restorative_justice_kind: str | None = Field(None, description="a letter of apology, a meeting, or another kind")
    restorative_justice_outcome: Text | None = Field(None, description="what came of it")


class VictimMeeting(Row):
    """A meeting or call of the victim liaison officer with a victim."""

    victim_id: str | None = Field(None, description="row_id of the victim")
    date: dt.date | None = None
    notes_agreed: dt.date | None = Field(None, description="when the victim agreed the notes of it")
    note: Text | None = None


class Document(Row):
    document_class: c.DocumentClass | None = None
    date: dt.date | None = None


class Intervention(Row):
    tag: c.Tag | None = None
    name: str | None = None
    accredited: bool | None = None
    planned_start: dt.date | None = None
    started: dt.date | None = None
    completed: dt.date | None = None
    provider: str | None = None
    feedback: dt.date | None = None


class Factor(Row):
    """A factor that is linked with the person's offending, and what became of it."""

    tag: c.Tag | None = None
    noted: dt.date | None = Field(None, description="when an assessment first linked it with offending")
    progress: c.Progress | None = Field(None, description="what became of it")
    progress_noted: dt.date | None = Field(None, description="the day on which that was recorded")


class Transfer(Row):
    direction: c.TransferDirection | None = None
    of: c.TransferOf | None = None
    requested: dt.date | None = None
    accepted: dt.date | None = None
    from_area: str | None = None
    to_area: str | None = None
    documents_sent: dt.date | None = None
    in_error: bool | None = Field(None, description="to put right an allocation made in error")


class CourtReport(Row):
    kind: c.CourtReportKind | None = None
    date: dt.date | None = None
    proposal: Text | None = None
    proposed_requirements: list[c.RequirementType] | None = None
    written_copy: dt.date | None = None
    provider_consulted: dt.date | None = Field(None, description="when the CRC was asked what it could offer")
    covers: list[c.Section] | None = Field(None, description="the sections that are filled in")


class Hearing(Row):
    """A hearing in court while the case was with a provider that was not in court itself."""

    date: dt.date | None = None
    result: Text | None = Field(None, description="what came of it, bail included")
    provider_told: dt.date | None = Field(None, description="when the CRC was told of it")
    information_used: bool | None = Field(None, description="whether what the CRC sent was put before the court")


class Judgement(Row):
    """An assessor's answer: about a rule, and where it matters about one of its occasions (by the opening day)."""

    rule: str | None = None
    question: int | None = Field(None, description="which of the rule's questions, from 1; blank for the whole rule")
    opened: dt.date | None = None
    about: str | None = Field(None, description="row_id of the entry, or the factor, that the answer is about")
    answer: c.Answer | None = None
    assessor: str | None = None
    date: dt.date | None = None
    reasons: list[str] | None = None
    note: Text | None = None
    evidence: str | None = None


class Cover(BaseModel):
    """What a table covers. ``start`` None: from the beginning; ``end`` None: to the day of the export."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    start: dt.date | None = Field(None, alias="from")
    end: dt.date | None = Field(None, alias="to")


def _only_named(value: object) -> object:
    return {} if value is None else value


class CaseRecord(Row):
    """One person and one order or licence. The key is ``crn`` and ``event_number``."""

    #: Tables that belong to the person, whichever order they were entered under (design 2, decision 10).
    PERSON_TABLES: ClassVar[frozenset[str]] = frozenset(
        {
            "rosh_levels",
            "registrations",
            "statuses",
            "residences",
            "contacts",
            "assessments",
            "plans",
            "plan_objectives",
            "plan_actions",
            "plan_contingencies",
            "reviews",
            "checks",
            "referrals",
            "communications",
            "mappa_actions",
            "child_protection",
            "children",
            "oversight",
            "events",
            "decisions",
        }
    )

    #: Of a record under pseudonyms: how the person's own name looks in its hidden texts, in small letters.
    _own_words: frozenset[str] = PrivateAttr(default=frozenset())

    crn: str = Field(pattern=r"^[A-Z]\d{6}$")
    event_number: int = Field(1, ge=1)
    exported_on: dt.date | None = Field(None, description="the day on which the export was made")
    name: str | None = None
    date_of_birth: dt.date | None = None
    gender: c.Gender | None = None
    ethnicity: str | None = None
    disability: bool | None = None
    limited_access: bool | None = None
    provider: c.Provider | None = None
    previous_provider: c.Provider | None = Field(None, description="who had supervised the person before the sentence")
    interpreter_required: bool | None = Field(None, description="the person's first language is not the court's")
    area: str | None = None
    team: str | None = None
    manager: str | None = None
    officer: str | None = None
    tier: str | None = None
    order_type: c.OrderType | None = None
    sentence_date: dt.date | None = None
    start_date: dt.date | None = Field(None, description="sentence for a community order, release for a licence")
    end_date: dt.date | None = Field(None, description="when the order or licence is due to end")
    closed_date: dt.date | None = Field(None, description="when it ended early, or the file was closed")
    custody_months: float | None = None
    offence_types: list[c.OffenceType] | None = None
    rar_days: int | None = None
    children_asked: dt.date | None = Field(None, description="when the person was asked about children")
    children_known: c.YesNoSome | None = None
    gp_registered: bool | None = None
    mappa_eligible: bool | None = None
    rsr_score: float | None = None
    rsr_date: dt.date | None = None
    cas_date: dt.date | None = None
    full_rosh_required: bool | None = None
    allocated_to: c.Provider | None = None
    allocation_date: dt.date | None = None
    nps_criterion: bool | None = Field(
        None, description="another ground for the NPS: deportation, deferred, public interest"
    )
    deportation: bool | None = Field(None, description="subject to deportation, or liable to it")
    deferred_sentence: bool | None = Field(None, description="the court has put off the sentence")
    public_interest: bool | None = Field(None, description="there is a public interest in the case")
    public_interest_reason: Text | None = Field(None, description="why it counts as a case of public interest")
    in_allocation_document: list[c.Section] | None = Field(None, description="its sections that are filled in")
    cas_answered_in_full: bool | None = Field(None, description="no significant question is marked as not known")
    cas_outstanding_actions: Text | None = Field(None, description="what it says is left to do about the risk of harm")
    cas_read: dt.date | None = Field(None, description="when the officer in charge first opened it")
    personality_disorder: bool | None = Field(None, description="noted, or screened for and found")

    covers: Annotated[dict[str, Cover], BeforeValidator(_only_named)] = Field(default_factory=dict)

    requirements: list[Requirement] | None = None
    officers: list[OfficerPeriod] | None = None
    rosh_levels: list[LevelPeriod] | None = None
    registrations: list[Registration] | None = None
    statuses: list[StatusPeriod] | None = None
    residences: list[Residence] | None = None
    contacts: list[Contact] | None = None
    assessments: list[Assessment] | None = None
    plans: list[Plan] | None = None
    plan_objectives: list[PlanObjective] | None = None
    plan_actions: list[PlanAction] | None = None
    plan_contingencies: list[PlanContingency] | None = None
    reviews: list[Review] | None = None
    events: list[Event] | None = None
    checks: list[Check] | None = None
    referrals: list[Referral] | None = None
    communications: list[Communication] | None = None
    mappa_actions: list[MappaAction] | None = None
    child_protection: list[ChildProtectionEntry] | None = None
    children: list[Child] | None = None
    oversight: list[Oversight] | None = None
    enforcement: list[Enforcement] | None = None
    decisions: list[Decision] | None = None
    victims: list[VictimContact] | None = None
    victim_meetings: list[VictimMeeting] | None = None
    documents: list[Document] | None = None
    interventions: list[Intervention] | None = None
    factors: list[Factor] | None = None
    transfers: list[Transfer] | None = None
    court_reports: list[CourtReport] | None = None
    hearings: list[Hearing] | None = None
    judgements: list[Judgement] | None = None

    @property
    def key(self) -> tuple[str, int]:
        return (self.crn, self.event_number)

    @property
    def own_words(self) -> frozenset[str]:
        return self._own_words


@cache
def tables() -> dict[str, type[Row]]:
    """Every table of a case record with the model of its rows, in the order of the template."""
    found: dict[str, type[Row]] = {}
    for name, field in CaseRecord.model_fields.items():
        row = _row_model(field.annotation)
        if row is not None:
            found[name] = row
    return found


def _row_model(annotation: object) -> type[Row] | None:
    for part in get_args(annotation):
        for inner in get_args(part):
            if isinstance(inner, type) and issubclass(inner, Row):
                return inner
    return None


def case_fields() -> list[str]:
    """The fields of the case itself: all that are neither a table nor what the tables cover."""
    return [
        name for name in CaseRecord.model_fields if name not in tables() and name not in {"covers", "row_id", "source"}
    ]
