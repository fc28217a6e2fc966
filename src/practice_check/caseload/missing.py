"""``missing``: what an export leaves out or holds without an end, so that it cannot be missed case by case."""

from practice_check.caseload.form import Cases, Form, Told, number, of_cases
from practice_check.caseload.person import Case, Person
from practice_check.records.model import CaseRecord
from practice_check.rulebook import caseload as c
from practice_check.timeline.case import CaseInTime, ordinal
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import TRUE, UNKNOWN
from practice_check.vocabulary.conditions import Conditions, Reading
from practice_check.vocabulary.resolve import Resolve

#: How many orders, or people, could be looked at; the cases of those of them that are looked for.
Orders = tuple[int, tuple[Case, ...]]


class _MissingWatch(Form[Orders]):
    def __init__(self, missing: c.Missing, resolve: Resolve, as_of: int) -> None:
        self._as_of = as_of
        self._at_least = resolve.number(missing.at_least, as_of)
        self._whole = 0
        self._cases = Cases()

    def add(self, seen: Orders) -> None:
        whole, found = seen
        self._whole += whole
        self._cases.add(found)

    def told(self) -> list[Told]:
        if self._cases.total < self._at_least:
            return []
        return [self._told(self._cases)]

    def _told(self, cases: Cases) -> Told:
        slots = {"count": number(cases.total), "whole": number(self._whole), "cases": of_cases(cases.total)}
        return Told(slots, cases)


class NoneEndedWatch(_MissingWatch):
    """No order has ended, although there are many: an export of live cases only."""

    def unseen(self, person: Person) -> str | None:
        return None if any(_end_given(reading.case.record) for reading in person.readings) else "the end of the order"

    def see(self, person: Person) -> Orders:
        cases = [reading.case for reading in person.readings if _end_given(reading.case.record)]
        return len(cases), tuple(case.record.key for case in cases if case.order_end < self._as_of)

    def told(self) -> list[Told]:
        if self._cases.total or self._whole < self._at_least:
            return []
        return [Told({**self._told(Cases()).slots, "cases": of_cases(self._whole)}, Cases())]


class EarlierOrdersWatch(_MissingWatch):
    """People of whom a later order stands in the export, and an earlier one does not."""

    def unseen(self, person: Person) -> str | None:
        return None if person.all_read else "an order that can be read"

    def see(self, person: Person) -> Orders:
        numbers = {record.event_number for record in person.records}
        first = min(person.records, key=lambda record: record.event_number)
        return 1, ((first.key,) if max(numbers) > len(numbers) else ())


class ConditionWatch(_MissingWatch):
    """Orders in which a condition holds on the as-of date."""

    def __init__(self, missing: c.Missing, resolve: Resolve, as_of: int) -> None:
        super().__init__(missing, resolve, as_of)
        assert missing.where is not None
        self._where = missing.where

    def unseen(self, person: Person) -> str | None:
        holds = [Conditions(reading).holds(self._where, self._as_of) for reading in person.readings]
        return "something that is asked of the order" if all(truth is UNKNOWN for truth in holds) else None

    def see(self, person: Person) -> Orders:
        found = [
            reading.case.record.key
            for reading in person.readings
            if Conditions(reading).holds(self._where, self._as_of) is TRUE
        ]
        return len(person.readings), tuple(found)


class UnseenWatch(_MissingWatch):
    """Orders of which the export does not have a table in the time of the order, or not a field of the case."""

    def __init__(self, missing: c.Missing, resolve: Resolve, as_of: int) -> None:
        super().__init__(missing, resolve, as_of)
        assert missing.unseen is not None
        self._name = missing.unseen
        self._where = missing.where

    def unseen(self, person: Person) -> str | None:  # noqa: ARG002 - every form is asked so
        return None

    def see(self, person: Person) -> Orders:
        asked = [reading for reading in person.readings if self._is_asked(reading)]
        return len(asked), tuple(reading.case.record.key for reading in asked if not self._is_seen(reading.case))

    def _is_asked(self, reading: Reading) -> bool:
        return self._where is None or Conditions(reading).holds(self._where, self._as_of) is TRUE

    def _is_seen(self, case: CaseInTime) -> bool:
        if self._name.startswith(c.OF_CASE):
            return getattr(case.record, self._name.removeprefix(c.OF_CASE)) is not None
        table, first = case.table(self._name), case.start or case.begin
        exported = ordinal(case.record.exported_on) or NEVER
        return not table.absent and not table.blind(first, min(case.order_end, case.as_of, exported))


def missing_watch(missing: c.Missing, resolve: Resolve, as_of: int) -> _MissingWatch:
    if missing.unseen is not None:
        return UnseenWatch(missing, resolve, as_of)
    if missing.where is not None:
        return ConditionWatch(missing, resolve, as_of)
    form = NoneEndedWatch if missing.orders == "ended" else EarlierOrdersWatch
    return form(missing, resolve, as_of)


def _end_given(record: CaseRecord) -> bool:
    return record.given("end_date") or record.given("closed_date")
