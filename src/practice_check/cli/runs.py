"""``practice-check runs``: the run history, and the trend once there are enough runs for one."""

import datetime as dt
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from practice_check import history
from practice_check.cli import running
from practice_check.cli.earlier_runs import runs_for_a_trend
from practice_check.cli.screen import screen
from practice_check.cli.stopping import stop
from practice_check.reports.terminal.runs_screen import print_runs


def runs(
    file: Annotated[
        Path,
        typer.Argument(metavar="[FILE|DIR]", help=f"A run history, or the folder of results with its {history.FILE}."),
    ] = Path(),
) -> None:
    """List the runs of a history: what each came to, and the trend once there are enough of them."""
    path = file / history.FILE if file.is_dir() else file
    try:
        _print_runs(path)
    except history.HistoryError as error:
        stop(str(error), error.mend)


def _print_runs(path: Path) -> None:
    found = history.recorded_runs(path)
    parameters, today = running.load_rules().parameters, dt.date.today()
    wanted = runs_for_a_trend(parameters, today)
    base = int(parameters.number("minimum-base", today.toordinal()))
    for place, (_, of_one_scope) in enumerate(groupby(found, key=lambda run: run.scope)):
        same = list(of_one_scope)
        if place:
            screen().print()
        print_runs(same, history.trend(same, wanted, base), wanted, screen())
