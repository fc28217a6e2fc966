"""What was wanting wherever the record could not tell: each place once for a person, by the number that its findings
name it by. What the whole export lacks is settled before, so that a worker can say all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from practice_check.audit.checked import CheckedCase
from practice_check.audit.parts import Wanting
from practice_check.records.holds import Holds
from practice_check.records.model import tables
from practice_check.vocabulary.wanting import Want

#: Something that is wanting: whose (None: of the whole export), and its number.
WantingId = tuple[str | None, int]
#: What is wanting in the whole export has a number up to this, that of its table; what is a person's, a greater one.
_OF_EXPORT = len(tables())


def id_of(place: Wanting) -> WantingId:
    return place.crn, place.number


def numbered(crn: str, number: int) -> WantingId:
    """What a person's finding names by the number."""
    return (None if number <= _OF_EXPORT else crn, number)


@dataclass(frozen=True)
class Settled:
    """Knows what the whole export holds."""

    holds: Holds

    def of_person(self, cases: Sequence[CheckedCase], kept: Sequence[CheckedCase]) -> list[Wanting]:
        """What some finding of the kept cases waits for, in the order in which the person's cases name it."""
        named = {number for case in kept for numbers in case.carried.wanting.values() for number in numbers}
        return [self._place(case, number, want) for case in cases for number, want in case.wants if number in named]

    def _place(self, case: CheckedCase, number: int, want: Want) -> Wanting:
        of_the_export = want.lack == "absent"
        no_column = want.lack == "unread" and want.field is not None and not self.holds.gives(want.table, want.field)
        return Wanting(
            number=number,
            lack="no_column" if no_column else want.lack,
            table=want.table,
            field=want.field,
            source=want.source,
            entry=want.entry or None,
            crn=None if of_the_export else case.crn,
            event_number=None if of_the_export else case.event_number,
            only_some=of_the_export and self.holds.has(want.table),
        )
