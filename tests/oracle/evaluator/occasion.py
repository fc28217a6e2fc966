"""What the parts of the evaluator hand to one another."""

from dataclasses import dataclass

from practice_check.records.model import Row

from .kleene import Truth


@dataclass(frozen=True)
class Occasion:
    """One time a rule bites. ``last`` is the last day of a cluster, else the opening day."""

    opened: int
    last: int
    relevance: Truth = True
    row: Row | None = None
    word: str | None = None
    follows: bool = False  # opened by the evidence of the one before: evidence counts from the day after
    window_due: int | None = None  # a window of `every ... from: condition`
    stretch_last: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What one occasion came to."""

    occasion: Occasion | None
    due: int | None
    verdict: str
    could_be: frozenset[str] = frozenset()
    missed: int | None = None
