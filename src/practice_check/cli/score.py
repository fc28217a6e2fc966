"""``practice-check score``: results of earlier runs, scored as inspectors score cases."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from practice_check import scoring
from practice_check.audit.results import Results
from practice_check.audit.results_file import NotResultsError, read_results
from practice_check.cli import running
from practice_check.cli.delivery import folder, save
from practice_check.cli.screen import screen, write
from practice_check.cli.stopping import stop
from practice_check.reports.files.score_files import scores_as_csv, scores_as_json
from practice_check.reports.terminal.score_screen import print_scores
from practice_check.scoring.published import published_scores


class By(StrEnum):
    TEAM = "team"
    OFFICER = "officer"
    ROSH = "rosh"
    ORDER_TYPE = "order-type"
    GENDER = "gender"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"


class Read(StrEnum):
    QUESTIONS = "questions"
    CRITERIA = "criteria"
    ANSWERS = "answers"


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def score(
    results: Annotated[
        list[Path], typer.Argument(metavar="RESULTS...", help="results.json of earlier runs, or their folders.")
    ],
    *,
    by: Annotated[list[By] | None, typer.Option(help="Break down by this. May be repeated.")] = None,
    reading: Annotated[
        Read, typer.Option(help="How an outcome's score is taken: the reports can be read in each of these ways.")
    ] = Read.QUESTIONS,
    late_counts: Annotated[
        bool, typer.Option("--late-counts", help="Count what was done late as above the line.")
    ] = False,
    without_outcomes: Annotated[
        bool, typer.Option("--without-outcomes", help="Leave out what became of the person, as reoffending.")
    ] = False,
    with_measures: Annotated[
        bool, typer.Option("--with-measures", help="Average in what inspectors only counted.")
    ] = False,
    smallest_group: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Break out no group with fewer cases. Default: the parameter's 10."),
    ] = None,
    questions: Annotated[bool, typer.Option("--questions", help="Show each question's own figure as well.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="The form on stdout, or of the file.")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write scores.json and scores.csv here.")] = None,
) -> None:
    """Score cases outcome by outcome, with base and range: what is undecided is never counted as sufficient."""
    runs = [_read(path) for path in results]
    settings = scoring.Settings(
        reading=reading.value,
        late_counts=late_counts,
        with_outcomes=not without_outcomes,
        with_measures=with_measures,
        by=[each.value for each in dict.fromkeys(by or [])],
        smallest_group=smallest_group or _smallest_group(),
    )
    try:
        scores = scoring.score(runs, settings, published_scores())
    except scoring.PartialResultsError as error:
        stop(str(error), "check again without --show, and score what that writes")
    if out is not None:
        folder(out)
        save(out / "scores.json", scores_as_json(scores))
        save(out / "scores.csv", scores_as_csv(scores))
    if format_ is Format.TABLE:
        print_scores(scores, screen(), questions=questions)
    elif out is None:
        write(scores_as_json(scores) if format_ is Format.JSON else scores_as_csv(scores))


def _read(path: Path) -> Results:
    try:
        return read_results(path)
    except NotResultsError as error:
        stop(str(error), error.mend)


def _smallest_group() -> int:
    return int(running.load_rules().parameters.number("minimum-base", dt.date.today().toordinal()))
