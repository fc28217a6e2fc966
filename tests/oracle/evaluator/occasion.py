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
    window_due: int | None = None  # the last day of one of several windows, one after the other
    stretch_cut: int | None = None  # the day after the stretch that it lies in


@dataclass(frozen=True)
class Outcome:
    """What one occasion came to."""

    occasion: Occasion | None
    due: int | None
    verdict: str
    could_be: frozenset[str] = frozenset()
    missed: int | None = None
    came_to: str | None = None  # before the assessor's answer, `gap` for whatever is unmet
    met_on: int | None = None
