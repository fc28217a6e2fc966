"""One person as the forms see them: the entries of a word under all orders, each row once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook import model as m
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER
from practice_check.timeline.orders import Orders
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.resolve import Resolve

#: A case record's key: CRN and event number.
Case = tuple[str, int]


@dataclass(slots=True)
class Seen:
    """An entry, and the order that it stands under. Never changed."""

    found: Found
    record: CaseRecord

    @property
    def case(self) -> Case:
        return self.record.key

    def value(self, name: str, of_case: str) -> object:
        """A field of the row; of the case, where the name begins with ``of_case``."""
        if name.startswith(of_case):
            return getattr(self.record, name.removeprefix(of_case))
        return getattr(self.found.row, name, None)


def readings_of(records: Sequence[CaseRecord], rulebook: Rulebook, as_of: int) -> list[Reading]:
    """Each order of a person as of a day, in the order given."""
    resolve = Resolve(rulebook.parameters)
    restart = resolve.duration_named("restart-after", as_of)
    orders = Orders(records)
    cases = [CaseInTime(record, records, as_of, restart, orders) for record in records]
    return [Reading.of(case, rulebook.vocabulary, resolve) for case in cases]


@dataclass(frozen=True)
class Person:
    """``readings``: each order of theirs. ``recorded``: how much is recorded of what was asked; ``unjudged``: how much
    of that nobody has judged.

    ``all_read`` False: an order of theirs stands in the export and could not be read.
    """

    readings: Sequence[Reading]
    recorded: int = 0
    unjudged: int = 0
    all_read: bool = True

    @property
    def records(self) -> list[CaseRecord]:
        return [reading.case.record for reading in self.readings]

    def entries(self, narrowed: m.Narrowed) -> Iterator[Seen]:
        """Sure and unsure ones; a row of a table of the person's once, whatever the number of orders."""
        if len(self.readings) == 1:
            record = self.readings[0].case.record
            for found in self.readings[0].entries.of(narrowed):
                yield Seen(found, record)
            return
        by_number = {record.event_number: record for record in self.records}
        for place, reading in enumerate(self.readings):
            for found in reading.entries.of(narrowed):
                if found.table not in CaseRecord.PERSON_TABLES:
                    yield Seen(found, reading.case.record)
                elif place == 0:
                    number = reading.case.table(found.table).others.get(found.place)
                    yield Seen(found, by_number.get(number or 0, reading.case.record))

    def unseen(self, word: str, fields: Sequence[str] = ()) -> str | None:
        """What the export would have to hold for the entries of the word to be seen: a table, or a column of one."""
        for reading in self.readings:
            if absent := reading.entries.absent_tables(word):
                return f"the {absent[0].replace('_', ' ')} table"
            if reading.entries.undated(word):
                return f"the date of each {reading.entries.noun(word)}"
            for table in reading.entries.tables(word):
                given = reading.case.table(table)
                for name in fields:
                    if not given.all_given(name):
                        return f"the column {name.replace('_', ' ')} of the {table.replace('_', ' ')} table"
        return None

    def covered(self, reading: Reading, word: str) -> tuple[int, int]:
        """The first and last day on which the export covers the word; the last before the first where there is none."""
        tables = [reading.case.table(name) for name in reading.entries.tables(word)]
        if any(table.absent for table in tables) or reading.entries.undated(word):
            return NEVER, 0
        return max(table.first for table in tables), min(table.last for table in tables)
