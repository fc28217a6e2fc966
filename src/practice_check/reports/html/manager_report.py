"""The manager's report: one HTML file that opens from an email attachment, without a server and without a network.

The first screen, the full lists, the case list and the rules are plain HTML. Each case is a fragment, made here by the
template engine so that everything in it is escaped, packed, and put on the page by its script when it is opened.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from practice_check.audit.parts import Asked, Change, DataProblem
from practice_check.audit.results import VERDICTS, CaseSummary, Finding, Results
from practice_check.reports import words
from practice_check.reports.html.case_section import CaseSection, case_sections
from practice_check.reports.html.finding_index import COUNTS, finding_index
from practice_check.reports.html.packing import Packed, packed, packed_fragments
from practice_check.reports.html.page import environment, render
from practice_check.reports.html.rule_section import RuleSection, rule_sections
from practice_check.reports.selection.act_today import MOST_PEOPLE
from practice_check.reports.selection.data_problems import frees, place, rules_waiting, who
from practice_check.reports.selection.departures import STANDINGS
from practice_check.reports.selection.due_soon import horizon
from practice_check.reports.selection.first_screen import FirstScreen, first_screen
from practice_check.reports.selection.items import View, noted_words
from practice_check.reports.selection.numbers import Number, numbers
from practice_check.reports.selection.parts_of_run import PartOfRun
from practice_check.reports.selection.select import Key, key_of, shown
from practice_check.reports.selection.team_meeting import TeamTheme, team_themes
from practice_check.reports.selection.undecidable import for_people
from practice_check.rulebook.model import VerdictWord

#: How many cases are packed together: a few kilobytes to unpack when one of them is opened.
_CASES_IN_BLOCK = 8
#: More kinds of data problem than these are for the workbook.
_MOST_PROBLEMS = 60
#: More officers than this do not fit the first screen one by one.
_MOST_OFFICERS = 14
_SEVERITIES = ("high", "medium", "low")
#: What stands in an address as it is.
_PLAIN_ID = re.compile(r"[A-Za-z0-9-]+")

Option = dict[str, str]


def as_html(results: Results, show: set[str], part: PartOfRun | None = None) -> bytes:
    """The page. ``show`` as for the machine formats; the first screen and the lists are always of all the results.
    ``part``: what of a larger run they are."""
    results = for_people(results)
    screen = first_screen(results)
    page = ReportPage(shown(results, show), screen, team_themes(View(results)), part)
    return render(
        "report.html",
        styles=("report.css", "parts/timeline.css"),
        script="report.js",
        page=page,
        screen=screen,
        results=page.results,
        run=results.run,
    )


@dataclass(frozen=True)
class ReportPage:
    """What the templates of the report ask for. ``results``: with the findings that the report carries."""

    results: Results
    screen: FirstScreen
    themes: list[TeamTheme]
    part: PartOfRun | None = None

    most = MOST_PEOPLE
    most_officers = _MOST_OFFICERS
    noted = staticmethod(noted_words)
    cases_in_block = _CASES_IN_BLOCK
    most_problems = _MOST_PROBLEMS
    problem_place = staticmethod(place)
    problem_frees = staticmethod(frees)
    mender = staticmethod(who)
    where_rows_are = (
        "Each row of each of them stands in the workbook data-problems.xlsx, "
        "which can be sent to those who can mend them."
    )

    @cached_property
    def view(self) -> View:
        return View(self.results)

    @cached_property
    def sections(self) -> list[CaseSection]:
        """The cases as they are listed: running ones first, and of them those with most that is not recorded."""
        return sorted(case_sections(self.results), key=_running_first)

    @cached_property
    def rules(self) -> dict[str, list[RuleSection]]:
        return rule_sections(self.results)

    @property
    def until(self) -> dt.date:
        return horizon(self.results.run.as_of)

    @property
    def numbers(self) -> list[Number]:
        return numbers(self.results, self.screen)

    @cached_property
    def counted(self) -> dict[VerdictWord, str]:
        """The verdicts that are counted beside a rule, with the words of a count; the others are no news."""
        return {name: said for name, said in COUNTS.items() if name not in {"needs_judgement", "not_applicable"}}

    @cached_property
    def titles(self) -> dict[str, str]:
        return {rule_id: rule.title for rule_id, rule in self.results.rules.items()}

    @property
    def trend(self) -> Markup | None:
        """Drawn, where there are runs enough for one. Only then is what draws it loaded."""
        if self.results.trend is None:
            return None
        from practice_check.reports.html.trend_chart import trend_chart

        return trend_chart(self.results.trend)

    # ------------------------------------------------------------ where things are

    @cached_property
    def _anchors(self) -> dict[Key, str]:
        """Where each case opens: by its CRN and order, so that an address leads to the same case in a later run."""
        return {
            key_of(case): f"case-{case.crn}-{case.event_number}" if _PLAIN_ID.fullmatch(case.crn) else f"case-n{number}"
            for number, case in enumerate(self.results.cases, start=1)
        }

    def anchor(self, crn: str, event_number: int) -> str:
        """Empty where this run has no such case."""
        return self._anchors.get((crn, event_number), "")

    @cached_property
    def _rule_anchors(self) -> dict[str, str]:
        return {
            rule: f"rule-{rule}" if _PLAIN_ID.fullmatch(rule) else f"rule-n{number}"
            for number, rule in enumerate(self.results.rules, start=1)
        }

    def rule_anchor(self, rule_id: str) -> str:
        return self._rule_anchors.get(rule_id, "rules")

    def first_event(self, crn: str) -> int:
        """The first order of a person in this run; 0 where there is none."""
        return next((case.event_number for case in self.results.cases if case.crn == crn), 0)

    # ------------------------------------------------------------ what is packed

    @property
    def index(self) -> str:
        return packed(finding_index(self.results, [key_of(section.case) for section in self.sections]).as_json())

    @cached_property
    def packed_cases(self) -> Packed:
        template = environment().get_template("case.html")
        fragments = [template.render(page=self, section=section) for section in self.sections]
        return packed_fragments(fragments, _CASES_IN_BLOCK)

    # ------------------------------------------------------------ words

    @cached_property
    def filters(self) -> list[tuple[str, str, list[Option]]]:
        """Each filter: its name in the address, its label, and what can be chosen, all of it first."""
        cases, findings = self.results.cases, self.results.findings
        owners, verdicts = {one.owner for one in findings}, {one.verdict for one in findings}
        severities, found = {one.severity for one in findings}, {one.rule for one in findings}
        titles = sorted((rule.title, rule_id) for rule_id, rule in self.results.rules.items() if rule_id in found)
        return [
            ("team", "Team", _options(_named(case.team for case in cases))),
            ("officer", "Officer now", _options(_named(case.officer for case in cases))),
            ("owner", "Whose it is", _options([(name, text) for name, text in words.OWNERS.items() if name in owners])),
            ("severity", "Severity", _options([(name, name) for name in _SEVERITIES if name in severities])),
            (
                "verdict",
                "What was found",
                _options([(name, words.VERDICTS[name]) for name in VERDICTS if name in verdicts]),
            ),
            ("rule", "Rule", _options([(rule_id, title) for title, rule_id in titles])),
        ]

    @property
    def by_two_packs(self) -> bool:
        return sum(self.results.run.packs.values()) > self.results.run.cases

    @property
    def asked(self) -> list[tuple[str, str]]:
        return asked_words(self.results.run.asked)

    def level(self, case: CaseSummary) -> str:
        return (case.level or "not known").replace("_", " ")

    def problem_rules(self, problem: DataProblem) -> str:
        return rules_waiting(self.results, problem)

    def standing(self, status: str) -> str:
        return STANDINGS[status]

    def people_of(self, changes: Iterable[Change]) -> list[Key]:
        """The people behind some changes, each once, in their order, with the first case of each."""
        first: dict[str, int] = {}
        for change in changes:
            first.setdefault(change.crn, change.event_number)
        return list(first.items())

    def rows(self, finding: Finding) -> str:
        """Where the entries that were seen stand, each place once: a sheet or a case, and its rows."""
        rows: dict[str, list[str]] = {}
        for source in dict.fromkeys(item.source for item in finding.evidence if item.source):
            place, _, row = source.rpartition(", ")
            rows.setdefault(place, []).append(row)
        return "; ".join(f"{place}, {', '.join(own)}" if place else ", ".join(own) for place, own in rows.items())

    def questions(self, findings: Sequence[Finding]) -> list[str]:
        """What a person must answer about findings of one rule, each question once."""
        rule = self.results.rules.get(findings[0].rule)
        asked = dict.fromkeys(question for finding in findings for question in finding.questions)
        return list(asked) or [(rule.question if rule else None) or findings[0].message]

    def closing(self, section: CaseSection) -> str:
        """What a case comes to, in a sentence. The record may be silent for good reasons: never that it is ready."""
        counts = [
            (len(section.open), "to put right"),
            (len(section.contradictions), "where the record speaks against itself"),
            (len(section.waiting), "waiting on others"),
            (len(section.ahead), "falling due"),
            (section.untold, "that the record cannot tell"),
        ]
        said = [f"{count} {what}" for count, what in counts if count]
        judge = f"{words.number(len(section.to_judge), 'thing')} for a person to judge"
        if not section.findings:
            return "No finding of this case is shown."
        if not section.not_recorded:
            return "; ".join(["Nothing missing that the record can show", *said, judge]) + "."
        return ("; ".join([*said, judge]) + ".").capitalize()


def asked_words(asked: Asked) -> list[tuple[str, str]]:
    """What a run was asked to look at, where that was not everything."""
    said = [
        ("Only cases with", ", ".join(f"{field} = {value}" for field, value in asked.where.items())),
        ("Only the rules", ", ".join(asked.select)),
        ("Not the rules", ", ".join(asked.ignore)),
        ("Judged by", ", ".join(asked.packs)),
        ("Only the cases of a drawn sample", asked.sample or ""),
    ]
    return [(label, text) for label, text in said if text]


def _named(values: Iterable[str | None]) -> list[tuple[str, str]]:
    """Each value once in the order of the alphabet; what has none last, under an empty name that no value can have."""
    found = set(values)
    named = sorted((value for value in found if value), key=str.casefold)
    return [(value, value) for value in named] + ([("(none)", "none recorded")] if None in found or "" in found else [])


def _options(choices: list[tuple[str, str]]) -> list[Option]:
    return [{"value": "", "text": "All"}, *({"value": value, "text": text} for value, text in choices)]


def _running_first(section: CaseSection) -> tuple[bool, bool, int]:
    return (not section.not_checked, section.case.live is False, -section.not_recorded)
