"""What a check has to do with the runs before it: the one it is compared with, and the history that it joins."""

import datetime as dt
from pathlib import Path

import typer

from practice_check import history
from practice_check.audit import StoredRun
from practice_check.audit.results import Results
from practice_check.audit.results_file import NotResultsError, PartialResultsError, read_results, require_whole
from practice_check.cli.delivery import folder
from practice_check.cli.stopping import complain, stop
from practice_check.rulebook import Rulebook
from practice_check.rulebook.parameters import Parameters


def whole_results(path: Path) -> Results:
    """The results of an earlier run; what is wrong with them ends the command."""
    try:
        results = read_results(path)
        require_whole(results)
    except NotResultsError as error:
        stop(str(error), error.mend)
    except PartialResultsError as error:
        stop(f"{path}: {error}", "check again without --show, and compare with what that writes")
    return results


def compared(found: StoredRun, before: Results | None) -> Results:
    """The head of the run, with what has changed since the one before (read ahead of the check, which may write over
    it)."""
    if before is None:
        return found.head
    results = found.results()
    if results.run.pseudonymised and before.run.pseudonyms != results.run.pseudonyms:
        what = "is under another key" if before.run.pseudonymised else "has names and CRNs in it"
        stop(f"the run before {what}, and nothing in it could be found again", "check it again under this key")
    try:
        return found.head.model_copy(update={"changes": history.compare(before, results)})
    except history.WrongOrderError as error:
        stop(str(error), "name an earlier run with --baseline, or a later day with --as-of")


def file_of(out: Path | None, named: Path | None, *, none: bool) -> Path | None:
    """Where the run joins a history, if it does: the file that was named, else one in the folder of the results."""
    if none and named is not None:
        raise typer.BadParameter("name a file or keep no history, not both", param_hint="--history, --no-history")
    if none:
        return None
    return named or (out / history.FILE if out is not None else None)


def remembered(found: StoredRun, file: Path | None, out: Path | None, book: Rulebook) -> Results:
    """The head of the run, with the trend of the history once the run has joined it.

    What is wrong with the history is said, and costs nobody the results.
    """
    head = found.head
    if file is None:
        return head
    if out is not None:
        folder(out)
    try:
        history.record(file, head, found.cases(), dt.datetime.now(dt.UTC))
        runs = history.of_the_same_scope(history.recorded_runs(file), head.run)
        changes = head.changes and history.with_first_seen(head.changes, history.first_seen(runs))
        trend = history.trend(runs, runs_for_a_trend(book.parameters, head.run.as_of), head.run.minimum_base)
    except history.HistoryError as error:
        complain(f"this run is not in the history: {error}", error.mend)
        return head
    return head.model_copy(update={"changes": changes, "trend": trend})


def runs_for_a_trend(parameters: Parameters, day: dt.date) -> int:
    return int(parameters.number("trend-runs", day.toordinal()))
