"""Answering on the self-check: "not appropriate, because…", one by one or in one line, kept in a file of departures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from rich.console import Console

from practice_check.answers.departures_file import append
from practice_check.cli.stopping import stop
from practice_check.content.faults import did_you_mean
from practice_check.ingest import InputError
from practice_check.records.departure import DepartureRow
from practice_check.reports import words
from practice_check.reports.escape import for_terminal
from practice_check.reports.selection.case_answers import occasions_of
from practice_check.reports.selection.case_page import CasePage
from practice_check.reports.selection.items import Item
from practice_check.reports.terminal.case_screen import print_item
from practice_check.reports.terminal.lines import BOLD, hanging

_ENOUGH = "q"


@dataclass(frozen=True)
class Answer:
    """An answer given with the command itself. ``opened``: only the occasion that opened on that day."""

    rule: str
    because: str
    by: str
    agreed_by: str | None = None
    opened: dt.date | None = None


def look(file: Path) -> None:
    """Stop before anything is asked where the answers could not be kept in this file."""
    if file.suffix.lower() != ".csv":
        stop(f"{file.name} is not a CSV file", "give a name that ends in .csv")
    if file.exists():
        _keep(file, [])


def take(page: CasePage, answer: Answer, file: Path) -> int:
    """Keep an answer that was given in one line; how many occasions it is about."""
    items = [item for item in _open(page) if item.finding.rule == answer.rule]
    chosen = [found for item in items if (found := _on(item, answer.opened)) is not None]
    if not items:
        known = {item.finding.rule for item in _open(page)}
        stop(
            f"nothing is open under '{answer.rule}' that this officer could answer{did_you_mean(answer.rule, known)}",
            f"open: {', '.join(sorted(known)) or 'nothing'}",
        )
    if not chosen:
        days = [words.day(one.occasion.opened) for item in items for one in (item.finding, *item.again)]
        stop(f"nothing under '{answer.rule}' opened on that day", f"it opened on {', '.join(days)}")
    rows = [
        row
        for item in chosen
        for row in occasions_of(item, reason=answer.because, by=answer.by, agreed_by=answer.agreed_by)
    ]
    _keep(file, rows)
    return len(rows)


def walk(page: CasePage, file: Path, console: Console) -> int:
    """Ask about each thing that is the officer's to mend, and keep each answer at once; how many were answered."""
    by, answered = "", 0
    for number, item in enumerate(page.answerable, start=1):
        console.print()
        hanging(console, for_terminal(f"{number} of {len(page.answerable)}: {item.title}", BOLD), "", 0)
        print_item(page, item, console)
        because = _asked(f"Not appropriate, because… (Enter to leave it, {_ENOUGH} to stop)")
        if because is None or because == _ENOUGH:
            break
        if not because:
            continue
        while not by:
            said = _asked(f"Your name ({_ENOUGH} to stop, and this answer is not kept)")
            if said is None or said == _ENOUGH:
                return answered
            by = said
        agreed = _asked("Agreed by (Enter: nobody yet)")
        if agreed == _ENOUGH:
            _keep(file, occasions_of(item, reason=because, by=by))
            return answered + 1
        _keep(file, occasions_of(item, reason=because, by=by, agreed_by=agreed or None))
        answered += 1
    return answered


def _asked(question: str) -> str | None:
    """What was typed; None where nobody will type any more."""
    try:
        typed: str = typer.prompt(question, default="", show_default=False)
    except typer.Abort:
        typer.echo()
        return None
    return typed.strip()


def _open(page: CasePage) -> list[Item]:
    return [*page.answerable, *page.before, *page.past]


def _on(item: Item, opened: dt.date | None) -> Item | None:
    """The item with those occasions that opened on the day; None where none did."""
    if opened is None:
        return item
    on = [one for one in (item.finding, *item.again) if one.occasion.opened == opened]
    return replace(item, finding=on[0], again=on[1:]) if on else None


def _keep(file: Path, rows: Sequence[DepartureRow]) -> None:
    try:
        append(file, rows)
    except InputError as error:
        stop(error.message, error.mend)
    except OSError as error:
        stop(f"{file} could not be written ({error.strerror or error})", "give another with --answer")
