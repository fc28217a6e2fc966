"""``practice-check agreement``: two assessors' answers to the same questions, compared."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from practice_check import ingest, sampling
from practice_check.answers.judgements import judgements_in
from practice_check.cli import options, running
from practice_check.cli.faults import complain_of
from practice_check.cli.screen import screen, write
from practice_check.cli.stopping import stop
from practice_check.records.model import Judgement
from practice_check.reports.terminal.agreement_screen import agreement_as_csv, agreement_as_markdown, print_agreement
from practice_check.rulebook import Rulebook


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    MD = "md"


def agreement(
    first: Annotated[Path, typer.Argument(metavar="FIRST", help="The answers of one assessor.")],
    second: Annotated[Path, typer.Argument(metavar="SECOND", help="The answers of another to the same cases.")],
    *,
    smallest_base: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="No share on fewer answers than this. Default: the parameter's 10."),
    ] = None,
    params: options.Params = None,
    rules: options.RuleFolders = None,
    format_: Annotated[Format, typer.Option("--format", help="The form on stdout.")] = Format.TABLE,
) -> None:
    """Say question by question how far two assessors of the same cases agree, and where they differ."""
    book = running.load_rules(rules or [], params)
    one, other = (sampling.latest(_answers(path, book)) for path in (first, second))
    base = smallest_base or int(book.parameters.number("minimum-base", dt.date.today().toordinal()))
    compared = sampling.agreement_of(one, other, book, base)
    if format_ is Format.TABLE:
        print_agreement(compared, screen())
    else:
        write(agreement_as_csv(compared) if format_ is Format.CSV else agreement_as_markdown(compared))


def _answers(path: Path, book: Rulebook) -> list[tuple[tuple[str, int], Judgement]]:
    try:
        answers, problems = judgements_in(path, book)
    except ingest.InputError as error:
        stop(error.message, error.mend)
    complain_of(problems)
    return answers
