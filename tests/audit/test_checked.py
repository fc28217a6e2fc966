"""What a worker hands over: JSON that is byte for byte that of the models, and numbers that agree with it."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from practice_check.audit import Options, check
from practice_check.audit.checked import CheckedCase, carried_of, checked_of, json_of
from practice_check.audit.json_text import date, listed, quoted
from practice_check.audit.json_text import text as text_or_null
from practice_check.audit.light import Light
from practice_check.audit.numbers import Numbers
from practice_check.audit.officers import Officers
from practice_check.audit.person import Checker, Scope
from practice_check.demo import generate
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord, OfficerPeriod, tables
from practice_check.rulebook import Rulebook
from practice_check.timeline.days import NEVER
from practice_check.vocabulary.wanting import Want

_HOSTILE = 'A "quoted"\\ name\twith \x1f, \u2028, é and 😀'


def _damaged(record: CaseRecord, number: int) -> CaseRecord:
    """The same with some tables not in the export, some cells blank, some columns not given, and a hostile name."""
    changed: dict[str, Any] = {"officer": _HOSTILE, "name": _HOSTILE}
    for place, name in enumerate(tables(), number):
        rows = getattr(record, name)
        if place % 7 == 0:
            changed[name] = None
        elif rows and place % 2:
            lacking = set(rows[0].model_fields_set) - {"row_id", "source", "start", "date"}
            left_out = sorted(lacking)[number % 3 :: 3]
            changed[name] = [
                row.model_construct(row.model_fields_set - set(left_out), **row.model_dump(exclude=set(left_out)))
                for row in rows
            ]
    return record.model_copy(update={**changed, "officers": []})


@pytest.fixture(scope="module")
def people() -> list[list[CaseRecord]]:
    found: dict[str, list[CaseRecord]] = {}
    for record in generate(10, 11):
        found.setdefault(record.crn, []).append(record)
    return [
        [_damaged(record, place) for record in orders] if place % 2 else orders
        for place, orders in enumerate(found.values())
    ]


@pytest.fixture(scope="module")
def as_of(people: list[list[CaseRecord]]) -> int:
    return max(record.exported_on for orders in people for record in orders if record.exported_on).toordinal()


@pytest.fixture(scope="module")
def checked(rulebook: Rulebook, people: list[list[CaseRecord]], as_of: int) -> list[list[CheckedCase]]:
    checker = Checker(rulebook, Scope(None, frozenset(rulebook.rules)))
    return [checker.person(orders, as_of) for orders in people]


def _cases(checked: list[list[CheckedCase]]) -> list[CheckedCase]:
    return [case for cases in checked for case in cases]


def test_the_bytes_are_those_of_the_models(checked: list[list[CheckedCase]]) -> None:
    words = set()
    for case in _cases(checked):
        assert json_of(case.summary()) == case.summary_json
        history = case.history()
        assert history is not None and json_of(history) == case.history_json
        for body, finding in zip(case.carried.bodies, case.findings(), strict=True):
            assert json_of(finding) == body
            words.add(finding.verdict)
    assert words >= {"gap", "met", "met_late", "due", "cannot_tell", "needs_judgement", "not_applicable"}
    hostile = [finding for case in _cases(checked) for finding in case.findings() if finding.officer_now == _HOSTILE]
    assert {finding.officer for finding in hostile} - {None} and any(finding.evidence for finding in hostile)


def test_findings_in_memory_say_the_same_and_share_what_they_have_in_common(checked: list[list[CheckedCase]]) -> None:
    light = Light()
    bodies = [body for case in _cases(checked) for body in case.carried.bodies]
    findings = [light.finding(body) for body in bodies]
    assert [json_of(finding) for finding in findings] == bodies
    assert len({id(finding.__pydantic_fields_set__) for finding in findings}) == 1
    reasons = [reason for finding in findings for reason in finding.reasoning]
    assert len({id(reason) for reason in reasons}) == len({(one.text, one.came_to) for one in reasons}) < len(reasons)


def test_the_lists_beside_the_findings_say_what_they_say(checked: list[list[CheckedCase]]) -> None:
    for case in _cases(checked):
        findings = case.findings()
        assert case.carried == carried_of(findings)
        assert case.counts == Counter(finding.verdict for finding in findings)
        assert case.worst == case.summary().worst and case.officer == case.summary().officer
        assert case.not_applicable == Counter(one.rule for one in findings if one.verdict == "not_applicable")
        recorded = [finding for finding in findings if finding.verdict in {"met", "met_late"}]
        assert (case.recorded, case.unjudged) == (len(recorded), sum(one.presence_only for one in recorded))
        assert {finding.officer_now for finding in findings} == {case.officer}
        assert case.rules == {finding.rule for finding in findings}


def test_a_number_means_the_same_in_all_cases_of_a_person(checked: list[list[CheckedCase]]) -> None:
    of_absent: dict[int, str] = {}
    for cases in checked:
        known: dict[int, Want] = {}
        for case in cases:
            assert not known.keys() & {number for number, _ in case.wants}
            known.update(case.wants)
            assert {number for numbers in case.carried.wanting.values() for number in numbers} <= known.keys()
        for number, want in known.items():
            if want.lack == "absent":
                assert of_absent.setdefault(number, want.table) == want.table
                assert number <= len(tables())
            else:
                assert number > len(tables())
    assert len(of_absent) > 1


def test_the_same_row_wanting_for_two_orders_has_one_number_and_two_rows_without_a_source_have_two() -> None:
    numbers = Numbers()
    row = Want("blank", "contacts", "outcome", "cases.xlsx, contacts, row 4", "office visit, 2 Mar 2026")
    unplaced = Want("blank", "contacts", "outcome", None, "office visit, 2 Mar 2026")
    first = numbers.of([row, row, unplaced, Want("uncovered", "contacts")], "X900001", 1)
    assert len(first) == len(set(first)) == 3
    assert [number for number, _ in numbers.taken()] == first
    second = numbers.of([row, unplaced, Want("uncovered", "contacts")], "X900001", 2)
    assert second[0] == first[0] and not {*second[1:]} & {*first}
    assert [number for number, _ in numbers.taken()] == second[1:]


def test_what_does_not_apply_is_counted_all_the_same(
    rulebook: Rulebook, people: list[list[CaseRecord]], as_of: int, checked: list[list[CheckedCase]]
) -> None:
    checker = Checker(rulebook, Scope(None, frozenset(rulebook.rules)), not_applicable=False)
    for orders, cases in zip(people, checked, strict=True):
        for without, case in zip(checker.person(orders, as_of), cases, strict=True):
            applies = [finding for finding in case.findings() if finding.verdict != "not_applicable"]
            assert without.findings() == applies
            assert len(applies) < len(case.carried)
            assert without.summary_json == case.summary_json and without.history_json == case.history_json
            assert (without.counts, without.not_applicable) == (case.counts, case.not_applicable)
            assert (without.wants, without.departures, without.packs) == (case.wants, case.departures, case.packs)
            assert (without.recorded, without.unjudged) == (case.recorded, case.unjudged)
            assert without.rules == case.rules


def test_a_run_that_leaves_out_what_does_not_apply_says_the_rest_as_before(
    rulebook: Rulebook, people: list[list[CaseRecord]]
) -> None:
    records = [record for orders in people[:4] for record in orders]
    export = Export(records=records, not_read=[], problems=[], inputs=[], exported_on=dt.date(2026, 10, 30))
    whole, without = (check(export, rulebook, Options(show_not_applicable=show)) for show in (True, False))
    applies = [finding for finding in whole.findings if finding.verdict != "not_applicable"]
    assert without == whole.model_copy(update={"findings": applies})
    not_applicable = Counter(finding.rule for finding in whole.findings if finding.verdict == "not_applicable")
    assert {name: rule.not_applicable for name, rule in without.rules.items() if rule.not_applicable} == not_applicable


def test_a_case_that_no_worker_checked_is_handed_over_alike(checked: list[list[CheckedCase]]) -> None:
    case = checked[0][0]
    made = checked_of(case.summary(), case.findings())
    assert (made.carried, made.summary_json, made.counts) == (case.carried, case.summary_json, case.counts)
    assert made.history() is None


class _Texts(BaseModel):
    one: str | None
    many: list[str]
    on: dt.date | None


@given(st.text(st.characters(exclude_categories=["Cs"])), st.dates())
def test_text_is_written_as_the_models_write_it(said: str, on: dt.date) -> None:
    model = _Texts(one=said, many=[said, ""], on=on)
    written = f'{{"one":{quoted(said)},"many":{listed([said, ""])},"on":{date(on.toordinal())}}}'
    assert written.encode() == model.model_dump_json().encode()
    assert (text_or_null(said), text_or_null(None), date(NEVER)) == (quoted(said), "null", "null")


_DAY = st.integers(1, 40)


@given(st.lists(st.tuples(st.none() | _DAY, st.none() | _DAY, st.sampled_from([None, "", "A", "B", "C"]))), _DAY)
@settings(max_examples=200)
def test_the_officer_on_a_day_is_the_last_whose_time_covers_it(
    times: list[tuple[int | None, int | None, str | None]], on: int
) -> None:
    rows = [
        OfficerPeriod(officer=name, start=start and dt.date.fromordinal(start), end=end and dt.date.fromordinal(end))
        for start, end, name in times
    ]
    expected = None
    for start, end, name in times:
        if start and start <= on < (end or NEVER):
            expected = name
    officers = Officers(rows, "the case's own")
    assert officers.on(on) == (expected or "the case's own")
    assert officers.json_on(on) == quoted(expected or "the case's own")
