"""``presence``: how much of what looks well is known only by being on record, and judged by nobody."""

from practice_check.caseload.form import Cases, Form, Told, in_a_hundred, number
from practice_check.caseload.person import Person
from practice_check.rulebook import caseload as c
from practice_check.vocabulary.resolve import Resolve

#: How much is recorded, and how much of that nobody has judged.
Counted = tuple[int, int]


class PresenceWatch(Form[Counted]):
    def __init__(self, presence: c.Presence, resolve: Resolve, as_of: int) -> None:
        self._at_most, self._base = resolve.number(presence.at_most, as_of), resolve.number(presence.base, as_of)
        self._recorded = self._unjudged = 0

    def unseen(self, person: Person) -> str | None:  # noqa: ARG002 - every form is asked so
        return None

    def see(self, person: Person) -> Counted:
        return person.recorded, person.unjudged

    def add(self, seen: Counted) -> None:
        self._recorded += seen[0]
        self._unjudged += seen[1]

    def told(self) -> list[Told]:
        if self._recorded < self._base or 100 * self._unjudged <= self._at_most * self._recorded:
            return []
        slots = {
            "part": number(self._unjudged),
            "whole": number(self._recorded),
            "share": in_a_hundred(self._unjudged, self._recorded),
        }
        return [Told(slots, Cases())]
