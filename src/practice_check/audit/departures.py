"""What a run made of each departure of the exceptions files: every row is listed, whether it excuses or not."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from practice_check.answers.exceptions import duties_named
from practice_check.audit.parts import Departure, DepartureStatus
from practice_check.engine import Outcome
from practice_check.occasions.occasion import Departed, Occasion
from practice_check.records.departure import DepartureRow
from practice_check.rulebook import Rulebook
from practice_check.verdicts.decide import Verdict
from practice_check.verdicts.messages import day

_RECORDED = {Outcome.MET, Outcome.LATE, Outcome.EXCEPTED}
_NOT_OWED = {Outcome.IRRELEVANT, Outcome.CLOSED}


@dataclass(frozen=True)
class Came:
    """What one departure came to on one occasion, and why; ``not_owed``: there was nothing to depart from."""

    row: DepartureRow
    to: Literal["used", "not_needed", "waiting", "expired", "not_owed"]
    why: str = ""


def came_of(occasion: Occasion, verdict: Verdict) -> list[Came]:
    """What each departure that is about the occasion came to."""
    return [_came(each, verdict) for each in occasion.departures]


def _came(departed: Departed, verdict: Verdict) -> Came:
    row = departed.row
    if verdict.decided_by == "exception" and departed.holds:
        return Came(row, "used", departed.lacks)
    if verdict.word == "not_applicable" and verdict.decided_by == "assessor":
        return Came(row, "not_needed", "an assessor found the duty not relevant")
    if verdict.outcomes <= _NOT_OWED:
        return Came(row, "not_owed", "the duty does not apply, or ended before it fell due")
    if verdict.outcomes == {Outcome.EXCEPTED}:
        return Came(row, "not_needed", "the case record holds a departure of its own")
    if verdict.outcomes <= _RECORDED:
        return Came(row, "not_needed", "it is recorded after all")
    if verdict.outcomes <= _RECORDED | _NOT_OWED:
        return Came(row, "not_needed", "it is recorded, or not owed: the record cannot tell which")
    return Came(row, "expired" if departed.state == "expired" else "waiting", departed.lacks)


@dataclass
class Tally:
    """Adds up what the departures came to, case by case. ``not_checked``: the cases that were not, by CRN."""

    _came: dict[DepartureRow, list[Came]] = field(default_factory=lambda: defaultdict(list))
    _not_checked: set[str] = field(default_factory=set)

    def add(self, came: Iterable[Came]) -> None:
        for each in came:
            self._came[each.row].append(each)

    def not_checked(self, crn: str) -> None:
        self._not_checked.add(crn)

    def departures(self, rows: Iterable[DepartureRow], rulebook: Rulebook, as_of: int) -> list[Departure]:
        """Each of the rows with its status, in the order of the files."""
        return [self._departure(row, rulebook, as_of) for row in rows]

    def _departure(self, row: DepartureRow, rulebook: Rulebook, as_of: int) -> Departure:
        came = self._came.get(row, [])
        counts = Counter(each.to for each in came)
        status: DepartureStatus = "unmatched"
        if row.expires is not None and row.expires.toordinal() < as_of:
            status = "expired"
        elif counts:
            status = next((each for each in ("used", "waiting", "not_needed") if counts[each]), "unmatched")
        return Departure(
            **row.model_dump(),
            status=status,
            why=self._why(row, status, came),
            rules=duties_named(rulebook, row.rule),
            uses=counts["used"],
        )

    def _why(self, row: DepartureRow, status: DepartureStatus, came: list[Came]) -> str | None:
        if status == "expired" and row.expires is not None:
            return f"it held until {day(row.expires.toordinal())}"
        said = [each.why for each in came if each.to == status or (status == "unmatched" and each.to == "not_owed")]
        if said or status != "unmatched":
            return next(filter(None, said), None)
        if row.crn in self._not_checked:
            return "the case was not checked"
        if row.opened is not None:
            return f"the duty did not begin on {day(row.opened.toordinal())}" + (_about(row) if row.about else "")
        return "the duty did not arise" + (_about(row) if row.about else " in this case, or was not in force")


def _about(row: DepartureRow) -> str:
    return f" about '{row.about}'"
