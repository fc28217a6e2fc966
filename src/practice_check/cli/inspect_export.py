"""``practice-check records inspect``: what an export is, before it is checked, and a draft of a mapping for it."""

import datetime as dt
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from practice_check import ingest
from practice_check.cli import running
from practice_check.cli.delivery import save
from practice_check.cli.options import Exports, Mappings
from practice_check.cli.screen import screen
from practice_check.cli.stopping import stop
from practice_check.ingest.looking import before_a_check, grouped
from practice_check.ingest.reading import open_sheets
from practice_check.inspecting.draft import draft, drafted
from practice_check.inspecting.holds import held_if_confirmed
from practice_check.inspecting.report import inspect
from practice_check.records.model import CaseRecord
from practice_check.reports.escape import for_terminal
from practice_check.reports.terminal.decidable_screen import print_decidable
from practice_check.reports.terminal.inspect_screen import print_inspection, print_next, print_read
from practice_check.rulebook.needs import Holdings, decidable, packs_between

_USUAL_OUT = Path("draft-mapping.yaml")


def inspect_export(
    exports: Exports,
    mapping: Mappings = None,
    out: Annotated[Path, typer.Option(help="Where the draft of a mapping goes.", metavar="FILE.yaml")] = _USUAL_OUT,
    rules: Annotated[bool, typer.Option("--rules", help="Say of each rule what it wants.")] = False,
) -> None:
    """Say what an export is and what it can decide, and draft a mapping for columns that are guessed."""
    console = screen()
    if mapping:
        _read(exports, mapping, console, rules=rules)
        return
    try:
        sheets, strays, _ = open_sheets(exports)
        inspection = inspect(sheets)
    except ingest.InputError as error:
        stop(error.message, error.mend)
    if inspection.unread and not (inspection.known or inspection.found or inspection.bare):
        stop(inspection.unread[0].message, inspection.unread[0].mend)
    if drafted(inspection) and (out.exists() or out.is_symlink()):
        stop(f"{out} is there already", "give another name for the draft with --out, or move it away")
    if drafted(inspection):
        save(out, draft(inspection, [path.name for path in exports]).encode())
    print_inspection(inspection, [path.name for path in exports], console)
    for stray in strays:
        console.print(f"  {stray.message}: {stray.mend}", markup=False)
    for fault in inspection.unread:
        console.print("  ", for_terminal(f"{fault.message}: {fault.mend}"), sep="")
    named = " ".join(shlex.quote(str(path)) for path in exports)
    if not drafted(inspection):
        if inspection.known and inspection.has_cases:
            _read(exports, inspection.mappings, console, rules=rules)
        return
    loaded = running.load_mappings(inspection.mappings)
    held = held_if_confirmed(inspection, loaded.each)
    if inspection.has_cases:
        _decidable(held, [], console, "once every guess is confirmed, every sheet said to be complete", rules=rules)
    print_next(
        [
            f"1. Open {out} in an editor, answer and confirm; docs/mapping.md says what each line means",
            f"2. practice-check records inspect {named} --mapping {shlex.quote(str(out))}",
            f"3. practice-check check {named} --mapping {shlex.quote(str(out))}",
        ],
        console,
    )


def _read(exports: Sequence[Path], mappings: Sequence[str], console: Console, *, rules: bool) -> None:
    """What the export comes to when it is read: its cases and tables, what is wrong with it as a whole."""
    export = running.read(running.Sources(exports, mappings))
    today = dt.date.today()
    said = [problem for problem in export.problems if problem.kind == "doubt"]
    doubts = grouped([*said, *before_a_check(export.records, export.exported_on, today)])
    print_read(export.records, len(export.not_read), export.problems, doubts, console)
    if export.records:
        _decidable(Holdings.of_records(export.records), export.records, console, "as it stands", rules=rules)
    named = " ".join(shlex.quote(str(path)) for path in exports)
    options = "".join(f" --mapping {shlex.quote(name)}" for name in mappings)
    print_next([f"practice-check check {named}{options}"], console)


def _decidable(held: Holdings, records: Sequence[CaseRecord], console: Console, when: str, *, rules: bool) -> None:
    """What can be decided by the rules that were in force in the time of the cases; where none is read yet, today."""
    book = running.load_rules()
    today = dt.date.today()
    times = [(record.start_date or record.sentence_date, today) for record in records] or [(today, today)]
    print_decidable(decidable(book, held, packs_between(book, times)), when, console, rules=rules)
