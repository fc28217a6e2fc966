import datetime as dt
import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from practice_check.audit.parts import Noted
from practice_check.audit.results import Results
from practice_check.reports import print_table, render
from practice_check.reports.terminal.lines import share, some, wrapped
from tests.reports.report_sample import CHANGES, DEPARTURES, many, sample


def _lines(people: int = 0) -> list[str]:
    return render(many(people) if people else sample(), "table", set()).decode().splitlines()


def _on(results: Results, width: int, height: int) -> list[str]:
    """What a terminal of that size shows."""
    out = io.StringIO()
    print_table(results, Console(file=out, width=width, height=height, color_system=None, force_terminal=True))
    return out.getvalue().splitlines()


@pytest.mark.parametrize("people", [0, 1, 8, 60])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (80, 30), (100, 40), (100, 51), (140, 90), (60, 24)])
@pytest.mark.parametrize("more", [{}, {"changes": CHANGES, "departures": DEPARTURES}], ids=["plain", "all sections"])
def test_all_of_it_fits_on_one_screen(people: int, width: int, height: int, more: dict[str, object]) -> None:
    lines = _on((many(people) if people else sample()).model_copy(update=more), width, height)
    assert len(lines) <= min(height - 1, 50)
    assert max(map(cell_len, lines)) <= width


def test_what_is_piped_has_the_size_of_a_large_screen() -> None:
    lines = _lines(60)
    assert len(lines) == 50
    assert max(map(cell_len, lines)) <= 100


@pytest.mark.parametrize("height", [24, 51])
def test_the_sections_stand_in_the_order_in_which_they_are_needed(height: int) -> None:
    text = "\n".join(_on(sample(), 100, height))
    places = [
        text.index(title)
        for title in (
            *("As of 16 Dec 2013", "Act today", "manager's own desk", "Falling due by 2 Jan 2014"),
            *("Changed", "Whose", "Could not see", "For a person to judge"),
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
    assert second.endswith("can mend")


def test_what_was_noted_stands_beside_the_next_step() -> None:
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
    second = render(sample().model_copy(update={"noted": [noted]}), "table", set()).decode().splitlines()[5]
    assert "Noted: in hand (J Marsh, 2" in second
    assert "Refer to children" in second


def test_what_is_left_out_is_counted() -> None:
    text = "\n".join(_on(many(60), 100, 30))
    assert "Act today  60 people, the first 7 here" in text
    assert "Falling due by 2 Jan 2014  120 duties in 60 cases, the first 2 here" in text


@pytest.mark.parametrize("height", [40, 45, 51])
def test_whatever_else_there_is_to_say_enough_people_to_act_on_are_named(height: int) -> None:
    told = many(60).model_copy(update={"changes": CHANGES, "departures": DEPARTURES})
    text = "\n".join(_on(told, 100, height))
    shown = re.search(r"Act today  60 people, the first (\d+) here", text)
    assert shown
    assert int(shown[1]) >= 6
    assert re.search(r"1 closed +X900007\n", text)


def test_the_desk_says_how_long_the_longest_has_waited() -> None:
    text = "\n".join(_lines())
    assert "On the manager's own desk  1 open, 1 falling due" in text
    assert "Waiting for countersignature  1 open (longest 87 days)  X900003" in text


def test_without_a_run_before_the_screen_says_how_to_name_one() -> None:
    assert "Changed: no run before was named to compare with (--baseline RESULTS)" in _lines()


def test_the_changes_are_three_numbers_with_names_behind() -> None:
    text = "\n".join(_on(sample().model_copy(update={"changes": CHANGES}), 100, 51))
    assert "Changed since 16 Nov 2013  the export is another" in text
    assert re.search(r"1 closed +X900007\n", text)
    assert re.search(r"1 new +X900001\n", text)
    assert re.search(r"1 still open over 30 days +X900002\n", text)
    assert re.search(r"1 no longer judged +X900005\n", text)
    short = "\n".join(_on(sample().model_copy(update={"changes": CHANGES}), 100, 24))
    assert "Changed since 16 Nov 2013: 1 closed, 1 new, 1 still open over 30 days, 1 no longer judged" in short


def test_the_departures_are_counted_and_those_to_look_at_named() -> None:
    text = " ".join(_on(sample().model_copy(update={"departures": DEPARTURES}), 100, 51))
    assert "Departures: 1 past their last day, 1 not agreed to yet, 1 in force. Look at X900002, X900003" in text


def test_what_is_for_a_person_to_judge_is_one_line() -> None:
    (line,) = [line for line in _lines() if line.startswith("For a person to judge")]
    assert line == "For a person to judge: 1 in 1 case; answers are read with --judgements FILE"
    assert "Does the plan say" not in "\n".join(_lines())


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
