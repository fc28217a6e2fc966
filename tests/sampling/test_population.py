"""Which cases an inspection would look at: each reason to be left out, and each blank that leaves it open."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from practice_check.rulebook import Rulebook, RulebookError
from practice_check.sampling import Placing, read_programmes, usual_fieldwork
from tests.sampling.people import EXPORTED, FIELDWORK, STARTED, case, export_of, population

DAY = dt.timedelta(days=1)


def placed(rulebook: Rulebook, programme: str = "area", **fields: Any) -> Placing:
    (placing,) = population(rulebook, export_of(case(1, **fields)), programme).placings
    return placing


def test_a_case_nine_months_in_is_looked_at(rulebook: Rulebook) -> None:
    placing = placed(rulebook)
    assert (placing.standing, placing.start, placing.start_kind) == ("eligible", STARTED, "start")
    assert placing.features == {
        "rosh": "medium",
        "order-type": "community order",
        "gender": "male",
        "team": "North",
        "office": "not in this export",
        "ethnicity": "not in this export",
    }


@pytest.mark.parametrize(
    ("start", "standing"),
    [
        (dt.date(2013, 5, 20), "left_out"),
        (dt.date(2013, 5, 21), "eligible"),
        (dt.date(2013, 7, 21), "eligible"),
        (dt.date(2013, 7, 22), "left_out"),
    ],
)
def test_eight_to_ten_months_before_fieldwork_both_days_included(
    rulebook: Rulebook, start: dt.date, standing: str
) -> None:
    assert placed(rulebook, start_date=start).standing == standing


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"start_date": dt.date(2013, 1, 4)}, "started more than 10 months before fieldwork"),
        ({"start_date": dt.date(2013, 9, 4)}, "started less than 8 months before fieldwork"),
        ({"start_date": EXPORTED + DAY}, "begins after the day of the export"),
        ({"closed_date": dt.date(2013, 11, 1)}, "ended before fieldwork"),
        ({"end_date": FIELDWORK - DAY}, "ended before fieldwork"),
        (
            {"transfers": [{"direction": "out", "of": "area", "accepted": dt.date(2013, 10, 1)}]},
            "moved to another area or provider, and not back",
        ),
        ({"date_of_birth": dt.date(1996, 1, 1)}, "under 18 at the start"),
        (
            {"order_type": "post_sentence_supervision"},
            "neither a community order, a suspended sentence order nor a licence",
        ),
        (
            {"requirements": [{"type": "unpaid_work", "start": STARTED, "end": None}]},
            "an order of unpaid work, curfew, exclusion or attendance centre alone",
        ),
    ],
)
def test_who_is_left_out_and_why(rulebook: Rulebook, fields: dict[str, Any], why: str) -> None:
    placing = placed(rulebook, **fields)
    assert (placing.standing, placing.why) == ("left_out", why)


@pytest.mark.parametrize(
    ("born", "standing"),
    [(dt.date(1995, 6, 21), "left_out"), (dt.date(1995, 6, 20), "eligible"), (dt.date(1995, 6, 19), "eligible")],
)
def test_from_the_eighteenth_birthday_on_a_start_is_an_adult_s(
    rulebook: Rulebook, born: dt.date, standing: str
) -> None:
    assert placed(rulebook, date_of_birth=born).standing == standing


def test_the_age_is_that_on_the_start_that_counts(rulebook: Rulebook) -> None:
    recalled = [{"kind": "recall", "start": dt.date(2013, 2, 1), "end": STARTED}]
    placing = placed(
        rulebook,
        order_type="licence",
        start_date=dt.date(2012, 9, 1),
        statuses=recalled,
        date_of_birth=dt.date(1995, 1, 1),
    )
    assert (placing.standing, placing.start) == ("eligible", STARTED)


def test_an_order_that_runs_on_the_first_day_of_fieldwork_is_looked_at(rulebook: Rulebook) -> None:
    assert placed(rulebook, end_date=FIELDWORK).standing == "eligible"


def test_unpaid_work_beside_supervision_is_no_standalone_order(rulebook: Rulebook) -> None:
    both = [{"type": kind, "start": STARTED, "end": None} for kind in ("unpaid_work", "supervision")]
    assert placed(rulebook, requirements=both).standing == "eligible"


def test_a_release_counts_as_a_start(rulebook: Rulebook) -> None:
    recalled = [{"kind": "recall", "start": dt.date(2013, 2, 1), "end": STARTED}]
    placing = placed(rulebook, order_type="licence", start_date=dt.date(2012, 9, 1), statuses=recalled)
    assert (placing.standing, placing.start, placing.start_kind) == ("eligible", STARTED, "release")


def test_a_case_that_came_back_is_not_left_out_as_moved(rulebook: Rulebook) -> None:
    there_and_back = [
        {"direction": "out", "of": "area", "accepted": dt.date(2013, 4, 1)},
        {"direction": "in", "of": "area", "accepted": dt.date(2013, 6, 25)},
    ]
    placing = placed(rulebook, start_date=dt.date(2013, 1, 1), transfers=there_and_back)
    assert (placing.standing, placing.start_kind) == ("eligible", "transfer")


@pytest.mark.parametrize(
    ("fields", "why", "mend"),
    [
        ({"start_date": None}, "no start date is recorded", "record the day of sentence, or of release on licence"),
        (
            {"order_type": None},
            "it may be neither a community order, a suspended sentence order nor a licence",
            "record the type of order",
        ),
        (
            {"requirements": None},
            "it may be an order of unpaid work, curfew, exclusion or attendance centre alone",
            "record the requirements of the order",
        ),
    ],
)
def test_what_a_blank_leaves_open_is_not_placed_and_says_what_would_place_it(
    rulebook: Rulebook, fields: dict[str, Any], why: str, mend: str
) -> None:
    placing = placed(rulebook, **fields)
    assert (placing.standing, placing.why, placing.mend) == ("not_placed", why, mend)


def test_a_certain_reason_goes_before_an_open_one(rulebook: Rulebook) -> None:
    assert placed(rulebook, requirements=None, closed_date=dt.date(2013, 11, 1)).standing == "left_out"


@pytest.mark.parametrize(("field", "doubt"), [("transfers", "transfers"), ("date_of_birth", "the date of birth")])
def test_what_is_seldom_so_leaves_a_doubt_and_no_hole(rulebook: Rulebook, field: str, doubt: str) -> None:
    blank: dict[str, Any] = {field: None}
    placing = placed(rulebook, **blank)
    assert placing.standing == "eligible"
    assert [each.what for each in placing.doubts] == [doubt]


@pytest.mark.parametrize(
    ("levels", "group"),
    [
        (None, "not in this export"),
        ([], "not recorded"),
        ([{"level": None, "start": STARTED, "end": None}], "not recorded"),
        ([{"level": "high", "start": STARTED + 5 * DAY, "end": None}], "high"),
        (
            [
                {"level": "medium", "start": STARTED - 9 * DAY, "end": STARTED + 30 * DAY},
                {"level": "high", "start": STARTED + 30 * DAY, "end": None},
            ],
            "medium",
        ),
    ],
)
def test_the_level_is_that_at_the_start_and_unknown_is_a_group_of_its_own(
    rulebook: Rulebook, levels: list[dict[str, Any]] | None, group: str
) -> None:
    assert placed(rulebook, rosh_levels=levels).features["rosh"] == group


def test_a_person_with_two_orders_is_taken_once_by_the_one_that_began_first(rulebook: Rulebook) -> None:
    orders = [case(1, 1, start_date=STARTED + 9 * DAY), case(1, 2), case(2)]
    placings = {each.key: each for each in population(rulebook, export_of(*orders)).placings}
    assert placings["X000001", 2].standing == placings["X000002", 1].standing == "eligible"
    assert placings["X000001", 1].standing == "left_out"
    assert "another order of a person" in placings["X000001", 1].why


def test_an_old_order_does_not_hide_the_one_that_began_nine_months_ago(rulebook: Rulebook) -> None:
    orders = [case(1, 1, start_date=dt.date(2012, 1, 1)), case(1, 2)]
    assert [each.key for each in population(rulebook, export_of(*orders)).eligible] == [("X000001", 2)]


def test_a_case_that_could_not_be_read_is_not_lost(rulebook: Rulebook) -> None:
    found = population(rulebook, export_of(case(1), not_read=[("X000009", None), ("", None)]))
    assert [(each.crn, each.why) for each in found.of("not_placed")] == [
        ("", "the case could not be read"),
        ("X000009", "the case could not be read"),
    ]
    assert len(found.placings) == 3


def test_limited_access_is_marked(rulebook: Rulebook) -> None:
    assert placed(rulebook, limited_access=True).limited_access is True


def test_fieldwork_is_ten_weeks_after_the_announcement(rulebook: Rulebook) -> None:
    assert usual_fieldwork(read_programmes(rulebook)["area"], rulebook, EXPORTED) == EXPORTED + 70 * DAY


def test_the_programme_on_early_work_looks_at_cases_of_four_months(rulebook: Rulebook) -> None:
    assert placed(rulebook, "early-work", start_date=dt.date(2013, 11, 20)).standing == "eligible"
    assert placed(rulebook, "early-work").why == "started more than 5 months before fieldwork"


def test_the_programme_on_violence_takes_violent_offences_that_are_not_sexual(rulebook: Rulebook) -> None:
    assert placed(rulebook, "area-violence", offence_types=["violent"]).standing == "eligible"
    assert placed(rulebook, "area-violence", offence_types=["violent", "sexual"]).standing == "left_out"
    assert placed(rulebook, "area-violence", offence_types=["driving"]).standing == "left_out"
    assert placed(rulebook, "area-violence", offence_types=None).standing == "not_placed"
    assert placed(rulebook, "area-violence", offence_types=["violent"], closed_date=STARTED).standing == "left_out"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("own: {title: t}", "the key 'announced' is missing"),
        ("a: {title: t\n", "not valid YAML"),
        (
            "own: {title: t, announced: 10 weeks, supervised: {at_least: $supervised-at-leest, at_most: 9 months},"
            " sample: {at_least: 1, at_most: 2}, left_out: [], sources: [{report: york, para: App 2}]}",
            "'supervised-at-leest' is not a parameter; did you mean 'supervised-at-least'?",
        ),
        (
            "own: {title: t, announced: 10 weeks, supervised: {at_least: 8 months, at_most: 9 months},"
            " sample: {at_least: 1, at_most: 2}, sources: [{report: york, para: App 2}],"
            " left_out: [{name: young, words: young, as_at: start, mend: record it}]}",
            "give 'when' or 'younger_than'",
        ),
        (
            "own: {title: t, announced: 10 weeks, supervised: {at_least: 8 months, at_most: 9 months}, also: aria,"
            " sample: {at_least: 1, at_most: 2}, left_out: [], sources: [{report: york, para: App 2}]}",
            "'aria' is not a programme that stands by itself",
        ),
    ],
)
def test_a_fault_in_a_programme_is_named_with_its_line(
    rulebook: Rulebook, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "_reports").mkdir()
    (tmp_path / "_reports" / "inspection.yaml").write_text(text)
    with pytest.raises(RulebookError) as caught:
        read_programmes(rulebook, [tmp_path])
    assert told in str(caught.value)
    assert "inspection.yaml:" in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({"start_date": dt.date(2009, 3, 2), "end_date": EXPORTED + DAY}, "eligible"),
        ({"start_date": EXPORTED - DAY}, "eligible"),
        ({"start_date": EXPORTED + DAY}, "left_out"),
        ({"closed_date": EXPORTED - DAY}, "left_out"),
        ({"end_date": EXPORTED - DAY}, "left_out"),
        ({"transfers": [{"direction": "out", "of": "area", "accepted": EXPORTED - DAY}]}, "left_out"),
    ],
)
def test_an_audit_of_ones_own_looks_at_all_that_runs_whenever_it_started(
    rulebook: Rulebook, fields: dict[str, Any], standing: str
) -> None:
    assert placed(rulebook, "whole-caseload", **fields).standing == standing
