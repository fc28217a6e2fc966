"""``practice-check compare``: what became of the gaps of one run by the next."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from practice_check import history
from practice_check.audit.parts import Changes
from practice_check.cli.delivery import folder, save
from practice_check.cli.earlier_runs import whole_results
from practice_check.cli.screen import screen, write
from practice_check.cli.stopping import stop
from practice_check.reports.files.compare_files import FILES, changes_as_csv, changes_as_json, changes_as_md
from practice_check.reports.terminal.compare_screen import print_changes

_WRITERS = {"json": changes_as_json, "csv": changes_as_csv, "md": changes_as_md}


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="results.json of the run before, or its folder.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="results.json of the run after it, or its folder.")],
    *,
    format_: Annotated[
        list[Format] | None, typer.Option("--format", help="May be repeated with --out. Default: the table.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write files here, for your eyes only. Default: all that are no table."),
    ] = None,
) -> None:
    """Compare two runs: what has been closed and how, what is new, what is still open, what is no longer judged."""
    changes = _compared(old, new)
    formats = [each.value for each in dict.fromkeys(format_ or [])]
    if out is None:
        if len(formats) > 1:
            stop("stdout takes one format at a time", "name a folder for the files with --out DIR")
        if formats in ([], ["table"]):
            print_changes(changes, screen())
        else:
            write(_WRITERS[formats[0]](changes))
        return
    folder(out)
    for name in [each for each in formats if each != "table"] if formats else FILES:
        save(out / FILES[name], _WRITERS[name](changes))
    if not formats or "table" in formats:
        print_changes(changes, screen())


def _compared(old: Path, new: Path) -> Changes:
    before, now = whole_results(old), whole_results(new)
    try:
        return history.compare(before, now)
    except history.WrongOrderError as error:
        stop(str(error), f"name the earlier run first: practice-check compare {new} {old}")
