"""Scores in a terminal: outcomes with base and range, then criteria, groups, factors, and how they were taken."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from practice_check.records.spelling import spelt
from practice_check.reports import words
from practice_check.reports.escape import for_terminal, one_line
from practice_check.reports.terminal.lines import BOLD, FAINT
from practice_check.scoring import BREAKDOWNS, Scores
from practice_check.scoring.model import Group, OutcomeScore, QuestionScore, Range

_READINGS = {
    "questions": "an outcome is the mean of its questions",
    "criteria": "an outcome is the mean of its criteria, and a criterion the mean of its questions",
    "answers": "an outcome is the share of all answers to its questions",
}


def print_scores(scores: Scores, console: Console, *, questions: bool = False) -> None:
    """The first screen: outcomes. ``questions``: each question's own figure as well, the lowest first."""
    packs = words.listed([f"{words.number(count, 'case')} by {pack}" for pack, count in scores.packs.items()])
    console.print(
        Text(f"Scores of {words.number(scores.cases, 'case')}" + (f", judged {packs}" if packs else ""), BOLD)
    )
    _outcomes(scores.outcomes, console)
    for line in _how(scores):
        console.print(Text(line, FAINT), soft_wrap=False)
    for by in scores.settings.by:
        _groups(by, [group for group in scores.groups if group.by == by], scores, console)
    _factors(scores, console)
    _measures(scores, console)
    if questions:
        _questions(scores, console)


def percent(share: Range) -> str:
    """A score as it is printed: one figure, or from the least that it can be to the most."""
    if share.low is None or share.high is None:
        return "–"
    low, high = f"{100 * share.low:.0f}", f"{100 * share.high:.0f}"
    return f"{low}%" if low == high else f"{low}–{high}%"


def _outcomes(outcomes: Sequence[OutcomeScore], console: Console) -> None:
    table = _table("outcome", "score", "questions", "answers", "not decided", "presence only", "as printed 2013-14")
    for outcome in outcomes:
        tally = outcome.answers
        table.add_row(
            Text(outcome.title, BOLD),
            Text(percent(outcome.score), BOLD),
            str(outcome.questions),
            f"{outcome.base:,}",
            _part(tally.undecided, tally.base),
            _part(tally.presence_only, tally.above),
            _printed(outcome),
        )
        for each in outcome.criteria:
            name = f"  {each.criterion} {each.title}" if each.criterion else f"  {each.title}"
            table.add_row(Text(name, FAINT), Text(percent(each.score), FAINT), Text(str(each.questions), FAINT))
    console.print(table)


def _printed(outcome: OutcomeScore) -> str:
    figures = outcome.published.values()
    return f"{min(figures)}–{max(figures)}%" if figures else ""


def _part(count: int, base: int) -> str:
    return f"{100 * count / base:.0f}%" if base else "–"


def _how(scores: Scores) -> list[str]:
    settings = scores.settings
    undecided = sum(each.answers.undecided for each in scores.outcomes)
    late = "late is above the line" if settings.late_counts else "late is below the line"
    people = "counts" if settings.with_outcomes else "is left out"
    lines = [
        f"How: {_READINGS[settings.reading]}; {late}; what became of the person {people}. "
        f"What does not apply, is not yet due ({scores.not_yet_due:,}) or was excused leaves the base."
    ]
    if undecided:
        lines.append(
            "A range runs from all that is not decided being below the line to all of it being above; "
            "assessors' answers (--judgements) narrow it. Presence only: recorded, and nobody has judged how well."
        )
    if scores.cases_not_checked:
        lines.append(f"{words.number(scores.cases_not_checked, 'case')} could not be checked and count nowhere.")
    lines.append("Printed scores are of other cases, and of questions that the reports do not print: context, no more.")
    return lines


def _groups(by: str, groups: Sequence[Group], scores: Scores, console: Console) -> None:
    console.print()
    console.print(Text(f"By {BREAKDOWNS[by]}", BOLD))
    shown = [group for group in groups if group.outcomes]
    if shown:
        table = _table(BREAKDOWNS[by], "cases", *(each.title for each in shown[0].outcomes))
        for group in shown:
            figures = [percent(each.score) for each in group.outcomes]
            table.add_row(for_terminal(_value(group)), str(group.cases), *figures)
        console.print(table)
    small = [f"{_value(group)} ({group.cases})" for group in groups if not group.outcomes]
    if small:
        text = f"Not broken out, fewer than {scores.settings.smallest_group} cases: {', '.join(small)}"
        console.print(for_terminal(text, FAINT))


def _value(group: Group) -> str:
    """A team's or officer's name as it stands; a code in words."""
    return group.value if group.by in ("team", "officer", "ethnicity") else group.value.replace("_", " ")


def _factors(scores: Scores, console: Console) -> None:
    if not scores.factors:
        return
    console.print()
    console.print(Text("Factors linked with offending", BOLD))
    table = _table("factor", "cases", "sufficient interventions", "sufficient progress")
    for row in scores.factors:
        name = for_terminal(spelt(one_line(row.factor)))
        table.add_row(name, str(row.cases), percent(row.interventions), percent(row.progress))
    console.print(table)
    console.print(for_terminal(f"Shares stand on {scores.settings.smallest_group} judged cases or more.", FAINT))


def _measures(scores: Scores, console: Console) -> None:
    if not scores.measures:
        return
    console.print()
    averaged = "averaged in with the rest" if scores.settings.with_measures else "counted, not averaged in"
    console.print(Text(f"What inspectors counted ({averaged})", BOLD))
    _figures(scores.measures, console)


def _questions(scores: Scores, console: Console) -> None:
    console.print()
    console.print(Text("Each question, the lowest first", BOLD))
    _figures(sorted(scores.questions, key=lambda each: (each.score.high or 0, each.rule)), console)


def _figures(questions: Sequence[QuestionScore], console: Console) -> None:
    table = _table("question", "cases", "score", "times", "score")
    for each in questions:
        table.add_row(
            for_terminal(f"{each.question} ({each.rule})"),
            str(each.base),
            percent(each.score),
            str(each.occasions.base),
            percent(each.occasion_score),
        )
    console.print(table)


def _table(first: str, *headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=FAINT)
    table.add_column(first, overflow="fold")
    for heading in headings:
        table.add_column(heading, justify="right", overflow="fold")
    return table
