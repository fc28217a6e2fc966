"""What goes to stdout."""

import os
import sys
from typing import BinaryIO, NoReturn

from rich.console import Console

from practice_check.audit.results import Results
from practice_check.reports import Write, as_table, print_table
from practice_check.reports.selection.whole_run import WholeRun
from practice_check.reports.terminal.whole_table import print_whole, whole_as_table


class Screen(Console):
    """stdout. A reader who has seen enough (``| head``) is no fault."""

    def on_broken_pipe(self) -> NoReturn:
        _close_stdout()
        raise SystemExit(0)


def screen() -> Screen:
    return Screen(highlight=False)


def show_table(results: Results, problems_in: str = "") -> None:
    """The first screen: in colour on a terminal, as plain text elsewhere. ``problems_in``: the data problems' file."""
    if sys.stdout.isatty():
        print_table(results, screen(), problems_in)
    else:
        write(as_table(results, problems_in))


def show_whole(whole: WholeRun, reports_in: str = "") -> None:
    """The first screen of a run in sums. ``reports_in``: the folder of the teams' reports, where they were written."""
    if sys.stdout.isatty():
        print_whole(whole, screen(), reports_in)
    else:
        write(whole_as_table(whole, reports_in))


def write(data: bytes) -> None:
    """Write to stdout, and nothing else."""
    stream(lambda out: _write_whole(out, data))


def _write_whole(out: BinaryIO, data: bytes) -> None:
    out.write(data)


def stream(write: Write) -> None:
    """Write to stdout piece by piece, and nothing else."""
    try:
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _close_stdout()


def _close_stdout() -> None:
    """Let nothing be flushed into a pipe that nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
