"""The workbook of a run that is too large for one report: its sums, and the way to the workbook of each team."""

from collections.abc import Iterator, Sequence

from practice_check.audit.results import VERDICTS
from practice_check.reports import words
from practice_check.reports.selection.items import View
from practice_check.reports.selection.parts_of_run import NO_TEAM, PartOfRun
from practice_check.reports.selection.whole_run import Team, WholeRun
from practice_check.reports.workbook import columns as c
from practice_check.reports.workbook.data_problems import data_problems
from practice_check.reports.workbook.departures import departures
from practice_check.reports.workbook.rules import rules_of
from practice_check.reports.workbook.sheet import Column, Link, Prose, Shown, Table, Value
from practice_check.reports.workbook.twice import look_twice
from practice_check.rulebook.model import Severity

_SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
_TEAM_COLUMNS = (
    Column("Team", 26),
    Column("Report", 12),
    Column("Part", 34),
    Column("Cases of the part", 10),
    Column("Cases", 8),
    Column("Not checked", 9),
    Column("People to act on today", 10),
    *(Column(f"Not recorded, {severity}", 11) for severity in _SEVERITIES),
    *(Column(f"Per case, {severity}", 9) for severity in _SEVERITIES),
    Column("Record cannot tell, %", 10),
    *(Column(words.VERDICTS[verdict].capitalize(), 11) for verdict in VERDICTS),
)
_RULE_COLUMNS = (
    Column("Duty", 48),
    c.SEVERITY,
    c.OWNER,
    Column("Not recorded", 10),
    Column("Times judged", 10),
    Column("Of them, %", 8),
    Column("Cases", 8),
    c.DO,
    c.RULE_ID,
)
_SHEETS = {
    "Teams": "a row a team, with the way to its own workbook; of a large team a row a part. Its sums are of the team",
    "Not recorded": "the duties that are not recorded most often first, without what only follows from another gap",
    "Look twice": "what no single case shows",
    "Departures": "reasoned departures, and whether they hold",
    "Data problems": "what could not be read or is blank, who can mend it, and the verdicts that wait for it",
    "Rules": "what each rule asks, where it comes from, and how often it came to what",
}


def whole_sheets(whole: WholeRun, parts: dict[str | None, list[PartOfRun]]) -> Iterator[Prose | Table]:
    head = View(whole.head)
    tables = [
        Table("Teams", _TEAM_COLUMNS, _teams(whole, parts), none="No case was checked."),
        Table("Not recorded", _RULE_COLUMNS, _rules(whole), none="Nothing, as far as the record shows."),
        look_twice(head),
        departures(head),
        data_problems(whole.head),
        rules_of(whole.head.rules, whole.verdicts),
    ]
    yield Prose("Read me", list(_read_me(whole, [table.name for table in tables])))
    yield from tables


def _teams(whole: WholeRun, parts: dict[str | None, list[PartOfRun]]) -> Iterator[Sequence[Shown]]:
    base = whole.head.run.minimum_base
    for team in whole.teams:
        figures = _figures(team, base)
        for part in parts[team.name]:
            report = Link("workbook", f"{part.folder}/report.xlsx")
            of = (part.said, part.cases) if part.of > 1 else (None, team.cases)
            name = team.name if team.name is not None else NO_TEAM
            yield (name, report, *of, *(figures if part.number == 1 else [None] * len(figures)))


def _figures(team: Team, base: int) -> tuple[Value, ...]:
    return (
        team.cases,
        team.not_checked,
        team.people,
        *(team.gaps[severity] for severity in _SEVERITIES),
        *(team.per_case(severity, base) for severity in _SEVERITIES),
        team.untold_percent(base),
        *(team.verdicts[verdict] for verdict in VERDICTS),
    )


def _rules(whole: WholeRun) -> Iterator[Sequence[Value]]:
    for rule in whole.not_recorded:
        info = rule.info
        figures = (rule.times, rule.judged, rule.percent, rule.cases)
        yield (info.title, info.severity, words.OWNERS[info.owner], *figures, info.do, rule.rule)


def _read_me(whole: WholeRun, sheets: Sequence[str]) -> Iterator[tuple[str, Sequence[Value]]]:
    run = whole.head.run
    yield "title", ("The sums of a run that is too large for one workbook",)
    yield "", ()
    yield "", ("As of", run.as_of)
    yield "", ("Read from", ", ".join(run.inputs) or "not named")
    checked = f"{words.number(run.cases, 'case')} in {words.number(len(whole.teams), 'team')}"
    yield "", ("Cases", checked + (", names and CRNs replaced" if run.pseudonymised else ""))
    packs = ", ".join(f"{pack} ({words.number(count, 'case')})" for pack, count in run.packs.items())
    yield "", ("Judged by", packs or "no rule in force")
    yield "", ("Act on", "Whom to act on, what falls due and every case stand in the workbook of each team: see Teams.")
    yield "", ()
    yield "heading", ("What this run could not see",)
    for sentence in whole.could_not_see.sentences:
        yield "", (None, sentence)
    yield "", ()
    yield "heading", ("How to read it",)
    yield "", ("not recorded", "The record does not show it, and it is past due. It may have been done.")
    yield (
        "",
        (
            "per case",
            f"for each case of the team that was checked; not given for fewer than {run.minimum_base} cases",
        ),
    )
    yield "", ("record cannot tell, %", "of all verdicts that apply: a blank in the record decides them")
    yield "", ("teams", "stand here to see where help is needed, and not to be compared: caseloads differ")
    yield "", ()
    yield "heading", ("The sheets",)
    for name in sheets:
        yield "", (name, _SHEETS[name])
    yield "", ()
    yield "heading", ("The numbers of this run",)
    for number in whole.numbers:
        yield "", (number.count, number.label)
