"""The reasoned departures of a run: how many of each standing, and those that somebody must look at."""

from dataclasses import dataclass

from practice_check.audit.parts import Departure
from practice_check.reports.terminal.lines import some

#: What each standing is called, those that somebody must look at first.
STANDINGS = {
    "expired": "past their last day",
    "unmatched": "about nothing in this run",
    "waiting": "not agreed to yet",
    "used": "in force",
    "not_needed": "no longer needed",
}
_TO_LOOK_AT = ("expired", "unmatched", "waiting")


@dataclass(frozen=True)
class Departures:
    """``counts``: by standing, in the order of ``STANDINGS``, those that do not occur left out."""

    counts: dict[str, int]
    to_look_at: list[Departure]

    @property
    def sentence(self) -> str:
        """All the counts in words, and then whose to look at; empty where there are no departures."""
        said = ", ".join(f"{count:,} {STANDINGS[status]}" for status, count in self.counts.items())
        whose = some(list(dict.fromkeys(one.crn for one in self.to_look_at)), 4)
        return f"{said}. Look at {whose}" if whose else said


def departures(found: list[Departure]) -> Departures:
    by_status = {status: [one for one in found if one.status == status] for status in STANDINGS}
    return Departures(
        counts={status: len(rows) for status, rows in by_status.items() if rows},
        to_look_at=[one for status in _TO_LOOK_AT for one in by_status[status]],
    )
