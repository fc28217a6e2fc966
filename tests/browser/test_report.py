"""The manager's report in a browser: its first screen, what the filters leave, how a case opens and closes."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from practice_check.audit.results import VERDICTS, Results
from practice_check.reports import render
from practice_check.reports.selection.first_screen import first_screen
from practice_check.reports.selection.select import key_of
from tests.browser.axe import violations
from tests.browser.report_of_demo import multiplied, with_a_full_desk, with_everything
from tests.in_chromium import LAPTOP, PHONE, OpenPage


@pytest.fixture(scope="module")
def results(demo_results: Results) -> Results:
    return with_everything(demo_results)


@pytest.fixture(scope="module")
def html(results: Results) -> bytes:
    return render(results, "html", set())


@pytest.fixture
def report(html: bytes, page_of: OpenPage) -> Iterator[Page]:
    page = page_of(html)
    page.wait_for_selector("html[data-ready]")
    yield page


def _someone(results: Results) -> tuple[str, int]:
    """Somebody to act on today."""
    person = first_screen(results).act_today[0]
    return person.crn, person.event_number


# ---------------------------------------------------------------- accessibility

_STATES = [
    "",
    "#lists",
    "#cases",
    "#cases?severity=high&verdict=gap",
    "#rules",
    "#rules?owner=manager",
    "#run",
    "#case",
]


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("state", _STATES)
def test_no_part_breaks_a_rule_of_wcag_or_is_wider_than_its_window(
    state: str, size: ViewportSize, html: bytes, results: Results, page_of: OpenPage
) -> None:
    crn, event = _someone(results)
    page = page_of(html, size=size, hash=f"#case-{crn}-{event}" if state == "#case" else state)
    page.wait_for_selector("html[data-ready]")
    if state == "#case":
        page.wait_for_selector("#case-h")
        page.evaluate("document.querySelectorAll('#case details').forEach((each) => { each.open = true; })")
    if state.startswith("#rules"):
        page.locator("details.rule:visible summary").first.click()
        expect(page.locator("details.rule[open] .cases-of a").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_words_keep_their_room_when_letters_and_lines_are_spaced_out(
    size: ViewportSize, html: bytes, page_of: OpenPage
) -> None:
    page = page_of(html, size=size)
    page.wait_for_selector("html[data-ready]")
    page.add_style_tag(
        content="* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 }"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_a_case_s_drawing_opens_at_its_latest_end_with_its_names_in_sight(
    html: bytes, results: Results, page_of: OpenPage
) -> None:
    page = page_of(html, size=PHONE)
    page.wait_for_selector("html[data-ready]")
    one = results.histories[0]
    page.evaluate(f"location.hash = 'case-{one.crn}-{one.event_number}'")
    box = page.locator(".tl-box")
    box.scroll_into_view_if_needed()
    ends = "(box) => [box.querySelector('svg').getBoundingClientRect().right, box.getBoundingClientRect().right]"
    drawing, sight = box.evaluate(ends)
    assert abs(drawing - sight) <= 2
    left = "(box) => box.querySelector('.tl-n').getBoundingClientRect().left - box.getBoundingClientRect().left"
    assert 0 <= box.evaluate(left) <= 12
    box.evaluate("(box) => box.scrollBy(-2000, 0)")
    page.wait_for_timeout(100)
    assert 0 <= box.evaluate(left) <= 12


# ---------------------------------------------------------------- the first screen


def test_the_first_screen_is_seen_at_once_on_a_laptop_when_every_list_is_full(
    results: Results, page_of: OpenPage
) -> None:
    full = with_a_full_desk(multiplied(results, 8))
    screen = first_screen(full)
    assert len(screen.act_today) > 15
    assert len(screen.due_soon) > 15
    assert len(screen.managers_desk) == 6
    report = page_of(render(full, "html", set()))
    report.wait_for_selector("html[data-ready]")
    bottom = report.evaluate("document.querySelector('.first-grid').getBoundingClientRect().bottom")
    assert bottom <= 768
    for heading in ["Act today", "On your own desk", "Due by", "Changed since", "Whose", "What this run could not see"]:
        expect(report.locator("#first h2", has_text=heading)).to_be_in_viewport()


def test_everything_that_is_cut_off_on_the_first_screen_stands_in_full_in_the_lists(
    report: Page, results: Results
) -> None:
    report.click(".parts-nav >> text=Full lists")
    for person in first_screen(results).act_today:
        row = report.locator("#act-today tr", has_text=person.crn).first
        expect(row).to_contain_text(person.items[0].finding.message)


# ---------------------------------------------------------------- a case


def test_a_case_opens_is_read_and_left_again(report: Page, results: Results) -> None:
    crn, event = _someone(results)
    link = report.locator(f"#first .act-table a[href='#case-{crn}-{event}']")
    link.click()
    heading = report.locator("#case h1")
    expect(heading).to_be_focused()
    expect(heading).to_contain_text(crn)
    assert crn in report.title()
    expect(report.locator("#first")).to_be_hidden()
    report.click("#back")
    expect(report.locator("#first")).to_be_visible()
    expect(link).to_be_focused()
    assert crn not in report.title()
    report.go_forward()
    expect(heading).to_contain_text(crn)


def test_a_case_opens_by_its_address_and_leads_back_to_the_list(
    html: bytes, results: Results, page_of: OpenPage
) -> None:
    crn, event = _someone(results)
    page = page_of(html, hash=f"#case-{crn}-{event}")
    expect(page.locator("#case h1")).to_contain_text(crn)
    page.click("#back")
    expect(page.locator("#cases")).to_be_visible()


def test_every_case_opens_and_nothing_in_it_is_left_unfilled(report: Page, results: Results) -> None:
    for case in results.cases:
        report.evaluate("(hash) => { location.hash = hash; }", f"#case-{case.crn}-{case.event_number}")
        expect(report.locator("#case h1")).to_contain_text(case.crn)
        expect(report.locator("#case h1")).to_contain_text(case.name or case.crn)
        assert report.evaluate("[...document.querySelectorAll('#case [data-fill]')].every((one) => one.textContent)")
        assert report.evaluate("!document.querySelector('#case-content').textContent.match(/[\\x00-\\x08\\x1e]/)")


def test_a_case_says_what_its_rule_says(report: Page, results: Results) -> None:
    crn, event = _someone(results)
    first = first_screen(results).act_today[0].items[0]
    report.evaluate("(hash) => { location.hash = hash; }", f"#case-{crn}-{event}")
    finding = report.locator("#case .finding", has_text=first.finding.message).first
    expect(finding.locator("h3")).to_contain_text(first.title)
    expect(finding).to_contain_text(first.finding.do or "")
    finding.locator("summary", has_text="How this was reached").click()
    for reason in first.finding.reasoning:
        expect(finding).to_contain_text(reason.text)


def test_a_case_that_is_not_in_the_run_is_said_to_be_so(html: bytes, page_of: OpenPage) -> None:
    page = page_of(html, hash="#case-Q1-9")
    expect(page.locator("#case h1")).to_have_text("That case is not in this report")
    page.click("text=See all its cases")
    expect(page.locator("#cases")).to_be_visible()


def test_a_title_in_a_case_leads_to_its_rule_and_back_again(report: Page, results: Results) -> None:
    crn, event = _someone(results)
    report.evaluate("(hash) => { location.hash = hash; }", f"#case-{crn}-{event}")
    title = report.locator("#case .finding h3 a").first
    words = title.inner_text()
    title.click()
    rule = report.locator("details.rule[open]")
    expect(rule.locator("summary")).to_contain_text(words)
    expect(rule.locator("summary")).to_be_focused()
    expect(rule.locator(f".cases-of a[href='#case-{crn}-{event}']").first).to_be_visible()
    report.go_back()
    expect(report.locator("#case h1")).to_contain_text(crn)


# ---------------------------------------------------------------- the filters


def _left(page: Page) -> set[tuple[str, int]]:
    rows = page.locator("#case-rows tr:visible").all()
    return {(row.locator("a").inner_text(), int(row.locator("td").first.inner_text())) for row in rows}


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("name", ["team", "officer", "owner", "severity", "verdict", "rule"])
def test_each_filter_leaves_the_cases_that_it_names(
    name: str, size: ViewportSize, html: bytes, results: Results, page_of: OpenPage
) -> None:
    of_a_case = {"team": "team", "officer": "officer"}
    shown = [finding for finding in results.findings if finding.verdict != "not_applicable"]
    values = (
        Counter(getattr(case, of_a_case[name]) or "(none)" for case in results.cases)
        if name in of_a_case
        else Counter(getattr(finding, name) for finding in shown)
    )
    value = min(values, key=lambda each: (values[each], each))
    want = (
        {key_of(case) for case in results.cases if (getattr(case, of_a_case[name]) or "(none)") == value}
        if name in of_a_case
        else {key_of(finding) for finding in shown if getattr(finding, name) == value}
    )
    page = page_of(html, size=size, hash="#cases")
    page.wait_for_selector("html[data-ready]")
    page.select_option(f"#f-{name}", value)
    expect(page.locator("#left")).to_contain_text(re.compile(rf"^{len(want)} of {len(results.cases)} cases|^All "))
    assert _left(page) == want
    assert f"{name}=" in page.url
    page.click("#clear")
    expect(page.locator("#left")).to_contain_text(f"All {len(results.cases)} cases")
    assert len(_left(page)) == len(results.cases)
    assert "?" not in page.url


def test_filters_are_taken_together_of_one_finding(report: Page, results: Results) -> None:
    report.click(".parts-nav >> text=Cases")
    report.select_option("#f-owner", "manager")
    report.select_option("#f-verdict", "gap")
    report.select_option("#f-severity", "high")
    assert _left(report) == {
        key_of(one) for one in results.findings if (one.owner, one.verdict, one.severity) == ("manager", "gap", "high")
    }


def test_a_name_or_crn_finds_its_case(report: Page, results: Results) -> None:
    report.click(".parts-nav >> text=Cases")
    crn = results.cases[3].crn
    report.fill("#f-find", crn.lower())
    assert _left(report) == {key_of(case) for case in results.cases if case.crn == crn}


def test_filters_that_stand_in_the_address_are_on_when_it_is_opened(
    html: bytes, results: Results, page_of: OpenPage
) -> None:
    page = page_of(html, hash="#cases?verdict=due&severity=high")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#f-verdict")).to_have_value("due")
    assert _left(page) == {key_of(one) for one in results.findings if (one.verdict, one.severity) == ("due", "high")}
    page.locator("#case-rows tr:visible a").first.click()
    expect(page.locator("#case h1")).to_be_focused()
    page.go_back()
    expect(page.locator("#f-verdict")).to_have_value("due")
    page.click(".parts-nav >> text=Rules")
    expect(page.locator("#f-verdict")).to_have_value("due")


def test_a_filter_that_this_run_does_not_know_leaves_all(html: bytes, results: Results, page_of: OpenPage) -> None:
    page = page_of(html, hash="#cases?team=Nowhere&rule=gone")
    expect(page.locator("#left")).to_contain_text(f"All {len(results.cases)} cases")


def test_a_rule_counts_its_cases_by_the_first_verdict_of_any_occasion(report: Page, results: Results) -> None:
    found: dict[str, dict[tuple[str, int], str]] = {}
    for finding in results.findings:
        cases = found.setdefault(finding.rule, {})
        cases[key_of(finding)] = min(cases.get(key_of(finding), finding.verdict), finding.verdict, key=VERDICTS.index)
    rule = max(found, key=lambda name: sum(verdict == "gap" for verdict in found[name].values()))
    want = {key for key, verdict in found[rule].items() if verdict == "gap"}
    static = report.locator(f"#rule-{rule} [data-counts]").text_content()
    report.click(".parts-nav >> text=Rules")
    counts = report.locator(f"#rule-{rule} [data-counts]")
    assert counts.text_content() == static
    assert f"{len(want)} not recorded" in (static or "")
    report.locator(f"#rule-{rule} summary").click()
    listed = report.locator(f"#rule-{rule} h3:has-text('Not recorded') + ul a").all()
    assert {link.get_attribute("href") for link in listed} == {f"#case-{crn}-{event}" for crn, event in want}
    team = next(case.team for case in results.cases if key_of(case) in want)
    report.select_option("#f-team", team)
    of_team = want & {key_of(case) for case in results.cases if case.team == team}
    expect(counts).to_contain_text(f"{len(of_team)} not recorded")


def test_rules_that_a_filter_leaves_without_a_case_are_hidden(report: Page, results: Results) -> None:
    report.click(".parts-nav >> text=Rules")
    report.select_option("#f-verdict", "due")
    due = {finding.rule for finding in results.findings if finding.verdict == "due"}
    shown = report.locator("details.rule:visible").all()
    assert {rule.get_attribute("data-id") for rule in shown} == due


# ---------------------------------------------------------------- by keyboard, without script, on paper


def test_the_report_is_worked_by_keyboard_alone(report: Page) -> None:
    report.keyboard.press("Tab")
    expect(report.locator(".govuk-skip-link")).to_be_focused()
    for _ in range(3):
        report.keyboard.press("Tab")
    expect(report.locator(".parts-nav a", has_text="Cases")).to_be_focused()
    report.keyboard.press("Enter")
    expect(report.locator("#cases h1")).to_be_focused()
    report.keyboard.press("Shift+Tab")
    expect(report.locator("#clear")).to_be_focused()
    report.locator("#f-severity").focus()
    report.keyboard.press("h")
    expect(report.locator("#f-severity")).to_have_value("high")
    report.locator("#case-rows tr:visible a").first.focus()
    report.keyboard.press("Enter")
    expect(report.locator("#case h1")).to_be_focused()
    report.keyboard.press("Shift+Tab")
    expect(report.locator("#back")).to_be_focused()
    report.keyboard.press("Enter")
    expect(report.locator("#case-rows tr:visible a").first).to_be_focused()


def test_without_script_all_but_the_cases_is_there_and_it_says_so(
    html: bytes, results: Results, page_of: OpenPage
) -> None:
    page = page_of(html, script=False)
    for part in ["#first", "#lists", "#cases", "#rules", "#run"]:
        expect(page.locator(part)).to_be_visible()
    assert page.locator("#case-rows tr:visible").count() == len(results.cases)
    expect(page.locator("#cases .no-script-only")).to_contain_text("practice-check case")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("details.rule:visible").first).to_be_visible()


def test_with_script_nothing_says_that_there_is_none(report: Page) -> None:
    report.click(".parts-nav >> text=Cases")
    expect(report.locator("#cases .no-script-only")).to_be_hidden()


def test_paper_shows_what_is_shown_and_opens_what_is_folded_in_a_finding(report: Page, results: Results) -> None:
    crn, event = _someone(results)
    report.evaluate("(hash) => { location.hash = hash; }", f"#case-{crn}-{event}")
    expect(report.locator("#case h1")).to_be_focused()
    report.emulate_media(media="print")
    expect(report.locator("#first")).to_be_hidden()
    expect(report.locator(".parts-nav")).to_be_hidden()
    expect(report.locator("#back")).to_be_hidden()
    expect(report.locator("#case .finding .reasons").first).to_be_visible()
    expect(report.locator("#case .case-part > details .compact").first).to_be_hidden()


def test_the_first_screen_is_printed_on_one_sheet(report: Page) -> None:
    pdf = report.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2, "the first screen, and the table for the team meeting"
