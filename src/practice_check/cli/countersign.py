"""``practice-check countersign``: what waits for a manager's signature, a page a case."""

from pathlib import Path
from typing import Annotated

import typer

from practice_check.audit import Options
from practice_check.cli import options, pseudonymising, running
from practice_check.cli.delivery import folder, save
from practice_check.cli.screen import screen
from practice_check.cli.stopping import exit_code, note
from practice_check.reports.html.countersign_html import FILE, countersign_html
from practice_check.reports.selection.countersigning import to_sign
from practice_check.reports.terminal.countersign_screen import print_waiting


def countersign(
    exports: options.Exports,
    *,
    where: options.Where = None,
    mapping: options.Mappings = None,
    pack: options.Packs = None,
    as_of: options.AsOf = None,
    params: options.Params = None,
    rules: options.RuleFolders = None,
    judgements: options.JudgementFiles = None,
    exceptions: options.ExceptionFiles = None,
    pseudonymise: pseudonymising.Pseudonymise = False,
    key: pseudonymising.Key = None,
    jobs: options.Jobs = options.USUAL_JOBS,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=f"Write {FILE} here, for your eyes only: a page a case.")
    ] = None,
) -> None:
    """What waits for your signature: since when, what speaks against it, and what to judge before you sign."""
    wanted = Options(as_of=as_of, packs=pack or [], where=running.pairs(where or []), jobs=jobs)
    book = running.load_rules(rules or [], params)
    under = pseudonymising.under(book, key, pseudonymise=pseudonymise)
    sources = running.Sources(exports, mapping or [], judgements or [], exceptions or [], under)
    results = running.run(sources, book, wanted)
    running.complain_of_unread(results, sources)
    found = to_sign(results)
    print_waiting(found, screen())
    if out is not None:
        folder(out)
        save(out / FILE, countersign_html(found, results.run))
    elif found:
        note("A page a case, to read before you sign: --out DIR")
    raise typer.Exit(exit_code(results.run.cases_not_checked, {}, None))
