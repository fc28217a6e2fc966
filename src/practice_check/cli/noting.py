"""Progress noted on action lists: read before a run, joined to its results, and never written over unread."""

from collections.abc import Sequence
from pathlib import Path

from practice_check.answers.progress import ProgressNote, ProgressRead, read_progress
from practice_check.audit.noted import with_noted
from practice_check.audit.results import Results
from practice_check.cli.stopping import stop
from practice_check.ingest import InputError
from practice_check.reports.words import number


def read(files: Sequence[Path]) -> ProgressRead:
    try:
        return read_progress(files)
    except InputError as error:
        stop(error.message, error.mend)


def joined(results: Results, notes: ProgressRead) -> Results:
    """The results with what was noted; as they are where no file was named."""
    return with_noted(results, notes) if notes.inputs else results


def keep(targets: Sequence[Path], notes: ProgressRead) -> None:
    """Stop where a workbook that is about to be written over holds notes that this run has not read."""
    known = {_said(note) for note in notes.notes}
    for path in targets:
        if not path.is_file():
            continue
        try:
            there = read_progress([path])
        except InputError:  # not a list of ours: nothing was noted in it
            continue
        lost = sum(_said(note) not in known for note in there.notes)
        if lost:
            stop(
                f"{path} holds {number(lost, 'note')} that this run has not read, and would write over",
                f"read it back with --progress {path}, or give another folder with --out",
            )


def _said(note: ProgressNote) -> tuple[object, ...]:
    return (note.reference, note.progress, note.note, note.by, note.on)
