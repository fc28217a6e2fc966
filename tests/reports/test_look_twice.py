"""Caseload warnings on the screen and on the page: few lines, no verdict, nobody accused."""

import io
import itertools
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from practice_check.audit.results import CaseloadWarning, ReportPara, Results, WarnedCase
from practice_check.reports import print_table, render
from practice_check.reports.selection.first_screen import first_screen
from tests.reports.report_sample import HOSTILE, UNSEEN, many, sample


def warned(number: int, **more: object) -> CaseloadWarning:
    return CaseloadWarning.model_validate(
        {
            "id": f"warning-{number}",
            "title": f"Warning {number}",
            "warns": True,
            "message": f"Message {number}.",
            "cases": [WarnedCase(crn="X900002", event_number=1), WarnedCase(crn="X999999", event_number=1)],
            "cases_total": 60,
            "why": "It looks like oversight.",
            "do": "Read some again.",
            "for": "manager",
            "sources": [ReportPara(report="tr5", para="3.44")],
            **more,
        }
    )


ALL = [
    warned(1),
    warned(1, message="Another of the first."),
    warned(2, message=HOSTILE),
    warned(3, message="A long message " * 20),
    warned(4),
    warned(5, **{"for": "quality_team"}),
    warned(6, warns=False, message="Could not be looked at for anybody, for want of the reviews table.", cases=[]),
]


def _with(results: Results, warnings: list[CaseloadWarning]) -> Results:
    return results.model_copy(update={"warnings": warnings})


def _lines(results: Results) -> list[str]:
    return render(results, "table", set()).decode().splitlines()


@pytest.mark.parametrize("people", [0, 1, 8, 60])
@pytest.mark.parametrize("number", range(len(ALL) + 1))
def test_all_of_the_screen_still_fits(people: int, number: int) -> None:
    lines = _lines(_with(many(people) if people else sample(), ALL[:number]))
    assert len(lines) <= 50
    assert max(map(cell_len, lines)) <= 100


def test_a_run_without_a_warning_has_no_such_part() -> None:
    for warnings in ([], ALL[6:]):
        assert "Look twice" not in "\n".join(_lines(_with(sample(), warnings)))
    page = render(sample(), "html", set()).decode()
    assert "about the whole caseload" not in page
    assert "Nothing that calls for a second look." in page


def test_it_has_three_lines_at_most_before_what_could_not_be_seen() -> None:
    lines = _lines(_with(sample(), ALL))
    at = lines.index("Look twice  4 warnings, the first 2 here, 1 more for the quality team: --format html")
    assert lines[at + 1] == "Message 1. (+1)"
    assert "<script>" in lines[at + 2]
    assert lines[at + 3].startswith("Could not see: ")


def test_what_is_for_the_quality_team_is_counted_on_the_screen_and_no_more() -> None:
    text = "\n".join(_lines(_with(sample(), [ALL[5]])))
    assert "Look twice  1 for the quality team: --format html" in text
    assert "Message 5" not in text


def test_a_narrow_terminal_is_not_overrun() -> None:
    out = io.StringIO()
    print_table(_with(many(20), ALL), Console(file=out, width=80, color_system=None))
    assert max(map(cell_len, out.getvalue().splitlines())) <= 80


def test_the_page_says_why_what_to_do_and_which_cases() -> None:
    page = render(_with(sample(), ALL), "html", set()).decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert 'href="#look-twice"' in page
    assert "4 warnings about the whole caseload" in text
    assert page.index('id="whose"') < page.index('id="look-twice"') < page.index('id="departures"')
    assert "Transforming Rehabilitation 5, 2016, 3.44" in text
    assert "60 cases, the first 2" in text
    assert re.search(r'<a [^>]*href="#case-X900002-1"[^>]*>X900002</a>', page)
    assert "For the quality team Warning 5" in text
    assert "Warning 6. Could not be looked at for anybody, for want of the reviews table." in text


def test_the_page_keeps_its_order_of_headings() -> None:
    page = render(_with(sample(), ALL), "html", set()).decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    ids = set(re.findall(r'id="([^"]+)"', page))
    opened_by_the_script = re.compile(r"case-|cases\?")
    assert {each for each in re.findall(r'href="#([^"]+)"', page) if not opened_by_the_script.match(each)} <= ids


@pytest.mark.parametrize("fmt", ["table", "html", "json", "jsonl"])
def test_a_hostile_message_obeys_nobody(fmt: str) -> None:
    written = render(_with(sample(), ALL), fmt, set()).decode()
    assert not set(written) & set(UNSEEN)
    assert fmt != "html" or "<script>alert" not in written


def test_they_are_told_apart_by_reader() -> None:
    look = first_screen(_with(sample(), ALL)).look_twice
    assert [[each.id for each in said] for said in look.manager] == [
        ["warning-1", "warning-1"],
        ["warning-2"],
        ["warning-3"],
        ["warning-4"],
    ]
    assert [said[0].id for said in look.quality_team] == ["warning-5"]
    assert [each.id for each in look.not_looked_at] == ["warning-6"]


def test_results_with_warnings_read_back_are_the_same() -> None:
    results = _with(sample(), ALL)
    assert Results.model_validate_json(render(results, "json", {"all"})) == results
