"""What a worker does with a person: check all their orders, and make of it what goes into the journal of the run."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from practice_check.answers.departures import Departures
from practice_check.audit.checked import CheckedCase
from practice_check.audit.data_keys import Causes, GroupKey
from practice_check.audit.data_waiting import open_of, shares_of
from practice_check.audit.failing import Careful
from practice_check.audit.parts import Wanting
from practice_check.audit.person import Checker, Scope
from practice_check.audit.stored.found import Added, Found
from practice_check.audit.stored.sums import CaseSum
from practice_check.audit.wanted import Settled
from practice_check.caseload import Lookout, Sightings
from practice_check.caseload.person import readings_of
from practice_check.engine import Engine
from practice_check.ingest import Export, person_of
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.vocabulary.conditions import Reading

#: A person on the way to a worker: packed, or where memory is shared with it the place in the list of persons.
Sent = bytes | int


class People:
    """The persons of an export: how they are sent, and how one is opened who was sent."""

    def __init__(self, export: Export, *, shared: bool) -> None:
        """``shared``: the workers are forked from this process, and have what it holds in memory."""
        self._export = export
        self._here = list(export.persons()) if shared and isinstance(export.records, list) else None
        self.opened: Callable[[Any], list[CaseRecord]] = person_of if self._here is None else self._here.__getitem__

    def sent(self) -> Iterable[Sent]:
        return range(len(self._here)) if self._here is not None else self._export.persons_as_bytes()


@dataclass(frozen=True)
class Wanted:
    """Which people and cases are asked for; as Options say it."""

    where: dict[str, str] = field(default_factory=dict)
    cases: frozenset[tuple[str, int]] | None = None

    def takes(self, crn: str, event_number: int | None) -> bool:
        """Whether the case is asked for; an order that could not be read may be any of the person's."""
        if self.cases is None:
            return True
        return (crn, event_number) in self.cases or (event_number is None and any(one == crn for one, _ in self.cases))

    def person(self, records: Sequence[CaseRecord]) -> bool:
        """Whether any of a person's orders is asked for: all of them are then read, since some duties are the
        person's."""
        return any(self.takes(*record.key) for record in records) and (
            not self.where
            or any(all(str(getattr(record, name)) == value for name, value in self.where.items()) for record in records)
        )


@dataclass(frozen=True)
class Task:
    """What a worker needs to know before it is given the first person."""

    rulebook: Rulebook
    scope: Scope
    departures: Sequence[DepartureRow]
    as_of: int
    lookout: Lookout
    wanted: Wanted
    settled: Settled
    causes: Causes[GroupKey]
    opened: Callable[[Sent], list[CaseRecord]]
    show_not_applicable: bool


class Work:
    """Made once in a worker; called for each person, it gives their frame of the journal."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._rows = {row: place for place, row in reversed(list(enumerate(task.departures)))}
        departures = Departures.of(task.departures, task.rulebook)

        def checker(rules: frozenset[str]) -> Checker:
            scope = Scope(task.scope.packs, rules)
            return Checker(task.rulebook, scope, engine, departures, not_applicable=task.show_not_applicable)

        engine = Engine()
        rules = {name: rule for name, rule in task.rulebook.rules.items() if name in task.scope.rules}
        self._careful = Careful(checker, rules, checked_person)

    def __call__(self, sent: Sent) -> bytes:
        """An empty frame for a person who is not asked for."""
        records = self._task.opened(sent)
        if not self._task.wanted.person(records):
            return b""
        checked, readings = self._checked(records)
        seen = self._task.lookout.see(readings, sum(c.recorded for c in checked), sum(c.unjudged for c in checked))
        kept = [case for case in checked if self._task.wanted.takes(*case.key)]
        return self._found(kept, self._task.settled.of_person(checked, kept), seen).frame()

    def _checked(self, records: list[CaseRecord]) -> tuple[list[CheckedCase], list[Reading]]:
        readings: list[Reading] = []

        def fresh() -> list[Reading]:
            readings[:] = readings_of(records, self._task.rulebook, self._task.as_of)
            return readings

        return self._careful.person(fresh), readings

    def _found(self, cases: list[CheckedCase], wanting: list[Wanting], seen: Sightings) -> Found:
        shares = shares_of(self._task.causes, open_of(cases), wanting)
        data = [(key, share.plain()) for key, share in shares.items()]
        came = [(self._rows[came.row], came.to, came.why) for case in cases for came in case.departures]
        return Found(
            Added(cases[0].crn if cases else "", [CaseSum.of(case) for case in cases], came, seen.first, data),
            cases,
            [each.model_dump_json(by_alias=True).encode() for each in wanting],
            seen.again,
        )


def checked_person(checker: Checker, readings: Sequence[Reading]) -> list[CheckedCase]:
    return checker.judged(readings)
