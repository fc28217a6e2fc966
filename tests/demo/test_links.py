"""What points to another entry finds it, and what belongs to a time or an order stands there only."""

from practice_check.records.model import CaseRecord


def test_a_meeting_with_a_victim_names_one_of_the_case(caseload: list[CaseRecord]) -> None:
    met = 0
    for record in caseload:
        if record.victims is None:
            continue
        accepted = {row.row_id for row in record.victims if row.accepted}
        for row in record.victim_meetings or []:
            met += 1
            assert row.victim_id in accepted
    assert met > 100


def test_activity_days_are_planned_only_where_the_court_ordered_some(caseload: list[CaseRecord]) -> None:
    for record in caseload:
        planned = [row.rar_days for row in record.plan_actions or [] if row.rar_days]
        ordered = [other.rar_days for other in caseload if other.crn == record.crn and other.rar_days]
        assert not planned or ordered


def test_hearings_and_the_allocation_document_are_of_the_time_of_the_providers(caseload: list[CaseRecord]) -> None:
    for record in caseload:
        if record.provider not in {"NPS", "CRC"}:
            assert not record.hearings
            assert not any((record.in_allocation_document, record.cas_read, record.public_interest_reason))


def test_the_factors_of_a_case_are_each_listed_once(caseload: list[CaseRecord]) -> None:
    for record in caseload:
        tags = [row.tag for row in record.factors or []]
        assert len(tags) == len(set(tags))


def test_a_review_calls_for_another_tier_than_the_case_has(caseload: list[CaseRecord]) -> None:
    for record in caseload:
        assert all(row.tier_needed != record.tier for row in record.reviews or [] if row.tier_needed)


def test_some_of_what_is_held_jointly_is_held_with_somebody_qualified(caseload: list[CaseRecord]) -> None:
    grades = {row.officer: row.grade for record in caseload for row in record.officers or [] if row.grade != "other"}
    beside = {row.joint_with for record in caseload for row in record.officers or [] if row.joint_with}
    assert beside
    assert {grades[name] for name in beside} <= {"probation_officer", None}
