"""The trend as charts: each an image with a name and a sentence, the numbers beneath, nothing that runs or fetches."""

import datetime as dt
import re
import xml.etree.ElementTree as ET

from practice_check.audit.parts import Trend, TrendPoint
from practice_check.reports.html.trend_chart import trend_chart

SVG = "{http://www.w3.org/2000/svg}"


def trend(count: int = 6, *, rate: bool = True, notes: list[str] | None = None) -> Trend:
    points = [
        TrendPoint(
            as_of=dt.date(2025, 1, 6) + dt.timedelta(weeks=4 * number),
            judged=200,
            in_time=100 + number,
            in_time_percent=50 + number / 2 if rate else None,
            not_told=7,
            cases=40,
            open_high=20 - number,
            open_high_per_100=50 - 2.5 * number if rate else None,
        )
        for number in range(count)
    ]
    return Trend(points=points, notes=notes or [])


def page(found: Trend) -> ET.Element:
    return ET.fromstring(f"<div>{trend_chart(found)}</div>")


def test_there_is_none_without_a_trend() -> None:
    assert trend_chart(None) is None


def test_each_drawing_is_one_image_with_a_name_and_a_sentence() -> None:
    drawings = page(trend()).findall(f".//{SVG}svg")
    assert len(drawings) == 2
    for drawing in drawings:
        assert drawing.get("role") == "img"
        told = [drawing.find(f".//*[@id='{name}']") for name in str(drawing.get("aria-labelledby")).split()]
        assert [element.tag for element in told if element is not None] == [f"{SVG}title", f"{SVG}desc"]
        assert len(drawing.findall(f".//{SVG}title")) == len(drawing.findall(f".//{SVG}desc")) == 1
        assert len(drawing.findall(f".//{SVG}circle")) == 6
    sentence = drawings[0].find(f"{SVG}desc")
    assert sentence is not None
    assert sentence.text == "From 50.0% on 6 Jan 2025 to 52.5% on 26 May 2025, over 6 runs; the table below has each."


def test_the_table_has_every_number_with_its_base() -> None:
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in page(trend()).iter("tr")]
    assert rows[1] == ["6 Jan 2025", "50.0%", "200", "7", "20", "50.0", "40"]
    assert rows[6] == ["26 May 2025", "52.5%", "200", "7", "15", "37.5", "40"]
    assert len(rows) == 7


def test_nothing_in_it_runs_or_is_fetched() -> None:
    drawn = str(trend_chart(trend())).replace("http://www.w3.org/2000/svg", "")
    for sign in ("<script", "@import", "http:", "https:", "//", "url(", "href", "onload", "<!--"):
        assert sign not in drawn, sign


def test_the_same_trend_is_drawn_the_same_and_names_are_unique() -> None:
    once = str(trend_chart(trend()))
    assert once == str(trend_chart(trend()))
    names = re.findall(r'\bid="([^"]+)"', once)
    assert len(set(names)) == len(names)


def test_a_base_that_is_too_small_leaves_a_hole_and_says_so() -> None:
    found = trend(7)
    points = [*found.points[:3], found.points[3].model_copy(update={"in_time_percent": None}), *found.points[4:]]
    drawn = page(Trend(points=points))
    assert [len(svg.findall(f".//{SVG}circle")) for svg in drawn.findall(f".//{SVG}svg")] == [6, 7]
    assert "too few" in ["".join(cell.itertext()) for cell in drawn.iter("td")]
    none = page(trend(rate=False))
    assert "Too few cases for a rate." in ["".join(each.itertext()) for each in none.iter(f"{SVG}desc")]


def test_many_runs_have_few_dates_beneath_and_the_last_among_them() -> None:
    drawing = page(trend(40)).findall(f".//{SVG}svg")[0]
    dates = [text.text for text in drawing.iter(f"{SVG}text") if text.text and "20" in text.text and " " in text.text]
    assert 3 <= len(dates) <= 4
    assert "3 Jan 2028" in dates


def test_notes_are_plain_text() -> None:
    drawn = str(trend_chart(trend(notes=["Changed <script>alert(1)</script>"])))
    assert "Mind: Changed &lt;script&gt;" in drawn
