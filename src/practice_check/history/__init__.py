"""Runs against each other: what became of the gaps of one by the next, and the history of all."""

from practice_check.history.compare import LONG_OPEN_DAYS, WrongOrderError, compare, is_long_open, with_first_seen

__all__ = ["LONG_OPEN_DAYS", "WrongOrderError", "compare", "is_long_open", "with_first_seen"]
