"""What an export can decide for no case: the rules, what they want, and what it leaves alone."""

from practice_check.audit import Options, check
from practice_check.audit.results import Results
from practice_check.audit.undecidable import Lacking
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook.needs import Holdings

VISIT, SEEN = "initial-home-visit", "seen-soon-after-start"

ORDER = {
    "exported_on": "2025-06-02",
    "order_type": "community_order",
    "sentence_date": "2025-01-06",
    "start_date": "2025-01-06",
    "end_date": "2026-01-05",
    "statuses": [],
    "events": [{"kind": "child_concern", "date": "2025-01-07"}],
}
MET = [{"date": "2025-01-08", "kind": "office", "outcome": "attended"}]


def run(rulebook: Rulebook, *cases: dict[str, object], options: Options | None = None) -> Results:
    records = [
        CaseRecord.model_validate({"crn": f"X90000{number}", **ORDER, **case}) for number, case in enumerate(cases)
    ]
    export = Export(records=records, problems=[], inputs=[], not_read=[], exported_on=records[0].exported_on)
    return check(export, rulebook, options or Options(select=[VISIT, SEEN], packs=["current"]))


def test_a_rule_without_its_sheet_is_told_once_with_what_it_wants(rulebook: Rulebook) -> None:
    found = run(rulebook, {}, {})
    by_rule = {each.rule: each for each in found.undecidable}
    assert by_rule.keys() >= {VISIT, SEEN}
    assert by_rule[SEEN].missing == [Lacking(sheet="contacts"), Lacking(sheet="requirements")]
    assert (by_rule[SEEN].cases, by_rule[SEEN].findings) == (2, 2)
    assert {Lacking(sheet="contacts"), Lacking(sheet="registrations")} <= set(by_rule[VISIT].missing)
    assert {one.verdict for one in found.findings if one.rule in (VISIT, SEEN)} == {"cannot_tell"}, (
        "every verdict is carried all the same"
    )


def test_a_rule_that_some_case_could_be_told_of_stays_with_its_cases(rulebook: Rulebook) -> None:
    """Where a clock is unknown nobody can be found wanting; whose entry is missing is still worth reading."""
    found = run(rulebook, {"contacts": [], "statuses": None})
    assert [one.verdict for one in found.findings if one.rule == SEEN] == ["cannot_tell"]
    assert SEEN not in {each.rule for each in found.undecidable}


def test_a_blank_in_a_sheet_that_is_there_stays_with_its_case(rulebook: Rulebook) -> None:
    found = run(rulebook, {"contacts": [{**MET[0], "outcome": None}]})
    assert [one.verdict for one in found.findings if one.rule == SEEN] == ["cannot_tell"]
    assert SEEN not in {each.rule for each in found.undecidable}


def test_one_case_of_an_export_is_told_by_what_the_whole_export_holds(rulebook: Rulebook) -> None:
    whole = Holdings.of_records([CaseRecord.model_validate({"crn": "X900001", **ORDER, "contacts": MET})])
    alone = run(rulebook, {}, options=Options(select=[SEEN], packs=["current"], held=whole))
    assert [one.verdict for one in alone.findings] == ["cannot_tell"]
    assert alone.undecidable == [], "the export has contacts, and only this case none"


def test_whose_sheets_are_all_there_is_told_nothing(rulebook: Rulebook) -> None:
    found = run(rulebook, {"contacts": MET}, options=Options(select=[SEEN], packs=["current"]))
    assert [one.verdict for one in found.findings] == ["met"]
    assert found.undecidable == []
