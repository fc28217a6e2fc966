"""``practice-check case``: one case, before it goes for countersignature."""

import typer

from practice_check.audit import Options
from practice_check.cli import options, running
from practice_check.cli.screen import screen
from practice_check.cli.stopping import NOT_ALL_CHECKED, stop
from practice_check.reports.case_page import case_page
from practice_check.reports.case_screen import print_case


def case(
    export: options.OneExport,
    crn: options.Crn,
    *,
    event: options.Event = None,
    pack: options.Packs = None,
    as_of: options.AsOf = None,
    params: options.Params = None,
    rules: options.RuleFolders = None,
    judgements: options.JudgementFiles = None,
) -> None:
    """One case before countersigning: what to mend now, what waits on others, what your manager will ask."""
    book = running.load_rules(rules or [], params)
    results = running.run_person(export, crn, book, Options(as_of=as_of, packs=pack or []), judgements or [])
    page = case_page(results, crn.strip().upper(), event)
    if page is None:
        stop(f"{crn} has no event {event} in {export.name}", "leave --event out to see all")
    print_case(page, screen())
    if results.run.cases_not_checked:
        raise typer.Exit(NOT_ALL_CHECKED)
