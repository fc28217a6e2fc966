"""What changed since the run before: three numbers with the names behind them, and what is no longer judged."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from practice_check.audit.parts import Change, Changes, ChangeState
from practice_check.history import LONG_OPEN_DAYS, is_long_open


@dataclass(frozen=True)
class Changed:
    """Each list in the order of the comparison: an exposed child or victim first, then the most severe, the oldest.

    ``still_open``: how many stand as they stood. ``long_open``: those of them that were due over thirty days ago and
    that somebody can still put right, or record the reason of. ``long_past``: the rest of those due so long ago.
    ``not_judged``: what the run before held and this one says nothing of: neither closed nor open.
    """

    before: dt.date
    now: dt.date
    closed: list[Change]
    new: list[Change]
    still_open: int
    long_open: list[Change]
    long_past: list[Change]
    not_judged: list[Change]
    notes: list[str]

    @property
    def numbers(self) -> list[tuple[str, list[Change]]]:
        """What the numbers are called, each with what stands behind it; the last one only where there is any."""
        found = [("closed", self.closed), ("new", self.new), (f"still open over {LONG_OPEN_DAYS} days", self.long_open)]
        return [*found, ("no longer judged", self.not_judged)] if self.not_judged else found

    @property
    def past_words(self) -> str:
        """What is open as long and nobody can act on, in words; empty where there is none."""
        if not self.long_past:
            return ""
        return (
            f"{len(self.long_past):,} more open as long cannot be put right now: "
            "the moment has passed, or the order has ended"
        )


def changed(changes: Changes | None) -> Changed | None:
    """None where no run before was named."""
    return None if changes is None else what_changed(changes)


def what_changed(changes: Changes) -> Changed:
    still = _of(changes, "still_open")
    return Changed(
        before=changes.before,
        now=changes.now,
        closed=_of(changes, "closed"),
        new=_of(changes, "new"),
        still_open=len(still),
        long_open=[one for one in still if is_long_open(one) and one.to_mend],
        long_past=[one for one in still if is_long_open(one) and not one.to_mend],
        not_judged=_of(changes, "not_judged_now"),
        notes=changes.notes,
    )


def names_behind(changes: Iterable[Change]) -> list[str]:
    """The people behind a number, each once, in its order."""
    return list(dict.fromkeys(one.crn for one in changes))


def _of(changes: Changes, state: ChangeState) -> list[Change]:
    return [one for one in changes.changes if one.state == state]
