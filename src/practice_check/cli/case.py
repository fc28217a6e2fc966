"""``practice-check case``: one case, before it goes for countersignature."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from practice_check.audit import Options
from practice_check.cli import running
from practice_check.cli.screen import screen
from practice_check.cli.stopping import NOT_ALL_CHECKED, stop
from practice_check.reports.case_page import case_page
from practice_check.reports.case_screen import print_case


def case(
    export: Annotated[Path, typer.Argument(metavar="EXPORT", help="The export that holds the case.")],
    crn: Annotated[str, typer.Argument(metavar="CRN")],
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
    """One case before countersigning: what to mend now, what waits on others, what your manager will ask."""
    results = running.run_person(export, crn, running.load_rules(params=params), Options(as_of=as_of, packs=pack or []))
    page = case_page(results, crn.strip().upper(), event)
    if page is None:
        stop(f"{crn} has no event {event} in {export.name}", "leave --event out to see all")
    print_case(page, screen())
    if results.run.cases_not_checked:
        raise typer.Exit(NOT_ALL_CHECKED)
