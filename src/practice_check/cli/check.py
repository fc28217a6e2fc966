"""``practice-check check``: a caseload against the rules."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from practice_check.audit import Options
from practice_check.cli import earlier_runs, noting, options, pseudonymising, running, sampled
from practice_check.cli.delivery import deliver, see_that_it_fits, workbooks_in, write_officers
from practice_check.cli.stopping import exit_code
from practice_check.rulebook.model import Severity


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"
    MD = "md"


class Show(StrEnum):
    ALL = "all"
    MET = "met"
    MET_LATE = "met_late"
    GAP = "gap"
    DUE = "due"
    EXCEPTED = "excepted"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"
    NEEDS_JUDGEMENT = "needs_judgement"
    NOT_CHECKED = "not_checked"


def check(
    exports: options.Exports,
    *,
    mapping: options.Mappings = None,
    pack: options.Packs = None,
    select: Annotated[list[str] | None, typer.Option(metavar="RULE", help="Only this rule. May be repeated.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="RULE", help="Not this rule. May be repeated.")] = None,
    where: options.Where = None,
    sample: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Only the cases of this sample: its sample.json, or a CSV table of CRNs."),
    ] = None,
    as_of: options.AsOf = None,
    params: options.Params = None,
    rules: options.RuleFolders = None,
    judgements: options.JudgementFiles = None,
    exceptions: options.ExceptionFiles = None,
    progress: Annotated[
        list[Path] | None,
        typer.Option(metavar="WORKBOOK", help="A report.xlsx with progress noted on its action list. May be repeated."),
    ] = None,
    show: Annotated[
        list[Show] | None,
        typer.Option(metavar="VERDICT", help="Carry only this verdict, or 'all'. Default: all but not_applicable."),
    ] = None,
    pseudonymise: pseudonymising.Pseudonymise = False,
    key: pseudonymising.Key = None,
    jobs: options.Jobs = options.USUAL_JOBS,
    format_: Annotated[
        list[Format] | None, typer.Option("--format", help="May be repeated with --out. Default: the table.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write files here, for your eyes only. Default: results.json, report.html."),
    ] = None,
    per_officer: Annotated[
        bool, typer.Option("--per-officer", help="Write a workbook an officer too, into the folder officers of --out.")
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="RESULTS", help="Say what has changed since this run: its results.json, or its folder."),
    ] = None,
    history: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The history that the run joins. Default with --out: runs.sqlite in it."),
    ] = None,
    no_history: Annotated[bool, typer.Option("--no-history", help="Let the run join no history.")] = False,
    fail_on: Annotated[
        Severity | None, typer.Option(help="End with exit code 1 where something this severe is not recorded.")
    ] = None,
) -> None:
    """Check a caseload: whom to act on today, what waits on the manager, what falls due, what could not be seen."""
    cases, unread = sampled.cases_of(sample)
    wanted = Options(
        as_of=as_of,
        packs=pack or [],
        select=select or [],
        ignore=ignore or [],
        where=running.pairs(where or []),
        cases=cases,
        jobs=jobs,
    )
    formats = list(dict.fromkeys(format_ or []))
    see_that_it_fits(formats, out, per_officer=per_officer)
    notes = noting.read(progress or [])
    targets = workbooks_in(formats, out, per_officer=per_officer) if out is not None else []
    noting.keep(targets, notes)
    file = earlier_runs.file_of(out, history, none=no_history)
    before = earlier_runs.whole_results(baseline) if baseline else None
    book = running.load_rules(rules or [], params)
    under = pseudonymising.under(book, key, pseudonymise=pseudonymise)
    sources = running.Sources(exports, mapping or [], judgements or [], exceptions or [], under)
    results = running.run(sources, book, wanted)
    results = sampled.told(results, sample, wanted.cases, unread, sources)
    results = noting.joined(results, noting.under_pseudonyms(notes, sources, book, wanted))
    results = earlier_runs.compared(results, before)
    results = earlier_runs.remembered(results, file, out, book)
    noting.set_aside(targets, progress or [], results, under)
    deliver(results, formats, {*(show or [])}, out)
    if per_officer and out is not None:
        write_officers(results, out)
    raise typer.Exit(exit_code(results, fail_on))
