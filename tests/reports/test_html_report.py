import itertools
import re

from practice_check.reports import render
from tests.reports.report_sample import many, sample


def _page(show: set[str] | None = None) -> str:
    return render(sample(), "html", show or set()).decode()


def test_it_fetches_nothing_and_runs_nothing() -> None:
    page = _page()
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|@import|url\(|https?://", page)


def test_the_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", _page())]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_every_heading_cell_a_scope() -> None:
    page = _page()
    assert page.count("<table") == page.count("<caption>") > 5
    assert not re.search(r"<th(?![^>]*scope=)[ >]", page)


def test_every_link_leads_somewhere() -> None:
    page = _page({"all"})
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert set(re.findall(r'aria-labelledby="([^"]+)"', page)) <= set(ids)


def test_a_finding_stands_with_evidence_source_reasoning_and_paragraph() -> None:
    page = _page()
    assert "caseload.xlsx, contacts, row 14" in page
    assert "a decision not to refer, agreed by a manager: <strong>no</strong>" in page
    assert "York and North Yorkshire 2014, 4/3.3" in page
    assert "Refer to children&#39;s services today" in page


def test_the_first_screen_names_fifteen_people_and_lists_the_others_below() -> None:
    page = render(many(40), "html", set()).decode()
    assert "(15 of 40)" in page
    assert "25 more people with something open" in page


def test_what_does_not_apply_is_there_only_when_asked_for() -> None:
    assert "Neither high risk nor child protection." not in _page()
    assert "Neither high risk nor child protection." in _page({"all"})


def test_a_limited_access_case_is_not_named() -> None:
    assert "Hidden Person" not in _page({"all"})


def test_problems_stand_with_their_mend() -> None:
    assert "February 2013 has 28 days: correct the date" in _page()


def test_nobody_is_accused() -> None:
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", _page(), flags=re.DOTALL).lower()
    assert not re.search(r"\bgaps?\b|\bnot done\b|\bready\b|\bfailings?\b", text)
