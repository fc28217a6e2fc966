"""The run history in a terminal: the runs that were asked the same, and how they went on."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from practice_check.audit.parts import Trend
from practice_check.history import RecordedRun, one_a_day
from practice_check.reports import words
from practice_check.reports.escape import for_terminal
from practice_check.reports.terminal.lines import BOLD, FAINT


def print_runs(runs: Sequence[RecordedRun], trend: Trend | None, wanted: int, console: Console) -> None:
    """``runs``: of one scope, by day. ``wanted``: how many days a trend takes."""
    console.print(for_terminal(f"{words.number(len(runs), 'run')}: {runs[0].scope_words}", BOLD))
    console.print(_table(runs))
    days = len(one_a_day(runs))
    if trend is None:
        missing = wanted - days
        text = f"No trend yet: it takes runs of {wanted} different days, {missing} more than there are."
        console.print(Text(text, FAINT))
        return
    console.print()
    console.print(Text("The trend", BOLD))
    console.print(_trend(trend))
    for note in trend.notes:
        console.print(for_terminal(f"Mind: {note}", FAINT))


def _table(runs: Sequence[RecordedRun]) -> Table:
    table = _headed("as of", "cases", "not checked", "duties not recorded", "high severity, to mend", "recorded on")
    for run in runs:
        table.add_row(
            words.day(run.as_of),
            f"{run.cases:,}",
            f"{run.cases_not_checked:,}",
            f"{run.duties.get('gap', 0):,}",
            f"{run.severities.get('high', 0):,}",
            f"{words.day(run.recorded.date())} {run.recorded:%H:%M} UTC",
        )
    return table


def _trend(trend: Trend) -> Table:
    table = _headed(
        "as of", "recorded in time", "of those due", "not decided", "high severity, per 100 cases", "cases running"
    )
    for point in trend.points:
        table.add_row(
            words.day(point.as_of),
            _percent(point.in_time_percent),
            f"{point.judged:,}",
            f"{point.not_told:,}",
            "too few" if point.open_high_per_100 is None else f"{point.open_high_per_100:,.1f}",
            f"{point.cases:,}",
        )
    return table


def _percent(share: float | None) -> str:
    return "too few" if share is None else f"{share:.1f}%"


def _headed(first: str, *headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=FAINT)
    table.add_column(first, no_wrap=True)
    for heading in headings:
        table.add_column(heading, justify="right", overflow="fold")
    return table
