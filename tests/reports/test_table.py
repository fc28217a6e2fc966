import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from practice_check.reports import print_table, render
from practice_check.reports.lines import share, some, wrapped
from tests.reports.report_sample import many, sample


def _lines(people: int = 0) -> list[str]:
    return render(many(people) if people else sample(), "table", set()).decode().splitlines()


@pytest.mark.parametrize("people", [0, 1, 8, 60])
def test_all_of_it_fits_on_one_screen(people: int) -> None:
    lines = _lines(people)
    assert len(lines) <= 45
    assert max(map(cell_len, lines)) <= 100


def test_the_sections_stand_in_the_order_in_which_they_are_needed() -> None:
    text = "\n".join(_lines())
    places = [
        text.index(title)
        for title in (
            "As of 16 Dec 2013",
            "Act today",
            "manager's own desk",
            "Falling due by 2 Jan 2014",
            "could not see",
        )
    ]
    assert places == sorted(places)


def test_the_first_line_says_which_pack_judged_how_many() -> None:
    assert _lines()[0] == "As of 16 Dec 2013 · 7 cases · 1 not checked · judged by iaow-2013 6, tr-2014 1"


def test_a_person_stands_with_officer_what_is_open_next_step_since_when_and_whether_it_can_be_mended() -> None:
    first, second = _lines()[4:6]
    assert first.startswith("X900001 Robert Hale")
    assert "CHILD: No referral to children's services" in first
    assert first.endswith("19 Nov 2013")
    assert second.startswith("  J Marsh")
    assert "Refer to children's services today" in second
    assert second.endswith("yes")


def test_what_is_left_out_is_counted() -> None:
    text = "\n".join(_lines(60))
    assert "Act today  11 of 60, and 49 more: --format html" in text
    assert "Falling due by 2 Jan 2014  6 of 60, and 54 more: --format html" in text


def test_a_limited_access_case_is_not_named() -> None:
    assert "Hidden Person" not in render(sample(), "table", set()).decode()


def test_nobody_is_accused() -> None:
    text = render(sample(), "table", set()).decode().lower()
    assert not [word for word in ("gap", "failed", "not done", "ready", "breached their") if word in text]


def test_an_empty_run_says_so_and_claims_no_more() -> None:
    empty = sample().model_copy(update={"cases": [], "findings": [], "problems": []})
    text = render(empty, "table", set()).decode()
    assert "as far as the record shows" in text


def test_a_narrow_terminal_is_not_overrun() -> None:
    out = io.StringIO()
    print_table(many(20), Console(file=out, width=80, color_system=None))
    assert max(map(cell_len, out.getvalue().splitlines())) <= 80


def test_lines_are_shared_floors_first_and_the_earlier_lists_take_the_rest() -> None:
    assert share(20, (30, 2, 9), (10, 5, 5)) == [13, 2, 5]
    assert share(20, (4, 9, 9), (10, 5, 5)) == [4, 9, 7]


def test_some_says_how_many_more_there_are() -> None:
    assert some(["a", "b", "c"], 2) == "a, b and 1 more"
    assert some(["a", "b"], 2) == "a, b"


def test_wrapped_text_ends_in_an_ellipsis_when_it_is_too_long() -> None:
    assert [line.plain for line in wrapped("one two three four five", 9, 2)] == ["one two", "three fo…"]
    assert [line.plain for line in wrapped("one two", 9, 2)] == ["one two"]
