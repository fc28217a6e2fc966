"""The interview briefs in a browser: accessible, on a laptop, on a phone and with their details open."""

import pytest
from playwright.sync_api import ViewportSize

from practice_check.reports.html.brief_page import briefs
from tests.browser.axe import violations
from tests.in_chromium import LAPTOP, PHONE, OpenPage
from tests.reports.report_sample import hostile, sample
from tests.reports.sampled import sampled
from tests.reports.test_brief_page import with_history


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_it_is_accessible_with_everything_open(page_of: OpenPage, size: ViewportSize) -> None:
    results = with_history(sample())
    page = page_of(briefs(results, sampled(results), []), size=size)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_list_leads_to_a_case_and_the_case_back(page_of: OpenPage) -> None:
    results = sample()
    page = page_of(briefs(results, sampled(results), []))
    last = results.cases[-1]
    page.get_by_role("link", name=f"{last.crn}, order {last.event_number}").click()
    assert page.locator(f"[id='{last.crn}-{last.event_number}']").is_visible()
    assert page.url.endswith(f"#{last.crn}-{last.event_number}")


def test_hostile_text_runs_nothing(page_of: OpenPage) -> None:
    results = hostile()
    page_of(briefs(results, sampled(results), []))
