"""Numbers for what is wanting, so that a finding can name it: they mean the same in all cases of a person."""

from functools import cache

from practice_check.records.model import tables
from practice_check.vocabulary.wanting import Want

_Key = tuple[str | int | None, ...]


class Numbers:
    """Of one person. A table that is not in the export has the same number for everybody; all else counts on."""

    __slots__ = ("_known", "_new", "_next")

    def __init__(self) -> None:
        self._known: dict[_Key, int] = {}
        self._new: list[tuple[int, Want]] = []
        self._next = len(tables()) + 1

    def of(self, wants: list[Want], crn: str, event_number: int) -> list[int]:
        """The numbers of what a finding of the case lacks, each once."""
        numbers: dict[int, None] = {}
        for want in wants:
            key = _key(want, crn, event_number)
            number = self._known.get(key)
            if number is None:
                number = self._known[key] = self._number(want)
                self._new.append((number, want))
            numbers[number] = None
        return list(numbers)

    def _number(self, want: Want) -> int:
        if want.lack == "absent":
            return _of_absent_tables()[want.table]
        self._next += 1
        return self._next - 1

    def taken(self) -> list[tuple[int, Want]]:
        """What was numbered since this was last asked, in order."""
        new, self._new = self._new, []
        return new


@cache
def _of_absent_tables() -> dict[str, int]:
    return {name: number for number, name in enumerate(tables(), 1)}


def _key(want: Want, crn: str, event_number: int) -> _Key:
    lack = want.lack
    if lack == "absent":
        return (lack, want.table)
    if lack in {"uncovered", "no_row"}:
        return (lack, want.table, want.field, event_number)
    # The same row may be read for several orders of a person; without a source only its own words tell it apart.
    where = want.source or f"{crn}/{event_number}: {want.entry}"
    return (lack, want.table, want.field, where)
