"""Each trap that nDelius extracts are known to hold, read by the shipped mapping and held field by field."""

import datetime as dt
from pathlib import Path

import pytest

from tests.mappings.held import covers_nothing, entries
from tests.mappings.ndelius_export import (
    MASKED,
    NOT_VISITED,
    ROWS_LEFT_OUT,
    SPELLINGS,
    TWO_ORDERS,
    VISITED,
    Extract,
    Read,
    read_extract,
)


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return read_extract(tmp_path_factory.mktemp("ndelius"))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# -------------------------------------------------------------------- reminders


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(106, id="a register review due in the future (ERGR)"),
        pytest.param(107, id="a RoSH register review whose day has passed (RGR010)"),
        pytest.param(108, id="a reminder to review enforcement (ARWS)"),
    ],
)
def test_a_reminder_is_nothing(extract: Read, number: int) -> None:
    assert str(number) not in extract.contact_ids(NOT_VISITED)
    assert entries(extract.case(NOT_VISITED), "reviews", "date") == []
    (said,) = extract.said("a reminder that nDelius makes for a later day")
    assert "3 rows" in said.message


def test_only_a_completed_register_review_is_a_review(extract: Read) -> None:
    assert entries(extract.case(VISITED), "reviews", "of", "form", "date") == [
        ("rosh", "register_review", "2025-09-01"),
    ]


def test_a_review_due_is_kept_as_due_and_not_as_completed(tmp_path: Path) -> None:
    sheets = Extract()
    headings, _ = sheets.sheets["registrations"]
    row = (SPELLINGS, "RCPR", "", "", "05/06/2025", "", "05/12/2025", "", "0")
    sheets.sheets["registrations"] = (headings, [row])
    read = read_extract(tmp_path, sheets)
    assert entries(read.case(SPELLINGS), "registrations", "type", "review_due", "review_completed") == [
        ("child_protection", "2025-12-05", None),
    ]


@pytest.mark.parametrize(("completed", "is_review"), [("Y", True), ("N", False), ("", False)])
def test_a_row_of_the_review_sheet_counts_when_it_is_completed(tmp_path: Path, completed: str, is_review: bool) -> None:
    sheets = Extract()
    sheets.sheets["registration reviews"] = (
        ("CRN", "Register Type", "Review Date", "Completed"),
        [(NOT_VISITED, "High RoSH", "01/09/2025", completed)],
    )
    found = entries(read_extract(tmp_path, sheets).case(NOT_VISITED), "reviews", "of", "date")
    assert found == ([("rosh", "2025-09-01")] if is_review else [])


# -------------------------------------------------------------------- home visits


@pytest.mark.parametrize(
    ("number", "kind", "outcome"),
    [
        pytest.param(201, "home_visit", "attended", id="a visit"),
        pytest.param(102, "doorstep", "attended", id="on the doorstep (CODC)"),
        pytest.param(103, "home_visit", "unacceptable_absence", id="failed (UAAB)"),
        pytest.param(104, "home_visit", "rescheduled_by_service", id="moved by the service (RSSR)"),
        pytest.param(105, "home_visit", None, id="still to come"),
        pytest.param(203, "home_visit", "acceptable_absence", id="two labels that both say home visit (C253), not met"),
    ],
)
def test_the_outcome_says_whether_a_home_visit_was_one(
    extract: Read, number: int, kind: str, outcome: str | None
) -> None:
    contact = extract.contact(number)
    assert (contact.kind, contact.outcome) == (kind, outcome)


def test_a_visit_still_to_come_keeps_its_day(extract: Read) -> None:
    assert extract.contact(105).date == day("2025-12-05")
    assert extract.contact(105).created == day("2025-11-20")
    assert extract.export.exported_on == day("2025-11-21")


def test_no_outcome_on_a_past_appointment_is_an_outcome_not_recorded(extract: Read) -> None:
    contact = extract.contact(503)
    assert contact.given("outcome")
    assert contact.outcome is None


# -------------------------------------------------------------------- codes with two labels


@pytest.mark.parametrize(
    ("number", "table"),
    [
        pytest.param(202, "plans", id="case allocated or initial sentence plan (C070) is no plan"),
        pytest.param(204, "enforcement", id="a decision on recall (CNPS) is no recall"),
    ],
)
def test_a_code_with_two_labels_says_only_what_both_say(extract: Read, number: int, table: str) -> None:
    assert str(number) not in extract.contact_ids(VISITED)
    sources = [entry.source for entry in getattr(extract.case(VISITED), table) or []]
    row = {202: "row 11", 204: "row 13"}[number]
    assert not any(str(source).endswith(row) for source in sources)


def test_a_programme_session_labelled_office_visit_stays_a_programme_session(extract: Read) -> None:
    assert extract.contact(205).kind == "programme"


def test_labels_stand_for_codes_where_there_are_no_codes(tmp_path: Path) -> None:
    sheets = Extract().without_column("contacts", "Type Code")
    read = read_extract(tmp_path, sheets)
    assert {number: read.contact(number).kind for number in (101, 102, 201, 504)} == {
        101: "office",
        102: "doorstep",
        201: "home_visit",
        504: "unpaid_work",
    }
    assert [(problem.column, problem.value) for problem in read.said("nobody has said what the code")] == [
        ("Contact Type", "Office visit")
    ]


# -------------------------------------------------------------------- spellings


@pytest.mark.parametrize(
    ("number", "on"),
    [
        pytest.param(101, "2025-06-04", id="dd/MM/yyyy"),
        pytest.param(102, "2025-06-12", id="ISO"),
        pytest.param(103, "2025-06-20", id="DD-MON-RR"),
        pytest.param(601, "2025-06-11", id="ISO with a time"),
    ],
)
def test_dates_are_read_in_every_form_of_one_column(extract: Read, number: int, on: str) -> None:
    assert extract.contact(number).date == day(on)


def test_a_level_is_one_however_it_is_spelt(extract: Read) -> None:
    assert entries(extract.case(SPELLINGS), "registrations", "start", "type", "level") == [
        ("2025-06-05", "risk_to_children", "very_high"),
        ("2025-06-05", "statutory_victim_contact", None),
        ("2025-06-12", "risk_to_children", "very_high"),
        ("2025-06-19", "risk_to_children", "very_high"),
        ("2025-06-26", "risk_to_children", "very_high"),
    ]


def test_the_misspelt_very_high_register_is_very_high(extract: Read) -> None:
    assert entries(extract.case(SPELLINGS), "rosh_levels", "level", "source_system", "start", "end") == [
        ("very_high", "register", "2025-06-05", None)
    ]


def test_null_and_none_say_that_nothing_was_recorded(extract: Read) -> None:
    assert entries(extract.case(VISITED), "rosh_levels", "level", "start", "end") == [
        ("high", "2025-06-03", "2025-09-01"),
        ("medium", "2025-09-01", None),
    ]
    contact = extract.contact(601)
    assert (contact.outcome, contact.note) == (None, None)
    assert contact.given("note")
    assert extract.case(VISITED).ethnicity is None


def test_mappa_keeps_its_level_and_category(extract: Read) -> None:
    assert entries(extract.case(VISITED), "registrations", "type", "level", "category") == [("mappa", "2", "1")]


def test_a_birthday_of_two_figures_is_a_fault_and_no_guess(extract: Read) -> None:
    assert not extract.case(SPELLINGS).given("date_of_birth")
    assert [problem.value for problem in extract.export.problems if problem.column == "Date of Birth"] == ["05-APR-68"]


# -------------------------------------------------------------------- rows that are left out, and said


@pytest.mark.parametrize(
    ("number", "reason", "rows"),
    [
        pytest.param(501, "deleted in nDelius", 1, id="soft-deleted"),
        pytest.param(502, "not by anybody who saw the person", 1, id="system-generated"),
        pytest.param(505, "no contact with the person", 3, id="an internal message (C326), beside C070 and CNPS"),
        pytest.param(506, "of what is entered elsewhere", 1, id="a new registration (ERGN)"),
        pytest.param(507, "which assessment or plan it is", 1, id="an OASys completed (C004)"),
    ],
)
def test_a_row_that_is_no_evidence_is_left_out_and_said(extract: Read, number: int, reason: str, rows: int) -> None:
    assert str(number) not in extract.contact_ids(ROWS_LEFT_OUT)
    assert [problem.rows for problem in extract.said(reason) if problem.sheet == "contacts"] == [rows]


def test_unpaid_work_is_entered_by_the_system_and_counts(extract: Read) -> None:
    assert (extract.contact(504).kind, extract.contact(504).outcome) == ("unpaid_work", "attended")


def test_a_warning_that_the_system_entered_is_a_warning(extract: Read) -> None:
    assert entries(extract.case(VISITED), "enforcement", "kind", "date") == [("warning", "2025-06-24")]


def test_a_deleted_registration_is_none(extract: Read) -> None:
    assert entries(extract.case(ROWS_LEFT_OUT), "rosh_levels", "level") == []


def test_a_fine_is_no_case(extract: Read) -> None:
    assert [record.event_number for record in extract.export.records if record.crn == ROWS_LEFT_OUT] == [1]


def test_an_address_that_is_proposed_is_not_lived_at(extract: Read) -> None:
    assert entries(extract.case(VISITED), "residences", "kind", "start", "end") == [
        ("approved_premises", "2025-06-03", "2025-07-01"),
        ("other", "2025-07-01", None),
    ]


def test_an_officer_called_unallocated_is_none(extract: Read) -> None:
    assert entries(extract.case(VISITED), "officers", "officer", "grade", "start") == [
        ("Eve Marsh", "probation_officer", "2025-06-05")
    ]


# -------------------------------------------------------------------- people and orders


def test_a_masked_name_is_limited_access_and_unknown(extract: Read) -> None:
    masked = extract.case(MASKED)
    assert masked.limited_access is True
    assert not any(masked.given(name) for name in ("name", "date_of_birth", "gender", "ethnicity"))
    assert not extract.contact(401).given("officer")
    assert not (masked.residences or [])[0].given("kind")
    assert extract.case(VISITED).limited_access is False


def test_one_person_with_several_orders_is_a_case_for_each(extract: Read) -> None:
    order, licence = extract.case(TWO_ORDERS, 1), extract.case(TWO_ORDERS, 2)
    assert (order.order_type, order.start_date, order.rar_days) == ("community_order", day("2025-06-05"), 15)
    assert (licence.order_type, licence.start_date) == ("licence", day("2025-06-09"))
    assert order.name == licence.name == "Lee Cedar"


def test_a_contact_without_an_event_is_the_persons(extract: Read) -> None:
    assert extract.contact_ids(TWO_ORDERS) == {"301", "302"}
    assert extract.contact(301).kind == "home_visit"


def test_what_belongs_to_an_order_stays_with_it(extract: Read) -> None:
    assert entries(extract.case(TWO_ORDERS, 2), "enforcement", "kind", "date") == [("recall_requested", "2025-08-01")]
    assert entries(extract.case(TWO_ORDERS, 1), "enforcement", "kind") == []


def test_an_order_may_be_named_by_the_id_of_its_event(tmp_path: Path) -> None:
    read = read_extract(tmp_path, Extract().with_event_ids("contacts"))
    assert entries(read.case(TWO_ORDERS, 2), "enforcement", "kind", "date") == [("recall_requested", "2025-08-01")]
    assert read.said("no single match") == []


def test_custody_and_recall_are_statuses(extract: Read) -> None:
    assert entries(extract.case(TWO_ORDERS), "statuses", "kind", "start", "end") == [
        ("custody", "2025-01-14", "2025-06-09"),
        ("recall", "2025-08-04", None),
    ]
    assert entries(extract.case(VISITED), "statuses", "kind") == []


def test_an_absence_for_remand_opens_a_remand_whose_end_nobody_knows(tmp_path: Path) -> None:
    sheets = Extract().with_row(
        "contacts", CRN=VISITED, Contact_Date="10/06/2025", Type_Code="COAP", Outcome_Code="AARC"
    )
    read = read_extract(tmp_path, sheets)
    (remand,) = read.case(VISITED).statuses or []
    assert (remand.kind, str(remand.start)) == ("remand", "2025-06-10")
    assert not remand.given("end")
    assert not covers_nothing(read.case(VISITED), "statuses")


def test_requirements_say_how_they_ended(extract: Read) -> None:
    assert entries(extract.case(VISITED), "requirements", "type", "end", "outcome") == [
        ("curfew", None, None),
        ("unpaid_work", "2025-10-20", "completed"),
    ]
    assert [each.hours for each in extract.case(VISITED).requirements or [] if each.type == "unpaid_work"] == [80]


# -------------------------------------------------------------------- what else the contacts tell


@pytest.mark.parametrize(
    ("number", "counts"),
    [
        pytest.param(201, True, id="the extract says so"),
        pytest.param(401, True, id="blank, and the code is a national standards one"),
        pytest.param(602, False, id="blank, and the code is not (C031)"),
        pytest.param(302, False, id="a message"),
    ],
)
def test_only_national_standards_contacts_count_for_compliance(extract: Read, number: int, counts: bool) -> None:
    assert extract.contact(number).counts_for_compliance is counts


def test_a_check_and_its_answer_are_one(extract: Read) -> None:
    assert entries(extract.case(VISITED), "checks", "agency", "requested", "answered") == [
        ("childrens_services", "2025-06-04", "2025-06-16"),
        ("police_domestic_abuse", None, "2025-06-18"),
    ]


def test_a_child_related_contact_may_have_been_a_check_on_an_unknown_day(extract: Read) -> None:
    assert entries(extract.case(SPELLINGS), "checks", "agency", "requested", "answered") == [
        ("childrens_services", "(unknown)", "(unknown)")
    ]
    assert entries(extract.case(SPELLINGS), "communications", "agency", "date") == [
        ("childrens_services", "2025-06-09")
    ]


def test_oversight_meetings_and_events_are_theirs(extract: Read) -> None:
    record = extract.case(VISITED)
    assert entries(record, "oversight", "kind", "date", "manager") == [("discussion", "2025-06-30", "Sam Holt")]
    assert entries(record, "child_protection", "kind", "date", "attended") == [("conference", "2025-07-01", True)]
    assert entries(record, "events", "kind", "date", "offence_type") == [("arrest", "2025-07-02", "(unknown)")]


def test_nothing_else_is_wrong_with_the_extract(extract: Read) -> None:
    assert [problem.column for problem in extract.export.problems if problem.is_fault] == ["Date of Birth"]
    assert len(extract.export.records) == 7


def test_a_departure_by_professional_judgement_is_a_decision(tmp_path: Path) -> None:
    """CO05 on the contact itself, and CTPJ, which does not say of what."""
    sheets = Extract()
    row = {"CRN": MASKED, "Event": "1", "Type_Code": "COAP", "Outcome_Code": "CO05"}
    sheets.with_row("contacts", **row, Contact_Date="16/06/2025", Notes="Hospital")
    sheets.with_row("contacts", CRN=MASKED, Type_Code="CTPJ", Contact_Date="17/06/2025", Notes="No visit needed")
    read = read_extract(tmp_path, sheets)
    assert entries(read.case(MASKED), "decisions", "date", "duty", "reason", "agreed_by") == [
        ("2025-06-16", "warning", "Hospital", "(unknown)"),
        ("2025-06-17", "(unknown)", "No visit needed", "(unknown)"),
    ]
    outcomes = {each.outcome for each in read.case(MASKED).contacts or []}
    assert outcomes == {"attended", "acceptable_absence"}


def test_a_transfer_asked_for_and_accepted_is_one_and_its_way_is_unknown(tmp_path: Path) -> None:
    sheets = Extract()
    sheets.with_row("contacts", CRN=MASKED, Event="1", Type_Code="ETTR", Contact_Date="01/07/2025")
    sheets.with_row("contacts", CRN=MASKED, Event="1", Type_Code="ETTA", Contact_Date="08/07/2025")
    read = read_extract(tmp_path, sheets)
    assert entries(read.case(MASKED), "transfers", "requested", "accepted", "direction") == [
        ("2025-07-01", "2025-07-08", "(unknown)")
    ]


def test_the_decision_on_allocation_dates_the_case(tmp_path: Path) -> None:
    sheets = Extract().with_row("contacts", CRN=MASKED, Event="1", Type_Code="ICAD", Contact_Date="06/06/2025")
    assert read_extract(tmp_path, sheets).case(MASKED).allocation_date == day("2025-06-06")


def test_an_enforcement_sheet_dates_each_action_on_the_contact_it_answers(tmp_path: Path) -> None:
    sheets = Extract()
    sheets.sheets["enforcement actions"] = (
        ("CRN", "Event Number", "Contact ID", "Enforcement Action", "Action Taken Date"),
        [(NOT_VISITED, "1", "103", "EA02", "25/06/2025"), (NOT_VISITED, "1", "103", "ROM", "23/06/2025")],
    )
    assert entries(read_extract(tmp_path, sheets).case(NOT_VISITED), "enforcement", "kind", "date", "for_contact") == [
        ("warning", "2025-06-25", "103")
    ]


def test_licence_conditions_are_requirements_and_standard_ones_are_not(tmp_path: Path) -> None:
    sheets = Extract()
    sheets.sheets["licence conditions"] = (
        ("CRN", "Event Number", "Main Category", "Start Date"),
        [(TWO_ORDERS, "2", "Exclusion", "09/06/2025"), (TWO_ORDERS, "2", "Standard Licence Conditions", "09/06/2025")],
    )
    licence = read_extract(tmp_path, sheets).case(TWO_ORDERS, 2)
    assert entries(licence, "requirements", "type", "start") == [("exclusion", "2025-06-09")]
    assert not covers_nothing(licence, "requirements")


@pytest.mark.parametrize(
    ("sheet", "names"),
    [
        pytest.param(
            "contacts",
            {
                "Contact ID": "contact_id",
                "Event": "event_number",
                "Contact Date": "contact_date",
                "Created Date": "created_datetime",
                "Type Code": "contact_type_code",
                "Outcome Code": "contact_outcome_code",
                "Deleted": "soft_deleted",
                "SGC Flag": "sgc_flag",
            },
            id="contacts of the database",
        ),
        pytest.param(
            "contacts",
            {
                "Contact ID": "contactId",
                "Event": "eventNumber",
                "Contact Date": "contactStart",
                "Created Date": "createdDateTime",
                "Type Code": "type.code",
                "Contact Type": "type.description",
                "Outcome Code": "outcome.code",
                "NS": "nationalStandard",
                "Deleted": "softDeleted",
                "SGC Flag": "systemGenerated",
            },
            id="contacts of the API",
        ),
        pytest.param(
            "registrations",
            {
                "Type Code": "type.code",
                "Level": "registerLevel.code",
                "Category": "registerCategory.code",
                "Registration Date": "startDate",
                "Deregistration Date": "endDate",
                "Next Review Date": "nextReviewDate",
                "Deleted": "softDeleted",
            },
            id="registrations of the API",
        ),
    ],
)
def test_the_same_is_read_under_other_headings(
    extract: Read, tmp_path: Path, sheet: str, names: dict[str, str]
) -> None:
    read = read_extract(tmp_path, Extract().renamed(sheet, names))
    for crn in (NOT_VISITED, VISITED, ROWS_LEFT_OUT, SPELLINGS):
        for table, fields in {
            "contacts": ("row_id", "date", "created", "kind", "outcome"),
            "registrations": ("type", "level", "category", "start", "end", "review_due"),
            "rosh_levels": ("level", "start", "end"),
            "enforcement": ("kind", "date"),
        }.items():
            assert entries(read.case(crn), table, *fields) == entries(extract.case(crn), table, *fields)


def test_labels_of_registers_stand_for_their_codes(tmp_path: Path) -> None:
    sheets = Extract().with_row(
        "registrations", CRN=MASKED, Type_Code="Child Protection", Registration_Date="01/07/2025"
    )
    sheets.with_row("registrations", CRN=MASKED, Type_Code="Very High RoSH", Registration_Date="01/07/2025")
    read = read_extract(tmp_path, sheets)
    assert entries(read.case(MASKED), "registrations", "type") == [("child_protection",)]
    assert ("very_high",) in entries(read.case(MASKED), "rosh_levels", "level")


# -------------------------------------------------------------------- what the tables cover

WHOLE = "contacts oversight enforcement decisions checks child_protection referrals transfers registrations rosh_levels"


@pytest.mark.parametrize("table", [*WHOLE.split(), "officers", "statuses", "residences"])
def test_a_sheet_that_is_there_and_has_no_row_says_that_there_is_none(extract: Read, table: str) -> None:
    record = extract.case(MASKED)
    assert getattr(record, table) is not None
    assert table not in record.covers


@pytest.mark.parametrize("table", ["reviews", "events", "communications"])
def test_no_row_says_nothing_where_other_systems_and_notes_hold_more(extract: Read, table: str) -> None:
    assert all(covers_nothing(record, table) for record in extract.export.records)


def test_a_licence_without_its_conditions_is_unknown_in_its_requirements(extract: Read) -> None:
    assert covers_nothing(extract.case(TWO_ORDERS, 2), "requirements")
    assert not covers_nothing(extract.case(TWO_ORDERS, 1), "requirements")


@pytest.mark.parametrize(
    ("sheet", "tables"),
    [
        ("registrations", ["registrations", "rosh_levels"]),
        ("requirements", ["requirements"]),
        ("officers", ["officers"]),
        ("addresses", ["residences"]),
        ("contacts", ["contacts", "oversight", "enforcement", "checks", "decisions"]),
    ],
)
def test_a_sheet_that_is_absent_leaves_its_tables_unknown(tmp_path: Path, sheet: str, tables: list[str]) -> None:
    read = read_extract(tmp_path, Extract().without_sheet(sheet))
    for record in read.export.records:
        assert [table for table in tables if not covers_nothing(record, table)] == []


@pytest.mark.parametrize("table", ["assessments", "plans", "victims", "court_reports", "children", "documents"])
def test_what_ndelius_does_not_hold_is_unknown(extract: Read, table: str) -> None:
    assert all(getattr(record, table) is None for record in extract.export.records)


def test_without_custody_in_the_extract_nobody_is_taken_to_be_free(tmp_path: Path) -> None:
    read = read_extract(tmp_path, Extract().without_column("events", "Custody Status"))
    assert all(covers_nothing(record, "statuses") for record in read.export.records)


def test_a_code_that_nobody_knows_makes_no_gap(tmp_path: Path) -> None:
    sheets = Extract().with_row(
        "contacts", CRN=MASKED, Contact_Date="10/06/2025", Type_Code="ZZ99", Outcome_Code="ATTC"
    )
    read = read_extract(tmp_path, sheets)
    (said,) = read.said("nobody has said what the code 'ZZ99' means")
    assert said.sheet == "contacts"
    assert covers_nothing(read.case(MASKED), "contacts")
    assert not covers_nothing(read.case(VISITED), "contacts")
