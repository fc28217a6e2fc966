"""What no case could be told of: said once in every format for people, left out of the cases' lists and counts."""

import io
import json
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from rich.console import Console

from practice_check.audit import Options, check
from practice_check.audit.results import Results
from practice_check.audit.undecidable import Lacking
from practice_check.demo import generate
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord
from practice_check.reports import render
from practice_check.reports.selection.case_page import case_page
from practice_check.reports.selection.first_screen import first_screen
from practice_check.reports.selection.select import key_of
from practice_check.reports.selection.undecidable import for_people, lacking, told_once
from practice_check.reports.terminal.case_screen import print_case
from practice_check.rulebook import Rulebook
from practice_check.rulebook.columns import TABLES
from tests.acceptance import reading_back
from tests.reports.report_sample import sample

FORMATS = ("table", "json", "jsonl", "csv", "html", "xlsx", "md")


@pytest.fixture(scope="module")
def only_contacts(rulebook: Rulebook) -> Results:
    """A run on an export of nothing but cases and contacts."""
    kept = set(CaseRecord.model_fields) - set(TABLES) | {"contacts"}
    records = [
        CaseRecord.model_validate({name: getattr(record, name) for name in record.model_fields_set & kept})
        for record in generate(4, 7)
    ]
    export = Export(records=records, problems=[], inputs=[], not_read=[], exported_on=records[0].exported_on)
    return check(export, rulebook, Options(packs=["current"]))


@pytest.fixture(scope="module")
def rendered(only_contacts: Results) -> dict[str, bytes]:
    return {fmt: render(only_contacts, fmt, {"all"}) for fmt in FORMATS}


def flat(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>|\\", "", text).replace("&#39;", "'").split())


def test_most_rules_are_told_for_no_case_and_so_no_screen_lists_them(only_contacts: Results) -> None:
    once = told_once(only_contacts)
    assert len(once.rules) > 100
    assert once.findings > 4 * len(once.rules) / 2
    assert not {each.rule for each in once.rules} & {one.rule for one in for_people(only_contacts).findings} - {
        one.rule for one in only_contacts.findings if one.verdict == "not_applicable"
    }


def test_the_cases_counts_are_those_of_what_is_left(only_contacts: Results) -> None:
    left = for_people(only_contacts)
    for case in left.cases:
        own = [one.verdict for one in left.findings if key_of(one) == key_of(case)]
        assert case.counts == {word: own.count(word) for word in case.counts}
        assert sum(case.counts.values()) == len(own)
    assert left.run.counts == only_contacts.run.counts


def test_every_format_for_people_says_it_once_in_the_same_words(
    only_contacts: Results, rendered: dict[str, bytes]
) -> None:
    said = told_once(only_contacts).sentence
    head = said[: said.index(" since")]
    assert re.match(r"1\d\d of \d{3} rules could not be told for any case,", head)
    assert flat(rendered["table"].decode()).count(head) == 1
    assert flat(rendered["md"].decode()).count(flat(said)) == 1
    page = flat(rendered["html"].decode())
    assert page.count(flat(said)) == 2, "at the top, and where all is said that the run could not see"
    first = load_workbook(io.BytesIO(rendered["xlsx"]), read_only=True).worksheets[0]
    cells = [cell for row in first.iter_rows(values_only=True) for cell in row]
    assert cells.count(said) == 1


@pytest.mark.parametrize(
    ("fmt", "read"),
    [
        ("table", reading_back.of_table),
        ("jsonl", reading_back.of_jsonl),
        ("csv", reading_back.of_csv),
        ("html", reading_back.of_html),
        ("xlsx", reading_back.of_xlsx),
        ("xlsx", reading_back.workbook_lists),
        ("md", reading_back.of_md),
    ],
)
def test_the_numbers_of_the_run_are_the_same_in_all_formats(
    fmt: str, read: Callable[[bytes], reading_back.Numbers], rendered: dict[str, bytes]
) -> None:
    counted = reading_back.of_json(rendered["json"])
    said = read(rendered[fmt])
    assert said.verdicts == counted.verdicts
    for number in ("cases", "people", "desk", "due"):
        if (found := getattr(said, number)) is not None and getattr(counted, number):
            assert found == getattr(counted, number), number


def test_the_machine_formats_carry_every_verdict_and_name_the_rules(
    only_contacts: Results, rendered: dict[str, bytes]
) -> None:
    written = json.loads(rendered["json"])
    assert len(written["findings"]) == len(only_contacts.findings)
    assert {each["rule"] for each in written["undecidable"]} == {each.rule for each in only_contacts.undecidable}
    lines = [json.loads(line) for line in rendered["jsonl"].decode().splitlines()]
    assert sum(line["type"] == "undecidable" for line in lines) == len(only_contacts.undecidable)


def test_the_sheet_of_findings_says_what_it_leaves_out(only_contacts: Results) -> None:
    sheet = load_workbook(io.BytesIO(render(only_contacts, "xlsx", set())), read_only=True)["Findings"]
    rows = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    once = told_once(only_contacts)
    assert f"{once.findings:,} that this export cannot tell for any case" in str(rows[0])
    assert not {each.rule for each in once.rules} & {str(cell) for row in rows[2:] for cell in row}


def test_the_page_of_a_case_says_it_in_a_sentence(only_contacts: Results) -> None:
    page = case_page(only_contacts, only_contacts.cases[0].crn)
    assert page is not None
    console = Console(width=100, record=True, file=io.StringIO())
    print_case(page, console)
    assert flat(console.export_text()).count(told_once(only_contacts).sentence) == 1
    assert page.judged


def test_a_run_that_lacks_nothing_says_nothing_of_it() -> None:
    results = sample()
    assert results.undecidable == []
    assert for_people(results) is results
    assert told_once(results).sentence == ""
    assert first_screen(results).could_not_see.besides == first_screen(results).could_not_see.sentences
    assert "could not be told for any case" not in render(results, "html", set()).decode()


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (Lacking(sheet="victims"), "'victims' sheet"),
        (Lacking(sheet="rosh_levels"), "'RoSH levels' sheet"),
        (
            Lacking(sheet="contacts", column="counts_for_compliance"),
            "column 'counts for compliance' in its 'contacts' sheet",
        ),
        (Lacking(sheet="cases", column="end_date"), "column 'end date' for the cases"),
        (Lacking(sheet="checks", rows=True), "complete 'checks' sheet"),
    ],
)
def test_what_is_wanting_is_named_as_people_know_it(what: Lacking, said: str) -> None:
    assert lacking(what) == said
