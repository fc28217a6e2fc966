"""The trend as two line charts with their numbers beneath, to be set into an HTML page. No script, nothing fetched."""

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygal
from markupsafe import Markup
from pygal.style import Style

from practice_check.audit.parts import Trend, TrendPoint
from practice_check.reports import words
from practice_check.reports.html.page import environment

_SVG = "{http://www.w3.org/2000/svg}"
#: What the library adds for its own script, which is not there.
_UNWANTED = {f"{_SVG}script", f"{_SVG}title", f"{_SVG}desc"}
_WIDTH, _HEIGHT = 480, 220
#: So many dates fit below a chart.
_MOST_LABELS = 4
_LOOK = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#0b0c0c",
    foreground_strong="#0b0c0c",
    foreground_subtle="#505a5f",
    guide_stroke_color="#b1b4b6",
    major_guide_stroke_color="#b1b4b6",
    colors=("#1d70b8",),
    font_family="inherit",
    label_font_size=13,
    major_label_font_size=13,
    value_font_size=13,
)


@dataclass(frozen=True)
class Chart:
    title: str
    drawing: Markup


def trend_chart(trend: Trend | None) -> Markup | None:
    """The charts, their table and what makes the runs less than comparable; None while there is no trend."""
    if trend is None:
        return None
    charts = [
        _chart(
            "in-time",
            "Share of duties recorded in time, of those that were due",
            trend.points,
            lambda point: point.in_time_percent,
            "%",
        ),
        _chart(
            "open-high",
            "Duties of high severity not recorded that can be put right, for each 100 cases",
            trend.points,
            lambda point: point.open_high_per_100,
            "",
        ),
    ]
    return Markup(environment().get_template("parts/trend.html").render(trend=trend, charts=charts))


def _chart(
    name: str, title: str, points: Sequence[TrendPoint], value: Callable[[TrendPoint], float | None], unit: str
) -> Chart:
    figures = [value(point) for point in points]
    line = pygal.DateLine(
        js=(),
        width=_WIDTH,
        height=_HEIGHT,
        style=_LOOK,
        show_legend=False,
        margin=8,
        margin_right=44,
        dots_size=4,
        stroke_style={"width": 2.5},
        allow_interruptions=True,
        range=(0, _top(figures)),
        show_x_guides=False,
        truncate_label=-1,
        x_labels=_labelled_dates(points),
        x_value_formatter=words.day,
        value_formatter=lambda figure: f"{figure:,.0f}{unit}",
        no_data_text="Too few cases for a rate",
    )
    if unit == "%":
        line.y_labels = [0, 25, 50, 75, 100]
        line.range = (0, 100)
    line.uuid = f"trend-{name}"
    line.add(title, [(point.as_of, figure) for point, figure in zip(points, figures, strict=True)])
    svg = line.render(is_unicode=True, disable_xml_declaration=True)
    return Chart(title, _accessible(svg, line.uuid, title, _told(points, figures, unit)))


def _top(figures: Sequence[float | None]) -> float:
    return max([figure for figure in figures if figure], default=1)


def _labelled_dates(points: Sequence[TrendPoint]) -> list[dt.date]:
    """As many of the dates as fit beneath, evenly chosen, the last one always among them."""
    every = -(-len(points) // _MOST_LABELS)
    return [point.as_of for point in points[::-1][::every]][::-1]


def _told(points: Sequence[TrendPoint], figures: Sequence[float | None], unit: str) -> str:
    """The chart in a sentence, for those who do not see it."""
    known = [(point, figure) for point, figure in zip(points, figures, strict=True) if figure is not None]
    if not known:
        return "Too few cases for a rate."
    (first, start), (last, end) = known[0], known[-1]
    return (
        f"From {start:,.1f}{unit} on {words.day(first.as_of)} to {end:,.1f}{unit} on {words.day(last.as_of)}, "
        f"over {words.number(len(known), 'run')}; the table below has each."
    )


def _accessible(svg: str, name: str, title: str, told: str) -> Markup:
    """The drawing as one image with a name and a description."""
    ET.register_namespace("", _SVG.strip("{}"))
    root = ET.fromstring(svg)  # written by ourselves a line before, and not from an export
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in _UNWANTED or child.get("class") == "plot tooltip-overlay":
                parent.remove(child)
    for tag, text in (("desc", told), ("title", title)):
        element = ET.Element(f"{_SVG}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(0, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    root.set("style", "display: block; max-width: 36rem")
    return Markup(ET.tostring(root, encoding="unicode"))
