"""The first page of a run that is too large for one report: its sums, and the way to the report of each team."""

from dataclasses import dataclass
from functools import cached_property

from practice_check.audit.parts import DataProblem
from practice_check.audit.results import Results
from practice_check.reports.html.manager_report import asked_words
from practice_check.reports.html.page import render
from practice_check.reports.selection.data_problems import frees, place, rules_waiting, who
from practice_check.reports.selection.numbers import Number
from practice_check.reports.selection.parts_of_run import NO_TEAM, PartOfRun
from practice_check.reports.selection.whole_run import NotRecorded, Team, WholeRun

#: More kinds of data problem, and more duties, than these are for the workbook.
_MOST_PROBLEMS = 60
_MOST_RULES = 30
_SEVERITIES = ("high", "medium", "low")


def whole_html(whole: WholeRun, parts: dict[str | None, list[PartOfRun]]) -> bytes:
    """``parts``: of each team, those that have a report of their own."""
    page = WholePage(whole, parts)
    return render(
        "whole.html",
        styles=("report.css", "whole.css"),
        script="whole.js",
        page=page,
        screen=whole,
        results=whole.head,
        run=whole.head.run,
    )


@dataclass(frozen=True)
class WholePage:
    """What the templates of the page ask for."""

    whole: WholeRun
    parts: dict[str | None, list[PartOfRun]]

    severities = _SEVERITIES
    most_problems = _MOST_PROBLEMS
    most_rules = _MOST_RULES
    problem_place = staticmethod(place)
    problem_frees = staticmethod(frees)
    mender = staticmethod(who)
    where_rows_are = "Each row of each of them stands in the workbook data-problems.xlsx of its team."

    @property
    def teams(self) -> list[Team]:
        return self.whole.teams

    @property
    def rules(self) -> list[NotRecorded]:
        return self.whole.not_recorded[:_MOST_RULES]

    @property
    def numbers(self) -> list[Number]:
        return self.whole.numbers

    @property
    def base(self) -> int:
        return self._head.run.minimum_base

    @cached_property
    def _head(self) -> Results:
        return self.whole.head

    def team_name(self, team: Team) -> str:
        return team.name if team.name is not None else NO_TEAM

    def parts_of(self, team: Team) -> list[PartOfRun]:
        return self.parts[team.name]

    def anchor(self, _crn: str, _event_number: int) -> str:
        """No case stands on this page."""
        return ""

    def problem_rules(self, problem: DataProblem) -> str:
        return rules_waiting(self._head, problem)

    @property
    def asked(self) -> list[tuple[str, str]]:
        return asked_words(self._head.run.asked)

    @property
    def by_two_packs(self) -> bool:
        return sum(self._head.run.packs.values()) > self._head.run.cases
