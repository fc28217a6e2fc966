"""The comparison on a screen and in files: the same numbers in each, and text of an export made harmless."""

import csv
import datetime as dt
import io
import json

import pytest
from rich.console import Console

from practice_check.audit.parts import Changes
from practice_check.history import compare
from practice_check.reports.files.compare_files import changes_as_csv, changes_as_json, changes_as_md
from practice_check.reports.selection.changed import what_changed
from practice_check.reports.selection.compare_view import numbers_line
from practice_check.reports.terminal.compare_screen import print_changes
from tests.history.made import BEFORE, NOW, case, finding, rule, run
from tests.reports.report_sample import HOSTILE, UNSEEN

THEMES = {"child": rule(themes=["child", "exposed"], title="Told of the child")}


def changes(text: str = "") -> Changes:
    """Of twelve people: two closed, one new, eight still open (one of them past mending), one no longer judged."""
    rules = {"visit": rule(title=text or "A visit"), **THEMES}
    cases = [case(f"X{number}", name=text or f"Person {number}", officer=text or "B. Able") for number in range(12)]
    given = {"message": text, "do": text, "officer_now": text} if text else {}
    old = [finding(str(number), "gap", crn=f"X{number}", **given) for number in range(11)]
    new = [
        finding("0", "met_late", crn="X0", met_on=dt.date(2025, 3, 20), days_late=38, **given),
        finding("1", "excepted", crn="X1", **given),
        finding("2", "cannot_tell", crn="X2", **given),
        finding("3", "gap", crn="X3", remediable="no", **given),
        *(finding(str(number), "gap", crn=f"X{number}", **given) for number in range(4, 11)),
        finding("11", "gap", crn="X11", rule="child", **given),
    ]
    return compare(run(BEFORE, old, cases=cases, rules=rules), run(NOW, new, cases=cases, rules=rules))


def screen(found: Changes, width: int = 100) -> list[str]:
    out = io.StringIO()
    print_changes(found, Console(file=out, width=width, force_terminal=True, color_system=None))
    return out.getvalue().splitlines()


def test_the_numbers_are_the_same_in_every_form() -> None:
    found = changes()
    said = numbers_line(what_changed(found))
    assert said == "2 closed, 1 new, 7 still open over 30 days, 1 no longer judged"
    assert said in screen(found)[0]
    assert f"\n{said}.\n" in changes_as_md(found).decode()
    assert "\n1 more open as long cannot be put right now" in changes_as_md(found).decode()
    assert (found.long_open, found.long_open_to_mend) == (8, 7)
    assert json.loads(changes_as_json(found))["counts"] == {"new": 1, "closed": 2, "still_open": 8, "not_judged_now": 1}
    rows = list(csv.DictReader(io.StringIO(changes_as_csv(found).decode("utf-8-sig"))))
    assert [row["state"] for row in rows].count("still open") == 8
    assert len(rows) == 12


def test_a_long_list_is_cut_and_says_so_and_what_nobody_can_mend_is_apart() -> None:
    lines = screen(changes())
    still = next(at for at, line in enumerate(lines) if line.startswith("Still open"))
    assert "7 duties, 7 people; the first 6 here" in lines[still]
    named = [line[:3].strip() for line in lines[still + 1 : still + 14] if line.startswith("X")]
    assert named == ["X10", "X4", "X5", "X6", "X7", "X8"]
    assert lines[still + 13] == (
        "1 more open as long cannot be put right now: the moment has passed, or the order has ended."
    )


def test_a_child_that_is_exposed_is_said_in_words() -> None:
    assert any("CHILD: gap 11" in line for line in screen(changes()))


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    assert max(map(len, screen(changes("A very long title of a duty " * 9), width))) <= width


def test_officers_stand_by_name_and_not_by_number() -> None:
    found = changes()
    names = ["Zoe", "adam", "Bea", None]
    moved = [
        change.model_copy(update={"officer_now": names[at % 4], "team": "South" if at % 2 else "north"})
        for at, change in enumerate(found.changes)
    ]
    lines = screen(found.model_copy(update={"changes": moved}))
    whose = next(at for at, line in enumerate(lines) if line.startswith("Whose"))
    rows = lines[whose + 2 : whose + 6]
    officers = ("Bea", "Zoe", "adam", "no officer recorded")
    assert [next(name for name in officers if name in row) for row in rows] == list(officers)
    assert [row.split()[0] for row in rows] == ["north", "Zoe", "South", "no"]


@pytest.mark.parametrize("form", [changes_as_csv, changes_as_json, changes_as_md])
def test_text_of_an_export_is_harmless_in_every_file(form: object) -> None:
    assert callable(form)
    written = form(changes(HOSTILE)).decode("utf-8-sig")
    assert not set(written) & set(UNSEEN)
    if form is changes_as_csv:
        cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    if form is changes_as_md:
        assert "<script>" not in written
        assert all(row.count("|") == 7 + row.count("\\|") for row in written.splitlines() if row.startswith("| X"))


def test_text_of_an_export_is_harmless_on_the_screen() -> None:
    lines = "".join(screen(changes(HOSTILE)))
    assert not set(lines) & set(UNSEEN)
    assert "<script>" in lines
