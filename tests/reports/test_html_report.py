"""The manager's report as a file; what it does in a browser stands in tests/browser."""

import base64
import datetime as dt
import hashlib
import itertools
import re

import pytest

from practice_check.audit.parts import CaseHistory, Change, Changes, Departure, LastTime, Noted, VersionChange
from practice_check.audit.results import Results
from practice_check.reports import render
from practice_check.reports.html.page import Components
from practice_check.reports.selection.first_screen import first_screen
from practice_check.reports.selection.numbers import numbers
from tests.reports.report_page import cases_of, without_data
from tests.reports.report_sample import DEPARTURES, many, sample


def _page(results: Results | None = None, show: set[str] | None = None) -> str:
    return render(results or sample(), "html", show or set()).decode()


def _case(page: str, crn: str) -> str:
    """The fragment of a case, with its spaces as a reader sees them."""
    return next(re.sub(r"\s+", " ", case) for case in cases_of(page) if f"</span> {crn} " in case)


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# ---------------------------------------------------------------- the page


def test_it_fetches_nothing_and_runs_its_own_script_alone() -> None:
    page = _page()
    assert not re.search(r"<link|<img|<iframe|@import|url\(|https?://", page)
    running = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    assert len(running) == 1
    digest = base64.b64encode(hashlib.sha256(running[0].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].split("; ") == [
        *("default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'"),
        f"script-src 'sha256-{digest}'",
    ]


def test_the_headings_of_each_part_and_case_go_down_one_level_at_a_time() -> None:
    page = _page(show={"all"})
    parts = without_data(page).split('class="view"')[1:]
    assert len(parts) == 6
    for part in [*parts[:-1], *cases_of(page)]:
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", part)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_every_heading_cell_a_scope() -> None:
    page = without_data(_page())
    assert page.count("<table") == page.count("<caption") + page.count('class="act-table"') > 5
    assert not re.search(r"<th(?![^>]*scope=)[ >]", page)


def test_every_link_leads_somewhere() -> None:
    page = _page(show={"all"})
    own = without_data(page)
    ids = re.findall(r'id="([^"]+)"', own)
    assert len(ids) == len(set(ids))
    rows = re.search(r'<tbody id="case-rows">(.*?)</tbody>', own, flags=re.DOTALL)
    assert rows
    cases = re.findall(r'href="#(case-[^"]+)"', rows[1])
    assert len(cases) == len(set(cases)) == len(sample().cases)
    everything = own + "".join(cases_of(page))
    assert set(re.findall(r'href="#([^"]+)"', everything)) <= {*ids, *cases}
    assert set(re.findall(r'aria-labelledby="([^"]+)"', own)) <= set(ids)
    assert set(re.findall(r'data-rule="([^"]+)"', everything)) <= set(ids)


def test_an_address_leads_to_the_same_case_in_a_later_run() -> None:
    later = sample()
    later = later.model_copy(update={"cases": list(reversed(later.cases))})
    for page in (_page(), _page(later)):
        assert 'href="#case-X900003-2"' in page


def test_a_crn_that_no_address_can_hold_is_given_a_number() -> None:
    odd = sample()
    odd = odd.model_copy(update={"cases": [odd.cases[0].model_copy(update={"crn": 'X" onclick="x'}), *odd.cases[1:]]})
    assert 'href="#case-n1"' in _page(odd)


# ---------------------------------------------------------------- the first screen and the lists


def test_the_first_screen_names_fifteen_people_and_the_list_all() -> None:
    page = without_data(_page(many(40)))
    first, full = page.split('id="lists" class="view"')
    assert "the first 15 of 40 people" in _text(first)
    act_now = first.split('class="act-table"')[1].split("</table>")[0]
    assert act_now.count("<tr>") == 16
    everyone = full.split('id="act-today"')[1].split("</table>")[0]
    assert everyone.count("<tr>") == 41


def test_a_first_screen_row_holds_all_that_a_manager_asks_of_it() -> None:
    row = _page().split('class="act-table"')[1].split("<tr>")[2]
    said = _text(row)
    assert "X900001 Robert Hale" in said
    assert "J Marsh" in said
    assert "child No referral to children&#39;s services is recorded after the concern" in said
    assert "Next: Refer to children&#39;s services today" in said
    assert "19 Nov 2013" in said
    assert "can be put right" in said


def test_problems_stand_with_their_mend() -> None:
    assert "February 2013 has 28 days: correct the date" in _page()


def test_the_numbers_are_those_of_every_report() -> None:
    results = sample()
    table = without_data(_page(results)).split('id="numbers"')[1].split("</table>")[0]
    found = {
        re.sub(r"&#39;", "'", label): int(count.replace(",", ""))
        for label, count in re.findall(r'<th scope="row"[^>]*>(.*?)</th><td[^>]*>(.*?)</td>', table)
    }
    assert found == {number.label: number.count for number in numbers(results, first_screen(results))}


# ---------------------------------------------------------------- one case


def test_a_finding_stands_with_evidence_reasoning_and_next_step() -> None:
    case = _case(_page(), "X900001")
    assert "caseload.xlsx, contacts, row 14" in case
    assert "a decision not to refer, agreed by a manager: <b>no</b>" in case
    assert "Refer to children&#39;s services today" in case
    assert 'data-fill="sources"' in case


def test_what_a_rule_says_stands_once_on_the_page() -> None:
    page = _page()
    assert page.count("York and North Yorkshire 2014, 4/3.3") == 1
    assert page.count("Was the concern about a child referred to children&#39;s services?") == 1
    rule = without_data(page).split('id="rule-child-concern-referred"')[1].split("</details>")[0]
    assert '<dd data-say="sources">York and North Yorkshire 2014, 4/3.3' in rule


def test_consequences_stand_under_their_root_and_nowhere_else() -> None:
    case = _case(_page(), "X900002")
    assert "2 things that follow from it" in case
    assert case.count("#rule-full-harm-analysis") == 1
    assert case.count("#rule-rmp") == 1
    assert "1 to put right" in case


def test_what_others_owe_stands_apart_from_what_the_officer_owes() -> None:
    case = _case(_page(), "X900003")
    mine, others = case.split("Waiting on others</h2>")
    assert "#rule-initial-home-visit" in mine
    assert "Missed 2 times." in mine
    assert "#rule-countersignature" not in mine
    for rule, whose in [("countersignature", "the manager"), ("victim-contact-offer", "the victim unit")]:
        assert re.search(rf'#rule-{rule}".*?{whose}', others)


def test_what_cannot_be_put_right_is_folded_away() -> None:
    case = _case(_page(), "X900002")
    assert "Not recorded, and past putting right or no longer owed: 1</h2></summary>" in case


def test_what_a_person_must_judge_is_folded_away_and_counted() -> None:
    page = _page()
    assert "For a person to judge: 1</h2></summary>" in _case(page, "X900003")
    assert "Did the person take a real part" not in without_data(page)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (LastTime(what="home visit", date=None, known=True), "none recorded"),
        (LastTime(what="home visit", date=None, known=False), "the export cannot tell"),
        (LastTime(what="home visit", date="2013-11-05", known=True), "5 Nov 2013</dd>"),
        (LastTime(what="home visit", date="2013-11-05", known=False), "5 Nov 2013, or later"),
    ],
)
def test_the_last_home_visit_stands_at_the_top_whatever_is_known_of_it(last: LastTime, said: str) -> None:
    history = CaseHistory(crn="X900003", event_number=2, last=[last])
    case = _case(_page(sample().model_copy(update={"histories": [history]})), "X900003")
    assert f"<dt>Last home visit</dt><dd>{said}" in case.split("</dl>")[0]


def test_a_version_stands_against_the_one_before_it() -> None:
    version = VersionChange.model_validate(
        {"of": "sentence plan", "date": "2013-11-01", "before": "2013-09-20", "unchanged": ["objectives as before"]}
    )
    history = CaseHistory(crn="X900003", event_number=2, versions=[version])
    case = _case(_page(sample().model_copy(update={"histories": [history]})), "X900003")
    assert "Sentence plan, 1 Nov 2013 against 20 Sep 2013" in case
    assert "<dt>As before</dt><dd>objectives as before</dd>" in case


def test_progress_and_departures_stand_with_the_case_and_in_a_list() -> None:
    noted = Noted(
        fingerprint="f07",
        progress="in hand",
        note="booked for Friday",
        by="A Dean",
        on=dt.date(2013, 12, 2),
        crn="X900003",
        event_number=2,
        rule="initial-home-visit",
        still_open=True,
    )
    departure = Departure(
        status="waiting", crn="X900003", rule="countersignature", reason="the manager is away", by="A Dean"
    )
    page = _page(sample().model_copy(update={"noted": [noted], "departures": [departure]}))
    finding = _case(page, "X900003").split("#rule-initial-home-visit")[1].split("</section>")[0]
    assert "Noted on 2 Dec 2013 by A Dean: in hand. booked for Friday" in finding
    assert 'the manager is away <span class="soft">A Dean, agreed by nobody yet' in _case(page, "X900003")
    listed = _text(without_data(page).split('id="departures"')[1].split("</section>")[0])
    assert "X900003 Initial home visit in high-risk and child-protection cases in hand: booked for Friday" in listed
    assert "X900003 Countersignature of high-risk plans not agreed to yet the manager is away" in listed


def test_what_changed_stands_with_the_people_behind_each_number() -> None:
    results = sample()
    gap = results.findings[0]
    new = Change(
        state="new",
        crn=gap.crn,
        event_number=1,
        rule=gap.rule,
        title="A child concern",
        severity="high",
        owner="officer",
        remediable="yes",
        to_mend=True,
        message=gap.message,
        since=gap.occasion.due,
        why="It fell due since.",
        fingerprint=gap.fingerprint,
    )
    closed = new.model_copy(update={"state": "closed", "crn": "X900007", "why": "Recorded on 3 Dec 2013."})
    changes = Changes(
        before=dt.date(2013, 11, 16), now=results.run.as_of, counts={"new": 1, "closed": 1}, changes=[new, closed]
    )
    page = without_data(_page(results.model_copy(update={"changes": changes})))
    first, lists = page.split('id="lists" class="view"')
    panel = _text(first.split('id="changed-side-h"')[1].split("</section>")[0])
    assert "Changed since 16 Nov 2013" in panel
    assert "1 closed: X900007" in panel
    assert "1 new: X900001" in panel
    assert "0 open over 30 days" in panel
    assert "Recorded on 3 Dec 2013." in lists.split('id="changed"')[1].split("</section>")[0]


def test_what_does_not_apply_is_there_only_when_asked_for() -> None:
    assert "Neither high risk nor child protection." not in _case(_page(), "X900004")
    assert "Neither high risk nor child protection." in _case(_page(show={"all"}), "X900004")


def test_a_limited_access_case_is_not_named() -> None:
    page = _page(show={"all"})
    assert "Hidden Person" not in page + "".join(cases_of(page))


def test_nobody_is_accused() -> None:
    page = _page(show={"all"})
    text = _text(without_data(page) + "".join(cases_of(page))).lower()
    assert not re.search(r"\bgaps?\b|\bnot done\b|\bready\b|\bfailings?\b", text)


# ---------------------------------------------------------------- the base


def test_a_component_takes_no_bare_text_for_html() -> None:
    with pytest.raises(TypeError, match="'html' takes HTML that a template has made"):
        Components().inset_text(html="<script>")
    with pytest.raises(TypeError, match="'summaryHtml'"):
        Components().details(summaryHtml="<b>", text="x")
    with pytest.raises(TypeError, match="'html'"):
        Components().summary_list(rows=[{"key": {"html": "<b>"}, "value": {"text": "x"}}])


def test_a_component_escapes_its_text() -> None:
    assert "&lt;script&gt;" in Components().tag(text="<script>\x1b\u202e")
    assert not {"\x1b", "\u202e"} & set(Components().tag(text="<script>\x1b\u202e"))


def test_the_first_screen_says_what_was_noted_and_counts_the_departures() -> None:
    noted = Noted(
        fingerprint="f01",
        progress="in hand",
        by="J Marsh",
        on=dt.date(2013, 12, 2),
        crn="X900001",
        event_number=1,
        rule="child-concern-referred",
        still_open=True,
    )
    told = sample().model_copy(update={"noted": [noted], "departures": DEPARTURES})
    first = render(told, "html", set()).decode().split('id="lists"')[0]
    assert "<strong>Noted: in hand (J Marsh, 2 Dec 2013).</strong> Next" in first
    assert ">Departures</a>: 1 past their last day, 1 not agreed to yet, 1 in force. Look at X900002, X900003" in first


def test_orders_that_have_ended_are_listed_last_however_much_is_open_in_them() -> None:
    results = many(3)
    listed = re.findall(
        r'<tr[^>]*>\s*<th scope="row"[^>]*><a [^>]*href="#case-([^"]+)"', _page(results).split("Every case of")[1]
    )
    first = listed[0]
    ended = [
        case.model_copy(update={"live": False if f"{case.crn}-{case.event_number}" == first else case.live})
        for case in results.cases
    ]
    page = _page(results.model_copy(update={"cases": ended})).split("Every case of")[1]
    again = re.findall(r'<tr[^>]*>\s*<th scope="row"[^>]*><a [^>]*href="#case-([^"]+)"', page)
    running = [
        name for name, case in ((f"{case.crn}-{case.event_number}", case) for case in ended) if case.live is not False
    ]
    assert sorted(again) == sorted(listed)
    assert again.index(first) >= len(running)
