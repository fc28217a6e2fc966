"""Under pseudonyms everything is judged as it would have been: rule by rule and occasion by occasion."""

import datetime as dt
from collections.abc import Sequence

import pytest

from practice_check import audit
from practice_check.audit import Options
from practice_check.audit.results import Finding, Results
from practice_check.demo import generate
from practice_check.ingest import Export
from practice_check.ingest.stored import Spool, StoredRecords
from practice_check.pseudonyms import Pseudonymiser
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord, Judgement
from practice_check.records.packing import pack
from practice_check.rulebook import Rulebook

DAY = dt.date(2026, 10, 30)
CASES = 14


@pytest.fixture(scope="module")
def export(book: Rulebook) -> Export:
    """The demo, with answers and departures about an entry or a factor, and reasons to choose from."""
    records = list(generate(CASES, 3))
    plain = audit.check(export_of(records), book, Options(as_of=DAY))
    answers = [finding for finding in plain.findings if finding.verdict == "needs_judgement"][::7]
    departed = [each for each in plain.findings if each.verdict == "gap" and book.rules[each.rule].kind == "duty"][::5]
    answered = [_with_answers(record, answers, book) for record in records]
    return export_of(answered).model_copy(update={"departures": [_departure(each) for each in departed]})


def export_of(records: Sequence[CaseRecord]) -> Export:
    return Export(records=records, not_read=[("X900001", 2), ("", None)], problems=[], inputs=[], exported_on=DAY)


def _with_answers(record: CaseRecord, findings: Sequence[Finding], book: Rulebook) -> CaseRecord:
    own = [each for each in findings if (each.crn, each.event_number) == record.key]
    rows = [
        Judgement(
            rule=each.rule,
            about=each.about,
            opened=each.occasion.opened,
            answer="below" if place % 2 else "above",
            assessor="Ana Marsh",
            reasons=(book.rules[each.rule].judge[0].reasons[:1] if book.rules[each.rule].judge else []) + ["saw Zeb"],
            note="Zeb said no",
        )
        for place, each in enumerate(own)
    ]
    return record.model_copy(update={"judgements": rows})


def _departure(finding: Finding) -> DepartureRow:
    return DepartureRow(
        crn=finding.crn,
        rule=finding.rule,
        about=finding.about,
        reason="Zeb was away",
        by="Ana Marsh",
        agreed_by="Marsh, Ána" if len(finding.rule) % 2 else "Bea Hill",
    )


@pytest.fixture(scope="module")
def plain(export: Export, book: Rulebook) -> Results:
    return audit.check(export, book, Options(as_of=DAY))


@pytest.fixture(scope="module")
def replaced(export: Export, book: Rulebook, under: Pseudonymiser) -> Results:
    return audit.check(under.export(export), book, Options(as_of=DAY))


def test_every_verdict_is_the_same_by_rule_and_occasion(
    plain: Results, replaced: Results, under: Pseudonymiser
) -> None:
    assert len(plain.findings) > 100 * CASES
    for one, other in zip(plain.findings, replaced.findings, strict=True):
        assert other.crn == under.names.crn(one.crn)
        for name in ("rule", "event_number", "verdict", "severity", "occasion", "could_be", "missing", "root", "line"):
            assert getattr(one, name) == getattr(other, name), (name, one)
        assert [(each.entry, each.date) for each in one.evidence] == [
            (each.entry, each.date) for each in other.evidence
        ]


def test_answers_and_departures_are_among_what_was_compared(plain: Results, replaced: Results) -> None:
    for results in (plain, replaced):
        assert {"assessor", "exception"} <= {finding.decided_by for finding in results.findings}
    assert [each.status for each in plain.departures] == [each.status for each in replaced.departures]
    assert {"used", "waiting"} <= {each.status for each in plain.departures}


def test_cases_counts_warnings_and_what_is_wanting_are_the_same(plain: Results, replaced: Results) -> None:
    assert plain.run.counts == replaced.run.counts
    assert [case.counts for case in plain.cases] == [case.counts for case in replaced.cases]
    assert [(each.id, each.cases_total) for each in plain.warnings] == [
        (each.id, each.cases_total) for each in replaced.warnings
    ]
    assert [(each.lack, each.table, each.field) for each in plain.wanting] == [
        (each.lack, each.table, each.field) for each in replaced.wanting
    ]
    assert replaced.run.pseudonymised
    assert not plain.run.pseudonymised


def test_reasons_to_choose_from_are_shown_and_those_of_ones_own_left_out(replaced: Results) -> None:
    judged = [each.message for each in replaced.findings if each.decided_by == "assessor" and "below" in each.message]
    assert any(each.count(";") and "reason left out" in each for each in judged)
    assert not any("Zeb" in each or "Marsh" in each for each in judged)


def test_one_note_in_many_records_is_noticed_though_each_names_its_own_person(
    book: Rulebook, under: Pseudonymiser
) -> None:
    records = [_with_note(record) for record in generate(30, 5)]
    export = export_of(records)
    for each in (export, under.export(export)):
        results = audit.check(each, book, Options(as_of=DAY, select=["initial-home-visit-low"]))
        (found,) = [warning for warning in results.warnings if warning.id == "one-oversight-note-in-many-cases"]
        assert found.cases_total == len({record.crn for record in records})
    assert "“(text left out)”" in found.message


def _with_note(record: CaseRecord) -> CaseRecord:
    note = f"Discussed {record.name} and the plan for {record.crn}: continue as agreed, and see the person weekly."
    row = {"kind": "discussion", "of": "case", "date": "2026-10-01", "manager": "Ana Marsh", "note": note}
    return CaseRecord.model_validate({**record.model_dump(exclude_unset=True, by_alias=True), "oversight": [row]})


def test_a_caseload_on_disk_is_changed_person_by_person_as_it_is_read(
    export: Export, under: Pseudonymiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = StoredRecords(export.holds, spool := Spool())
    for person in export.persons():
        packed = pack(person)
        stored.put(spool.put(packed), len(packed), [record.key for record in person])
    changed = under.export(export.model_copy(update={"records": stored}))
    assert isinstance(changed.records, StoredRecords)
    here = under.export(export).records
    assert list(changed.records) == list(here)
    assert [record.own_words for record in changed.records] == [record.own_words for record in here]
    assert list(changed.keys()) == [record.key for record in here]
    assert changed.records[3] == here[3]
    assert changed.records[2:5] == list(here[2:5])
    assert [len(person) for person in changed.persons()] == [len(person) for person in export.persons()]
    seen: list[CaseRecord] = []

    def looked_at(record: CaseRecord) -> CaseRecord:
        seen.append(record)
        return record

    monkeypatch.setattr(under.records, "record", looked_at)
    next(iter(changed.persons_as_bytes()))
    assert len(seen) == len(next(iter(export.persons())))
