"""``practice-check check``: a caseload against the rules."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from practice_check.audit import Options, Results
from practice_check.cli import earlier_runs, large, noting, options, pseudonymising, running, sampled
from practice_check.cli.delivery import deliver, run_folder, see_that_it_fits, workbooks_in
from practice_check.cli.stopping import exit_code, gaps_of
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
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the run that was cut off in the folder of --out.")
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Check on the workers of this Dask scheduler, as tcp://10.0.0.5:8786."),
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
        show_not_applicable=_needs_what_does_not_apply(show or [], compared=baseline is not None, noted=bool(progress)),
        jobs=jobs,
        folder=run_folder(out, resume=resume),
        resume=resume,
        cluster=cluster,
    )
    formats = list(dict.fromkeys(format_ or []))
    see_that_it_fits(formats, out, per_officer=per_officer)
    notes = noting.read(progress or [])
    targets = workbooks_in(formats, out, per_officer=per_officer) if out is not None else []
    noting.keep(targets, notes)
    file = earlier_runs.file_of(out, history, none=no_history)
    book = running.load_rules(rules or [], params)
    under = pseudonymising.under(book, key, pseudonymise=pseudonymise)
    sources = running.Sources(exports, mapping or [], judgements or [], exceptions or [], under)
    teams = large.teams_workbooks(formats, out, per_officer=per_officer)
    before: Results | None = None

    def ready(count: Callable[[], int]) -> None:
        nonlocal before
        large.see_that_it_can_be_done(count, most, formats, out, compared=baseline is not None)
        if teams and count() > most:
            noting.keep(teams, notes)
        before = earlier_runs.whole_results(baseline) if baseline else None

    most = large.cases_in_one_report(book, as_of)
    verdicts: set[str] = {*(show or [])}
    said = noting.under_pseudonyms(notes, sources, book, wanted)
    with running.stored(sources, book, wanted, ready) as found, running.delivering(wanted):
        found.head = sampled.told(found, sample, wanted.cases, unread, sources)
        found.head = noting.joined(found, said)
        if found.head.run.cases > most:
            found.head = earlier_runs.remembered(found, file, out, book)
            noting.set_aside([*targets, *teams], progress or [], found.head, under)
            large.deliver(found, formats, verdicts, out, most, per_officer=per_officer)
        else:
            found.head = earlier_runs.compared(found, before)
            found.head = earlier_runs.remembered(found, file, out, book)
            noting.set_aside(targets, progress or [], found.head, under)
            deliver(found, formats, verdicts, out, per_officer=per_officer)
        ends = exit_code(found.head.run.cases_not_checked, gaps_of(found.cases()) if fail_on else {}, fail_on)
        found.done()
    raise typer.Exit(ends)


def _needs_what_does_not_apply(show: list[Show], *, compared: bool, noted: bool) -> bool:
    """Whether anybody looks at it: a comparison says why something is no longer judged, and a note on an action list is
    held against what it refers to."""
    return compared or noted or Show.ALL in show or Show.NOT_APPLICABLE in show
