"""The trend: how often duties were recorded in time, and how many of high severity stay open, run by run."""

from collections.abc import Sequence
from itertools import pairwise

from practice_check.audit.parts import Trend, TrendPoint
from practice_check.history.runs import RecordedRun
from practice_check.history.why import day

_JUDGED = ("met", "met_late", "gap")
_NOT_TOLD = ("cannot_tell", "needs_judgement", "not_checked")


def trend(runs: Sequence[RecordedRun], wanted: int, minimum_base: int) -> Trend | None:
    """The trend of runs of one scope, or None while there are fewer than ``wanted``.

    Of several runs of a day the one that was recorded last counts. ``minimum_base``: a rate is not given below it.
    """
    days = one_a_day(runs)
    if len(days) < wanted:
        return None
    return Trend(points=[_point(run, minimum_base) for run in days], notes=_notes(days))


def one_a_day(runs: Sequence[RecordedRun]) -> list[RecordedRun]:
    """The last recorded run of each as-of date, the oldest date first."""
    found = {run.as_of: run for run in sorted(runs, key=lambda run: run.recorded)}
    return [found[date] for date in sorted(found)]


def _point(run: RecordedRun, minimum_base: int) -> TrendPoint:
    judged = sum(run.duties.get(word, 0) for word in _JUDGED)
    in_time, open_high = run.duties.get("met", 0), run.severities.get("high", 0)
    return TrendPoint(
        as_of=run.as_of,
        judged=judged,
        in_time=in_time,
        in_time_percent=_rate(in_time, judged, minimum_base),
        not_told=sum(run.duties.get(word, 0) for word in _NOT_TOLD),
        cases=run.cases_running,
        open_high=open_high,
        open_high_per_100=_rate(open_high, run.cases_running, minimum_base),
    )


def _rate(number: int, base: int, minimum_base: int) -> float | None:
    """For each hundred, to one decimal."""
    return round(100 * number / base, 1) if base >= max(minimum_base, 1) else None


def _made_with(run: RecordedRun) -> tuple[str | None, ...]:
    return (run.hashes.rules, run.hashes.params, run.hashes.mapping)


def _notes(runs: Sequence[RecordedRun]) -> list[str]:
    notes = []
    for before, now in pairwise(runs):
        dates = f"between {day(before.as_of)} and {day(now.as_of)}"
        if _made_with(before) != _made_with(now):
            notes.append(f"The rules, the limits or the mapping changed {dates}: a step there may be theirs.")
        if before.open and now.open and before.open.isdisjoint(now.open):
            notes.append(f"Nothing that was open stayed open {dates}: the runs may be of different caseloads.")
    return notes
