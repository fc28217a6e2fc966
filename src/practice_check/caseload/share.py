"""``share``: too great, or too small, a part of all entries, over the caseload or for each value of a field."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from practice_check.caseload.form import Cases, Form, Told, in_a_hundred, number, of_cases
from practice_check.caseload.person import Case, Person
from practice_check.occasions.share import surely_too_many
from practice_check.rulebook import caseload as c
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth, opposite
from practice_check.vocabulary.resolve import Resolve

#: By value: how many entries there are that surely or perhaps are there, and of the part; the cases of those counted.
Counted = dict[str, tuple[dict[tuple[int, int], int], tuple[Case, ...]]]


@dataclass
class _Group:
    members: Counter[tuple[int, int]] = field(default_factory=Counter)
    cases: Cases = field(default_factory=Cases)

    def of(self, part: Truth) -> int:
        return self.members[(TRUE, part)]

    def surely_beyond(self, limit: float, base: float) -> bool:
        counts = {(Truth(there), Truth(part)): count for (there, part), count in self.members.items()}
        return surely_too_many(counts, limit, base) > 0


class ShareWatch(Form[Counted]):
    """What is too much is counted: of ``at_least`` p in a hundred, more than 100 - p that are not of the part."""

    def __init__(self, share: c.ShareOfAll, resolve: Resolve, as_of: int) -> None:
        self._share = share
        self._turned = share.at_least is not None
        bound = share.at_least if share.at_most is None else share.at_most
        limit = resolve.number(bound if bound is not None else 0, as_of)
        self._limit = 100 - limit if self._turned else limit
        self._base = resolve.number(share.base, as_of)
        self._groups: dict[str, _Group] = defaultdict(_Group)

    def unseen(self, person: Person) -> str | None:
        share = self._share
        by = [share.by] if share.by and not share.by.startswith(c.OF_CASE) else []
        whole = person.unseen(share.among.entry, [*share.among.where, *by])
        return whole or person.unseen(share.of.entry, list(share.of.where))

    def see(self, person: Person) -> Counted:
        by, turned = self._share.by, self._turned
        part = {
            (seen.found.table, seen.found.place, seen.record.event_number): seen.found.truth
            for seen in person.entries(self._share.of)
        }
        members: dict[str, dict[tuple[int, int], int]] = {}
        cases: dict[str, dict[Case, None]] = {}
        for seen in person.entries(self._share.among):
            value = seen.value(by, c.OF_CASE) if by else "all"
            if value in (None, ""):
                continue
            found, name = seen.found, str(value)
            of_part = part.get((found.table, found.place, seen.record.event_number), FALSE)
            of_part = opposite(of_part) if turned else of_part
            counts = members.setdefault(name, {})
            key = (int(found.truth), int(of_part))
            counts[key] = counts.get(key, 0) + 1
            if of_part is TRUE and found.truth is TRUE:
                cases.setdefault(name, {})[seen.case] = None
        return {value: (counts, tuple(cases.get(value, ()))) for value, counts in members.items()}

    def first(self, seen: Counted) -> dict[str, dict[tuple[int, int], int]]:
        return {value: members for value, (members, _) in seen.items()}

    def again(self, seen: Counted) -> dict[str, tuple[Case, ...]] | None:
        return {value: cases for value, (_, cases) in seen.items() if cases} or None

    def add(self, first: dict[str, dict[tuple[int, int], int]]) -> None:
        for value, members in first.items():
            self._groups[value].members.update(members)

    def look_again(self, again: dict[str, tuple[Case, ...]]) -> None:
        for value, cases in again.items():
            if value in self._too_great:
                self._groups[value].cases.add(cases)

    @cached_property
    def _too_great(self) -> set[str]:
        """The values whose part is too great, once everybody was added."""
        return {value for value, group in self._groups.items() if group.surely_beyond(self._limit, self._base)}

    def told(self) -> list[Told]:
        """One for each value, in the order of the values: it is no ranking."""
        return [self._told(value, group) for value, group in sorted(self._groups.items()) if value in self._too_great]

    def _told(self, value: str, group: _Group) -> Told:
        counted = group.of(TRUE)
        whole = counted + group.of(UNKNOWN) + group.of(FALSE)
        part = whole - counted if self._turned else counted
        slots = {
            "who": value,
            "part": number(part),
            "whole": number(whole),
            "share": in_a_hundred(part, whole),
            "cases": of_cases(group.cases.total),
        }
        return Told(slots, group.cases)
