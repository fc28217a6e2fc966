"""Warnings through a whole run: the same whoever sees the people, beside the verdicts and never among them."""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from practice_check.audit import OptionError, Options, Results, check
from practice_check.caseload.batch import BatchWatch
from practice_check.caseload.person import Person
from practice_check.cli.stopping import exit_code
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord
from practice_check.reports import render
from practice_check.rulebook import Rulebook

from .people import AS_OF, order
from .test_batch import HOSTILE

ONE_RULE: dict[str, Any] = {"select": ["countersigned-in-time"], "packs": ["iaow-2013"]}


def export() -> Export:
    """Forty people, a dozen of them signed for on one day, all discussed in one sentence."""
    records: list[CaseRecord] = []
    for number in range(1, 41):
        rows: list[dict[str, Any]] = [
            {
                "kind": "discussion",
                "date": "2013-10-01",
                "manager": "M Adams",
                "note": "Discussed, to go on as planned until the end.",
            }
        ]
        if number % 3 == 0:
            rows.append({"kind": "countersign", "date": "2013-11-04", "manager": HOSTILE})
        plans = [
            {
                "kind": "rmp",
                "date": "2013-10-28",
                "status": "complete",
                "submitted": "2013-10-28",
                "countersigned": None,
            }
        ]
        records.append(order(number, oversight=rows, plans=plans, assessments=[], statuses=[], transfers=[]))
    return Export(records=records, not_read=[], problems=[], inputs=[], exported_on=AS_OF)


@pytest.fixture(scope="module")
def results(rulebook: Rulebook) -> Results:
    return check(export(), rulebook, Options(**ONE_RULE))


def test_the_shipped_warnings_see_what_is_there(results: Results) -> None:
    warned = {each.id: each for each in results.warnings if each.warns}
    assert set(warned) == {"countersigned-in-a-batch", "one-oversight-note-in-many-cases"}
    batch = warned["countersigned-in-a-batch"]
    assert (batch.cases_total, len(batch.cases)) == (13, 13)
    assert "13 on 4 Nov 2013" in batch.message


def test_what_could_not_be_looked_at_comes_after_what_warns(results: Results) -> None:
    assert [each.warns for each in results.warnings] == sorted((each.warns for each in results.warnings), reverse=True)
    (absences,) = [each for each in results.warnings if each.id == "acceptable-absences-in-a-team"]
    assert absences.message == "Could not be looked at for anybody, for want of the contacts table."


def test_results_are_the_same_whatever_the_number_of_workers(results: Results, rulebook: Rulebook) -> None:
    assert check(export(), rulebook, Options(**ONE_RULE, jobs=2)).model_dump_json() == results.model_dump_json()


def test_a_warning_changes_no_verdict_and_no_exit_code(results: Results, rulebook: Rulebook) -> None:
    without = check(export(), replace(rulebook, warnings={}), Options(**ONE_RULE))
    assert without.warnings == []
    assert (without.findings, without.cases, without.run.counts) == (
        results.findings,
        results.cases,
        results.run.counts,
    )
    ends = [
        exit_code(0, Counter(one.severity for one in run.findings if one.verdict == "gap"), "low")
        for run in (without, results)
    ]
    assert ends == [1, 1]


def test_a_warning_that_fails_on_somebody_costs_them_no_verdict(
    results: Results, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = BatchWatch.see

    def see(self: BatchWatch, person: Person) -> Any:
        if person.records[0].crn == "X000007":
            raise RuntimeError("a fault")
        return sound(self, person)

    monkeypatch.setattr(BatchWatch, "see", see)
    found = check(export(), rulebook, Options(**ONE_RULE))
    assert found.findings == results.findings
    (batch,) = [each for each in found.warnings if each.id == "countersigned-in-a-batch"]
    assert batch.not_seen == ["a record that it can read (RuntimeError) (1 person)"]


def test_a_warning_can_be_left_out(rulebook: Rulebook) -> None:
    found = check(export(), rulebook, Options(**ONE_RULE, ignore=["countersigned-in-a-batch"]))
    assert "countersigned-in-a-batch" not in {each.id for each in found.warnings}
    with pytest.raises(OptionError):
        check(export(), rulebook, Options(ignore=["no-such-warning"]))


def test_only_the_people_asked_for_are_seen(rulebook: Rulebook) -> None:
    one = export().model_copy(
        update={"records": [*export().records, order(99, team="East", oversight=[], transfers=[])]}
    )
    found = check(one, rulebook, Options(**ONE_RULE, where={"team": "East"}))
    assert not [each for each in found.warnings if each.warns]


def test_json_lines_hold_them_with_the_name_as_it_stands(results: Results) -> None:
    lines = [json.loads(line) for line in render(results, "jsonl", set()).splitlines()]
    found = [line for line in lines if line["type"] == "warning"]
    assert len(found) == len(results.warnings)
    assert HOSTILE in found[0]["message"]
    keys = {"id", "title", "message", "cases", "why", "do", "for", "sources"}
    assert keys <= set(found[0])
    assert json.loads(render(results, "json", set()))["warnings"][0]["message"] == found[0]["message"]


def test_a_hostile_name_is_plain_text_on_the_page_and_the_screen(results: Results) -> None:
    page = render(results, "html", set()).decode()
    assert "&lt;script&gt;" in page
    assert "x[/] <script>" not in page
    assert "[red]x[/]" in render(results, "table", set()).decode()


def test_the_day_of_the_audit_is_that_of_the_warnings(rulebook: Rulebook) -> None:
    early = check(export(), rulebook, Options(**ONE_RULE, as_of=dt.date(2013, 11, 3)))
    assert "countersigned-in-a-batch" not in {each.id for each in early.warnings}
