"""What was wanting wherever the record could not tell: each place once for the run, by number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from practice_check.audit.parts import Wanting
from practice_check.audit.results import Finding
from practice_check.records.columns import CASES
from practice_check.records.model import CaseRecord, Row
from practice_check.vocabulary.wanting import Want

_Key = tuple[str | int | None, ...]


@dataclass
class Ledger:
    """Numbers what is wanting as findings come in."""

    _places: dict[_Key, Wanting] = field(default_factory=dict)

    def numbered(self, findings: Sequence[Finding], wants: Mapping[int, Sequence[Want]]) -> list[Finding]:
        """The findings of a case, each with the numbers of what it lacked; ``wants`` by place among the findings."""
        found = list(findings)
        for place, wanted in wants.items():
            numbers = [self._number(want, found[place]) for want in wanted]
            found[place] = found[place].model_copy(update={"wanting": list(dict.fromkeys(numbers))})
        return found

    def _number(self, want: Want, finding: Finding) -> int:
        key = _key(want, finding)
        known = self._places.get(key)
        if known is None:
            of_a_case = want.lack != "absent"
            known = self._places[key] = Wanting(
                number=len(self._places) + 1,
                lack=want.lack,
                table=want.table,
                field=want.field,
                source=want.source,
                entry=want.entry or None,
                crn=finding.crn if of_a_case else None,
                event_number=finding.event_number if of_a_case else None,
            )
        return known.number

    def places(self, records: Sequence[CaseRecord]) -> list[Wanting]:
        """All that was wanting. A field that no row of any record gives is a column that the export does not have."""
        given: dict[tuple[str, str], bool] = {}

        def is_given(table: str, name: str) -> bool:
            if (table, name) not in given:
                given[table, name] = any(row.given(name) for row in _rows(records, table))
            return given[table, name]

        def settled(place: Wanting) -> Wanting:
            if place.lack == "unread" and place.field is not None and not is_given(place.table, place.field):
                return place.model_copy(update={"lack": "no_column"})
            if place.lack == "absent" and any(getattr(record, place.table) is not None for record in records):
                return place.model_copy(update={"only_some": True})
            return place

        return [settled(place) for place in self._places.values()]


def _key(want: Want, finding: Finding) -> _Key:
    match want.lack:
        case "absent":
            return (want.lack, want.table)
        case "uncovered" | "no_row":
            return (want.lack, want.table, want.field, finding.crn, finding.event_number)
    # The same row may be read for several orders of a person; without a source only its own words tell it apart.
    where = want.source or f"{finding.crn}/{finding.event_number}: {want.entry}"
    return (want.lack, want.table, want.field, where)


def _rows(records: Iterable[CaseRecord], table: str) -> Iterable[Row]:
    for record in records:
        if table == CASES:
            yield record
        else:
            yield from getattr(record, table) or ()
