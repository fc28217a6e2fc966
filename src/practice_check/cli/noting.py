"""Progress noted on action lists: read before a run, joined to its results, and never written over unread."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from practice_check import audit
from practice_check.answers.progress import ProgressNote, ProgressRead, read_progress
from practice_check.audit import Options, StoredRun
from practice_check.audit.noted import referred_to, with_noted
from practice_check.audit.results import Results
from practice_check.cli.running import Sources, said
from practice_check.cli.stopping import note, stop
from practice_check.ingest import InputError
from practice_check.ingest.keys import PSEUDONYM
from practice_check.pseudonyms import Pseudonymiser
from practice_check.reports.words import number
from practice_check.rulebook import Rulebook


def read(files: Sequence[Path]) -> ProgressRead:
    try:
        return read_progress(files)
    except InputError as error:
        stop(error.message, error.mend)


def joined(run: StoredRun, notes: ProgressRead) -> Results:
    """The head of the run with what was noted; as it is where no file was named."""
    if not notes.inputs:
        return run.head
    return with_noted(run.head, notes, referred_to(run.cases(), {each.reference for each in notes.notes}))


def under_pseudonyms(notes: ProgressRead, sources: Sources, book: Rulebook, options: Options) -> ProgressRead:
    """The notes as they are of a run under pseudonyms, also where they were made on a list with names."""
    if sources.under is None:
        return notes
    real = {each.crn.upper() for each in notes.notes if each.crn and not PSEUDONYM.fullmatch(each.crn.upper())}
    known = _references(real, sources, book, options) if real else {}
    return sources.under.progress(notes, known, book.rules)


def _references(crns: set[str], sources: Sources, book: Rulebook, options: Options) -> dict[str, str]:
    """By a finding's reference in a run with names the one that it has here: both come out in the same order."""
    assert sources.under is not None
    named = said(replace(sources, under=None), book)
    some = named.model_copy(update={"records": [record for record in named.records if record.crn in crns]})
    plain, asked = replace(options, jobs=1), replace(sources.asked(options), jobs=1)
    with_names = audit.check(some, book, plain).findings
    here = audit.check(sources.under.export(some), book, asked).findings
    return {one.fingerprint: other.fingerprint for one, other in zip(with_names, here, strict=True)}


def keep(targets: Sequence[Path], notes: ProgressRead) -> None:
    """Stop where a workbook that is about to be written over holds notes that this run has not read."""
    known = {_said(each) for each in notes.notes}
    for path in targets:
        if not path.is_file():
            continue
        try:
            there = read_progress([path])
        except InputError:  # not a list of ours: nothing was noted in it
            continue
        lost = sum(_said(each) not in known for each in there.notes)
        if lost:
            stop(
                f"{path} holds {number(lost, 'note')} that this run has not read, and would write over",
                f"read it back with --progress {path}, or give another folder with --out",
            )


def set_aside(
    targets: Sequence[Path], files: Sequence[Path], results: Results, under: Pseudonymiser | None = None
) -> None:
    """Give a workbook another name that was read back, would be written over, and holds what could not be read."""
    faulty = {problem.file for problem in results.problems}
    read_back = {path.resolve() for path in files}
    for path in targets:
        if path.resolve() in read_back and (under.places.file(path.name) if under else path.name) in faulty:
            kept = next(free for free in _other_names(path) if not free.exists())
            path.rename(kept)
            note(f"kept {kept}: some of what is noted in it could not be read; see the data problems")


def _other_names(path: Path) -> Iterator[Path]:
    return (path.with_name(f"{path.stem}-not-read-{number}{path.suffix}") for number in count(1))


def _said(one: ProgressNote) -> tuple[object, ...]:
    return (one.reference, one.progress, one.note, one.by, one.on)
