"""The report as one HTML page: no script, nothing fetched from anywhere, readable on a phone, on paper and aloud."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from practice_check.audit.results import VERDICTS, CaseSummary, Finding, Results
from practice_check.audit.standing import folded
from practice_check.reports import words
from practice_check.reports.act_today import MOST_PEOPLE
from practice_check.reports.due_soon import horizon
from practice_check.reports.escape import plain
from practice_check.reports.first_screen import first_screen
from practice_check.reports.items import Item, View, grouped
from practice_check.reports.select import by_case, key_of, shown, title_of
from practice_check.rulebook.model import VerdictWord

#: Shown one by one, with the evidence and the reasoning; the others as tables.
_IN_FULL = ("gap", "not_checked")
_SEVERITY = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class CaseView:
    """A case as the page shows it."""

    anchor: str
    case: CaseSummary
    in_full: list[Item]
    tables: list[tuple[VerdictWord, list[Finding]]]

    @property
    def open(self) -> int:
        return sum(item.finding.verdict == "gap" for item in self.in_full)


def as_html(results: Results, show: set[str]) -> bytes:
    """The page. ``show`` as for the machine formats; the first screen is always of the whole run."""
    carried = shown(results, show)
    cases = _case_views(carried)
    anchors = {key_of(view.case): view.anchor for view in cases}
    page = _template().render(
        results=carried,
        run=results.run,
        screen=first_screen(results),
        most=MOST_PEOPLE,
        until=horizon(results.run.as_of),
        cases=cases,
        anchor=lambda crn, event: anchors.get((crn, event), ""),
        title=lambda rule_id: title_of(results, rule_id),
        view=View(results),
        rule_numbers={rule_id: number for number, rule_id in enumerate(results.rules, start=1)},
        words=words,
    )
    return page.encode()


def _case_views(results: Results) -> list[CaseView]:
    findings = by_case(results)
    views = [
        _case_view(number, case, findings[key_of(case)], results) for number, case in enumerate(results.cases, start=1)
    ]
    return sorted(views, key=lambda view: (-view.open, view.case.crn, view.case.event_number))


def _case_view(number: int, case: CaseSummary, findings: list[Finding], results: Results) -> CaseView:
    alone, under = folded(findings)
    in_full = [
        Item(finding, title_of(results, finding.rule), under.get(finding.fingerprint, []))
        for finding in alone
        if finding.verdict in _IN_FULL
    ]
    in_full.sort(key=lambda item: (_SEVERITY[item.finding.severity], item.order))
    rest: dict[str, list[Finding]] = defaultdict(list)
    for finding in alone:
        if finding.verdict not in _IN_FULL:
            rest[finding.verdict].append(finding)
    tables = [(verdict, rest[verdict]) for verdict in VERDICTS if verdict in rest]
    return CaseView(f"case-{number}", case, grouped(in_full), tables)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("practice_check.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = words.day
    return environment.get_template("report.html")


def _finalize(value: Any) -> Any:
    """Every value that the template prints: nothing for None, and no control characters in text."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) else plain(value) if isinstance(value, str) else value
