"""What was read of one person in one stretch of an input, packed: as it lies on disk, and as processes hand it on."""

import pickle
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from practice_check.ingest.problems import Place
from practice_check.ingest.stored import key_number
from practice_check.records.model import CaseRecord
from practice_check.records.packing import pack, unpack

Found = tuple[CaseRecord, Place]
_PLACE = ("file", "sheet", "row", "crn", "source")


class Piece(NamedTuple):
    """``whose``: the number of the person's CRN. ``last``: the latest day of export that it gives (0: none)."""

    whose: int
    records: bytes
    places: bytes
    last: int
    gives_twice: bool

    @classmethod
    def of(cls, found: Sequence[Found]) -> "Piece":
        """Of the cases of one person, at least one."""
        return cls(
            key_number((found[0][0].crn, 0)),
            pack([record for record, _ in found]),
            pickle.dumps([(record.key, *(getattr(place, name) for name in _PLACE)) for record, place in found], 5),
            max((each.exported_on.toordinal() for each, _ in found if each.exported_on), default=0),
            gives_twice(found),
        )


def pieces_of(found: Iterable[Found]) -> list[Piece]:
    """One for each person, persons in the order in which they first appear."""
    persons: dict[str, list[Found]] = {}
    for record, place in found:
        persons.setdefault(record.crn, []).append((record, place))
    return [Piece.of(each) for each in persons.values()]


def gives_twice(found: Sequence[Found]) -> bool:
    """Whether the cases of a person give one of their orders more than once."""
    return len(found) > 1 and len({record.key for record, _ in found}) < len(found)


def opened(records: bytes, places: bytes) -> list[Found]:
    """What was packed."""
    return list(zip(unpack(records), [Place(*place) for _, *place in _told(places)], strict=True))


def keys_of(places: bytes) -> list[tuple[str, int]]:
    """CRN and number of the orders, without unpacking them."""
    return [key for key, *_ in _told(places)]


def _told(places: bytes) -> list[Any]:
    found: list[Any] = pickle.loads(places)
    return found
