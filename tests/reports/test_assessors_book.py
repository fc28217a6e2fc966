"""The assessors' workbook as it is written: every case, every open question once, and nothing that Excel would run."""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from practice_check.answers.assessors_book import ANSWER, ASKED, CHOICES, KEYS, START, TO_FILL, read_book
from practice_check.audit.results import Results
from practice_check.reports import words
from practice_check.reports.assessors import assessors_book
from practice_check.reports.selection.open_questions import rules_of
from practice_check.reports.selection.select import by_case
from tests.reports.report_sample import READABLE, UNSEEN, hostile, sample
from tests.reports.sampled import sampled


def book_of(results: Results) -> openpyxl.Workbook:
    drawn = sampled(results)
    return openpyxl.load_workbook(io.BytesIO(assessors_book(results, drawn, drawn.cases, "Assessors' workbook")))


def case_sheets(book: openpyxl.Workbook) -> Iterator[Worksheet]:
    return (sheet for sheet in book.worksheets if " order " in sheet.title)


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(place for place, line in enumerate(lines) if ANSWER in line)
    return [dict(zip(map(str, lines[at]), line, strict=True)) for line in lines[at + 1 :]]


def test_a_sheet_a_case_with_every_open_question_once() -> None:
    results = sample()
    book = book_of(results)
    assert [sheet.title for sheet in case_sheets(book)] == [
        f"{case.crn} order {case.event_number}" for case in results.cases
    ]
    findings = by_case(results)
    asked = 0
    for sheet, case in zip(case_sheets(book), results.cases, strict=True):
        expected = [
            (rule.rule, question.number, question.text)
            for rule in sorted(rules_of(results, findings[case.crn, case.event_number]), key=lambda rule: rule.asks)
            for question in rule.questions
        ]
        written = [(row["Rule"], row["Question"], row[ASKED]) for row in rows_of(sheet) if row["Rule"]]
        assert written == expected
        asked += len(expected)
    assert asked > 2


def test_what_the_score_needs_comes_first_and_the_rest_is_folded() -> None:
    seen = set()
    for sheet in case_sheets(book_of(sample())):
        lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
        at = next(place for place, line in enumerate(lines) if ANSWER in line)
        kinds = [str(line[lines[at].index("For the score")]) for line in lines[at + 1 :]]
        needed = [at + 2 + place for place, kind in enumerate(kinds) if kind == "needed"]
        how_well = [at + 2 + place for place, kind in enumerate(kinds) if kind == "how well"]
        assert max(needed, default=0) < min(how_well, default=sheet.max_row + 1)
        assert not any(sheet.row_dimensions[row].hidden for row in needed)
        assert all(sheet.row_dimensions[row].hidden for row in how_well)
        assert {sheet.row_dimensions[row].outlineLevel for row in how_well} <= {1}
        titles = [str(line[0]) for line in lines[at + 1 :]]
        assert (
            titles[0] == f"Needed for the score: {words.number(len(needed), 'question') if needed else 'no question'}"
        )
        if how_well:
            place = next(place for place, title in enumerate(titles) if title.startswith("How well it was done"))
            assert f"{words.number(len(how_well), 'question')}, folded away" in titles[place]
            assert not sheet.row_dimensions[at + 2 + place].hidden
            assert sheet.row_dimensions[at + 2 + place].collapsed
        assert sheet.sheet_properties.outlinePr is not None
        assert not sheet.sheet_properties.outlinePr.summaryBelow
        seen |= {bool(needed), bool(how_well)}
    assert seen == {True, False}


def test_no_answer_is_needed_where_the_case_is_below_the_line_already() -> None:
    results = sample()
    open_ = next(each for each in results.findings if each.verdict == "needs_judgement")
    missed = open_.model_copy(update={"verdict": "gap", "line": "below", "fingerprint": "another"})
    (alone,) = rules_of(results, [open_])
    (both,) = rules_of(results, [open_, missed])
    assert [question.needed for question in alone.questions] == [True] * len(alone.questions)
    assert [question.needed for question in both.questions] == [False] * len(alone.questions)
    assert (alone.asks, both.asks) == (0, 1)


def test_what_the_record_shows_stands_beside_the_question_in_words() -> None:
    shown = {row["The record shows"] for sheet in case_sheets(book_of(sample())) for row in rows_of(sheet)}
    assert {"not recorded", "recorded late", "the record cannot tell", "for a person to judge"} <= shown


def test_answers_are_chosen_from_a_list_and_cells_to_fill_are_blank() -> None:
    for sheet in case_sheets(book_of(sample())):
        answered = [row for row in rows_of(sheet) if row["Rule"]]
        assert all(row[heading] is None for row in answered for heading in TO_FILL)
        lists = [each.formula1 for each in sheet.data_validations.dataValidation]
        assert lists.count(f'"{",".join(CHOICES)}"') == len(answered)


def test_reasons_are_those_of_the_rule() -> None:
    results = sample()
    rule = next(finding for finding in results.findings if finding.verdict == "needs_judgement")
    asks = rule.questions[0]
    info = results.rules[rule.rule].model_copy(update={"reasons": {asks: ["copied", "no names"]}})
    book = book_of(results.model_copy(update={"rules": {**results.rules, rule.rule: info}}))
    reasons = [cell.value for cell in book["lists"]["A"]]
    assert reasons == ["copied", "no names"]
    sheet = book[f"{rule.crn} order {rule.event_number}"]
    assert "lists!$A$1:$A$2" in [each.formula1 for each in sheet.data_validations.dataValidation]
    assert book["lists"].sheet_state == "hidden"


def test_the_first_sheet_leads_to_every_case_and_counts_its_questions() -> None:
    book = book_of(sample())
    start = book[START]
    cases = {row[0].value: row for row in start.iter_rows(min_row=8)}
    for sheet in case_sheets(book):
        row = cases[sheet.title]
        assert row[0].hyperlink is not None
        assert row[0].hyperlink.location == f"'{sheet.title}'!A1"
        assert row[6].value == sum(each["For the score"] == "needed" for each in rows_of(sheet))
        assert row[7].value == sum(bool(each["Rule"]) for each in rows_of(sheet))
        assert row[8].value == "not begun"
    needed, whole = (sum(int(str(row[place].value)) for row in cases.values()) for place in (6, 7))
    assert start["A3"].value == (
        f"{words.number(needed, 'question')} needed for the score: they stand first in each case. "
        f"{whole - needed} more, on how well it was done, are folded away."
    )


@pytest.mark.parametrize("results", [sample(), hostile()], ids=["sample", "hostile"])
def test_no_cell_holds_a_formula_or_what_a_screen_obeys(results: Results) -> None:
    book = book_of(results)
    texts = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in texts)
    assert not any(mark in str(cell.value) for cell in texts for mark in UNSEEN)
    for cell in texts:
        if str(cell.value).startswith(("=", "+", "-", "@")):
            assert cell.quotePrefix


def test_hostile_text_stands_there_to_be_read() -> None:
    texts = [str(cell.value) for sheet in case_sheets(book_of(hostile())) for row in sheet.iter_rows() for cell in row]
    assert any(READABLE in text for text in texts)


def test_a_workbook_just_written_reads_back_as_unanswered() -> None:
    results = sample()
    drawn = sampled(results)
    read = read_book("assessors.xlsx", assessors_book(results, drawn, drawn.cases, "Assessors' workbook"))
    assert read is not None
    assert read.problems == []
    assert read.answered == 0
    assert read.asked == sum(bool(row[KEYS[2]]) for sheet in case_sheets(book_of(results)) for row in rows_of(sheet))


def test_a_name_of_limited_access_is_not_shown() -> None:
    results = sample()
    first = results.cases[0]
    limited = type(first).model_validate({**first.model_dump(), "name": "Rowan Ashby", "limited_access": True})
    book = book_of(results.model_copy(update={"cases": [limited, *results.cases[1:]]}))
    sheet = next(case_sheets(book))
    assert "Rowan" not in str([cell.value for row in sheet.iter_rows() for cell in row])
    assert "access to this case is limited" in str(sheet["A3"].value)
