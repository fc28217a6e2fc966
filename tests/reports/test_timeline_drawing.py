"""The drawn timeline: where days and lanes stand, what is named, and that it says nothing by colour alone."""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from practice_check.audit.parts import CaseHistory, Mark, Span
from practice_check.audit.results import Finding, Run
from practice_check.reports.html import timeline_drawing as drawing
from practice_check.reports.html.page import environment
from practice_check.reports.html.timeline_axis import LETTER, axis_for

from .report_sample import HOSTILE, READABLE, UNSEEN, sample

AS_OF = dt.date(2026, 10, 30)
CSS = Path(drawing.__file__).parents[1] / "templates" / "parts" / "timeline.css"


def run() -> Run:
    return sample().run.model_copy(update={"as_of": AS_OF})


def mark(date: str, what: str = "office", lane: str = "Contact", sign: Any = "seen") -> Mark:
    return Mark(date=dt.date.fromisoformat(date), lane=lane, what=what, sign=sign)


def span(what: str, start: str | None, end: str | None = None, lane: str = "Order") -> Span:
    return Span(
        lane=lane,
        what=what,
        start=dt.date.fromisoformat(start) if start else None,
        end=dt.date.fromisoformat(end) if end else None,
    )


def history(spans: Sequence[Span] = (), marks: Sequence[Mark] = (), **more: Any) -> CaseHistory:
    return CaseHistory(crn="X100001", event_number=1, spans=list(spans), marks=list(marks), **more)


def finding(rule: str, verdict: str, due: str, **more: Any) -> Finding:
    (one,) = [each for each in sample().findings if each.verdict == "gap"][:1]
    occasion = one.occasion.model_copy(update={"due": dt.date.fromisoformat(due)})
    update = {"rule": rule, "verdict": verdict, "occasion": occasion, "root": None, "consequence_of": None, **more}
    return one.model_copy(update={"fingerprint": f"{rule}-{due}", **update})


def drawn(one: CaseHistory, findings: Sequence[Finding] = (), titles: dict[str, str] | None = None) -> drawing.Drawing:
    return drawing.drawn(one, findings, run(), titles)


def html(one: CaseHistory, findings: Sequence[Finding] = (), titles: dict[str, str] | None = None) -> str:
    template = environment().from_string(
        '{% from "parts/timeline.html" import timeline with context %}{{ timeline(h, f, run, titles) }}'
    )
    return template.render(h=one, f=findings, run=run(), titles=titles)


def labels(it: drawing.Drawing) -> list[tuple[float, float, int, str]]:
    """From, to, line and text of each label."""
    found = []
    for lane in it.lanes:
        for label in lane.labels:
            wide = len(label.text) * LETTER
            left = label.x - wide if label.end else label.x
            found.append((left, left + wide, label.y, label.text))
    return found


# ---------------------------------------------------------------- the axis


def test_the_first_and_the_last_day_lie_within_the_axis_and_in_order() -> None:
    axis = axis_for(dt.date(2026, 1, 1), dt.date(2026, 10, 30), 100, 900)
    xs = [axis.x(day) for day in (dt.date(2026, 1, 1), dt.date(2026, 5, 1), dt.date(2026, 10, 30))]
    assert 100 < xs[0] < xs[1] < xs[2] < 900
    assert axis.x(dt.date(1990, 1, 1)) == 100 and axis.x(dt.date(2090, 1, 1)) == 900


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        ("2026-10-30", "2026-10-30", ["19 Oct 2026", "26 Oct", "2 Nov", "9 Nov"]),
        ("2026-01-10", "2026-10-30", ["Feb 2026", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"]),
        ("2016-10-30", "2026-10-30", ["2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"]),
    ],
)
def test_weeks_months_or_years_are_named_by_how_much_there_is(first: str, last: str, named: list[str]) -> None:
    axis = axis_for(dt.date.fromisoformat(first), dt.date.fromisoformat(last), 146, 890)
    assert [tick.text for tick in axis.ticks] == named


@pytest.mark.parametrize("days", [0, 1, 20, 60, 93, 200, 400, 800, 2_000, 4_000, 20_000, 700_000])
def test_names_of_days_do_not_run_into_each_other(days: int) -> None:
    axis = axis_for(AS_OF - dt.timedelta(days=days), AS_OF, 146, 890)
    assert axis.ticks
    ends = [(tick.x, tick.x + len(tick.text) * LETTER) for tick in axis.ticks]
    assert all(until < start for (_, until), (start, _) in pairwise(ends))
    assert ends[-1][1] <= drawing.WIDTH


def test_the_calendars_own_ends_can_be_drawn() -> None:
    assert axis_for(dt.date.min, dt.date.max, 0, 900).x(AS_OF) > 0


# ---------------------------------------------------------------- lanes


def test_lanes_stand_in_the_order_of_the_history_and_do_not_overlap() -> None:
    it = drawn(
        history(
            [span("licence", "2026-03-01"), span("high", "2026-03-01", lane="RoSH level")],
            [mark("2026-04-01"), mark("2026-05-01", "arrest", "Events", "event")],
        ),
        [finding("a", "gap", "2026-06-01"), finding("b", "due", "2026-11-20")],
    )
    assert [lane.name for lane in it.lanes] == ["Order", "RoSH level", "Contact", "Events", "Not recorded", "Falls due"]
    ys = [lane.y for lane in it.lanes]
    assert ys == sorted(set(ys)) and ys[-1] < it.height
    assert min(after - before for before, after in pairwise(ys)) >= 14


def test_periods_beside_each_other_share_a_row_and_those_at_one_time_do_not() -> None:
    beside = drawn(history([span("low", "2025-01-01", "2025-12-01"), span("high", "2025-12-01")]))
    at_once = drawn(history([span("low", "2025-01-01", "2026-02-01"), span("high", "2025-12-01")]))
    assert len({label.y for label in beside.lanes[0].labels}) == 1
    assert len({label.y for label in at_once.lanes[0].labels}) == 2
    assert at_once.height > beside.height


def test_a_period_that_is_open_has_no_line_at_its_end() -> None:
    (still_open,) = drawn(history([span("licence", "2026-03-01")])).lanes[0].groups[0].shapes
    (ended,) = drawn(history([span("licence", "2026-03-01", "2026-06-01")])).lanes[0].groups[0].shapes
    assert not still_open.path.endswith("z")
    assert ended.path.endswith("z")


def test_a_period_from_before_the_drawing_is_marked_so() -> None:
    it = drawn(history([span("licence", "2026-03-01"), span("own home", "1999-01-01", lane="Home")]))
    assert it.axis.first > dt.date(2026, 1, 1)
    assert [label.text for label in it.lanes[1].labels] == ["‹ own home"]


def test_more_periods_than_there_is_room_for_are_left_to_the_list_and_that_is_said() -> None:
    it = drawn(history([span(f"registration {number}", "2026-01-01", lane="Registrations") for number in range(9)]))
    assert it.notes == ["Registrations: 3 more periods in the list"]
    assert len(it.listed[0].lines) == 9


def test_marks_of_one_day_and_sign_are_one_and_many_are_one_path() -> None:
    days = [f"2026-0{month}-{day:02}" for month in (3, 4) for day in range(1, 16)]
    it = drawn(history(marks=[mark(day, what) for day in days for what in ("office", "home visit")]))
    ((group,),) = [lane.groups for lane in it.lanes]
    (shape,) = group.shapes
    assert shape.path.count("M") == len(days)
    assert [line.split(":")[0] for line in it.listed[0].lines] == ["office", "home visit"]


def test_a_crowded_lane_has_a_row_for_each_sign() -> None:
    def rows(count: int) -> int:
        start = dt.date(2026, 1, 1)
        marks = [
            mark((start + dt.timedelta(days=3 * n)).isoformat(), sign="missed" if n % 3 else "step")
            for n in range(count)
        ]
        (lane,) = drawn(history(marks=marks)).lanes
        return len(
            {int(y) for group in lane.groups for shape in group.shapes for y in re.findall(r"M\d+ (\d+)", shape.path)}
        )

    assert rows(20) == 1
    assert rows(80) == 2


def test_no_label_lies_over_another_or_leaves_the_drawing() -> None:
    events = [
        mark((dt.date(2026, 1, 1) + dt.timedelta(days=9 * n)).isoformat(), "loss of accommodation", "Events", "event")
        for n in range(33)
    ]
    levels = [span("medium", f"2026-{month:02}-01", f"2026-{month + 1:02}-01", "Level") for month in range(1, 10)]
    found = labels(drawn(history([span("licence", "2026-01-01"), *levels], events)))
    assert len([text for *_, text in found if text == "loss of accommodation"]) > 5
    for place, (left, right, y, _) in enumerate(found):
        assert left >= 0 and right <= drawing.WIDTH + LETTER
        for other_left, other_right, other_y, _ in found[:place]:
            assert y != other_y or right <= other_left or other_right <= left


# ---------------------------------------------------------------- duties


def test_what_is_not_recorded_and_what_falls_due_stand_at_their_dates_with_their_titles() -> None:
    it = drawn(
        history([span("licence", "2026-03-01")]),
        [
            finding("visit", "gap", "2026-06-01"),
            finding("plan", "due", "2026-11-20"),
            finding("x", "met", "2026-07-01"),
        ],
        {"visit": "Initial home visit", "plan": "Risk management plan"},
    )
    gap, due = it.lanes[-2], it.lanes[-1]
    assert [shape.title for group in gap.groups for shape in group.shapes] == ["1 Jun 2026: Initial home visit"]
    assert [shape.title for group in due.groups for shape in group.shapes] == ["20 Nov 2026: Risk management plan"]
    x = int(re.findall(r"M(\d+)", gap.groups[0].shapes[0].path)[0])
    assert x + 6 == it.axis.x(dt.date(2026, 6, 1))
    assert it.listed[-2:] == [
        drawing.Listed("Not recorded", ["Initial home visit: due 1 Jun 2026"]),
        drawing.Listed("Falls due", ["Risk management plan: 20 Nov 2026"]),
    ]


def test_what_follows_from_another_duty_is_not_drawn_beside_it() -> None:
    root = finding("screening", "gap", "2026-06-01")
    follows = finding("analysis", "gap", "2026-06-20", root="screening", consequence_of="screening")
    it = drawn(history([span("licence", "2026-03-01")]), [root, follows], {"screening": "S", "analysis": "A"})
    assert it.listed[-1].lines == ["S: due 1 Jun 2026"]


def test_near_duties_are_one_shape_that_counts_the_others() -> None:
    gaps = [finding(name, "gap", f"2026-06-0{place}") for place, name in enumerate("abc", start=1)]
    it = drawn(history([span("licence", "2024-03-01")]), gaps, dict(zip("abc", ("A", "B", "C"), strict=True)))
    (shape,) = it.lanes[-1].groups[0].shapes
    assert shape.title == "1 Jun to 3 Jun 2026: A and 2 more"


def test_a_date_far_ahead_does_not_press_the_rest_together_and_is_told_of() -> None:
    it = drawn(
        history([span("licence", "2026-03-01")]),
        [finding("a", "due", "2026-11-20"), finding("b", "due", "2031-01-01")],
        {"a": "A", "b": "B"},
    )
    assert it.axis.last < dt.date(2027, 3, 1)
    assert len(it.notes) == 1 and it.notes[0].startswith("1 duty with a date after ")
    assert it.listed[-1].lines == ["A: 20 Nov 2026", "B: 1 Jan 2031"]


def test_an_order_that_has_ended_is_drawn_to_its_end() -> None:
    ended = history([span("community order", "2013-06-01", "2014-05-31")], until=dt.date(2014, 8, 31))
    it = drawn(ended)
    assert it.axis.last < dt.date(2015, 1, 1)
    assert it.as_of_x is None
    assert it.notes == [f"what came after {it.axis.last.day} Sep 2014, when the order had ended"]


# ---------------------------------------------------------------- the page


def busy() -> CaseHistory:
    signs = ["seen", "missed", "step", "unclear", "document", "event"]
    marks = [mark(f"2026-{4 + n % 6:02}-{1 + n:02}", f"thing {n}", f"Lane {n % 4}", signs[n % 6]) for n in range(24)]
    return history([span("licence", "2026-03-01"), span("high", "2026-03-01", lane="Level")], marks)


GAPS = [finding("a", "gap", "2026-06-01"), finding("b", "due", "2026-11-20")]


def test_a_square_has_a_length_since_print_loses_one_that_is_all_caps() -> None:
    (group,) = drawn(history(marks=[mark("2026-04-01", "sentence plan", sign="document")])).lanes[0].groups
    (shape,) = group.shapes
    assert re.fullmatch(r"M\d+ \d+h8", shape.path)
    assert "linecap: square" not in CSS.read_text(encoding="utf-8")


def test_the_drawing_is_one_image_with_a_name_in_a_box_that_can_be_scrolled_by_keys() -> None:
    page = html(busy(), GAPS)
    svg = ElementTree.fromstring(re.findall(r"<svg viewBox=\"0 0 900.*?</svg>", page, re.S)[0])
    assert svg.get("role") == "img"
    assert "24 entries, 1 not recorded, 1 falling due" in (svg.get("aria-label") or "")
    assert 'role="group" tabindex="0" aria-label="Timeline of X100001, order 1; scrolls sideways"' in page
    assert not re.search(r"\bid=|<script|\bhref=|style=", page)


def test_every_shape_that_is_drawn_is_in_the_key_in_words_and_has_a_form_of_its_own() -> None:
    page = html(busy(), GAPS)
    key = page[page.index("tl-key") :]
    for sign, words in drawing.SIGNS.items():
        assert f'class="tl-{sign}"' in key and words in key
    forms = {}
    for sign in drawing.SIGNS:
        style = re.findall(rf"^\.tl-{sign} {{(.*?)}}", CSS.read_text(), re.M)[0]
        without_colour = re.sub(r"#\w+", "", re.sub(r"stroke-width: [\d.]+;?", "", style))
        filled = "fill: #fff" not in style and "fill: none" not in style
        forms[sign] = (drawing.FOR_TEMPLATES["timeline_path"](sign, 7, 7), without_colour, filled)  # type: ignore[operator]
    assert len(set(forms.values())) == len(forms)


def test_colours_stand_out_from_white_by_three_to_one() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    css = CSS.read_text()
    for sign in [*drawing.SIGNS, "period", "now"]:
        style = re.findall(rf"^\.tl-{sign} {{(.*?)}}", css, re.M)[0]
        darkest = min(luminance(colour) for colour in re.findall(r"#[0-9a-f]{6}", style))
        assert 1.05 / (darkest + 0.05) >= 3, sign


def test_every_entry_period_and_duty_is_in_the_list() -> None:
    one = busy()
    listed = html(one, GAPS, {"a": "Home visit", "b": "Plan"}).split("tl-list")[1]
    for what in [*(mark.what for mark in one.marks), *(span.what for span in one.spans)]:
        assert what in listed
    assert "Home visit: due 1 Jun 2026" in listed and "Plan: 20 Nov 2026" in listed


def test_a_case_of_which_nothing_is_known_says_so_and_why() -> None:
    page = html(history(not_seen=["the 'contacts' sheet is not in the export"]))
    assert "<svg" not in page and "<details" not in page
    assert "The record holds nothing that could be drawn." in page
    assert "Not on the drawing: the &#39;contacts&#39; sheet is not in the export." in page


def test_hostile_text_is_text() -> None:
    one = history(
        [span("licence", "2026-03-01"), span(HOSTILE, "2026-03-01", "2026-03-02", HOSTILE)],
        [mark("2026-04-01", HOSTILE, HOSTILE, "event"), mark("2026-04-01", "x" * 10_000, "Other", "document")],
        not_seen=[HOSTILE],
    )
    page = html(one, [finding("a", "gap", "2026-06-01")], {"a": HOSTILE})
    assert READABLE in page
    assert not any(character in page for character in UNSEEN)
    assert "<script" not in page and "<b " not in page
    assert "x" * 200 not in page
    ElementTree.fromstring(re.findall(r"<svg viewBox=\"0 0 900.*?</svg>", page, re.S)[0])


def test_a_usual_case_is_small() -> None:
    """Twenty weeks of contact, ten events and documents, ten gaps: what a thousand cases can each take on a page."""
    contact = [mark((dt.date(2026, 3, 1) + dt.timedelta(days=7 * n)).isoformat()) for n in range(20)]
    documents = [mark(f"2026-{month:02}-10", "risk management plan", "Plans", "document") for month in range(3, 10)]
    events = [mark(f"2026-{month:02}-20", "arrest", "Events", "event") for month in range(4, 7)]
    gaps = [finding(f"r{month}", "gap", f"2026-{month:02}-15") for month in range(4, 10)]
    titles = {one.rule: "Contact offered as often as the plan says" for one in gaps}
    page = html(history([span("licence", "2026-03-01")], [*contact, *documents, *events]), gaps, titles)
    assert len(re.findall(r"<svg viewBox=\"0 0 900.*?</svg>", page, re.S)[0]) < 4_000


def test_days_are_listed_with_each_year_once() -> None:
    days = [dt.date(2026, 1, 1), dt.date(2025, 3, 3), dt.date(2025, 4, 5), dt.date(2025, 4, 5)]
    assert drawing.dates_in_words(days) == "3 Mar, 5 Apr 2025; 1 Jan 2026"
