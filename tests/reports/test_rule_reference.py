"""The rule reference: every rule has a page, and every page has all its parts."""

import re

import pytest

from practice_check.reports.html.rule_reference import INDEX, reference
from practice_check.reports.selection.rule_page import rule_page
from practice_check.rulebook import Rulebook, load

_PARTS = ("question", "applies", "looked-for", "limits", "do", "sources", "figures", "examples")
_RULES = sorted(load().rules)


@pytest.fixture(scope="module")
def pages(rulebook: Rulebook) -> dict[str, str]:
    return {name: page.decode() for name, page in reference(rulebook)}


@pytest.mark.parametrize("rule", _RULES)
def test_a_page_has_every_part(rule: str, pages: dict[str, str], rulebook: Rulebook) -> None:
    html = pages[f"{rule}.html"]
    parts = re.split(r'data-part="', html)
    found = {part.split('"')[0]: re.sub(r"<[^>]+>|\s", "", part.partition(">")[2]) for part in parts[1:]}
    wanted = {*_PARTS, "judge"} if rulebook.rules[rule].judge else set(_PARTS)
    assert set(found) == wanted
    assert all(len(text) > 10 for text in found.values())


@pytest.mark.parametrize("rule", _RULES)
def test_a_page_says_all_that_a_reader_asks_of_a_rule(rule: str, rulebook: Rulebook) -> None:
    page = rule_page(rulebook, rule)
    assert page.opens.text and page.expects.text and page.due
    assert page.sources and page.answers and page.examples and page.packs
    assert all(limit.source for limit in page.limits)
    assert page.rule.why and page.rule.do and page.gap
    assert "{" not in page.gap


def test_the_index_leads_to_every_page(pages: dict[str, str]) -> None:
    assert set(re.findall(r'href="([a-z0-9-]+\.html)"', pages[INDEX])) == set(pages) - {INDEX}


def test_no_link_leads_nowhere(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        assert set(re.findall(r'href="([^"#]+)"', html)) <= set(pages), name


def test_nothing_is_fetched_and_nothing_runs(pages: dict[str, str]) -> None:
    for html in pages.values():
        assert not re.search(r"<script|src=|@import|url\(|http", html.replace("http-equiv", ""))
        assert "default-src 'none'" in html
