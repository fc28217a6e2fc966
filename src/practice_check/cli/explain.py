"""``practice-check explain``: why this verdict."""

from typing import Annotated

import typer

from practice_check.audit import Options
from practice_check.cli import options, pseudonymising, running
from practice_check.cli.screen import screen
from practice_check.cli.stopping import NOT_ALL_CHECKED, stop
from practice_check.content.faults import did_you_mean
from practice_check.reports.terminal.explain_screen import findings_on, print_explanation


def explain(
    export: options.OneExport,
    crn: options.Crn,
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE", help="A rule's id (see practice-check rules list), or an entry of the register."
        ),
    ],
    *,
    event: options.Event = None,
    mapping: options.Mappings = None,
    pack: options.Packs = None,
    as_of: options.AsOf = None,
    params: options.Params = None,
    rules: options.RuleFolders = None,
    judgements: options.JudgementFiles = None,
    exceptions: options.ExceptionFiles = None,
    pseudonymise: pseudonymising.Pseudonymise = False,
    key: pseudonymising.Key = None,
) -> None:
    """Why a rule came to its verdict in a case, and what would close it."""
    book = running.load_rules(rules or [], params)
    named = book.named(rule)
    if not named:
        stop(f"there is no rule '{rule}'{did_you_mean(rule, book.rules)}", "see: practice-check rules list")
    wanted = Options(as_of=as_of, packs=pack or [])
    under = pseudonymising.under(book, key, pseudonymise=pseudonymise)
    sources = running.Sources([export], mapping or [], judgements or [], exceptions or [], under)
    results = running.run_person(sources, crn, book, wanted)
    running.complain_of_unread(results, sources)
    found = {name: findings_on(results, sources.crn(crn), name, event) for name in named}
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
