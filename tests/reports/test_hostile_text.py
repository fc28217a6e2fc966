"""Text of an export comes out as plain text, in every format and on every screen."""

import csv
import io
import json
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from rich.console import Console

from practice_check.reports import FORMATS, print_table, render
from practice_check.reports.case_page import case_page
from practice_check.reports.case_screen import print_case
from practice_check.reports.escape import cut, for_spreadsheet, for_terminal, one_line, plain
from practice_check.reports.explain_screen import findings_on, print_explanation
from tests.reports.report_page import cases_of, without_data
from tests.reports.report_sample import HOSTILE, READABLE, UNSEEN, hostile


def _printed(show: Callable[[Console], None]) -> str:
    out = io.StringIO()
    show(Console(file=out, width=100, force_terminal=True, color_system=None))
    return out.getvalue()


def _explanation(console: Console) -> None:
    findings = findings_on(hostile(), "X900001", "child-concern-referred")
    print_explanation(hostile(), findings, "child-concern-referred", console)


def _case(console: Console) -> None:
    page = case_page(hostile(), "X900003")
    assert page is not None
    print_case(page, console)


SCREENS: dict[str, Callable[[Console], None]] = {
    "table": lambda console: print_table(hostile(), console),
    "case": _case,
    "explain": _explanation,
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_terminal_shows_markup_and_obeys_nothing(name: str) -> None:
    printed = _printed(SCREENS[name])
    assert not set(printed) & set(UNSEEN)
    assert "<script>" in printed
    assert "{{7*7}}" in printed or name == "table"


def test_markup_stays_as_it_is() -> None:
    assert for_terminal(HOSTILE).plain == one_line(HOSTILE)
    assert READABLE in _printed(_explanation).replace("\n", " ")


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS if fmt != "xlsx"])  # test_workbook.py reads its cells
def test_no_format_carries_a_raw_control_character(fmt: str) -> None:
    written = render(hostile(), fmt, {"all"}).decode("utf-8-sig")
    assert not set(written) & set(UNSEEN)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_holds_no_tag_that_is_not_ours() -> None:
    report = render(hostile(), "html", {"all"}).decode()
    for html in [without_data(report), *cases_of(report)]:
        page = _Tags()
        page.feed(html)
        assert not page.tags & {"script", "img", "iframe", "link", "object"}
        assert not [name for name in page.attributes if name.startswith("on") or name in {"src", "srcset"}]
        assert "<script>alert(1)</script>" in "".join(page.text)
        assert "{{7*7}}" in "".join(page.text)


def test_json_says_exactly_what_the_export_said() -> None:
    written = json.loads(render(hostile(), "json", {"all"}))
    assert written["findings"][0]["message"] == HOSTILE
    lines = [json.loads(line) for line in render(hostile(), "jsonl", {"all"}).splitlines()]
    assert next(line for line in lines if line["type"] == "finding")["message"] == HOSTILE


def test_no_cell_of_the_csv_opens_a_formula() -> None:
    rows = csv.reader(io.StringIO(render(hostile(), "csv", {"all"}).decode("utf-8-sig"), newline=""))
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'=cmd|") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert not [cell for cell in cells if "\n" in cell or "\r" in cell]


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "\x00=1", "＝1"])
def test_every_opening_of_a_formula_is_disarmed(text: str) -> None:
    assert str(for_spreadsheet(text)).startswith("'")


def test_numbers_stay_numbers_for_a_spreadsheet() -> None:
    assert for_spreadsheet(-3) == -3


def test_a_text_that_no_cell_can_hold_is_cut() -> None:
    assert len(str(for_spreadsheet("x" * 40_000))) < 32_767


def test_plain_keeps_lines_and_letters() -> None:
    assert plain("Zoë\r\nSian\x00\ttwo") == "Zoë\nSian\ttwo"


def test_cut_counts_columns_and_not_letters() -> None:
    assert cut("日本語のとても長い名前", 10) == "日本語の…"
    assert cut("short", 10) == "short"
