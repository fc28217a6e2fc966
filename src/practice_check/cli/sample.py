"""``practice-check sample``: which cases an inspection would look at, and a sample of them with what assessors need."""

import datetime as dt
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from practice_check import audit, ingest, sampling
from practice_check.answers.assessors_book import read_book
from practice_check.audit import Options
from practice_check.audit.results import Results
from practice_check.cli import options, pseudonymising, running
from practice_check.cli.delivery import OFFICERS, folder, save
from practice_check.cli.faults import complain_of
from practice_check.cli.progress import Progress
from practice_check.cli.screen import screen
from practice_check.cli.stopping import note, stop
from practice_check.content.faults import did_you_mean
from practice_check.ingest import Export
from practice_check.reports.assessors import assessors_book
from practice_check.reports.files.sample_files import left_out_as_csv, population_as_csv, sample_as_csv
from practice_check.reports.html.brief_page import briefs, officers_briefs
from practice_check.reports.selection.departures import departures
from practice_check.reports.terminal.population_screen import print_population, print_sample
from practice_check.reports.words import number
from practice_check.reports.workbook.officers import file_names
from practice_check.rulebook import Rulebook
from practice_check.sampling import Programme, Sample
from practice_check.sampling.sample import as_json

_BOOK, _SECOND_BOOK = "assessors.xlsx", "assessors-second.xlsx"
_ELSEWHERE = "name another folder with --out, or move the workbook away"


class By(StrEnum):
    ROSH = "rosh"
    ORDER_TYPE = "order-type"
    GENDER = "gender"
    TEAM = "team"
    OFFICE = "office"
    ETHNICITY = "ethnicity"


def sample(
    exports: options.Exports,
    *,
    size: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Draw so many cases. Without it the population only.")
    ] = None,
    fieldwork: Annotated[
        dt.date | None,
        typer.Option(parser=running.day, metavar="DATE", help="The first day of fieldwork. Default: in ten weeks."),
    ] = None,
    programme: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What is inspected, as whole-caseload. Default: as area inspections did."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Another number draws another sample.")] = 1,
    by: Annotated[
        list[By] | None,
        typer.Option(
            help="Keep to the shares of this, the first most closely. Default: rosh, order-type, gender, team."
        ),
    ] = None,
    double: Annotated[
        int, typer.Option(min=0, metavar="N", help="So many of the cases for a second assessor, in a workbook apart.")
    ] = 0,
    with_not_placed: Annotated[
        bool, typer.Option("--with-not-placed", help="Draw also from cases of which the record cannot tell.")
    ] = False,
    mapping: options.Mappings = None,
    as_of: options.AsOf = None,
    pack: options.Packs = None,
    params: options.Params = None,
    rules: options.RuleFolders = None,
    exceptions: options.ExceptionFiles = None,
    pseudonymise: pseudonymising.Pseudonymise = False,
    key: pseudonymising.Key = None,
    jobs: options.Jobs = options.USUAL_JOBS,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the lists, the assessors' workbook and the briefs here.")
    ] = None,
    per_officer: Annotated[
        bool, typer.Option("--per-officer", help="Write a page of briefs an officer too, into the folder officers.")
    ] = False,
) -> None:
    """Find the cases that an inspection would look at, and draw a sample that anybody can draw again."""
    if double and size is None:
        stop("--double is of a sample", "say with --size how many cases to draw")
    if per_officer and (size is None or out is None):
        stop("--per-officer is of the briefs of a sample", "draw one with --size N, and name a folder with --out DIR")
    if out is not None and size is not None:
        _keep_answers(out)
    book = running.load_rules(rules or [], params)
    named = _programme(book, rules or [], programme)
    under = pseudonymising.under(book, key, pseudonymise=pseudonymise)
    sources = running.Sources(exports, mapping or [], [], exceptions or [], under)
    export = running.read(sources)
    departing = running.with_said(export, sources, book)
    complain_of(departing.problems[len(export.problems) :])
    export = under.export(export) if under else export
    today = as_of or export.exported_on or dt.date.today()
    population = sampling.population_of(
        export, book, named, today, fieldwork or sampling.usual_fieldwork(named[1], book, today)
    )
    features = [each.value for each in dict.fromkeys(by or [])] or list(sampling.USUAL)
    smallest_base = int(book.parameters.number("minimum-base", today.toordinal()))
    if out is not None:
        folder(out)
        save(out / "population.csv", population_as_csv(population))
        save(out / "left-out.csv", left_out_as_csv(population))
    if size is None:
        shares = sampling.shares_of(population.eligible, [], features, smallest_base)
        print_population(population, shares, screen(), smallest_base)
        return
    drawn = sampling.sample_of(
        population,
        export,
        size,
        by=features,
        smallest_base=smallest_base,
        seed=seed,
        second=double,
        with_not_placed=with_not_placed,
    )
    if not drawn.cases:
        print_population(population, [], screen(), smallest_base)
        stop("there is no case to draw", "see above who is left out, and give another day with --fieldwork")
    if out is not None:
        wanted = Options(as_of=today, packs=pack or [], jobs=jobs, cases=drawn.keys)
        results = _checked(departing, book, wanted)
        if results.departures:
            note(f"Departures: {departures(results.departures).sentence}")
        _write(out, drawn, results, export)
        if per_officer:
            _write_officers(out, drawn, results, export)
    print_sample(population, drawn, screen())
    if out is None:
        note("nothing was written: name a folder with --out for the sample, the assessors' workbook and the briefs")


def _keep_answers(out: Path) -> None:
    """Stop where a workbook that would be written over holds answers, or cannot be seen to hold none."""
    for path in (out / _BOOK, out / _SECOND_BOOK):
        if not path.exists():
            continue
        try:
            found = read_book(path.name, path.read_bytes())
        except (ingest.InputError, OSError):
            found = None
        if found is None:
            stop(f"{path} is there already, and is not an assessors' workbook that can be read", _ELSEWHERE)
        if found.answered:
            stop(f"{path} holds {number(found.answered, 'answer')}, which would be written over", _ELSEWHERE)


def _write(out: Path, drawn: Sample, results: Results, export: Export) -> None:
    title = "Assessors' workbook"
    save(out / "sample.json", as_json(drawn))
    save(out / "sample.csv", sample_as_csv(drawn))
    save(out / _BOOK, assessors_book(results, drawn, drawn.cases, title))
    second = [case for case in drawn.cases if case.second_assessor]
    if second:
        save(out / _SECOND_BOOK, assessors_book(results, drawn, second, f"{title}: second assessor"))
    save(out / "briefs.html", briefs(results, drawn, export.records))


def _write_officers(out: Path, drawn: Sample, results: Results, export: Export) -> None:
    pages = dict(officers_briefs(results, drawn, export.records))
    folder(out / OFFICERS)
    for officer, name in file_names(pages, ".html").items():
        save(out / OFFICERS / name, pages[officer], quiet=True)
    note(f"wrote {number(len(pages), 'page')} of briefs to {out / OFFICERS}")


def _programme(book: Rulebook, folders: list[Path], wanted: str | None) -> tuple[str, Programme]:
    programmes = running.load_programmes(book, folders)
    name = wanted or next(iter(programmes))
    if name not in programmes:
        known = ", ".join(programmes)
        stop(f"there is no programme '{name}'{did_you_mean(name, programmes)}", f"choose one of {known}")
    return name, programmes[name]


def _checked(export: Export, book: Rulebook, wanted: Options) -> Results:
    progress = Progress(len({crn for crn, _ in wanted.cases or ()}))
    try:
        return audit.check(export, book, replace(wanted, on_progress=progress))
    except audit.OptionError as error:
        stop(str(error), "see: practice-check rules list")
    finally:
        progress.close()
