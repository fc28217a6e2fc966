"""Runs against each other: what became of the gaps of one by the next, and the history of all."""

from practice_check.history.compare import LONG_OPEN_DAYS, WrongOrderError, compare, is_long_open, with_first_seen
from practice_check.history.runs import (
    FILE,
    RecordedRun,
    first_seen,
    of_the_same_scope,
    record,
    recorded_runs,
)
from practice_check.history.store import HistoryError
from practice_check.history.trend import one_a_day, trend

__all__ = [
    "FILE",
    "LONG_OPEN_DAYS",
    "HistoryError",
    "RecordedRun",
    "WrongOrderError",
    "compare",
    "first_seen",
    "is_long_open",
    "of_the_same_scope",
    "one_a_day",
    "record",
    "recorded_runs",
    "trend",
    "with_first_seen",
]
