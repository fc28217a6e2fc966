"""Where results go: one format to stdout, or files in a folder."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO

from practice_check.audit import JournalError, StoredRun
from practice_check.audit.results import Results
from practice_check.audit.stored import Journal
from practice_check.cli import screen
from practice_check.cli.stopping import note, stop
from practice_check.files import NO_ROOM, private_stream
from practice_check.reports import (
    DATA_PROBLEMS,
    FILES,
    STREAMED,
    Pieces,
    Write,
    data_problems_workbook,
    of_run,
    officer_workbooks,
    render,
    streams_of,
)
from practice_check.reports.words import number

#: What a folder gets when no format is named.
USUAL = ("json", "html")
#: The folder of the workbooks that are one an officer.
OFFICERS = "officers"
#: The folder of a run that is not done.
_RUN = ".run"


def see_that_it_fits(formats: Sequence[str], out: Path | None, *, per_officer: bool = False) -> None:
    """Stop, before a long run, where its results would have nowhere to go."""
    if out is None and len(formats) > 1:
        stop("stdout takes one format at a time", "name a folder for the files with --out DIR")
    if out is None and (per_officer or "xlsx" in formats):
        stop("a workbook is a file, and does not go to stdout", "name a folder for it with --out DIR")


def workbooks_in(formats: Sequence[str], out: Path, *, per_officer: bool) -> list[Path]:
    """The workbooks of a run before that this one may write over."""
    report = [out / FILES["xlsx"]] if "xlsx" in formats else []
    return report + (sorted((out / OFFICERS).glob("*.xlsx")) if per_officer else [])


def deliver(run: StoredRun, formats: Sequence[str], show: set[str], out: Path | None, *, per_officer: bool) -> None:
    """Without a folder, one format on stdout. With one, a file a format and the data problems; the table still goes to
    stdout. All that was found is had in memory only for what cannot be written case by case."""
    results = cache(run.results)
    if out is None:
        if list(formats) in ([], ["table"]):
            screen.show_table(results())
        elif formats[0] in STREAMED:
            to_stdout(run, formats[0], show)
        else:
            screen.write(render(results(), formats[0], show))
        return
    wanted = [fmt for fmt in formats if fmt != "table"] if formats else USUAL
    write_files(of_run(run, show), results, wanted, show, out)
    save(out / DATA_PROBLEMS, data_problems_workbook(run.wrong_data()))
    if not formats or "table" in formats:
        screen.show_table(results(), str(out / DATA_PROBLEMS))
    if per_officer:
        _write_officers(results(), out)


def to_stdout(run: StoredRun, fmt: str, show: set[str]) -> None:
    """In a format that is written case by case."""
    screen.stream(next(iter(streams_of(of_run(run, show), fmt).values())))


def write_files(
    pieces: Pieces, results: Callable[[], Results], formats: Sequence[str], show: set[str], out: Path
) -> None:
    """Each format in its file or files, readable by their owner only."""
    folder(out)
    for fmt in formats:
        if fmt in STREAMED:
            for name, write in streams_of(pieces, fmt).items():
                stream_to(out / name, write)
        else:
            save(out / FILES[fmt], render(results(), fmt, show))


def _write_officers(results: Results, out: Path) -> None:
    """A workbook an officer, each readable by its owner only."""
    folder(out / OFFICERS)
    count = 0
    for name, data in officer_workbooks(results):
        save(out / OFFICERS / name, data, quiet=True)
        count += 1
    note(f"wrote {number(count, 'workbook')} to {out / OFFICERS}")


def run_folder(out: Path | None, *, resume: bool) -> Path | None:
    """Where a run is kept until its results are written. Stop where there is nothing that it could go on with."""
    if out is None:
        if resume:
            stop("--resume goes on with a run that was cut off in a folder", "name that folder with --out DIR")
        return None
    _see_that_it_can_be_a_folder(out)
    kept = out / _RUN
    if not resume and _was_cut_off(kept):
        note(
            f"a run was cut off in {out}: what it found is dropped, and all is checked anew; --resume goes on with one"
        )
    return kept


def _was_cut_off(kept: Path) -> bool:
    """Whether a run lies there that nobody is at work on. Stop where somebody is."""
    try:
        return Journal.lies_in(kept)
    except JournalError as error:
        stop(error.message, error.mend)


def _see_that_it_can_be_a_folder(out: Path) -> None:
    """Stop, before a long run, where a file stands in the way of the folder."""
    there = next((each for each in (out, *out.parents) if each.exists()), out)
    if there.exists() and not there.is_dir():
        stop(f"{there} is a file, and no folder", "give another with --out")


def folder(out: Path) -> None:
    """Make the folder and those that it lies in, for their owner only; one that is there already is left as it is."""
    try:
        for each in reversed([out, *out.parents]):
            if not each.exists():
                each.mkdir(mode=0o700, exist_ok=True)
        out.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        stop(f"{out} cannot be made a folder ({error.strerror})", "give another with --out")


def folder_within(out: Path, inner: str) -> Path:
    """A folder of our own within that of the results. A link where it is to lie would lead elsewhere: it is refused."""
    place = out
    for name in inner.split("/"):
        place /= name
        if place.is_symlink():
            stop(f"{place} is a link to another folder", "take it away, or give another folder with --out")
        folder(place)
    return place


def save(path: Path, data: bytes, *, quiet: bool = False) -> None:
    stream_to(path, lambda out: _write_whole(out, data), quiet=quiet)


def stream_to(path: Path, write: Write, *, quiet: bool = False) -> None:
    """Write a file piece by piece, readable by its owner only: whole, or not at all, and then it is said why."""
    try:
        with private_stream(path) as out:
            write(out)
    except JournalError as error:
        stop(error.message, error.mend)
    except OSError as error:
        stop(f"{path} could not be written ({error.strerror or error})", _mend(error))
    if not quiet:
        note(f"wrote {path}")


def _mend(error: OSError) -> str:
    if error.errno in NO_ROOM:
        return "make room on the disk, or give a folder on another with --out; a file that stood there is as it was"
    return "give another folder with --out"


def _write_whole(out: BinaryIO, data: bytes) -> None:
    out.write(data)
