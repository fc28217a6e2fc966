"""The self-check and the countersigning pack in a browser: reading, answering, saving the answers as a file."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from practice_check.answers import with_exceptions
from practice_check.audit import Options, check
from practice_check.audit.results import Results
from practice_check.ingest import Export, read
from practice_check.reports.html.case_html import case_html
from practice_check.reports.html.countersign_html import countersign_html
from practice_check.reports.selection.case_page import CasePage, case_page
from practice_check.reports.selection.countersigning import to_sign
from practice_check.rulebook import Rulebook
from tests.acceptance.one_case import CRN, HIGH, MEDIUM, export_of, one_case
from tests.browser.axe import violations
from tests.in_chromium import LAPTOP, PHONE, OpenPage
from tests.reports.report_sample import hostile

SIZES = pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
REASON = "=cmd|'/C calc'!A0, \"quoted\"\nand on a second line"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    return read([export_of(tmp_path_factory.mktemp("export"), one_case())])


@pytest.fixture(scope="module")
def results(export: Export, rulebook: Rulebook) -> Results:
    return check(export, rulebook, Options())


@pytest.fixture(scope="module")
def page(results: Results) -> CasePage:
    found = case_page(results, CRN)
    assert found is not None
    return found


def _place(page: CasePage, rule: str) -> int:
    """Where in the list of what is to be mended a rule stands, from 1."""
    return [item.finding.rule for item in page.mend].index(rule) + 1


def _answer(shown: Page, number: int, **fields: str) -> None:
    """Unfold the answer to an item, and fill in its fields by their labels."""
    item = shown.locator(f"#mend-{number}-reason").locator("xpath=ancestor::details")
    if item.get_attribute("open") is None:
        item.locator("summary").click()
    labels = {"reason": "Not appropriate, because…", "by": "Your name", "agreed": "Manager who agreed"}
    for name, text in fields.items():
        item.get_by_label(labels[name]).fill(text)


def _saved(shown: Page, folder: Path) -> Path:
    with shown.expect_download() as waiting:
        shown.get_by_role("button", name="Save these answers as a file").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


@SIZES
def test_the_self_check_breaks_no_rule_of_wcag_folded_unfolded_and_with_errors(
    size: ViewportSize, page: CasePage, page_of: OpenPage
) -> None:
    shown = page_of(case_html(page), size=size)
    assert not violations(shown)
    _answer(shown, 1, by="A. Officer", agreed="M. Manager")
    shown.get_by_role("button", name="Save these answers as a file").click()
    assert not violations(shown)
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


@SIZES
def test_the_countersigning_pack_breaks_no_rule_of_wcag(
    size: ViewportSize, results: Results, page_of: OpenPage
) -> None:
    shown = page_of(countersign_html(to_sign(results), results.run), size=size)
    assert not violations(shown)
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shown.get_by_role("link", name=f"{CRN} Robin Vale").first.click()
    assert shown.evaluate("location.hash") == "#sheet-1"


def test_an_answer_on_the_page_becomes_a_file_that_the_next_run_takes(
    page: CasePage, export: Export, rulebook: Rulebook, page_of: OpenPage, tmp_path: Path
) -> None:
    shown = page_of(case_html(page))
    _answer(shown, _place(page, MEDIUM), reason=REASON, by="A. Officer")
    _answer(shown, _place(page, HIGH), reason="Decided in the strategy meeting", agreed="M. Manager")
    file = _saved(shown, tmp_path)
    assert file.name == f"departures-{CRN}.csv"
    assert "2 answers written and saved" in shown.locator("#answers-count").inner_text()
    assert f"--exceptions {file.name}" in shown.get_by_role("status").inner_text()
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    reason = " ".join(REASON.split())
    assert {row["reason"] for row in rows} == {f"'{reason}", "Decided in the strategy meeting"}
    after = check(with_exceptions(export, [file], rulebook), rulebook, Options())
    now = {one.rule: one.verdict for one in after.findings if one.rule in {HIGH, MEDIUM}}
    assert now == {HIGH: "excepted", MEDIUM: "excepted"}
    assert reason in {one.reason for one in after.departures}
    again = case_page(after, CRN)
    assert again is not None
    assert not {item.finding.rule for item in again.mend} & {HIGH, MEDIUM}


def test_a_severe_duty_without_agreement_waits_for_it_in_the_next_run(
    page: CasePage, export: Export, rulebook: Rulebook, page_of: OpenPage, tmp_path: Path
) -> None:
    shown = page_of(case_html(page))
    _answer(shown, _place(page, HIGH), reason="Decided in the strategy meeting", by="A. Officer")
    file = _saved(shown, tmp_path)
    after = case_page(check(with_exceptions(export, [file], rulebook), rulebook, Options()), CRN)
    assert after is not None
    assert [item.finding.rule for item in after.to_agree] == [HIGH]


def test_a_name_given_once_is_offered_at_the_next_answer(page: CasePage, page_of: OpenPage) -> None:
    shown = page_of(case_html(page))
    _answer(shown, 1, reason="x", by="A. Officer")
    _answer(shown, 2)
    expect(shown.locator("#mend-2-by")).to_have_value("A. Officer")  # it is offered once the item has opened


def test_what_is_wanting_is_said_at_the_top_and_at_the_field_and_leads_to_it(page: CasePage, page_of: OpenPage) -> None:
    shown = page_of(case_html(page))
    title = shown.title()
    save = shown.get_by_role("button", name="Save these answers as a file")
    save.click()
    assert shown.evaluate("document.activeElement.id") == "problems"
    assert "before you save" in shown.locator("#problems").inner_text()
    _answer(shown, 1, reason="Not needed")
    save.click()
    assert shown.title() == f"Error: {title}"
    assert shown.locator("#mend-1-by").get_attribute("aria-invalid") == "true"
    described = shown.locator("#mend-1-by").get_attribute("aria-describedby") or ""
    assert shown.locator(f"#{described}").inner_text() == "Write your name"
    shown.locator("#mend-1-by").locator("xpath=ancestor::details").locator("summary").click()
    shown.get_by_role("link", name=f"Write your name: {page.mend[0].title}").click()
    assert shown.evaluate("document.activeElement.id") == "mend-1-by"
    shown.keyboard.type("A. Officer")
    with shown.expect_download():
        save.click()
    assert shown.locator("#problems").is_hidden()
    assert shown.locator(".govuk-error-message").count() == 0
    assert shown.title() == title


def test_without_a_script_the_page_reads_and_says_where_to_answer(page: CasePage, page_of: OpenPage) -> None:
    shown = page_of(case_html(page), script=False)
    assert shown.get_by_text("Not appropriate here? Say why").first.is_hidden()
    assert shown.get_by_text(f"--answer departures-{CRN}.csv").is_visible()
    assert shown.get_by_text(page.mend[0].finding.message).is_visible()
    with_script = page_of(case_html(page))
    assert with_script.get_by_text(f"--answer departures-{CRN}.csv").is_hidden()


def test_nothing_to_answer_with_is_printed(page: CasePage, page_of: OpenPage) -> None:
    shown = page_of(case_html(page))
    shown.emulate_media(media="print")
    assert shown.get_by_text("Not appropriate here? Say why").first.is_hidden()
    assert shown.get_by_role("button", name="Save these answers as a file").is_hidden()
    assert shown.get_by_text(page.mend[0].finding.message).is_visible()


def test_paper_shows_ten_things_and_names_the_others(results: Results, page_of: OpenPage) -> None:
    gap = next(one for one in results.findings if one.rule == MEDIUM)
    rules = {
        f"duty-{place}": results.rules[MEDIUM].model_copy(update={"title": f"Duty {place}"}) for place in range(12)
    }
    more = [gap.model_copy(update={"rule": rule, "fingerprint": rule, "message": f"Open: {rule}."}) for rule in rules]
    update = {"rules": {**results.rules, **rules}, "findings": [*results.findings, *more]}
    page = case_page(results.model_copy(update=update), CRN)
    assert page is not None
    shown = page_of(case_html(page))
    shown.emulate_media(media="print")
    last = page.mend_later[-1]
    assert shown.get_by_text(last.finding.message).is_hidden()
    assert last.title in shown.locator(".check-more > summary").inner_text()
    assert shown.get_by_text(page.mend_first[-1].finding.message).is_visible()


def test_each_case_begins_on_a_sheet_of_its_own_in_print(results: Results, page_of: OpenPage) -> None:
    shown = page_of(countersign_html(to_sign(results) * 2, results.run))
    shown.emulate_media(media="print")
    breaks = shown.eval_on_selector_all("article", "all => all.map(one => getComputedStyle(one).breakBefore)")
    assert breaks == ["page", "page"]


@pytest.mark.parametrize("made", ["self-check", "pack"])
def test_hostile_text_runs_nothing(made: str, page_of: OpenPage) -> None:
    results = hostile()
    page = case_page(results, "X900003")
    assert page is not None
    shown = page_of(case_html(page) if made == "self-check" else countersign_html(to_sign(results), results.run))
    assert shown.get_by_text("<script>alert(1)</script>").count() > 0
    about = shown.eval_on_selector_all("[data-answer]", "all => all.map(one => one.dataset.answer)")
    assert all(json.loads(each) for each in about)
