"""Text of an export comes out as plain text, in every format and on every screen."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from practice_check.reports import FILES, print_table, render
from practice_check.reports.escape import cut, for_markdown, for_spreadsheet, for_terminal, one_line, plain
from practice_check.reports.selection.case_page import case_page
from practice_check.reports.terminal.case_screen import print_case
from practice_check.reports.terminal.explain_screen import findings_on, print_explanation
from tests.acceptance import plain_text
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


@pytest.mark.parametrize("fmt", FILES)
def test_nothing_in_a_format_is_obeyed_whatever_field_of_the_results_it_stands_in(fmt: str) -> None:
    check = plain_text.KINDS[Path(FILES[fmt]).suffix]
    text = check(render(hostile(), fmt, {"all"}))
    assert "<script>alert(1)</script>" in text
    assert "{{7*7}}" in text


def test_json_says_exactly_what_the_export_said() -> None:
    written = json.loads(render(hostile(), "json", {"all"}))
    assert written["findings"][0]["message"] == HOSTILE
    lines = [json.loads(line) for line in render(hostile(), "jsonl", {"all"}).splitlines()]
    assert next(line for line in lines if line["type"] == "finding")["message"] == HOSTILE


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


@pytest.mark.parametrize(
    "text",
    [
        *("[x](javascript:alert(1))", "![x](y.png)", "<javascript:alert(1)>", "<b>x</b>", "&lt;b&gt;", "a | b || c"),
        *("# Heading", "- item", "+ item", "= =", "1. item", "2) item", "> quoted", "``` code", "~~~ code", "--- ---"),
        *(
            "*x* _y_ **z** __q__ ~~s~~",
            "`x` ``y``",
            "\\`x\\` \\[y](z)",
            "[x]: y",
            "[^1]",
            "$a$",
            "&amp;&#60;",
            "a\nb\r\nc",
        ),
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "- {}", "| Head |\n|---|\n| {} |", "**{}**"], ids=["alone", "item", "cell", "bold"]
)
def test_markdown_reads_as_the_text_that_it_was(text: str, around: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(around.format(for_markdown(text)))
    inside = [inner for token in tokens for inner in token.children or []]
    assert {inner.type for inner in inside} <= {"text", "text_special", "strong_open", "strong_close"}
    assert "".join(inner.content for inner in inside).removeprefix("Head") == one_line(text)
    assert not {token.type for token in tokens} & {
        "heading_open",
        "blockquote_open",
        "fence",
        "code_block",
        "html_block",
    }


@pytest.mark.parametrize(
    "text", ["https://evil.example", "see WWW.evil.example", "a@evil.example", "@somebody", ":smile:"]
)
def test_markdown_links_nothing_by_itself(text: str) -> None:
    assert not re.search(r"(?<!\\)://|(?i:www)\.|(?<!\\)@|(?<!\\):\w", for_markdown(text))


def test_a_text_that_fills_the_page_is_cut_in_markdown() -> None:
    assert len(for_markdown("x" * 10_000)) == 1_001
