"""``practice-check case``: one case, before it goes for countersignature."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from practice_check.audit import Options
from practice_check.cli import answering, options, pseudonymising, running
from practice_check.cli.delivery import folder, save
from practice_check.cli.screen import screen, write
from practice_check.cli.stopping import NOT_ALL_CHECKED, note, stop
from practice_check.reports import words
from practice_check.reports.html.case_html import case_html, safe_name
from practice_check.reports.selection.case_page import CasePage, case_page
from practice_check.reports.terminal.case_screen import print_case


class Format(StrEnum):
    TABLE = "table"
    HTML = "html"


def case(
    export: options.OneExport,
    crn: options.Crn,
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
    format_: Annotated[
        Format | None, typer.Option("--format", help="The page as a table on the screen, or as HTML. Default: table.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write case-CRN.html here, for your eyes only.")
    ] = None,
    answer: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Answer “not appropriate, because…” item by item, and add the answers to this CSV for --exceptions.",
        ),
    ] = None,
    rule: Annotated[
        str | None, typer.Option(metavar="RULE", help="With --answer: answer this one, and ask nothing.")
    ] = None,
    because: Annotated[str | None, typer.Option(metavar="TEXT", help="With --rule: why it is not appropriate.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="With --rule: who says so.")] = None,
    agreed_by: Annotated[str | None, typer.Option(metavar="NAME", help="With --rule: the manager who agreed.")] = None,
    opened: Annotated[
        dt.date | None,
        typer.Option(parser=running.day, metavar="DATE", help="With --rule: only the time that opened on this day."),
    ] = None,
) -> None:
    """One case before countersigning: what to mend now, what waits on others, what your manager will ask."""
    if pseudonymise and answer is not None:
        stop("answers are given on the case itself, and kept for it", "leave --pseudonymise out to answer")
    given = _given(answer, rule=rule, because=because, by=by, agreed_by=agreed_by, opened=opened)
    book = running.load_rules(rules or [], params)
    under = pseudonymising.under(book, key, pseudonymise=pseudonymise)
    sources = running.Sources([export], mapping or [], judgements or [], exceptions or [], under)
    results = running.run_person(sources, crn, book, Options(as_of=as_of, packs=pack or []))
    running.complain_of_unread(results, sources)
    page = case_page(results, sources.crn(crn), event)
    if page is None:
        stop(f"{crn} has no event {event} in {export.name}", "leave --event out to see all")
    if answer is not None:
        _answer(page, given, answer)
    else:
        _show(page, format_, out)
    if results.run.cases_not_checked:
        raise typer.Exit(NOT_ALL_CHECKED)


def _show(page: CasePage, format_: Format | None, out: Path | None) -> None:
    if out is not None and format_ is not Format.TABLE:
        folder(out)
        save(out / f"case-{safe_name(page.crn)}.html", case_html(page))
    elif format_ is Format.HTML:
        write(case_html(page))
    if format_ is not Format.HTML:
        print_case(page, screen())


def _given(
    answer: Path | None,
    *,
    rule: str | None,
    because: str | None,
    by: str | None,
    agreed_by: str | None,
    opened: dt.date | None,
) -> answering.Answer | None:
    """The answer that the command gives itself; None where it is to ask. Stops where a part of it is wanting."""
    parts = {"--rule": rule, "--because": because, "--by": by}
    if answer is None or rule is None:
        stray = [name for name, part in {**parts, "--agreed-by": agreed_by, "--opened": opened}.items() if part]
        if stray:
            stop(f"{' and '.join(stray)} without {'--answer' if answer is None else '--rule'}", "name both, or neither")
    if answer is not None:
        answering.look(answer)
    if answer is None or rule is None:
        return None
    because, by = (because or "").strip(), (by or "").strip()
    if not because or not by:
        stop("an answer needs its reason and its author", "add --because TEXT and --by NAME")
    return answering.Answer(rule, because, by, (agreed_by or "").strip() or None, opened)


def _answer(page: CasePage, given: answering.Answer | None, file: Path) -> None:
    if given is not None:
        count = answering.take(page, given, file)
    elif page.answerable:
        count = answering.walk(page, file, screen())
    else:
        note("Nothing here is yours to mend, so there is nothing to answer.")
        return
    if not count:
        note("No answer was given, and nothing was written.")
        return
    note(f"{words.number(count, 'answer')} added to {file}. The next run takes it with --exceptions {file}")
    note("A high-severity duty stays open until a manager's name stands in the column agreed_by.")
