"""``practice-check explain``: why this verdict."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from practice_check.audit import Options
from practice_check.cli import running
from practice_check.cli.screen import screen
from practice_check.cli.stopping import NOT_ALL_CHECKED, stop
from practice_check.reports.explain_screen import findings_on, print_explanation
from practice_check.rulebook.faults import did_you_mean


def explain(
    export: Annotated[Path, typer.Argument(metavar="EXPORT", help="The export that holds the case.")],
    crn: Annotated[str, typer.Argument(metavar="CRN")],
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE", help="A rule's id (see practice-check rules list), or an entry of the register."
        ),
    ],
    *,
    event: Annotated[int | None, typer.Option(metavar="N", help="Only the order of this event number.")] = None,
    pack: Annotated[
        list[str] | None,
        typer.Option(metavar="PACK", help="Judge by this pack, whatever was in force."),
    ] = None,
    as_of: Annotated[
        dt.date | None, typer.Option(parser=running.day, metavar="DATE", help="The day to speak of.")
    ] = None,
    params: Annotated[Path | None, typer.Option(metavar="FILE", help="Your own time limits.")] = None,
) -> None:
    """Why a rule came to its verdict in a case, and what would close it."""
    book = running.load_rules(params=params)
    named = book.named(rule)
    if not named:
        stop(f"there is no rule '{rule}'{did_you_mean(rule, book.rules)}", "see: practice-check rules list")
    results = running.run_person(export, crn, book, Options(as_of=as_of, packs=pack or []))
    found = {name: findings_on(results, crn.strip().upper(), name, event) for name in named}
    if not any(found.values()) and not results.run.cases_not_checked:
        stop(
            f"'{rule}' was not in force in this case",
            f"see which pack it stands in: practice-check rules show {named[0]}",
        )
    for name, findings in found.items():
        if findings:
            print_explanation(results, findings, name, screen())
    if results.run.cases_not_checked:
        raise typer.Exit(NOT_ALL_CHECKED)
