"""The rule reference in a browser."""

import pytest
from playwright.sync_api import ViewportSize

from practice_check.reports.html.rule_reference import INDEX, reference
from practice_check.rulebook import Rulebook
from tests.browser.axe import violations
from tests.in_chromium import LAPTOP, PHONE, OpenPage


@pytest.fixture(scope="module")
def pages(rulebook: Rulebook) -> dict[str, bytes]:
    return dict(reference(rulebook))


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("name", [INDEX, "initial-home-visit.html"])
def test_a_page_of_the_rules_breaks_no_rule_of_wcag(
    name: str, size: ViewportSize, pages: dict[str, bytes], page_of: OpenPage
) -> None:
    page = page_of(pages[name], size=size)
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_first_key_leads_past_the_header(pages: dict[str, bytes], page_of: OpenPage) -> None:
    page = page_of(pages[INDEX])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
