"""Scores as files: JSON, and CSV with a row for each outcome, criterion, group, factor and question."""

import csv
import io
from collections.abc import Iterator

from practice_check.reports.escape import for_spreadsheet
from practice_check.scoring import Scores
from practice_check.scoring.model import OutcomeScore, Range

COLUMNS = ("part", "by", "group", "cases", "name", "title", "questions", "base", "low", "high")


def scores_as_json(scores: Scores) -> bytes:
    return (scores.model_dump_json(indent=2) + "\n").encode()


def scores_as_csv(scores: Scores) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(scores):
        writer.writerow([for_spreadsheet(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _rows(scores: Scores) -> Iterator[tuple[object, ...]]:
    yield from _outcomes("", "", scores.cases, scores.outcomes)
    for group in scores.groups:
        if group.outcomes:
            yield from _outcomes(group.by, group.value, group.cases, group.outcomes)
        else:
            yield ("too few to show", group.by, group.value, group.cases, *[None] * 6)
    for row in scores.factors:
        yield (
            "factor interventions",
            "",
            "",
            row.cases,
            row.factor,
            None,
            None,
            row.cases,
            *_figures(row.interventions),
        )
        yield ("factor progress", "", "", row.cases, row.factor, None, None, row.cases, *_figures(row.progress))
    for each in [*scores.questions, *scores.measures]:
        part = "question" if each.averaged else f"{each.kind}, not averaged"
        yield (part, "", "", scores.cases, each.rule, each.question, 1, each.base, *_figures(each.score))


def _outcomes(by: str, value: str, cases: int, outcomes: list[OutcomeScore]) -> Iterator[tuple[object, ...]]:
    for outcome in outcomes:
        figures = _figures(outcome.score)
        yield ("outcome", by, value, cases, outcome.outcome, outcome.title, outcome.questions, outcome.base, *figures)
        for each in outcome.criteria:
            name = each.criterion or "none"
            yield ("criterion", by, value, cases, name, each.title, each.questions, None, *_figures(each.score))


def _figures(share: Range) -> tuple[float | None, float | None]:
    return _rounded(share.low), _rounded(share.high)


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
