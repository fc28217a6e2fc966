"""The reasoned departures of a run: how many of each standing, and those that somebody must look at."""

from dataclasses import dataclass

from practice_check.audit.parts import Departure

#: What each standing is called, those that somebody must look at first.
STANDINGS = {
    "expired": "no longer holds: its last day is past",
    "unmatched": "about nothing in this run",
    "waiting": "waits for somebody to agree to it",
    "used": "holds",
    "not_needed": "not needed: it is recorded after all",
}
_TO_LOOK_AT = ("expired", "unmatched", "waiting")


@dataclass(frozen=True)
class Departures:
    """``counts``: by standing, in the order of ``STANDINGS``, those that do not occur left out."""

    counts: dict[str, int]
    to_look_at: list[Departure]


def departures(found: list[Departure]) -> Departures:
    by_status = {status: [one for one in found if one.status == status] for status in STANDINGS}
    return Departures(
        counts={status: len(some) for status, some in by_status.items() if some},
        to_look_at=[one for status in _TO_LOOK_AT for one in by_status[status]],
    )
