"""1,000 cases: a page that goes by email and opens at once."""

import base64
import os
import re
import time

import pytest

from practice_check.audit.results import Results
from practice_check.reports import render
from tests.browser.report_of_demo import multiplied
from tests.in_chromium import OpenPage

_MOST_BYTES = 10_000_000
_MOST_SECONDS = 2.0
_PACKED = re.compile(rb'<script type="application/octet-stream" class="packed-cases">[^<]*</script>\n')


@pytest.fixture(scope="module")
def page_of_thousand(demo_results: Results) -> bytes:
    """A page that lists 1,000 cases and weighs what 1,000 of the demo weigh.

    Its cases are few ones again and again, which pack too well: it is filled up to the weight that the few have.
    """
    few = demo_results
    a_case = sum(map(len, _PACKED.findall(render(few, "html", set())))) / len(few.cases)
    page = render(_lighter(multiplied(few, -(-1000 // len(few.cases)))), "html", set())
    missing = a_case * 1000 - sum(map(len, _PACKED.findall(page)))
    filling = base64.b64encode(os.urandom(int(missing * 3 / 4)))
    return page.replace(b"</body>", b'<script type="application/octet-stream">' + filling + b"</script></body>")


def _lighter(results: Results) -> Results:
    """Without what is only seen when a case is opened, so that the page is quickly made; the lists stay as they are."""
    findings = [
        finding.model_copy(update={"reasoning": [], "evidence": []})
        for finding in results.findings
        if finding.verdict not in {"met", "met_late", "not_applicable"}
    ]
    return results.model_copy(update={"findings": findings, "histories": []})


def test_a_thousand_cases_weigh_less_than_ten_megabytes(page_of_thousand: bytes) -> None:
    assert page_of_thousand.count(b'href="#case-') > 1000
    assert len(page_of_thousand) < _MOST_BYTES


def test_a_thousand_cases_open_in_less_than_two_seconds(page_of_thousand: bytes, page_of: OpenPage) -> None:
    taken = []
    for _ in range(3):
        page = page_of(page_of_thousand)
        page.wait_for_selector("html[data-ready]")
        taken.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000)
        assert page.locator("#first .act-table tr").count() == 16
        page.context.close()
    assert 0 < min(taken) < _MOST_SECONDS


def test_the_filters_and_a_case_answer_at_once_among_a_thousand(page_of_thousand: bytes, page_of: OpenPage) -> None:
    page = page_of(page_of_thousand, hash="#cases")
    page.wait_for_selector("html[data-ready]")
    began = time.monotonic()
    page.select_option("#f-verdict", "due")
    page.locator("#left", has_text=" of 1,0").wait_for()
    page.locator("#case-rows tr:visible a").first.click()
    page.locator("#case-h").wait_for()
    assert time.monotonic() - began < 2 * _MOST_SECONDS
