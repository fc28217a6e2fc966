"""The summaries: Markdown for an e-mail or a wiki, and CSV with a row a rule."""

import csv
import io
from itertools import pairwise

from markdown_it import MarkdownIt

from practice_check.audit.results import VERDICTS, Results
from practice_check.reports import of_results, render, streams_of
from tests.acceptance.reading_back import markdown_tables
from tests.reports.report_sample import CHANGES, DEPARTURES, many, sample


def _md(results: Results) -> str:
    return render(results, "md", set()).decode()


def _summary(results: Results) -> list[dict[str, str]]:
    out = io.BytesIO()
    streams_of(of_results(results, {"gap"}), "csv")["summary.csv"](out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def test_the_headings_stand_in_the_order_of_the_first_screen() -> None:
    full = sample().model_copy(update={"changes": CHANGES, "departures": DEPARTURES})
    tokens = MarkdownIt("commonmark").parse(_md(full))
    headings = [after.content for token, after in pairwise(tokens) if token.tag in ("h1", "h2")]
    assert [text for text in headings if text] == [
        "Practice check as of 16 Dec 2013",
        "Act today",
        "On the manager's own desk",
        "Falling due by 2 Jan 2014",
        "What changed",
        "Whose",
        "Departures",
        "What this run could not see",
        "Data to mend first",
        "Numbers",
    ]


def test_a_person_stands_with_all_that_a_manager_asks() -> None:
    head, first, *_ = markdown_tables(_md(sample()).encode())[0]
    assert dict(zip(head, first, strict=True)) == {
        "Who": "X900001 Robert Hale",
        "Officer now": "J Marsh",
        "What is open": "child: No referral to children's services is recorded after the concern of 18 Nov 2013.",
        "Was due": "19 Nov 2013",
        "Next step": "Refer to children's services today, and record the referral and its answer.",
        "Can be put right": "yes",
        "Noted": "",
    }


def test_at_most_fifteen_people_are_named_and_the_others_counted() -> None:
    text = _md(many(20))
    assert len(markdown_tables(text.encode())[0]) == 16
    assert "And 5 more people: see the report or the workbook." in text


def test_the_changes_are_numbers_with_names_behind() -> None:
    text = _md(sample().model_copy(update={"changes": CHANGES}))
    assert "Since the run as of 16 Nov 2013:" in text
    assert "- **1 closed**: X900007, A duty" in text
    assert "- **1 still open over 30 days**: X900002, A duty" in text


def test_without_a_run_before_it_says_how_to_name_one() -> None:
    assert "`--baseline RESULTS` names one" in _md(sample())


def test_a_departure_to_look_at_is_named_with_its_reason() -> None:
    text = _md(sample().model_copy(update={"departures": DEPARTURES}))
    assert "- **X900002**: RoSH screening at the start; past their last day. Seen by the court team." in text


def test_a_limited_access_case_is_not_named_and_nobody_accused() -> None:
    text = _md(sample())
    assert "Hidden Person" not in text
    assert not [word for word in ("gap", "failed", "not done,", "ready") if f" {word}" in text.lower()]


def test_an_empty_run_says_so() -> None:
    text = _md(sample().model_copy(update={"cases": [], "findings": [], "problems": []}))
    assert "Nothing is open that somebody could put right, as far as the record shows." in text
    assert "Nothing that the rules asked for." in text


def test_the_csv_summary_has_a_row_a_rule_with_every_verdict() -> None:
    rows = _summary(sample())
    assert {row["rule"] for row in rows} == {finding.rule for finding in sample().findings}
    (visit,) = [row for row in rows if row["rule"] == "initial-home-visit"]
    assert (visit["title"], visit["severity"], visit["owner"], visit["outcome"]) == (
        "Initial home visit in high-risk and child-protection cases",
        "high",
        "officer",
        "protecting-the-public",
    )
    found = [finding for finding in sample().findings if finding.rule == "initial-home-visit"]
    assert {word: int(visit[word]) for word in VERDICTS} == {
        word: sum(finding.verdict == word for finding in found) for word in VERDICTS
    }


def test_the_csv_summary_is_of_the_whole_run_whatever_is_shown() -> None:
    assert sum(int(row[word]) for row in _summary(sample()) for word in VERDICTS) == len(sample().findings)


def test_a_case_in_which_a_rule_does_not_apply_is_not_among_its_cases() -> None:
    results = sample()
    none = [finding for finding in results.findings if finding.verdict == "not_applicable"]
    rows = {row["rule"]: row for row in _summary(results.model_copy(update={"findings": none}))}
    assert {row["cases"] for row in rows.values()} == {"0"}
