"""``practice-check rules``: what is checked, and whether the rules hold."""

from pathlib import Path
from typing import Annotated

import typer

from practice_check.audit import Options
from practice_check.audit.coverage import on_export
from practice_check.cli import options, running
from practice_check.cli.delivery import folder, save
from practice_check.cli.screen import screen
from practice_check.cli.stopping import GAPS, note, stop
from practice_check.content.faults import did_you_mean
from practice_check.examples import equivalents, run_examples, run_mutants
from practice_check.paths import rules_folder
from practice_check.reports.html.rule_reference import INDEX, reference
from practice_check.reports.terminal import coverage_screen, rules_screen
from practice_check.rulebook import Rulebook
from practice_check.rulebook.coverage import coverage as coverage_of

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="The rules: what they ask, where they come from, whether they hold.",
)

Folders = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="FOLDER", help="Rules of your own, over those shipped.")
]
Params = Annotated[Path | None, typer.Option(metavar="FILE", help="Your own time limits, in place of those shipped.")]


@app.command("list")
def list_(
    pack: Annotated[str | None, typer.Option(metavar="PACK", help="Only the rules of this pack.")] = None,
    rules: Folders = None,
) -> None:
    """List the rules."""
    book = running.load_rules(rules or [])
    if pack is not None and pack not in book.packs:
        stop(f"there is no pack '{pack}'{did_you_mean(pack, book.packs)}", f"there are {', '.join(sorted(book.packs))}")
    rules_screen.print_rules(book, pack, screen())


@app.command()
def show(
    rule: Annotated[str, typer.Argument(metavar="ID")],
    rules: Folders = None,
    params: Params = None,
) -> None:
    """Show a rule: what it asks, whose it is, where each number comes from, and its file."""
    book = running.load_rules(rules or [], params)
    _known(book, rule)
    rules_screen.print_rule(book, rule, screen())


@app.command("reference")
def reference_(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the pages are written.")],
    rules: Folders = None,
    params: Params = None,
) -> None:
    """Write a page for each rule, with an index, to be read in a browser."""
    book = running.load_rules(rules or [], params)
    folder(out)
    files = list(reference(book))
    for name, page in files:
        save(out / name, page, quiet=True)
    note(f"wrote {len(files)} pages; open {out / INDEX} in a browser")


@app.command()
def validate(rules: Folders = None, params: Params = None) -> None:
    """See that all rules and inspection programmes load; every fault is named by file and line."""
    book = running.load_rules(rules or [], params)
    programmes = running.load_programmes(book, rules or [])
    screen().print(f"{len(book.rules)} rules in {len(book.packs)} packs load.")
    screen().print(f"Inspection programmes: {', '.join(programmes)}.")


@app.command()
def test(
    rule: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this rule. May be repeated.")] = None,
    rules: Folders = None,
    params: Params = None,
) -> None:
    """Run the rules' own examples. Ends with exit code 1 where one fails."""
    book = running.load_rules(rules or [], params)
    for name in rule or []:
        _known(book, name)
    examples = run_examples(book, rule or [])
    rules_screen.print_examples(examples, screen())
    if not all(example.passed for example in examples):
        raise typer.Exit(GAPS)


@app.command()
def mutants(
    rule: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this rule. May be repeated.")] = None,
    fail_under: Annotated[
        float | None, typer.Option(metavar="PCT", min=0, max=100, help="End with exit code 1 below this percentage.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="How many processes work at once.")] = 1,
    rules: Folders = None,
    params: Params = None,
) -> None:
    """Change each rule a little, again and again, and say which changes its own examples do not notice."""
    book = running.load_rules(rules or [], params)
    for name in rule or []:
        _known(book, name)
    report = run_mutants(book, rule or [], equivalents(rules_folder() / "_register" / "equivalent-mutants.yaml"), jobs)
    rules_screen.print_mutants(report, screen())
    if any(each.wrong for each in report.rules) or (fail_under is not None and report.percent < fail_under):
        raise typer.Exit(GAPS)


@app.command()
def coverage(
    fail_under: Annotated[
        float | None, typer.Option(metavar="PCT", min=0, max=100, help="End with exit code 1 below this percentage.")
    ] = None,
    on: Annotated[
        Path | None, typer.Option(metavar="EXPORT", help="Also say what this export lets the rules tell.")
    ] = None,
    pack: options.Packs = None,
    entries: Annotated[bool, typer.Option("--entries", help="Name each entry, with its rules or the reason.")] = False,
    rules: Folders = None,
) -> None:
    """How much of the register of expectations the rules answer: in principle, on common systems, on an export."""
    book = running.load_rules(rules or [])
    covered = coverage_of(book)
    told = None
    if on is not None:
        told = on_export(running.run(running.Sources([on]), book, Options(packs=pack or [], jobs=running.usual_jobs())))
    coverage_screen.print_coverage(covered, told, screen())
    if told is not None:
        coverage_screen.print_on_export(book, told, screen())
    if entries:
        coverage_screen.print_entries(covered, screen())
    if fail_under is not None and covered.percent < fail_under:
        raise typer.Exit(GAPS)


def _known(book: Rulebook, rule: str) -> None:
    """Stop where there is no such rule."""
    if rule not in book.rules:
        stop(f"there is no rule '{rule}'{did_you_mean(rule, book.rules)}", "see: practice-check rules list")
