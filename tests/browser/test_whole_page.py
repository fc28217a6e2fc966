"""The first page of a run in sums: what a browser and a machine's rules of accessibility find in it."""

import pytest
from playwright.sync_api import ViewportSize

from practice_check.audit.results import Results
from practice_check.reports import render_whole
from practice_check.reports.selection.parts_of_run import parts_of
from practice_check.reports.selection.whole_run import whole_run
from tests.browser import axe
from tests.browser.report_of_demo import with_everything
from tests.in_chromium import LAPTOP, PHONE, OpenPage
from tests.reports.held_run import HeldRun

_HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def page(demo_results: Results) -> bytes:
    """Three teams, one of them in parts, one with a hostile name, and cases without a team."""
    teams = ["Castle", _HOSTILE, "Harbour", None]
    cases = [case.model_copy(update={"team": teams[place // 5]}) for place, case in enumerate(demo_results.cases)]
    run = HeldRun(with_everything(demo_results).model_copy(update={"cases": cases}))
    return render_whole(whole_run(run), "html", parts_of(run.sums, 4))


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_it_breaks_no_rule_that_a_machine_can_test(page: bytes, page_of: OpenPage, size: ViewportSize) -> None:
    assert axe.violations(page_of(page, size=size)) == []


def test_the_teams_can_be_sorted_by_each_heading(page: bytes, page_of: OpenPage) -> None:
    opened = page_of(page)
    heading = opened.locator("#team-table thead th").nth(1)
    for direction in ("descending", "ascending"):
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == direction
        cells = opened.locator("#team-table tbody tr td[data-label=Cases]").all_inner_texts()
        found = [int(text) for text in cells]
        assert found == sorted(found, reverse=direction == "descending")
        assert len(set(found)) > 1
        assert direction in opened.locator("#sorted").inner_text()


def test_a_hostile_name_of_a_team_is_text(page: bytes, page_of: OpenPage) -> None:
    opened = page_of(page)
    assert opened.locator("#team-table img").count() == 0
    assert _HOSTILE in opened.locator("#team-table").inner_text()


def test_it_can_be_read_without_its_script(page: bytes, page_of: OpenPage) -> None:
    opened = page_of(page, script=False)
    assert opened.locator("#team-table tbody tr").count() == 4
    assert opened.get_by_role("button").count() == 0
