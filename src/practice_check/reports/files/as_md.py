"""The summary in Markdown, for an e-mail or a wiki: the first screen in its order, and the numbers.

A template prints it. Every value is escaped as it is printed, unless the template itself made it.
"""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from practice_check.audit.results import Results
from practice_check.reports import words
from practice_check.reports.escape import for_markdown
from practice_check.reports.selection.act_today import MOST_PEOPLE
from practice_check.reports.selection.data_problems import place, who
from practice_check.reports.selection.departures import STANDINGS
from practice_check.reports.selection.due_soon import horizon
from practice_check.reports.selection.first_screen import first_screen
from practice_check.reports.selection.items import NO_OFFICER, View, noted_words
from practice_check.reports.selection.numbers import numbers
from practice_check.reports.selection.parts_of_run import NO_TEAM, PartOfRun
from practice_check.reports.selection.undecidable import for_people
from practice_check.reports.selection.whole_run import WholeRun

_BLANKS = re.compile(r"\n{3,}")
_MEND = {"yes": "yes", "explain": "record the reason", "no": "no"}


def as_md(results: Results) -> bytes:
    results = for_people(results)
    screen = first_screen(results)
    page = _template("report.md").render(
        run=results.run,
        screen=screen,
        view=View(results),
        numbers=numbers(results, screen),
        most=MOST_PEOPLE,
        until=horizon(results.run.as_of),
        words=words,
        standings=STANDINGS,
        mend=_MEND,
        noted=noted_words,
        nobody=NO_OFFICER,
        run_problems=results.data_problems,
        problem_place=place,
        mender=who,
    )
    return _BLANKS.sub("\n\n", page).encode()


def whole_md(whole: WholeRun, parts: dict[str | None, list[PartOfRun]]) -> bytes:
    """A run in sums. ``parts``: of each team, those that have a report of their own."""
    page = _template("whole.md").render(
        run=whole.head.run,
        whole=whole,
        parts=parts,
        most=MOST_PEOPLE,
        words=words,
        severities=("high", "medium", "low"),
        rate=_rate,
        no_team=NO_TEAM,
        run_problems=whole.head.data_problems,
        problem_place=place,
        mender=who,
    )
    return _BLANKS.sub("\n\n", page).encode()


def _rate(value: float | None, unit: str = "") -> str:
    return "too few cases" if value is None else f"{value:.1f}{unit}"


@cache
def _template(name: str) -> Template:
    """The template engine is told to escape, so that what a macro made is known from what a value holds."""
    environment = Environment(
        loader=PackageLoader("practice_check.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["day"] = words.day
    environment.filters["thousands"] = "{:,}".format
    return environment.get_template(name)


def _finalize(value: Any) -> Any:
    if value is None:
        return ""
    return value if isinstance(value, Markup | int) else Markup(for_markdown(value))
