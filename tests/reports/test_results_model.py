import json
from pathlib import Path

import jsonschema

from practice_check.audit.results import COLUMNS, VERDICTS, Results, counts_of, results_schema, schema_text
from practice_check.reports import FORMATS, render
from practice_check.rulebook.model import VerdictWord
from tests.reports.report_sample import sample

PUBLISHED = Path(__file__).parents[2] / "docs" / "results.schema.json"

#: The contract of the results file: these keys are always there.
CONTRACT = {
    "run": "as_of packs engine version inputs hashes counts cases cases_not_checked pseudonymised",
    "rules": "title severity kind owner outcome criteria sources",
    "cases": "crn event_number officer team worst counts next_due",
    "findings": "crn event_number rule verdict severity owner officer officer_now team remediable root occasion "
    "message do evidence missing could_be because decided_by fingerprint",
    "problems": "file sheet row column value message mend crn",
}


def test_the_published_schema_is_that_of_the_model() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        "write docs/results.schema.json anew with: "
        "python -c 'from practice_check.audit.results import schema_text; print(schema_text(), end=\"\")'"
    )


def test_a_results_file_is_valid_under_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(results_schema())
    jsonschema.validate(json.loads(render(sample(), "json", {"all"})), results_schema())


def test_every_key_of_the_contract_is_there_even_where_nothing_stands() -> None:
    written = json.loads(render(sample(), "json", {"all"}))
    assert written["schema"] == "practice-check-results/1"
    assert set(CONTRACT["run"].split()) <= set(written["run"])
    assert set(written["run"]["hashes"]) == {"rules", "params", "mapping", "exceptions"}
    for part in ("cases", "findings", "problems"):
        for item in written[part]:
            assert set(CONTRACT[part].split()) <= set(item)
    for rule in written["rules"].values():
        assert set(CONTRACT["rules"].split()) <= set(rule)
    for finding in written["findings"]:
        assert {"opened", "due", "met_on", "days_late", "missed"} <= set(finding["occasion"])
        assert all(set(item) == {"entry", "date", "source"} for item in finding["evidence"])


def test_results_read_back_are_the_same() -> None:
    assert Results.model_validate_json(render(sample(), "json", {"all"})) == sample()


def test_rows_are_flat_and_one_a_finding() -> None:
    rows = sample().rows()
    assert len(rows) == len(sample().findings)
    assert all(tuple(row) == COLUMNS for row in rows)
    assert not any(isinstance(value, list | dict) for row in rows for value in row.values())
    assert rows[0]["verdict"] == "gap"
    assert rows[0]["sources"] == "york 4/3.3; annual 4.6"


def test_a_limited_access_case_is_named_nowhere() -> None:
    assert {row["name"] for row in sample().rows() if row["crn"] == "X900006"} == {"***"}
    assert not [fmt for fmt in FORMATS if b"Hidden Person" in render(sample(), fmt, {"all"})]


def test_the_sample_has_all_nine_verdicts() -> None:
    assert {finding.verdict for finding in sample().findings} == set(VERDICTS)


def test_counts_leave_out_what_does_not_occur_and_keep_the_order_of_weight() -> None:
    words: list[VerdictWord] = ["met", "gap", "met"]
    assert list(counts_of(words).items()) == [("gap", 1), ("met", 2)]
