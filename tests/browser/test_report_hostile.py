"""Whatever an export holds comes out of the report as text, in every part and in a case, and runs nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from practice_check.audit.results import Results
from practice_check.reports import render
from tests.in_chromium import OpenPage
from tests.reports.report_sample import HOSTILE, UNSEEN, hostile

_PARTS = ["", "#lists", "#cases", "#rules", "#run"]
_LONG = "x" * 10_000


def _with_hostile_crns(results: Results) -> Results:
    """A CRN is no free text, yet nobody keeps an export from holding anything there."""
    crns = {case.crn: f"{HOSTILE} {number}" for number, case in enumerate(results.cases)}
    return results.model_copy(
        update={
            "cases": [case.model_copy(update={"crn": crns[case.crn], "name": _LONG}) for case in results.cases],
            "findings": [one.model_copy(update={"crn": crns[one.crn]}) for one in results.findings],
        }
    )


@pytest.fixture(params=["names", "crns"])
def page(request: pytest.FixtureRequest, page_of: OpenPage) -> Page:
    results = hostile() if request.param == "names" else _with_hostile_crns(hostile())
    opened = page_of(render(results, "html", {"all"}))
    opened.wait_for_selector("html[data-ready]")
    return opened


def _is_harmless(page: Page, own_scripts: int) -> None:
    assert page.evaluate("document.scripts.length") == own_scripts
    assert page.evaluate("document.querySelectorAll('main b[onclick], iframe, img, object').length") == 0
    assert not set(page.evaluate("document.body.textContent")) & set(UNSEEN)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_text_stays_text(page: Page) -> None:
    own_scripts = page.evaluate("document.scripts.length")
    for part in _PARTS:
        page.evaluate("(hash) => { location.hash = hash; }", part)
        expect(page.locator(part or "#first")).to_be_visible()
        _is_harmless(page, own_scripts)
    expect(page.locator("#run")).to_contain_text("<script>alert(1)</script>")
    anchors = page.locator("#case-rows a").evaluate_all("links => links.map(link => link.hash)")
    assert len(anchors) == 7
    for anchor in anchors:
        assert re.fullmatch(r"#case-[A-Za-z0-9-]+", anchor)
        page.evaluate("(hash) => { location.hash = hash; }", anchor)
        expect(page.locator("#case h1")).to_be_focused()
        expect(page.locator("#case")).to_contain_text("<script>alert(1)</script>")
        _is_harmless(page, own_scripts)


def test_hostile_names_can_be_filtered_by(page: Page) -> None:
    page.click(".parts-nav >> text=Cases")
    for name in ["team", "officer"]:
        option = page.locator(f"#f-{name} option", has_text="{{7*7}}").first
        page.select_option(f"#f-{name}", option.get_attribute("value"))
        expect(page.locator("#left")).not_to_contain_text("0 of")
        assert page.locator("#case-rows tr:visible").count() > 0
