"""The interview briefs: a case in time, decisions and their reasons, open questions, evidence, no accusation."""

import datetime as dt
import re

import pytest

from practice_check.audit.parts import CaseHistory, Mark, Span
from practice_check.audit.results import Results
from practice_check.records.model import CaseRecord
from practice_check.reports.html.brief_page import briefs, officers_briefs
from tests.reports.report_sample import hostile, sample
from tests.reports.sampled import sampled


def text_of(results: Results, records: list[CaseRecord] | None = None) -> str:
    """The page as one line of plain words."""
    page = briefs(results, sampled(results), records or []).decode()
    body = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("&#39;", "'")


def with_history(results: Results) -> Results:
    crn, event = results.cases[0].crn, results.cases[0].event_number
    start = results.cases[0].start_date
    assert start is not None
    after = start.replace(day=1) + dt.timedelta(days=70)
    history = CaseHistory(
        crn=crn,
        event_number=event,
        spans=[Span(lane="RoSH level", what="high {really}", start=start, end=after)],
        marks=[
            Mark(date=after, lane="Contact", what="seen: office"),
            Mark(date=after + dt.timedelta(days=1), lane="Contact", what="seen: office"),
            Mark(date=start - dt.timedelta(days=400), lane="Contact", what="prison visit"),
        ],
    )
    return results.model_copy(update={"histories": [history]})


def test_a_brief_for_each_case_of_the_sample() -> None:
    results = sample()
    page = briefs(results, sampled(results), []).decode()
    for case in results.cases:
        assert f'<section class="brief" id="{case.crn}-{case.event_number}"' in page
        assert f'href="#{case.crn}-{case.event_number}"' in page


def test_an_officer_is_given_no_case_of_anybody_else() -> None:
    results = sample()
    pages = dict(officers_briefs(results, sampled(results), []))
    assert set(pages) == {case.officer or None for case in results.cases}
    for case in results.cases:
        for officer, page in pages.items():
            assert (f'id="{case.crn}-{case.event_number}"' in page.decode()) == (officer == (case.officer or None))
    first = next(name for name in pages if name is not None)
    theirs = {case.crn for case in results.cases if case.officer == first}
    others = {case.crn for case in results.cases} - theirs
    assert others
    assert not any(crn in pages[first].decode() for crn in others)


def test_the_case_in_time_is_told_month_by_month() -> None:
    results = with_history(sample())
    start = results.cases[0].start_date
    assert start is not None
    after = start.replace(day=1) + dt.timedelta(days=70)
    text = text_of(results)
    assert f"{start:%B %Y} RoSH level: high {{really}} from {start.day} {start:%b}" in text
    assert f"RoSH level: high {{really}} until {after.day} {after:%b}" in text
    assert f"seen: office ({after.day} {after:%b} and {after.day + 1} {after:%b})" in text
    assert text.index("Before the start Contact: prison visit") < text.index("RoSH level")


def test_decisions_stand_with_their_reasons_and_with_none_where_none_is_recorded() -> None:
    results = sample()
    record = CaseRecord.model_validate(
        {
            "crn": results.cases[0].crn,
            "decisions": [
                {
                    "duty": "home_visit",
                    "date": dt.date(2013, 7, 1),
                    "reason": "A dog at the house",
                    "by": "A Dean",
                    "agreed_by": "manager",
                },
                {"duty": "check", "date": dt.date(2013, 8, 1), "reason": None},
            ],
            "assessments": [
                {"kind": "rosh_screening", "date": dt.date(2013, 6, 1), "override_reason": "Seen at court"}
            ],
            "contacts": [{"kind": "office", "date": dt.date(2013, 6, 9), "absence_reason": "Was ill"}],
        }
    )
    text = text_of(results, [record])
    assert "1 Jul 2013 Decision about home visit A dog at the house A Dean, agreed by manager" in text
    assert "1 Aug 2013 Decision about check not recorded not recorded" in text
    assert "1 Jun 2013 Assessment: override reason Seen at court" in text
    assert "Was ill" not in text


def test_what_is_open_to_judge_is_asked_and_what_is_not_recorded_is_told_as_that() -> None:
    results = sample()
    text = text_of(results)
    asked = [question for each in results.findings if each.verdict == "needs_judgement" for question in each.questions]
    assert asked
    assert all(question in text for question in asked)
    root = next(each for each in results.findings if each.verdict == "gap" and each.root is None)
    assert root.message in text


def test_nothing_accuses() -> None:
    text = text_of(sample().model_copy(update={"findings": []})).lower()
    for word in (" gap", "failed", "failure", "not done", "poor", "breach of duty", "ready"):
        assert word not in text


@pytest.mark.parametrize("results", [hostile(), with_history(hostile())], ids=["findings", "history"])
def test_hostile_text_is_text(results: Results) -> None:
    page = briefs(results, sampled(results), []).decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "\x1b" not in page
    assert "\u202e" not in page
